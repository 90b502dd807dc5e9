"""How often an award may be given: so many times in so many years (S0-09, F-71).

Years are counted as whole calendar years. An award is free in a year when giving it then leaves no
span of `in_years` years in a row with more than `times` of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rhythm:
    """So many times in so many years: `Rhythm(1, 1)` is once a year, `Rhythm(2, 5)` twice in five.

    A pack says at least one of both.
    """

    times: int = 1
    in_years: int = 1

    def used_up_by(self, given: Sequence[int], year: int) -> tuple[int, ...]:
        """The years of `given` that keep the award from being given in `year`; none: it is free.

        A year stands as often as the award was given in it. Of several spans the earliest counts.
        """
        for first in range(year - self.in_years + 1, year + 1):
            inside = sorted(one for one in given if first <= one < first + self.in_years)
            if len(inside) >= self.times:
                return tuple(inside)
        return ()

    def left_in(self, given: Sequence[int], year: int) -> int:
        """How many times more the award may be given in a year."""
        more = 0
        while not self.used_up_by([*given, *[year] * more], year):
            more += 1
        return more

    def next_free(self, given: Sequence[int], year: int) -> int:
        """The first year from `year` on in which the award may be given."""
        while self.used_up_by(given, year):
            year += 1
        return year

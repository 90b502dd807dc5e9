"""Where the records of places lie on the map of another day, with exact shares (F-3 to F-5).

A record keeps the place it was written for. To draw it on the map of a later day it follows the
links of its place forwards, by the share that went to each successor; on the map of an earlier day
it follows them backwards, by the share that came from each predecessor. Nothing is lost and nothing
counted twice: the shares of every place add up to 1 on every day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

from tuquan.core.succession.links import Link

Life = tuple[date, date | None]
"""The first day of a place, and the first day on which it stood no longer (None: it stands)."""

Shares = tuple[tuple[int, Fraction], ...]
"""Places with the share that lies in each, by number; the shares add up to 1."""

_Step = tuple[Fraction, int, date]

WHOLE = Fraction(1)
_ALWAYS: Life = (date.min, None)
_DAY = timedelta(days=1)


def whereabouts(
    lives: Mapping[int, Life],
    links: Sequence[Link],
    on: date,
    recorded: date | None = None,
) -> dict[int, Shares]:
    """For every place that ever was, the places of the map of `on` in which its records lie.

    `recorded` is the day from which the records are; without it, a place that stands on `on` holds
    its own, and others are followed from the last (or first) day they stood. It matters for a place
    that took in another and went on: its records from after that day hold both.

    A place that stands no longer (or not yet) and is linked to nothing keeps its records: they lie
    nowhere else.
    """
    walk = _Walk(lives, links, on)
    found: dict[int, Shares] = {place: ((place, WHOLE),) for place in lives}
    for link in links:
        for place in (link.old, link.new):
            found[place] = walk.start(place, recorded or on)
    return found


class _Walk:
    """Following links to one day; what was found out for a place on a day is kept."""

    def __init__(self, lives: Mapping[int, Life], links: Iterable[Link], on: date) -> None:
        self._lives, self._on = lives, on
        self._outgoing: dict[int, list[Link]] = {}
        self._incoming: dict[int, list[Link]] = {}
        for link in links:
            self._outgoing.setdefault(link.old, []).append(link)
            self._incoming.setdefault(link.new, []).append(link)
        self._known: dict[tuple[int, date], Mapping[int, Fraction]] = {}

    def start(self, place: int, day: date) -> Shares:
        """Where the records lie that a place holds on a day of its life."""
        return tuple(sorted(self._follow(place, self._within_life(place, day)).items()))

    def _follow(self, place: int, day: date) -> Mapping[int, Fraction]:
        known = self._known.get((place, day))
        if known is None:
            self._known[place, day] = {place: WHOLE}  # where links of one day go round in a circle
            links = self._later(place, day) if day < self._on else self._earlier(place, day)
            known = self._known[place, day] = self._mixed(place, day, links)
        return known

    def _later(self, place: int, day: date) -> list[_Step]:
        """The next step forwards: share, place, and the day to go on from."""
        links = [one for one in self._outgoing.get(place, ()) if day < one.on <= self._on]
        first = min((one.on for one in links), default=day)
        return [(one.share, one.new, first) for one in links if one.on == first]

    def _earlier(self, place: int, day: date) -> list[_Step]:
        """The next step backwards, to the day before the last link that is not yet in force."""
        links = [one for one in self._incoming.get(place, ()) if self._on < one.on <= day]
        last = max((one.on for one in links), default=day)
        return [(one.back, one.old, last - _DAY) for one in links if one.on == last]

    def _mixed(self, place: int, day: date, steps: Sequence[_Step]) -> Mapping[int, Fraction]:
        """What lies where after the steps; what went nowhere goes on with the place."""
        given = sum((share for share, _, _ in steps), Fraction(0))
        whole = max(given, WHOLE)
        mixed: dict[int, Fraction] = {}
        rest = [(1 - given, place, steps[0][2] if steps else day)] if given < 1 else []
        for share, other, then in (*rest, *steps):
            start = self._within_life(other, then)
            stays = (other, start) == (place, day)
            lying = {place: WHOLE} if stays else self._follow(other, start)
            for end, part in lying.items():
                mixed[end] = mixed.get(end, Fraction(0)) + part * share / whole
        return mixed

    def _within_life(self, place: int, day: date) -> date:
        since, until = self._lives.get(place, _ALWAYS)
        return max(since, day if until is None else min(day, until - _DAY))

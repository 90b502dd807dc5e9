"""S0-09, F-71: so many times in so many years, whichever span of years one looks at."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuquan.core.rhythm import Rhythm

YEARLY, TWICE_IN_FIVE = Rhythm(1, 1), Rhythm(2, 5)


def test_an_award_of_every_year_is_given_once_a_year() -> None:
    assert YEARLY.used_up_by([2025], 2026) == ()
    assert YEARLY.used_up_by([2025, 2026], 2026) == (2026,)
    assert YEARLY.next_free([2025, 2026], 2026) == 2027


def test_s0_09_twice_in_five_years_leaves_no_third() -> None:
    assert TWICE_IN_FIVE.used_up_by([2024], 2026) == ()
    assert TWICE_IN_FIVE.used_up_by([2022, 2024], 2026) == (2022, 2024)
    assert TWICE_IN_FIVE.next_free([2022, 2024], 2026) == 2027
    assert TWICE_IN_FIVE.used_up_by([2022, 2024], 2027) == ()


def test_a_year_entered_late_counts_as_well_as_those_after_it() -> None:
    assert TWICE_IN_FIVE.used_up_by([2026, 2027], 2024) == (2026, 2027)
    assert TWICE_IN_FIVE.used_up_by([2028, 2029], 2024) == ()


def test_twice_in_one_year_counts_twice() -> None:
    assert TWICE_IN_FIVE.left_in([], 2026) == 2
    assert TWICE_IN_FIVE.left_in([2026], 2026) == 1
    assert TWICE_IN_FIVE.used_up_by([2026, 2026], 2026) == (2026, 2026)


@pytest.mark.parametrize("rhythm", [YEARLY, TWICE_IN_FIVE, Rhythm(3, 4)])
@given(st.lists(st.integers(2000, 2030), max_size=12))
def test_what_is_given_when_free_never_breaks_the_rhythm(rhythm: Rhythm, years: list[int]) -> None:
    kept: list[int] = []
    for year in years:
        if not rhythm.used_up_by(kept, year):
            kept.append(year)
    for first in range(2000, 2031):
        inside = [one for one in kept if first <= one < first + rhythm.in_years]
        assert len(inside) <= rhythm.times

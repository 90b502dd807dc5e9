"""Assessment windows: days of the year that differ by level."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuquan.core.time import Window, window_for, window_in

AREA = Window("area", "01/11", "31/10")
COMMUNE = Window("commune", "16/11", "15/11")

days_of_year = st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda day: f"{day:%d/%m}")
years = st.integers(2018, 2060)


@pytest.mark.parametrize(
    ("start", "end", "year", "expected"),
    [
        ("01/01", "31/12", 2026, (date(2026, 1, 1), date(2027, 1, 1))),
        ("01/04", "30/06", 2026, (date(2026, 4, 1), date(2026, 7, 1))),
        ("18/11", "18/11", 2026, (date(2026, 11, 18), date(2026, 11, 19))),
        ("01/11", "31/10", 2026, (date(2025, 11, 1), date(2026, 11, 1))),
        ("15/12", "14/01", 2026, (date(2025, 12, 15), date(2026, 1, 15))),
        ("01/02", "29/02", 2028, (date(2028, 2, 1), date(2028, 3, 1))),
        ("01/02", "29/02", 2027, (date(2027, 2, 1), date(2027, 3, 1))),
        ("29/02", "31/03", 2027, (date(2027, 2, 28), date(2027, 4, 1))),
        ("29/02", "31/03", 2028, (date(2028, 2, 29), date(2028, 4, 1))),
        ("01/03", "28/02", 2028, (date(2027, 3, 1), date(2028, 2, 29))),
    ],
)
def test_a_window_ends_in_its_year_with_its_last_day_included(
    start: str, end: str, year: int, expected: tuple[date, date]
) -> None:
    assert window_in(start, end, year) == expected


@given(days_of_year, days_of_year, years)
def test_a_window_is_never_empty_and_never_longer_than_a_year_and_a_day(
    start: str, end: str, year: int
) -> None:
    first, until = window_in(start, end, year)
    assert timedelta(days=1) <= until - first <= timedelta(days=367)
    assert (until - timedelta(days=1)).year == year


@given(years)
def test_yearly_windows_that_begin_the_day_after_they_end_leave_no_gap(year: int) -> None:
    for window in (AREA, COMMUNE):
        assert window.in_year(year)[1] == window.in_year(year + 1)[0]


def test_each_level_has_its_own_window() -> None:
    area = window_for([AREA, COMMUNE], "area")
    commune = window_for([AREA, COMMUNE], "commune")
    assert area is AREA
    assert commune is COMMUNE
    assert commune.in_year(2026) == (date(2025, 11, 16), date(2026, 11, 16))


def test_a_level_without_a_window_of_its_own_has_none() -> None:
    assert window_for([AREA, COMMUNE], "province") is None


@pytest.mark.parametrize(("start", "end"), [("31/04", "31/10"), ("01/11", "2026-10-31")])
def test_a_day_no_year_has_makes_no_window(start: str, end: str) -> None:
    with pytest.raises(ValueError, match="Not a day and month"):
        window_in(start, end, 2026)

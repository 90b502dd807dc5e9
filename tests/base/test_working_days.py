"""The working days that ship with the program: what was announced, and the sums the law gives."""

from __future__ import annotations

from datetime import date

import pytest

from tuquan.base import working_days
from tuquan.base.working_days import work_calendar
from tuquan.core.problems import Problem
from tuquan.core.time import UnknownYear

BROKEN = Problem("missing_key", "data/working_days.yaml:3:5", {"key": "year"})

LAW_2012, LAW_2019 = 10, 11
"""Paid public holidays a year before and since 2021, when 2 September got a second day."""


def test_the_years_2018_to_2027_are_known_and_no_other_is_guessed() -> None:
    assert work_calendar().years == frozenset(range(2018, 2028))
    with pytest.raises(UnknownYear, match="2028"):
        work_calendar().is_working_day(date(2028, 1, 3))


@pytest.mark.parametrize("year", range(2018, 2028))
def test_each_year_has_the_weekdays_off_that_the_law_gives_and_those_exchanged(year: int) -> None:
    work = work_calendar()
    exchanged = {2018: 1, 2019: 1, 2024: 1, 2025: 1, 2026: 2}.get(year, 0)
    off = [day for day in work.holidays if day.year == year and day.weekday() < 5]
    assert len(off) == (LAW_2012 if year < 2021 else LAW_2019) + exchanged


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2018, 2, 14), date(2018, 2, 20)),
        (date(2018, 12, 29), date(2019, 1, 1)),
        (date(2019, 2, 2), date(2019, 2, 10)),
        (date(2019, 4, 27), date(2019, 5, 1)),
        (date(2020, 1, 23), date(2020, 1, 29)),
        (date(2021, 2, 10), date(2021, 2, 16)),
        (date(2021, 9, 2), date(2021, 9, 5)),
        (date(2022, 1, 29), date(2022, 2, 6)),
        (date(2022, 9, 1), date(2022, 9, 4)),
        (date(2023, 1, 20), date(2023, 1, 26)),
        (date(2023, 4, 29), date(2023, 5, 3)),
        (date(2023, 9, 1), date(2023, 9, 4)),
        (date(2024, 2, 8), date(2024, 2, 14)),
        (date(2024, 4, 27), date(2024, 5, 1)),
        (date(2024, 8, 31), date(2024, 9, 3)),
        (date(2025, 1, 25), date(2025, 2, 2)),
        (date(2025, 4, 30), date(2025, 5, 4)),
        (date(2025, 8, 30), date(2025, 9, 2)),
        (date(2026, 1, 1), date(2026, 1, 4)),
        (date(2026, 2, 14), date(2026, 2, 22)),
        (date(2026, 4, 25), date(2026, 4, 27)),
        (date(2026, 8, 29), date(2026, 9, 2)),
    ],
)
def test_the_announced_stretches_are_off_and_the_days_around_them_are_worked(
    first: date, last: date
) -> None:
    work = work_calendar()
    before, after = first.toordinal() - 1, last.toordinal() + 1
    stretch = range(first.toordinal(), after)
    assert not any(work.is_working_day(date.fromordinal(day)) for day in stretch)
    assert work.is_working_day(date.fromordinal(before))
    following = date.fromordinal(after)
    assert work.is_working_day(following) or following.weekday() >= 5


def test_these_weekend_days_were_worked_in_exchange() -> None:
    assert sorted(work_calendar().worked) == [
        date(2019, 1, 5),
        date(2019, 5, 4),
        date(2024, 5, 4),
        date(2025, 4, 26),
        date(2026, 1, 10),
        date(2026, 8, 22),
    ]


def test_the_file_is_read_once() -> None:
    assert work_calendar() is work_calendar()


def test_a_file_that_cannot_be_read_is_named_with_the_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(working_days, "read_work_calendar", lambda _text, _file: (None, [BROKEN]))
    work_calendar.cache_clear()
    try:
        with pytest.raises(ValueError, match=r"missing_key at data/working_days.yaml:3:5"):
            work_calendar()
    finally:
        work_calendar.cache_clear()

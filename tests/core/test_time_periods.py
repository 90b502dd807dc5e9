"""Periods, shifted and not, their keys, and the one test of being in force."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuquan.core.time import (
    LONGEST_WINDOW_NAME,
    MONTHS_IN,
    PERIODS_IN_YEAR,
    Period,
    PeriodKind,
    day_and_month,
    in_force,
    period_containing,
    period_from_key,
)

tiling: list[PeriodKind] = ["week", *MONTHS_IN]
kinds = st.sampled_from(tiling)
days = st.dates(date(2010, 1, 1), date(2060, 12, 31))
start_days = st.integers(1, 28)


@pytest.mark.parametrize(
    ("kind", "start", "until", "key"),
    [
        ("week", date(2026, 11, 16), date(2026, 11, 23), "2026-W47"),
        ("month", date(2026, 11, 1), date(2026, 12, 1), "2026-11"),
        ("quarter", date(2026, 10, 1), date(2027, 1, 1), "2026-Q4"),
        ("half_year", date(2026, 7, 1), date(2027, 1, 1), "2026-H2"),
        ("year", date(2026, 1, 1), date(2027, 1, 1), "2026"),
    ],
)
def test_the_periods_around_20_november_2026(
    kind: PeriodKind, start: date, until: date, key: str
) -> None:
    period = period_containing(kind, date(2026, 11, 20))
    assert (period, period.key) == (Period(kind, start, until), key)


@pytest.mark.parametrize(
    ("kind", "day", "start", "last", "key"),
    [
        ("month", date(2026, 10, 14), date(2026, 9, 15), date(2026, 10, 14), "2026-10"),
        ("month", date(2026, 10, 15), date(2026, 10, 15), date(2026, 11, 14), "2026-11"),
        ("quarter", date(2026, 10, 15), date(2026, 9, 15), date(2026, 12, 14), "2026-Q4"),
        ("half_year", date(2026, 6, 14), date(2025, 12, 15), date(2026, 6, 14), "2026-H1"),
        ("half_year", date(2026, 6, 15), date(2026, 6, 15), date(2026, 12, 14), "2026-H2"),
        ("year", date(2025, 12, 15), date(2025, 12, 15), date(2026, 12, 14), "2026"),
    ],
)
def test_shifted_periods_are_those_of_decree_09_2019(
    kind: PeriodKind, day: date, start: date, last: date, key: str
) -> None:
    period = period_containing(kind, day, starts_on_day=15)
    assert (period.start, period.last_day, period.key) == (start, last, key)


@given(kinds, days, start_days)
def test_every_day_lies_in_the_period_found_for_it(
    kind: PeriodKind, day: date, start_day: int
) -> None:
    period = period_containing(kind, day, start_day)
    assert period.contains(day)
    assert not period.contains(period.until)


@given(kinds, days, start_days)
def test_periods_follow_each_other_without_gap_or_overlap(
    kind: PeriodKind, day: date, start_day: int
) -> None:
    period = period_containing(kind, day, start_day)
    assert period.next().start == period.until
    assert period.next().previous() == period
    assert period.previous().next() == period
    assert period.key < period.next().key


@given(kinds, days, start_days)
def test_a_key_leads_back_to_its_period(kind: PeriodKind, day: date, start_day: int) -> None:
    period = period_containing(kind, day, start_day)
    assert period_from_key(period.key, start_day) == period


@given(kinds, days, start_days, st.integers(1, 400))
def test_every_day_of_a_stretch_lies_in_exactly_one_period(
    kind: PeriodKind, day: date, start_day: int, length: int
) -> None:
    stretch = [date.fromordinal(day.toordinal() + n) for n in range(length)]
    periods = {period_containing(kind, each, start_day) for each in stretch}
    assert all(sum(period.contains(each) for period in periods) == 1 for each in stretch)


@given(days, start_days)
def test_longer_periods_are_made_of_whole_months(day: date, start_day: int) -> None:
    year = period_containing("year", day, start_day)
    months = [period_containing("month", year.start, start_day)]
    while months[-1].until < year.until:
        months.append(months[-1].next())
    assert (len(months), months[-1].until) == (12, year.until)


def test_a_period_that_happens_once_keeps_its_days_in_its_key() -> None:
    once = Period("once", date(2026, 11, 20), date(2026, 12, 20))
    assert once.key == "2026-11-20_2026-12-20"
    assert period_from_key(once.key) == once


@pytest.mark.parametrize(
    ("day", "starts_on_day", "start", "last", "key"),
    [
        (date(2026, 1, 1), 1, date(2026, 1, 1), date(2026, 9, 30), "2026-M9"),
        (date(2026, 9, 30), 1, date(2026, 1, 1), date(2026, 9, 30), "2026-M9"),
        (date(2026, 10, 1), 1, date(2027, 1, 1), date(2027, 9, 30), "2027-M9"),
        (date(2026, 12, 31), 1, date(2027, 1, 1), date(2027, 9, 30), "2027-M9"),
        (date(2026, 9, 14), 15, date(2025, 12, 15), date(2026, 9, 14), "2026-M9"),
        (date(2026, 9, 15), 15, date(2026, 12, 15), date(2027, 9, 14), "2027-M9"),
        (date(2026, 12, 20), 15, date(2026, 12, 15), date(2027, 9, 14), "2027-M9"),
    ],
)
def test_nine_months_are_those_that_end_next(
    day: date, starts_on_day: int, start: date, last: date, key: str
) -> None:
    period = period_containing("nine_months", day, starts_on_day)
    assert (period.start, period.last_day, period.key) == (start, last, key)


@given(days, start_days)
def test_nine_months_follow_each_other_by_a_year(day: date, start_day: int) -> None:
    period = period_containing("nine_months", day, start_day)
    year = period_containing("year", period.start, start_day)
    assert day < period.until
    assert (period.start, period.next().start) == (year.start, year.until)
    assert period.next().previous() == period
    assert period.previous().next() == period
    assert period.previous().until <= day
    assert period_from_key(period.key, start_day) == period


def test_the_kinds_of_whole_months_know_how_many_reports_they_make_a_year() -> None:
    assert PERIODS_IN_YEAR == {
        "month": 12,
        "quarter": 4,
        "half_year": 2,
        "nine_months": 1,
        "year": 1,
    }


def test_february_has_its_leap_day() -> None:
    assert period_containing("month", date(2028, 2, 29)).last_day == date(2028, 2, 29)
    assert period_containing("month", date(2027, 2, 1)).last_day == date(2027, 2, 28)
    assert period_containing("year", date(2028, 2, 29)).contains(date(2028, 12, 31))


def test_the_last_week_of_a_year_may_belong_to_the_next_as_iso_counts() -> None:
    week = period_containing("week", date(2024, 12, 31))
    assert (week.start, week.until, week.key) == (date(2024, 12, 30), date(2025, 1, 6), "2025-W01")


def test_a_window_is_called_by_its_name_and_its_first_day() -> None:
    first = Period("window", date(2022, 1, 1), date(2022, 7, 1), "review_1")
    again = Period("window", date(2023, 1, 1), date(2023, 7, 1), "review_1")
    second = Period("window", date(2022, 7, 1), date(2023, 1, 1), "review_2")
    assert first.key == "review_1_2022-01-01"
    assert sorted([second.key, again.key, first.key]) == [first.key, again.key, second.key]


def test_the_longest_key_of_a_window_has_thirty_characters() -> None:
    name = "r" * LONGEST_WINDOW_NAME
    assert len(Period("window", date(2022, 1, 1), date(2022, 7, 1), name).key) == 30
    with pytest.raises(ValueError, match="too long"):
        Period("window", date(2022, 1, 1), date(2022, 7, 1), f"{name}r")


@pytest.mark.parametrize(("kind", "name"), [("window", ""), ("once", "review"), ("month", "m")])
def test_only_a_window_has_a_name(kind: PeriodKind, name: str) -> None:
    with pytest.raises(ValueError, match="A window has a name"):
        Period(kind, date(2022, 1, 1), date(2022, 2, 1), name)


def test_the_key_of_a_window_does_not_say_when_it_ends() -> None:
    with pytest.raises(ValueError, match="by its key alone"):
        period_from_key("review_1_2022-01-01")


def test_a_window_has_no_next() -> None:
    with pytest.raises(ValueError, match="in a window"):
        Period("window", date(2022, 1, 1), date(2022, 7, 1), "review_1").next()


def test_a_period_that_happens_once_has_no_next() -> None:
    with pytest.raises(ValueError, match="happens once"):
        Period("once", date(2026, 11, 20), date(2026, 12, 20)).next()


@pytest.mark.parametrize("key", ["", "2026-13", "2026-Q5", "2026-H3", "2026-W60", "26-10", "x_y"])
def test_what_is_not_a_key_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        period_from_key(key)


def test_a_period_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="must end after it starts"):
        Period("month", date(2026, 10, 1), date(2026, 10, 1))


@pytest.mark.parametrize("start_day", [0, 29])
def test_months_start_on_a_day_that_every_month_has(start_day: int) -> None:
    with pytest.raises(ValueError, match="cannot start on day"):
        period_containing("month", date(2026, 10, 1), start_day)


@pytest.mark.parametrize(
    ("start", "until", "on", "expected"),
    [
        (date(2026, 1, 1), date(2026, 2, 1), date(2025, 12, 31), False),
        (date(2026, 1, 1), date(2026, 2, 1), date(2026, 1, 1), True),
        (date(2026, 1, 1), date(2026, 2, 1), date(2026, 1, 31), True),
        (date(2026, 1, 1), date(2026, 2, 1), date(2026, 2, 1), False),
        (None, date(2026, 2, 1), date(1990, 1, 1), True),
        (date(2026, 1, 1), None, date(2090, 1, 1), True),
        (None, None, date(2026, 1, 1), True),
    ],
)
def test_in_force_counts_the_first_day_and_not_the_last(
    start: date | None, until: date | None, on: date, expected: bool
) -> None:
    assert in_force(start, until, on) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("02/06", (2, 6)),
        ("2/6", (2, 6)),
        ("29/02", (29, 2)),
        ("30/02", None),
        ("31/12", (31, 12)),
        ("32/12", None),
        ("00/12", None),
        ("01/13", None),
        ("01/00", None),
        ("2-6", None),
    ],
)
def test_a_day_of_the_year_is_read_day_first(text: str, expected: tuple[int, int] | None) -> None:
    assert day_and_month(text) == expected

"""Periods, due days and the one test of being in force."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuquan.core.time import (
    DueRule,
    Period,
    PeriodKind,
    add_working_days,
    cut_off_instant,
    day_and_month,
    due_day,
    due_instant,
    in_force,
    opening_instant,
    period_containing,
    period_from_key,
)

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
OCTOBER = Period("month", date(2026, 10, 1), date(2026, 11, 1))

kinds = st.sampled_from([kind for kind in get_args(PeriodKind) if kind != "once"])
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
    ("rule", "period", "expected"),
    [
        (DueRule(days_after_end=0), OCTOBER, date(2026, 10, 31)),
        (DueRule(days_after_end=10), OCTOBER, date(2026, 11, 10)),
        (DueRule(day_of_next_month=5), OCTOBER, date(2026, 11, 5)),
        (DueRule(day_of_next_month=31), OCTOBER, date(2026, 11, 30)),
        (DueRule(day_of_next_month=5), period_from_key("2026-12"), date(2027, 1, 5)),
        (DueRule(day_of_next_month=5), period_from_key("2026-10", 15), date(2026, 11, 5)),
        (DueRule(working_days_after_cut_off=2), OCTOBER, date(2026, 11, 3)),
        (DueRule(before=("02/06", "02/12")), period_from_key("2026-H1"), date(2026, 6, 1)),
        (DueRule(before=("02/06", "02/12")), period_from_key("2026-H2"), date(2026, 12, 1)),
        (DueRule(before=("02/12",)), period_from_key("2026"), date(2026, 12, 1)),
        (DueRule(before=("15/02",)), period_from_key("2026"), date(2027, 2, 14)),
        (DueRule(before=("20/12",)), period_from_key("2026", 15), date(2026, 12, 19)),
        (DueRule(before=("29/02",)), period_from_key("2026"), date(2027, 2, 27)),
        (DueRule(before=("01/03",)), period_from_key("2027"), date(2028, 2, 29)),
    ],
)
def test_due_days(rule: DueRule, period: Period, expected: date) -> None:
    assert due_day(rule, period) == expected


def test_before_2_june_makes_1_june_the_last_good_day_as_s4_15_reads_it() -> None:
    due = due_instant(DueRule(before=("02/06", "02/12")), period_from_key("2026-H1"), HANOI)
    assert due == datetime(2026, 6, 1, 23, 59, 59, tzinfo=HANOI)
    assert due.isoformat() == "2026-06-01T23:59:59+07:00"


def test_a_rule_that_says_nothing_has_no_due_day() -> None:
    with pytest.raises(ValueError, match="must say one way"):
        due_day(DueRule(), OCTOBER)


def test_a_rule_with_a_day_that_does_not_exist_has_no_due_day() -> None:
    with pytest.raises(ValueError, match="31/02"):
        due_day(DueRule(before=("31/02",)), OCTOBER)


def test_working_days_leave_out_weekends_and_holidays() -> None:
    friday = date(2026, 11, 20)
    assert add_working_days(friday, 0) == friday
    assert add_working_days(friday, 1) == date(2026, 11, 23)
    assert add_working_days(friday, 2, {date(2026, 11, 24)}) == date(2026, 11, 25)
    assert due_day(DueRule(working_days_after_cut_off=2), OCTOBER, [date(2026, 11, 2)]) == date(
        2026, 11, 4
    )


@given(days, st.integers(1, 40), st.sets(days, max_size=5))
def test_exactly_n_working_days_lie_between(day: date, count: int, holidays: set[date]) -> None:
    end = add_working_days(day, count, holidays)
    between = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert sum(d.weekday() < 5 and d not in holidays for d in between) == count
    assert end.weekday() < 5
    assert end not in holidays


def test_the_cut_off_is_the_last_second_of_the_period() -> None:
    assert cut_off_instant(OCTOBER, HANOI) == datetime(2026, 10, 31, 23, 59, 59, tzinfo=HANOI)


@pytest.mark.parametrize(
    ("days_before_end", "opens"),
    [(None, date(2026, 10, 1)), (7, date(2026, 10, 25)), (90, date(2026, 10, 1))],
)
def test_a_report_opens_with_its_period_or_days_before_the_end(
    days_before_end: int | None, opens: date
) -> None:
    expected = datetime(opens.year, opens.month, opens.day, tzinfo=HANOI)
    assert opening_instant(OCTOBER, HANOI, days_before_end) == expected


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

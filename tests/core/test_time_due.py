"""When reports open, are cut off and fall due: after the period, on a day, or after an event."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuquan.core.time import (
    DueRule,
    Instants,
    Period,
    UnknownYear,
    WorkCalendar,
    cut_off_instant,
    due_day,
    due_instant,
    opening_instant,
    period_containing,
    period_from_key,
)

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
OCTOBER = Period("month", date(2026, 10, 1), date(2026, 11, 1))
NO_HOLIDAYS = WorkCalendar(frozenset(range(2020, 2031)), frozenset(), frozenset())
WORK = WorkCalendar(
    years=frozenset({2026}),
    holidays=frozenset({date(2026, 11, 3)}),
    worked=frozenset({date(2026, 11, 7)}),
)

days = st.dates(date(2010, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("rule", "period", "expected"),
    [
        (DueRule(days_after_end=0), OCTOBER, date(2026, 10, 31)),
        (DueRule(days_after_end=10), OCTOBER, date(2026, 11, 10)),
        (DueRule(days_after_end=29), period_from_key("2028-01"), date(2028, 2, 29)),
        (DueRule(day_of_next_month=5), OCTOBER, date(2026, 11, 5)),
        (DueRule(day_of_next_month=31), OCTOBER, date(2026, 11, 30)),
        (DueRule(day_of_next_month=31), period_from_key("2028-01"), date(2028, 2, 29)),
        (DueRule(day_of_next_month=5), period_from_key("2026-12"), date(2027, 1, 5)),
        (DueRule(day_of_next_month=5), period_from_key("2026-10", 15), date(2026, 11, 5)),
        (DueRule(day_of_next_month=5), period_from_key("2026-M9"), date(2026, 10, 5)),
        (DueRule(before=("02/06", "02/12")), period_from_key("2026-H1"), date(2026, 6, 1)),
        (DueRule(before=("02/06", "02/12")), period_from_key("2026-H2"), date(2026, 12, 1)),
        (DueRule(before=("02/12",)), period_from_key("2026"), date(2026, 12, 1)),
        (DueRule(before=("15/02",)), period_from_key("2026"), date(2027, 2, 14)),
        (DueRule(before=("20/12",)), period_from_key("2026", 15), date(2026, 12, 19)),
        (DueRule(before=("05/10",)), period_from_key("2026-M9"), date(2026, 10, 4)),
        (DueRule(before=("29/02",)), period_from_key("2026"), date(2027, 2, 27)),
        (DueRule(before=("01/03",)), period_from_key("2027"), date(2028, 2, 29)),
        (DueRule(on_day=date(2021, 10, 10)), OCTOBER, date(2021, 10, 10)),
        (DueRule(before_day=date(2021, 10, 10)), OCTOBER, date(2021, 10, 9)),
        (DueRule(before_day=date(2027, 1, 1)), OCTOBER, date(2026, 12, 31)),
        (DueRule(before_day=date(2028, 3, 1)), OCTOBER, date(2028, 2, 29)),
    ],
)
def test_due_days(rule: DueRule, period: Period, expected: date) -> None:
    assert due_day(rule, period) == expected


@pytest.mark.parametrize(
    ("rule", "happened", "expected"),
    [
        (DueRule(after_event="festival", event_days=0), date(2026, 11, 18), date(2026, 11, 18)),
        (DueRule(after_event="festival", event_days=5), date(2026, 11, 18), date(2026, 11, 23)),
        (DueRule(after_event="festival", event_days=1), date(2028, 2, 28), date(2028, 2, 29)),
        (DueRule(after_event="festival", event_days=1), date(2026, 12, 31), date(2027, 1, 1)),
        (DueRule(after_event="festival", event_months=1), date(2026, 11, 18), date(2026, 12, 18)),
        (DueRule(after_event="festival", event_months=1), date(2027, 1, 31), date(2027, 2, 28)),
        (DueRule(after_event="festival", event_months=1), date(2028, 1, 31), date(2028, 2, 29)),
        (DueRule(after_event="festival", event_months=12), date(2028, 2, 29), date(2029, 2, 28)),
        (DueRule(after_event="festival", event_months=3), date(2026, 11, 30), date(2027, 2, 28)),
        (
            DueRule(after_event="festival", event_working_days=5),
            date(2026, 11, 18),
            date(2026, 11, 25),
        ),
    ],
)
def test_days_after_an_event_leave_its_own_day_out(
    rule: DueRule, happened: date, expected: date
) -> None:
    events = {"festival": happened, "meeting": date(2020, 1, 1)}
    assert due_day(rule, OCTOBER, NO_HOLIDAYS, events) == expected


@pytest.mark.parametrize("count", ["event_days", "event_working_days", "event_months"])
def test_nothing_is_due_before_the_event_has_happened(count: str) -> None:
    rule = DueRule(after_event="festival", **{count: 3})  # type: ignore[arg-type]
    events = {"meeting": date(2026, 11, 1)}
    assert due_day(rule, OCTOBER) is None
    assert due_day(rule, OCTOBER, NO_HOLIDAYS, events) is None
    assert due_instant(rule, OCTOBER, HANOI, NO_HOLIDAYS, events) is None


def test_a_report_awaiting_an_event_opens_and_is_cut_off_all_the_same() -> None:
    rule = DueRule(after_event="festival", event_days=3)
    instants = Instants(
        opening_instant(OCTOBER, HANOI),
        cut_off_instant(OCTOBER, HANOI),
        due_instant(rule, OCTOBER, HANOI),
    )
    assert instants == Instants(
        datetime(2026, 10, 1, tzinfo=HANOI), datetime(2026, 10, 31, 23, 59, 59, tzinfo=HANOI), None
    )


@given(days)
def test_before_a_day_is_always_the_day_before(day: date) -> None:
    assert due_day(DueRule(before_day=day), OCTOBER) == day - timedelta(days=1)


@given(days)
def test_before_a_named_day_is_the_day_before_the_nearest_to_the_end(day: date) -> None:
    year = period_containing("year", day)
    rule = DueRule(before=("10/10",))
    assert due_day(rule, year) == date(day.year, 10, 9)


def test_before_2_june_makes_1_june_the_last_good_day_as_s4_15_reads_it() -> None:
    due = due_instant(DueRule(before=("02/06", "02/12")), period_from_key("2026-H1"), HANOI)
    assert due == datetime(2026, 6, 1, 23, 59, 59, tzinfo=HANOI)
    assert due.isoformat() == "2026-06-01T23:59:59+07:00"


def test_an_event_makes_the_report_due_at_the_end_of_its_last_day_in_viet_nam() -> None:
    rule = DueRule(after_event="festival", event_days=2)
    due = due_instant(rule, OCTOBER, HANOI, None, {"festival": date(2026, 11, 18)})
    assert due is not None
    assert due.isoformat() == "2026-11-20T23:59:59+07:00"


def test_working_days_after_the_cut_off_leave_out_holidays_and_count_exchanged_days() -> None:
    rule = DueRule(working_days_after_cut_off=5)
    assert due_day(rule, OCTOBER, NO_HOLIDAYS) == date(2026, 11, 6)
    assert due_day(rule, OCTOBER, WORK) == date(2026, 11, 7)
    assert due_instant(rule, OCTOBER, HANOI, WORK) == datetime(
        2026, 11, 7, 23, 59, 59, tzinfo=HANOI
    )


def test_working_days_are_counted_from_an_earlier_cut_off() -> None:
    rule = DueRule(working_days_after_cut_off=2)
    assert due_day(rule, OCTOBER, WORK, days_before_end=6) == date(2026, 10, 27)
    due = due_instant(rule, OCTOBER, HANOI, WORK, days_before_end=6)
    assert due == datetime(2026, 10, 27, 23, 59, 59, tzinfo=HANOI)


@pytest.mark.parametrize(
    "rule",
    [
        DueRule(working_days_after_cut_off=2),
        DueRule(after_event="festival", event_working_days=2),
    ],
)
def test_working_days_cannot_be_counted_without_knowing_them(rule: DueRule) -> None:
    with pytest.raises(ValueError, match="which days are worked"):
        due_day(rule, OCTOBER, None, {"festival": date(2026, 11, 18)})


def test_working_days_that_reach_into_an_unknown_year_are_not_guessed() -> None:
    december = period_from_key("2026-12")
    with pytest.raises(UnknownYear, match="2027"):
        due_day(DueRule(working_days_after_cut_off=1), december, WORK)


def test_a_rule_with_a_day_that_does_not_exist_has_no_due_day() -> None:
    with pytest.raises(ValueError, match="31/02"):
        due_day(DueRule(before=("31/02",)), OCTOBER)


@pytest.mark.parametrize(
    ("rule", "ways", "half_said"),
    [
        (DueRule(), (), False),
        (DueRule(days_after_end=0), ("days_after_end",), False),
        (DueRule(before=("02/06",)), ("before",), False),
        (DueRule(on_day=date(2021, 1, 1)), ("on_day",), False),
        (DueRule(5, 6), ("days_after_end", "day_of_next_month"), False),
        (DueRule(after_event="festival", event_days=0), ("event_days",), False),
        (
            DueRule(after_event="festival", event_days=1, event_months=1),
            ("event_days", "event_months"),
            False,
        ),
        (DueRule(after_event="festival"), (), True),
        (DueRule(event_working_days=1), ("event_working_days",), True),
        (DueRule(days_after_end=1, after_event="festival"), ("days_after_end",), True),
    ],
)
def test_a_rule_tells_which_ways_it_uses(
    rule: DueRule, ways: tuple[str, ...], half_said: bool
) -> None:
    assert (rule.ways, rule.half_said) == (ways, half_said)


@pytest.mark.parametrize(
    "rule",
    [
        DueRule(),
        DueRule(5, 6),
        DueRule(after_event="festival"),
        DueRule(event_days=1),
        DueRule(days_after_end=1, after_event="festival"),
    ],
)
def test_a_rule_that_does_not_say_exactly_one_way_has_no_due_day(rule: DueRule) -> None:
    with pytest.raises(ValueError, match="must say one way"):
        due_day(rule, OCTOBER, NO_HOLIDAYS, {"festival": date(2026, 11, 18)})


@pytest.mark.parametrize(
    ("days_before_end", "day"),
    [(0, date(2026, 10, 31)), (6, date(2026, 10, 25)), (30, date(2026, 10, 1))],
)
def test_the_cut_off_is_the_last_second_of_the_period_or_of_a_day_before_its_end(
    days_before_end: int, day: date
) -> None:

    expected = datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=HANOI)
    assert cut_off_instant(OCTOBER, HANOI, days_before_end) == expected


@pytest.mark.parametrize("days_before_end", [31, -1])
def test_the_cut_off_lies_in_its_period(days_before_end: int) -> None:
    with pytest.raises(ValueError, match="outside its period"):
        cut_off_instant(OCTOBER, HANOI, days_before_end)


@pytest.mark.parametrize(
    ("days_before_end", "opens"),
    [(None, date(2026, 10, 1)), (7, date(2026, 10, 25)), (90, date(2026, 10, 1))],
)
def test_a_report_opens_with_its_period_or_days_before_the_end(
    days_before_end: int | None, opens: date
) -> None:
    expected = datetime(opens.year, opens.month, opens.day, tzinfo=HANOI)
    assert opening_instant(OCTOBER, HANOI, days_before_end) == expected

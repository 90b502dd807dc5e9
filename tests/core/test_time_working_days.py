"""Working days, and the file that says which they are."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuquan.core.problems import Problem
from tuquan.core.time import UnknownYear, WorkCalendar
from tuquan.core.time.work_calendar_file import read_work_calendar

WORK = WorkCalendar(
    years=frozenset({2024}),
    holidays=frozenset({date(2024, 4, 29), date(2024, 4, 30), date(2024, 5, 1)}),
    worked=frozenset({date(2024, 5, 4)}),
)
DECADE = frozenset(range(2018, 2028))

days = st.dates(date(2019, 1, 1), date(2026, 6, 30))
day_sets = st.frozensets(days, max_size=30)


def calendar_of(holidays: frozenset[date], weekends: frozenset[date]) -> WorkCalendar:
    """A calendar of ten years in which some of the given days are worked in exchange."""
    return WorkCalendar(DECADE, holidays, frozenset(d for d in weekends if d.weekday() >= 5))


calendars = st.builds(calendar_of, day_sets, day_sets)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2024, 4, 26), True),
        (date(2024, 4, 27), False),
        (date(2024, 4, 28), False),
        (date(2024, 4, 29), False),
        (date(2024, 5, 1), False),
        (date(2024, 5, 2), True),
        (date(2024, 5, 4), True),
        (date(2024, 5, 5), False),
        (date(2024, 2, 29), True),
    ],
)
def test_weekends_and_holidays_are_off_and_exchanged_days_are_worked(
    day: date, expected: bool
) -> None:
    assert WORK.is_working_day(day) is expected


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2024, 4, 26), 0, date(2024, 4, 26)),
        (date(2024, 4, 26), 1, date(2024, 5, 2)),
        (date(2024, 4, 26), 3, date(2024, 5, 4)),
        (date(2024, 4, 26), 4, date(2024, 5, 6)),
        (date(2024, 4, 27), 1, date(2024, 5, 2)),
        (date(2024, 2, 28), 2, date(2024, 3, 1)),
    ],
)
def test_n_working_days_after_a_day(day: date, count: int, expected: date) -> None:
    assert WORK.add_working_days(day, count) == expected


@given(calendars, days, st.integers(1, 60))
def test_counting_the_working_days_added_gives_their_number(
    work: WorkCalendar, day: date, count: int
) -> None:
    end = work.add_working_days(day, count)
    assert work.working_days_between(day, end) == count
    assert work.working_days_between(day, end - timedelta(days=1)) == count - 1
    assert work.working_days_between(end, day) == -count
    assert work.is_working_day(end)


@given(calendars, days, st.integers(0, 90), st.integers(0, 90))
def test_working_days_of_two_stretches_add_up(
    work: WorkCalendar, day: date, first: int, second: int
) -> None:
    middle = day + timedelta(days=first)
    end = middle + timedelta(days=second)
    together = work.working_days_between(day, middle) + work.working_days_between(middle, end)
    assert together == work.working_days_between(day, end)


def test_no_working_day_lies_between_a_day_and_itself() -> None:
    assert WORK.working_days_between(date(2024, 5, 2), date(2024, 5, 2)) == 0


def test_the_day_of_a_year_nobody_announced_is_refused() -> None:
    with pytest.raises(UnknownYear, match="2025") as refusal:
        WORK.is_working_day(date(2025, 3, 1))
    assert refusal.value.year == 2025


def test_counting_over_new_year_needs_the_next_year() -> None:
    assert WORK.add_working_days(date(2024, 12, 30), 1) == date(2024, 12, 31)
    with pytest.raises(UnknownYear, match="2025"):
        WORK.add_working_days(date(2024, 12, 31), 1)
    with pytest.raises(UnknownYear, match="2023"):
        WORK.working_days_between(date(2023, 12, 30), date(2024, 1, 2))


def test_working_days_are_not_counted_backwards() -> None:
    with pytest.raises(ValueError, match="forwards only"):
        WORK.add_working_days(date(2024, 5, 2), -1)


GOOD = """\
years:
  - year: 2018
    checked_on: 2026-11-21
    status: announced
    source: Công văn
    days_off:
      - {day: 2018-12-31, label: Nghỉ hoán đổi}
  - year: 2019
    checked_on: 2026-11-21
    status: computed
    source: Luật
    days_off:
      - {day: 2019-01-01, label: Tết Dương lịch}
    worked:
      - {day: 2019-01-05, instead_of: 2018-12-31}
"""


def mistakes(text: str) -> list[Problem]:
    """What is wrong with a file, which then gives no calendar."""
    work, problems = read_work_calendar(text, "days.yaml")
    assert work is None
    return problems


def test_a_file_says_which_days_are_off_and_which_are_worked() -> None:
    expected = WorkCalendar(
        years=frozenset({2018, 2019}),
        holidays=frozenset({date(2018, 12, 31), date(2019, 1, 1)}),
        worked=frozenset({date(2019, 1, 5)}),
    )
    assert read_work_calendar(GOOD, "days.yaml") == (expected, [])


def test_an_exchange_for_a_day_of_a_year_before_the_file_begins_is_taken_as_said() -> None:
    text = GOOD.replace("instead_of: 2018-12-31", "instead_of: 2017-12-29")
    assert read_work_calendar(text, "days.yaml")[1] == []


@pytest.mark.parametrize(
    ("old", "new", "code", "where", "params"),
    [
        ("year: 2019", "year: 2018", "work_year_out_of_order", "8:11", (2018, 2019)),
        ("year: 2019", "year: 2021", "work_year_out_of_order", "8:11", (2021, 2019)),
        (
            "2019-01-01, label: Tết Dương lịch",
            "2018-01-01, label: Tết",
            "day_outside_its_year",
            "13:15",
            (date(2018, 1, 1), 2019),
        ),
        (
            "{day: 2019-01-01, label: Tết Dương lịch}",
            "{day: 2018-12-31, label: Tết}",
            "day_listed_twice",
            "13:15",
            (date(2018, 12, 31), "days.yaml:7:15"),
        ),
        (
            "{day: 2019-01-01, label: Tết Dương lịch}",
            "{day: 2019-01-05, label: Tết}",
            "day_both_off_and_worked",
            "15:15",
            (date(2019, 1, 5), "days.yaml:13:15"),
        ),
        ("2019-01-05", "2019-01-04", "worked_day_not_on_weekend", "15:15", (date(2019, 1, 4),)),
        (
            "instead_of: 2018-12-31",
            "instead_of: 2018-12-28",
            "exchange_without_day_off",
            "15:39",
            (date(2018, 12, 28),),
        ),
        ("label: Nghỉ hoán đổi", "name: Nghỉ", "unknown_key", "7:27", ("name", "")),
        ("computed", "guessed", "not_one_of", "10:13", None),
        ("    source: Luật\n", "", "missing_key", "8:5", ("source",)),
        ("2019-01-05", "05/01/2019", "wrong_type", "15:15", ("date", "05/01/2019")),
        ("year: 2019", "year: MMXIX", "wrong_type", "8:11", ("whole number", "MMXIX")),
        ("source: Luật", "source: &a Luật", "anchor_refused", "11:13", ("a",)),
    ],
)
def test_a_mistake_in_the_file_is_named_with_its_place(
    old: str, new: str, code: str, where: str, params: tuple[object, ...] | None
) -> None:
    assert old in GOOD
    found = [p for p in mistakes(GOOD.replace(old, new)) if p.code == code]
    assert [p.where for p in found] == [f"days.yaml:{where}"]
    assert params is None or tuple(found[0].params.values()) == params


def test_a_year_without_days_off_is_a_mistake() -> None:
    text = GOOD.replace(
        "    days_off:\n      - {day: 2018-12-31, label: Nghỉ hoán đổi}", "    days_off: []"
    )
    assert [(p.code, p.where) for p in mistakes(text)] == [
        ("work_year_without_days_off", "days.yaml:6:15"),
        ("exchange_without_day_off", "days.yaml:14:39"),
    ]


def test_what_cannot_be_read_is_said_once_and_nothing_else_about_it() -> None:
    assert [p.code for p in mistakes(GOOD.replace("year: 2019", "year: MMXIX"))] == ["wrong_type"]
    assert [p.code for p in mistakes(GOOD.replace("day: 2019-01-05", "day: soon"))] == [
        "wrong_type"
    ]


def test_mistakes_come_in_the_order_of_lines() -> None:
    text = GOOD.replace("day: 2018-12-31", "day: 2017-12-31").replace("year: 2019", "year: 2021")
    assert [(p.code, p.where) for p in mistakes(text)] == [
        ("day_outside_its_year", "days.yaml:7:15"),
        ("work_year_out_of_order", "days.yaml:8:11"),
        ("day_outside_its_year", "days.yaml:13:15"),
        ("day_outside_its_year", "days.yaml:15:15"),
        ("exchange_without_day_off", "days.yaml:15:39"),
    ]


def test_a_year_that_cannot_be_read_is_not_missed_in_the_order_of_years() -> None:
    text = GOOD.replace("year: 2018", "year: MMXVIII")
    assert [(p.code, p.where) for p in mistakes(text)] == [("wrong_type", "days.yaml:2:11")]


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ("", "file_empty", "days.yaml:1:1"),
        ("- 2018", "wrong_type", "days.yaml:1:1"),
    ],
)
def test_what_is_no_such_file_gives_no_calendar(text: str, code: str, where: str) -> None:
    assert [(p.code, p.where) for p in mistakes(text)] == [(code, where)]


def test_a_text_that_is_not_yaml_gives_no_calendar() -> None:
    assert [p.code for p in mistakes("years: [")] == ["not_yaml"]

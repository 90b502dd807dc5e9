"""The cases of a pack: answers, days, sizes, boards and pilots against what comes out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.case_sample import RATIO, WORK, bound, edition, one, outcome, run
from tuquan.core.packs.cases import run_cases
from tuquan.core.programme import (
    Board,
    Calendar,
    CompareRule,
    Edition,
    GroupRules,
    Milestone,
    PilotRule,
    ReportWindow,
    Seat,
)
from tuquan.core.programme.cases import Case
from tuquan.core.time import DueRule, WorkCalendar


def refusal(plan: Edition, work: WorkCalendar | None = WORK, **said: Any) -> tuple[str, object]:
    result = run(plan, Case("thử", **said), work)
    assert result.passed is False
    assert result.problem is not None
    return result.problem.code, dict(result.problem.params)


ANSWERED = {"households": "20", "bins": "20", "clean": "yes"}


def test_good_answers_are_taken() -> None:
    values = {**ANSWERED, "income": "1.5", "held_on": "2026-11-18", "words": "Không"}
    assert outcome(edition(), kind="answers", of="monthly", values=values, expect="ok")[0]


def test_wrong_answers_are_refused_with_the_problems_named() -> None:
    said = {
        "kind": "answers",
        "of": "monthly",
        "values": {"households": "20", "bins": "21", "held_on": "18/11", "income": "nhiều"},
        "problems": ("more_than_fact bins", "missing_answer clean"),
    }
    passed, expected, found = outcome(edition(), **said, expect="refused")
    assert not passed
    assert expected == "refused, missing_answer clean; more_than_fact bins"
    assert found == (
        "refused, missing_answer clean; more_than_fact bins; wrong_kind held_on; wrong_kind income"
    )


def test_any_refusal_will_do_where_no_problem_is_named() -> None:
    values = {**ANSWERED, "bins": "1.5"}
    assert outcome(edition(), kind="answers", of="monthly", values=values, expect="refused")[0]


def test_answers_may_be_set_aside_and_differ_by_kind_of_place() -> None:
    said = {"kind": "answers", "of": "monthly", "not_applicable": ("clean",)}
    values = {"households": "20", "bins": "3"}
    assert outcome(edition(), **said, values=values, expect="ok")[0]
    in_ward = {**values, "place_kind": "ward", "words": "Không"}
    problems = ("not_asked_here words",)
    assert outcome(edition(), **said, values=in_ward, problems=problems, expect="refused")[0]


def calendar(**more: Any) -> Edition:
    given: dict[str, Any] = {"period": "month", "due": DueRule(day_of_next_month=5)}
    return edition(
        calendars=(Calendar(key="monthly", title="Tháng", reporter="group", **{**given, **more}),)
    )


DUE: dict[str, Any] = {"kind": "due", "of": "monthly", "on": date(2026, 4, 15)}


def test_a_report_is_due_on_its_day() -> None:
    said = {**DUE, "due_on": date(2026, 5, 5), "expect": "in_time"}
    assert outcome(calendar(), **said) == (True, "2026-05-05", "2026-05-05")
    said["due_on"] = date(2026, 5, 6)
    assert outcome(calendar(), **said) == (False, "2026-05-06", "2026-05-05")


@pytest.mark.parametrize(("day", "expected"), [(5, "in_time"), (6, "late")])
def test_the_last_day_is_still_in_time(day: int, expected: str) -> None:
    assert outcome(calendar(), **DUE, sent_on=date(2026, 5, day), expect=expected)[0]


def test_working_days_skip_holidays_and_count_from_the_cut_off() -> None:
    plan = calendar(due=DueRule(working_days_after_cut_off=1), cut_off_days_before_end=1)
    assert outcome(plan, **DUE, due_on=date(2026, 5, 4), expect="in_time")[0]


def test_a_report_that_awaits_an_event_has_no_day_yet() -> None:
    plan = calendar(due=DueRule(after_event="festival", event_days=10))
    said = {**DUE, "due_on": date(2026, 11, 28), "sent_on": date(2026, 11, 28)}
    held = outcome(plan, **said, events={"festival": "2026-11-18"}, expect="in_time")
    assert held == (True, "2026-11-28, in_time", "2026-11-28, in_time")
    assert outcome(plan, **said, expect="in_time")[2] == "waiting, waiting"
    assert outcome(plan, **DUE, expect="waiting")[0]


def test_a_case_without_a_day_to_compare_shows_the_due_day() -> None:
    assert outcome(calendar(), **DUE, expect="in_time") == (False, "in_time", "due 2026-05-05")


WINDOWS = (
    ReportWindow("first", "Đợt 1", date(2026, 1, 1), date(2026, 2, 1)),
    ReportWindow("second", "Đợt 2", date(2026, 6, 1), date(2026, 7, 1)),
)


def test_a_window_is_found_by_its_name_or_by_a_day_in_it() -> None:
    plan = calendar(period="window", windows=WINDOWS, due=DueRule(days_after_end=3))
    by_name = {"kind": "due", "of": "monthly", "window": "second", "expect": "in_time"}
    assert outcome(plan, **by_name, due_on=date(2026, 7, 3))[0]
    by_day = {**by_name, "window": "", "on": date(2026, 1, 31)}
    assert outcome(plan, **by_day, due_on=date(2026, 2, 3))[0]


MILESTONES = (
    Milestone("by", "Hạn", by=date(2026, 3, 31)),
    Milestone("before", "Trước", before=date(2026, 3, 31)),
    Milestone("yearly", "Hằng năm", yearly_on="29/02"),
    Milestone("open", "Không hạn"),
    Milestone(
        "computed",
        "Tính được",
        by=date(2026, 3, 31),
        condition=CompareRule("compare", "groups", "at_least", bound(2)),
    ),
)


@pytest.mark.parametrize(
    ("of", "day", "expected"),
    [
        ("by", date(2026, 3, 31), "in_time"),
        ("by", date(2026, 4, 1), "late"),
        ("before", date(2026, 3, 30), "in_time"),
        ("before", date(2026, 3, 31), "late"),
        ("yearly", date(2027, 2, 28), "in_time"),
        ("yearly", date(2027, 3, 1), "late"),
        ("computed", date(2026, 4, 1), "late"),
    ],
)
def test_a_milestone_is_in_time_on_its_last_day(of: str, day: date, expected: str) -> None:
    plan = edition(milestones=MILESTONES)
    assert outcome(plan, kind="milestone", of=of, on=day, expect=expected)[0]


@pytest.mark.parametrize(("groups", "expected"), [("2", "passed"), ("1", "failed")])
def test_a_milestone_may_be_computed_from_facts(groups: str, expected: str) -> None:
    plan = edition(milestones=MILESTONES)
    said = {"kind": "milestone", "of": "computed", "values": {"groups": groups}}
    assert outcome(plan, **said, expect=expected)[0]


def kinds(soft: bool) -> Edition:
    kind = GroupRules(
        "team",
        "Tổ",
        "team",
        minimum=30,
        maximum=50,
        soft=soft,
        people_minimum=3,
        people_maximum=5,
    )
    return edition(group_kinds=(kind,))


@pytest.mark.parametrize(("soft", "expected"), [(True, "warned"), (False, "refused")])
def test_a_soft_size_warns_and_a_hard_one_refuses(soft: bool, expected: str) -> None:
    for kind, counts in (("size", (29, 51)), ("people", (2, 6))):
        for count in counts:
            assert outcome(kinds(soft), kind=kind, of="team", count=count, expect=expected)[0]


@given(st.integers(30, 50), st.integers(3, 5))
def test_every_size_within_the_bounds_fits(size: int, people: int) -> None:
    assert outcome(kinds(soft=False), kind="size", of="team", count=size, expect="ok")[0]
    assert outcome(kinds(soft=False), kind="people", of="team", count=people, expect="ok")[0]


def board(*seats: Seat, minimum: int | None = None, maximum: int | None = None) -> Edition:
    only = Board("board", "Ban", "commune", minimum=minimum, maximum=maximum, seats=seats)
    return edition(boards=(only,))


@pytest.mark.parametrize(
    ("count", "expected"), [(6, "warned"), (7, "ok"), (8, "ok"), (9, "warned")]
)
def test_a_board_is_held_against_its_own_bounds_and_those_of_its_seats(
    count: int, expected: str
) -> None:
    chair, members = Seat("Trưởng"), Seat("Thành viên", minimum=6, maximum=7)
    plan = board(chair, members, minimum=5, maximum=9)
    assert outcome(plan, kind="board", of="board", count=count, expect=expected)[0]


def test_a_board_with_open_seats_or_none_has_only_its_own_bounds() -> None:
    for plan in (board(Seat("Thành viên", maximum=None), maximum=9), board(maximum=9)):
        assert outcome(plan, kind="board", of="board", count=9, expect="ok")[0]
        assert outcome(plan, kind="board", of="board", count=10, expect="warned")[0]


@pytest.mark.parametrize(("count", "expected"), [(2, "warned"), (3, "ok"), (4, "warned")])
def test_exactly_so_many_pilots_are_chosen(count: int, expected: str) -> None:
    plan = edition(pilots=(PilotRule("pilots", "Điểm", 3, "commune", "Mặt trận"),))
    assert outcome(plan, kind="pilots", of="pilots", count=count, expect=expected)[0]


@pytest.mark.parametrize(
    ("said", "code", "params"),
    [
        (
            {"kind": "criterion", "of": "x"},
            "case_of_unknown",
            {"kind": "criterion", "of": "x"},
        ),
        ({"kind": "size", "of": "team"}, "case_says_nothing", {"key": "count"}),
        ({"kind": "due", "of": "monthly"}, "case_says_nothing", {"key": "on"}),
        ({"kind": "sheet"}, "case_without_scoring", {}),
        (
            {"kind": "criterion", "of": "c", "values": {"x": "1"}},
            "case_value_unknown",
            {"key": "x"},
        ),
        (
            {"kind": "criterion", "of": "c", "values": {"bins": "1.5"}},
            "case_value_wrong",
            {"key": "bins", "value": "1.5", "kind": "count"},
        ),
        (
            {"kind": "criterion", "of": "c", "values": {"income": "1,5"}},
            "case_value_wrong",
            {"key": "income", "value": "1,5", "kind": "amount"},
        ),
        (
            {"kind": "criterion", "of": "c", "values": {"clean": "có"}},
            "case_value_wrong",
            {"key": "clean", "value": "có", "kind": "yes_no"},
        ),
        (
            {"kind": "criterion", "of": "c", "events": {"festival": "18/11"}},
            "case_value_wrong",
            {"key": "festival", "value": "18/11", "kind": "date"},
        ),
        (
            {"kind": "criterion", "of": "c", "marks": {"x": "yes"}},
            "case_criterion_unknown",
            {"key": "x"},
        ),
        (
            {"kind": "answers", "of": "monthly", "values": {"households": "-1"}},
            "case_value_wrong",
            {"key": "households", "value": "-1", "kind": "count"},
        ),
        (
            {"kind": "due", "of": "windows", "window": "third"},
            "case_window_unknown",
            {"window": "third"},
        ),
        (
            {"kind": "due", "of": "windows", "on": date(2026, 3, 1)},
            "case_no_period",
            {"day": date(2026, 3, 1)},
        ),
        (
            {"kind": "due", "of": "windows", "on": date(2026, 8, 1)},
            "case_no_period",
            {"day": date(2026, 8, 1)},
        ),
        ({"kind": "milestone", "of": "open"}, "case_without_condition", {}),
        ({"kind": "milestone", "of": "open", "on": date(2026, 1, 1)}, "case_without_day", {}),
        (
            {"kind": "due", "of": "working", "on": date(2027, 4, 15)},
            "case_year_unknown",
            {"year": "2027"},
        ),
    ],
)
def test_a_case_that_says_something_impossible_is_a_problem(
    said: dict[str, Any], code: str, params: dict[str, object]
) -> None:
    due = DueRule(days_after_end=3)
    calendars = (
        Calendar("monthly", "Tháng", "month", "group", due),
        Calendar("windows", "Đợt", "window", "group", due, windows=WINDOWS),
        Calendar("working", "Tháng", "month", "group", DueRule(working_days_after_cut_off=1)),
    )
    plan = one(
        RATIO, calendars=calendars, milestones=MILESTONES, group_kinds=kinds(True).group_kinds
    )
    assert refusal(plan, **said, expect="ok") == (code, params)


def test_working_days_need_to_be_known() -> None:
    plan = calendar(due=DueRule(working_days_after_cut_off=1))
    assert refusal(plan, None, **DUE, expect="late") == ("case_needs_working_days", {})


def test_cases_are_answered_in_their_order() -> None:
    cases = [Case(name, "size", "ok", of="team", count=30) for name in ("a", "b", "c")]
    assert [r.case.name for r in run_cases(kinds(True), cases)] == ["a", "b", "c"]

"""The cases of a pack: what it expects of itself, against what comes out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.core.case_sample import RATIO, bound, edition, one, outcome
from tuquan.core.programme import (
    AnswerRule,
    Bound,
    CascadeRule,
    CompareRule,
    Criterion,
    Edition,
    MembersRule,
    Parameter,
    ParameterValue,
    Points,
    ResultClass,
    Scoring,
    StreakRule,
    TrendRule,
)
from tuquan.core.programme.cases import Children, EarlierYear, HeldTitle, MemberList


@pytest.mark.parametrize(
    ("bins", "expected"), [("16", "passed"), ("15", "failed"), (None, "unknown")]
)
def test_a_criterion_is_judged_by_its_figures(bins: str | None, expected: str) -> None:
    values = {"households": "20"} | ({"bins": bins} if bins else {})
    said = {"kind": "criterion", "of": "c", "values": values, "expect": expected}
    assert outcome(one(RATIO), **said) == (True, expected, expected)


def test_a_case_that_does_not_hold_says_what_came_out() -> None:
    values = {"households": "20", "bins": "1"}
    said = {"kind": "criterion", "of": "c", "values": values, "expect": "passed"}
    assert outcome(one(RATIO), **said) == (False, "passed", "failed")


def test_what_is_set_aside_makes_a_criterion_not_applicable() -> None:
    plan = one(AnswerRule("answer", "clean"))
    said = {"kind": "criterion", "of": "c", "not_applicable": ("clean",)}
    assert outcome(plan, **said, expect="not_applicable")[0]


@pytest.mark.parametrize(("text", "expected"), [("yes", "passed"), ("no", "failed")])
def test_a_yes_or_no_is_read_as_one(text: str, expected: str) -> None:
    plan = one(AnswerRule("answer", "clean"))
    assert outcome(plan, kind="criterion", of="c", values={"clean": text}, expect=expected)[0]


def test_a_figure_is_held_against_that_of_the_place_above() -> None:
    rule = CompareRule("compare", "income", "more_than", Bound(against="parent"))
    said = {"kind": "criterion", "of": "c", "values": {"income": "50.5"}}
    assert outcome(one(rule), **said, parent={"income": "50.4"}, expect="passed")[0]
    assert outcome(one(rule), **said, parent={"income": "50.5"}, expect="failed")[0]


def test_a_figure_is_held_against_earlier_years() -> None:
    rule = TrendRule("trend", "bins", "rises")
    said = {"kind": "criterion", "of": "c", "year": 2026, "values": {"bins": "5"}}
    for earlier, expected in (("4", "passed"), ("5", "failed")):
        frozen = (EarlierYear(2025, {"bins": earlier}),)
        assert outcome(one(rule), **said, earlier=frozen, expect=expected)[0]


def test_a_title_held_for_years_running_counts() -> None:
    plan = one(StreakRule("streak", "cultural", 3))
    said = {"kind": "criterion", "of": "c", "year": 2026}
    held = (HeldTitle("cultural", held=(2024, 2025, 2026)),)
    broken = (HeldTitle("cultural", held=(2024, 2026), not_held=(2025,)),)
    assert outcome(plan, **said, titles=held, expect="passed")[0]
    assert outcome(plan, **said, titles=broken, expect="failed")[0]


def test_members_of_a_list_come_several_at_once() -> None:
    plan = one(MembersRule("members", "guards", ("trained",), percent=Decimal(75)))
    meets, fails = MemberList("guards", 3, ("trained",)), MemberList("guards", 1, (), ("trained",))
    said = {"kind": "criterion", "of": "c"}
    assert outcome(plan, **said, members=(meets, fails), expect="passed")[0]
    assert outcome(plan, **said, members=(meets, fails, fails), expect="failed")[0]


def test_a_place_is_judged_by_the_places_below() -> None:
    plan = one(CascadeRule("cascade", "at_least", percent=Decimal(50), of_kind="area"))
    said = {"kind": "criterion", "of": "c"}
    below = (Children("area", passed=2, failed=1, unknown=1),)
    assert outcome(plan, **said, children=below, expect="passed")[0]
    assert outcome(plan, **said, children=(Children("area", failed=2),), expect="failed")[0]
    assert outcome(plan, **said, expect="unknown")[0]


def test_a_parameter_holds_its_dated_value_unless_the_case_says_another() -> None:
    dated = (ParameterValue(Decimal(10), date(2026, 1, 1), date(2026, 7, 1)),)
    later = (ParameterValue(Decimal(20), date(2026, 7, 1)),)
    line = Parameter("line", "Chuẩn", "triệu", dated + later)
    plan = one(
        CompareRule("compare", "income", "at_least", Bound(parameter="line")), parameters=(line,)
    )
    said = {"kind": "criterion", "of": "c", "values": {"income": "15"}}
    assert outcome(plan, **said, on=date(2026, 6, 30), expect="passed")[0]
    assert outcome(plan, **said, year=2026, expect="failed")[0]
    assert outcome(plan, **said, year=2026, parameters={"line": "15"}, expect="passed")[0]


def sheet() -> Edition:
    knock_out = Criterion("bad", "I", "Có vụ việc", met_by="no", knock_out=True)
    rows = tuple(Criterion(key, key, key, points=Points(Decimal(50))) for key in ("one", "two"))
    reached = CompareRule("compare", "points", "at_least", bound(50))
    return edition(
        criteria=(knock_out, *rows),
        scoring=Scoring((ResultClass("good", "Tốt", reached),), "Chưa đạt", total=Decimal(100)),
    )


def test_every_mark_met_fills_a_reversed_row_with_no() -> None:
    said = {"kind": "sheet", "every_mark": "met", "points": Decimal("100.0")}
    assert outcome(sheet(), **said, expect="good") == (True, "good, 100", "good, 100")


def test_every_mark_yes_hits_the_knock_out() -> None:
    assert outcome(sheet(), kind="sheet", every_mark="yes", expect="none")[0]


def test_a_single_mark_goes_before_every_mark() -> None:
    said = {"kind": "sheet", "every_mark": "met", "marks": {"two": "no"}, "points": Decimal(50)}
    assert outcome(sheet(), **said, expect="good") == (True, "good, 50", "good, 50")


def test_a_sheet_with_open_rows_is_unknown_and_its_points_lie_between() -> None:
    said = {"kind": "sheet", "marks": {"bad": "no"}, "points": Decimal(50), "expect": "good"}
    assert outcome(sheet(), **said) == (False, "good, 50", "unknown, 0 to 100")


def test_points_are_not_expected_of_a_sheet_without_points() -> None:
    reached = CompareRule("compare", "criteria_not_met", "equal", bound(0))
    plan = edition(
        criteria=(Criterion("one", "1", "Một"),),
        scoring=Scoring((ResultClass("good", "Tốt", reached),), "Chưa đạt"),
    )
    said = {"kind": "sheet", "every_mark": "met", "points": Decimal(1), "expect": "good"}
    assert outcome(plan, **said) == (False, "good, 1", "good, no points")

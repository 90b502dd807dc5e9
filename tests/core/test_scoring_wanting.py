"""What a failed row lacks and what leads to the next class: so much is enough, less is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.sheet_sample import classes, edition, figure, marked, row, whole
from tuquan.core.programme import (
    AllRule,
    AnswerRule,
    AnyRule,
    AtLeastRule,
    BetweenRule,
    Bound,
    CascadeRule,
    CompareRule,
    DateRule,
    MembersRule,
    MetRule,
    OneOfRule,
    Operator,
    Points,
    RatioRule,
    Rule,
    ScaleRule,
    Scoring,
    StreakRule,
    TrendRule,
)
from tuquan.core.rules import Child, Known, Outcome, Range, judge
from tuquan.core.scoring import Need, SheetResult, judge_sheet, needs_of, way_up

OPERATORS: tuple[Operator, ...] = ("more_than", "at_least", "equal", "at_most", "less_than")


def known(**values: Any) -> Known:
    return Known(2026, values)


def needs(rule: Rule, what: Known) -> tuple[Need, ...]:
    """What a rule lacks where it fails."""
    outcome = judge(rule, what)
    assert outcome.state == "failed"
    return needs_of(outcome)


def changed(found: int, need: Need, less: int = 0) -> int:
    """The figure after the change, or after one that is smaller by so much."""
    assert need.amount is not None
    amount = int(need.amount) - less
    return found + amount if need.change == "more" else found - amount


@given(
    st.sampled_from(OPERATORS),
    st.integers(-50, 50),
    st.decimals(-50, 50, places=1, allow_nan=False),
)
def test_a_figure_that_is_counted_changes_by_just_enough(
    operator: Operator, found: int, bound: Decimal
) -> None:
    rule = CompareRule("compare", "a", operator, Bound(bound))
    outcome = judge(rule, known(a=found))
    if outcome.state == "passed":
        assert needs_of(outcome) == ()
        return
    [need] = needs_of(outcome)
    if need.change == "other":
        assert (operator, bound == bound.to_integral_value()) == ("equal", False)
        return
    assert judge(rule, known(a=changed(found, need))).state == "passed"
    assert judge(rule, known(a=changed(found, need, less=1))).state == "failed"


@given(st.sampled_from(OPERATORS), st.integers(0, 40), st.integers(1, 40), st.integers(0, 200))
def test_a_share_changes_by_just_enough_of_what_is_above_the_line(
    operator: Operator, found: int, whole: int, percent: int
) -> None:
    rule = RatioRule("ratio", "a", "b", operator, Bound(Decimal(percent)))
    outcome = judge(rule, known(a=found, b=whole))
    if outcome.state == "passed":
        return
    [need] = needs_of(outcome)
    if need.change == "other":
        assert operator == "equal"
        assert percent * whole % 100
        return
    assert need.over == "b"
    assert judge(rule, known(a=changed(found, need), b=whole)).state == "passed"
    assert judge(rule, known(a=changed(found, need, less=1), b=whole)).state == "failed"


def test_two_more_households_of_ninety_nine_percent() -> None:
    rule = RatioRule("ratio", "signed", "households", "at_least", Bound(Decimal(95)))
    found = needs(rule, known(signed=36, households=40))
    assert found == (Need("more", "signed", Fraction(2), Fraction(38), "households"),)


def test_a_share_of_last_year_is_a_line_too() -> None:
    rule = RatioRule("ratio", "a", "b", "more_than", Bound(against="last_year"))
    what = replace(known(a=5, b=20), earlier={2025: {"a": 3, "b": 10}})
    assert needs(rule, what) == (Need("more", "a", Fraction(2), Fraction(7), "b"),)


def test_a_figure_with_decimals_has_to_pass_the_line_itself() -> None:
    above = CompareRule("compare", "a", "more_than", Bound(Decimal("2.5")))
    assert needs(above, known(a=Decimal("2.1"))) == (
        Need("more", "a", Fraction(4, 10), Fraction(5, 2), beyond=True),
    )
    below = CompareRule("compare", "a", "at_most", Bound(Decimal("2.5")))
    assert needs(below, known(a=Decimal("2.6"))) == (
        Need("fewer", "a", Fraction(1, 10), Fraction(5, 2)),
    )


def test_an_open_figure_lacks_what_its_best_value_lacks() -> None:
    rule = CompareRule("compare", "a", "at_least", Bound(Decimal(9)))
    what = known(a=Range(Fraction(1), Fraction(6), ("b",)))
    assert needs(rule, what) == (Need("more", "a", Fraction(3), Fraction(9)),)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (1, Need("more", "a", Fraction(2), Fraction(3))),
        (9, Need("fewer", "a", Fraction(4), Fraction(5))),
    ],
)
def test_between_two_values_the_nearer_one_is_the_line(found: int, expected: Need) -> None:
    assert needs(BetweenRule("between", "a", Decimal(3), Decimal(5)), known(a=found)) == (expected,)


def test_a_share_of_what_is_not_known_exactly_has_no_number() -> None:
    rule = RatioRule("ratio", "a", "b", "at_least", Bound(Decimal(90)))
    what = known(a=1, b=Range(Fraction(10), Fraction(20)))
    assert needs(rule, what) == (Need("other", "a", over="b"),)


def test_members_and_places_below_are_counted() -> None:
    listed: tuple[Mapping[str, bool], ...] = ({"ok": True}, {"ok": False}, {}, {"ok": False})
    members = MembersRule("members", "posts", ("ok",))
    what = replace(known(), members={"posts": listed})
    assert needs(members, what) == (Need("more", "posts", Fraction(2), Fraction(4)),)
    children = (Child("area", "passed"), Child("area", "failed"), Child("area", "failed"))
    what = replace(known(), children=children)
    two_thirds = CascadeRule("cascade", "at_least", percent=Decimal(60))
    assert needs(two_thirds, what) == (Need("more", "children", Fraction(1), Fraction(2)),)
    three = CascadeRule("cascade", "at_least", count=3)
    assert needs(three, what) == (Need("more", "children", Fraction(2), Fraction(3)),)
    every = CascadeRule("cascade", "at_least")
    assert needs(every, what) == (Need("more", "children", Fraction(2), Fraction(3)),)


def test_a_streak_lacks_years() -> None:
    rule = StreakRule("streak", "culture", 6)
    what = replace(known(), titles={"culture": {2026: True, 2025: True, 2024: False}})
    assert needs(rule, what) == (Need("years", "culture", Fraction(4), Fraction(6)),)


@pytest.mark.parametrize(
    ("rule", "what", "expected"),
    [
        (AnswerRule("answer", "a"), known(a=False), Need("answer", "a")),
        (
            ScaleRule("scale", "a", ("weak", "good"), "good"),
            known(a="weak"),
            Need("level", "a", wanted="good"),
        ),
        (OneOfRule("one_of", "a", ("x",)), known(a="y"), Need("word", "a", wanted=("x",))),
        (
            DateRule("date", "a", last_day=date(2026, 6, 1)),
            known(a=date(2026, 7, 1)),
            Need("day", "a", wanted=date(2026, 6, 1)),
        ),
        (
            TrendRule("trend", "a", "falls"),
            replace(known(a=3), earlier={2025: {"a": 2}}),
            Need("other", "a"),
        ),
    ],
)
def test_what_is_not_counted_is_named(rule: Rule, what: Known, expected: Need) -> None:
    assert needs(rule, what) == (expected,)


def test_another_criterion_has_to_be_met_first() -> None:
    outcome = judge(MetRule("met", "first"), known(), {"first": Outcome("failed", "answer")})
    assert needs_of(outcome) == (Need("criterion", "first"),)


def at_least(of: str, value: int) -> CompareRule:
    return CompareRule("compare", of, "at_least", Bound(Decimal(value)))


def test_of_several_parts_those_that_are_nearest_are_shown() -> None:
    parts = (at_least("a", 10), at_least("b", 10), at_least("c", 10))
    what = known(a=1, b=9, c=10)
    a, b = (
        Need("more", "a", Fraction(9), Fraction(10)),
        Need("more", "b", Fraction(1), Fraction(10)),
    )
    assert needs(AllRule("all", parts), what) == (a, b)
    assert needs(AnyRule("any", parts[:2]), what) == (b,)
    assert needs(AtLeastRule("at_least_n", 2, parts), known(a=1, b=9, c=2)) == (
        b,
        Need("more", "c", Fraction(8), Fraction(10)),
    )


def judged(*rows: Any, scoring: Scoring, what: Known) -> tuple[Scoring, SheetResult]:
    return scoring, judge_sheet(edition(*rows, scoring=scoring), what)


def marks(**given: bool) -> Known:
    return Known(2026, marks=given)


SHARE = Scoring(
    classes(
        ("best", figure("criteria_met_percent", "at_least", 100)),
        ("good", figure("criteria_met_percent", "more_than", 50)),
    ),
    "none",
)


def test_the_next_class_asks_for_rows_and_the_nearest_rows_come_first() -> None:
    rows = (
        marked("a"),
        row("b", rule=at_least("n", 10)),
        row("c", rule=at_least("m", 4)),
        marked("d"),
    )
    what = replace(marks(a=True, d=False), values={"n": 9, "m": 1})
    way = way_up(*judged(*rows, scoring=SHARE, what=what))
    assert way is not None
    assert way.class_key == "good"
    assert way.asked == (
        Need("more", "criteria_met", Fraction(2), Fraction(3), "criteria_applicable"),
    )
    assert [key for key, _needs in way.rows] == ["b", "c", "d"]
    assert way.rows[0][1] == (Need("more", "n", Fraction(1), Fraction(10)),)
    assert way.rows[2][1] == (Need("mark"),)


@given(st.lists(st.booleans(), min_size=1, max_size=12))
def test_so_many_rows_more_reach_the_class_and_one_less_does_not(given_marks: list[bool]) -> None:
    rows = [marked(f"r{number}") for number in range(len(given_marks))]
    what = {f"r{number}": mark for number, mark in enumerate(given_marks)}
    scoring, result = judged(*rows, scoring=SHARE, what=Known(2026, marks=what))
    way = way_up(scoring, result)
    if way is None:
        assert result.class_key == "best"
        return
    [need] = way.asked
    assert need.amount is not None
    failing = [key for key, _needs in way.rows]
    for more, reaches in ((int(need.amount), True), (int(need.amount) - 1, False)):
        mended = what | dict.fromkeys(failing[:more], True)
        _same, after = judged(*rows, scoring=SHARE, what=Known(2026, marks=mended))
        order = ["best", "good", None]
        assert (order.index(after.class_key) <= order.index(way.class_key)) is reaches


def test_knock_outs_floors_and_points_are_asked_for() -> None:
    stays_out = marked("fire", met_by="no", knock_out=True)
    parts = (marked("s1", points=whole(2)), marked("s2", points=whole(2)))
    points = Points(Decimal(4), "sum")
    standard = marked("s", points=points, floor=Decimal(3), parts=parts)
    other = marked("t", points=whole(6))
    scoring = Scoring(classes(("good", figure("points", "at_least", 8))), "none")
    what = marks(fire=True, s1=True, s2=False, t=False)
    way = way_up(*judged(stays_out, standard, other, scoring=scoring, what=what))
    assert way is not None
    assert way.knock_outs == ("fire",)
    assert way.asked == (
        Need("more", "points", Fraction(6), Fraction(8)),
        Need("more", "s", Fraction(1), Fraction(3)),
    )
    assert [key for key, _needs in way.rows] == ["s2", "t"]


def test_a_row_of_points_lacks_points_and_a_penalty_has_some_too_many() -> None:
    each = Points(Decimal(10), "each", of="trees", each=Decimal(1))
    fined = Points(Decimal(5), "each", role="penalty", of="fires", each=Decimal(1))
    rows = (marked("green", points=each), marked("fires_row", points=fined))
    scoring = Scoring(classes(("good", figure("points", "at_least", 10))), "none")
    way = way_up(*judged(*rows, scoring=scoring, what=known(trees=7, fires=2)))
    assert way is not None
    assert way.asked == (Need("more", "points", Fraction(5), Fraction(10)),)
    assert dict(way.rows) == {
        "green": (Need("more", "points", Fraction(3), Fraction(10)),),
        "fires_row": (Need("fewer", "points", Fraction(2), Fraction(0)),),
    }


def test_a_word_where_a_figure_is_asked_for_has_no_line() -> None:
    outcome = Outcome(
        "failed", "compare", {"of": "a", "operator": "equal", "found": "x", "bound": 1}
    )
    assert needs_of(outcome) == (Need("other", "a"),)


def test_there_is_no_way_up_from_the_best_class_nor_while_the_next_is_open() -> None:
    assert way_up(*judged(marked("a"), scoring=SHARE, what=marks(a=True))) is None
    two = (marked("a"), marked("b"))
    assert way_up(*judged(*two, scoring=SHARE, what=marks(a=True))) is None

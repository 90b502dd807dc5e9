"""Points of rows, the score of a sheet, and the floors of its standards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

import pytest

from tests.core.sheet_sample import by_points, edition, figure, marked, row, steps, whole
from tuquan.core.programme import (
    AnswerRule,
    Criterion,
    Points,
    Scoring,
)
from tuquan.core.rules import Known, Range
from tuquan.core.scoring import (
    Counts,
    SheetResult,
    judge_criterion,
    judge_sheet,
    standing,
)

AREA = AnswerRule("answer", "is_village")


def known(not_applicable: tuple[str, ...] = (), /, **values: Any) -> Known:
    """What is known in 2026."""
    return Known(2026, values, frozenset(not_applicable))


def judged(*criteria: Criterion, what: Known, scoring: Scoring | None = None) -> SheetResult:
    """The sheet of these criteria."""
    return judge_sheet(edition(*criteria, scoring=scoring), what)


def points(*criteria: Criterion, what: Known, **scoring: Any) -> tuple[Any, Any]:
    """The least and the greatest score."""
    found = judged(*criteria, what=what, scoring=by_points(("good", 50), **scoring)).points
    assert found is not None
    return found.low, found.high


def test_points_nest_to_any_depth() -> None:
    deep = marked(
        "s",
        points=Points(Decimal(10), "sum"),
        parts=(
            marked("t", points=Points(Decimal(6), "sum"), parts=(row("a", points=whole(6)),)),
            row("b", points=whole(4)),
        ),
    )
    assert points(deep, what=known(a=True, b=False)) == (6, 6)
    assert points(deep, what=known(b=True)) == (4, 10)
    result = judge_criterion(deep, known(a=True, b=False))
    assert result.points == Range(Fraction(6), Fraction(6))
    assert result.maximum == 10


def test_a_standard_without_points_of_its_own_adds_those_of_its_rows() -> None:
    standard = marked("s", parts=(row("a", points=whole(6)), row("b", points=whole(4))))
    assert points(standard, what=known(a=True, b=False)) == (6, 6)


FIRES = steps(10, (figure("fires", "equal", 0), 10), (figure("fires", "at_most", 2), 5))


@pytest.mark.parametrize(
    ("fires", "expected", "state"),
    [
        (0, (10, 10), "passed"),
        (2, (5, 5), "failed"),
        (3, (0, 0), "failed"),
        (None, (0, 10), "unknown"),
    ],
)
def test_the_first_step_that_holds_gives_its_points(
    fires: int | None, expected: tuple[int, int], state: str
) -> None:
    criterion = marked("a", points=FIRES)
    assert points(criterion, what=known(fires=fires)) == expected
    assert judge_criterion(criterion, known(fires=fires)).outcome.state == state


def test_an_open_first_step_leaves_only_better_points_open() -> None:
    graded = steps(10, (AnswerRule("answer", "best"), 10), (AnswerRule("answer", "good"), 7))
    assert points(marked("a", points=graded), what=known(good=True)) == (7, 10)


def test_steps_that_do_not_apply_leave_the_row_out() -> None:
    result = judge_criterion(marked("a", points=FIRES), known(("fires",)))
    assert (result.applies, result.points) == (False, None)


def test_a_row_that_cannot_earn_all_and_may_not_apply_is_open() -> None:
    graded = steps(10, (AnswerRule("answer", "good"), 7))
    result = judge_criterion(marked("a", points=graded), known())
    assert (result.outcome.state, result.outcome.missing) == ("unknown", ("good",))


def test_the_mark_stands_in_for_steps_that_are_open() -> None:
    result = judge_criterion(marked("a", points=FIRES), Known(2026, marks={"a": True}))
    assert (result.outcome.state, result.outcome.code) == ("passed", "mark")


@pytest.mark.parametrize(
    ("models", "expected"), [(0, 0), (2, 4), (5, 10), (6, 10), (-1, 0), (Decimal("0.5"), 1)]
)
def test_points_for_each_unit_end_at_the_maximum(models: Any, expected: int) -> None:
    each = Points(Decimal(10), "each", of="models", each=Decimal(2))
    assert points(marked("a", points=each), what=known(models=models)) == (expected, expected)


def test_points_for_each_unit_of_an_open_figure_are_open() -> None:
    each = Points(Decimal(10), "each", of="models", each=Decimal(2))
    models = Range(Fraction(1), Fraction(5), ("rest",))
    result = judge_criterion(marked("a", points=each), known(models=models))
    assert result.outcome.missing == ("rest",)
    assert result.points == Range(Fraction(2), Fraction(10), ("rest",))
    assert points(marked("a", points=each), what=known()) == (0, 10)
    assert judge_criterion(marked("a", points=each), known(("models",))).applies is False


def test_a_share_of_the_points_is_exact() -> None:
    share = Points(Decimal(10), "share", of="done", over="households")
    result = judge_criterion(marked("a", points=share), known(done=1, households=3))
    assert result.points == Range(Fraction(10, 3), Fraction(10, 3))
    assert points(marked("a", points=share), what=known(done=3)) == (0, 10)
    done = Range(Fraction(1), Fraction(2), ("rest",))
    result = judge_criterion(marked("a", points=share), known(done=done, households=4))
    assert result.points == Range(Fraction(5, 2), Fraction(5), ("rest",))
    perhaps_none = Range(Fraction(0), Fraction(2), ("rest",))
    assert points(marked("a", points=share), what=known(done=3, households=perhaps_none)) == (0, 10)
    assert judge_criterion(marked("a", points=share), known(households=0)).applies is False


def test_a_criterion_may_be_met_by_its_rule_and_have_no_points_to_measure() -> None:
    criterion = row("a", points=Points(Decimal(10), "share", of="done", over="households"))
    result = judge_criterion(criterion, known(a=True, households=0))
    assert (result.outcome.state, result.points) == ("passed", None)


@pytest.mark.parametrize(("policy", "expected"), [("rescale", 75), ("zero", 60), ("full", 80)])
def test_points_of_rows_that_do_not_apply_follow_the_policy(
    policy: Literal["rescale", "zero", "full"], expected: int
) -> None:
    rows = (row("a", points=whole(60)), row("b", points=whole(20)), row("c", points=whole(20)))
    what = known(("c",), a=True, b=False)
    assert points(*rows, what=what, not_applicable=policy) == (expected, expected)


@pytest.mark.parametrize(
    ("policy", "low", "high"), [("rescale", 60, 80), ("zero", 60, 80), ("full", 60, 80)]
)
def test_points_of_an_open_row_lie_between_none_and_all(
    policy: Literal["rescale", "zero", "full"], low: int, high: int
) -> None:
    rows = (row("a", points=whole(60)), row("b", points=whole(20)), row("c", points=whole(20)))
    assert points(*rows, what=known(a=True, b=False), not_applicable=policy) == (low, high)


@pytest.mark.parametrize(
    ("policy", "low", "high"),
    [("rescale", "60", "62.5"), ("zero", "50", "60"), ("full", "60", "70")],
)
def test_a_row_that_may_not_apply_follows_the_policy_either_way(
    policy: Literal["rescale", "zero", "full"], low: str, high: str
) -> None:
    rows = (
        row("a", points=whole(50)),
        row("b", points=whole(30)),
        marked("c", points=steps(20, (AnswerRule("answer", "c"), 10)), applies_when=AREA),
    )
    found = points(*rows, what=known(a=True, b=False, c=True), not_applicable=policy)
    assert found == (Decimal(low), Decimal(high))


def test_rows_set_aside_in_a_standard_that_may_not_apply_stay_out() -> None:
    parts = (row("a", points=whole(10)), row("b", points=whole(10)))
    standard = marked("s", parts=parts, applies_when=AREA)
    rows = (standard, row("c", points=whole(10)))
    assert points(*rows, what=known(("b",), a=False, c=True)) == (15, 30)


def test_nothing_that_applies_gives_no_score_and_no_class() -> None:
    result = judged(row("a", points=whole(5)), what=known(("a",)), scoring=by_points(("good", 0)))
    assert (result.points, result.percent, result.class_state) == (None, None, "none")


def test_while_nothing_surely_applies_even_the_lowest_class_is_open() -> None:
    for of in ("points", "percent"):
        scoring = by_points(("good", 0), of=of)
        result = judged(row("a", points=whole(5)), what=known(), scoring=scoring)
        assert (result.class_state, result.missing) == ("unknown", ("a",))


def test_the_declared_total_counts_unless_the_source_is_wrong() -> None:
    rows = (row("a", points=whole(45)), row("b", points=whole(50)))
    what = known(a=True, b=False)
    assert points(*rows, what=what, total=Decimal(95)) == (45, 45)
    assert points(*rows, what=what, total=Decimal(100), fault="95") == (45, 45)


def test_a_row_out_of_force_leaves_the_total_to_the_others() -> None:
    ended = row("b", points=whole(50), effective_until=date(2026, 1, 1))
    rows = (row("a", points=whole(30)), row("c", points=whole(20)), ended)
    assert points(*rows, what=known(a=True, c=False)) == (30, 30)
    assert points(*rows, what=known(a=True, c=False), total=Decimal(100)) == (60, 60)


def test_bonus_and_penalty_are_limited_and_the_total_holds() -> None:
    rows = (
        row("a", points=whole(100)),
        row("b", points=whole(8, "bonus")),
        row("c", points=whole(9, "penalty")),
    )
    full = known(a=True, b=True, c=True)
    assert points(*rows, what=full) == (100, 100)
    assert points(*rows, what=full, bonus_above_total=True) == (108, 108)
    assert points(*rows, what=full, bonus_above_total=True, bonus_limit=Decimal(5)) == (105, 105)
    hit = known(a=True, b=False, c=False)
    assert points(*rows, what=hit) == (91, 91)
    assert points(*rows, what=hit, penalty_limit=Decimal(4)) == (96, 96)


def test_open_bonus_and_penalty_open_the_score_both_ways() -> None:
    rows = (
        row("a", points=whole(100)),
        row("b", points=whole(8, "bonus")),
        row("c", points=whole(9, "penalty")),
    )
    assert points(*rows, what=known(a=True), bonus_above_total=True) == (91, 108)
    aside = known(("b", "c"), a=True)
    for policy in ("rescale", "zero", "full"):
        assert points(*rows, what=aside, not_applicable=policy) == (100, 100)


def test_bonus_and_penalty_are_no_rows_that_count() -> None:
    rows = (row("a"), row("b", points=whole(8, "bonus")), row("c", points=whole(9, "penalty")))
    assert judged(*rows, what=known(a=True, b=False, c=False)).counts == Counts(1, 0, 0, 0)


def test_a_measured_penalty_is_met_when_nothing_is_taken() -> None:
    taken = Points(Decimal(10), "each", "penalty", of="fires", each=Decimal(2))
    criterion = marked("p", points=taken)
    assert judge_criterion(criterion, known(fires=0)).outcome.state == "passed"
    assert judge_criterion(criterion, known(fires=1)).outcome.state == "failed"
    assert points(row("a", points=whole(50)), criterion, what=known(a=True, fires=3)) == (44, 44)


def test_parts_of_a_penalty_are_penalties() -> None:
    penalty = marked(
        "p", points=Points(Decimal(5), "sum", "penalty"), parts=(row("b", points=whole(5)),)
    )
    assert points(row("a", points=whole(50)), penalty, what=known(a=True, b=False)) == (45, 45)


@pytest.mark.parametrize(
    ("rounding", "expected"), [("half_up", "66.7"), ("down", "66.6"), ("up", "66.7")]
)
def test_the_score_is_rounded_as_stated_and_then_compared(
    rounding: Literal["half_up", "down", "up"], expected: str
) -> None:
    share = Points(Decimal(100), "share", of="done", over="households")
    scoring = by_points(("good", 0), decimals=1, rounding=rounding)
    result = judged(marked("a", points=share), what=known(done=2, households=3), scoring=scoring)
    assert result.points is not None
    assert result.percent is not None
    assert result.points.low == Decimal(expected)
    assert result.percent.exact_low == Fraction(200, 3)


def test_a_score_below_nothing_is_rounded_like_one_above() -> None:
    penalty = row("b", points=replace(whole(1, "penalty"), maximum=Decimal("2.5")))
    rows = (row("a", points=whole(1)), penalty)
    assert points(*rows, what=known(a=False, b=False), decimals=0) == (-3, -3)


def floored(what: Known, **scoring: Any) -> SheetResult:
    """A standard of 10 points with a floor of 6, beside one of 90."""
    standard = marked(
        "s",
        floor=Decimal(6),
        points=Points(Decimal(10), "sum"),
        parts=(row("a", points=whole(6)), row("b", points=whole(4))),
    )
    return judged(
        standard, row("c", points=whole(90)), what=what, scoring=by_points(("good", 50), **scoring)
    )


@pytest.mark.parametrize(
    ("a", "b", "floor", "expected"),
    [
        (True, False, "passed", "given"),
        (False, True, "failed", "none"),
        (None, False, "unknown", "unknown"),
    ],
)
def test_a_standard_below_its_floor_fails_the_class(
    a: bool | None, b: bool, floor: str, expected: str
) -> None:
    result = floored(known(a=a, b=b, c=True))
    assert ([one.state for one in result.floors], result.class_state) == ([floor], expected)


def test_a_floor_holds_in_proportion_to_what_applies() -> None:
    assert floored(known(("a",), b=True, c=True)).class_state == "given"
    assert floored(known(("b",), a=True, c=True)).floors[0].params["found"] == Range(
        Fraction(10), Fraction(10)
    )


def test_a_standard_that_does_not_apply_has_no_floor() -> None:
    result = floored(known(("a", "b"), c=True))
    assert (result.floors[0].state, result.class_state) == ("not_applicable", "given")


def test_a_floor_out_of_reach_is_open_while_the_standard_may_not_apply() -> None:
    standard = row(
        "a", floor=Decimal(6), points=steps(10, (AnswerRule("answer", "a"), 5)), applies_when=AREA
    )
    rows = (standard, row("c", points=whole(90)))
    result = judged(*rows, what=known(a=True, c=True), scoring=by_points(("good", 50)))
    assert (result.floors[0].state, result.missing) == ("unknown", ("is_village",))


def test_a_class_may_not_need_floors() -> None:
    scoring = by_points(("good", 50))
    lenient = replace(scoring, classes=(replace(scoring.classes[0], needs_floors=False),))
    standard = row("a", floor=Decimal(6), points=whole(10))
    rows = (standard, row("c", points=whole(90)))
    assert judged(*rows, what=known(a=False, c=True), scoring=lenient).class_key == "good"


def test_a_place_stands_by_its_points_or_by_its_share_of_rows() -> None:
    assert standing(judged(row("a"), row("b"), what=known(a=True))) == Range(
        Fraction(50), Fraction(100)
    )
    assert standing(judged(row("a"), what=known())) is None
    assert standing(floored(known(a=True, b=True, c=False))) == Range(Fraction(10), Fraction(10))

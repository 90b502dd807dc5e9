"""Criteria and sheets: marks, applicability, standards, knock-outs and classes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Literal

import pytest

from tests.core.sheet_sample import by_points, classes, edition, figure, marked, row, whole
from tuquan.core.programme import (
    AllRule,
    AnswerRule,
    Criterion,
    MetRule,
    Scoring,
    TrendRule,
)
from tuquan.core.rules import Known, Outcome
from tuquan.core.scoring import (
    Counts,
    SheetResult,
    compile_sheet,
    judge_criterion,
    judge_sheet,
)

AREA = AnswerRule("answer", "is_village")
NO_ROW_FAILS = Scoring(classes(("good", figure("criteria_not_met", "equal", 0))), "none")


def known(not_applicable: tuple[str, ...] = (), /, **values: Any) -> Known:
    """What is known in 2026."""
    return Known(2026, values, frozenset(not_applicable))


def judged(*criteria: Criterion, what: Known, scoring: Scoring = NO_ROW_FAILS) -> SheetResult:
    """The sheet of these criteria."""
    return judge_sheet(edition(*criteria, scoring=scoring), what)


@pytest.mark.parametrize(
    ("met_by", "mark", "expected"),
    [
        ("yes", True, "passed"),
        ("yes", False, "failed"),
        ("no", True, "failed"),
        ("no", False, "passed"),
    ],
)
def test_a_row_without_a_rule_is_judged_by_its_mark(
    met_by: Literal["yes", "no"], mark: bool, expected: str
) -> None:
    result = judge_criterion(marked("a", met_by=met_by), Known(2026, marks={"a": mark}))
    assert result.outcome == Outcome(expected, "mark", {"mark": mark})  # type: ignore[arg-type]


def test_a_row_without_rule_and_mark_is_open_or_set_aside() -> None:
    assert judge_criterion(marked("a"), known()).outcome.missing == ("a",)
    assert judge_criterion(marked("a"), known(("a",))).applies is False


def test_an_open_rule_falls_back_on_the_mark_and_says_so() -> None:
    result = judge_criterion(row("a"), Known(2026, marks={"a": True}))
    assert (result.outcome.state, result.outcome.code) == ("passed", "mark")
    assert [part.missing for part in result.outcome.parts] == [("a",)]
    assert not result.mark_differs


@pytest.mark.parametrize(("mark", "differs"), [(True, False), (False, True)])
def test_figures_win_over_a_mark_that_differs(mark: bool, differs: bool) -> None:
    result = judge_criterion(row("a"), Known(2026, {"a": True}, marks={"a": mark}))
    assert (result.outcome.code, result.mark_differs) == ("answer", differs)


def test_a_mark_on_a_row_that_does_not_apply_means_nothing() -> None:
    result = judge_criterion(row("a"), Known(2026, {}, frozenset({"a"}), {"a": False}))
    assert (result.outcome.state, result.mark_differs) == ("not_applicable", False)


@pytest.mark.parametrize(
    ("is_village", "applies", "state"), [(True, True, "passed"), (False, False, "not_applicable")]
)
def test_a_row_applies_only_where_it_is_meant(is_village: bool, applies: bool, state: str) -> None:
    result = judge_criterion(row("a", applies_when=AREA), known(a=True, is_village=is_village))
    assert (result.applies, result.outcome.state) == (applies, state)


def test_nobody_knows_whether_a_row_applies() -> None:
    result = judge_criterion(row("a", applies_when=AREA), known())
    assert (result.applies, result.outcome.state) == (None, "unknown")
    assert result.outcome.missing == ("is_village", "a")


def test_a_row_that_would_be_met_can_no_longer_fail() -> None:
    result = judge_criterion(row("a", applies_when=AREA), known(a=True))
    assert result.possible == {"passed", "not_applicable"}
    assert result.outcome.missing == ("is_village",)


def test_a_row_set_aside_stays_so_while_its_applicability_is_open() -> None:
    assert judge_criterion(row("a", applies_when=AREA), known(("a",))).applies is False


def test_rows_that_do_not_apply_are_neither_met_nor_unmet() -> None:
    """S3-22."""
    result = judged(row("a"), row("b", applies_when=AREA), what=known(a=True, is_village=False))
    assert result.counts == Counts(met=1, not_met=0, unknown=0, not_applicable=1)
    assert (result.class_key, result.class_state, result.missing) == ("good", "given", ())


def test_a_standard_that_does_not_apply_takes_its_rows_along() -> None:
    standard = marked("s", applies_when=AREA, parts=(row("a"), row("b")))
    result = judged(standard, row("c"), what=known(is_village=False, a=False, c=True))
    assert result.counts == Counts(1, 0, 0, 2)


def test_a_standard_whose_applicability_is_open_leaves_its_failed_rows_open() -> None:
    standard = marked("s", applies_when=AREA, parts=(row("a"), row("b")))
    result = judged(standard, what=known(a=False, b=True))
    assert [part.outcome.state for part in result.criteria[0].parts] == ["unknown", "unknown"]
    assert (result.class_state, result.missing) == ("unknown", ("is_village",))


@pytest.mark.parametrize(("year", "applies"), [(2023, True), (2024, False), (2020, False)])
def test_a_row_out_of_force_at_the_end_of_the_year_is_left_out(year: int, applies: bool) -> None:
    """S3-24: the force of 5.5 was replaced on 1 July 2024."""
    dated = row("a", effective_from=date(2021, 1, 1), effective_until=date(2024, 7, 1))
    assert judge_criterion(dated, Known(year, {"a": True})).applies is applies


def test_a_row_in_force_and_meant_for_the_place_is_judged() -> None:
    dated = row("a", effective_from=date(2021, 1, 1), applies_when=AREA)
    assert judge_criterion(dated, known(a=True, is_village=True)).outcome.state == "passed"


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (True, True, "passed"),
        (True, False, "failed"),
        (True, None, "unknown"),
        (False, None, "failed"),
    ],
)
def test_a_standard_is_met_when_all_its_rows_are(a: bool, b: bool | None, expected: str) -> None:
    result = judge_criterion(marked("s", parts=(row("a"), row("b"))), known(a=a, b=b))
    assert result.outcome.state == expected


def test_a_standard_passes_when_its_open_row_can_no_longer_fail() -> None:
    standard = marked("s", parts=(row("a"), row("b", applies_when=AREA)))
    result = judge_criterion(standard, known(a=True, b=True))
    assert (result.outcome.state, result.outcome.missing) == ("passed", ())


def test_a_standard_says_what_it_may_turn_out_to_be() -> None:
    standard = marked("s", parts=(row("a", applies_when=AREA), row("b", applies_when=AREA)))
    result = judge_criterion(standard, known(a=True, b=True))
    assert result.possible == {"passed", "not_applicable"}


def test_a_standard_whose_failed_rows_may_not_apply_can_no_longer_be_met() -> None:
    standard = marked("s", parts=(row("a", applies_when=AREA), row("b", applies_when=AREA)))
    result = judge_criterion(standard, known(a=False, b=False))
    assert result.possible == {"failed", "not_applicable"}


def test_a_standard_with_a_rule_of_its_own_is_judged_by_it() -> None:
    standard = row("s", parts=(row("a"),))
    result = judged(standard, what=known(s=True, a=False))
    assert result.criteria[0].outcome.state == "passed"
    assert result.counts.not_met == 1


def test_a_rule_may_rest_on_another_criterion_wherever_it_stands() -> None:
    again = row("again", rule=MetRule("met", "no_complaints"))
    first = marked("part_1", parts=(marked("no_complaints", met_by="no"),))
    what = Known(2026, marks={"no_complaints": True})
    for order in ((first, again), (again, first)):
        result = judged(*order, what=what)
        assert {one.key: one.outcome.state for one in result.criteria}["again"] == "failed"


def test_a_row_inside_a_standard_that_does_not_apply_does_not_apply_either() -> None:
    standard = marked("s", applies_when=AREA, parts=(row("a"),))
    sheet = compile_sheet(edition(standard, row("b", rule=MetRule("met", "a"))))
    assert sheet.judge_one("a", known(a=True, is_village=False)).applies is False
    assert sheet.judge_one("a", known(a=True)).possible == {"passed", "not_applicable"}
    assert sheet.judge_one("a", known(a=True, is_village=True)).applies is True
    assert sheet.judge_one("b", known(a=True, is_village=False)).applies is False


def test_criteria_that_ask_for_each_other_are_open_and_end() -> None:
    one, other = row("a", rule=MetRule("met", "b")), row("b", rule=MetRule("met", "a"))
    result = judged(one, other, what=known())
    assert [found.outcome.state for found in result.criteria] == ["unknown", "unknown"]
    assert judged(row("a", rule=MetRule("met", "z")), what=known()).missing == ("z",)


def knocked(mark: bool | None, **more: Any) -> SheetResult:
    """A sheet with a knock-out, all else met."""
    marks = {} if mark is None else {"drugs": mark}
    knock_out = marked("drugs", met_by="no", knock_out=True)
    scoring = replace(
        NO_ROW_FAILS, classes=classes(("good", figure("criteria_not_met", "equal", 0)), **more)
    )
    return judged(knock_out, row("a"), what=Known(2026, {"a": True}, marks=marks), scoring=scoring)


def test_a_knock_out_fails_the_class_and_is_named() -> None:
    """S3-13: here "Có" fails."""
    result = knocked(True)
    assert (result.class_key, result.class_state) == (None, "none")
    assert [one.key for one in result.knock_outs] == ["drugs"]
    assert result.explanation[0].parts[1].params == {"hit": ("drugs",), "open": ()}


def test_a_knock_out_not_hit_is_no_row_that_counts() -> None:
    result = knocked(False)
    assert (result.class_key, result.knock_outs, result.counts.met) == ("good", (), 1)


def test_a_knock_out_inside_a_part_of_the_sheet_counts_as_much() -> None:
    part = marked("part_1", parts=(marked("drugs", met_by="no", knock_out=True),))
    result = judged(part, row("a"), what=Known(2026, {"a": True}, marks={"drugs": True}))
    assert ([one.key for one in result.knock_outs], result.class_state) == (["drugs"], "none")


def test_an_open_knock_out_leaves_the_class_open() -> None:
    result = knocked(None)
    assert (result.class_state, result.missing) == ("unknown", ("drugs",))
    assert result.explanation[0].parts[1].params == {"hit": (), "open": ("drugs",)}


def test_a_class_may_not_mind_knock_outs() -> None:
    assert knocked(True, needs_no_knock_out=False).class_key == "good"


def test_a_knock_out_that_could_only_be_left_out_is_not_hit() -> None:
    knock_out = row("a", knock_out=True, applies_when=AREA)
    assert judged(knock_out, row("b"), what=known(a=True, b=True)).class_key == "good"


def test_the_best_class_reached_is_given() -> None:
    scoring = by_points(("best", 90), ("good", 70))
    sheet = edition(row("a", points=whole(80)), row("b", points=whole(20)), scoring=scoring)

    def of(a: bool | None, b: bool | None) -> tuple[str | None, str]:
        result = judge_sheet(sheet, known(a=a, b=b))
        return result.class_key, result.class_state

    assert of(True, True) == ("best", "given")
    assert of(True, False) == ("good", "given")
    assert of(False, True) == (None, "none")
    assert of(True, None) == (None, "unknown")
    assert of(False, None) == (None, "none")


def test_a_class_whose_rule_does_not_apply_is_not_given() -> None:
    scoring = Scoring(classes(("good", AnswerRule("answer", "asked"))), "none")
    result = judged(row("a"), what=known(("asked",), a=True), scoring=scoring)
    assert (result.class_state, result.explanation[0].state) == ("none", "not_applicable")


def test_a_sheet_without_scoring_has_rows_and_no_class() -> None:
    result = judge_sheet(edition(row("a"), row("b")), known(a=True))
    assert (result.class_key, result.class_state, result.missing) == (None, "none", ("b",))
    assert result.counts == Counts(1, 0, 1, 0)


@pytest.mark.parametrize(
    ("fact", "value", "expected"),
    [
        ("criteria_met", 1, "given"),
        ("criteria_met", 2, "unknown"),
        ("criteria_met", 3, "none"),
        ("criteria_applicable", 2, "given"),
        ("criteria_applicable", 3, "unknown"),
        ("criteria_applicable", 4, "none"),
        ("criteria_met_percent", 33, "given"),
        ("criteria_met_percent", 60, "unknown"),
        ("criteria_met_percent", 67, "none"),
    ],
)
def test_counts_are_ranges_while_a_row_is_open(fact: str, value: int, expected: str) -> None:
    scoring = Scoring(classes(("good", figure(fact, "at_least", value))), "none")
    rows = (row("a"), row("b"), row("c"), row("d"))
    result = judged(*rows, what=known(("d",), a=True, b=False), scoring=scoring)
    assert result.class_state == expected
    assert result.missing == (("c",) if expected == "unknown" else ())


@pytest.mark.parametrize(
    ("fact", "value"),
    [("criteria_met", 1), ("criteria_not_met", 1), ("criteria_applicable", 2)],
)
def test_counts_are_exact_once_every_row_is_settled(fact: str, value: int) -> None:
    scoring = Scoring(classes(("good", figure(fact, "equal", value))), "none")
    assert judged(row("a"), row("b"), what=known(a=True, b=False), scoring=scoring).class_key


def test_a_share_of_rows_has_no_value_when_nothing_applies() -> None:
    scoring = Scoring(classes(("good", figure("criteria_met_percent", "at_least", 0))), "none")
    assert judged(row("a"), what=known(("a",)), scoring=scoring).class_state == "none"
    perhaps = judged(row("a"), what=known(), scoring=scoring)
    assert (perhaps.class_state, perhaps.missing) == ("unknown", ("a",))


def test_rows_that_can_no_longer_fail_do_not_hold_a_class_back() -> None:
    rows = (row("a"), row("b", applies_when=AREA))
    assert judged(*rows, what=known(a=True, b=True)).class_key == "good"


def test_a_class_may_ask_for_a_figure_and_for_a_trend_of_the_sheet() -> None:
    asked = AllRule(
        "all", (figure("households", "at_least", 10), TrendRule("trend", "points", "rises"))
    )
    scoring = Scoring(classes(("good", asked)), "none")
    what = Known(2026, {"a": True, "households": 10}, earlier={2025: {"points": 4}})
    assert judged(row("a", points=whole(5)), what=what, scoring=scoring).class_key == "good"

"""What holds of every sheet: knock-outs, improvement, order, and what is given with gaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.sheet_sample import classes, edition, figure, marked, row, steps, whole
from tests.examples import examples
from tuquan.core.programme import (
    AllRule,
    AnswerRule,
    AnyRule,
    AtLeastRule,
    Criterion,
    MetRule,
    Points,
    Rule,
    Scoring,
)
from tuquan.core.rules import Known, judge
from tuquan.core.scoring import CriterionResult, SheetResult, compile_sheet, judge_sheet

QUESTIONS = ("q0", "q1", "q2", "q3")
LADDER = {"none": 0, "good": 1, "best": 2}

answers: st.SearchStrategy[Rule] = st.sampled_from(QUESTIONS).map(
    lambda key: AnswerRule("answer", key)
)


def combined(parts: st.SearchStrategy[Rule]) -> st.SearchStrategy[Rule]:
    """Rules made of rules."""
    several = st.lists(parts, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        several.map(lambda found: AllRule("all", found)),
        several.map(lambda found: AnyRule("any", found)),
        several.map(lambda found: AtLeastRule("at_least_n", 2, found)),
    )


rules = st.recursive(answers, combined, max_leaves=5)


@st.composite
def rows(draw: st.DrawFn, number: int) -> Criterion:
    """A row: with or without points, perhaps only for some places, perhaps with parts."""
    key = f"c{number}"
    shape = draw(st.sampled_from(("plain", "whole", "steps", "bonus", "penalty", "sum", "met")))
    applies_when = draw(st.none() | answers)
    rule = draw(rules)
    if shape == "met":
        return row(key, rule=MetRule("met", "c0"), points=whole(5), applies_when=applies_when)
    if shape == "sum":
        parts = (row(f"{key}a", rule=rule, points=whole(4)), row(f"{key}b", rule=draw(rules)))
        parts = (parts[0], replace(parts[1], points=whole(6), applies_when=applies_when))
        return marked(key, points=Points(Decimal(10), "sum"), parts=parts, floor=Decimal(4))
    if shape == "steps":
        points: Points | None = steps(10, (rule, 10), (draw(rules), 6))
        return marked(key, points=points, applies_when=applies_when)
    role = shape if shape in ("bonus", "penalty") else "score"
    points = None if shape == "plain" else whole(10, role)  # type: ignore[arg-type]
    return row(key, rule=rule, points=points, applies_when=applies_when)


@st.composite
def sheets(draw: st.DrawFn) -> tuple[tuple[Criterion, ...], Scoring]:
    """A small sheet with two classes."""
    found = [row("c0", rule=draw(answers), points=whole(10), knock_out=draw(st.booleans()))]
    found += [draw(rows(number)) for number in range(1, draw(st.integers(2, 4)))]
    fact = draw(
        st.sampled_from(("points", "percent", "criteria_met", "criteria_met_percent", "not_met"))
    )
    best, good = sorted(draw(st.lists(st.integers(0, 100), min_size=2, max_size=2)), reverse=True)
    if fact == "not_met":
        reach = (figure("criteria_not_met", "equal", 0), figure("criteria_not_met", "at_most", 1))
    else:
        reach = (figure(fact, "at_least", best), figure(fact, "at_least", good))
    scoring = Scoring(
        classes(("best", reach[0]), ("good", reach[1])),
        "none",
        not_applicable=draw(st.sampled_from(("rescale", "zero", "full"))),
        bonus_above_total=draw(st.booleans()),
        bonus_limit=draw(st.none() | st.just(Decimal(5))),
        penalty_limit=draw(st.none() | st.just(Decimal(5))),
        decimals=draw(st.none() | st.just(0)),
    )
    return tuple(found), scoring


facts = st.fixed_dictionaries(
    {key: st.sampled_from((True, False, "aside", "open")) for key in QUESTIONS}
)


def known(found: Mapping[str, object]) -> Known:
    """What is known; the rest is open."""
    values = {key: value for key, value in found.items() if isinstance(value, bool)}
    aside = frozenset(key for key, value in found.items() if value == "aside")
    return Known(2026, values, aside)


def completions(found: Mapping[str, object]) -> Iterator[dict[str, object]]:
    """Every way the open questions may still be answered, or set aside."""
    ways = [(True, False, "aside") if found[key] == "open" else (found[key],) for key in QUESTIONS]
    return (dict(zip(QUESTIONS, way, strict=True)) for way in product(*ways))


def everything(results: tuple[CriterionResult, ...]) -> Iterator[CriterionResult]:
    """All criteria at all depths."""
    for result in results:
        yield result
        yield from everything(result.parts)


def place_of(result: SheetResult) -> int:
    """How high the class is."""
    return LADDER[result.class_key or result.class_state]


@settings(max_examples=examples(300), deadline=None)
@given(rules, facts)
def test_a_rule_is_decided_only_when_every_completion_agrees(
    rule: Rule, found: dict[str, object]
) -> None:
    outcome = judge(rule, known(found))
    if outcome.state == "unknown":
        assert set(outcome.missing) <= {key for key in QUESTIONS if found[key] == "open"}
        assert outcome.missing
    else:
        assert outcome.missing == ()
        assert {judge(rule, known(one)).state for one in completions(found)} == {outcome.state}


@settings(max_examples=examples(300), deadline=None)
@given(st.permutations(QUESTIONS), facts, st.integers(1, 3))
def test_where_each_question_is_asked_once_all_that_can_be_decided_is(
    order: list[str], found: dict[str, object], n: int
) -> None:
    first, second, *rest = (AnswerRule("answer", key) for key in order)
    rule = AnyRule(
        "any", (AllRule("all", (first, second)), AtLeastRule("at_least_n", n, tuple(rest)))
    )
    states = {judge(rule, known(one)).state for one in completions(found)}
    assert judge(rule, known(found)).state == (states.pop() if len(states) == 1 else "unknown")


@settings(max_examples=examples(300), deadline=None)
@given(sheets(), facts)
def test_with_gaps_a_result_is_given_only_when_every_completion_agrees(
    sheet: tuple[tuple[Criterion, ...], Scoring], found: dict[str, object]
) -> None:
    criteria, scoring = sheet
    compiled = compile_sheet(edition(*criteria, scoring=scoring))
    result = compiled.judge(known(found))
    for one in completions(found):
        complete = compiled.judge(known(one))
        assert complete.class_state != "unknown"
        if result.class_state != "unknown":
            assert (complete.class_key, complete.class_state) == (
                result.class_key,
                result.class_state,
            )
        for before, after in zip(
            everything(result.criteria), everything(complete.criteria), strict=True
        ):
            assert after.outcome.state in before.possible
            if before.outcome.state != "unknown":
                assert after.outcome.state == before.outcome.state
        if complete.points is not None:
            assert result.points is not None
            assert result.points.low <= complete.points.low
            assert complete.points.high <= result.points.high
    if result.class_state == "unknown":
        assert result.missing
        assert set(result.missing) <= {key for key in QUESTIONS if found[key] == "open"}


@settings(max_examples=examples(200), deadline=None)
@given(sheets(), facts, st.randoms())
def test_the_order_of_criteria_changes_nothing(
    sheet: tuple[tuple[Criterion, ...], Scoring], found: dict[str, object], chance: object
) -> None:
    criteria, scoring = sheet
    shuffled = list(criteria)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    one = judge_sheet(edition(*criteria, scoring=scoring), known(found))
    other = judge_sheet(edition(*shuffled, scoring=scoring), known(found))
    assert (one.class_key, one.class_state, one.counts) == (
        other.class_key,
        other.class_state,
        other.counts,
    )
    assert one.points == other.points or {*_lacking(one)} == {*_lacking(other)}
    assert {r.key: r.outcome for r in one.criteria} == {r.key: r.outcome for r in other.criteria}


@settings(max_examples=examples(200), deadline=None)
@given(sheets(), facts, st.sampled_from(QUESTIONS))
def test_improving_a_criterion_never_lowers_the_class(
    sheet: tuple[tuple[Criterion, ...], Scoring], found: dict[str, object], better: str
) -> None:
    criteria, scoring = sheet
    everywhere = tuple(_for_all_places(criterion) for criterion in criteria)
    compiled = compile_sheet(edition(*everywhere, scoring=scoring))
    settled = {key: value if isinstance(value, bool) else False for key, value in found.items()}
    before = compiled.judge(known({**settled, better: False}))
    after = compiled.judge(known({**settled, better: True}))
    assert place_of(after) >= place_of(before)
    if before.points is not None:
        assert after.points is not None
        assert after.points.low >= before.points.low


@settings(max_examples=examples(200), deadline=None)
@given(sheets(), facts)
def test_a_knock_out_always_fails_every_class(
    sheet: tuple[tuple[Criterion, ...], Scoring], found: dict[str, object]
) -> None:
    criteria, scoring = sheet
    knock_out = marked("drugs", met_by="no", knock_out=True)
    what = replace(known(found), marks={"drugs": True})
    for order in ((knock_out, *criteria), (*criteria, knock_out)):
        result = judge_sheet(edition(*order, scoring=scoring), what)
        assert (result.class_key, result.class_state) == (None, "none")
        assert {outcome.state for outcome in result.explanation} == {"failed"}


def _lacking(result: SheetResult) -> tuple[str, ...]:
    return result.points.missing if result.points else ()


def _for_all_places(criterion: Criterion) -> Criterion:
    """The criterion without its question of where it applies: that is no improvement."""
    parts = tuple(_for_all_places(part) for part in criterion.parts)
    return replace(criterion, applies_when=None, parts=parts)

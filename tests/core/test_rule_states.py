"""The state of a rule found fast is that of its outcome with the reason, for every kind of rule."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.sheet_sample import classes, edition, figure, marked, row, whole
from tests.core.test_scoring_properties import everything, facts, known, sheets
from tests.examples import examples
from tuquan.core.programme import (
    AllRule,
    AnswerRule,
    AnyRule,
    AtLeastRule,
    BetweenRule,
    Bound,
    CascadeRule,
    CompareRule,
    Criterion,
    DateRule,
    MembersRule,
    MetRule,
    OneOfRule,
    Operator,
    RatioRule,
    Rule,
    ScaleRule,
    Scoring,
    StreakRule,
    TrendRule,
    ZoneMark,
)
from tuquan.core.rules import (
    NO_OTHERS,
    Child,
    Given,
    Known,
    Outcome,
    Range,
    State,
    compile_rule,
)
from tuquan.core.scoring import SheetResult, compile_sheet
from tuquan.core.time import WorkCalendar

KEYS = ("a", "b", "c")
LEVELS = ("low", "middle", "high")
DAYS = tuple(date(2026, 3, day) for day in (1, 15, 31))

keys = st.sampled_from(KEYS)
operators: st.SearchStrategy[Operator] = st.sampled_from(get_args(Operator))
states: st.SearchStrategy[State] = st.sampled_from(get_args(State))
bounds = st.one_of(
    st.sampled_from(("0", "1", "50", "100", "2.5")).map(lambda value: Bound(Decimal(value))),
    st.just(Bound(parameter="line")),
    st.just(Bound(against="parent")),
    st.just(Bound(against="last_year")),
    st.just(Bound(by_zone=(ZoneMark("hills", Decimal(3)), ZoneMark("plain", Decimal(50))))),
)
empty = st.sampled_from(("not_applicable", "passed", "failed"))
date_rules = st.one_of(
    st.builds(DateRule, st.just("date"), keys, st.just("15/03")),
    st.builds(DateRule, st.just("date"), keys, last_day=st.sampled_from(DAYS)),
    st.builds(
        DateRule,
        st.just("date"),
        keys,
        after=st.just("event"),
        within=st.integers(0, 20),
        unit=st.sampled_from(("days", "working_days", "months")),
    ),
)
leaves: st.SearchStrategy[Rule] = st.one_of(
    st.builds(AnswerRule, st.just("answer"), keys, st.sampled_from(("yes", "no"))),
    st.builds(MetRule, st.just("met"), keys),
    st.builds(CompareRule, st.just("compare"), keys, operators, bounds),
    st.builds(BetweenRule, st.just("between"), keys, st.just(Decimal(1)), st.just(Decimal("2.5"))),
    st.builds(RatioRule, st.just("ratio"), keys, keys, operators, bounds, empty),
    st.builds(ScaleRule, st.just("scale"), keys, st.just(LEVELS), st.sampled_from(LEVELS)),
    st.builds(OneOfRule, st.just("one_of"), keys, st.just(LEVELS[:2])),
    date_rules,
    st.builds(
        MembersRule,
        *(st.just("members"), keys, st.just(("x", "y")), operators),
        st.just(Decimal(50)),
        empty,
    ),
    st.builds(StreakRule, st.just("streak"), keys, st.integers(1, 3), st.booleans()),
    st.builds(
        TrendRule,
        *(st.just("trend"), keys),
        st.sampled_from(("falls", "does_not_rise", "rises", "does_not_fall")),
        st.integers(1, 2),
    ),
    st.builds(
        CascadeRule,
        *(st.just("cascade"), operators, st.none() | st.just(Decimal(50))),
        st.none() | st.integers(0, 2),
        st.sampled_from(("", "area")),
        empty,
    ),
)


def combined(parts: st.SearchStrategy[Rule]) -> st.SearchStrategy[Rule]:
    """Rules made of rules."""
    several = st.lists(parts, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(AllRule, st.just("all"), several),
        st.builds(AnyRule, st.just("any"), several),
        st.builds(AtLeastRule, st.just("at_least_n"), st.integers(1, 3), several),
    )


rules = st.recursive(leaves, combined, max_leaves=5)

figures: st.SearchStrategy[Any] = st.sampled_from(
    (0, 1, 2, 3, 50, 100, Decimal("2.5"), Decimal("NaN"))
)
ranges = st.sampled_from(
    (Range(Fraction(0), Fraction(2), ("rest",)), Range(Fraction(1), Fraction(1)))
)
answers: st.SearchStrategy[Any] = st.one_of(
    st.booleans(),
    figures,
    ranges,
    st.sampled_from((*LEVELS, "other", "2026-03-15", *DAYS)),
)
checked = st.dictionaries(st.sampled_from(("x", "y")), st.booleans())
children = st.builds(Child, st.sampled_from(("area", "school")), states)


numbers: st.SearchStrategy[dict[str, Any]] = st.dictionaries(keys, figures)
years_held = st.dictionaries(st.integers(2023, 2026), st.booleans())
places = st.builds(
    Known,
    st.just(2026),
    values=st.dictionaries(keys, answers),
    not_applicable=st.frozensets(keys, max_size=1),
    marks=st.dictionaries(st.sampled_from((*KEYS, "r0", "r1")), st.booleans()),
    parent=numbers,
    earlier=st.dictionaries(st.sampled_from((2024, 2025)), numbers),
    titles=st.dictionaries(keys, years_held),
    members=st.dictionaries(keys, st.lists(checked, max_size=3).map(tuple)),
    children=st.none() | st.lists(children, max_size=3).map(tuple),
    parameters=st.sampled_from(({}, {"line": Decimal(2)})),
    events=st.dictionaries(st.sampled_from((*KEYS, "event")), st.sampled_from(DAYS)),
    zone=st.sampled_from(("", "hills", "plain")),
    work=st.none() | st.just(WorkCalendar(frozenset({2026}), frozenset(), frozenset())),
)
"""What may be known of a place, with gaps of every sort."""

others = st.dictionaries(keys, st.builds(Outcome, states, st.just("answer")))


@settings(max_examples=examples(60), deadline=None)
@given(rules, places, others)
def test_the_state_alone_is_that_of_the_outcome(
    rule: Rule, place: Known, met: dict[str, Outcome]
) -> None:
    judge = compile_rule(rule)
    outcome = judge.outcome(place, Given(met))
    assert judge.state(place, Given(met)) == outcome.state
    if outcome.state != "unknown":
        assert outcome.missing == () or isinstance(rule, MetRule)


def assert_told_as_decided(result: SheetResult) -> None:
    """The reasons say what was decided before they were made."""
    found = {one.key: one.outcome.state for one in everything(result.criteria)}
    assert result.states == {key: found[key] for key in result.states}
    assert result.class_states == tuple(outcome.state for outcome in result.explanation)


@settings(max_examples=examples(100), deadline=None)
@given(st.lists(st.tuples(leaves, st.none() | leaves, st.booleans()), max_size=4), places)
def test_a_sheet_without_points_decides_what_its_reasons_say(
    drawn: list[tuple[Rule, Rule | None, bool]], place: Known
) -> None:
    rows = [
        row(f"r{number}", rule=rule, applies_when=gate, knock_out=knock_out)
        for number, (rule, gate, knock_out) in enumerate(drawn)
    ]
    gate = AnswerRule("answer", "c")
    standard = marked("s", parts=(marked("a"), row("b", applies_when=gate)), applies_when=gate)
    scoring = Scoring(
        classes(
            ("best", figure("criteria_not_met", "equal", 0)),
            ("half", figure("criteria_met_percent", "at_least", 50)),
            ("some", figure("criteria_met", "at_least", 1)),
        ),
        "none",
    )
    sheet = compile_sheet(edition(*rows, marked("m"), standard, scoring=scoring))
    assert_told_as_decided(sheet.judge(place))


@settings(max_examples=examples(100), deadline=None)
@given(sheets(), facts)
def test_a_sheet_with_points_decides_what_its_reasons_say(
    sheet: tuple[tuple[Criterion, ...], Scoring], found: dict[str, object]
) -> None:
    criteria, scoring = sheet
    assert_told_as_decided(compile_sheet(edition(*criteria, scoring=scoring)).judge(known(found)))


def test_reasons_read_late_are_those_read_at_once() -> None:
    rows = (row("a"), row("b", applies_when=AnswerRule("answer", "c")), marked("drugs"))
    sheet = compile_sheet(edition(*rows))
    place = Known(2026, {"a": True, "b": False}, marks={"drugs": True})
    late = sheet.judge(place)
    at_once = sheet.judge(place).criteria
    sheet.judge(Known(2026, {"a": False, "c": True}))
    assert late.criteria == at_once
    assert late.criteria is late.criteria


def test_reasons_are_made_only_when_they_are_read() -> None:
    result = compile_sheet(edition(row("a"), marked("b"))).judge(Known(2026, {"a": True}))
    assert result.states == {"a": "passed", "b": "unknown"}
    assert "_explained" not in vars(result)
    assert result.missing == ("b",)
    assert "_explained" in vars(result)


def test_an_open_knock_out_made_of_parts_leaves_the_class_open() -> None:
    knock_out = marked("k", knock_out=True, parts=(row("a"), row("b")))
    scoring = Scoring(classes(("good", figure("criteria_not_met", "equal", 0))), "none")
    sheet = compile_sheet(edition(knock_out, row("c", points=whole(5)), scoring=scoring))
    assert sheet.judge(Known(2026, {"a": True, "c": True})).class_state == "unknown"
    assert sheet.judge(Known(2026, {"a": True, "b": False, "c": True})).class_state == "none"
    assert sheet.judge(Known(2026, {"a": True, "b": True, "c": True})).class_key == "good"


@pytest.mark.parametrize("total", [0, Decimal(0)])
@pytest.mark.parametrize("when_empty", ["not_applicable", "passed", "failed"])
def test_a_share_of_nothing_is_what_the_rule_says(
    total: int | Decimal, when_empty: Literal["not_applicable", "passed", "failed"]
) -> None:
    rule = RatioRule("ratio", "a", "b", "at_least", Bound(Decimal(50)), when_empty)
    known = Known(year=2026, values={"a": 0, "b": total})
    judge = compile_rule(rule)
    assert judge.state(known, NO_OTHERS) == when_empty
    assert judge.outcome(known, NO_OTHERS).state == when_empty

"""Rules about answers, figures, days and combinations: every kind at its boundary and state."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

import pytest

from tests.core.sheet_sample import edition
from tuquan.core.programme import (
    AllRule,
    AnswerRule,
    AnyRule,
    AtLeastRule,
    BetweenRule,
    Bound,
    CompareRule,
    DateRule,
    MetRule,
    OneOfRule,
    Operator,
    Parameter,
    ParameterValue,
    RatioRule,
    Rule,
    ScaleRule,
    ZoneMark,
)
from tuquan.core.rules import Known, Outcome, Range, judge, parameters_on
from tuquan.core.time import WorkCalendar

YES = AnswerRule("answer", "lit")
PASSED, FAILED = AnswerRule("answer", "yes"), AnswerRule("answer", "no")
OPEN, ASIDE = AnswerRule("answer", "open"), AnswerRule("answer", "aside")
PLAIN = Known(2026, {"yes": True, "no": False}, frozenset({"aside"}))


def known(not_applicable: tuple[str, ...] = (), **values: Any) -> Known:
    """What is known in 2026."""
    return Known(2026, values, frozenset(not_applicable))


def state(rule: Rule, what: Known) -> str:
    """The state alone."""
    return judge(rule, what).state


def compare(operator: Operator, value: str = "70", **than: Any) -> CompareRule:
    """A comparison of `found`."""
    bound = Bound(**than) if than else Bound(Decimal(value))
    return CompareRule("compare", "found", operator, bound)


def ratio(operator: Operator, value: str = "70", **more: Any) -> RatioRule:
    """A comparison of `found` out of `whole`."""
    return RatioRule("ratio", "found", "whole", operator, Bound(Decimal(value)), **more)


@pytest.mark.parametrize(("answer", "expected"), [(True, "passed"), (False, "failed")])
def test_a_yes_passes_and_a_no_fails(answer: bool, expected: str) -> None:
    assert state(YES, known(lit=answer)) == expected


def test_an_expected_no_passes_on_no() -> None:
    assert state(AnswerRule("answer", "fires", "no"), known(fires=False)) == "passed"


def test_the_number_one_is_no_yes() -> None:
    assert judge(YES, known(lit=1)) == Outcome("unknown", "missing", missing=("lit",))


def test_an_answer_set_aside_is_not_applicable() -> None:
    outcome = judge(YES, known(("lit",)))
    assert outcome == Outcome("not_applicable", "set_aside", {"of": "lit"})


def test_yes_is_never_the_number_one() -> None:
    assert judge(compare("at_least", "1"), known(found=True)).missing == ("found",)


@pytest.mark.parametrize(
    ("operator", "below", "at", "above"),
    [
        ("more_than", "failed", "failed", "passed"),
        ("at_least", "failed", "passed", "passed"),
        ("equal", "failed", "passed", "failed"),
        ("at_most", "passed", "passed", "failed"),
        ("less_than", "passed", "failed", "failed"),
    ],
)
def test_the_five_operators_differ_at_the_bound(
    operator: Operator, below: str, at: str, above: str
) -> None:
    states = tuple(state(compare(operator), known(found=found)) for found in (69, 70, 71))
    shares = tuple(
        state(ratio(operator), known(found=found, whole=1000)) for found in (699, 700, 701)
    )
    amounts = tuple(
        state(compare(operator), known(found=Decimal(found)))
        for found in ("69.999999999999999999999999999999", "70.0", "70.000001")
    )
    assert states == shares == amounts == (below, at, above)


def test_a_comparison_says_what_was_compared() -> None:
    assert judge(compare("at_least"), known(found=82)) == Outcome(
        "passed",
        "compare",
        {"of": "found", "found": 82, "operator": "at_least", "bound": 70, "against": ""},
    )


def test_a_bound_with_decimals_is_exact() -> None:
    assert state(compare("more_than", "0.1"), known(found=Decimal("0.1"))) == "failed"
    assert state(compare("more_than", "2.5"), known(found=3)) == "passed"


@pytest.mark.parametrize("found", [Decimal("NaN"), Decimal("Infinity"), "70", None, date.min])
def test_what_is_no_number_is_not_known(found: object) -> None:
    assert judge(compare("at_least"), known(found=found)).missing == ("found",)


@pytest.mark.parametrize(
    ("low", "high", "operator", "expected"),
    [
        (70, 80, "at_least", "passed"),
        (69, 80, "at_least", "unknown"),
        (60, 69, "at_least", "failed"),
        (60, 69, "equal", "failed"),
        (60, 70, "equal", "unknown"),
        (70, 70, "equal", "passed"),
    ],
)
def test_a_range_is_decided_only_when_both_ends_agree(
    low: int, high: int, operator: Operator, expected: str
) -> None:
    found = Range(Fraction(low), Fraction(high), ("rest",))
    outcome = judge(compare(operator), known(found=found))
    assert outcome.state == expected
    assert outcome.missing == (("rest",) if expected == "unknown" else ())


def test_a_range_reads_as_decimals() -> None:
    found = Range(Fraction(1, 4), Fraction(1, 3))
    assert (found.low, found.is_exact) == (Decimal("0.25"), False)
    assert str(found.high) == "0." + "3" * 50


def test_a_parameter_bounds_by_its_value_in_force() -> None:
    what = Known(2026, {"found": 70}, parameters={"line": Decimal(70)})
    assert state(compare("more_than", parameter="line"), what) == "failed"
    assert judge(compare("more_than", parameter="line"), known(found=7)).missing == ("line",)
    assert judge(compare("more_than", parameter="line"), known()).missing == ("found", "line")


def test_the_parent_bounds_by_its_own_figure() -> None:
    rule = compare("more_than", against="parent")
    assert state(rule, Known(2026, {"found": 46}, parent={"found": 45})) == "passed"
    assert state(rule, Known(2026, {"found": 45}, parent={"found": 45})) == "failed"
    outcome = judge(rule, Known(2026, {"found": 46}, parent={"found": True}))
    assert outcome.missing == ("parent.found",)


def test_last_year_bounds_by_its_frozen_figure() -> None:
    rule = compare("less_than", against="last_year")
    assert state(rule, Known(2026, {"found": 4}, earlier={2025: {"found": 5}})) == "passed"
    outcome = judge(rule, Known(2026, {"found": 4}, earlier={2024: {"found": 5}}))
    assert outcome.missing == ("2025.found",)


def test_each_zone_has_its_own_bound_and_an_unknown_zone_none() -> None:
    zones = (ZoneMark("mountain", Decimal(60)), ZoneMark("plain", Decimal(70)))
    for rule in (
        compare("at_least", by_zone=zones),
        RatioRule("ratio", "found", "whole", "at_least", Bound(by_zone=zones)),
    ):
        values = {"found": 65, "whole": 100}
        assert state(rule, Known(2026, values, zone="mountain")) == "passed"
        assert state(rule, Known(2026, values, zone="plain")) == "failed"
        assert judge(rule, Known(2026, values)).missing == ("zone",)


@pytest.mark.parametrize(
    ("found", "expected"), [(9, "failed"), (10, "passed"), (20, "passed"), (21, "failed")]
)
def test_both_ends_of_between_count(found: int, expected: str) -> None:
    rule = BetweenRule("between", "found", Decimal(10), Decimal(20))
    assert state(rule, known(found=found)) == expected


def test_between_of_a_range_or_of_nothing_is_open() -> None:
    rule = BetweenRule("between", "found", Decimal(10), Decimal(20))
    open_range = Range(Fraction(15), Fraction(25), ("rest",))
    assert judge(rule, known(found=open_range)).missing == ("rest",)
    assert judge(rule, known()).missing == ("found",)


def test_a_ratio_is_compared_as_a_fraction_and_not_rounded() -> None:
    assert state(ratio("more_than", "66.66"), known(found=2, whole=3)) == "passed"
    assert state(ratio("more_than", "66.67"), known(found=2, whole=3)) == "failed"
    assert state(ratio("equal", "50"), known(found=Decimal("0.5"), whole=1)) == "passed"


@pytest.mark.parametrize("when_empty", ["passed", "failed", "not_applicable"])
def test_a_ratio_of_nothing_is_what_the_rule_says(
    when_empty: Literal["passed", "failed", "not_applicable"],
) -> None:
    rule = ratio("at_least", when_empty=when_empty)
    assert judge(rule, known(whole=0)) == Outcome(when_empty, "empty", {"of": "whole"})


def test_a_ratio_says_which_of_its_figures_are_missing() -> None:
    assert judge(ratio("at_least"), known()).missing == ("found", "whole")
    assert judge(ratio("at_least"), known(found=7)).missing == ("whole",)
    assert state(ratio("at_least"), known(("found",), whole=7)) == "not_applicable"


def test_a_ratio_with_an_open_figure_is_decided_where_it_can_be() -> None:
    found = Range(Fraction(70), Fraction(90), ("rest",))
    assert state(ratio("at_least"), known(found=found, whole=100)) == "passed"
    assert judge(ratio("at_least", "80"), known(found=found, whole=100)).missing == ("rest",)
    perhaps_none = Range(Fraction(0), Fraction(9), ("rest",))
    assert state(ratio("at_least"), known(found=7, whole=perhaps_none)) == "unknown"


@pytest.mark.parametrize(
    ("parent", "expected"),
    [
        ({"found": 79, "whole": 100}, "passed"),
        ({"found": 80, "whole": 100}, "failed"),
        ({"found": Decimal("7.9"), "whole": 10}, "passed"),
        ({"found": 80, "whole": 0}, "unknown"),
        ({"found": 80}, "unknown"),
        ({"whole": 80}, "unknown"),
    ],
)
def test_a_ratio_may_have_to_beat_the_parents(parent: dict[str, Any], expected: str) -> None:
    rule = RatioRule("ratio", "found", "whole", "more_than", Bound(against="parent"))
    outcome = judge(rule, Known(2026, {"found": 8, "whole": 10}, parent=parent))
    assert outcome.state == expected
    if expected == "unknown":
        assert outcome.missing == ("parent.found", "parent.whole")


def test_a_ratio_may_have_to_fall_from_last_year() -> None:
    rule = RatioRule("ratio", "found", "whole", "less_than", Bound(against="last_year"))
    earlier = {2025: {"found": 3, "whole": 30}}
    assert state(rule, Known(2026, {"found": 2, "whole": 21}, earlier=earlier)) == "passed"
    assert state(rule, Known(2026, {"found": 2, "whole": 20}, earlier=earlier)) == "failed"


@pytest.mark.parametrize(("found", "expected"), [(7, "passed"), (6, "failed")])
def test_a_ratio_may_be_bound_by_a_parameter(found: int, expected: str) -> None:
    rule = RatioRule("ratio", "found", "whole", "at_least", Bound(parameter="line"))
    what = Known(2026, {"found": found, "whole": 10}, parameters={"line": Decimal(70)})
    assert state(rule, what) == expected


@pytest.mark.parametrize(
    ("level", "expected"), [("poor", "failed"), ("good", "passed"), ("best", "passed")]
)
def test_a_level_must_be_high_enough(level: str, expected: str) -> None:
    rule = ScaleRule("scale", "rated", ("poor", "good", "best"), "good")
    assert state(rule, known(rated=level)) == expected


@pytest.mark.parametrize("rated", ["great", 2, None])
def test_what_is_not_on_the_scale_is_not_known(rated: object) -> None:
    rule = ScaleRule("scale", "rated", ("poor", "good"), "good")
    assert judge(rule, known(rated=rated)).missing == ("rated",)


def test_a_word_must_be_one_of_those_wanted() -> None:
    rule = OneOfRule("one_of", "area_kind", ("bản", "thôn"))
    assert state(rule, known(area_kind="bản")) == "passed"
    assert state(rule, known(area_kind="tổ dân phố")) == "failed"
    assert judge(rule, known(area_kind=True)).missing == ("area_kind",)


@pytest.mark.parametrize(
    ("day", "expected"), [(date(2026, 11, 18), "passed"), (date(2026, 11, 19), "failed")]
)
def test_a_day_of_the_assessed_year_is_the_last_good_one(day: date, expected: str) -> None:
    assert state(DateRule("date", "held", on_or_before="18/11"), known(held=day)) == expected


@pytest.mark.parametrize(
    ("day", "expected"), [("2021-10-31", "passed"), ("2021-11-01", "failed"), ("soon", "unknown")]
)
def test_an_explicit_day_also_bounds_days_as_answers_store_them(day: str, expected: str) -> None:
    rule = DateRule("date", "held", last_day=date(2021, 10, 31))
    assert state(rule, known(held=day)) == expected


@pytest.mark.parametrize(
    ("unit", "within", "last"),
    [
        ("days", 5, date(2026, 2, 5)),
        ("working_days", 5, date(2026, 2, 6)),
        ("months", 1, date(2026, 2, 28)),
    ],
)
def test_within_a_time_after_an_event_ends_on_a_day(
    unit: Literal["days", "working_days", "months"], within: int, last: date
) -> None:
    rule = DateRule("date", "sent", after="festival", within=within, unit=unit)
    work = WorkCalendar(frozenset({2026}), frozenset(), frozenset())
    events = {"festival": date(2026, 1, 31)}

    def on(day: date) -> str:
        return state(rule, Known(2026, {"sent": day}, events=events, work=work))

    after = date.fromordinal(last.toordinal() + 1)
    assert (on(last), on(after)) == ("passed", "failed")
    assert (on(date(2026, 1, 31)), on(date(2026, 1, 30))) == ("passed", "failed")


def test_a_day_after_an_event_waits_for_both_days_and_the_working_days() -> None:
    rule = DateRule("date", "sent", after="festival", within=5, unit="working_days")
    assert judge(rule, known()).missing == ("sent", "festival")
    what = Known(2026, {"sent": date(2026, 2, 1), "festival": date(2026, 1, 31)})
    assert judge(rule, what).missing == ("working_days",)
    work = WorkCalendar(frozenset({2025}), frozenset(), frozenset())
    other_year = Known(2026, what.values, work=work)
    assert judge(rule, other_year).missing == ("working_days",)


@pytest.mark.parametrize(
    ("parts", "all_of", "any_of"),
    [
        ((PASSED, PASSED), "passed", "passed"),
        ((PASSED, FAILED), "failed", "passed"),
        ((FAILED, FAILED), "failed", "failed"),
        ((PASSED, OPEN), "unknown", "passed"),
        ((FAILED, OPEN), "failed", "unknown"),
        ((PASSED, ASIDE), "passed", "passed"),
        ((FAILED, ASIDE), "failed", "failed"),
        ((OPEN, ASIDE), "unknown", "unknown"),
        ((ASIDE, ASIDE), "not_applicable", "not_applicable"),
    ],
)
def test_parts_that_do_not_apply_are_left_out(
    parts: tuple[Rule, ...], all_of: str, any_of: str
) -> None:
    for order in (parts, parts[::-1]):
        assert state(AllRule("all", order), PLAIN) == all_of
        assert state(AnyRule("any", order), PLAIN) == any_of


def test_an_open_combination_says_once_what_is_missing() -> None:
    outcome = judge(AllRule("all", (OPEN, PASSED, OPEN)), PLAIN)
    assert outcome.missing == ("open",)
    assert [part.state for part in outcome.parts] == ["unknown", "passed", "unknown"]
    assert outcome.params == {"found": 1, "whole": 3, "needed": 3}


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((PASSED, PASSED, FAILED), "passed"),
        ((PASSED, FAILED, FAILED), "failed"),
        ((PASSED, OPEN, FAILED), "unknown"),
        ((PASSED, ASIDE, ASIDE), "passed"),
        ((FAILED, ASIDE, OPEN), "failed"),
        ((ASIDE, ASIDE, ASIDE), "not_applicable"),
    ],
)
def test_two_of_three_are_enough_and_all_where_fewer_apply(
    parts: tuple[Rule, ...], expected: str
) -> None:
    assert state(AtLeastRule("at_least_n", 2, parts), PLAIN) == expected


def test_another_criterion_is_taken_as_it_was_judged() -> None:
    rule = MetRule("met", "no_fires")
    found = {"no_fires": Outcome("unknown", "missing", missing=("fires",))}
    assert judge(rule, PLAIN, found) == Outcome(
        "unknown", "met", {"of": "no_fires"}, (), ("fires",)
    )
    assert judge(rule, PLAIN, {}).missing == ("no_fires",)
    assert judge(rule, PLAIN).missing == ("no_fires",)


def test_parameters_hold_from_a_day_until_another() -> None:
    values = (
        ParameterValue(Decimal(1), date(2026, 1, 1), date(2026, 7, 1)),
        ParameterValue(Decimal(2), date(2026, 7, 1)),
    )
    dated = edition(parameters=(Parameter("line", "Chuẩn nghèo", "đồng", values),))
    assert parameters_on(dated, date(2026, 6, 30)) == {"line": 1}
    assert parameters_on(dated, date(2026, 7, 1)) == {"line": 2}
    assert parameters_on(dated, date(2025, 12, 31)) == {}

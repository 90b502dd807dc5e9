"""Checks of rules: what they name is there, is of a kind they can judge, and makes sense."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import cast

from tuquan.core.packs.names import (
    KEY,
    Names,
    check_order,
    check_range,
    check_reference,
    check_unique,
)
from tuquan.core.packs.reading import Reading
from tuquan.core.packs.sensitive import sensitive_words
from tuquan.core.programme import (
    PLACE_FACTS,
    SHEET_FACTS,
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
    RatioRule,
    Rule,
    ScaleRule,
    StreakRule,
    TrendRule,
)
from tuquan.core.time import day_and_month

_BRANCHES = (AllRule, AnyRule, AtLeastRule)
_OF_FACTS_ALONE = (*_BRANCHES, AnswerRule, CompareRule, BetweenRule, RatioRule, OneOfRule)
"""What the condition of a milestone may be made of: it is computed without a sheet."""


@dataclass(frozen=True, slots=True)
class _Check:
    """One rule, or a whole tree of them, being checked where it stands."""

    reading: Reading
    names: Names
    facts_alone: bool = False

    def expects(self, rule: object, field: str, *wanted: str) -> None:
        """What the field names is known, and of one of the kinds wanted."""
        of = getattr(rule, field)
        kinds = self.names.kinds.get(of)
        if kinds is None:
            if "forms" not in self.names.inherited:
                check_reference(self.reading, rule, field, self.names.kinds)
        elif kinds.isdisjoint(wanted):
            params = {"of": of, "actual": min(kinds), "needed": wanted}
            self.reading.report(rule, field, "rule_wrong_kind", "kind", **params)


def check_figure(reading: Reading, names: Names, item: object, field: str) -> None:
    """What the field names, where it names something, is a number."""
    if getattr(item, field):
        _Check(reading, names).expects(item, field, "number")


def check_rule(reading: Reading, names: Names, rule: Rule | None) -> None:
    """A rule of a criterion, or a step of points; none is nothing to check."""
    _check(_Check(reading, names), rule)


def check_class_rule(reading: Reading, names: Names, rule: Rule) -> None:
    """A rule of a class may also ask what came out of the sheet."""
    results = dict.fromkeys(SHEET_FACTS, frozenset(["number"]))
    _check(_Check(reading, replace(names, kinds={**names.kinds, **results})), rule)


def check_condition(reading: Reading, names: Names, rule: Rule | None) -> None:
    """The condition of a milestone asks the facts of the place and nothing else."""
    facts = {key: names.kinds[key] for key in PLACE_FACTS}
    alone = replace(names, kinds=facts, inherited=frozenset())
    _check(_Check(reading, alone, facts_alone=True), rule)


def rules_within(rule: Rule | None) -> Iterator[Rule]:
    """The rule and every rule it is made of."""
    if rule is not None:
        yield rule
        if isinstance(rule, _BRANCHES):
            for part in rule.parts:
                yield from rules_within(part)


def _check(check: _Check, rule: Rule | None) -> None:
    for each in rules_within(rule):
        if check.facts_alone and not isinstance(each, _OF_FACTS_ALONE):
            check.reading.report(each, "kind", "rule_not_here", kind=each.kind)
        else:
            _CHECKS[type(each)](check, each)


def _check_answer(check: _Check, rule: AnswerRule) -> None:
    check.expects(rule, "of", "yes_no")


def _check_met(check: _Check, rule: MetRule) -> None:
    if "criteria" not in check.names.inherited:
        check_reference(check.reading, rule, "of", check.names.criteria)


def _check_compare(check: _Check, rule: CompareRule) -> None:
    check.expects(rule, "of", "number")
    _check_bound(check, rule.than)


def _check_between(check: _Check, rule: BetweenRule) -> None:
    check.expects(rule, "of", "number")
    check_order(check.reading, rule, "low", "high")


def _check_ratio(check: _Check, rule: RatioRule) -> None:
    check.expects(rule, "of", "number")
    check.expects(rule, "over", "number")
    _check_bound(check, rule.than)


def _check_bound(check: _Check, bound: Bound) -> None:
    reading = check.reading
    said = (
        bound.value is not None,
        bool(bound.parameter),
        bool(bound.against),
        bool(bound.by_zone),
    )
    if sum(said) != 1:
        reading.report(bound, "", "bound_not_one", "value", "parameter", "against", "by_zone")
    if "parameters" not in check.names.inherited:
        check_reference(reading, bound, "parameter", check.names.parameters)
    check_unique(reading, bound.by_zone, "zone")


def _check_scale(check: _Check, rule: ScaleRule) -> None:
    check.expects(rule, "of", "choice")
    choices = check.names.choices.get(rule.of, ())
    if choices and rule.levels != choices:
        check.reading.report(rule, "levels", "levels_differ", "of", of=rule.of, choices=choices)
    elif rule.at_least not in rule.levels:
        _not_one_of(check, rule, "at_least", rule.at_least, rule.levels, "levels")


def _check_one_of(check: _Check, rule: OneOfRule) -> None:
    check.expects(rule, "of", "choice", "text")
    choices = check.names.choices.get(rule.of, ())
    if not rule.values:
        check.reading.report(rule, "values", "no_part", kind=rule.kind)
    for value in rule.values:
        if choices and value not in choices:
            _not_one_of(check, rule, "values", value, choices, "of")


def _not_one_of(
    check: _Check, rule: object, name: str, value: str, choices: tuple[str, ...], reads: str
) -> None:
    params = {
        "value": value,
        "choices": choices,
        "did_you_mean": check.reading.guess(value, choices),
    }
    check.reading.report(rule, name, "not_one_of", reads, **params)


def _check_date(check: _Check, rule: DateRule) -> None:
    reading = check.reading
    check.expects(rule, "of", "date")
    if (bool(rule.on_or_before), rule.last_day is not None, bool(rule.after)).count(True) != 1:
        reading.report(rule, "", "date_rule_not_one", "on_or_before", "last_day", "after")
    if rule.on_or_before and day_and_month(rule.on_or_before) is None:
        reading.report(rule, "on_or_before", "not_a_day_of_the_year", value=rule.on_or_before)
    if (bool(rule.after), rule.within is not None, bool(rule.unit)).count(True) not in (0, 3):
        reading.report(rule, "", "date_rule_half_said", "after", "within", "unit")
    check_range(reading, rule, "within", 0, 3660)
    if rule.after in check.names.kinds:
        check.expects(rule, "after", "date")
    elif rule.after and not KEY.fullmatch(rule.after):
        reading.report(rule, "after", "bad_key", key=rule.after)


def _check_members(check: _Check, rule: MembersRule) -> None:
    reading = check.reading
    if not rule.checklist:
        reading.report(rule, "checklist", "no_part", kind=rule.kind)
    if not KEY.fullmatch(rule.of):
        reading.report(rule, "of", "bad_key", key=rule.of)
    words = sensitive_words(rule.checklist)
    if words:
        reading.report(rule, "checklist", "about_a_person", words=words)
    check_range(reading, rule, "percent", 0, 100)


def _check_streak(check: _Check, rule: StreakRule) -> None:
    names = check.names
    check_range(check.reading, rule, "years", 1, 100)
    held = names.titles | names.criteria
    if rule.of in names.kinds and rule.of not in held:
        check.expects(rule, "of", "yes_no")
    elif "criteria" not in names.inherited:
        check_reference(check.reading, rule, "of", held | names.kinds.keys())


def _check_trend(check: _Check, rule: TrendRule) -> None:
    check.expects(rule, "of", "number")
    check_range(check.reading, rule, "years", 1, 100)


def _check_cascade(check: _Check, rule: CascadeRule) -> None:
    if (rule.percent is None) == (rule.count is None):
        check.reading.report(rule, "", "count_or_percent", "percent", "count")
    check_range(check.reading, rule, "percent", 0, 100)
    check_range(check.reading, rule, "count", 0, 100_000)


def _check_parts(check: _Check, rule: AllRule | AnyRule | AtLeastRule) -> None:
    if not rule.parts:
        check.reading.report(rule, "parts", "no_part", kind=rule.kind)
    elif isinstance(rule, AtLeastRule) and not 1 <= rule.n <= len(rule.parts):
        params = {"value": rule.n, "low": 1, "high": len(rule.parts)}
        check.reading.report(rule, "n", "out_of_range", "parts", **params)


_CHECKS = cast(
    dict[type, Callable[[_Check, Rule], None]],
    {
        AnswerRule: _check_answer,
        MetRule: _check_met,
        CompareRule: _check_compare,
        BetweenRule: _check_between,
        RatioRule: _check_ratio,
        ScaleRule: _check_scale,
        OneOfRule: _check_one_of,
        DateRule: _check_date,
        MembersRule: _check_members,
        StreakRule: _check_streak,
        TrendRule: _check_trend,
        CascadeRule: _check_cascade,
        AllRule: _check_parts,
        AnyRule: _check_parts,
        AtLeastRule: _check_parts,
    },
)

"""From a rule, which is data, to its judgement."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from tuquan.core.programme import (
    AllRule,
    AnswerRule,
    AnyRule,
    AtLeastRule,
    BetweenRule,
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
from tuquan.core.rules.answered import answer, on_time, one_of, scale
from tuquan.core.rules.combined import every, held, met_by, one, so_many
from tuquan.core.rules.counted import cascade, members
from tuquan.core.rules.known import Given, Judge, Known, Outcome
from tuquan.core.rules.numbers import between, compare, ratio
from tuquan.core.rules.years import streak, trend

_SIMPLE: Mapping[type, Callable[[Any], Judge]] = {
    AnswerRule: answer,
    MetRule: met_by,
    CompareRule: compare,
    BetweenRule: between,
    RatioRule: ratio,
    ScaleRule: scale,
    OneOfRule: one_of,
    DateRule: on_time,
    MembersRule: members,
    StreakRule: streak,
    TrendRule: trend,
    CascadeRule: cascade,
}


def compile_rule(rule: Rule) -> Judge:
    """The rule made ready to be judged many times."""
    match rule:
        case AllRule():
            return held("all", _parts(rule), every, decisive="failed")
        case AnyRule():
            return held("any", _parts(rule), one, decisive="passed")
        case AtLeastRule():
            return held("at_least_n", _parts(rule), so_many(rule.n), decisive=None)
    return _SIMPLE[type(rule)](rule)


def judge(rule: Rule, known: Known, met: Mapping[str, Outcome] = MappingProxyType({})) -> Outcome:
    """What a rule says of a place; `met` gives the other criteria of the sheet by key."""
    return compile_rule(rule).outcome(known, Given(met))


def _parts(rule: AllRule | AnyRule | AtLeastRule) -> list[Judge]:
    return [compile_rule(part) for part in rule.parts]

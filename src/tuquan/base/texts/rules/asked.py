"""What a rule asks for, as an official reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tuquan.base.texts.rules.names import (
    NAMED_BOUNDS,
    NUMBER_BOUNDS,
    Names,
    behind,
    day,
    inside,
    number,
    percent,
)
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
    RatioRule,
    Rule,
    ScaleRule,
    StreakRule,
    TrendRule,
)

_TRENDS: Mapping[str, object] = {
    "falls": gettext_lazy("%(of)s falls every year"),
    "does_not_rise": gettext_lazy("%(of)s does not rise in any year"),
    "rises": gettext_lazy("%(of)s rises every year"),
    "does_not_fall": gettext_lazy("%(of)s does not fall in any year"),
}


def asked(rule: Rule, names: Names) -> str:
    """What the rule asks for."""
    return _RULES[type(rule)](rule, names)


def _answer(rule: AnswerRule, names: Names) -> str:
    label = names.label(rule.of)
    return (
        _("%(of)s: yes") % {"of": label}
        if rule.expect == "yes"
        else _("%(of)s: no") % {"of": label}
    )


def _met(rule: MetRule, names: Names) -> str:
    return _("%(of)s is met") % {"of": names.criterion(rule.of)}


def _compare(rule: CompareRule, names: Names) -> str:
    wanted = _bound(rule.operator, rule.than, names, lambda value: names.amount(rule.of, value))
    return _("%(of)s: %(wanted)s") % {"of": names.label(rule.of), "wanted": wanted}


def _between(rule: BetweenRule, names: Names) -> str:
    low, high = names.amount(rule.of, rule.low), names.amount(rule.of, rule.high)
    wanted = _("from %(low)s to %(high)s") % {"low": low, "high": high}
    return _("%(of)s: %(wanted)s") % {"of": names.label(rule.of), "wanted": wanted}


def _ratio(rule: RatioRule, names: Names) -> str:
    params = {"of": names.label(rule.of), "over": inside(names.label(rule.over))}
    params["wanted"] = _bound(rule.operator, rule.than, names, percent)
    return _("%(of)s out of %(over)s: %(wanted)s") % params


def _scale(rule: ScaleRule, names: Names) -> str:
    params = {"of": names.label(rule.of), "level": names.choice(rule.of, rule.at_least)}
    return _("%(of)s: “%(level)s” or better") % params


def _one_of(rule: OneOfRule, names: Names) -> str:
    words = ", ".join(names.choice(rule.of, value) for value in rule.values)
    return _("%(of)s: one of %(words)s") % {"of": names.label(rule.of), "words": words}


def _date(rule: DateRule, names: Names) -> str:
    params: dict[str, object] = {"of": names.label(rule.of)}
    if rule.last_day:
        return _("%(of)s: by %(day)s") % {**params, "day": day(rule.last_day)}
    if rule.on_or_before:
        return _("%(of)s: by %(day)s of the year") % {**params, "day": rule.on_or_before}
    params |= {"count": rule.within or 0, "event": names.label(rule.after)}
    if rule.unit == "working_days":
        return _("%(of)s: within %(count)s working days after: %(event)s") % params
    if rule.unit == "months":
        return _("%(of)s: within %(count)s months after: %(event)s") % params
    return _("%(of)s: within %(count)s days after: %(event)s") % params


def _members(rule: MembersRule, names: Names) -> str:
    share = str(NUMBER_BOUNDS[rule.operator]) % {"bound": percent(rule.percent)}
    checklist = ", ".join(names.label(key) for key in rule.checklist)
    params = {"of": names.label(rule.of), "share": share, "checklist": checklist}
    return _("%(of)s: %(share)s meet all of %(checklist)s") % params


def _streak(rule: StreakRule, names: Names) -> str:
    words = ngettext(
        "%(of)s: %(years)s year or more", "%(of)s: %(years)s years running or more", rule.years
    ) % {"of": names.label(rule.of), "years": rule.years}
    return words if rule.including_this_year else _("%(words)s, up to last year") % {"words": words}


def _trend(rule: TrendRule, names: Names) -> str:
    words = str(_TRENDS[rule.direction]) % {"of": names.label(rule.of)}
    if rule.years == 1:
        return words
    return _("%(words)s, over %(years)s years") % {"words": words, "years": rule.years}


def _cascade(rule: CascadeRule, names: Names) -> str:
    bound = percent(rule.percent) if rule.count is None else number(rule.count)
    wanted = str(NUMBER_BOUNDS[rule.operator]) % {"bound": bound}
    if rule.of_kind:
        params = {"wanted": wanted, "kind": rule.of_kind}
        return _("places below of the kind “%(kind)s” that have passed: %(wanted)s") % params
    return _("places below that have passed: %(wanted)s") % {"wanted": wanted}


def _parts(rule: AllRule | AnyRule | AtLeastRule, names: Names) -> str:
    parts = "; ".join(asked(part, names) for part in rule.parts)
    if isinstance(rule, AllRule):
        return _("all of (%(parts)s)") % {"parts": parts}
    if isinstance(rule, AnyRule):
        return _("one of (%(parts)s)") % {"parts": parts}
    params = {"n": rule.n, "whole": len(rule.parts), "parts": parts}
    return _("at least %(n)s of %(whole)s (%(parts)s)") % params


def _bound(operator: Operator, than: Bound, names: Names, show: Callable[[Any], str]) -> str:
    """What a figure is compared with: a number, or something that has a name."""
    if than.value is not None:
        return str(NUMBER_BOUNDS[operator]) % {"bound": show(than.value)}
    if than.by_zone:
        zones = "; ".join(f"{mark.zone}: {show(mark.value)}" for mark in than.by_zone)
        return str(NUMBER_BOUNDS[operator]) % {"bound": zones}
    return str(NAMED_BOUNDS[operator]) % {"bound": behind(than.parameter or than.against, names)}


_RULES: Mapping[type, Callable[[Any, Names], str]] = {
    AnswerRule: _answer,
    MetRule: _met,
    CompareRule: _compare,
    BetweenRule: _between,
    RatioRule: _ratio,
    ScaleRule: _scale,
    OneOfRule: _one_of,
    DateRule: _date,
    MembersRule: _members,
    StreakRule: _streak,
    TrendRule: _trend,
    CascadeRule: _cascade,
    AllRule: _parts,
    AnyRule: _parts,
    AtLeastRule: _parts,
}

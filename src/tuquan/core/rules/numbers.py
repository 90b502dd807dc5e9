"""Rules about figures: compared with a bound, between two values, one over another.

Everything is compared exactly: whole numbers as such, all else as fractions; nothing is rounded.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tuquan.core.answers import Value
from tuquan.core.programme import BetweenRule, Bound, CompareRule, Operator, RatioRule
from tuquan.core.rules.known import Judge, Known, Met, Outcome, Range, State, absent, new_outcome

TESTS: dict[Operator, Callable[[Any, Any], bool]] = {
    "more_than": operator.gt,
    "at_least": operator.ge,
    "equal": operator.eq,
    "at_most": operator.le,
    "less_than": operator.lt,
}
"""S3-21: "trên" and "trở lên" are different tests."""

Found = Value | date | Range | None
Exact = int | Decimal

Percent = tuple[int, int, object]
"""A share wanted: percent as a fraction, and as it is shown (a figure and its whole elsewhere)."""


def span(value: Found) -> Range | None:
    """A number, or what is known of it, as a range; None for what is no number, such as a yes."""
    if isinstance(value, Range):
        return value
    exact = _exact(value)
    return None if exact is None else Range(Fraction(exact), Fraction(exact))


def decide(test: Operator, figure: Range, bound: Fraction) -> State:
    """Whether a figure passes a test, as far as every value it may have agrees."""
    if test == "equal" and not figure.is_exact:
        return "unknown" if figure.exact_low <= bound <= figure.exact_high else "failed"
    at_ends = {TESTS[test](end, bound) for end in (figure.exact_low, figure.exact_high)}
    return "unknown" if len(at_ends) == 2 else "passed" if at_ends == {True} else "failed"


def compare(rule: CompareRule) -> Judge:
    """A figure with one bound."""
    of, test = rule.of, rule.operator
    passes = TESTS[test]
    bound_of = _bound_of(rule.than, of)
    against = behind(rule.than)

    def judge(known: Known, met: Met) -> Outcome:
        found = known.values.get(of)
        bound = bound_of(known)
        params = {"of": of, "found": found, "operator": test, "bound": bound, "against": against}
        if found.__class__ is int and bound is not None:
            return new_outcome(
                ("passed" if passes(found, bound) else "failed", "compare", params, (), ())
            )
        figure = span(found)
        if figure is None or bound is None:
            lacking = () if bound is not None else lacking_bound(rule.than, known, of)
            return absent(known, _lacking({of: figure}), lacking)
        state = decide(test, figure, Fraction(bound))
        return Outcome(state, "compare", params, (), figure.missing if state == "unknown" else ())

    return judge


def between(rule: BetweenRule) -> Judge:
    """A figure between two values, both included."""
    of, low, high = rule.of, Fraction(rule.low), Fraction(rule.high)

    def judge(known: Known, met: Met) -> Outcome:
        found = known.values.get(of)
        figure = span(found)
        if figure is None:
            return absent(known, (of,))
        params = {"of": of, "found": found, "low": rule.low, "high": rule.high}
        ends = {decide("at_least", figure, low), decide("at_most", figure, high)}
        if "failed" in ends:
            return Outcome("failed", "between", params)
        if "unknown" in ends:
            return Outcome("unknown", "between", params, (), figure.missing)
        return Outcome("passed", "between", params)

    return judge


def ratio(rule: RatioRule) -> Judge:
    """One figure over another; a fraction against percent, so `of * 100` against `than * over`."""
    of, over, test = rule.of, rule.over, rule.operator
    passes = TESTS[test]
    percent_of = _percent_of(rule.than, of, over)
    against = behind(rule.than)

    def judge(known: Known, met: Met) -> Outcome:
        found: Any = known.values.get(of)
        whole: Any = known.values.get(over)
        percent = percent_of(known)
        if percent is None or found.__class__ is not int or whole.__class__ is not int or whole < 1:
            return slowly(known, found, whole, percent)
        numerator, denominator, shown = percent
        passed = passes(100 * found * denominator, numerator * whole)
        params = {
            "of": of,
            "over": over,
            "found": found,
            "whole": whole,
            "operator": test,
            "bound": shown,
            "against": against,
        }
        return new_outcome(("passed" if passed else "failed", "ratio", params, (), ()))

    def slowly(known: Known, found: Found, whole: Found, percent: Percent | None) -> Outcome:
        figure, total = span(found), span(whole)
        if total is not None and total.exact_low == total.exact_high == 0:
            return Outcome(rule.when_empty, "empty", {"of": over})
        if figure is None or total is None or percent is None:
            lacking = () if percent is not None else lacking_bound(rule.than, known, of, over)
            return absent(known, _lacking({of: figure, over: total}), lacking)
        numerator, denominator, shown = percent
        share = quotient(figure, total)
        bound = Fraction(numerator, denominator)
        state = "unknown" if share is None else decide(test, share, bound)
        lacking = tuple(dict.fromkeys((*figure.missing, *total.missing)))
        params: dict[str, object] = {"of": of, "over": over, "found": found, "whole": whole}
        params |= {"operator": test, "bound": shown, "against": against}
        return Outcome(state, "ratio", params, (), lacking if state == "unknown" else ())

    return judge


def behind(bound: Bound) -> str:
    """What stands behind a bound: a parameter's key, `parent`, `last_year`, `zone`, or nothing."""
    return bound.parameter or bound.against or ("zone" if bound.by_zone else "")


def lacking_bound(bound: Bound, known: Known, *keys: str) -> tuple[str, ...]:
    """The keys of what has to be known before anything can be compared with the bound."""
    if bound.parameter:
        return (bound.parameter,)
    if bound.by_zone:
        return ("zone",)
    place = "parent" if bound.against == "parent" else str(known.year - 1)
    return tuple(f"{place}.{key}" for key in keys)


def _bound_of(bound: Bound, of: str) -> Callable[[Known], Exact | None]:
    """A way to find what a figure is compared with."""
    if bound.value is not None:
        value = _plain(bound.value)
        return lambda known: value
    if bound.parameter:
        return lambda known: known.parameters.get(bound.parameter)
    if bound.by_zone:
        marks = {mark.zone: mark.value for mark in bound.by_zone}
        return lambda known: marks.get(known.zone)
    if bound.against == "parent":
        return lambda known: _exact(known.parent.get(of))
    return lambda known: _exact(known.earlier.get(known.year - 1, {}).get(of))


def _percent_of(bound: Bound, of: str, over: str) -> Callable[[Known], Percent | None]:
    """A way to find the share wanted: as stated, or the same share elsewhere."""
    if bound.against == "parent":
        return lambda known: _same_share(known.parent, of, over)
    if bound.against == "last_year":
        return lambda known: _same_share(known.earlier.get(known.year - 1, {}), of, over)
    if bound.value is not None:
        fixed = (*bound.value.as_integer_ratio(), bound.value)
        return lambda known: fixed
    stated = _bound_of(bound, of)

    def percent_of(known: Known) -> Percent | None:
        percent = stated(known)
        return None if percent is None else (*percent.as_integer_ratio(), percent)

    return percent_of


def _same_share(figures: Mapping[str, Value], of: str, over: str) -> Percent | None:
    """The share in another place or year; None also where there is nothing to divide by."""
    figure, whole = _exact(figures.get(of)), _exact(figures.get(over))
    if figure is None or not whole:
        return None
    if figure.__class__ is int and whole.__class__ is int and whole > 0:
        return 100 * figure, whole, (figure, whole)
    share = 100 * Fraction(figure) / Fraction(whole)
    return share.numerator, share.denominator, (figure, whole)


def _exact(value: Found) -> Exact | None:
    if value.__class__ is int:
        return value
    return value if isinstance(value, Decimal) and value.is_finite() else None


def _plain(value: Decimal) -> Exact:
    """Whole bounds as whole numbers: they compare fastest."""
    return int(value) if value == value.to_integral_value() else value


def _lacking(figures: Mapping[str, Range | None]) -> tuple[str, ...]:
    return tuple(key for key, figure in figures.items() if figure is None)


def quotient(figure: Range, total: Range) -> Range | None:
    """One range over another, in percent; None when the divisor may be zero."""
    if total.exact_low <= 0 <= total.exact_high:
        return None
    ends = [
        100 * one / other
        for one in (figure.exact_low, figure.exact_high)
        for other in (total.exact_low, total.exact_high)
    ]
    return Range(min(ends), max(ends))

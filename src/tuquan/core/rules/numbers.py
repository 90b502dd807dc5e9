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
from tuquan.core.rules.known import Judge, Known, Met, Outcome, Range, State, absent, absent_state

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
"""A share wanted: 100 times the denominator of its percentage, the numerator, and as it is shown
(a figure and its whole elsewhere)."""


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
    fixed = None if rule.than.value is None else _plain(rule.than.value)
    against = behind(rule.than)

    def state(known: Known, met: Met) -> State:
        found = known.values.get(of)
        bound = bound_of(known) if fixed is None else fixed
        if type(found) is int and bound is not None:
            return "passed" if passes(found, bound) else "failed"
        figure = span(found)
        if figure is None or bound is None:
            return absent_state(known, *_no_numbers({of: found}))
        return decide(test, figure, Fraction(bound))

    def outcome(known: Known, met: Met) -> Outcome:
        found = known.values.get(of)
        bound = bound_of(known)
        no_numbers = _no_numbers({of: found})
        if no_numbers or bound is None:
            lacking = () if bound is not None else lacking_bound(rule.than, known, of)
            return absent(known, no_numbers, lacking)
        params = {"of": of, "found": found, "operator": test, "bound": bound, "against": against}
        return _compared(state(known, met), "compare", params, found)

    return Judge(state, outcome)


def between(rule: BetweenRule) -> Judge:
    """A figure between two values, both included."""
    of, low, high = rule.of, Fraction(rule.low), Fraction(rule.high)

    def state(known: Known, met: Met) -> State:
        figure = span(known.values.get(of))
        if figure is None:
            return absent_state(known, of)
        ends = {decide("at_least", figure, low), decide("at_most", figure, high)}
        return "failed" if "failed" in ends else "unknown" if "unknown" in ends else "passed"

    def outcome(known: Known, met: Met) -> Outcome:
        found = known.values.get(of)
        if not _is_number(found):
            return absent(known, (of,))
        params = {"of": of, "found": found, "low": rule.low, "high": rule.high}
        return _compared(state(known, met), "between", params, found)

    return Judge(state, outcome)


def ratio(rule: RatioRule) -> Judge:
    """One figure over another; a fraction against percent, so `of * 100` against `than * over`."""
    of, over, test = rule.of, rule.over, rule.operator
    passes = TESTS[test]
    percent_of = _percent_of(rule.than, of, over)
    fixed = None if rule.than.value is None else _percent(rule.than.value)
    against = behind(rule.than)

    def state(known: Known, met: Met) -> State:
        found: Any = known.values.get(of)
        whole: Any = known.values.get(over)
        percent = fixed or percent_of(known)
        if percent and type(found) is type(whole) is int and whole > 0:
            scale, wanted, _ = percent
            return "passed" if passes(found * scale, wanted * whole) else "failed"
        return state_slowly(known, found, whole, percent)

    def state_slowly(known: Known, found: Found, whole: Found, percent: Percent | None) -> State:
        if _is_nothing(whole):
            return rule.when_empty
        figure, total = span(found), span(whole)
        if figure is None or total is None or percent is None:
            return absent_state(known, *_no_numbers({of: found, over: whole}))
        share = quotient(figure, total)
        bound = Fraction(100 * percent[1], percent[0])
        return "unknown" if share is None else decide(test, share, bound)

    def outcome(known: Known, met: Met) -> Outcome:
        found, whole = known.values.get(of), known.values.get(over)
        if _is_nothing(whole):
            return Outcome(rule.when_empty, "empty", {"of": over})
        percent = percent_of(known)
        no_numbers = _no_numbers({of: found, over: whole})
        if no_numbers or percent is None:
            lacking = () if percent is not None else lacking_bound(rule.than, known, of, over)
            return absent(known, no_numbers, lacking)
        params: dict[str, object] = {"of": of, "over": over, "found": found, "whole": whole}
        params |= {"operator": test, "bound": percent[2], "against": against}
        return _compared(state(known, met), "ratio", params, found, whole)

    return Judge(state, outcome)


def _compared(state: State, code: str, params: Mapping[str, object], *figures: Found) -> Outcome:
    """What came out for figures; an open one lacks what the figures lack."""
    keys = (key for one in figures if isinstance(one, Range) for key in one.missing)
    return Outcome(
        state, code, params, (), tuple(dict.fromkeys(keys)) if state == "unknown" else ()
    )


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
    stated = _bound_of(bound, of)
    return lambda known: _percent(stated(known))


def _percent(percent: Exact | None) -> Percent | None:
    if percent is None:
        return None
    numerator, denominator = percent.as_integer_ratio()
    return 100 * denominator, numerator, percent


def _same_share(figures: Mapping[str, Value], of: str, over: str) -> Percent | None:
    """The share in another place or year; None also where there is nothing to divide by."""
    given, given_whole = figures.get(of), figures.get(over)
    if type(given) is int and type(given_whole) is int and given_whole > 0:
        return given_whole, given, (given, given_whole)
    figure, whole = _exact(given), _exact(given_whole)
    if figure is None or not whole:
        return None
    share = Fraction(figure) / Fraction(whole)
    return share.denominator, share.numerator, (figure, whole)


def _exact(value: Found) -> Exact | None:
    if type(value) is int:
        return value
    return value if isinstance(value, Decimal) and value.is_finite() else None


def _plain(value: Decimal) -> Exact:
    """Whole bounds as whole numbers: they compare fastest."""
    return int(value) if value == value.to_integral_value() else value


def _is_number(value: Found) -> bool:
    return isinstance(value, Range) or _exact(value) is not None


def _no_numbers(found: Mapping[str, Found]) -> tuple[str, ...]:
    """The keys of what is not given, or is no number."""
    return tuple([key for key, value in found.items() if not _is_number(value)])


def _is_nothing(total: Found) -> bool:
    if isinstance(total, Range):
        return total.exact_low == total.exact_high == 0
    return _exact(total) == 0


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

"""Points of a single row: whole, by steps, for each unit of a figure, or in proportion."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import NamedTuple

from tuquan.core.programme import Points
from tuquan.core.rules import Judge, Known, Met, Outcome, Range, State, compile_rule, quotient, span


class Amount(NamedTuple):
    """So many points at least and at most, and by which figures.

    `applies` is False when there is nothing to measure, None when that is not known.
    """

    low: Fraction
    high: Fraction
    missing: tuple[str, ...] = ()
    applies: bool | None = True
    reasons: tuple[Outcome, ...] = ()


Measure = Callable[[Known, Met], Amount]
"""Points that are measured by figures, whether the criterion is met or not."""

_NOTHING = Fraction(0)
_NOT_MEASURED = Amount(_NOTHING, _NOTHING, (), False)


def compile_measure(points: Points) -> Measure | None:
    """How the points are measured; None when they follow from the criterion or its parts."""
    match points.kind:
        case "steps":
            steps = [(compile_rule(step.rule), Fraction(step.points)) for step in points.steps]
            return lambda known, met: _first_step(steps, known, met)
        case "each":
            each, maximum = Fraction(points.each or 0), Fraction(points.maximum)
            return lambda known, met: _each(points.of, each, maximum, known)
        case "share":
            return lambda known, met: _share(points, Fraction(points.maximum), known)
    return None


def whole(state: State, maximum: Fraction, *, is_penalty: bool) -> tuple[Fraction, Fraction]:
    """All or nothing by the state of the criterion; a penalty is taken when it is not met."""
    if state == "unknown":
        return _NOTHING, maximum
    counts = state == ("failed" if is_penalty else "passed")
    return (maximum, maximum) if counts else (_NOTHING, _NOTHING)


def judge_amount(amount: Amount, maximum: Fraction, *, is_penalty: bool) -> Outcome:
    """A row known by its points alone is met when it earns them all, or loses none."""
    if amount.applies is False:
        return Outcome("not_applicable", "points")
    wanted = _NOTHING if is_penalty else maximum
    params = {"found": Range(amount.low, amount.high), "maximum": maximum, "wanted": wanted}
    if amount.applies is None or (amount.low < amount.high and amount.low <= wanted <= amount.high):
        return Outcome("unknown", "points", params, (), amount.missing)
    return Outcome("passed" if amount.low == wanted else "failed", "points", params)


def _first_step(steps: Sequence[tuple[Judge, Fraction]], known: Known, met: Met) -> Amount:
    """The first step that holds; every open one before it may turn out to."""
    possible: list[Fraction] = []
    lacking: list[str] = []
    reasons: list[Outcome] = []
    for judge, points in steps:
        outcome = judge.outcome(known, met)
        reasons.append(Outcome(outcome.state, "step", {"points": points}, (outcome,)))
        lacking += outcome.missing
        if outcome.state in ("passed", "unknown"):
            possible.append(points)
        if outcome.state == "passed":
            break
    else:
        possible.append(_NOTHING)
    states = {reason.state for reason in reasons}
    applies = True if states & {"passed", "failed"} else None if "unknown" in states else False
    lacking_once = tuple(dict.fromkeys(lacking))
    return Amount(min(possible), max(possible), lacking_once, applies, tuple(reasons))


def _each(of: str, each: Fraction, maximum: Fraction, known: Known) -> Amount:
    """So many points for each unit, none below nothing, never more than the maximum."""
    figure = span(known.values.get(of))
    if figure is None:
        return _not_measured(known, maximum, of)
    low, high = (_within(each * end, maximum) for end in (figure.exact_low, figure.exact_high))
    reason = Outcome("passed", "each", {"of": of, "found": figure, "each": each})
    return Amount(low, high, figure.missing if low != high else (), True, (reason,))


def _share(points: Points, maximum: Fraction, known: Known) -> Amount:
    """In proportion; nothing to divide by is nothing to measure."""
    figure, total = (span(known.values.get(key)) for key in (points.of, points.over))
    if total is not None and total.exact_low == total.exact_high == 0:
        return _NOT_MEASURED
    if figure is None or total is None:
        found = {points.of: figure, points.over: total}
        return _not_measured(known, maximum, *(key for key, one in found.items() if one is None))
    share = quotient(figure, total)
    if share is None:
        return Amount(_NOTHING, maximum, total.missing, None)
    low, high = (
        _within(maximum * end / 100, maximum) for end in (share.exact_low, share.exact_high)
    )
    lacking = tuple(dict.fromkeys((*figure.missing, *total.missing)))
    params = {"of": points.of, "over": points.over, "found": figure, "whole": total}
    reason = Outcome("passed", "share", {**params, "maximum": maximum})
    return Amount(low, high, lacking if low != high else (), True, (reason,))


def _within(points: Fraction, maximum: Fraction) -> Fraction:
    return min(max(points, _NOTHING), maximum)


def _not_measured(known: Known, maximum: Fraction, *keys: str) -> Amount:
    if any(key in known.not_applicable for key in keys):
        return _NOT_MEASURED
    return Amount(_NOTHING, maximum, keys, None)

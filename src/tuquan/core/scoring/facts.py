"""What a class may ask of a sheet: its points and how many rows are met, as far as is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from tuquan.core.programme import SHEET_FACTS, Criterion
from tuquan.core.rules import Range, State
from tuquan.core.scoring.results import POSSIBLE, Counts, Possible
from tuquan.core.scoring.score import Score

_MET, _NOT_MET = POSSIBLE["passed"], POSSIBLE["failed"]
_LEFT_OUT = POSSIBLE["not_applicable"]


def used_facts(rules: Iterable[Any]) -> tuple[str, ...]:
    """The results of the sheet that the rules ask for."""
    asked = {key for rule in rules for key in _asked(rule)}
    return tuple(fact for fact in SHEET_FACTS if fact in asked)


def counting(criteria: Iterable[Criterion], counts: bool = True) -> Iterator[tuple[str, bool]]:
    """The rows, which are the criteria without parts, in order, and whether they count.

    Knock-outs, bonuses and penalties may be met or not without being rows that count.
    """
    for one in criteria:
        is_counted = counts and not one.knock_out
        is_counted = is_counted and (one.points is None or one.points.role == "score")
        if one.parts:
            yield from counting(one.parts, is_counted)
        else:
            yield one.key, is_counted


def count(states: Sequence[State]) -> Counts:
    """How many rows are in each state."""
    met, not_met = states.count("passed"), states.count("failed")
    others = len(states) - met - not_met
    unknown = states.count("unknown") if others else 0
    return Counts(met, not_met, unknown, others - unknown)


def sheet_facts(
    wanted: Iterable[str],
    counts: Counts,
    possible: Sequence[Possible],
    score: Score | None,
    lacking: tuple[str, ...] = (),
) -> tuple[dict[str, Any], frozenset[str]]:
    """The values of the wanted facts, and those that have none because nothing applies.

    `possible` says what each row may turn out to be; it is not needed once none is open. A fact is
    left out of both while it may turn out that nothing applies.
    """
    values: dict[str, Any] = {}
    set_aside = []
    for fact in wanted:
        if fact in _OF_POINTS:
            found = _OF_POINTS[fact](score)
        elif counts.unknown:
            found = _OPEN[fact](possible, lacking)
        else:
            found = _SETTLED[fact](counts)
        if found == "nothing":
            set_aside.append(fact)
        elif found is not None:
            values[fact] = found
    return values, frozenset(set_aside)


def _asked(rule: Any) -> set[str]:
    keys = {getattr(rule, "of", ""), getattr(rule, "over", "")}
    return keys.union(*(_asked(part) for part in getattr(rule, "parts", ())))


def _points(score: Score | None) -> Any:
    return "nothing" if score is None else score.points if score.is_sure else None


def _percent(score: Score | None) -> Any:
    return "nothing" if score is None else score.percent if score.is_sure else None


def _settled_percent(counts: Counts) -> Any:
    applying = counts.met + counts.not_met
    if not applying:
        return "nothing"
    share = Fraction(100 * counts.met, applying)
    return Range(share, share)


def _from_to(low: int, high: int, lacking: tuple[str, ...]) -> int | Range:
    return low if low == high else Range(Fraction(low), Fraction(high), lacking)


def _met(possible: Sequence[Possible], lacking: tuple[str, ...]) -> Any:
    return _from_to(possible.count(_MET), sum("passed" in one for one in possible), lacking)


def _not_met(possible: Sequence[Possible], lacking: tuple[str, ...]) -> Any:
    return _from_to(possible.count(_NOT_MET), sum("failed" in one for one in possible), lacking)


def _applicable(possible: Sequence[Possible], lacking: tuple[str, ...]) -> Any:
    sure = sum("not_applicable" not in one for one in possible)
    return _from_to(sure, len(possible) - possible.count(_LEFT_OUT), lacking)


def _met_percent(possible: Sequence[Possible], lacking: tuple[str, ...]) -> Any:
    """At least: all that may fail do, the rest drop out where they can; at most, the reverse."""
    if all("not_applicable" in one for one in possible):
        return None
    met, not_met = possible.count(_MET), possible.count(_NOT_MET)
    may_fail = sum("failed" in one for one in possible)
    may_pass = sum("passed" in one for one in possible)
    low, high = Fraction(100 * met, met + may_fail), Fraction(100 * may_pass, may_pass + not_met)
    return Range(low, high, lacking)


_OF_POINTS: Mapping[str, Callable[[Score | None], Any]] = {"points": _points, "percent": _percent}

_OPEN: Mapping[str, Callable[[Sequence[Possible], tuple[str, ...]], Any]] = {
    "criteria_met": _met,
    "criteria_not_met": _not_met,
    "criteria_applicable": _applicable,
    "criteria_met_percent": _met_percent,
}

_SETTLED: Mapping[str, Callable[[Counts], Any]] = {
    "criteria_met": lambda counts: counts.met,
    "criteria_not_met": lambda counts: counts.not_met,
    "criteria_applicable": lambda counts: counts.met + counts.not_met,
    "criteria_met_percent": _settled_percent,
}
"""The same without a look at every row, once none is open."""

"""What a class may ask of a sheet: its points and how many rows are met, as far as is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from tuquan.core.programme import SHEET_FACTS, Criterion
from tuquan.core.rules import Range
from tuquan.core.scoring.results import POSSIBLE, Counts, CriterionResult
from tuquan.core.scoring.score import Score

_MET, _NOT_MET = POSSIBLE["passed"], POSSIBLE["failed"]
_LEFT_OUT = POSSIBLE["not_applicable"]


def used_facts(rules: Iterable[Any]) -> tuple[str, ...]:
    """The results of the sheet that the rules ask for."""
    asked = {key for rule in rules for key in _asked(rule)}
    return tuple(fact for fact in SHEET_FACTS if fact in asked)


class Shape(NamedTuple):
    """Where the rows stand that may be met or not; `all_rows` when each place is such a row."""

    all_rows: bool
    inner: tuple[tuple[int, Shape | None], ...]


def shape_of(criteria: Sequence[Criterion]) -> Shape:
    """The rows that count: criteria without parts; no knock-outs, bonuses or penalties."""
    inner = tuple(
        (place, shape_of(one.parts) if one.parts else None)
        for place, one in enumerate(criteria)
        if not (one.knock_out or (one.points and one.points.role != "score"))
    )
    return Shape(len(inner) == len(criteria) and all(one is None for _, one in inner), inner)


def counted_rows(
    results: tuple[CriterionResult, ...], shape: Shape, rows: list[CriterionResult]
) -> list[CriterionResult]:
    """The rows that count, added to those found before."""
    if shape.all_rows:
        rows += results
        return rows
    for place, inner in shape.inner:
        if inner is None:
            rows.append(results[place])
        else:
            counted_rows(results[place].parts, inner, rows)
    return rows


def count(rows: Sequence[CriterionResult]) -> Counts:
    """How many rows are in each state."""
    states = [row[1][0] for row in rows]
    met, not_met = states.count("passed"), states.count("failed")
    unknown = states.count("unknown")
    return Counts(met, not_met, unknown, len(states) - met - not_met - unknown)


def sheet_facts(
    wanted: Iterable[str],
    rows: Sequence[CriterionResult],
    counts: Counts,
    score: Score | None,
    lacking: tuple[str, ...],
) -> tuple[dict[str, Any], frozenset[str]]:
    """The values of the wanted facts, and those that have none because nothing applies.

    A fact is left out of both while it may turn out that nothing applies.
    """
    values: dict[str, Any] = {}
    set_aside = []
    for fact in wanted:
        if not counts.unknown and fact in _SETTLED:
            found: Any = _SETTLED[fact](counts)
        else:
            found = _FACTS[fact](rows, score, lacking)
        if found == "nothing":
            set_aside.append(fact)
        elif found is not None:
            values[fact] = found
    return values, frozenset(set_aside)


def _asked(rule: Any) -> set[str]:
    keys = {getattr(rule, "of", ""), getattr(rule, "over", "")}
    return keys.union(*(_asked(part) for part in getattr(rule, "parts", ())))


def _points(rows: Sequence[CriterionResult], score: Score | None, lacking: Any) -> Any:
    return "nothing" if score is None else score.points if score.is_sure else None


def _percent(rows: Sequence[CriterionResult], score: Score | None, lacking: Any) -> Any:
    return "nothing" if score is None else score.percent if score.is_sure else None


def _from_to(low: int, high: int, lacking: tuple[str, ...]) -> int | Range:
    return low if low == high else Range(Fraction(low), Fraction(high), lacking)


def _met(rows: Sequence[CriterionResult], score: Any, lacking: tuple[str, ...]) -> Any:
    possible = [row.possible for row in rows]
    return _from_to(possible.count(_MET), sum("passed" in one for one in possible), lacking)


def _not_met(rows: Sequence[CriterionResult], score: Any, lacking: tuple[str, ...]) -> Any:
    possible = [row.possible for row in rows]
    return _from_to(possible.count(_NOT_MET), sum("failed" in one for one in possible), lacking)


def _applicable(rows: Sequence[CriterionResult], score: Any, lacking: tuple[str, ...]) -> Any:
    possible = [row.possible for row in rows]
    sure = sum("not_applicable" not in one for one in possible)
    return _from_to(sure, len(possible) - possible.count(_LEFT_OUT), lacking)


def _met_percent(rows: Sequence[CriterionResult], score: Any, lacking: tuple[str, ...]) -> Any:
    """At least: all that may fail do, the rest drop out where they can; at most, the reverse."""
    possible = [row.possible for row in rows]
    if all("not_applicable" in one for one in possible):
        return "nothing" if possible.count(_LEFT_OUT) == len(possible) else None
    met, not_met = possible.count(_MET), possible.count(_NOT_MET)
    may_fail = sum("failed" in one for one in possible)
    may_pass = sum("passed" in one for one in possible)
    low, high = Fraction(100 * met, met + may_fail), Fraction(100 * may_pass, may_pass + not_met)
    return Range(low, high, lacking)


_FACTS: Mapping[str, Callable[..., Any]] = {
    "points": _points,
    "percent": _percent,
    "criteria_met": _met,
    "criteria_not_met": _not_met,
    "criteria_applicable": _applicable,
    "criteria_met_percent": _met_percent,
}

_SETTLED: Mapping[str, Callable[[Counts], int]] = {
    "criteria_met": lambda counts: counts.met,
    "criteria_not_met": lambda counts: counts.not_met,
    "criteria_applicable": lambda counts: counts.met + counts.not_met,
}
"""The same without a look at every row, once none is open."""

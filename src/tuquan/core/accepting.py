"""The year of a model beside its survey and its goal: what an acceptance rests on (S1-21, S1-29).

Figures of a flow ("clean-up days of the month") were surveyed for one period and have a goal for
one; so the year's total is held against them as the average of its reports. Of a stock and of a yes
or no the latest report counts. Zero, not applicable and not reported are three different things.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from tuquan.core.answers import State
from tuquan.core.rollup import Direction, Number, compare, round_half_up

LineKind = Literal["number", "yes_no", "share"]
"""A figure, kept or not (1 or 0), or a share in per cent."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure as it was reported; a value only where it was."""

    state: State = "not_reported"
    value: Number | None = None


@dataclass(frozen=True, slots=True)
class YearLine:
    """One indicator: survey, goal and year, how far they are apart, whether the goal is reached.

    `total` is the sum of the year where `result` is the average of its `reports`; `kept` counts
    the reports that said yes. `reached` is None without a goal or without a figure.
    """

    key: str
    kind: LineKind
    direction: Direction
    baseline: Reading
    goal: Number | None
    result: Reading
    change: Number | None = None
    reached: bool | None = None
    total: Number | None = None
    reports: int = 0
    kept: int = 0

    @property
    def better(self) -> bool | None:
        """Whether the figure went the good way since the survey; None where it cannot be said."""
        if not self.change or self.direction == "none":
            return None
        return (self.change > 0) == (self.direction == "up")


def year_line(
    key: str,
    kind: LineKind,
    direction: Direction,
    baseline: Reading,
    goal: Number | None,
    result: Reading,
    *,
    total: Number | None = None,
    reports: int = 0,
    kept: int = 0,
) -> YearLine:
    """A line judged by its exact figures; averages and shares are kept with one decimal."""
    is_worked_out = kind == "share"
    if total is not None and reports:
        result, is_worked_out = Reading("reported", Decimal(total) / reports), True
    judged = compare(result.value, baseline.value, goal, direction)
    change = judged.change
    if is_worked_out:
        result, baseline = _rounded(result, kind), _rounded(baseline, kind)
        change = None if change is None else _short(change)
    reached, at = judged.reached, (total, reports, kept)
    return YearLine(key, kind, direction, baseline, goal, result, change, reached, *at)


def has_figures(lines: Iterable[YearLine]) -> bool:
    """Whether the year brought one figure at least."""
    return any(line.result.state == "reported" for line in lines)


def lines_to_json(lines: Sequence[YearLine]) -> list[dict[str, Any]]:
    """As it is frozen: amounts are text, so that they stay exact."""
    return [
        {
            "key": line.key,
            "kind": line.kind,
            "direction": line.direction,
            "baseline": _reading_to_json(line.baseline),
            "goal": _plain(line.goal),
            "result": _reading_to_json(line.result),
            "change": _plain(line.change),
            "reached": line.reached,
            "total": _plain(line.total),
            "reports": line.reports,
            "kept": line.kept,
        }
        for line in lines
    ]


def lines_from_json(stored: Iterable[Mapping[str, Any]]) -> tuple[YearLine, ...]:
    """Read what `lines_to_json` wrote, as it was judged then."""
    return tuple(
        YearLine(
            one["key"],
            one["kind"],
            one["direction"],
            _reading(one["baseline"]),
            _number(one["goal"]),
            _reading(one["result"]),
            _number(one["change"]),
            one["reached"],
            _number(one["total"]),
            one["reports"],
            one["kept"],
        )
        for one in stored
    )


def years_in_a_row(accepted: Iterable[int], last: int) -> int:
    """How many years up to `last`, itself included, were accepted one after the other."""
    years, count = set(accepted), 0
    while last - count in years:
        count += 1
    return count


def _rounded(reading: Reading, kind: LineKind) -> Reading:
    """To one decimal; 100 per cent is only said when nothing is missing."""
    if reading.value is None:
        return reading
    short = _short(reading.value)
    if kind == "share" and reading.value < 100 <= short:
        short = Decimal("99.9")
    return Reading(reading.state, short)


def _short(value: Number) -> Number:
    """With one decimal, or none where it is nought."""
    rounded = round_half_up(Fraction(value))
    return int(rounded) if rounded == int(rounded) else rounded


def _reading_to_json(reading: Reading) -> dict[str, Any]:
    return {"state": reading.state, "value": _plain(reading.value)}


def _reading(stored: Mapping[str, Any]) -> Reading:
    return Reading(stored["state"], _number(stored["value"]))


def _plain(value: Number | None) -> int | str | None:
    return f"{value:f}" if isinstance(value, Decimal) else value


def _number(stored: int | str | None) -> Number | None:
    return Decimal(stored) if isinstance(stored, str) else stored

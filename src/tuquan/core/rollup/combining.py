"""Several totals as one, and up a tree of places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from tuquan.core.rollup.figures import Figure, Number, RatioFigure, Totals
from tuquan.core.rollup.numbers import exact_sum

_Part = TypeVar("_Part")
_Highest = TypeVar("_Highest", Number, date)


def combine(totals: Iterable[Totals]) -> Totals:
    """Totals of several sets of reporters as one, in whatever order they come.

    A figure that only some of them have is taken as not asked of the others.
    """
    parts = list(totals)
    if len(parts) == 1:
        return parts[0]
    return Totals(
        sum(part.expected for part in parts),
        sum(part.received for part in parts),
        joined((part.figures for part in parts), _joint_figure),
        joined((part.ratios for part in parts), _joint_ratio),
        joined((part.facts for part in parts), sum),
        sum(part.apportioned for part in parts),
    )


def roll_up(leaves: Mapping[str, Totals]) -> dict[str, Totals]:
    """Totals of every place on the way from the given ones up to `""`, the whole tree.

    Keys are materialised paths, each step ending in a dot: `0000001.0000002.` lies below
    `0000001.`. Each place is the combination of its direct children, and of its own reports if it
    is given too; no leaf is added up again at every level.
    """
    waiting: dict[int, dict[str, list[Totals]]] = {0: {"": []}}
    for path, totals in leaves.items():
        waiting.setdefault(path.count("."), {}).setdefault(path, []).append(totals)
    rolled = {}
    for depth in range(max(waiting), -1, -1):
        for path, parts in waiting.get(depth, {}).items():
            rolled[path] = combine(parts)
            if path:
                above = waiting.setdefault(depth - 1, {})
                above.setdefault(path[: path.rfind(".", 0, -1) + 1], []).append(rolled[path])
    return rolled


def joined(
    parts: Iterable[Mapping[str, _Part]], join: Callable[[Sequence[_Part]], _Part]
) -> dict[str, _Part]:
    """Mappings as one: what stands under the same name in several of them is joined."""
    gathered: dict[str, list[_Part]] = {}
    for part in parts:
        for key, value in part.items():
            gathered.setdefault(key, []).append(value)
    return {key: join(values) for key, values in gathered.items()}


def _joint_figure(figures: Sequence[Figure]) -> Figure:
    total, reported, not_applicable, not_reported, yes, no, entries, largest, last_day = zip(
        *figures, strict=True
    )
    return Figure(
        exact_sum(total),
        sum(reported),
        sum(not_applicable),
        sum(not_reported),
        sum(yes),
        sum(no),
        joined(entries, sum),
        _highest(largest),
        _highest(last_day),
    )


def _joint_ratio(ratios: Sequence[RatioFigure]) -> RatioFigure:
    numerator, denominator, reported = zip(*ratios, strict=True)
    return RatioFigure(exact_sum(numerator), exact_sum(denominator), sum(reported))


def _highest(values: Sequence[_Highest | None]) -> _Highest | None:
    if values.count(None) == len(values):  # nearly always: adding up is the rule
        return None
    return max(value for value in values if value is not None)

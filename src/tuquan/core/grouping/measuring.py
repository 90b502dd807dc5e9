"""What tells proposals apart: sizes, walking, barriers, lanes, and who has to move."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from tuquan.core.grouping.ground import FAR, Ground
from tuquan.core.grouping.homes import Neighbourhood
from tuquan.core.grouping.matching import best_match
from tuquan.core.grouping.sizes import SizeBounds, outside
from tuquan.core.grouping.spanning import Tree, tree_of_ground


@dataclass(frozen=True, slots=True)
class Measures:
    """One proposal in figures; ways are in metres and missing where only the list is known.

    `walking` reaches every household of every group; `longest_to_middle` is the longest way to the
    middle house of a group; neither counts an impassable barrier, `crossings` does.
    """

    groups: int
    smallest: int
    median: float
    largest: int
    outside: int
    walking: float | None
    longest_to_middle: float | None
    crossings: int
    lanes_cut: int
    moves: int


@dataclass(frozen=True, slots=True)
class Web:
    """The ways inside one group: its tree, how far its middle house is, and what is crossed."""

    walking: float
    longest_way: float
    longest_to_middle: float
    crossings: int


def measure(
    around: Neighbourhood,
    groups: Sequence[Sequence[int]],
    webs: Sequence[Web],
    bounds: SizeBounds,
    continued: Sequence[int | None],
) -> Measures:
    """The figures of groups given as places in the neighbourhood."""
    sizes = [len(group) for group in groups]
    parts: dict[int, set[int]] = {}
    for number, group in enumerate(groups):
        for place in group:
            parts.setdefault(around.lanes[place], set()).add(number)
    measured = around.has_points
    return Measures(
        groups=len(groups),
        smallest=min(sizes),
        median=median(sizes),
        largest=max(sizes),
        outside=sum(outside(size, bounds) for size in sizes),
        walking=sum(web.walking for web in webs) if measured else None,
        longest_to_middle=max(web.longest_to_middle for web in webs) if measured else None,
        crossings=sum(web.crossings for web in webs),
        lanes_cut=sum(len(numbers) > 1 for numbers in parts.values()),
        moves=sum(
            around.homes[place].group not in (None, kept)
            for group, kept in zip(groups, continued, strict=True)
            for place in group
        ),
    )


def web_of(around: Neighbourhood, group: Sequence[int]) -> Web:
    """The ways inside a group."""
    ground = Ground(around.metric, [[place] for place in group])
    tree = tree_of_ground(ground)
    ways = [length % FAR for length in tree.lengths.tolist()]
    return Web(sum(ways), max(ways), _to_middle(ground), _crossings(around, group, tree))


def _to_middle(ground: Ground) -> float:
    rows = [ground.row(node) % FAR for node in range(len(ground))]
    return float(min(rows, key=lambda row: float(row.sum())).max())


def _crossings(around: Neighbourhood, group: Sequence[int], tree: Tree) -> int:
    return sum(
        len(around.metric.crossed(group[node], group[tree.parents[node]]))
        for node in tree.order[1:].tolist()
    )


def continued_groups(
    around: Neighbourhood, groups: Sequence[Sequence[int]]
) -> tuple[int | None, ...]:
    """Which existing group each group continues, so that as few households as can be move.

    Fixed households decide for their group.
    """
    existing = sorted({home.group for home in around.homes if home.group is not None})
    if not existing:
        return tuple(None for _ in groups)
    size = max(len(groups), len(existing))
    shared = [[0] * size for _ in range(size)]
    for number, group in enumerate(groups):
        counted = Counter(around.homes[place].group for place in group)
        fixed = {around.homes[place].group for place in group if around.homes[place].is_fixed}
        for column, key in enumerate(existing):
            shared[number][column] = counted[key] + (len(around.homes) + 1) * (key in fixed)
    return tuple(
        existing[column] if column < len(existing) and shared[number][column] else None
        for number, column in enumerate(best_match(shared)[: len(groups)])
    )

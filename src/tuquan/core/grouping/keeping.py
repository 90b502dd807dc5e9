"""Keeping the groups that exist when numbers change: fewest moves first, then walking (F-19)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tuquan.core.grouping.cutting import OUTSIDE, cut_tree
from tuquan.core.grouping.ground import FAR, Floats, Ground, Ints
from tuquan.core.grouping.improving import CONFLICT
from tuquan.core.grouping.matching import best_match
from tuquan.core.grouping.sizes import outside
from tuquan.core.grouping.solving import Area, Solution
from tuquan.core.grouping.spanning import tree_of_matrix


def keep_groups(area: Area, homes: Ints) -> Solution:
    """Groups near those of `homes` (-1: new households): sizes put right with the fewest moves.

    A group outside the bounds passes households on, is dissolved or is divided, whichever moves
    fewest; each group keeps the number it has in `homes`.
    """
    best = area.polished(attached(area.ground, homes), homes)
    tried: set[bytes] = set()
    while True:
        drafts = [attached(area.ground, draft) for draft in _drafts(area, homes, best.labels)]
        fresh = [draft for draft in drafts if draft.tobytes() not in tried]
        tried.update(draft.tobytes() for draft in fresh)
        found = [area.polished(draft, homes) for draft in fresh]
        better = min(found, key=lambda solution: solution.price, default=best)
        if better.price >= best.price - 1e-3:
            break
        best = better
    if best.price < OUTSIDE:
        return best
    anew = area.polished(_renamed(area.least_walking().labels, homes, area.ground.weights), homes)
    return min(best, anew, key=lambda solution: solution.price)


def exactly_groups(area: Area, homes: Ints, count: int) -> Solution:
    """So many groups of even sizes, each with those whose home (-1: none) it is."""
    even = _renamed(area.evenly(count), homes, area.ground.weights)
    best = area.polished(np.where(homes >= 0, homes, even))
    return min([best, *_of_count(area, count)], key=lambda solution: solution.price)


def _of_count(area: Area, count: int) -> Iterator[Solution]:
    for solution in area.solutions():
        if len(np.unique(solution.labels)) == count and solution.price < CONFLICT:
            yield solution


def _renamed(labels: Ints, homes: Ints, weights: Ints) -> Ints:
    """New groups under the numbers of those they have most households of."""
    size = int(max(labels.max(), homes.max())) + 1
    shared = np.zeros((size, size), dtype=np.intp)
    known = homes >= 0
    np.add.at(shared, (labels[known], homes[known]), weights[known])
    return np.array(best_match(shared.tolist()), dtype=np.intp)[labels]


def _drafts(area: Area, homes: Ints, labels: Ints) -> Iterator[Ints]:
    """Ways to begin anew: with a group dissolved or divided that is, or was, of a wrong size."""
    start = attached(area.ground, homes)
    for base in (start, labels):
        sizes = np.bincount(base, area.ground.weights).astype(int).tolist()
        for group, size in enumerate(sizes):
            if size > 0 and outside(size, area.bounds):
                members = np.flatnonzero(base == group)
                if len(members) < len(base):
                    yield np.where(base == group, -1, base)
                if len(members) > 1:
                    yield _divided(area, base, members)


def _divided(area: Area, labels: Ints, members: Ints) -> Ints:
    """The largest part of a group keeps its number, the others get new ones."""
    tree = tree_of_matrix(area.ground.matrix(members))
    # So dear a group makes for few and large parts: the largest, which stays, loses the fewest.
    price = float(tree.lengths.sum())
    parts = cut_tree(tree, area.ground.weights[members], area.bounds, price)
    largest = int(np.argmax(np.bincount(parts, area.ground.weights[members])))
    result = labels.copy()
    new = parts != largest
    result[members[new]] = int(labels.max()) + 1 + parts[new]
    return result


def attached(ground: Ground, labels: Ints) -> Ints:
    """Households without a group (-1) join the nearest one, nearest first.

    One that no group can reach begins a new group. Somebody must be in a group.
    """
    result = labels.copy()
    waiting = np.flatnonzero(result < 0)
    ways = {node: ground.row(node) for node in waiting.tolist()}
    nearest = {node: _nearest(ways[node], np.flatnonzero(result >= 0)) for node in ways}
    while nearest:
        node = min(nearest, key=lambda node: (nearest[node][0], node))
        way, neighbour = nearest.pop(node)
        result[node] = result[neighbour] if way < FAR else int(result.max()) + 1
        for other, known in nearest.items():
            nearest[other] = min(known, (float(ways[other][node]), node))
    return result


def _nearest(ways: Floats, nodes: Ints) -> tuple[float, int]:
    place = int(np.argmin(ways[nodes]))
    return float(ways[nodes[place]]), int(nodes[place])

"""The shortest web of ways that reaches everybody: minimum spanning trees, many at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tuquan.core.grouping.ground import Flags, Floats, Ground, Ints

NEAREST = 64
"""Behind a barrier only so many of the nearest households are looked at for another way."""

_CELLS = 400_000
"""Distances worked on at once: a few megabytes, which stay in the cache."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A spanning tree: `order` from the root on; `parents` and `lengths` of the edge upwards.

    For several trees at once, each array has a row for each tree.
    """

    order: Ints
    parents: Ints
    lengths: Floats


def tree_of_ground(ground: Ground) -> Tree:
    """The minimum spanning tree of all nodes, without ever holding all distances.

    Barriers are looked at only when a way is about to be taken.
    """
    count = len(ground)
    best, parents = np.full(count, np.inf), np.full(count, -1, dtype=np.intp)
    sure, blocked = np.ones(count, dtype=np.bool_), np.zeros(count)
    order, lengths = np.zeros(count, dtype=np.intp), np.zeros(count)
    node = 0
    for place in range(count):
        order[place], lengths[node], blocked[node] = node, best[node], np.inf
        row = ground.row(node, least=True)
        nearer = (row < best) & (blocked == 0.0)
        best[nearer], parents[nearer], sure[nearer] = row[nearer], node, False
        if place + 1 < count:
            node = _next(ground, best, parents, sure, blocked, order[: place + 1])
    lengths[0] = 0.0
    parents[0] = -1
    return Tree(order, parents, lengths)


def _next(
    ground: Ground, best: Floats, parents: Ints, sure: Flags, blocked: Floats, done: Ints
) -> int:
    """The node nearest to those already reached; its way is made sure of first."""
    while True:
        node = int(np.argmin(best + blocked))
        if sure[node]:
            return node
        sure[node] = True
        true = float(ground.way(node, parents[node : node + 1])[0])
        if true > best[node]:
            near = ground.row(node, least=True)[done]
            closest = done[np.argsort(near, kind="stable")[:NEAREST]]
            ways = ground.way(node, closest)
            parents[node] = closest[int(np.argmin(ways))]
            best[node] = float(ways.min())


def tree_of_matrix(metres: Floats) -> Tree:
    """The minimum spanning tree under given distances."""
    trees = _grow(metres[None], np.array([len(metres)], dtype=np.intp))
    return Tree(trees.order[0], trees.parents[0], trees.lengths[0])


def trees_of_sets(metres: Floats, sets: Sequence[Ints]) -> list[Tree]:
    """The minimum spanning trees of several sets, in batches; members numbered in their set."""
    return [_grow(*_stack(metres, batch)) for batch in _batches(sets)]


def lengths_of_sets(metres: Floats, sets: Sequence[Ints]) -> Floats:
    """The total length of the minimum spanning tree of each set."""
    if not sets:
        return np.zeros(0)
    return np.concatenate([_lengths(*_stack(metres, batch)) for batch in _batches(sets)])


def _batches(sets: Sequence[Ints]) -> list[Sequence[Ints]]:
    largest = max(map(len, sets), default=1)
    step = max(1, _CELLS // (largest * largest))
    return [sets[first : first + step] for first in range(0, len(sets), step)]


def _stack(metres: Floats, sets: Sequence[Ints]) -> tuple[Floats, Ints]:
    counts = np.array([len(one) for one in sets], dtype=np.intp)
    largest = int(counts.max())
    inside = np.arange(largest) < counts[:, None]
    nodes = np.zeros((len(sets), largest), dtype=np.intp)
    nodes[inside] = np.concatenate(sets)
    stacked = metres[nodes[:, :, None], nodes[:, None, :]]
    stacked.transpose(0, 2, 1)[~inside] = np.inf
    return stacked, counts


def _lengths(metres: Floats, counts: Ints) -> Floats:
    rows = np.arange(len(metres))
    best, blocked = metres[:, 0].copy(), np.zeros(metres.shape[:2])
    blocked[:, 0] = np.inf
    total = np.zeros(len(metres))
    for _ in range(metres.shape[1] - 1):
        open_ways = best + blocked
        node = open_ways.argmin(axis=1)
        way = open_ways[rows, node]
        total += np.where(np.isfinite(way), way, 0.0)
        blocked[rows, node] = np.inf
        np.minimum(best, metres[rows, node], out=best)
    return total


def _grow(metres: Floats, counts: Ints) -> Tree:
    """Trees in full; rows shorter than the longest end in nodes of an endless length."""
    rows, size = np.arange(len(metres)), metres.shape[1]
    best, blocked = metres[:, 0].copy(), np.zeros(metres.shape[:2])
    blocked[:, 0] = np.inf
    parents = np.zeros(metres.shape[:2], dtype=np.intp)
    order = np.zeros(metres.shape[:2], dtype=np.intp)
    lengths = np.zeros(metres.shape[:2])
    parents[:, 0] = -1
    for place in range(1, size):
        open_ways = best + blocked
        node = open_ways.argmin(axis=1)
        order[:, place] = node
        lengths[rows, node] = open_ways[rows, node]
        blocked[rows, node] = np.inf
        row = metres[rows, node]
        nearer = (row < best) & (blocked == 0.0)
        parents[nearer] = np.broadcast_to(node[:, None], nearer.shape)[nearer]
        np.minimum(best, row, out=best)
    return Tree(order, parents, lengths)

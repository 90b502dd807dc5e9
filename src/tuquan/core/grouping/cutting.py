"""Cutting a spanning tree into groups of the right size where the longest ways fall away.

Exact for its tree: dynamic programming over the nodes, from the leaves up, by the size of the group
that is still open.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tuquan.core.grouping.ground import Floats, Ints
from tuquan.core.grouping.sizes import SizeBounds
from tuquan.core.grouping.spanning import Tree

OUTSIDE = 1e8
"""The price of one household too many or too few: above all walking, below a barrier."""

_NEVER = -1e300


@dataclass(slots=True)
class _Node:
    """The best of a branch by open size, how it came about, and the best if it is closed here."""

    gains: Floats
    choices: list[tuple[int, Ints]]
    closed: float = 0.0
    closed_size: int = 0


def cut_tree(
    tree: Tree,
    weights: Ints,
    bounds: SizeBounds,
    price: float,
    forced: frozenset[int] = frozenset(),
) -> Ints:
    """The group of each node; every group costs `price`, so the price steers their number.

    The way above a node of `forced` is always cut.
    """
    cap = max(bounds.maximum + bounds.maximum // 4 + 4, int(weights.max()))
    closing = _closing(cap, bounds, price)
    children = _children(tree)
    nodes: dict[int, _Node] = {}
    for index in tree.order[::-1].tolist():
        nodes[index] = _branch(index, tree, weights, nodes, children[index], cap, forced)
        total = nodes[index].gains + closing[: len(nodes[index].gains)]
        nodes[index].closed_size = int(np.argmax(total))
        nodes[index].closed = float(total[nodes[index].closed_size])
    return _labels(tree, weights, nodes)


def _closing(cap: int, bounds: SizeBounds, price: float) -> Floats:
    sizes = np.arange(cap + 1)
    wrong = np.maximum(0, bounds.minimum - sizes) + np.maximum(0, sizes - bounds.maximum)
    closing = -OUTSIDE * wrong - price
    closing[0] = _NEVER
    return closing


def _children(tree: Tree) -> list[list[int]]:
    children: list[list[int]] = [[] for _ in tree.parents]
    for node in tree.order[1:].tolist():
        children[tree.parents[node]].append(node)
    return children


def _branch(
    index: int,
    tree: Tree,
    weights: Ints,
    nodes: dict[int, _Node],
    children: list[int],
    cap: int,
    forced: frozenset[int],
) -> _Node:
    gains = np.full(int(weights[index]) + 1, _NEVER)
    gains[-1] = 0.0
    choices: list[tuple[int, Ints]] = []
    for child in children:
        cut = tree.lengths[child] + nodes[child].closed
        if child in forced:
            gains, chosen = gains + cut, np.zeros(len(gains), dtype=np.intp)
        else:
            gains, chosen = _join(gains, nodes[child].gains, cut, cap)
        choices.append((child, chosen))
    return _Node(gains, choices)


def _join(own: Floats, child: Floats, cut: float, cap: int) -> tuple[Floats, Ints]:
    """The best gain for each open size, and how much of it the child brings (0: it is cut off)."""
    size = min(cap, len(own) + len(child) - 2) + 1
    gains, chosen = np.full(size, _NEVER), np.zeros(size, dtype=np.intp)
    gains[: len(own)] = own + cut
    if len(child) <= len(own):
        for brought in range(1, len(child)):
            _offer(gains, chosen, own + child[brought], brought, np.array(brought))
    else:
        brought_all = np.arange(len(child))
        for held in np.flatnonzero(own > _NEVER / 2).tolist():
            _offer(gains, chosen, (child + own[held])[1:], held + 1, brought_all[1:])
    return gains, chosen


def _offer(gains: Floats, chosen: Ints, offered: Floats, shift: int, brought: Ints) -> None:
    """Take what is better among gains that reach sizes from `shift` on."""
    room = min(len(offered), len(gains) - shift)
    here = slice(shift, shift + room)
    better = offered[:room] > gains[here]
    gains[here][better] = offered[:room][better]
    if brought.ndim:
        chosen[here][better] = brought[:room][better]
    else:
        chosen[here][better] = brought


def _labels(tree: Tree, weights: Ints, nodes: dict[int, _Node]) -> Ints:
    labels = np.zeros(len(weights), dtype=np.intp)
    groups = 1
    root = int(tree.order[0])
    open_nodes = [(root, nodes[root].closed_size, 0)]
    while open_nodes:
        node, size, group = open_nodes.pop()
        labels[node] = group
        for child, chosen in reversed(nodes[node].choices):
            brought = int(chosen[size])
            if brought:
                open_nodes.append((child, brought, group))
                size -= brought
            else:
                open_nodes.append((child, nodes[child].closed_size, groups))
                groups += 1
    return labels

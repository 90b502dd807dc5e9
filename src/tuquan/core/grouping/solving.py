"""Groups of nodes on a ground: as little walking as can be had, or as few moves (F-18, F-19)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from tuquan.core.grouping.balancing import balance
from tuquan.core.grouping.cutting import OUTSIDE, cut_tree
from tuquan.core.grouping.ground import FAR, Floats, Ground, Ints
from tuquan.core.grouping.improving import Field, Search
from tuquan.core.grouping.sizes import SizeBounds, common_count, outside
from tuquan.core.grouping.spanning import Tree, tree_of_ground, tree_of_matrix

WHOLE = 1_500
"""Up to so many nodes are improved as one; more of them window by window."""

WINDOW = 600
"""Nodes in a window."""

TWISTED = 600
"""Up to so many nodes, other trees than the shortest are tried too."""

TWISTS = 8

_SHARES = (0.0, 0.5, 1.0, 2.0)
"""Prices of a group tried, as shares of the way that the common number of groups would cut."""


@dataclass(frozen=True, slots=True)
class Solution:
    """A group for each node, and the sum of the prices of the groups."""

    labels: Ints
    price: float


@dataclass
class Area:
    """A ground, and what is wanted of its groups."""

    ground: Ground
    bounds: SizeBounds
    apart: dict[int, frozenset[int]] = field(default_factory=dict)

    @cached_property
    def tree(self) -> Tree:
        """The minimum spanning tree of the whole area."""
        return tree_of_ground(self.ground)

    @cached_property
    def _ways(self) -> Floats:
        return np.sort(self.tree.lengths[self.tree.order[1:]])

    @cached_property
    def _whole(self) -> Field:
        nobody = np.full(len(self.ground), -1, dtype=np.intp)
        return self._field(np.arange(len(self.ground)), nobody)

    @cached_property
    def parts(self) -> Ints:
        """The number of the part, between impassable barriers, in which each node lies."""
        parts = np.zeros(len(self.ground), dtype=np.intp)
        count = 0
        for node in self.tree.order[1:].tolist():
            if self.tree.lengths[node] >= FAR:
                count += 1
                parts[node] = count
            else:
                parts[node] = parts[self.tree.parents[node]]
        return parts

    def bound(self, groups: int) -> float:
        """No so many groups walk less than this: all ways of the tree but the longest."""
        return float(self._ways[: max(0, len(self._ways) + 1 - groups)].sum())

    def least_walking(self) -> Solution:
        """Groups whose walking exceeds the least thinkable for their number by the least.

        Sizes within the bounds come first: if no tree gives them, lists cut evenly do.
        """
        best = min(self.solutions(), key=self._excess)
        if best.price < OUTSIDE:
            return best
        return min(best, self.polished(self.evenly(None)), key=self._excess)

    def solutions(self) -> Iterator[Solution]:
        """Groups cut from one tree or another at one price or another, polished."""
        if len(self.ground) > WHOLE:
            drafts = [self._cut(self.tree, price) for price in self._prices()]
            yield self.polished(min(drafts, key=self._rough_excess))
            return
        seen: set[bytes] = set()
        for tree in self._trees():
            for price in self._prices():
                labels = self._cut(tree, price)
                if labels.tobytes() not in seen:
                    seen.add(labels.tobytes())
                    yield self.polished(labels)

    def evenly(self, groups: int | None) -> Ints:
        """Runs along the tree of even sizes; as many as fit each part, unless it is said."""
        nodes = np.array(_along(self.tree), dtype=np.intp)
        parts = np.zeros(len(nodes), dtype=np.intp) if groups else self.parts
        labels = np.zeros(len(nodes), dtype=np.intp)
        first = 0
        for part in range(int(parts.max()) + 1):
            inside = nodes[parts[nodes] == part]
            weights = self.ground.weights[inside]
            total = int(weights.sum())
            count = groups or common_count(total, self.bounds)
            labels[inside] = first + (np.cumsum(weights) - weights) * count // total
            first += count
        return labels

    def polished(self, labels: Ints, homes: Ints | None = None) -> Solution:
        """Groups after sizes are balanced and every gain is made; `homes` are kept if possible."""
        labels = self._separated(labels)
        if len(self.ground) <= WHOLE:
            ground = self._whole if homes is None else self._field(self._whole_nodes, homes)
            return _polished(ground, labels)
        homes = np.full(len(labels), -1, dtype=np.intp) if homes is None else homes
        labels, price = labels.copy(), 0.0
        for groups in self._windows(labels):
            nodes = np.flatnonzero(np.isin(labels, groups))
            local = {group: place for place, group in enumerate(groups)}
            own = np.array([local[group] for group in labels[nodes].tolist()], dtype=np.intp)
            kept = np.array([local.get(group, -1) for group in homes[nodes].tolist()])
            found = _polished(self._field(nodes, kept.astype(np.intp)), own)
            labels[nodes] = np.array(groups, dtype=np.intp)[found.labels]
            price += found.price
        return Solution(labels, price)

    def _separated(self, labels: Ints) -> Ints:
        """Groups of their own for nodes that are with one they must be apart from."""
        result = labels.copy()
        for node, others in sorted(self.apart.items()):
            if any(result[other] == result[node] for other in others):
                result[node] = int(result.max()) + 1
        return result

    @property
    def _whole_nodes(self) -> Ints:
        return np.arange(len(self.ground))

    def _field(self, nodes: Ints, homes: Ints) -> Field:
        place = {node: index for index, node in enumerate(nodes.tolist())}
        apart = {
            place[node]: frozenset(place[other] for other in others if other in place)
            for node, others in self.apart.items()
            if node in place
        }
        metres, weights = self._metres(nodes), self.ground.weights[nodes]
        return Field(metres, weights, self.bounds, homes, apart)

    def _metres(self, nodes: Ints) -> Floats:
        if len(nodes) < len(self.ground):
            return self.ground.matrix(nodes)
        return self._all_metres

    @cached_property
    def _all_metres(self) -> Floats:
        return self.ground.matrix(self._whole_nodes)

    def _trees(self) -> Iterator[Tree]:
        """The shortest tree, then trees grown as if some ways were longer than they are."""
        yield self.tree
        if len(self.ground) > TWISTED:
            return
        metres = self._all_metres
        nodes = self._whole_nodes
        for twist in range(1, TWISTS + 1):
            # Always the same numbers between 1 and 2, without order: one for each two nodes.
            mixed = (nodes[:, None] * 7919 + nodes[None, :] * 104729) * twist % 1009
            tree = tree_of_matrix(metres * (1 + (mixed + mixed.T) % 1009 / 1009))
            lengths = metres[nodes, np.maximum(tree.parents, 0)]
            yield Tree(tree.order, tree.parents, lengths)

    def _prices(self) -> list[float]:
        middle = (self.bounds.minimum + self.bounds.maximum) / 2
        common = max(1, round(float(self.ground.weights.sum()) / middle))
        walked = self._ways[self._ways < FAR]
        cut = float(walked[max(0, len(walked) - common)]) if len(walked) else 0.0
        return sorted({share * cut for share in _SHARES})

    def _cut(self, tree: Tree, price: float) -> Ints:
        return cut_tree(tree, self.ground.weights, self.bounds, price, self._forced(tree))

    def _forced(self, tree: Tree) -> frozenset[int]:
        """Nodes above which to cut so that those who must be apart are: the longest way between."""
        forced: set[int] = set()
        for one, others in sorted(self.apart.items()):
            for other in sorted(others):
                path = _path(tree, one, other)
                if forced.isdisjoint(path):
                    forced.add(max(path, key=lambda node: (tree.lengths[node], -node)))
        return frozenset(forced)

    def _rough_excess(self, labels: Ints) -> tuple[float, float]:
        """As `_excess`, by the ways of the tree alone."""
        inner = labels == labels[self.tree.parents]
        inner[self.tree.order[0]] = False
        sizes = np.bincount(labels, self.ground.weights).astype(int).tolist()
        wrong = sum(outside(size, self.bounds) for size in sizes)
        walked = float(self.tree.lengths[inner].sum())
        return wrong, (walked + 1) / (self.bound(len(sizes)) + 1)

    def _excess(self, solution: Solution) -> tuple[float, int]:
        """Walking above the bound for so many groups; of equals, the common number of groups."""
        count = _count(solution)
        common = common_count(int(self.ground.weights.sum()), self.bounds)
        return round((solution.price + 1) / (self.bound(count) + 1), 6), abs(count - common)

    def _windows(self, labels: Ints) -> Iterator[list[int]]:
        """Groups as one meets them along the tree, in portions."""
        portion: list[int] = []
        nodes = 0
        sizes = np.bincount(labels)
        for group in dict.fromkeys(labels[_along(self.tree)].tolist()):
            if portion and nodes + sizes[group] > WINDOW:
                yield portion
                portion, nodes = [], 0
            portion.append(group)
            nodes += int(sizes[group])
        yield portion


def _polished(ground: Field, labels: Ints) -> Solution:
    search = Search(ground, labels)
    search.improve()
    balance(search)
    search.improve()
    return Solution(search.labels, search.total())


def _count(solution: Solution) -> int:
    return len(np.unique(solution.labels))


def _path(tree: Tree, one: int, other: int) -> list[int]:
    """The nodes whose ways upwards lead from one node to another."""
    up = _upwards(tree, one)
    across = _upwards(tree, other)
    shared = set(up) & set(across)
    return [node for node in [*up, *across] if node not in shared]


def _upwards(tree: Tree, node: int) -> list[int]:
    nodes = []
    while tree.parents[node] >= 0:
        nodes.append(node)
        node = int(tree.parents[node])
    return nodes


def _along(tree: Tree) -> list[int]:
    """The nodes branch by branch, so that neighbours in the tree are near in the list."""
    children: dict[int, list[int]] = {}
    for node in tree.order[1:].tolist():
        children.setdefault(int(tree.parents[node]), []).append(node)
    found, waiting = [], [int(tree.order[0])]
    while waiting:
        node = waiting.pop()
        found.append(node)
        waiting.extend(reversed(children.get(node, [])))
    return found

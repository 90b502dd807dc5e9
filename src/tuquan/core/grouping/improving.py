"""Improving groups on the ground: households change places as long as that saves walking.

A group's price is, in this order of weight: impassable barriers inside it, households that must
stay apart, households too many or too few, households that left their group of before, and the
length of its minimum spanning tree. Whatever
lowers the sum of the prices is done, the greatest gain first, ties by number; so it ends, always in
the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from tuquan.core.grouping.cutting import OUTSIDE
from tuquan.core.grouping.ground import Flags, Floats, Ints
from tuquan.core.grouping.sizes import SizeBounds, outside
from tuquan.core.grouping.spanning import Tree, lengths_of_sets, trees_of_sets

MOVED = 1e5
"""The price of a household that leaves its group of before: above any walking it can save."""

NEIGHBOURS = 8
"""A household may change to the groups of so many of its nearest."""

CONFLICT = 1e10
"""The price of two in one group who must stay apart: above sizes, below impassable barriers."""

AT_BORDER = 6
"""So many households on either side of a border are tried in exchange for one another."""

_LEAST_GAIN = 1e-3


@dataclass(frozen=True, slots=True)
class Change:
    """Two groups, their members afterwards, and what the change gains."""

    gain: float
    groups: tuple[int, int]
    members: tuple[Ints, Ints]


@dataclass(slots=True)
class Field:
    """What a search works on: ways, sizes, and what may not or should not happen."""

    metres: Floats
    weights: Ints
    bounds: SizeBounds
    homes: Ints
    """For each node the group it should stay in, or -1."""
    apart: dict[int, frozenset[int]] = field(default_factory=dict)
    near: Ints = field(init=False)
    known: dict[bytes, float] = field(default_factory=lambda: {b"": 0.0})
    """Lengths of sets found before."""

    def __post_init__(self) -> None:
        """Find the nearest of each node."""
        count = min(NEIGHBOURS + 1, len(self.metres))
        self.near = np.argsort(self.metres, axis=1, kind="stable")[:, :count]


class Search:
    """Groups on a field, with their prices, and the ways to improve them."""

    def __init__(self, ground: Field, labels: Ints) -> None:
        """Begin with these groups."""
        self.field = ground
        self.labels = labels.copy()
        count = int(labels.max()) + 1
        self.groups = [np.flatnonzero(labels == group) for group in range(count)]
        self.prices = self._prices(self.groups, range(count))

    def total(self) -> float:
        """The sum of all prices."""
        return float(self.prices.sum())

    def improve(self) -> None:
        """Go on until neither a household, nor an exchange of two, nor a new border gains."""
        kinds: tuple[Callable[[set[int]], Iterable[Change]], ...]
        kinds = (self._moves, self._borders, self._exchanges)
        stale = [set(range(len(self.groups))) for _ in kinds]
        while any(stale):
            place = next(place for place, groups in enumerate(stale) if groups)
            groups, stale[place] = stale[place], set()
            touched = self._apply(kinds[place](groups))
            for waiting in stale:
                waiting |= touched

    def move(self, node: int, target: int) -> None:
        """Let a node go over to another group."""
        source = int(self.labels[node])
        members = self.groups[source]
        after = members[members != node], self._with(target, node)
        self._apply([Change(0.0, (source, target), after)])

    def passable(self) -> Iterator[tuple[int, int, float]]:
        """Single households near another group, and what going over costs beside sizes."""
        drafts = [
            (node, target)
            for node, target in self._borderers(set(range(len(self.groups))))
            if self.field.weights[node] == 1
        ]
        before = self._free(self.groups, range(len(self.groups)))
        sources = [int(self.labels[node]) for node, _ in drafts]
        left = [
            self.groups[source][self.groups[source] != node]
            for source, (node, _) in zip(sources, drafts, strict=True)
        ]
        joined = [self._with(target, node) for node, target in drafts]
        prices = self._free(left, sources) + self._free(joined, [target for _, target in drafts])
        for source, (node, target), price in zip(sources, drafts, prices.tolist(), strict=True):
            yield node, target, price - float(before[source] + before[target])

    def _free(self, sets: Sequence[Ints], groups: Sequence[int]) -> Floats:
        """Prices without what sizes cost."""
        asides = [self._aside(*one) for one in zip(sets, groups, strict=True)]
        return self._lengths(sets) + np.array(asides, dtype=np.float64)

    def _apply(self, changes: Iterable[Change]) -> set[int]:
        """Do the best changes that do not touch one another; returns the groups touched."""
        touched: set[int] = set()
        for change in sorted(changes, key=lambda change: (-change.gain, change.groups)):
            if touched.isdisjoint(change.groups):
                touched.update(change.groups)
                for group, members in zip(change.groups, change.members, strict=True):
                    self.groups[group] = members
                    self.labels[members] = group
                self.prices[list(change.groups)] = self._prices(change.members, change.groups)
        return touched

    def _prices(self, sets: Sequence[Ints], groups: Sequence[int]) -> Floats:
        sizes = [int(self.field.weights[members].sum()) for members in sets]
        wrong = [outside(size, self.field.bounds) if size else 0 for size in sizes]
        return self._free(sets, groups) + OUTSIDE * np.array(wrong, dtype=np.float64)

    def _lengths(self, sets: Sequence[Ints]) -> Floats:
        keys = [members.tobytes() for members in sets]
        missing = {key: place for place, key in enumerate(keys) if key not in self.field.known}
        found = lengths_of_sets(self.field.metres, [sets[place] for place in missing.values()])
        self.field.known.update(zip(missing, found.tolist(), strict=True))
        return np.array([self.field.known[key] for key in keys], dtype=np.float64)

    def _aside(self, members: Ints, group: int) -> float:
        """What a group costs beside walking and its size."""
        weights, homes = self.field.weights[members], self.field.homes[members]
        left = int(weights[(homes >= 0) & (homes != group)].sum())
        return MOVED * left + CONFLICT * self._conflicts(members)

    def _conflicts(self, members: Ints) -> int:
        """How many of these must stay apart from another one here, each counted."""
        apart = self.field.apart
        if not apart:
            return 0
        inside = set(members.tolist())
        return sum(len(apart[node] & inside) for node in sorted(inside & apart.keys()))

    def _evaluated(self, drafts: Sequence[tuple[tuple[int, int], Ints, Ints]]) -> Iterator[Change]:
        """The drafts that gain something."""
        sets = [members for _, one, other in drafts for members in (one, other)]
        prices = self._prices(sets, [group for groups, _, _ in drafts for group in groups])
        for place, (groups, one, other) in enumerate(drafts):
            before = self.prices[groups[0]] + self.prices[groups[1]]
            gain = float(before - prices[2 * place] - prices[2 * place + 1])
            if gain > _LEAST_GAIN:
                yield Change(gain, groups, (one, other))

    def _moves(self, stale: set[int]) -> Iterator[Change]:
        """A household goes over to a group nearby."""
        drafts = []
        for node, target in self._borderers(stale):
            source = int(self.labels[node])
            if node in self.field.apart or self._fits(source, target, node):
                members = self.groups[source]
                drafts.append(
                    ((source, target), members[members != node], self._with(target, node))
                )
        return self._evaluated(drafts)

    def _exchanges(self, stale: set[int]) -> Iterator[Change]:
        """Two households on a border change places."""
        sides: dict[tuple[int, int], list[int]] = {}
        for node, target in self._borderers(stale):
            sides.setdefault((int(self.labels[node]), target), []).append(node)
        drafts = []
        for (one, other), nodes in sides.items():
            if one < other:
                for node in self._closest(nodes, other):
                    for back in self._closest(sides.get((other, one), []), one):
                        drafts.append(((one, other), *self._swapped(node, back)))
        return self._evaluated(drafts)

    def _borders(self, stale: set[int]) -> Iterator[Change]:
        """Two groups are thrown together and cut where their common tree is longest."""
        pairs = sorted(
            {
                (min(source, target), max(source, target))
                for node, target in self._borderers(stale)
                for source in [int(self.labels[node])]
            }
        )
        drafts = []
        first = 0
        unions = [np.concatenate((self.groups[one], self.groups[other])) for one, other in pairs]
        for trees in trees_of_sets(self.field.metres, unions):
            batch = slice(first, first + len(trees.order))
            first = batch.stop
            for pair, union, part in zip(
                pairs[batch], unions[batch], self._parts(trees, unions[batch]), strict=True
            ):
                inside, rest = np.sort(union[part]), np.sort(union[~part])
                drafts += [(pair, inside, rest), (pair, rest, inside)]
        return self._evaluated(drafts)

    def _parts(self, trees: Tree, unions: Sequence[Ints]) -> Iterator[Flags]:
        """Which members of each union lie beyond its best cut."""
        rows = np.arange(len(unions))
        sizes = np.zeros(trees.order.shape, dtype=np.intp)
        for row, union in enumerate(unions):
            sizes[row, : len(union)] = self.field.weights[union]
        total = sizes.sum(axis=1)[:, None]
        for place in range(trees.order.shape[1] - 1, 0, -1):
            node = trees.order[:, place]
            sizes[rows, trees.parents[rows, node]] += sizes[rows, node]
        worth = np.where(np.isfinite(trees.lengths), trees.lengths, -np.inf)
        worth[:, 0] = -np.inf
        worth -= OUTSIDE * (self._wrong(sizes) + self._wrong(total - sizes))
        for row, union in enumerate(unions):
            beyond = np.zeros(trees.order.shape[1], dtype=np.bool_)
            beyond[int(np.argmax(worth[row]))] = True
            for node in trees.order[row, 1:].tolist():
                beyond[node] |= beyond[trees.parents[row, node]]
            yield beyond[: len(union)]

    def _wrong(self, sizes: Ints) -> Ints:
        bounds = self.field.bounds
        return np.maximum(0, bounds.minimum - sizes) + np.maximum(0, sizes - bounds.maximum)

    def _borderers(self, stale: set[int]) -> list[tuple[int, int]]:
        """Who lives near another group, and that group, where one of the two is stale."""
        count = len(self.groups)
        around = self.labels[self.field.near]
        fresh = np.ones(count, dtype=np.bool_)
        fresh[list(stale)] = False
        own = np.broadcast_to(self.labels[:, None], around.shape)
        nodes, places = np.nonzero((around != own) & ~(fresh[around] & fresh[own]))
        found = set((nodes * count + around[nodes, places]).tolist())
        for group in sorted(stale):
            found.update(node * count + target for node, target in self._outlying(group))
        return [divmod(code, count) for code in sorted(found)]

    def _outlying(self, group: int) -> Iterator[tuple[int, int]]:
        """Who is nearest to a group, however far off, and who of it is nearest to them."""
        members = self.groups[group]
        if not len(members) or len(members) == len(self.labels):
            return
        ways = self.field.metres[members].min(axis=0)
        ways[members] = np.inf
        for node in np.argsort(ways, kind="stable")[:AT_BORDER].tolist():
            if self.labels[node] != group:
                yield node, group
                yield (
                    int(members[self.field.metres[members, node].argmin()]),
                    int(self.labels[node]),
                )

    def _fits(self, source: int, target: int, node: int) -> bool:
        """Whether sizes get no worse if a node goes over."""
        bounds, weight = self.field.bounds, int(self.field.weights[node])
        giver, taker = self.size(source), self.size(target)
        after = outside(giver - weight, bounds) if giver > weight else 0
        after += outside(taker + weight, bounds)
        return after <= outside(giver, bounds) + outside(taker, bounds)

    def size(self, group: int) -> int:
        """How many households a group has."""
        return int(self.field.weights[self.groups[group]].sum())

    def _with(self, group: int, node: int) -> Ints:
        members = self.groups[group]
        place = int(np.searchsorted(members, node))
        return np.concatenate((members[:place], [node], members[place:]))

    def _swapped(self, node: int, back: int) -> tuple[Ints, Ints]:
        one = self._with(int(self.labels[node]), back)
        other = self._with(int(self.labels[back]), node)
        return one[one != node], other[other != back]

    def _closest(self, nodes: list[int], group: int) -> list[int]:
        if len(nodes) <= AT_BORDER:
            return nodes
        ways = self.field.metres[nodes][:, self.groups[group]].min(axis=1)
        return [nodes[place] for place in np.argsort(ways, kind="stable")[:AT_BORDER].tolist()]

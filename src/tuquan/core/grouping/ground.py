"""How far it is from household to household: straight lines, lanes, rivers and main roads (F-18).

Households are numbered 0, 1, 2… here; whoever calls knows whose number it is. What must stay
together is one node of the ground, as near to another node as its nearest household.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]
XY = tuple[float, float]

OTHER_LANE = 1.5
"""A straight line from lane to lane is walked around a corner: so much longer it counts."""

FAR = 1e12
"""The price of an impassable barrier: dearer than all walking, but a number one can add up."""

_ROUNDING = 1e-6
"""Metres by which a sum of distances may be off."""

_CHUNK = 200_000
"""Tests of a line against a stretch of barrier made at once, so that they stay in the cache."""


@dataclass(frozen=True, slots=True)
class Barrier:
    """A river, railway or main road as a line in metres; without a price nobody gets across."""

    name: str
    line: tuple[XY, ...]
    price: float | None = None

    @property
    def impassable(self) -> bool:
        """Whether nobody gets across."""
        return self.price is None

    @property
    def cost(self) -> float:
        """Metres that a crossing counts."""
        return FAR if self.price is None else self.price


class Metric(Protocol):
    """The way between households, for numbers given as arrays that broadcast."""

    def least(self, one: Ints, other: Ints) -> Floats:
        """Quickly found metres, never more than `metres`."""

    def metres(self, one: Ints, other: Ints) -> Floats:
        """Metres walked, with what is added for barriers."""


class Walking:
    """The metric of points, lanes and barriers."""

    def __init__(
        self, points: Sequence[XY], lanes: Sequence[int], barriers: Sequence[Barrier] = ()
    ) -> None:
        """Take the points in metres, a number for each lane, and the barriers."""
        at = np.array(points, dtype=np.float64).reshape(-1, 2)
        self._x, self._y = np.ascontiguousarray(at[:, 0]), np.ascontiguousarray(at[:, 1])
        self._lanes = np.array(lanes, dtype=np.intp)
        self._barriers = tuple(barriers)
        self._lines = [np.array(barrier.line, dtype=np.float64) for barrier in self._barriers]
        self._beside = [_distance_to_line(at, line) for line in self._lines]

    def straight(self, one: Ints, other: Ints) -> Floats:
        """Metres as the crow flies."""
        return np.hypot(self._x[one] - self._x[other], self._y[one] - self._y[other])

    def least(self, one: Ints, other: Ints) -> Floats:
        """Metres without barriers."""
        metres = self.straight(one, other)
        return np.where(self._lanes[one] == self._lanes[other], metres, OTHER_LANE * metres)

    def metres(self, one: Ints, other: Ints) -> Floats:
        """Metres, and the price of each barrier crossed."""
        total = self.least(one, other)
        for barrier, crossed in zip(self._barriers, self._crossings(one, other), strict=True):
            total += np.where(crossed, barrier.cost, 0.0)
        return total

    def crossed(self, one: int, other: int) -> tuple[Barrier, ...]:
        """The barriers between two households."""
        found = self._crossings(np.array([one]), np.array([other]))
        return tuple(barrier for barrier, hit in zip(self._barriers, found, strict=True) if hit[0])

    def _crossings(self, one: Ints, other: Ints) -> list[Flags]:
        if not self._barriers:
            return []
        one, other = np.broadcast_arrays(one, other)
        straight = self.straight(one, other)
        return [
            self._crosses(line, beside, one, other, straight)
            for line, beside in zip(self._lines, self._beside, strict=True)
        ]

    def _crosses(
        self, line: Floats, beside: Floats, one: Ints, other: Ints, straight: Floats
    ) -> Flags:
        # Who walks less than both ends are away from the barrier cannot have been at it; whoever
        # crosses it at right angles walks just as far, give or take a rounding.
        near = straight >= beside[one] + beside[other] - _ROUNDING
        result = np.zeros(one.shape, dtype=np.bool_)
        starts, ends = one[near], other[near]
        hits = np.zeros(len(starts), dtype=np.bool_)
        step = max(1, _CHUNK // len(line))
        for first in range(0, len(starts), step):
            part = slice(first, first + step)
            hits[part] = self._cuts(line, starts[part], ends[part])
        result[near] = hits
        return result

    def _cuts(self, line: Floats, one: Ints, other: Ints) -> Flags:
        """Whether a barrier cuts lines; a corner of it belongs to one stretch of it only."""
        px, py = self._x[one][:, None], self._y[one][:, None]
        qx, qy = self._x[other][:, None], self._y[other][:, None]
        x, y = line[None, :, 0], line[None, :, 1]
        corner = (qx - px) * (y - py) - (qy - py) * (x - px) >= 0
        ax, ay, bx, by = x[:, :-1], y[:, :-1], x[:, 1:], y[:, 1:]
        start = (bx - ax) * (py - ay) - (by - ay) * (px - ax) >= 0
        end = (bx - ax) * (qy - ay) - (by - ay) * (qx - ax) >= 0
        hits: Flags = np.any((corner[:, :-1] != corner[:, 1:]) & (start != end), axis=1)
        return hits


def _distance_to_line(at: Floats, line: Floats) -> Floats:
    """How far each point is from the nearest stretch of a line."""
    nearest = np.full(len(at), np.inf)
    for start, end in zip(line[:-1], line[1:], strict=True):
        along = end - start
        share = (at - start) @ along / max(float(along @ along), 1e-12)
        foot = start + np.clip(share, 0.0, 1.0)[:, None] * along
        nearest = np.minimum(nearest, np.hypot(*(at - foot).T))
    return nearest


class Ground:
    """Nodes of one household or of several that stay together, and the way between nodes."""

    def __init__(self, metric: Metric, nodes: Sequence[Sequence[int]]) -> None:
        """Take the households of each node."""
        self.metric = metric
        self.nodes = tuple(np.array(node, dtype=np.intp) for node in nodes)
        self.weights = np.array([len(node) for node in nodes], dtype=np.intp)
        self._members = np.concatenate(self.nodes)
        self._starts = np.cumsum(self.weights) - self.weights
        self._merged = len(self._members) > len(self.nodes)

    def __len__(self) -> int:
        """How many nodes there are."""
        return len(self.nodes)

    def row(self, node: int, *, least: bool = False) -> Floats:
        """The way from one node to all."""
        of = self.metric.least if least else self.metric.metres
        own = self.nodes[node]
        found = of(own[:1], self._members)
        for place in range(1, len(own)):
            found = np.minimum(found, of(own[place : place + 1], self._members))
        return np.minimum.reduceat(found, self._starts) if self._merged else found

    def way(self, node: int, others: Ints) -> Floats:
        """The way from one node to some others."""
        if not self._merged:
            return self.metric.metres(self._members[node : node + 1], self._members[others])
        return self.row(node)[others]

    def matrix(self, nodes: Ints) -> Floats:
        """The way between each two of these nodes."""
        members = np.concatenate([self.nodes[node] for node in nodes])
        metres = np.zeros((len(members), len(members)))
        upper = np.triu_indices(len(members), 1)
        metres[upper] = self.metric.metres(members[upper[0]], members[upper[1]])
        metres += metres.T
        if len(members) == len(nodes):
            return metres
        weights = self.weights[nodes]
        starts = np.cumsum(weights) - weights
        return np.minimum.reduceat(np.minimum.reduceat(metres, starts, axis=0), starts, axis=1)

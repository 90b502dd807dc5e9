"""What a proposal is made from: households with what is known of where they live, and wishes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from tuquan.core.grouping.ground import XY, Barrier, Floats, Ints, Walking
from tuquan.core.grouping.lanes import Door, walking_order
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import same_name_key

NEXT_DOOR, NEXT_LANE = 10.0, 40.0
"""Metres taken from door to door and from lane to lane where only the list is known."""


@dataclass(frozen=True, slots=True)
class Home:
    """A household as the list has it; `point` in metres, `group` the one it is in so far.

    A fixed one stays in the group it is in.
    """

    key: int
    lane: str = ""
    house_number: str = ""
    order: int = 0
    point: XY | None = None
    group: int | None = None
    fixed: bool = False

    @property
    def is_fixed(self) -> bool:
        """Whether it must stay in the group it is in; in none, nothing holds it."""
        return self.fixed and self.group is not None


@dataclass(frozen=True, slots=True)
class Wishes:
    """Households that must be in one group, and households no two of which may be in one."""

    together: tuple[tuple[int, ...], ...] = ()
    apart: tuple[tuple[int, ...], ...] = ()


class InList:
    """The metric of a list without points: door after door, lane after lane."""

    def __init__(self, lanes: Sequence[int]) -> None:
        """Take the lane of each household in walking order."""
        steps = [NEXT_DOOR if one == other else NEXT_LANE for one, other in pairwise(lanes)]
        self._at = np.cumsum([0.0, *steps])

    def least(self, one: Ints, other: Ints) -> Floats:
        """Metres along the list."""
        metres: Floats = np.abs(self._at[one] - self._at[other])
        return metres

    metres = least

    def crossed(self, one: int, other: int) -> tuple[Barrier, ...]:
        """No barrier is known."""
        return ()


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Households in walking order, the way between them, and whose place is only guessed."""

    homes: tuple[Home, ...]
    lanes: tuple[int, ...]
    metric: Walking | InList
    guessed: frozenset[int] = frozenset()
    places: Mapping[int, int] = field(default_factory=dict)

    @property
    def has_points(self) -> bool:
        """Whether ways are measured between points, not along the list."""
        return isinstance(self.metric, Walking)


def neighbourhood(homes: Sequence[Home], barriers: Sequence[Barrier] = ()) -> Neighbourhood:
    """Put households in walking order; with points for half of them or more, measure by points.

    A household without a point is taken to live between its neighbours in the list.
    """
    by_key = {home.key: home for home in homes}
    doors = [Door(home.key, home.lane, home.house_number, home.order) for home in homes]
    walked = tuple(by_key[door.key] for door in walking_order(doors))
    numbers: dict[str, int] = {}
    lanes = tuple(numbers.setdefault(same_name_key(home.lane), len(numbers)) for home in walked)
    places = {home.key: place for place, home in enumerate(walked)}
    known = [place for place, home in enumerate(walked) if home.point is not None]
    if not known or 2 * len(known) < len(walked):
        return Neighbourhood(walked, lanes, InList(lanes), places=places)
    points = [home.point or _between(walked, lanes, known, at) for at, home in enumerate(walked)]
    guessed = frozenset(home.key for home in walked if home.point is None)
    return Neighbourhood(walked, lanes, Walking(points, lanes, barriers), guessed, places)


def _between(homes: Sequence[Home], lanes: Sequence[int], known: Sequence[int], at: int) -> XY:
    """Between the nearest in the list on either side; of these only those of its lane, if any."""
    before = max((place for place in known if place < at), default=None)
    after = min((place for place in known if place > at), default=None)
    sides = [place for place in (before, after) if place is not None]
    own = [place for place in sides if lanes[place] == lanes[at]] or sides
    total = sum(1 / abs(place - at) for place in own)
    shares = [(homes[place].point or (0.0, 0.0), 1 / abs(place - at) / total) for place in own]
    return (
        sum(point[0] * share for point, share in shares),
        sum(point[1] * share for point, share in shares),
    )


@dataclass(frozen=True, slots=True)
class Nodes:
    """Places in a neighbourhood that stay together, and which of the nodes must stay apart."""

    nodes: tuple[tuple[int, ...], ...]
    apart: dict[int, frozenset[int]]
    homes: Ints
    """The place in `existing` of each node's group so far, or -1."""
    existing: tuple[int, ...]


def nodes_of(around: Neighbourhood, wishes: Wishes) -> Nodes:
    """What stays together as one node, and which nodes must stay apart."""
    fixed = _fixed(around.homes)
    nodes = _joined(around, wishes)
    node_of = {place: index for index, node in enumerate(nodes) for place in node}
    sets = [[around.places[key] for key in keys] for keys in wishes.apart]
    sets.append([places[0] for places in fixed.values()])
    existing = tuple(sorted({home.group for home in around.homes if home.group is not None}))
    homes = [_home(around.homes, node, existing) for node in nodes]
    return Nodes(nodes, _conflicts(sets, node_of), np.array(homes, dtype=np.intp), existing)


def contradictions(around: Neighbourhood, wishes: Wishes) -> list[Problem]:
    """Wishes that cannot all come true, with the households they are about."""
    named = [key for keys in (*wishes.together, *wishes.apart) for key in keys]
    if unknown := sorted({key for key in named if key not in around.places}):
        return [Problem("households_unknown", params={"households": tuple(unknown)})]
    problems = []
    for node in _joined(around, wishes):
        members = {around.homes[place].key for place in node}
        for keys in wishes.apart:
            if len(met := sorted(members & set(keys))) > 1:
                problems.append(Problem("together_and_apart", params={"households": tuple(met)}))
        fixed = [around.homes[place] for place in node if around.homes[place].is_fixed]
        firsts = {home.group: home.key for home in reversed(fixed)}
        if len(firsts) > 1:
            params = {"households": tuple(sorted(firsts.values()))}
            problems.append(Problem("together_and_fixed_apart", params=params))
    return problems


def check_wishes(homes: Sequence[Home], wishes: Wishes) -> tuple[Problem, ...]:
    """Why wishes about these households cannot all come true, before anything is proposed."""
    return tuple(contradictions(neighbourhood(homes), wishes))


def _joined(around: Neighbourhood, wishes: Wishes) -> tuple[tuple[int, ...], ...]:
    joined = [[around.places[key] for key in keys] for keys in wishes.together]
    return _merged(len(around.homes), [*joined, *_fixed(around.homes).values()])


def _fixed(homes: Sequence[Home]) -> dict[int, tuple[int, ...]]:
    fixed: dict[int, tuple[int, ...]] = {}
    for place, home in enumerate(homes):
        if home.group is not None and home.fixed:
            fixed[home.group] = (*fixed.get(home.group, ()), place)
    return fixed


def _merged(count: int, joined: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    first = list(range(count))
    for places in joined:
        roots = {_root(first, place) for place in places}
        for root in roots:
            first[root] = min(roots)
    nodes: dict[int, list[int]] = {}
    for place in range(count):
        nodes.setdefault(_root(first, place), []).append(place)
    return tuple(tuple(node) for node in nodes.values())


def _root(first: Sequence[int], place: int) -> int:
    while first[place] != place:
        place = first[place]
    return place


def _conflicts(
    sets: Sequence[Sequence[int]], node_of: Mapping[int, int]
) -> dict[int, frozenset[int]]:
    apart: dict[int, frozenset[int]] = {}
    for places in sets:
        nodes = frozenset(node_of[place] for place in places)
        for node in sorted(nodes) if len(nodes) > 1 else ():
            apart[node] = apart.get(node, frozenset()) | (nodes - {node})
    return apart


def _home(homes: Sequence[Home], node: Sequence[int], existing: Sequence[int]) -> int:
    """The group of a fixed household, else the one that most of the node are in."""
    groups = [homes[place].group for place in node]
    fixed = [homes[place].group for place in node if homes[place].is_fixed]
    counted = [group for group in (fixed or groups) if group is not None]
    if not counted:
        return -1
    most = max(sorted(set(counted)), key=counted.count)
    return list(existing).index(most)

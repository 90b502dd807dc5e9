"""Several proposals for the groups of an area, to be compared by their measures (F-18 to F-20)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from tuquan.core.grouping.explaining import Explained, lanes_of, reasons
from tuquan.core.grouping.ground import Barrier, Ground, Ints
from tuquan.core.grouping.homes import (
    Home,
    Neighbourhood,
    Nodes,
    Wishes,
    contradictions,
    neighbourhood,
    nodes_of,
)
from tuquan.core.grouping.keeping import keep_groups
from tuquan.core.grouping.lanes import Door, propose_groups
from tuquan.core.grouping.measuring import Measures, continued_groups, measure, web_of
from tuquan.core.grouping.sizes import (
    ProposedGroup,
    SizeBounds,
    common_sizes,
    outside,
)
from tuquan.core.grouping.solving import Area
from tuquan.core.problems import Problem
from tuquan.core.reasons import Reason

METHODS = ("least_walking", "keep_existing", "even_sizes", "by_lanes")

NO_WISHES = Wishes()


@dataclass(frozen=True, slots=True)
class Proposal:
    """Groups by one method, in the order one meets them, with figures and remarks on the whole."""

    method: str
    groups: tuple[ProposedGroup, ...]
    measures: Measures
    remarks: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class _Work:
    around: Neighbourhood
    nodes: Nodes
    area: Area
    bounds: SizeBounds


def propose(
    homes: Sequence[Home],
    bounds: SizeBounds,
    barriers: Sequence[Barrier] = (),
    wishes: Wishes = NO_WISHES,
    methods: Sequence[str] = METHODS,
) -> tuple[tuple[Proposal, ...], tuple[Problem, ...]]:
    """Proposals by those of the methods that apply; or the problems why there can be none.

    Without points only what exists and the lanes can be gone by; nothing is kept where nothing
    exists. Some households only: give only them. Soft bounds always have a proposal.
    """
    work, problems = _prepared(homes, bounds, barriers, wishes)
    if work is None:
        return (), tuple(problems)
    if problems := [] if bounds.soft else _impossible(work):
        return (), tuple(problems)
    found = [
        _proposal(work, method, _METHODS[method](work), barriers)
        for method in methods
        if _applies(work, method)
    ]
    if bounds.soft:
        return tuple(found), ()
    kept = tuple(proposal for proposal in found if not proposal.measures.outside)
    return kept, () if kept else _not_found(found, bounds)


def whole_area(
    homes: Sequence[Home], bounds: SizeBounds, barriers: Sequence[Barrier] = ()
) -> Proposal | None:
    """All households as one group, with its measures; None where nobody lives."""
    work, _ = _prepared(homes, bounds, barriers, NO_WISHES)
    if work is None:
        return None
    return _proposal(work, "whole_area", np.zeros(len(work.nodes.nodes), dtype=np.intp), barriers)


def _prepared(
    homes: Sequence[Home], bounds: SizeBounds, barriers: Sequence[Barrier], wishes: Wishes
) -> tuple[_Work | None, list[Problem]]:
    if not homes:
        return None, [Problem("no_households_to_group")]
    around = neighbourhood(homes, barriers)
    if problems := contradictions(around, wishes):
        return None, problems
    nodes = nodes_of(around, wishes)
    area = Area(Ground(around.metric, nodes.nodes), bounds, nodes.apart)
    return _Work(around, nodes, area, bounds), []


def _applies(work: _Work, method: str) -> bool:
    if method == "by_lanes":
        return True
    return bool(work.nodes.existing) if method == "keep_existing" else work.around.has_points


def _impossible(work: _Work) -> list[Problem]:
    """Why hard bounds cannot be met: by the number of households, part by part."""
    shown = {"minimum": work.bounds.minimum, "maximum": work.bounds.maximum}
    problems = [
        Problem(
            "together_too_many",
            params={"count": len(node), "households": _keys(work, node), **shown},
        )
        for node in work.nodes.nodes
        if len(node) > work.bounds.maximum
    ]
    sizes = np.bincount(work.area.parts, work.area.ground.weights).astype(int).tolist()
    code = "no_sizes_fit" if len(sizes) == 1 else "no_sizes_fit_in_part"
    for part, count in enumerate(sizes):
        if -(-count // work.bounds.maximum) > count // work.bounds.minimum:
            members = work.nodes.nodes[int(np.flatnonzero(work.area.parts == part)[0])]
            first = _keys(work, members)[0]
            problems.append(Problem(code, params={"count": count, "household": first, **shown}))
    return problems


def _not_found(found: Sequence[Proposal], bounds: SizeBounds) -> tuple[Problem, ...]:
    """Numbers would allow groups, but what must be kept does not; the nearest miss says where."""
    nearest = min(found, key=lambda proposal: proposal.measures.outside)
    wrong = [len(group.members) for group in nearest.groups]
    sizes = tuple(size for size in wrong if outside(size, bounds))
    shown = {"minimum": bounds.minimum, "maximum": bounds.maximum, "sizes": sizes}
    return (Problem("no_groups_found", params=shown),)


def _keys(work: _Work, places: Sequence[int]) -> tuple[int, ...]:
    return tuple(work.around.homes[place].key for place in places)


def _least_walking(work: _Work) -> Ints:
    return work.area.least_walking().labels


def _keep_existing(work: _Work) -> Ints:
    return keep_groups(work.area, work.nodes.homes).labels


def _even_sizes(work: _Work) -> Ints:
    """Groups no more than one household off the size that equal groups would have."""
    smaller, larger = common_sizes(len(work.around.homes), work.bounds)
    even = SizeBounds(
        max(work.bounds.minimum, smaller - 1), min(work.bounds.maximum, larger + 1), soft=True
    )
    labels = replace(work.area, bounds=even).least_walking().labels
    # Where rivers part the area, even sizes may be further from the bounds than need be.
    return _least_walking(work) if _wrong(work, labels) else labels


def _wrong(work: _Work, labels: Ints) -> bool:
    sizes = np.bincount(labels, work.area.ground.weights).astype(int).tolist()
    return any(outside(size, work.bounds) for size in sizes if size)


def _by_lanes(work: _Work) -> Ints:
    """As the list has it, part by part; changed only where wishes forbid it."""
    places = work.around.places
    part_of = {
        place: int(work.area.parts[index])
        for index, node in enumerate(work.nodes.nodes)
        for place in node
    }
    labels: dict[int, int] = {}
    for part in sorted(set(part_of.values())):
        doors = [
            Door(home.key, home.lane, home.house_number, home.order)
            for home in work.around.homes
            if part_of[places[home.key]] == part
        ]
        for group in propose_groups(doors, work.bounds):
            new = len(set(labels.values()))
            labels.update({places[key]: new for key in group.members})
    listed = np.array([labels[node[0]] for node in work.nodes.nodes], dtype=np.intp)
    free = len(work.nodes.nodes) == len(work.around.homes) and not work.nodes.apart
    return listed if free else work.area.polished(listed).labels


_METHODS: dict[str, Callable[[_Work], Ints]] = {
    "least_walking": _least_walking,
    "keep_existing": _keep_existing,
    "even_sizes": _even_sizes,
    "by_lanes": _by_lanes,
}


def _proposal(work: _Work, method: str, labels: Ints, barriers: Sequence[Barrier]) -> Proposal:
    around = work.around
    of_place = {
        place: int(label)
        for node, label in zip(work.nodes.nodes, labels, strict=True)
        for place in node
    }
    grouped: dict[int, list[int]] = {}
    for place in sorted(of_place):
        grouped.setdefault(of_place[place], []).append(place)
    groups = list(grouped.values())
    webs = [web_of(around, group) for group in groups]
    continued = continued_groups(around, groups)
    known = Explained(around, work.bounds, work.nodes, Counter(around.lanes))
    return Proposal(
        method,
        tuple(
            ProposedGroup(
                _keys(work, group),
                tuple(lanes_of(around, group).values()),
                tuple(reasons(known, group, web, kept)),
                kept,
            )
            for group, web, kept in zip(groups, webs, continued, strict=True)
        ),
        measure(around, groups, webs, work.bounds, continued),
        tuple(_remarks(around, barriers)),
    )


def _remarks(around: Neighbourhood, barriers: Sequence[Barrier]) -> list[Reason]:
    """What the whole proposal had to do without."""
    if around.has_points:
        return [Reason("placed_by_list", {"count": len(around.guessed)})] if around.guessed else []
    known = sum(home.point is not None for home in around.homes)
    remarks = [Reason("too_few_points", {"known": known, "total": len(around.homes)})]
    names = tuple(barrier.name for barrier in barriers)
    return [*remarks, Reason("barriers_unused", {"barriers": names})] if names else remarks

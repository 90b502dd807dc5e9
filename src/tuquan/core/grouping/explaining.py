"""Why a group is as it is: its lanes, what lies at its border, what had to be kept (F-18)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tuquan.core.grouping.ground import Ints
from tuquan.core.grouping.homes import Neighbourhood, Nodes
from tuquan.core.grouping.measuring import Web
from tuquan.core.grouping.sizes import SizeBounds, size_remark
from tuquan.core.reasons import Reason
from tuquan.core.vietnamese import tidy


@dataclass(frozen=True, slots=True)
class Explained:
    """What the reasons of all groups of a proposal are drawn from."""

    around: Neighbourhood
    bounds: SizeBounds
    nodes: Nodes
    lane_sizes: Counter[int]


def lanes_of(around: Neighbourhood, group: Sequence[int]) -> dict[int, str]:
    """The lanes of a group, each under its first spelling."""
    names: dict[int, str] = {}
    for place in group:
        names.setdefault(around.lanes[place], tidy(around.homes[place].lane))
    return names


def reasons(
    known: Explained, group: Sequence[int], web: Web, continued: int | None
) -> Iterator[Reason]:
    """Lanes, border, wishes, what is kept, guessed places, size: in this order."""
    around = known.around
    names = lanes_of(around, group)
    counted = Counter(around.lanes[place] for place in group)
    for lane, name in names.items():
        count, total = counted[lane], known.lane_sizes[lane]
        shown = {"lane": name, "count": count}
        if count == total:
            yield Reason("lane_kept_whole", shown)
        else:
            yield Reason("lane_shared", {**shown, "total": total})
    if around.has_points and len(group) < len(around.homes):
        yield _border(known, group, web)
    yield from _wished(known, group)
    if continued is not None:
        stayed = sum(around.homes[place].group == continued for place in group)
        shown_kept = {"group": continued, "stayed": stayed, "joined": len(group) - stayed}
        yield Reason("group_kept", shown_kept)
    guessed = sum(around.homes[place].key in around.guessed for place in group)
    if guessed:
        yield Reason("placed_by_list", {"count": guessed})
    if remark := size_remark(len(group), known.bounds):
        yield remark


def _border(known: Explained, group: Sequence[int], web: Web) -> Reason:
    """What lies between a group and the nearest household of another."""
    around = known.around
    others = np.setdiff1d(np.arange(len(around.homes)), np.array(group))
    metres, inside, outside = min(_links(around, group, others))
    barriers = [barrier.name for barrier in around.metric.crossed(inside, outside)]
    if barriers:
        return Reason("border_at_barrier", {"barriers": tuple(barriers)})
    if metres > web.longest_way:
        return Reason("border_at_gap", {"metres": round(metres)})
    bounds = {"minimum": known.bounds.minimum, "maximum": known.bounds.maximum}
    return Reason("border_for_size", {"metres": round(metres), **bounds})


def _links(
    around: Neighbourhood, group: Sequence[int], others: Ints
) -> Iterator[tuple[float, int, int]]:
    for place in group:
        ways = around.metric.metres(np.array([place]), others)
        nearest = int(np.argmin(ways))
        yield float(ways[nearest]), place, int(others[nearest])


def _wished(known: Explained, group: Sequence[int]) -> Iterator[Reason]:
    inside = set(group)
    for index, node in enumerate(known.nodes.nodes):
        if node[0] not in inside:
            continue
        if len(node) > 1:
            yield Reason("held_together", {"households": _keys(known, node)})
        apart = sorted(known.nodes.apart.get(index, ()))
        if apart:
            others = [known.nodes.nodes[other][0] for other in apart]
            shown = {"household": _keys(known, node)[0], "others": _keys(known, others)}
            yield Reason("held_apart", shown)


def _keys(known: Explained, places: Sequence[int]) -> tuple[int, ...]:
    return tuple(known.around.homes[place].key for place in places)

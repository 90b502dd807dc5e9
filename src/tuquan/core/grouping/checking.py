"""What an officer should know at once when moving a household by hand (F-19)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from tuquan.core.grouping.ground import Barrier
from tuquan.core.grouping.homes import Home, Neighbourhood, Wishes, neighbourhood
from tuquan.core.grouping.improving import NEIGHBOURS
from tuquan.core.grouping.sizes import SizeBounds, size_remark
from tuquan.core.reasons import Reason

NOBODY_WISHES = Wishes()


def check_move(
    homes: Sequence[Home],
    groups: Mapping[int, Sequence[int]],
    household: int,
    target: int,
    bounds: SizeBounds,
    barriers: Sequence[Barrier] = (),
    wishes: Wishes = NOBODY_WISHES,
) -> tuple[Reason, ...]:
    """Remarks on moving a household to another group; `groups` are the households of each so far.

    Nothing is forbidden here: the remarks say sizes, neighbours, barriers and wishes.
    """
    source = next((key for key, members in groups.items() if household in members), None)
    if source == target:
        return ()
    left = [] if source is None else [key for key in groups[source] if key != household]
    joined = list(groups[target])
    around = neighbourhood(homes, barriers)
    return (
        *_sizes(source, len(left), target, len(joined) + 1, bounds),
        *_neighbours(around, household, joined, target),
        *_wishes(wishes, household, left, joined),
        *_fixed(around.homes[around.places[household]]),
    )


def _sizes(
    source: int | None, left: int, target: int, joined: int, bounds: SizeBounds
) -> Iterator[Reason]:
    sizes = [(target, joined)] if source is None else [(source, left), (target, joined)]
    for group, size in sizes:
        remark = size_remark(size, bounds)
        if remark:
            yield Reason(remark.code, {**remark.params, "group": group})


def _neighbours(
    around: Neighbourhood, household: int, joined: Sequence[int], target: int
) -> Iterator[Reason]:
    if not joined:
        return
    place = around.places[household]
    ways = around.metric.metres(np.array([place]), np.arange(len(around.homes)))
    members = [around.places[key] for key in joined]
    nearest = min(members, key=lambda member: (ways[member], member))
    # The household is one of its own nearest.
    closer = int((ways < ways[nearest]).sum()) - 1
    if closer >= NEIGHBOURS:
        metres = round(float(around.metric.least(np.array([place]), np.array([nearest]))[0]))
        shown = {"metres": metres} if around.has_points else {}
        yield Reason("no_neighbour_in_group", {"group": target, **shown})
    for barrier in around.metric.crossed(place, nearest):
        shown_barrier = {"barrier": barrier.name, "impassable": barrier.impassable}
        yield Reason("crosses_barrier", shown_barrier)


def _wishes(
    wishes: Wishes, household: int, left: Sequence[int], joined: Sequence[int]
) -> Iterator[Reason]:
    staying = _others(wishes.together, household) & set(left)
    if staying:
        yield Reason("separates", {"household": household, "others": tuple(sorted(staying))})
    meeting = _others(wishes.apart, household) & set(joined)
    if meeting:
        yield Reason("brings_together", {"household": household, "others": tuple(sorted(meeting))})


def _others(sets: Sequence[Sequence[int]], household: int) -> set[int]:
    return {key for keys in sets if household in keys for key in keys} - {household}


def _fixed(home: Home) -> Iterator[Reason]:
    if home.is_fixed:
        yield Reason("is_fixed", {"household": home.key})

"""Several ways to group the households of an area, to be compared before one is chosen (F-18)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import cos, hypot, radians

from tuquan.base.errors import Invalid
from tuquan.core.grouping import METHODS, Home, Proposal, Reason, check_move, propose
from tuquan.core.points import Degrees, middle_of
from tuquan.core.problems import Problem
from tuquan.core.programme import GroupRules
from tuquan.core.sketch_map import METRES_PER_DEGREE
from tuquan.groups.models import Membership, ResidentGroup
from tuquan.groups.queries.finding import size_bounds
from tuquan.places.models import Place
from tuquan.programmes.models import Programme
from tuquan.residents.models import Household

FARTHEST = 5000.0
"""Metres from the middle of an area beyond which a point is a slip, not where somebody lives."""

MANY_HOUSEHOLDS = 400
"""With more households a page would be waited for; only the quicker methods are compared then."""

QUICK_METHODS = ("least_walking", "by_lanes")

_CHECKED = frozenset({"no_neighbour_in_group", "crosses_barrier"})
"""What of a move is told household by household; sizes are told group by group."""

_XY = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The proposals for the households of an area, or why there are none."""

    households: int
    grouped_before: bool
    proposals: tuple[Proposal, ...]
    problems: tuple[Problem, ...]


def in_metres(points: Mapping[int, Degrees]) -> dict[int, _XY]:
    """Where points lie, in metres east and north of their middle; without those far from it."""
    if not points:
        return {}
    south, west = middle_of(points)
    across = METRES_PER_DEGREE * cos(radians(float(south)))
    placed = {
        key: (float(longitude - west) * across, float(latitude - south) * METRES_PER_DEGREE)
        for key, (latitude, longitude) in points.items()
    }
    return {key: point for key, point in placed.items() if hypot(*point) <= FARTHEST}


def homes_of(area: Place, programme: Programme) -> list[Home]:
    """Every household of an area: its place in the list, its point, the group it is in now."""
    rows = list(
        Household.objects.current()
        .filter(place=area)
        .order_by("list_order", "pk")
        .values_list("pk", "lane", "house_number", "latitude", "longitude")
    )
    degrees: dict[int, tuple[Decimal, Decimal]] = {
        pk: (latitude, longitude)
        for pk, _lane, _number, latitude, longitude in rows
        if latitude is not None and longitude is not None
    }
    points = in_metres(degrees)
    groups = dict(
        Membership.objects.current()
        .filter(programme=programme, household__place=area)
        .values_list("household_id", "group_id")
    )
    return [
        Home(pk, lane, number, order, points.get(pk), groups.get(pk))
        for order, (pk, lane, number, _latitude, _longitude) in enumerate(rows)
    ]


def homes_to_group(area: Place, programme: Programme) -> list[Home]:
    """The households in no formed group; one that is only proposed may still be chosen anew."""
    formed = set(
        ResidentGroup.objects.formed()
        .filter(programme=programme, place=area)
        .values_list("pk", flat=True)
    )
    return [home for home in homes_of(area, programme) if home.group not in formed]


def can_compare(area: Place, programme: Programme, rules: GroupRules) -> bool:
    """Whether there is a choice: more to go by than the lanes, and enough for two groups."""
    return _has_choice(homes_to_group(area, programme), rules)


def proposals_for(
    area: Place, programme: Programme, rules: GroupRules, methods: Sequence[str] = METHODS
) -> Comparison:
    """Groups by each of the methods that apply (F-18 to F-20); nothing is written."""
    return _compared(homes_to_group(area, programme), rules, methods)


def proposal_by(area: Place, programme: Programme, rules: GroupRules, method: str) -> Proposal:
    """What one method gives; `Invalid` where it is unknown, does not apply, or no sizes fit."""
    if method not in METHODS:
        raise Invalid([Problem("grouping_method_unknown", "method", {"method": method})])
    comparison = proposals_for(area, programme, rules, (method,))
    if comparison.problems:
        raise Invalid(list(comparison.problems))
    if not comparison.proposals:
        raise Invalid([Problem("grouping_method_not_here", "method", {"place": area.name})])
    return comparison.proposals[0]


def comparison_of(area: Place, programme: Programme, rules: GroupRules) -> Comparison | None:
    """The proposals that a page can wait for; None where there is no choice."""
    homes = homes_to_group(area, programme)
    if not _has_choice(homes, rules):
        return None
    return _compared(homes, rules, METHODS if len(homes) <= MANY_HOUSEHOLDS else QUICK_METHODS)


def _has_choice(homes: Sequence[Home], rules: GroupRules) -> bool:
    return _enough_points(homes) and len(homes) >= 2 * size_bounds(rules, len(homes)).minimum


def _enough_points(homes: Sequence[Home]) -> bool:
    known = sum(home.point is not None for home in homes)
    return 0 < len(homes) <= 2 * known


def _compared(homes: Sequence[Home], rules: GroupRules, methods: Sequence[str]) -> Comparison:
    proposals, problems = propose(homes, size_bounds(rules, len(homes)), methods=methods)
    grouped_before = any(home.group is not None for home in homes)
    return Comparison(len(homes), grouped_before, proposals, problems)


def remarks_on_move(
    group: ResidentGroup, rules: GroupRules, households: Sequence[int], to: ResidentGroup
) -> dict[int, tuple[Reason, ...]]:
    """What speaks against moving households to another group, by household (F-19); no refusal.

    They are taken as moved one after another, there and back along the list: whoever moves beside
    somebody with neighbours in the new group is no remark. Without points nothing is known.
    """
    homes = homes_of(group.place, group.programme)
    if not _enough_points(homes):
        return {}
    bounds = size_bounds(rules, len(homes))
    members = {one.pk: [home.key for home in homes if home.group == one.pk] for one in (group, to)}
    remarks: dict[int, tuple[Reason, ...]] = {}
    for household in (*households, *reversed(households)):
        found = check_move(homes, members, household, to.pk, bounds)
        told = tuple(reason for reason in found if reason.code in _CHECKED)
        if told:
            remarks[household] = told
        elif household in members[group.pk]:
            remarks.pop(household, None)
            members[group.pk].remove(household)
            members[to.pk].append(household)
    return remarks

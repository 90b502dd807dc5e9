"""What groups of an area are made from: its households, what lies between them, what is wished."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import cos, hypot, radians

from tuquan.base.actor import Actor
from tuquan.core.grouping import Barrier, Home, Wishes
from tuquan.core.points import Degrees, middle_of
from tuquan.core.problems import Problem
from tuquan.core.sketch_map import METRES_PER_DEGREE
from tuquan.groups.models import (
    BarrierLine,
    BarrierLineQuerySet,
    GroupingWish,
    GroupingWishQuerySet,
    Membership,
    ResidentGroup,
)
from tuquan.places.models import Place
from tuquan.programmes.models import Programme
from tuquan.residents.models import Household

FARTHEST = 5000.0
"""Metres from the middle of an area beyond which a point is a slip, not where somebody lives."""

_XY = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Projection:
    """Metres east and north of the middle of an area: one for its homes and what lies between."""

    south: Decimal
    west: Decimal

    def place(self, point: Degrees) -> _XY:
        """Where a point lies."""
        across = METRES_PER_DEGREE * cos(radians(float(self.south)))
        latitude, longitude = point
        return (
            float(longitude - self.west) * across,
            float(latitude - self.south) * METRES_PER_DEGREE,
        )


@dataclass(frozen=True, slots=True)
class Basis:
    """Households, barriers in the same metres, and wishes about these households alone."""

    homes: tuple[Home, ...]
    barriers: tuple[Barrier, ...] = ()
    wishes: Wishes = Wishes()

    def only(self, households: Collection[int]) -> Basis:
        """The same for some of the households; a wish about one that is left is none."""
        return Basis(
            tuple(home for home in self.homes if home.key in households),
            self.barriers,
            Wishes(
                tuple(_kept(self.wishes.together, households)),
                tuple(_kept(self.wishes.apart, households)),
            ),
        )

    def regrouped(self, groups: Mapping[int, int]) -> Basis:
        """The same with other groups that the households are in so far."""
        homes = tuple(replace(home, group=groups.get(home.key)) for home in self.homes)
        return Basis(homes, self.barriers, self.wishes)

    @property
    def enough_points(self) -> bool:
        """Whether half of the households have a point, so that ways are measured."""
        known = sum(home.point is not None for home in self.homes)
        return 0 < len(self.homes) <= 2 * known


def _kept(
    sets: Sequence[tuple[int, ...]], households: Collection[int]
) -> Iterator[tuple[int, ...]]:
    for keys in sets:
        left = tuple(key for key in keys if key in households)
        if len(left) > 1:
            yield left


def basis_of(area: Place, programme: Programme) -> Basis:
    """Every household of an area with what is known of it, its barriers and the wishes."""
    rows = list(
        Household.objects.current()
        .filter(place=area)
        .order_by("list_order", "pk")
        .values_list("pk", "lane", "house_number", "latitude", "longitude")
    )
    degrees: dict[int, Degrees] = {
        pk: (latitude, longitude)
        for pk, _lane, _number, latitude, longitude in rows
        if latitude is not None and longitude is not None
    }
    projection = Projection(*middle_of(degrees)) if degrees else None
    points = _near(degrees, projection) if projection else {}
    groups = dict(
        Membership.objects.current()
        .filter(programme=programme, household__place=area)
        .values_list("household_id", "group_id")
    )
    homes = tuple(
        Home(pk, lane, number, order, points.get(pk), groups.get(pk))
        for order, (pk, lane, number, _latitude, _longitude) in enumerate(rows)
    )
    barriers = tuple(_barrier(line, projection) for line in _lines(area)) if projection else ()
    return Basis(homes, barriers, wishes_of(area, programme))


def _near(degrees: Mapping[int, Degrees], projection: Projection) -> dict[int, _XY]:
    placed = {key: projection.place(point) for key, point in degrees.items()}
    return {key: point for key, point in placed.items() if hypot(*point) <= FARTHEST}


def projection_of(area: Place) -> Projection | None:
    """The middle of an area's households; None where no household has a point."""
    rows = Household.objects.current().filter(place=area, latitude__isnull=False)
    known: dict[int, Degrees] = {
        pk: (south, west)
        for pk, south, west in rows.values_list("pk", "latitude", "longitude")
        if south is not None and west is not None
    }
    return Projection(*middle_of(known)) if known else None


def formed_groups_of(area: Place, programme: Programme) -> dict[int, int]:
    """The formed group of each household that lives in an area and is in one."""
    members = Membership.objects.current().filter(
        programme=programme,
        household__place=area,
        household__closed_on=None,
        group__place=area,
        group__state=ResidentGroup.State.FORMED,
    )
    return dict(members.order_by("pk").values_list("household_id", "group_id"))


def basis_to_group(area: Place, programme: Programme) -> Basis:
    """The households in no formed group; one that is only proposed may still be chosen anew."""
    formed = set(
        ResidentGroup.objects.formed()
        .filter(programme=programme, place=area)
        .values_list("pk", flat=True)
    )
    basis = basis_of(area, programme)
    return basis.only({home.key for home in basis.homes if home.group not in formed})


def homes_to_group(area: Place, programme: Programme) -> list[Home]:
    """The households of `basis_to_group`."""
    return list(basis_to_group(area, programme).homes)


def visible_barriers(actor: Actor, permission: str | None = None) -> BarrierLineQuerySet:
    """Barriers the actor may see."""
    return BarrierLine.objects.visible_to(actor, permission).select_related("place")


def _lines(area: Place) -> BarrierLineQuerySet:
    return BarrierLine.objects.filter(place=area)


def degrees_of(line: BarrierLine) -> tuple[Degrees, ...]:
    """The corners of a barrier as numbers."""
    return tuple((Decimal(latitude), Decimal(longitude)) for latitude, longitude in line.points)


def _barrier(line: BarrierLine, projection: Projection) -> Barrier:
    corners = tuple(projection.place(point) for point in degrees_of(line))
    return Barrier(line.name, corners, None if line.price is None else float(line.price))


def visible_wishes(actor: Actor) -> GroupingWishQuerySet:
    """Wishes of areas whose groups the actor manages."""
    return GroupingWish.objects.visible_to(actor).select_related("place", "programme")


def wishes_of(area: Place, programme: Programme) -> Wishes:
    """The wishes that still say something: about two households or more that live in the area."""
    sets: dict[str, dict[int, list[int]]] = {kind: {} for kind in GroupingWish.Kind.values}
    rows = GroupingWish.objects.filter(
        place=area,
        programme=programme,
        households__place=area,
        households__closed_on=None,
    ).order_by("pk", "households__list_order", "households__pk")
    for kind, wish, household in rows.values_list("kind", "pk", "households__pk"):
        sets[kind].setdefault(wish, []).append(household)
    together, apart = (
        tuple(tuple(keys) for keys in sets[kind].values() if len(keys) > 1)
        for kind in (GroupingWish.Kind.TOGETHER, GroupingWish.Kind.APART)
    )
    return Wishes(together, apart)


def with_names(problems: Sequence[Problem]) -> list[Problem]:
    """Problems about households with the names of their heads, for the officer who reads them."""
    named = {key for problem in problems for key in _named_in(problem)}
    heads = dict(Household.objects.filter(pk__in=named).values_list("pk", "head_name"))
    return [
        replace(problem, params={**problem.params, "names": _listed(_named_in(problem), heads)})
        if _named_in(problem)
        else problem
        for problem in problems
    ]


def _named_in(problem: Problem) -> tuple[int, ...]:
    found = problem.params.get("households", ())
    return found if isinstance(found, tuple) else ()


def _listed(keys: Sequence[int], heads: Mapping[int, str]) -> str:
    return ", ".join(heads.get(key, "…") for key in keys)


@dataclass(frozen=True, slots=True)
class WishLine:
    """A wish as a page shows it, with those of its households that still live in the area."""

    wish: GroupingWish
    names: tuple[str, ...]


def wish_lines(actor: Actor, programme: Programme, area: Place) -> list[WishLine]:
    """The wishes for an area; one about fewer than two households says nothing any more."""
    wishes = visible_wishes(actor).filter(programme=programme, place=area)
    return [
        WishLine(
            wish,
            tuple(
                one.head_name
                for one in wish.households.all()
                if one.closed_on is None and one.place_id == area.pk
            ),
        )
        for wish in wishes.prefetch_related("households")
    ]

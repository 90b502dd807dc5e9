"""Groups beside each other with their households, for the pages on which they are adjusted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from tuquan.base.actor import Actor
from tuquan.core.grouping import Door, Reason, size_remark, walking_order
from tuquan.core.programme import GroupRules
from tuquan.core.sketch_map import SketchMap, Spot, Stroke, sketch
from tuquan.core.vietnamese import same_name_key, tidy
from tuquan.groups.models import BarrierLine, Membership, Regrouping, ResidentGroup
from tuquan.groups.queries.basis import basis_of, degrees_of
from tuquan.groups.queries.comparing import remarks_on_moves
from tuquan.groups.queries.finding import size_bounds
from tuquan.groups.queries.regrouping import Key, formed_in, groups_planned
from tuquan.places.models import Place
from tuquan.programmes.models import Programme
from tuquan.residents.models import Household

NOWHERE = ""
"""The column of households that are in no group."""


@dataclass(frozen=True, slots=True)
class Column:
    """One group with its households as one walks, and what the programme says to its size."""

    key: Key
    name: str
    households: tuple[Household, ...]
    remark: Reason | None = None
    is_new: bool = False

    @property
    def lanes(self) -> list[tuple[str, list[Household]]]:
        """The households lane by lane."""
        by_lane = groupby(self.households, key=lambda one: same_name_key(one.lane))
        found = [list(some) for _lane, some in by_lane]
        return [(tidy(some[0].lane), some) for some in found]


@dataclass(frozen=True, slots=True)
class Board:
    """The groups of an area beside each other, drawn on a map where there are points."""

    columns: tuple[Column, ...]
    drawing: SketchMap | None
    signs: Mapping[str, int | None]
    barriers: tuple[BarrierLine, ...]

    @property
    def households(self) -> list[Household]:
        """Everybody on the board."""
        return [household for column in self.columns for household in column.households]


def groups_of_proposal(programme: Programme, area: Place) -> dict[int, Key]:
    """The proposed group of each household of an area."""
    members = Membership.objects.current().filter(
        group__programme=programme,
        group__place=area,
        group__state=ResidentGroup.State.PROPOSED,
    )
    return dict(members.values_list("household_id", "group_id"))


def board_of_proposal(actor: Actor, programme: Programme, area: Place, rules: GroupRules) -> Board:
    """The groups proposed for an area."""
    groups = ResidentGroup.objects.visible_to(actor).filter(
        programme=programme, place=area, state=ResidentGroup.State.PROPOSED
    )
    where = groups_of_proposal(programme, area)
    names: dict[Key, str] = {group.pk: group.name for group in groups.order_by("number")}
    found = _households(actor, area)
    return _board(area, rules, names, where, [one for one in found if one.pk in where])


def board_of_plan(actor: Actor, regrouping: Regrouping, rules: GroupRules, none: str) -> Board:
    """The groups of an area as a plan would leave them; `none` names those without a group."""
    area, where = regrouping.place, groups_planned(regrouping)
    names: dict[Key, str] = {
        group.pk: group.name for group in formed_in(regrouping.programme, area)
    }
    names |= regrouping.new_groups
    households = _households(actor, area)
    if any(one.pk not in where for one in households):
        names = {NOWHERE: none, **names}
    return _board(area, rules, names, where, households)


def _households(actor: Actor, area: Place) -> list[Household]:
    """The households of an area the actor may read, as one walks."""
    rows = Household.objects.visible_to(actor).current().filter(place=area)
    by_key = {one.pk: one for one in rows.order_by("list_order", "pk")}
    doors = [
        Door(one.pk, one.lane, one.house_number, order) for order, one in enumerate(by_key.values())
    ]
    return [by_key[door.key] for door in walking_order(doors)]


def _board(
    area: Place,
    rules: GroupRules,
    names: Mapping[Key, str],
    where: Mapping[int, Key],
    households: Sequence[Household],
) -> Board:
    bounds = size_bounds(rules, len(households))
    columns = []
    for key, name in names.items():
        inside = tuple(one for one in households if where.get(one.pk, NOWHERE) == key)
        remark = size_remark(len(inside), bounds) if inside and key != NOWHERE else None
        is_new = key != NOWHERE and isinstance(key, str)
        columns.append(Column(key, name, inside, remark, is_new))
    barriers = tuple(BarrierLine.objects.filter(place=area))
    signs = {
        column.name: None if column.key == NOWHERE else sign for sign, column in enumerate(columns)
    }
    return Board(tuple(columns), drawing_of(columns, barriers), signs, barriers)


def drawing_of(columns: Sequence[Column], barriers: Sequence[BarrierLine]) -> SketchMap | None:
    """Points and barriers of an area; each point is named by its column."""
    return sketch(list(_spots(columns)), strokes_of(barriers))


def _spots(columns: Sequence[Column]) -> Iterator[Spot]:
    for column in columns:
        for one in column.households:
            if one.latitude is not None and one.longitude is not None:
                yield Spot(one.pk, (one.latitude, one.longitude), column.name)


def strokes_of(barriers: Sequence[BarrierLine]) -> list[Stroke]:
    """Barriers as the map draws them."""
    return [Stroke(line.name, line.kind, degrees_of(line)) for line in barriers]


def remarks_on_change(
    area: Place,
    programme: Programme,
    rules: GroupRules,
    where: Mapping[int, Key],
    household: int,
    to: Key,
) -> tuple[Reason, ...]:
    """What speaks against one more move on a board, sizes left aside (F-19)."""
    basis = basis_of(area, programme)
    targets = {key: number for number, key in enumerate(dict.fromkeys([to, *where.values()]))}
    members: dict[int, list[int]] = {number: [] for number in targets.values()}
    for home in basis.homes:
        if home.key in where:
            members[targets[where[home.key]]].append(home.key)
    found = remarks_on_moves(basis, rules, members, [household], targets[to])
    return found.get(household, ())

"""Where groups and their households go when the map changes; where a group stood on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tuquan.core.problems import Problem
from tuquan.core.succession.plan import Plan, Ref
from tuquan.groups.models import (
    FormerGroupPath,
    Membership,
    MembershipQuerySet,
    ResidentGroup,
)
from tuquan.groups.queries.kinds import default_name
from tuquan.places.models import Place, PlaceKind
from tuquan.places.queries.written import in_chunks, places_below
from tuquan.places.services.followers import Moves

GROUPS = "groups.residentgroup"
HOUSEHOLDS = "residents.household"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A group whose area ended, the area that takes it, and the number and name it has there."""

    group: ResidentGroup
    into: Place
    number: int
    name: str


def areas_touched(moves: Moves) -> Iterator[list[int]]:
    """The places whose groups get another path, in parts, before the tree is written and after."""
    paths = [path for moved in moves.moved for path in (moved.old_path, moved.new_path)]
    closed = (closed.place.pk for closed in moves.closed)
    return in_chunks(dict.fromkeys([*closed, *places_below(paths)]))


def arrivals(moves: Moves) -> list[Arrival]:
    """Where the groups of closed areas go.

    Whoever stood in the area before keeps their number, and of those who come the first to bring
    one. The others are numbered after the highest, and their name follows only when it is the
    default one.
    """
    going = _going(moves)
    numbers = _Numbers(going)
    return [
        Arrival(group, into, number := numbers.given(group, into), _name_with(group, number))
        for group, into in going
    ]


def groups_that_cannot_go(moves: Moves) -> list[Problem]:
    """Groups of closed areas that would stand nowhere, for no area takes them."""
    standing = _groups_in_closed(moves)
    return [
        Problem("reform_group_orphaned", GROUPS, {"group": group.name, "place": closed.place.name})
        for closed in moves.closed
        for group in standing.get(closed.place.pk, ())
        if group.state != ResidentGroup.State.DISSOLVED
        and not _is_area(closed.goes_to(GROUPS, group.pk))
    ]


def divided_groups(moves: Moves) -> list[Problem]:
    """Groups whose households would go to another area than the group itself (S0-10)."""
    found: dict[int, Problem] = {}
    closed = {one.place.pk: one for one in moves.closed}
    for some in in_chunks(closed):
        for member in _members_in(some).select_related("group"):
            area = closed[member.group.place_id]
            into = area.goes_to(GROUPS, member.group_id)
            if into != area.goes_to(HOUSEHOLDS, member.household_id):
                params = {"group": member.group.name, "place": area.place.name}
                problem = Problem("reform_group_divided", GROUPS, params)
                found.setdefault(member.group_id, problem)
    return list(found.values())


def households_by_group(area: Place) -> dict[int, list[int]]:
    """The households of each group of an area, by their numbers; those in no group are left out."""
    found: dict[int, list[int]] = {}
    for group, household in _members_in([area.pk]).values_list("group_id", "household_id"):
        found.setdefault(group, []).append(household)
    return found


def assigned_with_groups(plan: Plan) -> Plan:
    """The plan with every household of a group sent where its group goes.

    Households in no group go where the plan sends them, or to the rest.
    """
    chosen = plan.assigned.get(GROUPS, {})
    households: dict[int, Ref] = dict(plan.assigned.get(HOUSEHOLDS, {}))
    for close in plan.close:
        area = Place.objects.filter(pk=close.place).first()
        rest = close.parts[0].into if len(close.parts) == 1 else close.rest
        if area is None or len(close.parts) < 2:
            continue
        for group, members in households_by_group(area).items():
            into = chosen.get(group, rest)
            if into is not None:
                households.update(dict.fromkeys(members, into))
    assigned = {**plan.assigned, HOUSEHOLDS: households}
    return replace(plan, assigned={table: rows for table, rows in assigned.items() if rows})


class Whereabouts:
    """Where groups stood on each day: within which places, those a reform took them out of too."""

    def __init__(self) -> None:
        self._before: dict[int, list[tuple[date, str]]] = {}
        self._left: dict[int, set[int]] = {}
        former = FormerGroupPath.objects.order_by("until", "pk")
        for group, until, path in former.values_list("group_id", "until", "path"):
            self._before.setdefault(group, []).append((until, path))
            for place in _places_on(path):
                self._left.setdefault(place, set()).add(group)

    def has_moved(self, group: ResidentGroup) -> bool:
        """Whether a reform ever moved a group."""
        return group.pk in self._before

    def left(self, place: int) -> set[int]:
        """The groups that stood within a place at some time and were moved."""
        return self._left.get(place, set())

    def places_left(self, groups: Iterable[int]) -> set[int]:
        """The places within which any of the groups stood before it was moved."""
        return {
            place
            for group in groups
            for _until, path in self._before.get(group, ())
            for place in _places_on(path)
        }

    def was_within(self, group: ResidentGroup, place: int, on: date) -> bool:
        """Whether a group stood within a place on a day; before it was formed, where it was to."""
        before = self._before.get(group.pk, ())
        path = next((path for until, path in before if on < until), group.path)
        return place in _places_on(path)

    def moved_on(self, group: ResidentGroup, since: date) -> date | None:
        """The day on which a group was last moved, if that was on a day or after it."""
        last = self._before.get(group.pk, ())[-1:]
        return last[0][0] if last and last[0][0] >= since else None


class _Numbers:
    """Hands out numbers in the areas that take groups over, none twice among those that work."""

    def __init__(self, going: Sequence[tuple[ResidentGroup, Place]]) -> None:
        areas = {into.pk for _group, into in going} | {group.place_id for group, _into in going}
        working = ResidentGroup.objects.filter(place__in=areas)
        self._taken: dict[tuple[int, int], set[int]] = {}
        self._last: dict[tuple[int, int], int] = {}
        for group in working.exclude(state=ResidentGroup.State.DISSOLVED):
            self._taken.setdefault((group.place_id, group.programme_id), set()).add(group.number)
        for key, numbers in self._taken.items():
            self._last[key] = max(numbers)
        for group, into in going:
            key = (into.pk, group.programme_id)
            self._last[key] = max(self._last.get(key, 0), group.number)

    def given(self, group: ResidentGroup, into: Place) -> int:
        """The number of a group in its new area; a new one was free in its old area as well."""
        if group.state == ResidentGroup.State.DISSOLVED:
            return group.number
        key, old = (into.pk, group.programme_id), (group.place_id, group.programme_id)
        taken = self._taken.setdefault(key, set())
        number = group.number
        while number in taken or (number != group.number and number in self._taken[old]):
            number = self._last[key] = self._last[key] + 1
        taken.add(number)
        return number


def _going(moves: Moves) -> list[tuple[ResidentGroup, Place]]:
    standing = _groups_in_closed(moves)
    return [
        (group, into)
        for closed in moves.closed
        for group in standing.get(closed.place.pk, ())
        if (into := closed.goes_to(GROUPS, group.pk)) is not None
    ]


def _groups_in_closed(moves: Moves) -> dict[int, list[ResidentGroup]]:
    """The groups standing directly in places that end, by place, in the order of their numbers."""
    found: dict[int, list[ResidentGroup]] = {}
    for some in in_chunks(closed.place.pk for closed in moves.closed):
        groups = ResidentGroup.objects.filter(place__in=some).select_related("place")
        for group in groups.order_by("programme_id", "number", "pk"):
            found.setdefault(group.place_id, []).append(group)
    return found


def _members_in(areas: Sequence[int]) -> MembershipQuerySet:
    members = Membership.objects.current().filter(group__place__in=areas)
    return members.exclude(group__state=ResidentGroup.State.DISSOLVED).order_by("pk")


def _places_on(path: str) -> list[int]:
    return [int(step) for step in path.split(".") if step.isdigit()]


def _name_with(group: ResidentGroup, number: int) -> str:
    return default_name(group, number) or group.name


def _is_area(place: Place | None) -> bool:
    return place is not None and place.kind == PlaceKind.AREA

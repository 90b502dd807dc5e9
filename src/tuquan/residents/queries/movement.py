"""The movement of a month: how many households and persons there were, came, went, and are.

Opening + changes = closing holds exactly, because all three are drawn from the same rows: what a
household counts today, less everything that happened to it since. What no change accounts for came
on the day the household was written into the list; without such a day it was always there. The
first list of an area that is read from a workbook tells who lives there, so its households have no
such day; those of later lists have the day of their import. A change dated before that day counts
on that day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, Sum, Value, When
from django.db.models.functions import Coalesce, Greatest

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.core.time import add_months
from tuquan.places.models import Place
from tuquan.places.queries import areas_of
from tuquan.residents.models import Household, HouseholdChange

Kind = HouseholdChange.Kind

BEFORE, WITHIN, AFTER = 0, 1, 2
_PAIRED = (Kind.SPLIT, Kind.MERGED)


@dataclass(slots=True)
class Counted:
    """How many times something happened, and by how many households and persons it counts."""

    events: int = 0
    households: int = 0
    persons: int = 0

    def add(self, events: int, households: int, persons: int) -> None:
        """Count more of it."""
        self.events += events
        self.households += households
        self.persons += persons


@dataclass(slots=True)
class MovementRow:
    """One area in one month; `by_kind` has every kind of change, also those that did not happen."""

    place: Place
    opening: Counted = field(default_factory=Counted)
    closing: Counted = field(default_factory=Counted)
    by_kind: dict[str, Counted] = field(
        default_factory=lambda: {str(kind): Counted() for kind in Kind}
    )

    @property
    def change(self) -> Counted:
        """All that happened in the month together."""
        return _together(self.by_kind.values())

    @property
    def agrees(self) -> bool:
        """Whether opening + changes = closing, households and persons alike."""
        change = self.change
        return (
            self.opening.households + change.households == self.closing.households
            and self.opening.persons + change.persons == self.closing.persons
        )


@dataclass(frozen=True, slots=True)
class MovementSummary:
    """The movement of a month in a place (S2-15): area by area, and all of them together.

    `waiting` counts what was told and not checked yet, by kind: it is in none of the other figures.
    `uncounted` is how many households today have no number of members; they count as 0 persons.
    """

    place: Place
    first: date
    until: date
    rows: tuple[MovementRow, ...]
    total: MovementRow
    waiting: Mapping[str, int]
    uncounted: int


def movement_of(actor: Actor, place: Place, year: int, month: int) -> MovementSummary:
    """What happened in a month to the households of a place and of everything below it."""
    first = date(year, month, 1)
    until = add_months(first, 1)
    rows = {area.pk: MovementRow(area) for area in areas_of(actor, place, "households.view")}
    _count_changes(actor, place, rows, first, until)
    present = Household.objects.visible_to(actor).current().below(place.path)
    told = HouseholdChange.objects.visible_to(actor).waiting()
    told = told.filter(household__path__below=place.path)
    told = told.filter(happened_on__gte=first, happened_on__lt=until).order_by()
    ordered = sorted(rows.values(), key=lambda row: (row.place.sort_key, row.place.pk))
    return MovementSummary(
        place,
        first,
        until,
        tuple(ordered),
        _sum(place, ordered),
        dict(told.values_list("kind").annotate(count=Count("pk"))),
        present.filter(member_count=None).count(),
    )


def movement_now(actor: Actor, place: Place) -> MovementSummary:
    """The movement of the month that runs."""
    today = clock.today()
    return movement_of(actor, place, today.year, today.month)


def _count_changes(
    actor: Actor, place: Place, rows: dict[int, MovementRow], first: date, until: date
) -> None:
    """Spread what households count today over the time before, within and after the month."""
    unexplained: dict[tuple[int, int], Counted] = {}
    for one in _present(actor, place, first, until):
        key = (one["place_id"], one["opened"])
        unexplained[key] = Counted(0, one["households"], one["persons"] or 0)
    for one in _changes(actor, place, first, until):
        households, persons = one["moved"] or 0, one["counted"] or 0
        key = (one["household__place_id"], one["opened"])
        unexplained.setdefault(key, Counted()).add(0, -households, -persons)
        row = _row(rows, one["household__place_id"])
        events = one["turning"] if one["kind"] in _PAIRED else one["events"]
        _put(row, one["day"], one["kind"], Counted(events, households, persons))
    for (number, opened), rest in unexplained.items():
        rest.events = rest.households if opened == WITHIN else 0
        _put(_row(rows, number), opened, Kind.ADDED, rest)


def _put(row: MovementRow, when: int, kind: str, counted: Counted) -> None:
    if when == AFTER:
        return
    row.closing.add(0, counted.households, counted.persons)
    if when == BEFORE:
        row.opening.add(0, counted.households, counted.persons)
    else:
        row.by_kind[kind].add(counted.events, counted.households, counted.persons)


def _row(rows: dict[int, MovementRow], number: int) -> MovementRow:
    """The row of an area; one that ended meanwhile is shown as long as something stands in it."""
    if number not in rows:
        rows[number] = MovementRow(Place.objects.get(pk=number))
    return rows[number]


def _present(actor: Actor, place: Place, first: date, until: date) -> Iterable[Mapping[str, Any]]:
    """What the households of each area count today, by the time they came into the list."""
    living = Q(closed_on=None)
    households = Household.objects.visible_to(actor).below(place.path).order_by()
    return (
        households.annotate(opened=_time("opened_on", first, until))
        .values("place_id", "opened")
        .annotate(households=Count("pk", filter=living), persons=Sum("member_count", filter=living))
    )


def _changes(actor: Actor, place: Place, first: date, until: date) -> Iterable[Mapping[str, Any]]:
    """What the changes in force add and take away, by the time at which they count."""
    changes = HouseholdChange.objects.in_force().order_by()
    visible = Household.objects.visible_to(actor).below(place.path)
    opened = F("household__opened_on")
    moved = Case(
        When(details__households=1, then=Value(1)),
        When(details__households=-1, then=Value(-1)),
        default=Value(0),
        output_field=IntegerField(),
    )
    turning = Q(details__households=1) | Q(details__households=-1)
    return (
        changes.filter(household__in=visible.order_by().values("pk"))
        .annotate(
            on=Greatest("happened_on", Coalesce(opened, F("happened_on"))),
            opened=_time("household__opened_on", first, until),
        )
        .annotate(day=_time("on", first, until))
        .values("household__place_id", "opened", "day", "kind")
        .annotate(
            events=Count("pk"),
            turning=Count("pk", filter=turning),
            moved=Sum(moved),
            counted=Sum("persons"),
        )
    )


def _time(name: str, first: date, until: date) -> Case:
    """Before, within or after the month; a household without a day was always there."""
    return Case(
        When(**{f"{name}__gte": until}, then=Value(AFTER)),
        When(**{f"{name}__gte": first}, then=Value(WITHIN)),
        default=Value(BEFORE),
        output_field=IntegerField(),
    )


def _sum(place: Place, rows: Iterable[MovementRow]) -> MovementRow:
    total = MovementRow(place)
    for row in rows:
        total.opening.add(0, row.opening.households, row.opening.persons)
        total.closing.add(0, row.closing.households, row.closing.persons)
        for kind, counted in row.by_kind.items():
            total.by_kind[kind].add(counted.events, counted.households, counted.persons)
    return total


def _together(counted: Iterable[Counted]) -> Counted:
    whole = Counted()
    for one in counted:
        whole.add(one.events, one.households, one.persons)
    return whole

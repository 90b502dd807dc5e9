"""The register follows a reform of the map: households, changes, imports, headings, own fields."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db.models import Max, Q, Sum

from tuquan.base.scoping import paths_above
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import same_name_key
from tuquan.places.models import Place, Reform
from tuquan.places.queries.planning import few
from tuquan.places.queries.written import in_chunks
from tuquan.places.services.followers import Closed, Moves
from tuquan.places.services.journal import Journal
from tuquan.residents.models import (
    ColumnMapping,
    Household,
    HouseholdChange,
    HouseholdField,
    HouseholdImport,
)
from tuquan.residents.services.fields import MOST_CHOICES

TABLE = "residents.household"
Rows = Household | HouseholdChange | HouseholdImport | ColumnMapping | HouseholdField
_TABLES: tuple[type[Rows], ...] = (
    Household,
    HouseholdChange,
    HouseholdImport,
    ColumnMapping,
    HouseholdField,
)


class RegisterFollower:
    """How households follow (F-4, F-5).

    A household goes where its area goes, and out of a divided area to the part the plan says, or to
    the rest; what happened to it and what is told of it go along. Households that left go too: the
    list and its history stay one.
    """

    name = "households"

    def affected(self, moves: Moves) -> int:
        """How many households get another path; those of a list that left are not counted."""
        beginnings = {moved.old_path for moved in moves.moved}
        beginnings |= {closed.place.path for closed in moves.closed}
        current = Household.objects.current()
        return sum(
            current.filter(place__in=some).count() for some in in_chunks(_places_below(beginnings))
        )

    def problems(self, moves: Moves) -> list[Problem]:
        """Households of a closed area for which the plan has no place."""
        return [
            Problem(
                "reform_households_unplaced",
                str(closed.place.pk),
                {"place": closed.place.name, "households": left},
            )
            for closed in moves.closed
            if closed.rest is None and (left := _unplaced(closed))
        ]

    def measure(self, paths: Sequence[str]) -> Mapping[str, int | str]:
        """Households and the people they count; those that left are counted apart."""
        households = Household.objects.filter(_below(paths))
        current = households.current()
        return {
            "households": current.count(),
            "persons": current.aggregate(persons=Sum("member_count"))["persons"] or 0,
            "closed_households": households.exclude(closed_on=None).count(),
        }

    def follow(self, moves: Moves, journal: Journal) -> None:
        """Move the households and everything kept of them."""
        for model in _TABLES:
            journal.rewrite_below(model, "path", moves.beginnings)
        closed = {one.place.pk: one for one in moves.closed}
        for place in _having(Household, closed):
            _move_households(closed[place], journal)
        for place in _having(HouseholdChange, closed):
            _move_changes(closed[place], journal)
        for place in _having(HouseholdImport, closed):
            _move_imports(closed[place], journal)
        for place in _having(ColumnMapping, closed):
            _move_headings(closed[place], journal)
        for place in _having(HouseholdField, closed):
            _move_fields(closed[place], journal)

    def blockers(self, reform: Reform) -> list[Problem]:
        """None: a household written since into a new area keeps it from being taken back."""
        return []


def _places_below(beginnings: Collection[str]) -> list[int]:
    """The places at or below any of some paths, in one walk."""
    around = Place.objects.filter(_below(few(beginnings))).order_by("pk")
    return [
        number
        for number, path in around.values_list("pk", "path")
        if any(above in beginnings for above in paths_above(path))
    ]


def _below(paths: Sequence[str]) -> Q:
    below = Q(pk__in=[])
    for path in paths:
        below |= Q(path__below=path)
    return below


def _having(
    model: type[Rows],
    closed: Mapping[int, Closed],
) -> list[int]:
    """Which of the closed places rows of a table stand in."""
    found: set[int] = set()
    for some in in_chunks(closed):
        rows = model._default_manager.filter(place__in=some).order_by()
        found |= set(rows.values_list("place_id", flat=True).distinct())
    return [place for place in closed if place in found]


def _unplaced(closed: Closed) -> int:
    said = closed.assigned.get(TABLE, {})
    here = Household.objects.filter(place=closed.place).values_list("pk", flat=True)
    return sum(household not in said for household in here)


def _move_households(closed: Closed, journal: Journal) -> None:
    here = Household.objects.filter(place=closed.place)
    for into, rows in _destinations(closed, here.order_by("pk").values_list("pk", "pk")).items():
        _move(journal, Household, rows, into)


def _move_changes(closed: Closed, journal: Journal) -> None:
    """What happened to a household is told where the household went."""
    here = HouseholdChange.objects.filter(place=closed.place)
    told = here.order_by("pk").values_list("pk", "household_id")
    for into, rows in _destinations(closed, told).items():
        _move(journal, HouseholdChange, rows, into)


def _move_imports(closed: Closed, journal: Journal) -> None:
    if closed.rest:
        here = HouseholdImport.objects.filter(place=closed.place)
        _move(journal, HouseholdImport, list(here.values_list("pk", flat=True)), closed.rest)


def _move_headings(closed: Closed, journal: Journal) -> None:
    """What the office taught the importer; what the new place was taught itself holds there."""
    if closed.rest:
        known = ColumnMapping.objects.filter(place=closed.rest).values("heading")
        fresh = ColumnMapping.objects.filter(place=closed.place).exclude(heading__in=known)
        _move(journal, ColumnMapping, list(fresh.values_list("pk", flat=True)), closed.rest)


def _move_fields(closed: Closed, journal: Journal) -> None:
    """What the office asked besides (F-15) is asked by the office that takes over.

    No key changes, so values stay on the households as they are. A field with the label and kind
    of one that stands there becomes part of it, unless their choices together are too many; what
    ended becomes part of what is asked.
    """
    if closed.rest is None:
        return
    fields = HouseholdField.objects.all()
    coming = list(fields.filter(place=closed.place))
    there = {_asks(one): one for one in fields.filter(place=closed.rest, merged_into=None)}
    last = fields.filter(place=closed.rest).aggregate(last=Max("position"))["last"] or 0
    _move(journal, HouseholdField, [one.pk for one in coming], closed.rest)
    for one in coming:
        same = None if one.merged_into_id else there.get(_asks(one))
        if same and _fit_together(one, same):
            part, whole = (same, one) if same.ended_on and not one.ended_on else (one, same)
            journal.change(fields.filter(pk=part.pk), "merged_into_id", whole.pk)
            there[_asks(one)] = whole
        journal.change(fields.filter(pk=one.pk), "position", last + one.position)


def _asks(field: HouseholdField) -> tuple[str, str]:
    return same_name_key(field.label), field.kind


def _fit_together(one: HouseholdField, other: HouseholdField) -> bool:
    """Whether the choices of two fields, with those that became part of them, are not too many."""
    of_both = HouseholdField.objects.filter(
        Q(pk__in=(one.pk, other.pk)) | Q(merged_into__in=(one.pk, other.pk))
    )
    return len({choice for field in of_both for choice in field.choices}) <= MOST_CHOICES


def _destinations(closed: Closed, rows: Iterable[tuple[int, int]]) -> dict[Place, list[int]]:
    """Rows by the place that takes the household each belongs to."""
    found: dict[Place, list[int]] = {}
    for row, household in rows:
        if into := closed.goes_to(TABLE, household):
            found.setdefault(into, []).append(row)
    return found


def _move(
    journal: Journal,
    model: type[Rows],
    rows: Sequence[int],
    into: Place,
) -> None:
    for some in in_chunks(rows):
        here = model._default_manager.filter(pk__in=some)
        journal.change(here, "place_id", into.pk)
        journal.change(here, "path", into.path)

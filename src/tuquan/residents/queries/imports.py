"""What an import would do: which rows go to which area, which of them are there already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tuquan.base.actor import Actor
from tuquan.core.lists import IMPORTED
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import same_name_key
from tuquan.places.models import COMMUNE_LEVEL, Place, PlaceKind, PlaceQuerySet
from tuquan.places.queries import visible_places
from tuquan.residents.models import Household, HouseholdImport, ImportQuerySet

Row = Mapping[str, Any]
"""One household of a list, as `rows` of the recogniser's report gives it."""


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One household of the list; `household` is the number of its like in the register."""

    row: Row
    household: int | None


@dataclass(frozen=True, slots=True)
class PlannedArea:
    """The households of the list that belong to one area; `place` is None until it is added."""

    name: str
    place: Place | None
    rows: tuple[PlannedRow, ...]

    @property
    def known(self) -> int:
        """How many of them the register of the area holds already."""
        return sum(planned.household is not None for planned in self.rows)

    @property
    def new(self) -> int:
        """How many of them are not in the register yet."""
        return len(self.rows) - self.known


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What confirming would write, and what has to be asked before."""

    areas: tuple[PlannedArea, ...]
    unplaced: tuple[Row, ...]
    questions: tuple[Problem, ...]

    @property
    def new(self) -> int:
        """How many households would be written."""
        return sum(area.new for area in self.areas)

    @property
    def known(self) -> int:
        """How many households are in the register already."""
        return sum(area.known for area in self.areas)

    @property
    def areas_to_add(self) -> tuple[str, ...]:
        """The areas the list names and the tree does not have."""
        return tuple(area.name for area in self.areas if area.place is None)

    @property
    def matches(self) -> list[dict[str, Any]]:
        """The likeness to households already in the register, row by row."""
        return [
            {
                "sheet": planned.row["sheet"],
                "row": planned.row["row"],
                "area": area.name,
                "household": planned.household,
            }
            for area in self.areas
            for planned in area.rows
            if planned.household is not None
        ]


def importable_places(actor: Actor) -> PlaceQuerySet:
    """The communes and areas into which the actor may import a list."""
    kinds = (*COMMUNE_LEVEL, PlaceKind.AREA)
    return visible_places(actor, "households.manage").filter(kind__in=kinds)


def visible_imports(actor: Actor) -> ImportQuerySet:
    """The imports into places the actor looks after."""
    return HouseholdImport.objects.visible_to(actor).select_related("place", "made_by")


def waiting_imports(actor: Actor) -> ImportQuerySet:
    """The lists that were read and still wait to be confirmed; without their content."""
    waiting = visible_imports(actor).filter(state=HouseholdImport.State.PREVIEWED)
    return waiting.defer("recognition")


def import_plan(
    place: Place, report: Mapping[str, Any], fallback: Place | None = None
) -> ImportPlan:
    """Sort the rows that are ready by area and find the ones the register holds already.

    Into an area all rows go; into a commune each row goes to the area it names, and a row that
    names none to `fallback`, or nowhere. Two households of an area are alike when their heads have
    the same name and birth year.
    """
    whole = place if place.kind == PlaceKind.AREA else None
    rows = [row for row in report["rows"]["households"] if row["status"] == IMPORTED]
    drafts: dict[str, list[Row]] = {}
    unplaced = []
    for row in rows:
        if name := _area_of(row, whole, fallback):
            drafts.setdefault(name, []).append(row)
        else:
            unplaced.append(row)
    return ImportPlan(
        areas=_with_likeness(_by_area(drafts, _areas_by_key(place, fallback))),
        unplaced=tuple(unplaced),
        questions=tuple(_questions(place, whole, report["sheets"], rows)),
    )


def _area_of(row: Row, whole: Place | None, fallback: Place | None) -> str:
    if whole:
        return whole.name
    return str(row["area"]) or (fallback.name if fallback else "")


def _areas_by_key(place: Place, fallback: Place | None) -> dict[str, Place]:
    areas = {same_name_key(area.name): area for area in Place.objects.below(place.path).areas()}
    if fallback:
        areas[same_name_key(fallback.name)] = fallback
    return areas


def _by_area(
    drafts: Mapping[str, Sequence[Row]], areas: Mapping[str, Place]
) -> list[tuple[str, Place | None, list[Row]]]:
    """Rows under one name per area: `thôn 6` and `Thôn 6` are the same."""
    merged: dict[str, tuple[str, Place | None, list[Row]]] = {}
    for name, rows in drafts.items():
        key = same_name_key(name)
        area = areas.get(key)
        merged.setdefault(key, (area.name if area else name, area, []))[2].extend(rows)
    return list(merged.values())


def _with_likeness(
    drafts: Iterable[tuple[str, Place | None, Sequence[Row]]],
) -> tuple[PlannedArea, ...]:
    drafts = list(drafts)
    register = _register([place for _, place, _ in drafts if place])
    return tuple(
        PlannedArea(
            name,
            place,
            tuple(
                PlannedRow(
                    row,
                    register.get((place.pk, same_name_key(row["head_name"]), row["birth_year"]))
                    if place
                    else None,
                )
                for row in rows
            ),
        )
        for name, place, rows in drafts
    )


def _register(areas: Sequence[Place]) -> dict[tuple[int, str, int | None], int]:
    """Every household of the areas, by area, name and birth year."""
    households = Household.objects.current().filter(place__in=areas).order_by("-pk")
    return {
        (place, same_name_key(name), year): number
        for number, place, name, year in households.values_list(
            "pk", "place_id", "head_name", "birth_year"
        )
    }


def _questions(
    place: Place, whole: Place | None, sheets: Iterable[Mapping[str, Any]], rows: Iterable[Row]
) -> Iterable[Problem]:
    """Where the list names another commune or area than the one chosen: asked, never refused."""
    commune = place.parent if whole else place
    if commune and commune.is_commune:
        named = dict.fromkeys(sheet["commune"] for sheet in sheets if sheet.get("commune"))
        yield from _other(named, commune)
    if whole:
        yield from _other(dict.fromkeys(row["area"] for row in rows if row["area"]), whole)


def _other(named: Iterable[str], chosen: Place) -> Iterable[Problem]:
    """`xã Minh Sơn` is the place `Xã Minh Sơn`, and also the place `Minh Sơn`."""
    key = same_name_key(chosen.name)
    for name in named:
        if not f" {same_name_key(name)}".endswith(f" {key}"):
            params = {"named": name, "chosen": chosen.name}
            yield Problem("import_place_other", "place_confirmed", params)

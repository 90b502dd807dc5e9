"""What an import would do: which rows are new, changed, as before, uncertain, and who is gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tuquan.core.lists import HELD
from tuquan.core.lists.duplicates import name_key
from tuquan.core.lists.matching import SURE, Known, Likeness, Match, match_rows
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import same_name_key
from tuquan.places.models import Place, PlaceKind
from tuquan.residents.models import Household
from tuquan.residents.queries.import_rows import Row, row_key

Decisions = Mapping[str, Any]
"""What a person decided: `rows` by the key of a row, `gone` by the number of a household."""

COMPARED = ("head_name", "birth_year", "member_count", "lane", "house_number", "note")
"""The columns of the register a list may correct; an empty cell corrects nothing."""

ADDED, CHANGED, UNCHANGED = "added", "changed", "unchanged"
UNCERTAIN, HELD_BACK, LEFT, GONE = "uncertain", "held", "left", "gone"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One column of a household: what the register holds, and what the list says."""

    name: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One household of the list: what becomes of it, and which one of the register it is.

    `asks` says why a person decides about it: `UNCERTAIN`, `HELD_BACK` or nothing.
    """

    key: str
    row: Row
    kind: str
    asks: str = ""
    household: Household | None = None
    changes: tuple[FieldChange, ...] = ()
    likes: tuple[tuple[Household, Likeness], ...] = ()
    decision: str = ""


@dataclass(frozen=True, slots=True)
class PlannedArea:
    """The households of the list that belong to one area; `place` is None until it is added."""

    name: str
    place: Place | None
    rows: tuple[PlannedRow, ...]
    gone: tuple[Household, ...] = ()

    def of(self, kind: str) -> list[PlannedRow]:
        """The rows of which the same becomes."""
        return [planned for planned in self.rows if planned.kind == kind]

    @property
    def counts(self) -> Counter[str]:
        """How many rows there are of each kind; the gone ones too."""
        return Counter({GONE: len(self.gone)}) + Counter(planned.kind for planned in self.rows)

    @property
    def new(self) -> int:
        """How many of them are not in the register yet."""
        return self.counts[ADDED]

    @property
    def known(self) -> int:
        """How many of them the register of the area holds already."""
        return self.counts[CHANGED] + self.counts[UNCHANGED]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What confirming would write, and what has to be asked before."""

    areas: tuple[PlannedArea, ...]
    unplaced: tuple[Row, ...]
    questions: tuple[Problem, ...]
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def new(self) -> int:
        """How many households would be written."""
        return self.counts[ADDED]

    @property
    def known(self) -> int:
        """How many households are in the register already, as they are or otherwise."""
        return self.counts[CHANGED] + self.counts[UNCHANGED]

    @property
    def areas_to_add(self) -> tuple[str, ...]:
        """The areas that the list names, the tree does not have, and something is written into."""
        return tuple(area.name for area in self.areas if area.place is None and area.new)

    def asking(self, why: str) -> list[tuple[PlannedArea, PlannedRow]]:
        """The rows about which a person decides, decided or not."""
        return [(area, one) for area in self.areas for one in area.rows if one.asks == why]

    @property
    def gone(self) -> list[tuple[PlannedArea, Household]]:
        """The households of the register that the list of their area does not name."""
        return [(area, household) for area in self.areas for household in area.gone]

    def of(self, kind: str) -> Iterator[tuple[PlannedArea, PlannedRow]]:
        """The rows of which the same becomes, with their areas."""
        return ((area, planned) for area in self.areas for planned in area.of(kind))

    @property
    def matches(self) -> list[dict[str, Any]]:
        """The households of the register that rows of the list surely are, row by row."""
        return [
            {
                "sheet": planned.row["sheet"],
                "row": planned.row["row"],
                "area": area.name,
                "household": planned.household.pk,
            }
            for area in self.areas
            for planned in area.rows
            if planned.household is not None and planned.kind in (CHANGED, UNCHANGED)
        ]


def import_plan(
    place: Place,
    report: Mapping[str, Any],
    fallback: Place | None = None,
    decisions: Decisions | None = None,
) -> ImportPlan:
    """Sort the rows by area, and tell for each what it is in the register.

    Into an area all rows go; into a commune each row goes to the area it names, and a row that
    names none to `fallback`, or nowhere.
    """
    whole = place if place.kind == PlaceKind.AREA else None
    rows = report["rows"]["households"]
    drafts: dict[str, list[Row]] = {}
    unplaced = []
    for row in rows:
        if name := _area_of(row, whole, fallback):
            drafts.setdefault(name, []).append(row)
        elif row["status"] != HELD:
            unplaced.append(row)
    areas = _planned(place, _by_area(drafts, _areas_by_key(place, fallback)), decisions or {})
    ready = [row for row in rows if row["status"] != HELD]
    return ImportPlan(
        areas=areas,
        unplaced=tuple(unplaced),
        questions=tuple(_questions(place, whole, report["sheets"], ready)),
        counts=sum((area.counts for area in areas), Counter()),
    )


def _area_of(row: Row, whole: Place | None, fallback: Place | None) -> str:
    if whole:
        return whole.name
    return str(row["area"]) or (fallback.name if fallback else "")


def _areas_by_key(place: Place, fallback: Place | None) -> dict[str, Place]:
    standing = Place.objects.below(place.path).areas().standing()
    areas = {same_name_key(area.name): area for area in standing}
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


def _planned(
    place: Place, drafts: Sequence[tuple[str, Place | None, list[Row]]], decisions: Decisions
) -> tuple[PlannedArea, ...]:
    """Match the rows of all areas at once: a number of the register may stand in another one."""
    covered = [area for _, area, _ in drafts if area]
    rows = [(row, area) for _, area, own in drafts for row in own]
    rows.sort(key=lambda pair: pair[0]["status"] == HELD)  # a held row takes what is left
    register = _register(place, covered, [row for row, _ in rows])
    matches = match_rows(
        [_known_row(row, area) for row, area in rows],
        [_known(household) for household in register.values()],
    )
    chosen = decisions.get("rows", {})
    planned = {
        row_key(row): _row(row, match, register, chosen.get(row_key(row), ""))
        for (row, _), match in zip(rows, matches, strict=True)
    }
    spoken_for = {like.number for match in matches for like in match.likes}
    gone: dict[int, list[Household]] = {}
    for household in register.values():
        if household.pk not in spoken_for:
            gone.setdefault(household.place_id, []).append(household)
    return tuple(
        PlannedArea(
            name,
            area,
            tuple(planned[row_key(row)] for row in own),
            tuple(gone.get(area.pk, ())) if area else (),
        )
        for name, area, own in drafts
    )


def _register(place: Place, areas: Sequence[Place], rows: Iterable[Row]) -> dict[int, Household]:
    """The households of the areas, and those elsewhere in the place whose numbers the list has."""
    current = Household.objects.current()
    kept = {one.pk: one for one in current.filter(place__in=areas).order_by("list_order", "pk")}
    named = {number for row in rows if (number := _number(row)) and number not in kept}
    if named:
        elsewhere = current.below(place.path).filter(pk__in=named)
        kept |= {one.pk: one for one in elsewhere}
    return kept


def _number(row: Row) -> int | None:
    code = row.get("code") or ""
    return int(code[1:]) if code else None


def _known_row(row: Row, area: Place | None) -> Known:
    return Known(
        _number(row),
        area.pk if area else None,
        row["head_name"],
        row["birth_year"],
        row["lane"],
        row["house_number"],
    )


def _known(one: Household) -> Known:
    return Known(one.pk, one.place_id, one.head_name, one.birth_year, one.lane, one.house_number)


def _row(row: Row, match: Match, register: Mapping[int, Household], decision: str) -> PlannedRow:
    """What becomes of a row, after what a person decided about it."""
    likes = tuple((register[like.number], like) for like in match.likes)
    sure = match.certainty == SURE
    asks = HELD_BACK if row["status"] == HELD else UNCERTAIN if likes and not sure else ""
    verb, _, number = decision.partition(":")
    chosen = next((one for one, like in likes if sure or str(like.number) == number), None)
    kind = _becomes(asks, verb, chosen)
    changes: tuple[FieldChange, ...] = ()
    if kind == ADDED:
        chosen = None
    elif kind == UNCHANGED and chosen is not None:
        changes = tuple(_changes(chosen, row))
        kind = CHANGED if changes else UNCHANGED
    return PlannedRow(row_key(row), row, kind, asks, chosen, changes, likes, decision)


def _becomes(asks: str, verb: str, chosen: Household | None) -> str:
    """What a row becomes by the word a person said about it."""
    if verb in ("leave", "same_row"):
        return LEFT
    if asks == HELD_BACK and verb != "import":
        return HELD_BACK
    if verb == "another":
        return ADDED
    if chosen is not None:
        return UNCHANGED
    return UNCERTAIN if asks == UNCERTAIN else ADDED


def _changes(household: Household, row: Row) -> Iterator[FieldChange]:
    for name in COMPARED:
        old, new = getattr(household, name), row[name]
        if new in ("", None) or old == new:
            continue
        if name in ("head_name", "lane", "house_number") and name_key(old) == name_key(new):
            continue
        yield FieldChange(name, old, new)


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

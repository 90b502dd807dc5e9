"""Importing the workbook people have: read it, show it, then write all of it or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.db.models import F

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.base.sheets import MAX_BYTES, Refusal, read_workbook
from tuquan.core.lists import HELD, IMPORTED, recognise
from tuquan.core.problems import Problem
from tuquan.places.models import Place, PlaceKind
from tuquan.places.services import NewPlace, add_place
from tuquan.residents.models import HouseholdImport
from tuquan.residents.queries import ImportPlan, PlannedArea, import_plan
from tuquan.residents.services.households import NewHousehold, add_households, problems_of

KEPT = (
    "sheet",
    "row",
    "status",
    "area",
    "head_name",
    "birth_year",
    "member_count",
    "lane",
    "house_number",
    "note",
)
"""What a waiting import keeps of each row: no telephone, no list of members (domain h-4)."""

DAYS_WAITING = 7
"""How long a list that was read may wait for a decision."""


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """What a person decides when confirming."""

    write_known: bool = False
    area: Place | None = None


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What confirming did."""

    written: int
    known: int
    held: int
    areas_added: tuple[str, ...] = ()


def read_list(file_name: str, content: bytes, today: date | None = None) -> dict[str, Any]:
    """The recogniser's report of a file with all its rows; writes nothing.

    A file that cannot be read, or holds no household, is refused with its name.
    """
    read = read_workbook(file_name, content)
    if isinstance(read, Refusal):
        params = {**read.params, "file": file_name}
        if read.code == "file_too_large":
            params["limit"] = MAX_BYTES // 1024**2
        raise Invalid([Problem(read.code, "file", params)])
    report = recognise(read, today or clock.today()).as_json(file_name, content, rows=True)
    if not report["rows"]["households"]:
        raise Invalid([Problem("file_no_list", "file", {"file": file_name})])
    _hold_unfit(report)
    return report


@transaction.atomic
def preview_import(
    actor: Actor,
    place: Place,
    file_name: str,
    content: bytes,
    *,
    report: Mapping[str, Any] | None = None,
) -> HouseholdImport:
    """Keep what a file holds until somebody confirms it; the register is not touched.

    Lists that have waited longer than `DAYS_WAITING` are cast away here, with the names they hold.
    `report` is what `read_list` said, when the caller has asked already.
    """
    require(actor.may("households.manage", place.path))
    if not (place.is_commune or place.kind == PlaceKind.AREA):
        raise Invalid([Problem("import_place_kind", "place", {"place": place.name})])
    report = report or read_list(file_name, content)
    _cast_away_forgotten()
    waiting = HouseholdImport.objects.create(
        place=place,
        path=place.path,
        file_name=_short_name(file_name),
        sha256=sha256(content).hexdigest(),
        recognition=_storable(report),
        household_count=report["households"],
        held_count=report["households_held"],
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    record(
        actor,
        "residents.import_previewed",
        waiting,
        waiting.path,
        file=waiting.file_name,
        sha256=waiting.sha256,
        households=waiting.household_count,
        held=waiting.held_count,
    )
    return waiting


@transaction.atomic
def confirm_import(
    actor: Actor, import_: HouseholdImport, choices: ImportChoices | None = None
) -> ImportOutcome:
    """Write the rows of a waiting import, all of them or none; held rows are not written.

    Rows whose like is in the register already are written only when the person asks for it.
    """
    require(actor.may("households.manage", import_.path))
    choices = choices or ImportChoices()
    _lock_lists_of(import_.place)
    waiting = HouseholdImport.objects.get(pk=import_.pk)
    _claim(waiting, HouseholdImport.State.CONFIRMED)
    plan = import_plan(waiting.place, waiting.recognition, choices.area)
    if problems := _unanswered(waiting, plan, choices):
        raise Invalid(problems)
    written, added = _write(actor, waiting, plan, choices.write_known)
    outcome = ImportOutcome(written, plan.known, waiting.held_count, added)
    HouseholdImport.objects.filter(pk=waiting.pk).update(household_count=written)
    record(
        actor,
        "residents.imported",
        waiting,
        waiting.path,
        file=waiting.file_name,
        sha256=waiting.sha256,
        households=outcome.written,
        known=outcome.known,
        held=outcome.held,
        areas_added=list(outcome.areas_added),
    )
    return outcome


@transaction.atomic
def discard_import(actor: Actor, import_: HouseholdImport) -> None:
    """Cast a waiting import away, with the names it holds."""
    require(actor.may("households.manage", import_.path))
    _claim(import_, HouseholdImport.State.DISCARDED)
    record(actor, "residents.import_discarded", import_, import_.path, file=import_.file_name)


def _cast_away_forgotten() -> None:
    """Names are not kept for a decision that nobody takes any more (domain h-4)."""
    forgotten = HouseholdImport.objects.filter(
        state=HouseholdImport.State.PREVIEWED,
        made_at__lt=clock.now() - timedelta(days=DAYS_WAITING),
    )
    forgotten.update(state=HouseholdImport.State.DISCARDED, recognition={})


def _claim(waiting: HouseholdImport, state: HouseholdImport.State) -> None:
    """Take a waiting import out of waiting; only the first who asks gets it."""
    claimed = HouseholdImport.objects.filter(
        pk=waiting.pk, state=HouseholdImport.State.PREVIEWED
    ).update(
        state=state,
        recognition={},
        confirmed_at=clock.now() if state == HouseholdImport.State.CONFIRMED else None,
    )
    if not claimed:
        raise Conflict("import_not_waiting")


def _lock_lists_of(place: Place) -> None:
    """One import at a time in a commune, so that two files never write the same household twice.

    An update that changes nothing holds the row until the transaction ends, on both databases;
    SQLite knows no other lock on a row.
    """
    commune = place if place.is_commune or place.parent_id is None else place.parent
    Place.objects.filter(pk=commune.pk if commune else place.pk).update(name=F("name"))


def _unanswered(
    waiting: HouseholdImport, plan: ImportPlan, choices: ImportChoices
) -> list[Problem]:
    problems = []
    if choices.area and not (
        choices.area.kind == PlaceKind.AREA and choices.area.path.startswith(waiting.path)
    ):
        problems.append(Problem("import_area_outside", "area", {"area": choices.area.name}))
    if plan.unplaced:
        sheets = ", ".join(
            dict.fromkeys(row["sheet"] or waiting.file_name for row in plan.unplaced)
        )
        params = {"count": len(plan.unplaced), "sheets": sheets}
        problems.append(Problem("import_area_needed", "area", params))
    elif not plan.areas:
        problems.append(Problem("import_nothing_to_write"))
    return problems


def _write(
    actor: Actor, waiting: HouseholdImport, plan: ImportPlan, write_known: bool
) -> tuple[int, tuple[str, ...]]:
    """Write area by area; gives the number of households and the names of the areas added."""
    written, added = 0, []
    for planned in plan.areas:
        new = [_household(one.row) for one in planned.rows if write_known or one.household is None]
        if not new:
            continue
        if planned.place is None:
            added.append(planned.name)
        add_households(actor, planned.place or _add_area(actor, waiting, planned), new)
        written += len(new)
    return written, tuple(added)


def _add_area(actor: Actor, waiting: HouseholdImport, planned: PlannedArea) -> Place:
    new = NewPlace(planned.name, PlaceKind.AREA, clock.today(), source=waiting.file_name)
    return add_place(actor, waiting.place, new)


def _household(row: Mapping[str, Any]) -> NewHousehold:
    return NewHousehold(
        head_name=row["head_name"],
        birth_year=row["birth_year"],
        member_count=row["member_count"],
        lane=row["lane"],
        house_number=row["house_number"],
        note=row["note"],
    )


def _hold_unfit(report: dict[str, Any]) -> None:
    """Hold the rows the register has no room for (a name of 200 letters): told, never cut."""
    sheets: Counter[str | None] = Counter()
    for row in report["rows"]["households"]:
        problems = problems_of(_household(row)) if row["status"] == IMPORTED else []
        if not problems:
            continue
        row["status"] = HELD
        sheets[row["sheet"] or None] += 1
        report["problems"] += [
            {
                "code": problem.code,
                "severity": "error",
                "sheet": row["sheet"] or None,
                "row": row["row"],
                "field": problem.where,
                "raw": row[problem.where],
                "params": dict(problem.params),
            }
            for problem in problems
        ]
    for part in (report, *report["sheets"]):
        unfit = sheets.total() if part is report else sheets.pop(part["sheet"], 0)
        if unfit:
            part["households"] -= unfit
            part["households_held"] += unfit


def _storable(report: Mapping[str, Any]) -> dict[str, Any]:
    """The report without what is not needed to confirm it, and without signs no column takes."""
    rows = [{key: row[key] for key in KEPT} for row in report["rows"]["households"]]
    kept: dict[str, Any] = _without_nul({**report, "rows": {"households": rows}})
    return kept


def _without_nul(value: Any) -> Any:
    """PostgreSQL refuses the sign U+0000 in text and in JSON."""
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, dict):
        return {key: _without_nul(one) for key, one in value.items()}
    return [_without_nul(one) for one in value] if isinstance(value, list) else value


def _short_name(file_name: str) -> str:
    """The name of the file without its folder, short enough to be kept, its ending preserved."""
    name = PurePath(file_name.replace("\\", "/")).name.replace("\0", "")
    end = PurePath(name).suffix[:10]
    return name if len(name) <= 200 else name[: 200 - len(end)] + end

"""Reading the workbook people have, so that somebody can look at it before it is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from hashlib import sha256
from pathlib import PurePath
from typing import Any

from django.db import transaction

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.base.jobs import cancel_job, enqueue
from tuquan.base.jobs.asking import may_decide
from tuquan.base.sheets import MAX_BYTES, Refusal, read_workbook
from tuquan.base.sheets.counting import rows_about
from tuquan.core.lists import HELD, IMPORTED, Taught, recognise
from tuquan.core.lists.taught import NOTHING
from tuquan.core.problems import Problem
from tuquan.places.models import Place, PlaceKind
from tuquan.residents.models import HouseholdImport
from tuquan.residents.queries.import_rows import household_of, is_fit
from tuquan.residents.queries.imports import packed, taught_for
from tuquan.residents.queries.values import problems_of

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
"""What a waiting import keeps of each row: no telephone, no list of members (domain h-4).

Where these are to be written, they are read again from the file, which waits with it.
"""

KEPT_WHERE_TOLD = ("list", "latitude", "longitude", "code")
"""What is kept of the rows that have it."""

DAYS_WAITING = 7
"""How long a list that was read may wait for a decision."""

LONG = 2_000
"""Rows from which a list is read and written in the background, with its progress shown."""

READ_JOB, WRITE_JOB = "residents.read_list", "residents.write_list"
State = HouseholdImport.State
Progress = Callable[[int], None]


def read_list(
    file_name: str,
    content: bytes,
    today: date | None = None,
    taught: Taught = NOTHING,
    progress: Progress | None = None,
    *,
    slim: bool = False,
) -> dict[str, Any]:
    """The recogniser's report of a file with all its rows; writes nothing.

    A file that cannot be read, or holds no household, is refused with its name. `slim` gives of
    each household only what a waiting import keeps, and of persons and numbers how many there are.
    """
    read = read_workbook(file_name, content)
    if isinstance(read, Refusal):
        params = {**read.params, "file": file_name}
        if read.code == "file_too_large":
            params["limit"] = MAX_BYTES // 1024**2
        raise Invalid([Problem(read.code, "file", params)])
    found = recognise(read, today or clock.today(), taught, progress)
    del read
    rows = (*KEPT, *KEPT_WHERE_TOLD) if slim else True
    report = found.as_json(file_name, content, rows) | {
        "samples": found.samples,
        "phones": sum(bool(household.phone) for household in found.households),
        "listed_persons": len(found.persons),
    }
    del found
    if not report["rows"]["households"] and not _may_be_corrected(report):
        raise Invalid([Problem("file_no_list", "file", {"file": file_name})])
    _hold_unfit(report)
    return report


def _may_be_corrected(report: Mapping[str, Any]) -> bool:
    """Whether a person can still ask for a hidden sheet; otherwise the file holds nothing."""
    return any(sheet["role"] == "old_copy" for sheet in report["sheets"])


@transaction.atomic
def start_import(actor: Actor, place: Place, file_name: str, content: bytes) -> HouseholdImport:
    """Read a file now when it is short; hand it to the background when it is long."""
    if rows_about(content) <= LONG:
        return preview_import(actor, place, file_name, content)
    _may_import(actor, place)
    waiting = _keep(actor, place, file_name, content, state=State.READING)
    waiting.job = enqueue(actor, READ_JOB, {"import": waiting.pk}, path=place.path)
    waiting.save(update_fields=["job"])
    return waiting


@transaction.atomic
def preview_import(
    actor: Actor,
    place: Place,
    file_name: str,
    content: bytes,
    *,
    report: Mapping[str, Any] | None = None,
    mapping: Mapping[str, Any] | None = None,
) -> HouseholdImport:
    """Keep what a file holds until somebody confirms it; the register is not touched.

    `report` is what `read_list` said, when the caller has asked already, with this `mapping`.
    """
    _may_import(actor, place)
    mapping = dict(mapping or {})
    taught = taught_for(place, mapping)
    report = report or read_list(file_name, content, taught=taught, slim=True)
    found = _found(report) | {"mapping": mapping}
    waiting = _keep(actor, place, file_name, content, state=State.PREVIEWED, **found)
    _record_preview(actor, waiting)
    return waiting


def finish_reading(actor: Actor, waiting: HouseholdImport, progress: Progress) -> int:
    """Read a long file in the background; gives how many households it holds.

    Run again after a stop it reads again; a list cast away meanwhile stays cast away.
    """
    require(actor.may("households.manage", waiting.path))
    if waiting.state != State.READING:
        return waiting.household_count
    taught = taught_for(waiting.place, waiting.mapping)
    content = bytes(waiting.content or b"")
    try:
        report = read_list(waiting.file_name, content, taught=taught, progress=progress, slim=True)
    except Invalid:
        _still(waiting, State.READING).update(state=State.DISCARDED, content=None)
        raise
    with transaction.atomic():
        if _still(waiting, State.READING).update(state=State.PREVIEWED, **_found(report)):
            waiting.refresh_from_db(fields=["household_count", "held_count", "state"])
            _record_preview(actor, waiting)
    return waiting.household_count


@transaction.atomic
def read_again(actor: Actor, waiting: HouseholdImport, mapping: Mapping[str, Any]) -> None:
    """Read a waiting file again after a person corrected what its columns and sheets mean."""
    require(actor.may("households.manage", waiting.path))
    kept = HouseholdImport.objects.get(pk=waiting.pk)
    if kept.state != State.PREVIEWED or kept.content is None:
        raise Conflict("import_not_waiting")
    values: dict[str, Any] = {"mapping": dict(mapping), "decisions": {}}
    if kept.household_count + kept.held_count > LONG:
        job = enqueue(actor, READ_JOB, {"import": kept.pk}, path=kept.path)
        values |= {"state": State.READING, "recognition": {}, "job": job}
    else:
        taught = taught_for(kept.place, values["mapping"])
        values |= _found(read_list(kept.file_name, bytes(kept.content), taught=taught, slim=True))
    if not _still(kept, State.PREVIEWED).update(**values):
        raise Conflict("import_not_waiting")
    record(actor, "residents.import_corrected", kept, kept.path, file=kept.file_name)


@transaction.atomic
def stop_import(actor: Actor, import_: HouseholdImport) -> None:
    """Stop what the background does: a list being read is cast away, one being written waits."""
    require(actor.may("households.manage", import_.path))
    if import_.state == State.READING:
        discard_import(actor, import_)
        return
    if not _still(import_, State.WRITING).update(state=State.PREVIEWED):
        raise Conflict("import_not_waiting")
    _cancel(actor, import_)
    record(actor, "residents.import_stopped", import_, import_.path, file=import_.file_name)


@transaction.atomic
def discard_import(actor: Actor, import_: HouseholdImport) -> None:
    """Cast a waiting import away, with the names it holds; reading it stops."""
    require(actor.may("households.manage", import_.path))
    unfinished = (State.PREVIEWED, State.READING)
    claimed = HouseholdImport.objects.filter(pk=import_.pk, state__in=unfinished)
    if not claimed.update(state=State.DISCARDED, **EMPTIED):
        raise Conflict("import_not_waiting")
    _cancel(actor, import_)
    record(actor, "residents.import_discarded", import_, import_.path, file=import_.file_name)


def discard_forgotten(actor: Actor) -> int:
    """Cast away what has waited longer than `DAYS_WAITING`; gives how many lists."""
    long_ago = clock.now() - timedelta(days=DAYS_WAITING)
    waiting = HouseholdImport.objects.visible_to(actor, "households.manage")
    forgotten = list(waiting.filter(state=State.PREVIEWED, made_at__lt=long_ago).defer("content"))
    for import_ in forgotten:
        discard_import(actor, import_)
    return len(forgotten)


EMPTIED: dict[str, Any] = {"recognition": {}, "content": None, "decisions": {}}
"""What is not kept of a list once it is decided: names, and the file itself."""


def _cancel(actor: Actor, import_: HouseholdImport) -> None:
    """Stop the work on a list; whoever may not decide about it lets it end without effect."""
    job = import_.job
    if job is not None and job.ended_at is None and may_decide(actor, job):
        cancel_job(actor, job)


def _may_import(actor: Actor, place: Place) -> None:
    require(actor.may("households.manage", place.path))
    if not (place.is_commune or place.kind == PlaceKind.AREA):
        raise Invalid([Problem("import_place_kind", "place", {"place": place.name})])


def _still(waiting: HouseholdImport, state: HouseholdImport.State) -> Any:
    return HouseholdImport.objects.filter(pk=waiting.pk, state=state)


def _keep(
    actor: Actor, place: Place, file_name: str, content: bytes, **more: Any
) -> HouseholdImport:
    return HouseholdImport.objects.create(
        place=place,
        path=place.path,
        file_name=_short_name(file_name),
        sha256=sha256(content).hexdigest(),
        content=content,
        made_by_id=actor.user_id,
        made_at=clock.now(),
        **more,
    )


def _found(report: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "recognition": _storable(report),
        "household_count": report["households"],
        "held_count": report["households_held"],
    }


def _record_preview(actor: Actor, waiting: HouseholdImport) -> None:
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


def _hold_unfit(report: dict[str, Any]) -> None:
    """Hold the rows the register has no room for (a name of 200 letters): told, never cut."""
    sheets: Counter[str | None] = Counter()
    this_year = clock.today().year
    for row in report["rows"]["households"]:
        if row["status"] != IMPORTED or is_fit(row, this_year):
            continue
        problems = problems_of(household_of(row))
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
    kept = [_kept_row(row) for row in report["rows"]["households"]]
    others = {key: value for key, value in report.items() if key != "rows"}
    storable: dict[str, Any] = _without_nul(others) | {"rows": {"households": kept}}
    return packed(storable) if len(kept) > LONG else storable


def _kept_row(row: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: row[key] for key in KEPT}
    kept |= {key: row[key] for key in KEPT_WHERE_TOLD if row.get(key) not in (None, "")}
    return _without_nul(kept) if any("\0" in str(value) for value in kept.values()) else kept


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

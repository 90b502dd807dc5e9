"""Writing a list that was looked at: all of it or nothing, and nothing twice (F-8, F-11)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, DomainError, Invalid, require
from tuquan.base.jobs import enqueue
from tuquan.core.problems import Problem
from tuquan.places.models import Place, PlaceKind
from tuquan.places.services import NewPlace, add_place
from tuquan.residents.models import (
    Contact,
    Household,
    HouseholdChange,
    HouseholdImport,
    HouseholdMember,
)
from tuquan.residents.queries.changing import NewChange, plan_change
from tuquan.residents.queries.import_plan import (
    ADDED,
    CHANGED,
    HELD_BACK,
    LEFT,
    UNCERTAIN,
    UNCHANGED,
    ImportPlan,
    PlannedArea,
    PlannedRow,
    import_plan,
)
from tuquan.residents.queries.import_rows import columns_of_row, household_of
from tuquan.residents.queries.imports import commune_above, report_of
from tuquan.residents.queries.values import problems_of, record_of
from tuquan.residents.services.bulk import NewRows, insert_households
from tuquan.residents.services.effects import add_row, carry_out
from tuquan.residents.services.importing import EMPTIED, LONG, WRITE_JOB, Progress
from tuquan.residents.services.list_people import ContactsAgreed, WrittenPeople, write_people

State = HouseholdImport.State
CLOSE = "close"


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """What a person decides when confirming; what becomes of single rows was decided before.

    `contacts` says how the households agreed to be called; without it no number is stored.
    """

    area: Place | None = None
    contacts: ContactsAgreed | None = None


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What confirming did, in households; persons and numbers where they were written.

    `people` are the numbers of the rows written about people, by table, and `areas` those of the
    areas that were added, so that both can be undone.
    """

    written: int
    known: int
    held: int
    areas_added: tuple[str, ...] = ()
    changed: int = 0
    closed: int = 0
    undecided: int = 0
    left_out: int = 0
    persons: int = 0
    phones: int = 0
    phones_not_kept: int = 0
    people: dict[str, list[int]] = field(default_factory=dict, compare=False)
    areas: tuple[int, ...] = field(default=(), compare=False)


@transaction.atomic
def decide_rows(
    actor: Actor,
    import_: HouseholdImport,
    rows: Mapping[str, str],
    gone: Mapping[int, date | None],
) -> None:
    """Remember what a person decided about rows of a waiting list and households that are gone.

    An empty decision takes one back. Days lie between a household's beginning and today.
    """
    require(actor.may("households.manage", import_.path))
    waiting = HouseholdImport.objects.defer("content").get(pk=import_.pk)
    decisions = waiting.decisions
    kept = {**decisions.get("rows", {}), **rows}
    days = {str(number): f"{CLOSE}:{day}" if day else "" for number, day in gone.items()}
    if any(day and day > clock.today() for day in gone.values()):
        raise Invalid([Problem("import_close_in_future", "closed_on")])
    decided = decisions | {
        "rows": {key: value for key, value in kept.items() if value},
        "gone": {k: v for k, v in {**decisions.get("gone", {}), **days}.items() if v},
    }
    claimed = HouseholdImport.objects.filter(pk=waiting.pk, state=State.PREVIEWED)
    if not claimed.update(decisions=decided):
        raise Conflict("import_not_waiting")


@transaction.atomic
def start_confirm(
    actor: Actor, import_: HouseholdImport, choices: ImportChoices | None = None
) -> ImportOutcome | None:
    """Confirm a short list now; hand a long one to the background, which gives None."""
    if import_.household_count + import_.held_count <= LONG:
        return confirm_import(actor, import_, choices)
    require(actor.may("households.manage", import_.path))
    choices = choices or ImportChoices()
    waiting = HouseholdImport.objects.defer("content").get(pk=import_.pk)
    plan = import_plan(waiting.place, report_of(waiting), choices.area, waiting.decisions)
    if problems := _unanswered(waiting, plan, choices):
        raise Invalid(problems)
    job = enqueue(actor, WRITE_JOB, {"import": waiting.pk}, path=waiting.path)
    _claim(
        waiting,
        State.PREVIEWED,
        {
            "state": State.WRITING,
            "decisions": waiting.decisions | {"choices": _kept_choices(choices)},
            "job": job,
        },
    )
    return None


@transaction.atomic
def confirm_import(
    actor: Actor,
    import_: HouseholdImport,
    choices: ImportChoices | None = None,
    *,
    claimed: HouseholdImport.State = State.PREVIEWED,
    progress: Progress | None = None,
) -> ImportOutcome:
    """Write the rows of a waiting import, all of them or none.

    Households of the register that the list names are corrected, never doubled; rows that are held
    or uncertain and about which nobody decided are not written.
    """
    require(actor.may("households.manage", import_.path))
    choices = choices or ImportChoices()
    _lock_lists_of(import_.place)
    waiting = HouseholdImport.objects.get(pk=import_.pk)
    _claim(waiting, claimed, {"state": State.CONFIRMED, "confirmed_at": clock.now()} | EMPTIED)
    report = report_of(waiting)
    plan = import_plan(waiting.place, report, choices.area, waiting.decisions)
    if problems := _unanswered(waiting, plan, choices):
        raise Invalid(problems)
    placed, added = _write(actor, waiting, plan, progress or (lambda _rows: None))
    people = write_people(actor, waiting, placed, choices.contacts, report)
    outcome = _outcome(waiting, plan, added, people)
    HouseholdImport.objects.filter(pk=waiting.pk).update(
        household_count=outcome.written,
        changed_count=outcome.changed,
        held_count=outcome.held,
        outcome=asdict(outcome),
    )
    record(
        actor,
        "residents.imported",
        waiting,
        waiting.path,
        file=waiting.file_name,
        sha256=waiting.sha256,
        households=outcome.written,
        known=outcome.known,
        changed=outcome.changed,
        closed=outcome.closed,
        held=outcome.held,
        areas_added=list(outcome.areas_added),
    )
    return outcome


def finish_writing(
    actor: Actor, waiting: HouseholdImport, progress: Progress
) -> ImportOutcome | None:
    """Write a long list in the background; run again after it is written, it writes nothing.

    A list that cannot be written as it was confirmed waits again.
    """
    if waiting.state != State.WRITING:
        return None
    choices = _choices_of(waiting.decisions.get("choices", {}))
    try:
        return confirm_import(actor, waiting, choices, claimed=State.WRITING, progress=progress)
    except DomainError:
        again = HouseholdImport.objects.filter(pk=waiting.pk, state=State.WRITING)
        again.update(state=State.PREVIEWED)
        raise


def _kept_choices(choices: ImportChoices) -> dict[str, Any]:
    contacts = choices.contacts
    return {
        "area": choices.area.pk if choices.area else None,
        "contacts": [contacts.way, str(contacts.given_on)] if contacts else None,
    }


def _choices_of(kept: Mapping[str, Any]) -> ImportChoices:
    contacts = None
    if given := kept.get("contacts"):
        contacts = ContactsAgreed(given[0], date.fromisoformat(given[1]))
    area = Place.objects.filter(pk=kept.get("area") or 0).first()
    return ImportChoices(area, contacts)


def _claim(
    waiting: HouseholdImport, state: HouseholdImport.State, values: Mapping[str, Any]
) -> None:
    """Take a waiting import out of waiting; only the first who asks gets it."""
    claimed = HouseholdImport.objects.filter(pk=waiting.pk, state=state)
    if not claimed.update(**values):
        raise Conflict("import_not_waiting")


def _lock_lists_of(place: Place) -> None:
    """One import at a time in a commune, so that two files never write the same household twice.

    An update that changes nothing holds the row until the transaction ends, on both databases;
    SQLite knows no other lock on a row.
    """
    Place.objects.filter(pk=commune_above(place).pk).update(name=F("name"))


def _unanswered(
    waiting: HouseholdImport, plan: ImportPlan, choices: ImportChoices
) -> list[Problem]:
    problems = []
    area = choices.area
    if area and not (area.kind == PlaceKind.AREA and area.path.startswith(waiting.path)):
        problems.append(Problem("import_area_outside", "area", {"area": area.name}))
    if choices.contacts and choices.contacts.given_on > clock.today():
        problems.append(Problem("consent_in_future", "agreed_on"))
    if plan.unplaced:
        sheets = ", ".join(
            dict.fromkeys(row["sheet"] or waiting.file_name for row in plan.unplaced)
        )
        params = {"count": len(plan.unplaced), "sheets": sheets}
        problems.append(Problem("import_area_needed", "area", params))
    elif not (plan.new or plan.known or _closing(plan, waiting.decisions)):
        problems.append(Problem("import_nothing_to_write"))
    return [*problems, *_impossible(plan)]


def _impossible(plan: ImportPlan) -> Iterable[Problem]:
    """Decisions that cannot be carried out: two rows as one household, a row without a name."""
    chosen = Counter(
        planned.household.pk
        for area in plan.areas
        for planned in area.rows
        if planned.household is not None and planned.kind in (CHANGED, UNCHANGED)
    )
    for area in plan.areas:
        for planned in area.rows:
            where = {"sheet": planned.row["sheet"] or area.name, "row": str(planned.row["row"])}
            if planned.household is not None and chosen[planned.household.pk] > 1:
                yield Problem("import_same_twice", params=where)
            elif planned.decision == "import" and problems_of(household_of(planned.row)):
                yield Problem("import_row_unfit", params=where)


def _closing(plan: ImportPlan, decisions: Mapping[str, Any]) -> dict[Household, date]:
    """The households that are gone and shall be closed, with the day."""
    given = decisions.get("gone", {})
    return {
        household: date.fromisoformat(decision.partition(":")[2])
        for area in plan.areas
        for household in area.gone
        if (decision := given.get(str(household.pk), "")).startswith(CLOSE)
    }


Placed = list[tuple[Place, PlannedArea]]


def _write(
    actor: Actor, waiting: HouseholdImport, plan: ImportPlan, progress: Progress
) -> tuple[Placed, list[Place]]:
    """Write the new households area by area, then corrections and closings.

    Gives the areas with their rows, and those that were added.
    """
    added: list[Place] = []
    placed: Placed = []
    for planned in plan.areas:
        if planned.place is None and not planned.new:
            continue
        area = planned.place or _add_area(actor, waiting, planned)
        if planned.place is None:
            added.append(area)
        placed.append((area, planned))
    done = insert_households(_new_rows(placed), waiting, progress)
    for number, (_, one) in enumerate(plan.of(CHANGED), start=done):
        _correction(actor, waiting, one)
        progress(number)
    for household, on in _closing(plan, waiting.decisions).items():
        _change(actor, waiting, household, NewChange(HouseholdChange.Kind.CLOSED, on))
    return placed, added


def _new_rows(placed: Placed) -> Iterator[NewRows]:
    """The rows of each area that are new in the register.

    The first list of an area tells who lives there, so its households were always there; whoever
    comes with a later list came on the day of that import (`queries.movement`).
    """
    areas = [area.pk for area, _ in placed]
    listed = Household.objects.filter(place__in=areas).exclude(imported_by=None).order_by()
    later = set(listed.values_list("place", flat=True).distinct())
    for area, planned in placed:
        rows = (columns_of_row(one.row) for one in planned.of(ADDED))
        yield NewRows(area, rows, clock.today() if area.pk in later else None)


def _outcome(
    waiting: HouseholdImport, plan: ImportPlan, added: Sequence[Place], people: WrittenPeople
) -> ImportOutcome:
    return ImportOutcome(
        written=plan.new,
        known=plan.known,
        held=plan.counts[HELD_BACK],
        areas_added=tuple(area.name for area in added),
        areas=tuple(area.pk for area in added),
        changed=plan.counts[CHANGED],
        closed=len(_closing(plan, waiting.decisions)),
        undecided=plan.counts[UNCERTAIN],
        left_out=plan.counts[LEFT],
        persons=people.count(HouseholdMember),
        phones=people.count(Contact),
        phones_not_kept=people.phones_not_kept,
        people=people.rows,
    )


def _add_area(actor: Actor, waiting: HouseholdImport, planned: PlannedArea) -> Place:
    new = NewPlace(planned.name, PlaceKind.AREA, clock.today(), source=waiting.file_name)
    return add_place(actor, waiting.place, new)


def _correction(actor: Actor, waiting: HouseholdImport, planned: PlannedRow) -> None:
    """Put what the list says into the register, with the values before and after."""
    household = planned.household
    assert household is not None  # noqa: S101 - a changed row is one of the register
    after = {change.name: change.new for change in planned.changes}
    new = NewChange(
        HouseholdChange.Kind.CORRECTED,
        clock.today(),
        household=replace(record_of(household), **after),
    )
    _change(actor, waiting, household, new)


def _change(actor: Actor, waiting: HouseholdImport, household: Household, new: NewChange) -> None:
    """One change of a household, as if somebody had typed it, marked with its import."""
    if household.closed_on:
        raise Conflict("household_changed_meanwhile")
    plan = plan_change(household, new)
    if plan.refusals:
        raise Invalid(plan.refusals)
    row = add_row(actor, household, new.kind)
    row.happened_on, row.import_of = new.happened_on, waiting
    carry_out(actor, plan, row)

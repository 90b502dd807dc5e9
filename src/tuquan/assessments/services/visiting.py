"""Visits to groups and areas, what was found, and that it was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from tuquan.assessments.models import AssessmentSheet, Finding, Visit
from tuquan.assessments.queries.units import Unit
from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.base.scoping import paths_above
from tuquan.core.assessing import rows_of
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import tidy
from tuquan.groups.models import ResidentGroup
from tuquan.programmes.models import Adoption

LONGEST_TEXT = 4000
LONGEST_FINDING = 500
LONGEST_OWNER = 150


@dataclass(frozen=True, slots=True)
class NewVisit:
    """What is written down of a visit; a re-verification names the sheet it looks at again."""

    kind: str
    held_on: date
    took_part: str
    seen: str
    sheet: AssessmentSheet | None = None


@dataclass(frozen=True, slots=True)
class NewFinding:
    """One thing found; with a day it is work, and `owner` is the post that sees to it."""

    text: str
    due_on: date | None = None
    owner: str = ""
    row: str = ""


@transaction.atomic
def record_visit(actor: Actor, adoption: Adoption, unit: Unit, new: NewVisit) -> Visit:
    """Write down that a group or area was visited, at any time of the year (S0-25)."""
    place, group = unit
    path = group.path if group else place.path
    require(actor.may("assessments.verify", paths_above(path)[-2]))
    require(path.startswith(adoption.place.path))
    if group and group.state == ResidentGroup.State.DISSOLVED:
        raise Conflict("acceptance_group_dissolved", name=group.name)
    took_part, seen = _lines(new.took_part), _lines(new.seen)
    _refuse(_visit_problems(unit, new, took_part, seen))
    visit = Visit.objects.create(
        adoption=adoption,
        place=place,
        group=group,
        path=path,
        kind=new.kind,
        held_on=new.held_on,
        took_part=took_part,
        seen=seen,
        cycle=new.sheet.cycle if new.sheet else None,
        sheet=new.sheet,
        written_by_id=actor.user_id,
        written_by_name=actor.name,
        written_at=clock.now(),
    )
    record(actor, "assessments.visited", visit, path, on=new.held_on.isoformat(), kind=new.kind)
    return visit


@transaction.atomic
def withdraw_visit(actor: Actor, visit: Visit, reason: str) -> Visit:
    """Withdraw a visit that was written down by mistake; what was to be done after it falls away.

    A right one is written down anew.
    """
    require(visit.writable_by(actor))
    why = tidy(reason)
    if not why:
        raise Invalid([Problem("visit_reason_missing", "reason")])
    if len(why) > LONGEST_FINDING:
        raise Invalid([Problem("visit_too_long", "reason", {"most": LONGEST_FINDING})])
    values = {"withdrawn_by_name": actor.name, "withdrawn_reason": why}
    standing = Visit.objects.standing().filter(pk=visit.pk)
    if not standing.update(withdrawn_on=clock.today(), **values):
        raise Conflict("visit_withdrawn_already")
    visit.refresh_from_db()
    on = visit.held_on.isoformat()
    record(actor, "assessments.visit_withdrawn", visit, visit.path, on=on)
    return visit


@transaction.atomic
def add_finding(actor: Actor, visit: Visit, new: NewFinding) -> Finding:
    """Write down something found; with a day, whoever leads there has it among what is to do."""
    require(visit.writable_by(actor))
    _refuse_withdrawn(visit)
    text, owner = tidy(new.text), tidy(new.owner)
    problems = []
    if not text:
        problems.append(Problem("finding_text_missing", "text"))
    if new.due_on and new.due_on < visit.held_on:
        problems.append(Problem("finding_due_before", "due_on", {"day": visit.held_on}))
    if new.due_on and not owner:
        problems.append(Problem("finding_owner_missing", "owner"))
    if new.row and new.row not in _rows_of(visit):
        problems.append(Problem("mark_on_unknown_row", "row"))
    for field, said, most in (
        ("text", text, LONGEST_FINDING),
        ("owner", owner, LONGEST_OWNER),
    ):
        if len(said) > most:
            problems.append(Problem("visit_too_long", field, {"most": most}))
    _refuse(problems)
    finding = Finding.objects.create(
        visit=visit, text=text, row=new.row, due_on=new.due_on, owner=owner
    )
    record(actor, "assessments.found_on_visit", visit, visit.path, finding=finding.pk)
    return finding


@transaction.atomic
def finish_finding(actor: Actor, finding: Finding, note: str = "") -> Finding:
    """Say that it was done, with a word on how: by who leads there, or from above."""
    visit = finding.visit
    require(visit.finishable_by(actor))
    _refuse_withdrawn(visit)
    said = tidy(note)
    if len(said) > LONGEST_FINDING:
        _refuse([Problem("visit_too_long", "note", {"most": LONGEST_FINDING})])
    rows = Finding.objects.filter(pk=finding.pk, done_on=None)
    values = {"done_note": said, "done_by_name": actor.name}
    if not rows.update(done_on=clock.today(), **values):
        raise Conflict("finding_done_already")
    finding.refresh_from_db()
    record(actor, "assessments.finding_done", visit, visit.path, finding=finding.pk)
    return finding


def _refuse_withdrawn(visit: Visit) -> None:
    if not Visit.objects.standing().filter(pk=visit.pk).exists():
        raise Conflict("visit_withdrawn_already")


def _visit_problems(unit: Unit, new: NewVisit, took_part: str, seen: str) -> list[Problem]:
    problems = []
    if new.kind not in Visit.Kind.values:
        problems.append(Problem("visit_kind_unknown", "kind"))
    if new.held_on > clock.today():
        problems.append(Problem("day_in_future", "held_on", {"day": new.held_on}))
    if not took_part:
        problems.append(Problem("visit_who_missing", "took_part"))
    if not seen:
        problems.append(Problem("visit_seen_missing", "seen"))
    for field, said in (("took_part", took_part), ("seen", seen)):
        if len(said) > LONGEST_TEXT:
            problems.append(Problem("visit_too_long", field, {"most": LONGEST_TEXT}))
    if (new.kind == Visit.Kind.REVERIFICATION) != (new.sheet is not None):
        problems.append(Problem("visit_sheet_mismatch", "kind"))
    place, group = unit
    if new.sheet and (new.sheet.place_id, new.sheet.group_id) != (place.pk, group and group.pk):
        problems.append(Problem("visit_sheet_of_another", "sheet", {"name": new.sheet.name}))
    return problems


def _rows_of(visit: Visit) -> set[str]:
    """The criteria of the programme; those of the sheet where one is looked at again."""
    content = visit.sheet.cycle.content if visit.sheet else visit.adoption.content
    return {row.key for row in rows_of(content.criteria)}


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise Invalid(problems)


def _lines(text: str) -> str:
    """A text of several lines, each tidied, without empty ones."""
    return "\n".join(filter(None, map(tidy, text.splitlines())))

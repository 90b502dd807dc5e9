"""Complaints: received with the days by which they are answered, and answered with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from tuquan.assessments.models import (
    AssessmentSheet,
    Complaint,
    SheetRevision,
)
from tuquan.assessments.queries.results import current_result
from tuquan.assessments.services.deciding import correct
from tuquan.assessments.services.keeping import change
from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.base.working_days import work_calendar
from tuquan.core.assessing import Marks, rows_of
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import tidy

LONGEST = 2000
"""Characters of a complaint and of its answer."""


@dataclass(frozen=True, slots=True)
class NewComplaint:
    """What somebody brought forward, about one row or the whole sheet."""

    text: str
    way: str
    received_on: date
    row: str = ""
    who: str = ""


@transaction.atomic
def receive_complaint(actor: Actor, sheet: AssessmentSheet, new: NewComplaint) -> Complaint:
    """Write a complaint down, with the last good days to acknowledge and to answer it.

    It may come as soon as something was found: during a posting or after the result.
    """
    require(actor.may("assessments.verify", sheet.path) or sheet.markable_by(actor))
    if sheet.state not in (AssessmentSheet.State.CHECKED, AssessmentSheet.State.DECIDED):
        raise Conflict("complaint_before_anything_was_found", name=sheet.name)
    if problems := _wrong(sheet, new):
        raise Invalid(problems)
    cycle, work = sheet.cycle, work_calendar()
    complaint = Complaint.objects.create(
        sheet=sheet,
        result=current_result(sheet),
        row=new.row,
        text=tidy(new.text),
        way=new.way,
        who=tidy(new.who),
        received_on=new.received_on,
        acknowledge_by=work.add_working_days(new.received_on, cycle.acknowledge_within),
        answer_by=work.add_working_days(new.received_on, cycle.answer_within),
        entered_by_name=actor.name,
        entered_at=clock.now(),
    )
    record(actor, "assessments.complained", sheet, sheet.path, complaint=complaint.pk)
    return complaint


@transaction.atomic
def acknowledge_complaint(actor: Actor, complaint: Complaint) -> Complaint:
    """Note that whoever complained was told that it is being looked into."""
    require(complaint.sheet.checkable_by(actor))
    states = (Complaint.State.RECEIVED,)
    values = {"state": Complaint.State.ACKNOWLEDGED, "acknowledged_on": clock.today()}
    _change(actor, complaint, states, "assessments.complaint_acknowledged", **values)
    return complaint


@transaction.atomic
def reject_complaint(actor: Actor, complaint: Complaint, answer: str) -> Complaint:
    """Answer that what was found stands, and why."""
    require(complaint.sheet.decidable_by(actor))
    _answer(actor, complaint, Complaint.State.REJECTED, answer)
    return complaint


@transaction.atomic
def uphold_complaint(
    actor: Actor, complaint: Complaint, answer: str, found: Marks | None = None
) -> Complaint:
    """Answer that it is right, and put right what was found.

    A result is corrected by a later one with these findings, in the same breath; before the result
    the sheet goes back to whoever checks it.
    """
    require(complaint.sheet.decidable_by(actor))
    sheet, result = complaint.sheet, current_result(complaint.sheet)
    _answer(actor, complaint, Complaint.State.UPHELD, answer)
    if result is None:
        states = (AssessmentSheet.State.CHECKED,)
        event, again = SheetRevision.Event.REOPENED, AssessmentSheet.State.HANDED_IN
        change(actor, sheet, sheet.version, states, event, tidy(answer)[:500], state=again)
        return complaint
    later = correct(actor, result, tidy(answer)[:500], found)
    Complaint.objects.filter(pk=complaint.pk).update(led_to=later)
    complaint.refresh_from_db()
    return complaint


@transaction.atomic
def withdraw_complaint(actor: Actor, complaint: Complaint) -> Complaint:
    """Note that whoever complained takes it back."""
    require(complaint.sheet.checkable_by(actor))
    values = {"state": Complaint.State.WITHDRAWN, "answered_on": clock.today(), "who": ""}
    action = "assessments.complaint_withdrawn"
    _change(actor, complaint, Complaint.OPEN, action, **values)
    return complaint


def _answer(actor: Actor, complaint: Complaint, state: str, answer: str) -> None:
    words = tidy(answer)
    if not words:
        raise Invalid([Problem("complaint_answer_missing", "answer")])
    if len(words) > LONGEST:
        raise Invalid([Problem("complaint_too_long", "answer", {"most": LONGEST})])
    values = {
        "state": state,
        "answer": words,
        "answered_on": clock.today(),
        "answered_by_id": actor.user_id,
        "answered_by_name": actor.name,
        "who": "",
    }
    _change(actor, complaint, Complaint.OPEN, "assessments.complaint_answered", **values)


def _change(
    actor: Actor, complaint: Complaint, states: tuple[str, ...], action: str, **values: object
) -> None:
    if not Complaint.objects.filter(pk=complaint.pk, state__in=states).update(**values):
        raise Conflict("complaint_answered_already")
    complaint.refresh_from_db()
    record(actor, action, complaint.sheet, complaint.sheet.path, complaint=complaint.pk)


def _wrong(sheet: AssessmentSheet, new: NewComplaint) -> list[Problem]:
    problems = []
    if not tidy(new.text):
        problems.append(Problem("complaint_text_missing", "text"))
    if len(new.text) > LONGEST:
        problems.append(Problem("complaint_too_long", "text", {"most": LONGEST}))
    since = sheet.found_at and timezone.localdate(sheet.found_at)
    if new.received_on > clock.today() or (since and new.received_on < since):
        problems.append(Problem("complaint_day_wrong", "received_on", {"since": since}))
    known = {row.key for row in rows_of(sheet.cycle.content.criteria)}
    if new.row and new.row not in known:
        problems.append(Problem("mark_on_unknown_row", "row"))
    return problems

"""Work a meeting gives out: who does what until when, and that it was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.urls import reverse

from tuquan.accounts.models import Account
from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, require
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import tidy
from tuquan.meetings.models import Meeting, Resolution
from tuquan.meetings.queries.finding import possible_owners
from tuquan.meetings.queries.texts import check_text, refuse
from tuquan.meetings.services.taking import take
from tuquan.notices.services import tell


@dataclass(frozen=True, slots=True)
class NewResolution:
    """What was agreed, who does it, until when; `owner` sees it among their own work."""

    text: str
    owner_name: str
    due_on: date
    owner: Account | None = None


@transaction.atomic
def add_resolution(actor: Actor, meeting: Meeting, wanted: NewResolution) -> Resolution:
    """Write down something agreed as work of somebody."""
    take(actor, meeting, Meeting.State.OPEN)
    text = tidy(wanted.text)
    name = tidy(wanted.owner_name) or (wanted.owner.name if wanted.owner else "")
    problems = check_text("text", text, needed=True)
    problems += check_text("owner_name", name, needed=True)
    if wanted.due_on < meeting.held_on:
        problems.append(Problem("resolution_due_before", "due_on", {"day": wanted.due_on}))
    if wanted.owner and wanted.owner not in possible_owners(meeting):
        problems.append(Problem("resolution_owner_unknown", "owner"))
    refuse(problems)
    made = Resolution.objects.create(
        meeting=meeting, text=text, owner_name=name, owner=wanted.owner, due_on=wanted.due_on
    )
    if wanted.owner:
        shown = {"body": meeting.title, "until": made.due_on}
        key = f"meetings.resolution.{made.pk}"
        tell([wanted.owner], "meeting_task", shown, reverse("meetings:tasks"), key)
    record(actor, "meetings.resolved", meeting, meeting.path, due_on=str(made.due_on))
    return made


@transaction.atomic
def finish_resolution(actor: Actor, resolution: Resolution, note: str = "") -> Resolution:
    """Say that it was done, with a word on how; whoever it was given to may say so too."""
    meeting = resolution.meeting
    is_owner = resolution.owner_id is not None and resolution.owner_id == actor.user_id
    require(is_owner or actor.may("meetings.manage", meeting.path))
    said = tidy(note)
    refuse(check_text("text", said))
    rows = Resolution.objects.filter(pk=resolution.pk, done_on=None)
    if not rows.update(done_on=clock.today(), done_note=said):
        raise Conflict("resolution_done_already")
    resolution.refresh_from_db()
    record(actor, "meetings.resolution_done", meeting, meeting.path, resolution=resolution.pk)
    return resolution

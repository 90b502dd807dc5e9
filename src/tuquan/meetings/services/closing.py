"""Closing a meeting with its numbers, signing its minutes, adding what was found wrong later."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import same_name_key, tidy
from tuquan.meetings.models import Addition, Meeting, MinutesSignature
from tuquan.meetings.queries.standing import missing_to_close
from tuquan.meetings.queries.texts import check_text, refuse, tidy_lines
from tuquan.meetings.services.taking import take


@transaction.atomic
def close_meeting(actor: Actor, meeting: Meeting) -> Meeting:
    """End the meeting; refused as long as a number or a word of the minutes is missing (F-76)."""
    take(actor, meeting, Meeting.State.OPEN)
    refuse(missing_to_close(meeting))
    meeting.state, meeting.closed_at = Meeting.State.CLOSED, clock.now()
    meeting.save(update_fields=["state", "closed_at"])
    record(actor, "meetings.closed", meeting, meeting.path)
    return meeting


@transaction.atomic
def sign_minutes(
    actor: Actor, meeting: Meeting, chair: str, secretary: str, signed_on: date
) -> list[MinutesSignature]:
    """Write down that the chair and the secretary signed the printed minutes, and when."""
    take(actor, meeting, Meeting.State.CLOSED)
    if meeting.signatures.exists():
        raise Conflict("minutes_signed_already")
    names = {"chair": tidy(chair), "secretary": tidy(secretary)}
    problems = [
        problem
        for role, name in names.items()
        for problem in check_text(f"{role}_name", name, needed=True)
    ]
    if names["chair"] and same_name_key(names["chair"]) == same_name_key(names["secretary"]):
        problems.append(Problem("chair_is_secretary", "secretary_name"))
    if signed_on < meeting.held_on:
        problems.append(Problem("signed_before_meeting", "signed_on", {"day": signed_on}))
    if signed_on > clock.today():
        problems.append(Problem("signed_in_future", "signed_on", {"day": signed_on}))
    refuse(problems)
    made = MinutesSignature.objects.bulk_create(
        MinutesSignature(meeting=meeting, role=role, name=name, signed_on=signed_on)
        for role, name in names.items()
    )
    record(actor, "meetings.signed", meeting, meeting.path, on=str(signed_on))
    return made


@transaction.atomic
def add_correction(actor: Actor, meeting: Meeting, text: str) -> Addition:
    """Put something right after the minutes were closed: added with its day, nothing rewritten."""
    take(actor, meeting, Meeting.State.CLOSED)
    said = tidy_lines(text)
    if not said:
        refuse([Problem("addition_missing", "text")])
    refuse(check_text("text", said, kind="note"))
    made = Addition.objects.create(
        meeting=meeting, text=said, added_at=clock.now(), added_by=actor.name
    )
    record(actor, "meetings.corrected", meeting, meeting.path)
    return made

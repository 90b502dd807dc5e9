"""Who guides which areas and groups: a body, or one person in it (S1-08, S1-17)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.bodies.models import Appointment, Body, Guidance
from tuquan.bodies.queries.naming import day_problems
from tuquan.core.problems import Problem
from tuquan.places.models import Place


@dataclass(frozen=True, slots=True)
class NewGuidance:
    """Whom to guide: an area, or a group of it by its path; by one person of the body, or by all.

    `since` is today unless a day is given.
    """

    place: Place
    path: str
    appointment: Appointment | None = None
    task: str = ""
    since: date | None = None


@transaction.atomic
def guide(actor: Actor, body: Body, new: NewGuidance) -> Guidance:
    """Let a body, or somebody in it, guide an area or a group."""
    [made] = guide_several(actor, body, [new])
    return made


@transaction.atomic
def guide_several(actor: Actor, body: Body, several: Sequence[NewGuidance]) -> list[Guidance]:
    """Let a body, or somebody in it, guide several areas and groups at once."""
    path = body.place.path
    require(actor.may("bodies.manage", path))
    if body.dissolved_on:
        raise Conflict("body_dissolved", name=body.name)
    problems = [] if several else [Problem("nothing_to_guide", "targets")]
    for new in several:
        problems += _problems(body, new)
    if problems:
        raise Invalid(problems)
    rows = [_row(body, new) for new in several]
    for row in rows:
        row.save()
        record(actor, "bodies.guidance_given", row, row.path, body=body.name, place=row.place.name)
    return rows


@transaction.atomic
def end_guidance(actor: Actor, guidance: Guidance, on: date | None = None) -> None:
    """Let a body no longer guide an area or a group, from today or from a day given."""
    require(actor.may("bodies.manage", guidance.body.place.path))
    on = on or max(clock.today(), guidance.effective_from)
    if on < guidance.effective_from:
        raise Invalid(day_problems(on, "on", guidance.effective_from))
    if not Guidance.objects.current().filter(pk=guidance.pk).update(effective_until=on):
        raise Conflict("guidance_over", place=guidance.place.name)
    guidance.effective_until = on
    names = {"body": guidance.body.name, "place": guidance.place.name}
    record(actor, "bodies.guidance_ended", guidance, guidance.path, **names)


def _problems(body: Body, new: NewGuidance) -> list[Problem]:
    here = {"place": new.place.name, "name": body.name}
    if not (new.path.startswith(new.place.path) and new.path.startswith(body.place.path)):
        return [Problem("guidance_outside", "targets", here)]
    one = new.appointment
    if one and (one.body_id != body.pk or one.ended_on is not None):
        return [Problem("guide_not_in_body", "by", here)]
    if new.since and new.since < body.founded_on:
        return day_problems(new.since, "since", body.founded_on)
    same = Guidance.objects.current().filter(body=body, path=new.path, appointment=one)
    return [Problem("guided_already", "targets", here)] if same.exists() else []


def _row(body: Body, new: NewGuidance) -> Guidance:
    return Guidance(
        body=body,
        appointment=new.appointment,
        place=new.place,
        path=new.path,
        task=new.task.strip(),
        effective_from=new.since or clock.today(),
    )

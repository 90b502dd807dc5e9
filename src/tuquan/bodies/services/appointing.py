"""Appointing, ending, handing over: a post is never written over, it ends and another begins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Greatest

from tuquan.audit.services import record
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.bodies.models import Appointment, Body, Guidance, PostHolder
from tuquan.bodies.queries.naming import day_problems, name_problems
from tuquan.bodies.services.holding import Named, holder_for
from tuquan.core.boards import acting_ends
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import tidy

LONGEST_POST = 150
LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class NewAppointment:
    """Who is to hold which post, in which part and seat, for which term.

    Somebody only named is found or written down with the appointment, or not at all. `follows` is
    the ended appointment whose guidance and hand-over note the new holder takes over.
    """

    holder: PostHolder | Named
    role: str
    post: str
    term_from: date
    term_until: date | None = None
    seat: str = ""
    main_post: str = ""
    acting: bool = False
    task: str = ""
    follows: Appointment | None = None


@transaction.atomic
def appoint(actor: Actor, body: Body, new: NewAppointment) -> Appointment:
    """Let somebody hold a post in a body. What the rule says to it warns and never blocks."""
    require(actor.may("bodies.manage", body.place.path))
    new, holder = _tidied(new), _holder(actor, body, new)
    _check(body, new, holder)
    return _begin(actor, body, new, holder)


@transaction.atomic
def name_acting(actor: Actor, body: Body, new: NewAppointment) -> Appointment:
    """Let somebody act in a vacant post; for six months, unless another day is given (d2)."""
    require(actor.may("bodies.manage", body.place.path))
    until = new.term_until or acting_ends(new.term_from)
    new = _tidied(replace(new, acting=True, term_until=until))
    holder = _holder(actor, body, new)
    held = Appointment.objects.current().filter(body=body, post=new.post, acting=False)
    held = held.exclude(role=Appointment.Role.MEMBER)
    taken = Problem("post_not_vacant", "post", {"post": new.post})
    _check(body, new, holder, [taken] if held.exists() else [])
    return _begin(actor, body, new, holder)


@transaction.atomic
def end_appointment(
    actor: Actor, appointment: Appointment, on: date, reason: str, handover: str = ""
) -> None:
    """End a post before or at its term: it is vacant then, and the guidance given in it ends."""
    path = appointment.body.place.path
    require(actor.may("bodies.manage", path))
    reason = tidy(reason)
    problems = name_problems(reason, "reason", LONGEST_REASON)
    problems += day_problems(on, "on", appointment.term_from)
    if problems:
        raise Invalid(problems)
    _end(appointment, on, reason, handover)
    record(
        actor,
        "bodies.appointment_ended",
        appointment.body,
        path,
        post=appointment.post,
        reason=reason,
        appointment=appointment.pk,
    )


@transaction.atomic
def succeed(
    actor: Actor, appointment: Appointment, new: NewAppointment, handover: str, reason: str = ""
) -> Appointment:
    """Hand a post over in one step: it ends on the day the next term begins.

    The next holder goes on guiding whom the post guided, and is shown the note.
    """
    body = appointment.body
    require(actor.may("bodies.manage", body.place.path))
    new, holder = _tidied(replace(new, follows=None)), _holder(actor, body, new)
    problems = [
        *name_problems(tidy(reason), "reason", LONGEST_REASON, required=False),
        *day_problems(new.term_from, "term_from", appointment.term_from),
    ]
    _check(body, new, holder, problems, besides=appointment)
    _end(appointment, new.term_from, tidy(reason), handover)
    return _begin(actor, body, replace(new, follows=appointment), holder)


def _tidied(new: NewAppointment) -> NewAppointment:
    return replace(
        new,
        post=tidy(new.post),
        seat=tidy(new.seat),
        main_post=tidy(new.main_post),
        task=new.task.strip(),
    )


def _holder(actor: Actor, body: Body, new: NewAppointment) -> PostHolder:
    one = new.holder
    if isinstance(one, PostHolder):
        return one
    return holder_for(actor, body.place, one.name, one.account, one.known)


def _check(
    body: Body,
    new: NewAppointment,
    holder: PostHolder,
    also: Iterable[Problem] = (),
    besides: Appointment | None = None,
) -> None:
    """Refuse an appointment that cannot be, with everything that is wrong with it."""
    if body.dissolved_on:
        raise Conflict("body_dissolved", name=body.name)
    problems = [
        *also,
        *name_problems(new.post, "post", LONGEST_POST),
        *name_problems(new.seat, "seat", 200, required=False),
        *name_problems(new.main_post, "main_post", LONGEST_POST, required=False),
        *_wrong_about_the_term(body, new),
        *_wrong_about_the_holder(body, new, holder, besides),
    ]
    if new.role not in Appointment.Role.values:
        problems.append(Problem("role_in_body_unknown", "role"))
    if problems:
        raise Invalid(problems)
    if new.follows:
        _check_succession(body, new.follows)


def _wrong_about_the_term(body: Body, new: NewAppointment) -> list[Problem]:
    if new.term_from < body.founded_on:
        params = {"name": body.name, "founded_on": body.founded_on}
        return [Problem("appointment_before_body", "term_from", params)]
    if new.term_until and new.term_until <= new.term_from:
        return [Problem("term_ends_before_it_begins", "term_until")]
    return []


def _wrong_about_the_holder(
    body: Body, new: NewAppointment, holder: PostHolder, besides: Appointment | None
) -> list[Problem]:
    home, here = holder.place.path, body.place.path
    if not (home.startswith(here) or here.startswith(home)):
        return [Problem("holder_of_other_place", "name", {"name": holder.name})]
    held = Appointment.objects.current().filter(body=body, holder=holder, post=new.post)
    if besides:
        held = held.exclude(pk=besides.pk)
    if held.exists():
        params = {"name": holder.name, "post": new.post}
        return [Problem("post_held_already", "post", params)]
    return []


def _check_succession(body: Body, before: Appointment) -> None:
    """Somebody can be followed who left this body, and by one person only."""
    followed = Appointment.objects.filter(follows=before).exists()
    if before.body_id != body.pk or before.ended_on is None or followed:
        raise Conflict("succession_done", post=before.post)


def _begin(actor: Actor, body: Body, new: NewAppointment, holder: PostHolder) -> Appointment:
    made = Appointment.objects.create(
        body=body,
        holder=holder,
        role=new.role,
        post=new.post,
        seat=new.seat,
        main_post=new.main_post,
        acting=new.acting,
        task=new.task,
        term_from=new.term_from,
        term_until=new.term_until,
        follows=new.follows,
    )
    guided = _take_over_guidance(made, new.follows) if new.follows else 0
    action = "bodies.handed_over" if new.follows else "bodies.appointed"
    if new.acting:
        action = "bodies.acting_named"
    record(actor, action, body, body.place.path, post=new.post, appointment=made.pk, guided=guided)
    return made


def _take_over_guidance(made: Appointment, before: Appointment) -> int:
    """Go on guiding whom the one before guided to the end, from the day the new term begins."""
    left = Guidance.objects.filter(appointment=before, effective_until=before.ended_on)
    rows = [
        Guidance(
            body_id=made.body_id,
            appointment=made,
            place_id=one.place_id,
            path=one.path,
            task=one.task,
            effective_from=max(made.term_from, one.effective_from),
        )
        for one in {row.path: row for row in left}.values()
    ]
    return len(Guidance.objects.bulk_create(rows))


def _end(appointment: Appointment, on: date, reason: str, handover: str) -> None:
    values = {"ended_on": on, "end_reason": reason, "handover": handover.strip()}
    if not Appointment.objects.current().filter(pk=appointment.pk).update(**values):
        raise Conflict("appointment_over", post=appointment.post)
    for name, value in values.items():
        setattr(appointment, name, value)
    guided = Guidance.objects.current().filter(appointment=appointment)
    # Guidance that begins later lasts no day: it ends as it begins.
    guided.update(effective_until=Greatest("effective_from", Value(on)))

"""The list of bodies, the page of one, and its history."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import require
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.base.texts.bodies import say_event, say_term, size_of_body
from tuquan.bodies import queries
from tuquan.bodies.models import Appointment, Body
from tuquan.core.boards import TermState, expiry
from tuquan.core.programme import Board, Seat


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a body with how near the end of the term is."""

    appointment: Appointment
    state: TermState
    words: str


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat of the rule beside those who sit in it."""

    seat: Seat
    people: tuple[Appointment, ...]
    is_open: bool


@require_safe
def index(request: PageRequest) -> HttpResponse:
    """The bodies the actor sees, with size, chair, remarks, and what runs out."""
    actor = request.actor
    require(bool(actor.paths("bodies.view")))
    bodies = list(queries.visible_bodies(actor))
    standing = [body for body in bodies if body.dissolved_on is None]
    lines = [
        (line, size_of_body(line.people, *_bounds(line.rule)))
        for line in queries.body_lines(standing)
    ]
    guidance = queries.visible_guidance(actor).current()
    elsewhere = guidance.exclude(body__in=[body.pk for body in bodies])
    context = {
        "lines": lines,
        "ended": [body for body in bodies if body.dissolved_on],
        "guides": elsewhere,
        "may_manage": bool(actor.paths("bodies.manage")),
        "remarks": sum(line.remarks for line, _size in lines),
        "ending": sum(line.ending for line, _size in lines),
        "chairless": sum(not line.chairs for line, _size in lines),
    }
    return render(request, "bodies/index.html", context)


@require_safe
def detail(request: PageRequest, body_id: int) -> HttpResponse:
    """A body: its composition against its rule, its members, whom it guides, its tasks."""
    body = body_of(request.actor, body_id)
    return render(request, "bodies/detail.html", page_of(request.actor, body))


@require_safe
def history(request: PageRequest, body_id: int) -> HttpResponse:
    """Everything that happened to a body, the latest first."""
    body = body_of(request.actor, body_id)
    events = queries.history_of(request.actor, body)
    lines = [(event, say_event(event.code, event.params)) for event in events]
    return render(request, "bodies/history.html", {"body": body, "lines": lines})


def body_of(actor: Actor, body_id: int) -> Body:
    """The body, as long as the actor sees it."""
    return get_object_or_404(queries.visible_bodies(actor), pk=body_id)


def page_of(actor: Actor, body: Body) -> dict[str, object]:
    """What the page of a body shows."""
    members = queries.members_of([body])[body.pk]
    rule = queries.rule_of(body)
    today = clock.today()
    guidance = list(queries.guidance_by(body))
    labels = queries.labels_of(actor, guidance, body.place)
    people = len({one.holder_id for one in members})
    states = [(one, expiry(one.term_until, today)) for one in members]
    seats = rule.seats if rule else ()
    return {
        "body": body,
        "rule": rule,
        "size": size_of_body(people, *_bounds(rule)),
        "people": people,
        "remarks": [say(remark) for remark in queries.composition_remarks(body, members)],
        "members": [Member(one, state, say_term(state)) for one, state in states],
        "seats": [_seat_line(seat, members) for seat in seats],
        "vacancies": queries.vacancies(body),
        "guided": [(one, labels[one.path]) for one in guidance if one.effective_until is None],
        "may_manage": actor.may("bodies.manage", body.place.path) and not body.dissolved_on,
        "sees_people": queries.visible_holders(actor).exists(),
    }


def _bounds(rule: Board | None) -> tuple[int | None, int | None]:
    return (rule.minimum, rule.maximum) if rule else (None, None)


def _seat_line(seat: Seat, members: list[Appointment]) -> SeatLine:
    here = tuple(one for one in members if one.seat == seat.label)
    return SeatLine(seat, here, len(here) < seat.minimum)

"""Finding bodies, their members and their rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models.functions import Length

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.bodies.models import Appointment, AppointmentQuerySet, Body, BodyQuerySet
from tuquan.core.boards import Part, SeatHeld, check_composition, expiry
from tuquan.core.packs import board_from_json
from tuquan.core.problems import Problem
from tuquan.core.programme import Board

NO_RULE = "{}"

_PARTS: Mapping[str, Part] = {
    Appointment.Role.CHAIR: "chair",
    Appointment.Role.VICE_CHAIR: "vice_chair",
    Appointment.Role.MEMBER: "member",
}


def visible_bodies(actor: Actor) -> BodyQuerySet:
    """Bodies of places the actor may see, of the commune before its areas; dissolved ones too."""
    found = Body.objects.visible_to(actor).select_related("place", "predecessor")
    return found.order_by(Length("place__path"), "place__sort_key", "name", "pk")


def visible_appointments(actor: Actor) -> AppointmentQuerySet:
    """Posts held, now or before, in the bodies the actor may see."""
    found = Appointment.objects.visible_to(actor)
    return found.select_related("body__place", "holder", "holder__place")


def rule_of(body: Body) -> Board | None:
    """The rule a body was founded under; None where there is none."""
    return None if body.composition == NO_RULE else board_from_json(body.composition)


def members_of(bodies: Iterable[Body]) -> dict[int, list[Appointment]]:
    """The present members of several bodies: chair first, then deputies, then the others."""
    rank = {role: number for number, role in enumerate(Appointment.Role.values)}
    found: dict[int, list[Appointment]] = {body.pk: [] for body in bodies}
    present = Appointment.objects.current().filter(body__in=list(found))
    for one in present.select_related("holder", "holder__account").order_by("pk"):
        found[one.body_id].append(one)
    for members in found.values():
        members.sort(key=lambda one: (rank[one.role], one.pk))
    return found


def composition_remarks(
    body: Body, members: Sequence[Appointment] | None = None
) -> tuple[Problem, ...]:
    """What is to be said about the members of a body under its rule, all of it as warnings.

    A dissolved body has none. A body without a rule is only asked for one chair, and that nobody
    sits in it twice.
    """
    if body.dissolved_on:
        return ()
    rule = rule_of(body) or Board(body.board, body.name, "commune")
    present = members_of([body])[body.pk] if members is None else members
    held = [SeatHeld(one.holder_id, one.holder.name, _PARTS[one.role], one.seat) for one in present]
    return check_composition(rule, held)


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A body in a list: how many people, who chairs it, what is to be looked at."""

    body: Body
    rule: Board | None
    people: int
    chairs: tuple[Appointment, ...]
    remarks: int
    ending: int


def body_lines(bodies: Sequence[Body]) -> list[BodyLine]:
    """The lines of several bodies; one query for any number."""
    members = members_of(bodies)
    return [_line(body, members[body.pk]) for body in bodies]


def area_head_until(area_path: str) -> date | None:
    """When the term of the head of an area ends: of the chair of its board (S0-12)."""
    chairs = Appointment.objects.current().filter(
        body__kind=Body.Kind.AREA_BOARD,
        role=Appointment.Role.CHAIR,
        acting=False,
        body__dissolved_on=None,
        body__place__path=area_path,
    )
    return max((one.term_until for one in chairs if one.term_until), default=None)


def _line(body: Body, members: Sequence[Appointment]) -> BodyLine:
    today = clock.today()
    return BodyLine(
        body,
        rule_of(body),
        len({one.holder_id for one in members}),
        tuple(one for one in members if one.role == Appointment.Role.CHAIR),
        len(composition_remarks(body, members)),
        sum(expiry(one.term_until, today) != "running" for one in members),
    )

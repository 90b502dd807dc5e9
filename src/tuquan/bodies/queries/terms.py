"""What runs out, what stands empty, who acts too long (F-21)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tuquan.bodies.models import Appointment, Body
from tuquan.bodies.queries.finding import rule_of
from tuquan.core.boards import TermState, acting_ends, expiry
from tuquan.core.programme import Board, Seat

_LISTED = (Appointment.Role.CHAIR, Appointment.Role.VICE_CHAIR)


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A post nobody holds: `last` held it until it ended, `acting` bridges it.

    An empty seat of the rule that nobody held before has neither; `missing` is how many people.
    """

    post: str
    role: str
    seat: str
    missing: int = 1
    last: Appointment | None = None
    acting: Appointment | None = None


def vacancies(body: Body) -> list[Vacancy]:
    """The posts of a body that stand empty: given up without a successor, or never filled.

    An ordinary member without a seat of the rule leaves no vacancy. A post held by somebody acting
    is vacant.
    """
    if body.dissolved_on:
        return []
    held = list(body.appointments.current().select_related("holder"))
    rule = rule_of(body)
    left = list(_left_open(body, rule, held))
    return [*left, *_never_filled(rule, held, left)]


def expiring(path: str, today: date) -> list[tuple[Appointment, TermState]]:
    """Posts at a path and below whose term ends within 90 days or is over, the nearest first."""
    held = (
        Appointment.objects.current()
        .below(path)
        .filter(body__dissolved_on=None, term_until__isnull=False, acting=False)
        .select_related("body__place", "holder")
        .order_by("term_until", "pk")
    )
    found = ((one, expiry(one.term_until, today)) for one in held)
    return [(one, state) for one, state in found if state != "running"]


def acting_too_long(path: str, today: date) -> list[Appointment]:
    """Posts at a path and below held by somebody acting for more than six months (d2)."""
    acting = (
        Appointment.objects.current()
        .below(path)
        .filter(body__dissolved_on=None, acting=True)
        .select_related("body__place", "holder")
        .order_by("term_from", "pk")
    )
    return [one for one in acting if acting_ends(one.term_from) < today]


def without_chair(path: str) -> list[tuple[Body, date]]:
    """Standing bodies at a path and below that nobody chairs, not even acting, with since when."""
    chairs = Appointment.objects.filter(role=Appointment.Role.CHAIR)
    bodies = Body.objects.standing().below(path).select_related("place")
    empty = bodies.exclude(pk__in=chairs.current().values("body_id")).order_by("pk")
    left = chairs.filter(body__in=empty.order_by()).order_by("ended_on")
    since = dict(left.values_list("body_id", "ended_on"))
    return [(body, since.get(body.pk) or body.founded_on) for body in empty]


def _left_open(body: Body, rule: Board | None, held: list[Appointment]) -> Iterator[Vacancy]:
    """Posts that were given up, of each the last holder, while nobody holds them for good."""
    seats = {seat.label for seat in rule.seats} if rule else set()
    filled = {(one.post, one.role) for one in held if not one.acting}
    acting = {(one.post, one.role): one for one in held if one.acting}
    over = body.appointments.filter(ended_on__isnull=False, followed_by=None, acting=False)
    seen = set()
    for one in over.select_related("holder").order_by("-ended_on", "-pk"):
        key = (one.post, one.role)
        matters = one.role in _LISTED or one.seat in seats
        if matters and key not in filled and key not in seen:
            seen.add(key)
            yield Vacancy(one.post, one.role, one.seat, 1, one, acting.get(key))


def _never_filled(
    rule: Board | None, held: list[Appointment], left: list[Vacancy]
) -> Iterator[Vacancy]:
    for seat in rule.seats if rule else ():
        missing = seat.minimum - _taken(seat, held, left)
        if missing > 0:
            yield Vacancy(seat.label, seat.role, seat.label, missing)


def _taken(seat: Seat, held: list[Appointment], left: list[Vacancy]) -> int:
    """Who sits in a seat, or left it and is listed for that."""
    there = sum(one.seat == seat.label and not one.acting for one in held)
    return there + sum(one.seat == seat.label for one in left)

"""Bodies, people and posts as these tests need them, made through the services."""

from __future__ import annotations

from datetime import date

from tests import make
from tuquan.base.actor import Actor
from tuquan.bodies.models import Appointment, Body
from tuquan.bodies.services import Named, NewAppointment, NewBody, appoint, found_body
from tuquan.core.programme import Board, Seat
from tuquan.places.models import Place

FOUNDED = date(2026, 3, 2)
RULE = Board(
    "board",
    "Ban Chỉ đạo",
    "commune",
    minimum=3,
    maximum=4,
    seats=(Seat("Bí thư Đảng ủy", "chair"), Seat("Đoàn thể", "member", minimum=1, maximum=2)),
)


def officer(world: make.World) -> Actor:
    """An officer of our commune."""
    return make.actor(make.officer(world.commune))


def stranger(world: make.World) -> Actor:
    """An officer of the commune next door."""
    return make.actor(make.officer(world.neighbour))


def body(
    place: Place,
    name: str = "Ban Chỉ đạo xã",
    rule: Board | None = RULE,
    kind: str = "steering_committee",
) -> Body:
    """A body founded in March."""
    return found_body(make.SYSTEM, place, NewBody(kind, name, FOUNDED, board=rule))


def post(
    of: Body,
    name: str = "Lương Thị Hạnh",
    role: str = "chair",
    title: str = "Trưởng ban",
    **more: object,
) -> Appointment:
    """Somebody new holds a post since it was founded."""
    given: dict[str, object] = {"term_from": FOUNDED} | more
    new = NewAppointment(Named(name), role, title, **given)  # type: ignore[arg-type]  # any field
    return appoint(make.SYSTEM, of, new)

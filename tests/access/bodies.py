"""The rows of the bodies app."""

from __future__ import annotations

from datetime import date

from tests import make
from tests.access.answers import GONE, MOVED, OK, WRONG, Row, everybody
from tests.access.scene import Scene
from tuquan.bodies.services import (
    Named,
    NewAppointment,
    NewBody,
    NewGuidance,
    appoint,
    found_body,
    guide,
)

SEEN = (GONE, OK, OK, GONE)
OFFICE = (GONE, OK, GONE, GONE)
"""What stands at the commune is the officer's; the head of the area has a place below."""

ROWS: dict[str, Row] = {
    "bodies:index": Row(SEEN),
    "bodies:found": Row(OFFICE),
    "bodies:own_posts": Row(everybody()),
    "bodies:people": Row(SEEN),
    "bodies:person": Row(OFFICE, "holder_id"),
    "bodies:train": Row((GONE, WRONG, GONE, GONE), "holder_id", post=True),
    "bodies:detail": Row(OFFICE, "body_id"),
    "bodies:history": Row(OFFICE, "body_id"),
    "bodies:alter": Row(OFFICE, "body_id"),
    "bodies:dissolve": Row(OFFICE, "body_id"),
    "bodies:appoint": Row(OFFICE, "body_id"),
    "bodies:act": Row(OFFICE, "body_id"),
    "bodies:guide": Row(OFFICE, "body_id"),
    "bodies:hand_over": Row(OFFICE, "appointment_id"),
    "bodies:end_post": Row(OFFICE, "appointment_id"),
    "bodies:end_guidance": Row((GONE, MOVED, GONE, GONE), "guidance_id", post=True),
}


def objects(scene: Scene) -> dict[str, int | str]:
    """A steering committee of our commune with a chair who guides our area."""
    day, world = date(2026, 3, 2), scene.world
    body = found_body(
        make.SYSTEM, world.commune, NewBody("steering_committee", "Ban Chỉ đạo xã", day)
    )
    chair = appoint(
        make.SYSTEM, body, NewAppointment(Named("Lương Thị Hạnh"), "chair", "Trưởng ban", day)
    )
    given = guide(make.SYSTEM, body, NewGuidance(world.area, world.area.path, chair))
    return {
        "body_id": body.pk,
        "appointment_id": chair.pk,
        "holder_id": chair.holder_id,
        "guidance_id": given.pk,
    }

"""Bodies, who holds posts in them, whom they guide; and how all of it follows the map."""

from tuquan.bodies.services.appointing import (
    NewAppointment,
    appoint,
    end_appointment,
    name_acting,
    succeed,
)
from tuquan.bodies.services.following import BodyFollower
from tuquan.bodies.services.founding import NewBody, alter_body, dissolve_body, found_body
from tuquan.bodies.services.guiding import NewGuidance, end_guidance, guide, guide_several
from tuquan.bodies.services.holding import Named, holder_for, record_training

__all__ = [
    "BodyFollower",
    "Named",
    "NewAppointment",
    "NewBody",
    "NewGuidance",
    "alter_body",
    "appoint",
    "dissolve_body",
    "end_appointment",
    "end_guidance",
    "found_body",
    "guide",
    "guide_several",
    "holder_for",
    "name_acting",
    "record_training",
    "succeed",
]

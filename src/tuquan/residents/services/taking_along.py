"""A leader's telephone takes the households of their group along; the looks stand on record."""

from __future__ import annotations

from tuquan.audit.models import Look
from tuquan.audit.services import mark_looks
from tuquan.base.actor import Actor
from tuquan.residents.queries.phone import (
    LOOK_TAKEN,
    MOST,
    kept_of_households,
    led_households,
    not_marked_today,
)


def take_along_households(actor: Actor) -> dict[str, object]:
    """What the telephone keeps of households, and how many it has to leave out.

    A telephone asks every few minutes; a look is marked once a day (domain h-6).
    """
    led = led_households(actor)
    taken = led[:MOST]
    new = not_marked_today(actor, taken)
    seen = [(one.household, one.through) for one in new]
    mark_looks(actor, seen, Look.Kind.LISTED, LOOK_TAKEN)
    return {"households": kept_of_households(taken), "left_out": len(led) - len(taken)}

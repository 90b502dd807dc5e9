"""A telephone takes the rolls of its person's meetings along; the looks stand on record."""

from __future__ import annotations

from tuquan.audit.models import Look
from tuquan.audit.services import mark_looks
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.meetings.queries.phone import (
    LOOK_TAKEN,
    kept_roll,
    not_looked_at_today,
    open_rolls,
)


def take_along_rolls(actor: Actor) -> dict[str, object]:
    """What the telephone keeps of meetings that go on, and as of when.

    A telephone asks every few minutes; a look is marked once a day (domain h-6).
    """
    rolls = open_rolls(actor)
    new = [(row.household, path) for row, path in not_looked_at_today(actor, rolls)]
    mark_looks(actor, new, Look.Kind.LISTED, LOOK_TAKEN)
    return {"at": clock.now().isoformat(), "lists": [kept_roll(one) for one in rolls]}

"""Who owes what, who has sent it, what waits for review."""

from __future__ import annotations

from tuquan.base.actor import Actor
from tuquan.reports.models import Report


def waiting_count(actor: Actor) -> int:
    """How many reports wait for the actor's review."""
    waiting = Report.objects.visible_to(actor, "reports.review")
    return waiting.filter(state=Report.State.SUBMITTED).count()

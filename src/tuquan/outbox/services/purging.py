"""Letting go of old answers: no telephone asks again after so long."""

from __future__ import annotations

from datetime import timedelta

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import require
from tuquan.outbox.models import Delivery, StrayItem

KEPT = timedelta(days=90)


def purge_deliveries(actor: Actor) -> dict[str, int]:
    """Delete answers older than 90 days, and what came astray and was settled as long ago."""
    require(actor.may("jobs.view", ""))
    before = clock.now() - KEPT
    deliveries, _each = Delivery.objects.filter(at__lt=before).delete()
    strays, _each = StrayItem.objects.filter(settled_at__lt=before).delete()
    return {"deliveries": deliveries, "strays": strays}

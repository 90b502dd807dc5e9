"""What came astray, for those who look after the place."""

from __future__ import annotations

from django.db.models import F

from tuquan.base.actor import Actor
from tuquan.outbox.models import StrayItem, StrayItemQuerySet


def visible_strays(actor: Actor) -> StrayItemQuerySet:
    """What closed telephones of the actor's places sent; undecided first, oldest first."""
    strays = StrayItem.objects.visible_to(actor).select_related("settled_by")
    return strays.order_by(F("settled_at").asc(nulls_first=True), "received_at", "pk")


def waiting_strays(actor: Actor) -> StrayItemQuerySet:
    """Those of them that wait for a decision."""
    return StrayItem.objects.visible_to(actor).waiting()

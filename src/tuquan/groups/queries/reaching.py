"""What groups tell the register below: whom a leader reaches, and the group of a household."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import F, QuerySet

from tuquan.base.actor import Actor
from tuquan.groups.models import Membership, ResidentGroup


def household_reach(actor: Actor, permission: str) -> QuerySet[Membership, Any]:
    """The households of the formed groups below which the permission is held, each with the path
    of its group."""
    working = ResidentGroup.State.FORMED
    members = Membership.objects.visible_to(actor, permission).current()
    return (
        members.filter(group__state=working)
        .order_by()
        .values(number=F("household_id"), through=F("group__path"))
    )


def names_of_groups(households: Sequence[int]) -> dict[int, str]:
    """The working group of each household: what form 02 prints in its first column (S2-30)."""
    rows = (
        Membership.objects.current()
        .filter(household__in=households, group__state=ResidentGroup.State.FORMED)
        .order_by("group__programme_id", "group__number")
        .values_list("household_id", "group__name")
    )
    names: dict[int, str] = {}
    for household, name in rows:
        names.setdefault(household, name)
    return names

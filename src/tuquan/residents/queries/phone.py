"""The households a leader's telephone keeps, to find one and tell what happened without network.

As few facts as the task needs (domain h-4): who is meant, and which record was seen. No birth year,
no note, nothing about any other person of the household; a number only where it was agreed to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from tuquan.accounts.models import Role
from tuquan.audit.models import Look, subject_of
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.residents.models import Household
from tuquan.residents.queries.reach import numbers_of, reached_through
from tuquan.residents.queries.values import fingerprint

MOST = 50
"""How many households a telephone keeps: the largest group there is."""

LOOK_TAKEN = "residents.phone"
"""For what a record was looked at when a telephone took it along."""


@dataclass(frozen=True, slots=True)
class Led:
    """A household of a group somebody leads, and the path under which they see it."""

    household: Household
    through: str


def led_households(actor: Actor) -> list[Led]:
    """The households of the groups somebody leads themselves, as they stand in the list.

    Heads of areas and officers reach more; they work at pages that ask the server.
    """
    paths = [grant.path for grant in actor.grants if grant.role == Role.GROUP_LEADER]
    through = reached_through(actor, "households.tell", paths)
    households = Household.objects.current().filter(pk__in=through, erased_at=None)
    ordered = households.order_by("path", "list_order", "pk")
    return [Led(one, through[one.pk]) for one in ordered]


def shells_for_leaders(actor: Actor) -> list[str]:
    """The page on which a leader tells what happened."""
    return [reverse("household_shells:change")] if actor.holds(Role.GROUP_LEADER) else []


def kept_of_households(led: Iterable[Led]) -> list[dict[str, object]]:
    """What is kept of each, as plain values; what is empty is left out."""
    shown = [one.household for one in led]
    numbers = numbers_of([one.pk for one in shown])
    return [_kept(one, numbers) for one in shown]


def not_marked_today(actor: Actor, led: Iterable[Led]) -> list[Led]:
    """Those of which no look by this person's telephone is on record yet today."""
    known = looked_at_today(actor, LOOK_TAKEN)
    return [one for one in led if subject_of(one.household) not in known]


def looked_at_today(actor: Actor, purpose: str) -> set[str]:
    """The subjects of which a look of this person for a purpose is on record today."""
    begun = timezone.localtime(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    marked = Look.objects.filter(actor_id=actor.user_id, purpose=purpose, at__gte=begun)
    return set(marked.order_by().values_list("subject", flat=True))


def _kept(household: Household, numbers: Mapping[int, str]) -> dict[str, object]:
    kept = {
        "id": household.pk,
        "name": household.head_name,
        "door": household.house_number,
        "lane": household.lane,
        "members": household.member_count,
        "seen": fingerprint(household),
        "call": numbers.get(household.pk, ""),
    }
    return {key: value for key, value in kept.items() if value not in (None, "")}

"""Who reaches a household although no role is held on its place: the leaders of its group.

Groups stand above this app, so they say what they know (`provide_reach` and `provide_grouping` in
their `AppConfig.ready`); without anybody who says so nothing is reached.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from tuquan.base.actor import Actor
from tuquan.residents.models import Consent, Contact, Household, HouseholdQuerySet

Reach = Callable[[Actor, str], QuerySet[Any, Any]]
"""The households an actor reaches with a permission: a query of `number` and of `through`, the path
at which the role is held."""

Grouping = Callable[[Sequence[int]], Mapping[int, str]]
"""The name of the group each of these households is in."""

_REACHES: list[Reach] = []
_GROUPINGS: list[Grouping] = []


def provide_reach(reach: Reach) -> None:
    """Let an app above say which households somebody reaches otherwise than by their place."""
    if reach not in _REACHES:
        _REACHES.append(reach)


def provide_grouping(grouping: Grouping) -> None:
    """Let an app above say in which group households are."""
    if grouping not in _GROUPINGS:
        _GROUPINGS.append(grouping)


def reachable_households(actor: Actor, permission: str = "households.view") -> HouseholdQuerySet:
    """Households of places the actor works for, and those of the groups they lead; open or left."""
    condition = Q(pk__in=Household.objects.visible_to(actor, permission).values("pk"))
    for reach in _REACHES:
        condition |= Q(pk__in=reach(actor, permission).values("number"))
    return Household.objects.filter(condition, erased_at=None).select_related("place__parent")


def may_reach(actor: Actor, permission: str, household: Household) -> bool:
    """Whether the actor holds the permission for this household, by its place or by its group."""
    return (
        actor.may(permission, household.path)
        or reachable_households(actor, permission).filter(pk=household.pk).exists()
    )


def seen_through(actor: Actor, household: Household, permission: str = "households.view") -> str:
    """The path under which the actor sees a household: its own, or that of the group they lead."""
    if not actor.may(permission, household.path):
        for reach in _REACHES:
            row = reach(actor, permission).filter(number=household.pk).first()
            if row:
                return str(row["through"])
    return household.path


def reached_through(actor: Actor, permission: str, paths: Sequence[str]) -> dict[int, str]:
    """Households reached by their group at one of these very paths, each with that path."""
    rows = [row for reach in _REACHES for row in reach(actor, permission).filter(through__in=paths)]
    return {int(row["number"]): str(row["through"]) for row in rows}


def group_names(households: Sequence[int]) -> dict[int, str]:
    """The groups of several households, by the household's number; those in none are left out."""
    names: dict[int, str] = {}
    for grouping in _GROUPINGS:
        names |= grouping(households)
    return names


def numbers_of(households: Sequence[int]) -> dict[int, str]:
    """One telephone number of each household that agreed to be called, by the household."""
    agreed = Contact.objects.filter(
        household__in=households,
        consent__withdrawn_on=None,
        household__consents__purpose=Consent.Purpose.CONTACT,
        household__consents__withdrawn_on=None,
    )
    return dict(agreed.order_by("-pk").values_list("household_id", "digits"))

"""What is kept beside a household and may be changed: consents, numbers, members, who helps it."""

from __future__ import annotations

from django.db.models import QuerySet

from tuquan.base.actor import Actor
from tuquan.residents.models import (
    Consent,
    Contact,
    HouseholdAssignment,
    HouseholdMember,
    HouseholdQuerySet,
)
from tuquan.residents.queries.finding import records


def manageable_consents(actor: Actor) -> QuerySet[Consent]:
    """Consents in force of the households the actor looks after."""
    return Consent.objects.filter(household__in=_mine(actor), withdrawn_on=None)


def manageable_contacts(actor: Actor) -> QuerySet[Contact]:
    """Numbers of the households the actor looks after."""
    return Contact.objects.filter(household__in=_mine(actor)).select_related("household")


def manageable_assignments(actor: Actor) -> QuerySet[HouseholdAssignment]:
    """Who looks after these households today."""
    current = HouseholdAssignment.objects.filter(effective_until=None)
    return current.filter(household__in=_mine(actor)).select_related("household")


def manageable_members(actor: Actor) -> QuerySet[HouseholdMember]:
    """Members living in these households."""
    living = HouseholdMember.objects.filter(left_on=None)
    return living.filter(household__in=_mine(actor)).select_related("household__place")


def _mine(actor: Actor) -> HouseholdQuerySet:
    return records(actor, "households.manage").order_by()

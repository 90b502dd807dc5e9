"""The people of households and how they are reached: where members are kept, consents, numbers.

Programmes stand above this app, so they say where an adoption asks for members
(`provide_member_rule` in their `AppConfig.ready`); where nobody says so, none are kept (h-4).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from tuquan.base.actor import Actor
from tuquan.places.models import Place
from tuquan.residents.models import (
    Consent,
    Contact,
    Household,
    HouseholdAssignment,
    HouseholdMember,
    WayToReach,
)

MemberRule = Callable[[Place], bool]

_MEMBER_RULES: list[MemberRule] = []


def provide_member_rule(rule: MemberRule) -> None:
    """Let an app above say at which places the members of households are kept."""
    if rule not in _MEMBER_RULES:
        _MEMBER_RULES.append(rule)


def members_kept_at(place: Place) -> bool:
    """Whether a programme that runs here asks for the members of each household (S2-14)."""
    return any(rule(place) for rule in _MEMBER_RULES)


def members_now(household: Household) -> QuerySet[HouseholdMember]:
    """The members written down who live in the household, the head first."""
    return HouseholdMember.objects.filter(household=household, left_on=None)


def members_before(household: Household) -> QuerySet[HouseholdMember]:
    """Who left the household or died, latest first (F-10)."""
    left = HouseholdMember.objects.filter(household=household, left_on__isnull=False)
    return left.order_by("-left_on", "-pk")


def consents_now(household: Household) -> QuerySet[Consent]:
    """What the household agreed to and has not withdrawn (F-17)."""
    return Consent.objects.filter(household=household, withdrawn_on=None)


def contacts_of(household: Household) -> QuerySet[Contact]:
    """The numbers the household agreed to be called at; none whose consent was withdrawn."""
    return Contact.objects.filter(household=household, consent__withdrawn_on=None)


def assignments_now(household: Household) -> QuerySet[HouseholdAssignment]:
    """Who looks after the household today; there may be several (S2-30, F-22)."""
    return HouseholdAssignment.objects.filter(household=household, effective_until=None)


@dataclass(frozen=True, slots=True)
class Reached:
    """How news gets to the households of a place (S2-16); nobody is left out of the count.

    `ways` has every way there is, and under "" the households of which no way is known.
    """

    households: int
    ways: Mapping[str, int]
    zalo_agreed: int
    contact_agreed: int
    with_number: int

    @property
    def unknown(self) -> int:
        """Of how many households nobody knows how to reach them."""
        return self.ways[""]


def reach_of(actor: Actor, place: Place) -> Reached:
    """How many households of a place are reached in which way, and how many agreed to what."""
    households = Household.objects.visible_to(actor).current().below(place.path).order_by()
    counted = dict(households.values_list("reached_by").annotate(count=Count("pk")))
    agreed = Consent.objects.filter(withdrawn_on=None, household__in=households.values("pk"))
    purposes = dict(agreed.order_by().values_list("purpose").annotate(count=Count("pk")))
    numbers = Contact.objects.filter(
        consent__withdrawn_on=None, household__in=households.values("pk")
    )
    return Reached(
        sum(counted.values()),
        {way: counted.get(way, 0) for way in (*WayToReach.values, "")},
        purposes.get(Consent.Purpose.ZALO, 0),
        purposes.get(Consent.Purpose.CONTACT, 0),
        numbers.order_by().values("household").distinct().count(),
    )

"""Finding groups, their households and the people who lead them."""

from __future__ import annotations


from django.db.models import Count, Prefetch, Q

from tuquan.base.actor import Actor
from tuquan.groups.models import (
    GroupQuerySet,
    Membership,
    MembershipQuerySet,
    ResidentGroup,
    Tenure,
)
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption, Programme
from tuquan.residents.models import Household, HouseholdQuerySet


def visible_groups(actor: Actor) -> GroupQuerySet:
    """Groups the actor may see, with household counts and present holders of positions."""
    return (
        ResidentGroup.objects.visible_to(actor)
        .exclude(state=ResidentGroup.State.DISSOLVED)
        .select_related("place", "programme")
        .annotate(
            household_count=Count("memberships", filter=Q(memberships__effective_until=None))
        )
        .prefetch_related(
            Prefetch("tenures", Tenure.objects.current().order_by("position"), "present_tenures")
        )
        .order_by("place__sort_key", "number")
    )


def groups_of_area(actor: Actor, programme: Programme, area: Place) -> GroupQuerySet:
    """The groups of one programme in one area, proposed and formed."""
    return visible_groups(actor).filter(programme=programme, place=area)


def members_of(actor: Actor, group: ResidentGroup) -> MembershipQuerySet:
    """The households in a group today; empty for whoever may not read household records."""
    return (
        Membership.objects.visible_to(actor)
        .current()
        .filter(group=group)
        .select_related("household", "household__place")
    )


def ungrouped_households(programme: Programme, area: Place) -> HouseholdQuerySet:
    """Households of an area that are in no group of the programme, in list order."""
    grouped = Membership.objects.current().filter(programme=programme).values("household_id")
    return Household.objects.current().filter(place=area).exclude(pk__in=grouped)


def reporting_groups(adoption: Adoption) -> GroupQuerySet:
    """The formed groups that file the reports of an adoption."""
    return (
        ResidentGroup.objects.formed()
        .below(adoption.place.path)
        .filter(programme=adoption.reporting_programme)
        .select_related("place")
    )


def household_count(group: ResidentGroup) -> int:
    """How many households are in the group today."""
    return group.memberships.filter(effective_until=None).count()


def led_groups(actor: Actor) -> GroupQuerySet:
    """The formed groups somebody leads (their grant is on the group itself)."""
    paths = [grant.path for grant in actor.grants if grant.role == "group_leader"]
    return visible_groups(actor).formed().filter(path__in=paths)



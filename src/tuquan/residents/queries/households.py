"""Finding households: the areas somebody may read, one area's list, one record."""

from __future__ import annotations

from django.db.models import Count

from tuquan.base.actor import Actor
from tuquan.places.models import PlaceQuerySet
from tuquan.places.queries import visible_places
from tuquan.residents.models import Household, HouseholdQuerySet

LOOK_LISTED = "residents.list"
LOOK_OPENED = "residents.record"
LOOK_MAP = "residents.map"
"""For what a record was looked at, as the marks of these pages say it."""


def visible_places_of_lists(actor: Actor) -> PlaceQuerySet:
    """The places whose household lists the actor may read, with the places they belong to."""
    return visible_places(actor, "households.view")


def visible_areas(actor: Actor, permission: str = "households.view") -> PlaceQuerySet:
    """The residential areas whose list the actor may read (or look after)."""
    return visible_places(actor, permission).areas()


def visible_households(actor: Actor, permission: str = "households.view") -> HouseholdQuerySet:
    """Households that live here and that the actor may read, with their areas."""
    return Household.objects.visible_to(actor, permission).current().select_related("place__parent")


def household_counts(actor: Actor) -> dict[str, int]:
    """How many households live at each area path."""
    counted = visible_households(actor).order_by().values("path").annotate(count=Count("pk"))
    return {row["path"]: row["count"] for row in counted}

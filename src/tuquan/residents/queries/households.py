"""Finding households: the areas somebody may read, one area's list, one record."""

from __future__ import annotations

import hashlib

from django.db.models import Count

from tuquan.base.actor import Actor
from tuquan.core.vietnamese import search_key, sort_key
from tuquan.places.models import Place, PlaceQuerySet
from tuquan.places.queries import visible_places
from tuquan.residents.models import Household, HouseholdQuerySet

LOOK_LISTED = "residents.list"
LOOK_OPENED = "residents.record"
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


def households_of(
    actor: Actor, area: Place, *, name: str = "", lane: str = "", by_name: bool = False
) -> HouseholdQuerySet:
    """The list of one area, in its own order or by name, narrowed to a name or a lane."""
    households = visible_households(actor).filter(place=area)
    if key := search_key(name):
        households = households.filter(search_text__contains=f" {key}")
    if lane:
        households = households.filter(lane=lane)
    return (
        households.order_by("sort_key", "pk")
        if by_name
        else households.order_by("list_order", "pk")
    )


def lanes_of(actor: Actor, area: Place) -> list[str]:
    """The lanes of an area, in Vietnamese order."""
    lanes = visible_households(actor).filter(place=area).exclude(lane="").order_by()
    return sorted(lanes.values_list("lane", flat=True).distinct(), key=sort_key)


def fingerprint(household: Household) -> str:
    """Changes when what is kept of the household changes: to notice a correction in between."""
    kept = (
        household.head_name,
        household.birth_year,
        household.member_count,
        household.lane,
        household.house_number,
        household.note,
    )
    return hashlib.sha256(repr(kept).encode()).hexdigest()[:16]

"""Who is assessed under a programme: its groups, the areas of the place that adopted it, or its
communes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, Protocol

from django.db.models import Q

from tuquan.core.programme import Edition
from tuquan.groups.models import ResidentGroup
from tuquan.groups.queries import reporting_groups
from tuquan.places.models import COMMUNE_LEVEL, Place
from tuquan.programmes.models import Adoption

Unit = tuple[Place, ResidentGroup | None]
"""A group with its area, or an area or commune."""


def unit_key(place_id: int, group_id: int | None) -> str:
    """What a unit is known by, also as a reporter: a group is the same wherever the map puts it."""
    return f"group:{group_id}" if group_id else f"place:{place_id}"


class _Assessed(Protocol):
    @property
    def place_id(self) -> int: ...

    @property
    def group_id(self) -> int | None: ...


def of_units(units: Iterable[_Assessed], prefix: str = "") -> Q:
    """Rows of these units; those of a group also from an area it has left."""
    some = list(units)
    groups = [one.group_id for one in some if one.group_id]
    areas = [one.place_id for one in some if not one.group_id]
    of_groups = Q(**{f"{prefix}group__in": groups})
    return of_groups | Q(**{f"{prefix}group": None, f"{prefix}place__in": areas})


def unit_kind(edition: Edition) -> Literal["group", "area", "commune"]:
    """What is assessed: communes where they assess themselves, else what the criteria form of the
    programme is about, else groups."""
    steps = edition.assessment
    if any(step.how == "self_assess" and step.level in COMMUNE_LEVEL for step in steps):
        return "commune"
    about = {form.about for form in edition.forms if form.purpose == "criteria"}
    return "area" if "area" in about else "group"


def assessed_units(adoption: Adoption) -> Iterator[Unit]:
    """Every unit there is today; pilots do not narrow who is assessed."""
    kind = unit_kind(adoption.content)
    if kind == "group":
        for group in reporting_groups(adoption):
            yield group.place, group
        return
    below = Place.objects.below(adoption.place.path).standing()
    for place in below.areas() if kind == "area" else below.filter(kind__in=COMMUNE_LEVEL):
        yield place, None

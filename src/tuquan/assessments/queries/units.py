"""Who is assessed under a programme: its groups, the areas of the place that adopted it, or its
communes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from tuquan.core.programme import Edition
from tuquan.groups.models import ResidentGroup
from tuquan.groups.queries import reporting_groups
from tuquan.places.models import COMMUNE_LEVEL, Place
from tuquan.programmes.models import Adoption

Unit = tuple[Place, ResidentGroup | None]
"""A group with its area, or an area or commune."""


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

"""Who is assessed under a programme: its groups, or the areas of the place that adopted it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from tuquan.core.programme import Edition
from tuquan.groups.models import ResidentGroup
from tuquan.groups.queries import reporting_groups
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption

Unit = tuple[Place, ResidentGroup | None]
"""A group with its area, or an area."""


def unit_kind(edition: Edition) -> Literal["group", "area"]:
    """What the sheet of the programme is about: what its criteria form is about, else groups."""
    about = {form.about for form in edition.forms if form.purpose == "criteria"}
    return "area" if "area" in about else "group"


def assessed_units(adoption: Adoption) -> Iterator[Unit]:
    """Every unit there is today; pilots do not narrow who is assessed."""
    if unit_kind(adoption.content) == "group":
        for group in reporting_groups(adoption):
            yield group.place, group
        return
    for area in Place.objects.below(adoption.place.path).standing().areas():
        yield area, None

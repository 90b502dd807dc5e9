"""Changing the tree by hand: one place more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from tuquan.audit.services import record
from tuquan.base.actor import Actor
from tuquan.base.errors import Invalid, require
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import search_key, sort_key, tidy
from tuquan.places.models import COMMUNE_LEVEL, Place, PlaceKind, PlaceVersion
from tuquan.places.queries import area_named, next_path

PARENT_KINDS: dict[str, tuple[str | None, ...]] = {
    PlaceKind.PROVINCE: (None,),
    PlaceKind.DISTRICT: (PlaceKind.PROVINCE,),
    **dict.fromkeys(COMMUNE_LEVEL, (PlaceKind.PROVINCE, PlaceKind.DISTRICT)),
    PlaceKind.AREA: COMMUNE_LEVEL,
}
"""Under what each kind of place may stand, with districts (until 2025) and without."""


@dataclass(frozen=True, slots=True)
class NewPlace:
    """What a person says about a place they add."""

    name: str
    kind: str
    effective_from: date
    local_word: str = ""
    short_code: str | None = None
    source: str = ""
    invented: bool = False


@transaction.atomic
def add_place(actor: Actor, parent: Place | None, new: NewPlace) -> Place:
    """Add a place under its parent, with its first version."""
    require(actor.may("places.manage", parent.path if parent else ""))
    if problems := _problems_of(parent, new):
        raise Invalid(problems)
    name = tidy(new.name)
    place = Place.objects.create(
        path=f"new {parent.pk if parent else ''} {name}",  # replaced below: it needs the number
        short_code=new.short_code or None,
        name=name,
        kind=new.kind,
        local_word=new.local_word,
        parent=parent,
        search_key=search_key(name),
        sort_key=sort_key(name),
        invented=new.invented or bool(parent and parent.invented),
    )
    place.path = next_path(parent, place.pk)
    place.save(update_fields=["path"])
    PlaceVersion.objects.create(
        place=place,
        name=name,
        kind=new.kind,
        local_word=new.local_word,
        parent=parent,
        effective_from=new.effective_from,
        source=new.source,
    )
    record(actor, "places.added", place, place.path, name=name, kind=new.kind)
    return place


def _problems_of(parent: Place | None, new: NewPlace) -> list[Problem]:
    problems = []
    name = tidy(new.name)
    if not name:
        problems.append(Problem("place_name_missing", "name"))
    if (parent.kind if parent else None) not in PARENT_KINDS[new.kind]:
        problems.append(Problem("place_parent_wrong", "parent", {"kind": new.kind}))
    elif parent and new.kind == PlaceKind.AREA and area_named(parent, name):
        problems.append(Problem("place_name_taken", "name", {"name": name, "parent": parent.name}))
    if new.short_code and Place.objects.filter(short_code=new.short_code).exists():
        problems.append(Problem("short_code_taken", "short_code", {"code": new.short_code}))
    return problems

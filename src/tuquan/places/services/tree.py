"""Changing the tree by hand: one place more, another name, a code, the word used here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models.fields.reverse_related import ForeignObjectRel

from tuquan.audit.services import record
from tuquan.base.actor import Actor
from tuquan.base.errors import Invalid, require
from tuquan.core.problems import Problem
from tuquan.core.succession import PARENT_KINDS
from tuquan.core.vietnamese import same_name_key, search_key, sort_key, tidy
from tuquan.places.models import (
    Place,
    PlaceAlias,
    PlaceCode,
    PlaceKind,
    PlaceVersion,
)
from tuquan.places.queries import area_named, next_path

_SCHEME = re.compile(r"[a-z][a-z0-9-]{0,39}")
_CODE = re.compile(r"[^\s:]{1,40}")


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


@transaction.atomic
def remove_unused_place(actor: Actor, place: Place) -> bool:
    """Take a place off the map as if it had never been added; false when something stands on it.

    For places added by mistake only: whatever existed ends by a reform instead.
    """
    require(actor.may("places.manage", place.path))
    if any(_stands_on(place, relation) for relation in Place._meta.related_objects):
        return False
    record(actor, "places.removed", place, place.path, name=place.name, kind=place.kind)
    place.versions.all().delete()
    place.delete()
    return True


def _stands_on(place: Place, relation: ForeignObjectRel) -> bool:
    """Whether a row of any app points at the place; its first version is the place itself."""
    model = relation.related_model
    if isinstance(model, str):
        return False
    rows = model._default_manager.filter(**{relation.field.name: place})
    if model is PlaceVersion and relation.field.name == "place":
        return rows.count() > 1
    return bool(rows.exists())


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


@transaction.atomic
def add_alias(actor: Actor, place: Place, name: str, source: str = "") -> PlaceAlias:
    """Note another name under which people look for a place; the name shown stays its version's."""
    require(actor.may("places.manage", place.path))
    name = tidy(name)
    if not name:
        raise Invalid([Problem("place_name_missing", "name")])
    known = {same_name_key(alias.name) for alias in place.aliases.all()}
    if same_name_key(name) in known | {same_name_key(place.name)}:
        raise Invalid([Problem("place_alias_known", "name", {"name": name, "place": place.name})])
    alias = PlaceAlias.objects.create(
        place=place, name=name, search_key=search_key(name), source=tidy(source)
    )
    record(actor, "places.alias_added", place, place.path, name=name)
    return alias


@transaction.atomic
def add_code(
    actor: Actor, place: Place, scheme: str, code: str, since: date, source: str = ""
) -> PlaceCode:
    """Give a place a code of a scheme from a day on; its older code of the scheme ends that day."""
    require(actor.may("places.manage", place.path))
    scheme, code = tidy(scheme).lower(), tidy(code)
    old = place.codes.filter(scheme=scheme, effective_until=None).first()
    if problems := _code_problems(place, scheme, code, since, old):
        raise Invalid(problems)
    if old:
        old.effective_until = since
        old.save(update_fields=["effective_until"])
    made = PlaceCode.objects.create(
        place=place, scheme=scheme, code=code, effective_from=since, source=tidy(source)
    )
    record(actor, "places.code_added", place, place.path, code=f"{scheme}:{code}")
    return made


@transaction.atomic
def set_local_word(actor: Actor, place: Place, word: str) -> Place:
    """Say what such a place is called here: thôn, bản, khối phố; its version of today says it too.

    A correction of how it is called, not a change of the map: earlier versions stay as they are.
    """
    require(actor.may("places.manage", place.path))
    word, before = tidy(word).lower(), place.local_word
    if word == before:
        return place
    place.local_word = word
    place.save(update_fields=["local_word"])
    place.versions.filter(effective_until=None).update(local_word=word)
    record(actor, "places.word_changed", place, place.path, before=before, word=word)
    return place


def _code_problems(
    place: Place, scheme: str, code: str, since: date, old: PlaceCode | None
) -> list[Problem]:
    problems = []
    if not _SCHEME.fullmatch(scheme):
        problems.append(Problem("code_scheme_wrong", "scheme"))
    if not _CODE.fullmatch(code):
        problems.append(Problem("code_wrong", "code"))
    taken = PlaceCode.objects.filter(scheme=scheme, code=code, effective_until=None).first()
    if taken and taken.place_id == place.pk:
        problems.append(Problem("code_known", "code", {"code": code}))
    elif taken:
        problems.append(Problem("code_taken", "code", {"code": code}))
    if old and old.effective_from >= since:
        params = {"code": old.code, "since": old.effective_from}
        problems.append(Problem("code_too_early", "since", params))
    return problems

"""The files that were read into the register, or wait to be, and what offices taught with them."""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any

from tuquan.base.actor import Actor
from tuquan.core.lists import Taught
from tuquan.places.models import COMMUNE_LEVEL, Place, PlaceKind, PlaceQuerySet
from tuquan.places.queries import visible_places
from tuquan.residents.models import ColumnMapping, HouseholdImport, ImportQuerySet

WAITING = (
    HouseholdImport.State.READING,
    HouseholdImport.State.PREVIEWED,
    HouseholdImport.State.WRITING,
)


def packed(report: Mapping[str, Any]) -> dict[str, Any]:
    """A long report as it is kept: one short text instead of a million values."""
    text = json.dumps(report, ensure_ascii=False, separators=(",", ":"))
    return {"packed": b64encode(zlib.compress(text.encode())).decode("ascii")}


def report_of(waiting: HouseholdImport) -> dict[str, Any]:
    """What was read of a list that waits."""
    kept: dict[str, Any] = waiting.recognition
    if "packed" not in kept:
        return kept
    report: dict[str, Any] = json.loads(zlib.decompress(b64decode(kept["packed"])))
    return report


def importable_places(actor: Actor) -> PlaceQuerySet:
    """The communes and areas into which the actor may import a list."""
    kinds = (*COMMUNE_LEVEL, PlaceKind.AREA)
    return visible_places(actor, "households.manage").filter(kind__in=kinds)


def visible_imports(actor: Actor) -> ImportQuerySet:
    """The imports into places the actor looks after; without the files themselves."""
    imports = HouseholdImport.objects.visible_to(actor).defer("content")
    return imports.select_related("place__parent", "made_by", "job")


def waiting_imports(actor: Actor) -> ImportQuerySet:
    """The lists that are being read or written, or wait to be confirmed; without their content."""
    return visible_imports(actor).filter(state__in=WAITING).defer("content", "recognition")


def recent_imports(actor: Actor, count: int = 10) -> ImportQuerySet:
    """The lists that were written last, so that they can be looked at and taken back."""
    written = (HouseholdImport.State.CONFIRMED, HouseholdImport.State.UNDONE)
    done = visible_imports(actor).filter(state__in=written).defer("content", "recognition")
    return done.order_by("-confirmed_at")[:count]


def commune_above(place: Place) -> Place:
    """The commune whose office keeps the lists of a place; the place itself where there is none."""
    return place if place.is_commune or place.parent is None else place.parent


def taught_for(place: Place, mapping: dict[str, object] | None = None) -> Taught:
    """What the office taught with earlier files, and what was corrected in this one."""
    headings = ColumnMapping.objects.filter(place=commune_above(place))
    given = mapping or {}
    columns = given.get("columns", {})
    return Taught(
        columns={int(sheet): fields for sheet, fields in columns.items()}
        if isinstance(columns, dict)
        else {},
        headings=dict(headings.values_list("heading", "field")),
        left_out=_numbers(given.get("left_out")),
        wanted=_numbers(given.get("wanted")),
    )


def _numbers(given: object) -> frozenset[int]:
    return frozenset(given) if isinstance(given, list) else frozenset()

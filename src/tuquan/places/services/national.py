"""Loading the national file into the tree: the map of today, or that of before July 2025."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from tuquan.audit.services import record
from tuquan.base.actor import Actor
from tuquan.base.errors import Invalid, require
from tuquan.base.scoping import path_step
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import search_key, sort_key
from tuquan.places.models import Place, PlaceCode, PlaceKind, PlaceVersion
from tuquan.places.queries.national import (
    ARRANGED_ON,
    LONG_AGO,
    SCHEME,
    Unit,
    became,
    province_codes,
    source,
    standing_units,
    units_of_before,
    units_of_today,
)


@dataclass
class Loaded:
    """What loading did."""

    added: list[Place] = field(default_factory=list)
    renamed: list[tuple[str, Place]] = field(default_factory=list)
    same: int = 0


@transaction.atomic
def load_map(actor: Actor, provinces: Collection[str] = (), *, before: bool = False) -> Loaded:
    """Write the units of some provinces of today (all, when none is named) into the tree.

    With `before`, the map of 30/06/2025 of the same territory. Doing it again changes nothing; a
    name that differs from a newer file is put right. Provinces standing on the other map are
    refused: `arrange` turns one map into the other and keeps what hangs on it.
    """
    require(actor.may("places.manage", ""))
    wanted = set(provinces) or set(province_codes())
    if unknown := sorted(wanted - set(province_codes())):
        raise Invalid([Problem("province_code_unknown", "province", {"codes": ", ".join(unknown)})])
    _refuse_other_map(wanted, before)
    units = _units_within(units_of_before() if before else units_of_today(), wanted, before)
    since = LONG_AGO if before else ARRANGED_ON
    loaded = Loaded()
    known = standing_units(units)
    by_code = dict(known)
    for kinds in _levels():
        level = [unit for unit in units if unit.kind in kinds]
        _rename(level, known, loaded)
        new = [unit for unit in level if unit.code not in known]
        by_code |= _add(new, by_code, since, loaded)
    for place in loaded.added:
        if place.kind == PlaceKind.PROVINCE:
            record(actor, "places.loaded", place, place.path, version=source().version)
    return loaded


def _levels() -> Sequence[frozenset[str]]:
    communes = frozenset({PlaceKind.COMMUNE, PlaceKind.WARD, PlaceKind.SPECIAL_ZONE})
    return frozenset({PlaceKind.PROVINCE}), frozenset({PlaceKind.DISTRICT}), communes


def _units_within(units: Sequence[Unit], wanted: set[str], before: bool) -> list[Unit]:
    inside = {
        unit.code
        for unit in units
        if unit.kind == PlaceKind.PROVINCE
        and (became()[unit.code] if before else unit.code) in wanted
    }
    chosen = []
    for unit in units:
        if unit.above in inside or (not unit.above and unit.code in inside):
            inside.add(unit.code)
            chosen.append(unit)
    return chosen


def _refuse_other_map(wanted: set[str], before: bool) -> None:
    """Standing districts are the map of before; a province without any is that of today."""
    former = {unit.code for unit in _units_within(units_of_before(), wanted, before=True)}
    districts = Place.objects.standing().filter(kind=PlaceKind.DISTRICT, codes__scheme=SCHEME)
    has_former = districts.filter(codes__code__in=former).exists()
    now = {unit.code for unit in _units_within(units_of_today(), wanted, before=False)}
    communes = Place.objects.standing().communes().exclude(parent__kind=PlaceKind.DISTRICT)
    has_now = communes.filter(codes__scheme=SCHEME, codes__code__in=now).exists()
    if before and has_now:
        raise Invalid([Problem("map_is_of_today", "province")])
    if not before and has_former:
        raise Invalid([Problem("map_is_of_before", "province")])


def _rename(units: Iterable[Unit], known: Mapping[str, Place], loaded: Loaded) -> None:
    for unit in units:
        place = known.get(unit.code)
        if place is None:
            continue
        if place.name == unit.name:
            loaded.same += 1
            continue
        loaded.renamed.append((place.name, place))
        PlaceVersion.objects.filter(place=place, effective_until=None).update(name=unit.name)
        place.name = unit.name
        place.search_key, place.sort_key = search_key(unit.name), sort_key(unit.name)
        place.save(update_fields=["name", "search_key", "sort_key"])


def _add(
    units: Sequence[Unit], by_code: Mapping[str, Place], since: date, loaded: Loaded
) -> dict[str, Place]:
    """Make the places of one level with their versions and codes, set by set."""
    said = f"{source().name} {source().version}"
    places = [
        Place(
            path=f"new {unit.code}",  # replaced below: it needs the number
            name=unit.name,
            kind=unit.kind,
            local_word=unit.local_word,
            parent=by_code.get(unit.above),
            search_key=search_key(unit.name),
            sort_key=sort_key(unit.name),
        )
        for unit in units
    ]
    Place.objects.bulk_create(places, batch_size=500)
    for place in places:
        place.path = (place.parent.path if place.parent else "") + path_step(place.pk)
    Place.objects.bulk_update(places, ["path"], batch_size=500)
    PlaceVersion.objects.bulk_create(
        (
            PlaceVersion(
                place=place,
                name=place.name,
                kind=place.kind,
                local_word=place.local_word,
                parent=place.parent,
                effective_from=since,
                source=said,
            )
            for place in places
        ),
        batch_size=500,
    )
    PlaceCode.objects.bulk_create(
        (
            PlaceCode(place=p, scheme=SCHEME, code=u.code, effective_from=since, source=said)
            for p, u in zip(places, units, strict=True)
        ),
        batch_size=500,
    )
    loaded.added += places
    return {unit.code: place for unit, place in zip(units, places, strict=True)}

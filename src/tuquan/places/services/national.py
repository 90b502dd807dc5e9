"""The national file of places: loading the map before or after July 2025, and what turns one into
the other.

The files in `places/data` are made by `scripts/national_places.py`; `SOURCE.yaml` there says from
what. Units are found by their code of the scheme `dvhc` among the places standing today: codes are
given again to other units, so a code alone names nothing.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib import resources

import yaml
from django.db import transaction

from tuquan.audit.services import record
from tuquan.base.actor import Actor
from tuquan.base.errors import Invalid, require
from tuquan.base.scoping import path_step
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import search_key, sort_key
from tuquan.places.models import Place, PlaceCode, PlaceKind, PlaceVersion

SCHEME = "dvhc"
"""The scheme of the codes of administrative units (QĐ 124/2004/QĐ-TTg and what amended it)."""

ARRANGED_ON = date(2025, 7, 1)
"""The day the districts ended and 34 provinces with 3,321 communes began (domain d1)."""

LONG_AGO = date(1900, 1, 1)
"""Since when former units stand here: the file does not say when each began."""

LOCAL_WORDS = {
    PlaceKind.DISTRICT: ("Thành phố", "Thị xã", "Quận", "Huyện"),
    PlaceKind.COMMUNE: ("Thị trấn",),
}
"""What kinds of former units were called, where their kind alone does not say."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the national file comes from, as a page and a command show it."""

    name: str
    version: str
    url: str
    author: str
    licence: str
    licence_text: str
    made_on: date
    effective_on: date
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of the file; `above` is the code of the unit it belongs to, empty for a province."""

    code: str
    name: str
    kind: str
    above: str = ""

    @property
    def local_word(self) -> str:
        """What such a unit is called where its kind does not say: thị trấn, quận, thị xã."""
        words = LOCAL_WORDS.get(PlaceKind(self.kind), ())
        return next((word.lower() for word in words if self.name.startswith(word)), "")


@dataclass(frozen=True, slots=True)
class Went:
    """Where a former commune went: into one of today's, whole or as one of several parts."""

    former: str
    commune: str
    whole: bool
    usual: bool


@dataclass
class Loaded:
    """What loading did."""

    added: list[Place] = field(default_factory=list)
    renamed: list[tuple[str, Place]] = field(default_factory=list)
    same: int = 0


@lru_cache(maxsize=1)
def source() -> Source:
    """Where the file comes from, when it was made and under which licence."""
    text = resources.files("tuquan.places").joinpath("data/SOURCE.yaml").read_text("utf-8")
    said = yaml.safe_load(text)
    days = {key: date.fromisoformat(said[key]) for key in ("made_on", "effective_on")}
    return Source(**{**said, **days})


@lru_cache(maxsize=1)
def units_of_today() -> tuple[Unit, ...]:
    """The 34 provinces, then the 3,321 communes, wards and special zones."""
    provinces = [Unit(r["code"], r["name"], PlaceKind.PROVINCE) for r in _rows("provinces")]
    communes = [Unit(r["code"], r["name"], r["kind"], r["province"]) for r in _rows("communes")]
    return (*provinces, *communes)


@lru_cache(maxsize=1)
def units_of_before() -> tuple[Unit, ...]:
    """The 63 provinces, then the districts, then the communes of 30/06/2025."""
    provinces = [Unit(r["code"], r["name"], PlaceKind.PROVINCE) for r in _rows("former_provinces")]
    districts = [
        Unit(r["code"], r["name"], PlaceKind.DISTRICT, r["province"])
        for r in _rows("former_districts")
    ]
    communes = [
        Unit(r["code"], r["name"], r["kind"], r["district"]) for r in _rows("former_communes")
    ]
    return (*provinces, *districts, *communes)


@lru_cache(maxsize=1)
def became() -> Mapping[str, str]:
    """The code of the province of today by the code of each former one."""
    return {row["code"]: row["became"] for row in _rows("former_provinces")}


@lru_cache(maxsize=1)
def conversion() -> tuple[Went, ...]:
    """Where every former commune went; a district without communes is `H` and its code."""
    return tuple(
        Went(r["former"], r["commune"], r["whole"] == "1", r["usual"] == "1")
        for r in _rows("conversion")
    )


def province_codes() -> tuple[str, ...]:
    """The codes of the provinces of today."""
    return tuple(unit.code for unit in units_of_today() if unit.kind == PlaceKind.PROVINCE)


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


def standing_units(units: Iterable[Unit]) -> dict[str, Place]:
    """The places standing today that carry the codes of these units, by code."""
    codes = {unit.code for unit in units}
    held = PlaceCode.objects.filter(scheme=SCHEME, effective_until=None, place__ended_on=None)
    held = held.select_related("place")
    return {code.code: code.place for code in held if code.code in codes}


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


def _rows(name: str) -> list[dict[str, str]]:
    text = resources.files("tuquan.places").joinpath(f"data/{name}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))

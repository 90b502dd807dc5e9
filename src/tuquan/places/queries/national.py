"""The national file of places as it was read: units of today and of before, and who became whom.

The files in `places/data` are made by `scripts/national_places.py`; `SOURCE.yaml` there says from
what. Units are found by their code of the scheme `dvhc` among the places standing today: codes are
given again to other units, so a code alone names nothing.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources

import yaml

from tuquan.places.models import Place, PlaceCode, PlaceKind

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


def standing_units(units: Iterable[Unit]) -> dict[str, Place]:
    """The places standing today that carry the codes of these units, by code."""
    codes = {unit.code for unit in units}
    held = PlaceCode.objects.filter(scheme=SCHEME, effective_until=None, place__ended_on=None)
    held = held.select_related("place")
    return {code.code: code.place for code in held if code.code in codes}


def _rows(name: str) -> list[dict[str, str]]:
    text = resources.files("tuquan.places").joinpath(f"data/{name}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))

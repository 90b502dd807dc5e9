"""What is kept of a household, what keeps values out of the register, and the derived columns."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tuquan.base import clock
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import name_sort_key, search_key, tidy
from tuquan.residents.models import OWN, Household, Residence, WayToReach

LONGEST = {"head_name": 150, "lane": 100, "house_number": 40, "address": 200}
"""How many letters the columns of the register hold."""

MOST_MEMBERS = 20
OLDEST_BIRTH_YEAR = 1900
LAST_DOOR = 1_000_000

VIETNAM = {
    "latitude": (Decimal(6), Decimal(24)),
    "longitude": (Decimal(102), Decimal(118)),
}
"""Degrees between which a point lies in Vietnam, its islands included; beyond is a slip."""

COLUMNS = (
    "head_name",
    "birth_year",
    "member_count",
    "lane",
    "house_number",
    "note",
    "door_order",
    "address",
    "residence",
    "reached_by",
    "latitude",
    "longitude",
)
"""The columns a person fills in, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class NewHousehold:
    """What is kept of a household: what form 02 asks for and how to find its door (S2-30, h-4)."""

    head_name: str
    birth_year: int | None = None
    member_count: int | None = None
    lane: str = ""
    house_number: str = ""
    note: str = ""
    door_order: int | None = None
    address: str = ""
    residence: str = ""
    reached_by: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None


def problems_of(new: NewHousehold) -> list[Problem]:
    """What keeps a household out of the register, each problem beside its field."""
    return [*_problems_of_head(new), *_problems_of_door(new), *_problems_of_choices(new)]


def birth_year_problem(year: int | None, field: str = "birth_year") -> Problem | None:
    """Why nobody who lives was born in this year."""
    this_year = clock.today().year
    if year is None or OLDEST_BIRTH_YEAR <= year <= this_year:
        return None
    span = {"first": str(OLDEST_BIRTH_YEAR), "last": str(this_year)}  # a year takes no dot
    return Problem("household_birth_year_wrong", field, span)


def columns_of(new: NewHousehold) -> dict[str, Any]:
    """The columns of the register as they are stored, without the derived ones."""
    return {
        "head_name": tidy(new.head_name),
        "birth_year": new.birth_year,
        "member_count": new.member_count,
        "lane": tidy(new.lane),
        "house_number": tidy(new.house_number),
        "note": new.note.strip(),
        "door_order": new.door_order,
        "address": tidy(new.address),
        "residence": new.residence,
        "reached_by": new.reached_by,
        "latitude": _degrees(new.latitude),
        "longitude": _degrees(new.longitude),
    }


def derived_columns(columns: Mapping[str, Any]) -> dict[str, str]:
    """The keys to search and sort by."""
    texts = (columns[name] for name in ("head_name", "lane", "house_number", "address"))
    return {
        "search_text": search_text(*texts),
        "sort_key": name_sort_key(columns["head_name"])[:600],
    }


def search_text(*texts: str) -> str:
    """The folded words of a household, each after a space: a search finds their beginnings."""
    return f" {search_key(' '.join(filter(None, texts)))}"[:600]


def kept_of(household: Household) -> dict[str, Any]:
    """What is kept of a household today, by column."""
    return {name: getattr(household, name) for name in COLUMNS}


def record_of(household: Household) -> NewHousehold:
    """What is kept of a household today, as one would write it anew."""
    return NewHousehold(**kept_of(household))


def fingerprint(household: Household) -> str:
    """Changes when what is kept of the household changes: to notice a correction in between."""
    kept = [
        f"{value:.6f}" if isinstance(value, Decimal) else value
        for value in kept_of(household).values()
    ]
    own = sorted(household.own_values.items())
    return hashlib.sha256(repr((*kept, own, household.closed_on)).encode()).hexdigest()[:16]


def value_of(household: Household, name: str) -> Any:
    """What stands in a column, or under a field of the commune (`own:<key>`)."""
    if name.startswith(OWN):
        return household.own_values.get(name.removeprefix(OWN))
    return getattr(household, name)


def table_columns(household: Household, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values by column, those of fields together as the one column that holds them."""
    columns = {name: value for name, value in values.items() if not name.startswith(OWN)}
    own = {name.removeprefix(OWN): values[name] for name in values if name.startswith(OWN)}
    if own:
        together = household.own_values | own
        columns["own_values"] = {k: value for k, value in together.items() if value is not None}
    return columns


def pair_fingerprint(first: Household, second: Household) -> str:
    """Changes when one of two households changes, in whichever order they are given."""
    return ".".join(fingerprint(one) for one in sorted((first, second), key=lambda one: one.pk))


def as_stored(columns: Mapping[str, Any]) -> dict[str, Any]:
    """Values of columns as JSON holds them."""
    return {
        name: str(value) if isinstance(value, Decimal | date) else value
        for name, value in columns.items()
    }


def from_stored(columns: Mapping[str, Any]) -> dict[str, Any]:
    """Values that `as_stored` wrote, as the table holds them."""
    fields = {field.attname: field for field in Household._meta.concrete_fields}
    return {
        name: fields[name].to_python(value) if name in fields else value
        for name, value in columns.items()
    }


def _problems_of_head(new: NewHousehold) -> Iterator[Problem]:
    if not tidy(new.head_name):
        yield Problem("household_name_missing", "head_name")
    if problem := birth_year_problem(new.birth_year):
        yield problem
    if new.member_count is not None and not 1 <= new.member_count <= MOST_MEMBERS:
        yield Problem("household_members_wrong", "member_count", {"maximum": MOST_MEMBERS})
    for name, longest in LONGEST.items():
        if len(tidy(getattr(new, name))) > longest:
            yield Problem("household_text_too_long", name, {"maximum": longest})


def _problems_of_door(new: NewHousehold) -> Iterator[Problem]:
    if new.door_order is not None and not 0 <= new.door_order <= LAST_DOOR:
        yield Problem("household_door_wrong", "door_order", {"last": LAST_DOOR})
    if (new.latitude is None) != (new.longitude is None):
        where = "latitude" if new.latitude is None else "longitude"
        yield Problem("household_point_half", where)
    for name, (least, most) in VIETNAM.items():
        degrees = getattr(new, name)
        if degrees is not None and not least <= degrees <= most:
            span = {"first": str(least), "last": str(most)}
            yield Problem("household_point_outside", name, span)


def _problems_of_choices(new: NewHousehold) -> Iterator[Problem]:
    if new.residence and new.residence not in Residence.values:
        yield Problem("household_choice_unknown", "residence")
    if new.reached_by and new.reached_by not in WayToReach.values:
        yield Problem("household_choice_unknown", "reached_by")


def _degrees(value: Decimal | None) -> Decimal | None:
    """Six decimals, a hand's breadth: what the table holds."""
    return None if value is None else value.quantize(Decimal("0.000001"))

"""A change somebody told and nobody checked yet, as it waits in the database (F-14)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from decimal import Decimal
from typing import Any

from tuquan.residents.models import Household
from tuquan.residents.queries.changing import NewChange
from tuquan.residents.queries.values import NewHousehold


def asked_of(new: NewChange) -> dict[str, Any]:
    """A change that waits, as JSON holds it."""
    names = {one.name for one in fields(NewChange)} - {"household", "other"}
    asked = {name: _plain(getattr(new, name)) for name in sorted(names) if getattr(new, name)}
    if new.other:
        asked["other"] = new.other.pk
    if new.household:
        record = asdict(new.household)
        asked["household"] = {name: _plain(value) for name, value in record.items()}
    return asked


def asked_change(asked: Mapping[str, Any]) -> NewChange:
    """A change that waited, as somebody told it."""
    values = dict(asked) | {"happened_on": date.fromisoformat(asked["happened_on"])}
    if until := asked.get("until"):
        values["until"] = date.fromisoformat(until)
    if "members" in asked:
        values["members"] = tuple(asked["members"])
    if "other" in asked:
        values["other"] = Household.objects.filter(pk=asked["other"]).first()
    if "household" in asked:
        values["household"] = _asked_household(asked["household"])
    return NewChange(**values)


def _asked_household(values: Mapping[str, Any]) -> NewHousehold:
    point = {
        name: None if values.get(name) is None else Decimal(values[name])
        for name in ("latitude", "longitude")
    }
    return NewHousehold(**{**values, **point})


def _plain(value: object) -> object:
    if isinstance(value, date | Decimal):
        return str(value)
    return list(value) if isinstance(value, tuple) else value

"""What a result rests on, kept so that anybody can judge it again: every input with its kind.

Reasons are not stored: they are made from the inputs by the rules of the frozen edition, so that
the words a reader sees and the result can never drift apart. What came out is stored beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tuquan.core.answers import Value
from tuquan.core.rules import Child, Known, Outcome, Range
from tuquan.core.scoring import Placing, SheetResult
from tuquan.core.time import WorkCalendar

Fact = Value | Range


def known_to_json(known: Known) -> dict[str, Any]:
    """Everything that was known, as JSON; amounts and days keep what they are."""
    return {
        "year": known.year,
        "values": _each(known.values, _plain),
        "not_applicable": sorted(known.not_applicable),
        "marks": dict(sorted(known.marks.items())),
        "parent": _each(known.parent, _plain),
        "earlier": {str(year): _each(said, _plain) for year, said in known.earlier.items()},
        "titles": {key: _each(held, bool) for key, held in known.titles.items()},
        "members": {key: [dict(one) for one in rows] for key, rows in known.members.items()},
        "children": None
        if known.children is None
        else [[child.kind, child.state] for child in known.children],
        "parameters": {key: str(value) for key, value in known.parameters.items()},
        "events": {key: day.isoformat() for key, day in known.events.items()},
        "zone": known.zone,
    }


def known_from_json(data: Mapping[str, Any], work: WorkCalendar | None = None) -> Known:
    """What `known_to_json` wrote; the working days are those of the country."""
    return Known(
        data["year"],
        _each(data["values"], _read),
        frozenset(data["not_applicable"]),
        data["marks"],
        _each(data["parent"], _value),
        {int(year): _each(said, _value) for year, said in data["earlier"].items()},
        {key: _by_year(held) for key, held in data["titles"].items()},
        {key: tuple(rows) for key, rows in data["members"].items()},
        None if data["children"] is None else tuple(Child(*one) for one in data["children"]),
        {key: Decimal(value) for key, value in data["parameters"].items()},
        {key: date.fromisoformat(day) for key, day in data["events"].items()},
        data["zone"],
        work,
    )


def came_out(result: SheetResult) -> dict[str, Any]:
    """What a sheet came to, as JSON: each row, the counts, the points, the class."""
    points = result.points
    return {
        "rows": result.states,
        "counts": list(result.counts),
        "points": points and [str(points.exact_low), str(points.exact_high)],
        "class": result.class_key,
        "class_state": result.class_state,
        "missing": list(result.missing),
    }


def placing_to_json(placing: Placing) -> dict[str, Any]:
    """Where a quota left a sheet: its class, the classes it did not get, and by which counts."""
    return {
        "class": placing.class_key,
        "pushed_from": list(placing.pushed_from),
        "quotas": [[one.state, dict(one.params)] for one in placing.reasons],
    }


def quotas_from_json(data: Mapping[str, Any]) -> tuple[Outcome, ...]:
    """The quotas a sheet came under, as `placing_to_json` wrote them."""
    return tuple(Outcome(state, "quota", params) for state, params in data["quotas"])


def _each(values: Mapping[Any, Any], how: Callable[[Any], Any]) -> dict[Any, Any]:
    return {key: how(value) for key, value in values.items()}


def _by_year(held: Mapping[str, bool]) -> dict[int, bool]:
    return {int(year): one for year, one in held.items()}


def _plain(value: Fact) -> object:
    match value:
        case Range():
            ends = [str(value.exact_low), str(value.exact_high)]
            return {"between": ends, "missing": list(value.missing)}
        case Decimal():
            return {"amount": str(value)}
        case date():
            return {"day": value.isoformat()}
    return value


def _read(data: object) -> Fact:
    if isinstance(data, Mapping) and "between" in data:
        low, high = data["between"]
        return Range(Fraction(low), Fraction(high), tuple(data["missing"]))
    return _value(data)


def _value(data: Any) -> Value:
    if not isinstance(data, Mapping):
        plain: Value = data
        return plain
    return Decimal(data["amount"]) if "amount" in data else date.fromisoformat(data["day"])

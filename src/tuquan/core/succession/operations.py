"""The operations an officer knows, each as a plan: rename, move, merge, split, abolish, re-map."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from tuquan.core.succession.plan import Alter, Close, Found, Part, Plan, Ref
from tuquan.core.succession.tree import DatedTree

Target = Found | int
"""A place to be founded, or one that goes on."""

Codes = tuple[tuple[str, str], ...]


def rename(
    on: date,
    place: int,
    name: str | None = None,
    *,
    kind: str | None = None,
    local_word: str | None = None,
    codes: Codes = (),
) -> Plan:
    """A place gets another name, kind (a commune becomes a ward), local word or code."""
    step = Alter(place, name=name, kind=kind, local_word=local_word, codes=codes)
    return Plan(on, alter=(step,))


def move(on: date, places: Iterable[int], parent: Ref | None) -> Plan:
    """Places go under another parent, with everything below them; None is the top."""
    return Plan(
        on,
        alter=tuple(Alter(place, parent=parent, to_top=parent is None) for place in places),
    )


def merge(
    tree: DatedTree,
    on: date,
    places: Iterable[int],
    into: Target,
    *,
    names: Mapping[int, str] | None = None,
) -> Plan:
    """Places become one: a new one, or an existing one that goes on and takes the others in.

    What stands under them moves under it, under another name where `names` gives one (each brings
    its Thôn 1). An existing one may be named among the places too.
    """
    found, target = _target(into)
    ending = [place for place in dict.fromkeys(places) if place != into]
    moved = (_under(tree, place, target, {}, ending) for place in ending)
    return Plan(
        on,
        found,
        tuple(
            replace(alter, name=(names or {}).get(alter.place)) for some in moved for alter in some
        ),
        tuple(Close(place, (Part(target),)) for place in ending),
    )


def split(
    tree: DatedTree,
    on: date,
    place: int,
    parts: Sequence[tuple[Target, Fraction]],
    *,
    children: Mapping[int, Ref] | None = None,
    assigned: Mapping[str, Mapping[int, Ref]] | None = None,
    rest: Ref | None = None,
) -> Plan:
    """A place is divided into parts, new ones or existing ones that go on.

    `children` says under which part each place below goes, and what is not said goes to `rest`;
    so do rows standing directly in it that `assigned` does not name.
    """
    targets = [_target(into) for into, _ in parts]
    return Plan(
        on,
        tuple(one for found, _ in targets for one in found),
        tuple(_under(tree, place, rest, children or {})),
        (
            Close(
                place,
                tuple(
                    Part(target, share)
                    for (_, target), (_, share) in zip(targets, parts, strict=True)
                ),
                rest,
            ),
        ),
        {table: dict(rows) for table, rows in (assigned or {}).items()},
    )


def abolish(
    tree: DatedTree,
    on: date,
    place: int,
    into: Ref | None = None,
    *,
    children: Mapping[int, Ref] | None = None,
    parts: Sequence[Part] = (),
    rest: Ref | None = None,
) -> Plan:
    """A place ends and what stands under it goes elsewhere: to `into`, or where `children` says.

    What stands directly in it goes to `into` too, or is shared among `parts`.
    """
    shared = tuple(parts) or (() if into is None else (Part(into),))
    moved = tuple(_under(tree, place, into, children or {}))
    return Plan(on, alter=moved, close=(Close(place, shared, rest),))


def remap_level(tree: DatedTree, on: date, below: int, kind: str) -> Plan:
    """All places of a kind below a place end, and their children move one level up (S0-13).

    So the districts went in July 2025: what was theirs is the province's.
    """
    inside = [
        version
        for version in tree.standing.values()
        if version.kind == kind and below in tree.ancestors(version.place, on)
    ]
    moved = (_under(tree, one.place, one.parent, {}) for one in inside)
    return Plan(
        on,
        alter=tuple(alter for some in moved for alter in some),
        close=tuple(
            Close(one.place, (Part(one.parent),)) for one in inside if one.parent is not None
        ),
    )


def plan_to_json(plan: Plan) -> str:
    """A plan as text, the same text for the same plan; shares as `1/3`."""
    return json.dumps(
        {
            "effective_on": plan.effective_on.isoformat(),
            "found": [
                {
                    "key": one.key,
                    "name": one.name,
                    "kind": one.kind,
                    "parent": one.parent,
                    "local_word": one.local_word,
                    "codes": one.codes,
                }
                for one in plan.found
            ],
            "alter": [
                {
                    "place": one.place,
                    "name": one.name,
                    "kind": one.kind,
                    "local_word": one.local_word,
                    "parent": one.parent,
                    "to_top": one.to_top,
                    "codes": one.codes,
                }
                for one in plan.alter
            ],
            "close": [
                {
                    "place": one.place,
                    "parts": [{"into": part.into, "share": str(part.share)} for part in one.parts],
                    "rest": one.rest,
                }
                for one in plan.close
            ],
            "assigned": {
                table: {str(row): into for row, into in rows.items()}
                for table, rows in plan.assigned.items()
            },
        },
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )


def plan_from_json(text: str) -> Plan:
    """The plan a text holds; ValueError when it holds none."""
    try:
        raw = json.loads(text)
        return Plan(
            date.fromisoformat(raw["effective_on"]),
            tuple(Found(**one | {"codes": _codes(one)}) for one in raw["found"]),
            tuple(Alter(**one | {"codes": _codes(one)}) for one in raw["alter"]),
            tuple(
                Close(
                    one["place"],
                    tuple(Part(part["into"], Fraction(part["share"])) for part in one["parts"]),
                    one["rest"],
                )
                for one in raw["close"]
            ),
            {
                table: {int(row): into for row, into in rows.items()}
                for table, rows in raw["assigned"].items()
            },
        )
    except (KeyError, TypeError, AttributeError, ZeroDivisionError) as error:
        raise ValueError("not a plan") from error


def _codes(raw: Mapping[str, Any]) -> Codes:
    return tuple((scheme, code) for scheme, code in raw["codes"])


def _target(into: Target) -> tuple[tuple[Found, ...], Ref]:
    return ((into,), into.key) if isinstance(into, Found) else ((), into)


def _under(
    tree: DatedTree,
    place: int,
    parent: Ref | None,
    said: Mapping[int, Ref],
    ending: Sequence[int] = (),
) -> list[Alter]:
    """Steps that move everything standing directly under a place; what ends too stays out."""
    children = [one for one, version in tree.standing.items() if version.parent == place]
    steps = [(child, said.get(child, parent)) for child in children if child not in ending]
    return [Alter(child, parent=to) for child, to in steps if to is not None]

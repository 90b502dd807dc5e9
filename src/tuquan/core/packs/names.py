"""What the parts of one edition may refer to, gathered once, and how a reference is checked."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tuquan.core.packs.reading import Reading
from tuquan.core.programme import PLACE_FACTS, Edition, Form

KEY = re.compile(r"[a-z][a-z0-9_]*")
DEFINITION = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
RULE_NUMBER = re.compile(r"[A-Z][A-Z0-9]*-[0-9]{2,3}")
NUMBERS = ("count", "amount")

MOST_CYCLES = 20
"""Circles told at once."""

_MEANT_BY_KIND = {"count": "number", "amount": "number"}


@dataclass(frozen=True, slots=True)
class Names:
    """The names of an edition; `inherited` says of which kinds a parent pack may hold more."""

    kinds: Mapping[str, frozenset[str]]
    choices: Mapping[str, tuple[str, ...]]
    criteria: frozenset[str]
    titles: frozenset[str]
    parameters: frozenset[str]
    themes: frozenset[str]
    levels: frozenset[str]
    forms: frozenset[str]
    inherited: frozenset[str]


def names_of(edition: Edition) -> Names:
    """Gather them; a question of a form of criteria stands before one of the same key elsewhere."""
    forms = sorted(edition.forms, key=lambda form: form.purpose == "criteria")
    kinds: dict[str, frozenset[str]] = {key: frozenset([k]) for key, k in _facts().items()}
    choices: dict[str, tuple[str, ...]] = {}
    for form in forms:
        _add_figures(kinds, form)
        choices |= {q.key: tuple(choice.key for choice in q.choices) for q in form.questions}
    inherited = edition.inherits.parts if edition.inherits else ()
    return Names(
        kinds=kinds,
        choices=choices,
        criteria=frozenset(_keys(edition.all_criteria)),
        titles=frozenset(_keys(edition.links) + _keys(edition.awards)),
        parameters=frozenset(_keys(edition.parameters)),
        themes=frozenset(_keys(edition.themes)),
        levels=frozenset(level.kind for level in edition.reporting_chain),
        forms=frozenset(_keys(edition.forms)),
        inherited=frozenset(inherited),
    )


def meant_by(kind: str) -> str:
    """The kind of value a rule sees: counts and amounts are both numbers."""
    return _MEANT_BY_KIND.get(kind, kind)


def _keys(items: Iterable[Any]) -> list[str]:
    return [item.key for item in items]


def _facts() -> dict[str, str]:
    return {key: meant_by(kind) for key, kind in PLACE_FACTS.items()}


def _add_figures(kinds: dict[str, frozenset[str]], form: Form) -> None:
    found: list[tuple[str, str]] = [(q.key, meant_by(q.kind)) for q in form.questions]
    found += [(ratio.key, "number") for ratio in form.ratios]
    for key, kind in found:
        before = frozenset[str]() if form.purpose == "criteria" else kinds.get(key, frozenset())
        kinds[key] = before | {kind}


def check_reference(
    reading: Reading, item: object, name: str, known: Collection[str], value: str | None = None
) -> None:
    """What a field refers to must be there, unless it may be what could not be read."""
    wanted = getattr(item, name) if value is None else value
    if wanted and wanted not in known and "" not in known:
        params = {"value": wanted, "did_you_mean": reading.guess(wanted, known)}
        reading.report(item, name, "dangling_reference", **params)


def check_range(reading: Reading, item: object, name: str, low: int, high: int) -> None:
    """A number that is given lies within its bounds, both included."""
    value = getattr(item, name)
    if value is not None and not low <= value <= high:
        reading.report(item, name, "out_of_range", value=value, low=low, high=high)


def check_lowest(reading: Reading, item: object, name: str, low: int) -> None:
    """A number that is given is not below the lowest possible one."""
    value = getattr(item, name)
    if value is not None and value < low:
        reading.report(item, name, "out_of_range", value=value, low=low)


def check_bounds(reading: Reading, item: Any, lower: str, upper: str, low: int) -> None:
    """The lower of two optional bounds is at least `low`, and not above the upper."""
    check_lowest(reading, item, lower, low)
    check_lowest(reading, item, upper, low)
    check_order(reading, item, lower, upper)


def check_order(reading: Reading, item: Any, lower: str, upper: str) -> None:
    """The lower of two optional bounds is not above the upper."""
    minimum, maximum = getattr(item, lower), getattr(item, upper)
    if minimum is not None and maximum is not None and minimum > maximum:
        params = {"minimum": minimum, "maximum": maximum}
        reading.report(item, lower, "minimum_above_maximum", upper, **params)


def check_dates(reading: Reading, item: Any, start: str, until: str) -> None:
    """What has a first day and a first day after it lasts a day at least."""
    first, after = getattr(item, start), getattr(item, until)
    if first is not None and after is not None and after <= first:
        params = {"start": first, "until": after}
        reading.report(item, until, "ends_before_it_starts", start, **params)


def check_unique(
    reading: Reading, items: Iterable[Any], name: str, code: str = "key_used_twice"
) -> None:
    """No two of these have the same value in a field."""
    first: dict[str, Any] = {}
    for item in items:
        value = getattr(item, name)
        if value in first:
            where = reading.where(first[value], name)
            reading.report(item, name, code, key=value, first=where)
        first.setdefault(value, item)


def find_cycles(graph: Mapping[str, Collection[str]]) -> list[tuple[str, ...]]:
    """Chains that lead back to where they began; the first of each beginning, and not too many."""
    cycles: dict[str, tuple[str, ...]] = {}
    done: set[str] = set()
    for start in graph:
        path: dict[str, None] = {}
        waiting = [(start, 0)]
        while waiting and len(cycles) < MOST_CYCLES:
            key, depth = waiting.pop()
            while len(path) > depth:
                path.popitem()
            if key in path:
                chain = list(path)
                cycles.setdefault(key, (*chain[chain.index(key) :], key))
            elif key not in done:
                path[key] = None
                done.add(key)
                waiting += [(other, depth + 1) for other in reversed(list(graph.get(key, ())))]
    return list(cycles.values())

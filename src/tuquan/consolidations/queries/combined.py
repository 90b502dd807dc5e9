"""Totals of places above communes: combined from stored rows when read, and never stored.

What was combined stays in the memory of the process for as long as no row of it changes; which rows
there are, and how often they were marked, is one question to the database (ADR 0017).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.db.models import Count, F, Max, Q, Sum
from django.db.models.functions import Substr

from tuquan.base.scoping import path_step
from tuquan.consolidations.queries.plans import Compared, together
from tuquan.consolidations.queries.raw import Both, together_both
from tuquan.consolidations.queries.rounds import Round
from tuquan.consolidations.queries.stored import commune_totals, first_steps, fold_rows, rows_of
from tuquan.core.rollup import roll_up

KEPT = 512
"""How many combined totals a process keeps: more than the provinces of the rounds looked at."""

Combined = Mapping[str, Both]

_KEPT: dict[tuple[object, ...], tuple[object, Combined]] = {}


def combined_below(path: str, chosen: Round, depth: int = 1) -> Combined:
    """The totals of a place and of the places down to so many levels below it, by their paths
    relative to it; `""` is the place itself."""
    below = _fingerprints(path, chosen)
    if any(marked for *_rest, marked in below.values()):
        fold_rows(rows_of(path, chosen).dirty())
        below = _fingerprints(path, chosen)
    return _kept(
        ("whole", path, depth), chosen, below, lambda: _combine(path, chosen, depth, below)
    )


def _combine(path: str, chosen: Round, depth: int, below: Mapping[str, Any]) -> Combined:
    if depth > 1:
        return _rolled(path, commune_totals(path, chosen), depth)
    parts: dict[str, Both] = {}
    for step, fingerprint in below.items():
        found = _kept(("part", step), chosen, fingerprint, lambda at=step: _part(at, chosen))
        parts[step] = found[""]
    return _rolled(path, parts, depth)


def _part(path: str, chosen: Round) -> Combined:
    return {"": together_both(list(commune_totals(path, chosen).values()))}


def _fingerprints(path: str, chosen: Round) -> dict[str, Any]:
    """By the next step below a place: what changes whenever a row of it does.

    Marks only grow, so their sum is another after every event; the last folding tells databases
    apart that began anew. At the end stands how many rows are marked.
    """
    step = Substr("commune__path", 1, len(path) + len(path_step(0)))
    rows = (
        rows_of(path, chosen)
        .order_by()
        .values_list(step)
        .annotate(
            Count("pk"),
            Sum("mark"),
            Sum("commune_id"),
            Max("folded_at"),
            marked=Count("pk", filter=~Q(mark=F("folded_mark"))),
        )
    )
    return {row[0]: row[1:] for row in rows}


def _kept(key: tuple[object, ...], chosen: Round, fingerprint: object, work: Any) -> Combined:
    """What was combined before of the same rows, or what the work gives now."""
    whole = (connection.settings_dict["NAME"], chosen.key, chosen.edition.sha256, *key)
    known = _KEPT.get(whole)
    if known is not None and known[0] == fingerprint:
        return known[1]
    found: Combined = work()
    if len(_KEPT) >= KEPT:
        _KEPT.clear()
    _KEPT[whole] = (fingerprint, found)
    return found


def _rolled(path: str, parts: Mapping[str, Both], depth: int) -> Combined:
    """Totals by place down to so many levels, and of all of them together."""
    leaves: dict[str, list[Both]] = {}
    for place, both in parts.items():
        leaves.setdefault(first_steps(place[len(path) :], depth), []).append(both)
    if not leaves:
        return {}
    live = _up({leaf: together([one.live for one in some]) for leaf, some in leaves.items()})
    accepted = _up(
        {leaf: together([one.accepted for one in some]) for leaf, some in leaves.items()}
    )
    return {place: Both(live[place], accepted[place]) for place in live}


def _up(leaves: Mapping[str, Compared]) -> dict[str, Compared]:
    now = roll_up({path: one.now for path, one in leaves.items()})
    before = roll_up({path: one.before for path, one in leaves.items()})
    return {path: Compared(one, before[path]) for path, one in now.items()}

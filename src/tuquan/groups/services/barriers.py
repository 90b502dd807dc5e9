"""Rivers, railways and main roads of an area that its groups should not straddle (F-18)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import hypot

from django.db import transaction

from tuquan.audit.services import record
from tuquan.base.actor import Actor
from tuquan.base.errors import Invalid, require
from tuquan.core.points import Degrees
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import tidy
from tuquan.groups.models import BarrierLine
from tuquan.groups.queries.basis import FARTHEST, projection_of
from tuquan.places.models import Place

MOST_CORNERS = 200
LONGEST_NAME = 100
DEAREST = 10_000
"""Metres; whoever has so far to go does not get across."""

_SURROUNDINGS = 2 * FARTHEST
"""A river goes on where nobody lives any more, but not for ever."""

_EXACTLY = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class NewBarrier:
    """A barrier as somebody describes it; without a price nobody gets across."""

    name: str
    kind: str
    corners: tuple[Degrees, ...]
    price: int | None = None


@transaction.atomic
def add_barrier(actor: Actor, area: Place, given: NewBarrier) -> BarrierLine:
    """Note a barrier of an area; every proposal made from now on goes by it."""
    require(actor.may("groups.manage", area.path))
    barrier = BarrierLine.objects.create(place=area, **_checked(area, given))
    record(actor, "groups.barrier_added", barrier, area.path, name=barrier.name)
    return barrier


@transaction.atomic
def alter_barrier(actor: Actor, barrier: BarrierLine, given: NewBarrier) -> BarrierLine:
    """Describe a barrier anew."""
    require(actor.may("groups.manage", barrier.place.path))
    for field, value in _checked(barrier.place, given).items():
        setattr(barrier, field, value)
    barrier.save(update_fields=["name", "kind", "points", "price"])
    record(actor, "groups.barrier_altered", barrier, barrier.place.path, name=barrier.name)
    return barrier


@transaction.atomic
def remove_barrier(actor: Actor, barrier: BarrierLine) -> None:
    """Take a barrier away; groups that stand stay as they are."""
    require(actor.may("groups.manage", barrier.place.path))
    record(actor, "groups.barrier_removed", barrier, barrier.place.path, name=barrier.name)
    barrier.delete()


def _checked(area: Place, given: NewBarrier) -> dict[str, object]:
    """The columns of a barrier; `Invalid` with everything that is wrong."""
    name = tidy(given.name)
    problems = [
        *_word_problems(name, given.kind),
        *_price_problems(given.price),
        *_corner_problems(area, given.corners),
    ]
    if problems:
        raise Invalid(problems)
    return {
        "name": name,
        "kind": given.kind,
        "points": [[str(axis.quantize(_EXACTLY)) for axis in corner] for corner in given.corners],
        "price": given.price,
    }


def _word_problems(name: str, kind: str) -> Iterator[Problem]:
    if not name:
        yield Problem("barrier_name_missing", "name")
    if len(name) > LONGEST_NAME:
        yield Problem("barrier_name_long", "name", {"maximum": LONGEST_NAME})
    if kind not in BarrierLine.Kind.values:
        yield Problem("barrier_kind_unknown", "kind")


def _price_problems(price: int | None) -> Iterator[Problem]:
    if price is not None and not 0 < price <= DEAREST:
        yield Problem("barrier_price_wrong", "price", {"maximum": DEAREST})


def _corner_problems(area: Place, corners: Sequence[Degrees]) -> Iterator[Problem]:
    if len(corners) < 2 or len(set(corners)) < 2:
        yield Problem("barrier_too_short", "corners")
        return
    if len(corners) > MOST_CORNERS:
        yield Problem(
            "barrier_too_long", "corners", {"count": len(corners), "maximum": MOST_CORNERS}
        )
        return
    projection = projection_of(area)
    if projection is None:
        yield Problem("barrier_without_points", "corners", {"place": area.name})
        return
    for number, corner in enumerate(corners, start=1):
        away = hypot(*projection.place(corner))
        if away > _SURROUNDINGS:
            shown = {"number": number, "kilometres": round(away / 1000), "place": area.name}
            yield Problem("barrier_far_away", "corners", shown)
            return

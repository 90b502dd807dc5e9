"""Where bodies and guidance go when the map changes."""

from __future__ import annotations

from collections.abc import Iterator

from tuquan.bodies.models import Body, BodyQuerySet, Guidance, GuidanceQuerySet
from tuquan.core.problems import Problem
from tuquan.places.models import Place
from tuquan.places.services.followers import Closed, Moves

GROUPS = "groups.residentgroup"

SEVERAL_IN_A_PLACE = (Body.Kind.MASS_ORGANISATION, Body.Kind.OFFICE, Body.Kind.PARTY_COMMITTEE)
"""Kinds of which a place has several; of all others two of one kind are said to be too many."""


def bodies_in(moves: Moves) -> BodyQuerySet:
    """The standing bodies whose place ends."""
    closed = [closed.place.pk for closed in moves.closed]
    return Body.objects.standing().filter(place__in=closed)


def heir_of(closed: Closed) -> Place | None:
    """The one place that takes what cannot be divided: the rest's, else the largest part."""
    parts = sorted(closed.parts, key=lambda part: (-part[1], part[0].pk))
    heirs = [closed.rest, *(place for place, _share in parts)]
    return next((heir for heir in heirs if heir and _same_level(heir, closed.place)), None)


def remarks_on(moves: Moves) -> list[Problem]:
    """Bodies that end with their place, and those that meet another one of their kind."""
    heirs = {closed.place.pk: heir_of(closed) for closed in moves.closed}
    there = _kinds_there(heirs)
    return [
        warning
        for body in bodies_in(moves).select_related("place")
        for warning in _remarks(body, heirs[body.place_id], there)
    ]


def guidance_on(closed: Closed) -> GuidanceQuerySet:
    """The guidance that goes on of a closed place and of the groups in it."""
    given = Guidance.objects.current().filter(place=closed.place)
    return given.order_by("pk")


def group_at(path: str) -> int | None:
    """The number of the group a path ends with; None for the path of a place."""
    last = path.rstrip(".").rpartition(".")[2]
    return int(last[1:]) if last.startswith("G") else None


def _kinds_there(heirs: dict[int, Place | None]) -> set[tuple[int, str, str]]:
    """What stands in the places that take over, and what comes to them more than once."""
    receiving = {heir.pk for heir in heirs.values() if heir}
    found: set[tuple[int, str, str]] = set()
    for body in Body.objects.standing().filter(place__in=receiving):
        found.add((body.place_id, body.kind, body.programme))
    coming: set[tuple[int, str, str]] = set()
    for body in Body.objects.standing().filter(place__in=heirs):
        heir = heirs[body.place_id]
        if heir:
            key = (heir.pk, body.kind, body.programme)
            (found if key in coming else coming).add(key)
    return found


def _remarks(body: Body, heir: Place | None, there: set[tuple[int, str, str]]) -> Iterator[Problem]:
    if heir is None:
        params = {"name": body.name, "place": body.place.name}
        yield Problem("reform_body_ends", "bodies.body", params, is_warning=True)
    elif body.kind not in SEVERAL_IN_A_PLACE and (heir.pk, body.kind, body.programme) in there:
        params = {"name": body.name, "place": body.place.name, "into": heir.name}
        yield Problem("reform_body_doubled", "bodies.body", params, is_warning=True)


def _same_level(one: Place, other: Place) -> bool:
    return one.kind == other.kind or (one.is_commune and other.is_commune)

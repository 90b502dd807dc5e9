"""Changes of the map made by hand, for tests of one follower: the tree as the engine leaves it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet

from tests import make
from tuquan.base import clock
from tuquan.core.problems import Problem
from tuquan.groups.services import GroupFollower
from tuquan.places.models import Place, PlaceKind, Reform, Succession
from tuquan.places.queries import next_path
from tuquan.places.services.followers import Closed, Moved, Moves
from tuquan.places.services.journal import Journal, take_back
from tuquan.programmes.services.inheriting import ProgrammeFollower
from tuquan.reports.services.following import ReportFollower
from tuquan.reports.services.following_aims import AimsFollower

ON = date(2026, 11, 10)
"""The day of the reforms in these tests: ten days ago, in the middle of a month."""


def every_row(*tables: QuerySet[Any]) -> list[dict[str, Any]]:
    """Every column of these rows as it stands, to compare with how it stands later."""
    return [row for table in tables for row in table.order_by("pk").values()]


def moved(place: Place, parent: Place | None) -> Moved:
    """A place under another parent, with everything below it."""
    old, new = place.path, next_path(parent, place.pk)
    for below in Place.objects.below(old):
        Place.objects.filter(pk=below.pk).update(path=new + below.path.removeprefix(old))
    Place.objects.filter(pk=place.pk).update(parent=parent)
    place.refresh_from_db()
    return Moved(place, old, new)


def closed(
    place: Place,
    *parts: tuple[Place, Fraction],
    rest: Place | None = None,
    back: Fraction = Fraction(1),
    assigned: Mapping[str, Mapping[int, Place]] | None = None,
    on: date = ON,
) -> Closed:
    """A place that ended and went to others; `back` is by how much they come from it."""
    Place.objects.filter(pk=place.pk).update(ended_on=on)
    for into, share in parts:
        Succession.objects.create(
            old=place,
            new=into,
            effective_on=on,
            share_numerator=share.numerator,
            share_denominator=share.denominator,
            back_numerator=back.numerator,
            back_denominator=back.denominator,
        )
    only = parts[0][0] if len(parts) == 1 else rest
    return Closed(place, parts, only, assigned or {})


def reform(on: date = ON) -> Reform:
    """A reform that is being carried out now."""
    return Reform.objects.create(
        kind=Reform.Kind.MERGE,
        state=Reform.State.DONE,
        path="",
        effective_on=on,
        decision="12/NQ-HĐND",
        reason="thử",
        plan="{}",
        made_by_name="tests",
        made_at=clock.now(),
        done_at=clock.now(),
    )


def moves(move: Sequence[Moved] = (), close: Sequence[Closed] = (), on: date = ON) -> Moves:
    """What a reform did to the tree."""
    return Moves(on, tuple(move), tuple(close))


def communes_merged(
    world: make.World, ours: Fraction = Fraction(3, 4), on: date = ON
) -> tuple[Place, Moves]:
    """Our commune and its neighbour become one; `ours` is by how much it comes from our side."""
    new = make.place("Xã Minh Hạ", PlaceKind.COMMUNE, world.province)
    return new, joined(world, new, ours, on)


def joined(world: make.World, into: Place, ours: Fraction, on: date = ON) -> Moves:
    """Both communes, or the one of them that is not `into`, go into a place with their areas."""
    ending = [
        (place, back)
        for place, back in ((world.commune, ours), (world.neighbour, 1 - ours))
        if place != into
    ]
    areas = Place.objects.filter(parent__in=[place for place, _back in ending]).order_by("pk")
    return moves(
        [moved(area, into) for area in areas],
        [closed(place, (into, Fraction(1)), back=back, on=on) for place, back in ending],
        on,
    )


FOLLOWERS = (ProgrammeFollower(), GroupFollower(), ReportFollower(), AimsFollower())
"""In the order of the apps."""


def follow(what: Moves) -> Reform:
    """Let programmes, groups and reports follow; gives the reform with its journal."""
    made = reform(what.effective_on)
    journal = Journal(made)
    for follower in FOLLOWERS:
        follower.follow(what, journal)
    return made


def undo(made: Reform) -> None:
    """Take everything back that followed."""
    take_back(made)


def codes(problems: Sequence[Problem]) -> list[str]:
    """The codes of problems and warnings."""
    return [problem.code for problem in problems]

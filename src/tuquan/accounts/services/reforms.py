"""Grants follow a reform of the map: nobody loses the place they look after, nor gains another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tuquan.accounts.models import Grant
from tuquan.base import clock
from tuquan.base.dated import not_over
from tuquan.base.scoping import paths_above
from tuquan.core.problems import Problem
from tuquan.places.models import Place, Reform
from tuquan.places.services.followers import Closed, Moves
from tuquan.places.services.journal import Journal

TABLE = "accounts.grant"


class GrantFollower:
    """How grants follow (F-3, F-4).

    A grant on a place that moved, or on a group below it, gets the new path. One on a place that
    ended goes to its single part, and to every part of a divided place unless the plan says which:
    who looked after all of it goes on looking after all of it. It never climbs to a place above,
    and one that somebody holds there already ends. Grants on groups go with their group.
    """

    name = "grants"

    def affected(self, moves: Moves) -> int:
        """How many grants in force get another path or end."""
        held = Grant.objects.filter(not_over(clock.today()))
        beginnings = {moved.old_path for moved in moves.moved}
        beginnings |= {closed.place.path for closed in moves.closed}
        paths = held.values_list("path", flat=True)
        return sum(any(above in beginnings for above in paths_above(path)) for path in paths)

    def problems(self, moves: Moves) -> list[Problem]:
        """None: a grant that has nowhere to go ends."""
        return []

    def measure(self, paths: Sequence[str]) -> Mapping[str, int | str]:
        """Nothing to add up: one grant may become two, and two one."""
        return {}

    def follow(self, moves: Moves, journal: Journal) -> None:
        """Move the grants."""
        journal.rewrite_below(Grant, "path", moves.beginnings)
        standing = self._standing_on({closed.place.pk for closed in moves.closed})
        for closed in moves.closed:
            for grant in standing.get(closed.place.pk, ()):
                _give_on(grant, closed, journal)

    def blockers(self, reform: Reform) -> list[Problem]:
        """None: a grant given since on a new place keeps that place from being taken back."""
        return []

    def _standing_on(self, places: set[int]) -> dict[int, list[Grant]]:
        """The grants in force on places themselves, not on a group in them."""
        found: dict[int, list[Grant]] = {}
        held = Grant.objects.filter(not_over(clock.today()), place__isnull=False)
        for grant in held.select_related("place").order_by("pk"):
            place = grant.place
            if place and place.pk in places and grant.path == place.path:
                found.setdefault(place.pk, []).append(grant)
        return found


def _give_on(grant: Grant, closed: Closed, journal: Journal) -> None:
    row = Grant.objects.filter(pk=grant.pk)
    targets = [place for place in _targets(grant, closed) if not _is_held(grant, place)]
    if not targets:
        # A grant that begins later cannot end today: it ends on the day it would begin.
        journal.change(row, "effective_until", max(clock.today(), grant.effective_from))
        return
    first, *others = targets
    journal.change(row, "place_id", first.pk)
    journal.change(row, "path", first.path)
    made = [
        Grant(
            account_id=grant.account_id,
            role=grant.role,
            place=place,
            path=place.path,
            programme=grant.programme,
            effective_from=max(clock.today(), grant.effective_from),
            effective_until=grant.effective_until,
        )
        for place in others
    ]
    journal.made(Grant.objects.bulk_create(made))


def _targets(grant: Grant, closed: Closed) -> Iterator[Place]:
    """The places that take the grant; never one that stood above the closed place."""
    said = closed.assigned.get(TABLE, {}).get(grant.pk)
    taking = [said] if said else [place for place, _ in closed.parts]
    if not taking and closed.rest:
        taking = [closed.rest]
    for place in taking:
        if not closed.place.path.startswith(place.path):
            yield place


def _is_held(grant: Grant, place: Place) -> bool:
    """Whether the same person holds the role there already."""
    held = Grant.objects.filter(not_over(clock.today()), account=grant.account_id, role=grant.role)
    return held.filter(path=place.path).exists()

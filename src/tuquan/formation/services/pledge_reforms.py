"""Pledges and models follow a reform of the map: what goes on goes along, the rest stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from tuquan.base.scoping import paths_above
from tuquan.core.problems import Problem
from tuquan.formation.models import (
    PledgeRegistration,
    PledgeRegistrationQuerySet,
    PledgeSignature,
    SelfManagementModel,
    SelfManagementModelQuerySet,
)
from tuquan.groups.queries import areas_touched
from tuquan.groups.services import go_with_groups
from tuquan.places.models import Reform
from tuquan.places.queries.written import in_chunks, new_paths, places_below, rows_moved
from tuquan.places.services.followers import Moves
from tuquan.places.services.journal import Journal


class PledgeFollower:
    """How pledges and models follow (S0-24, S1-06).

    What is still being signed, and the model carried out now, go along with an area that goes on
    under another commune, and with a group that goes to another area. What an area itself had
    registered or chosen ends with it, under the path it had: it speaks of people who are no longer
    one area. Registrations closed before never change.
    """

    name = "pledges"

    def affected(self, moves: Moves) -> int:
        """How many registrations still signed, and models, get another path or end."""
        return sum(
            table.filter(place__in=some).count()
            for some in areas_touched(moves)
            for table in (_open(), _current())
        )

    def problems(self, moves: Moves) -> list[Problem]:
        """None of their own: they stand where their areas and groups do."""
        return []

    def measure(self, paths: Sequence[str]) -> Mapping[str, int | str]:
        """Registrations, and signatures that hold."""
        registrations = PledgeRegistration.objects.filter(_below(paths))
        signatures = PledgeSignature.objects.current().filter(registration__in=registrations)
        return {
            "pledges": registrations.count(),
            "pledge_signatures": signatures.count(),
        }

    def follow(self, moves: Moves, journal: Journal) -> None:
        """Move what goes on, end what ended with its area."""
        for rows in (_open, _current):
            standing = {
                above
                for path in rows().order_by().values_list("path", flat=True).distinct()
                for above in paths_above(path)
            }
            for moved in moves.moved:
                if moved.old_path in standing:
                    journal.rewrite(rows(), "path", moved.old_path, moved.new_path)
        touched = {*_places_of(_open()), *_places_of(_current())}
        for area in (closed.place.pk for closed in moves.closed):
            if area in touched:
                for table in (_open(), _current()):
                    go_with_groups(table.filter(place=area), journal)
                _end(area, moves, journal)

    def blockers(self, reform: Reform) -> list[Problem]:
        """Pledges registered and models chosen since, where the reform founded or moved places."""
        made = 0
        for some in in_chunks(places_below(new_paths(reform))):
            made += _not_brought(_open().filter(place__in=some), reform)
            made += _not_brought(_current().filter(place__in=some), reform)
        return [Problem("reform_undo_pledged", params={"count": made})] if made else []


def _open() -> PledgeRegistrationQuerySet:
    return PledgeRegistration.objects.open()


def _current() -> SelfManagementModelQuerySet:
    return SelfManagementModel.objects.current()


def _places_of(rows: QuerySet[Any]) -> QuerySet[Any, int]:
    return rows.order_by().values_list("place_id", flat=True).distinct()


def _end(area: int, moves: Moves, journal: Journal) -> None:
    """End on the day what an area that is no more had registered or chosen itself."""
    day = moves.effective_on
    keys = list(_open().filter(place=area, group=None).values_list("pk", flat=True))
    registrations = PledgeRegistration.objects.filter(pk__in=keys)
    journal.change(registrations, "closed_on", day)
    journal.change(registrations, "state", PledgeRegistration.State.CLOSED)
    for model in list(_current().filter(place=area, group=None)):
        row = SelfManagementModel.objects.filter(pk=model.pk)
        journal.change(row, "ended_on", max(day, model.chosen_on))


def _not_brought(rows: QuerySet[Any], reform: Reform) -> int:
    brought = rows_moved(reform, rows.model._meta.label_lower)
    return sum(key not in brought for key in rows.order_by("pk").values_list("pk", flat=True))


def _below(paths: Sequence[str]) -> Q:
    found = Q(pk__in=[])
    for path in paths:
        found |= Q(path__below=path)
    return found

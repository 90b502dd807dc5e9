"""Good models and those who follow them go along with a reform of the map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from tuquan.base.scoping import paths_above
from tuquan.core.problems import Problem
from tuquan.exemplars.models import Exemplar, Replication, ReplicationQuerySet
from tuquan.groups.queries import areas_touched
from tuquan.groups.services import go_with_groups
from tuquan.places.models import Place, Reform
from tuquan.places.queries.written import in_chunks, new_paths, places_below, rows_moved
from tuquan.places.services.followers import Closed, Moves
from tuquan.places.services.journal import Journal


class ExemplarFollower:
    """How exemplars and replications follow (S1-22).

    Both go along with an area that goes on and with their group. What an area itself described
    stays under the path it had, for it speaks of that area, and others can still read it; what it
    tried itself ends with it. What was shared with the people of a commune or province that ended
    is shared with those of the place it became.
    """

    name = "exemplars"

    def affected(self, moves: Moves) -> int:
        """How many exemplars, and replications that go on, get another path or end."""
        return sum(
            rows.filter(place__in=some).count()
            for some in areas_touched(moves)
            for rows in (Exemplar.objects.all(), _going())
        )

    def problems(self, moves: Moves) -> list[Problem]:
        """None of their own: they stand where their areas and groups do."""
        return []

    def measure(self, paths: Sequence[str]) -> Mapping[str, int | str]:
        """Exemplars and replications, whatever their state."""
        below = Q(pk__in=[])
        for path in paths:
            below |= Q(path__below=path)
        return {
            "exemplars": Exemplar.objects.filter(below).count(),
            "replications": Replication.objects.filter(below).count(),
        }

    def follow(self, moves: Moves, journal: Journal) -> None:
        """Move what goes on, end what was tried by an area that ended."""
        for table in (Exemplar.objects.all(), _going()):
            standing = {
                above
                for path in table.order_by().values_list("path", flat=True).distinct()
                for above in paths_above(path)
            }
            for moved in moves.moved:
                if moved.old_path in standing:
                    journal.rewrite(table, "path", moved.old_path, moved.new_path)
        for closed in moves.closed:
            go_with_groups(Exemplar.objects.filter(place=closed.place), journal)
            here = _going().filter(place=closed.place)
            go_with_groups(here, journal)
            _end(here.filter(group=None), moves, journal)
            _share_on(closed, journal)

    def blockers(self, reform: Reform) -> list[Problem]:
        """Exemplars written and followed since, where the reform founded or moved places."""
        made = 0
        for some in in_chunks(places_below(new_paths(reform))):
            made += _not_brought(Exemplar.objects.filter(place__in=some), reform)
            made += _not_brought(_going().filter(place__in=some), reform)
        return [Problem("reform_undo_exemplars", params={"count": made})] if made else []


def _going() -> ReplicationQuerySet:
    return Replication.objects.going()


def _end(rows: ReplicationQuerySet, moves: Moves, journal: Journal) -> None:
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    for row in Replication.objects.filter(pk__in=keys):
        one = Replication.objects.filter(pk=row.pk)
        journal.change(one, "ended_on", max(moves.effective_on, row.started_on))
    ended = Replication.objects.filter(pk__in=keys)
    journal.change(ended, "state", Replication.State.ENDED)


def _share_on(closed: Closed, journal: Journal) -> None:
    """Let the people of what a place became read what its people could."""
    into = _heir(closed)
    if into is not None:
        shared = Exemplar.objects.filter(shared_to=closed.place)
        journal.change(shared, "shared_to_id", into.pk)


def _heir(closed: Closed) -> Place | None:
    if closed.rest is not None:
        return closed.rest
    return max(closed.parts, key=lambda part: part[1])[0] if closed.parts else None


def _not_brought(rows: QuerySet[Any], reform: Reform) -> int:
    brought = rows_moved(reform, rows.model._meta.label_lower)
    return sum(key not in brought for key in rows.order_by("pk").values_list("pk", flat=True))

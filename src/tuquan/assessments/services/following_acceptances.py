"""Acceptances under way and visits follow a reform of the map; what was decided stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tuquan.assessments.models import Acceptance, AcceptanceQuerySet, Visit
from tuquan.core.problems import Problem
from tuquan.groups.queries import areas_touched
from tuquan.groups.services import go_with_groups
from tuquan.places.models import Reform
from tuquan.places.queries.written import in_chunks, new_paths, places_below, rows_moved
from tuquan.places.services.followers import Moves
from tuquan.places.services.journal import Journal


class AcceptanceFollower:
    """How acceptances and visits follow.

    As with sheets, an acceptance under way goes along with its group and with an area that goes
    on, and ends with an area that ended; what was decided stays where it was decided. Visits go
    along with whom they were paid to, so that what is still to be done is seen by who leads there.
    """

    name = "acceptances"

    def affected(self, moves: Moves) -> int:
        """How many acceptances under way get another path or end."""
        return sum(_under_way().filter(place__in=some).count() for some in areas_touched(moves))

    def problems(self, moves: Moves) -> list[Problem]:
        """None of their own: they stand where their areas and groups do."""
        return []

    def measure(self, paths: Sequence[str]) -> Mapping[str, int | str]:
        """Acceptances of groups and areas, and visits to them."""
        acceptances = visits = 0
        for path in paths:
            acceptances += Acceptance.objects.below(path).count()
            visits += Visit.objects.below(path).count()
        return {"acceptances": acceptances, "visits": visits}

    def follow(self, moves: Moves, journal: Journal) -> None:
        """Move what goes on, end what ended with its area."""
        for moved in moves.moved:
            journal.rewrite(_under_way(), "path", moved.old_path, moved.new_path)
        journal.rewrite_below(Visit, "path", moves.beginnings)
        for closed in moves.closed:
            here = _under_way().filter(place=closed.place)
            go_with_groups(here, journal)
            go_with_groups(Visit.objects.filter(place=closed.place), journal)
            keys = list(here.filter(group=None).values_list("pk", flat=True))
            alone = Acceptance.objects.filter(pk__in=keys)
            journal.change(alone, "state", Acceptance.State.ENDED)

    def blockers(self, reform: Reform) -> list[Problem]:
        """Acceptances opened since, where the reform founded or moved places."""
        brought = rows_moved(reform, Acceptance._meta.label_lower)
        made = sum(
            key not in brought
            for some in in_chunks(places_below(new_paths(reform)))
            for key in _under_way().filter(place__in=some).values_list("pk", flat=True)
        )
        return [Problem("reform_undo_acceptances", params={"count": made})] if made else []


def _under_way() -> AcceptanceQuerySet:
    return Acceptance.objects.under_way()

"""Goals and pressing issues follow a reform of the map with the place they are about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Q

from tuquan.bodies.queries.following import heir_of
from tuquan.core.problems import Problem
from tuquan.groups.queries import areas_touched
from tuquan.places.models import Reform
from tuquan.places.services.followers import Closed, Moves
from tuquan.places.services.journal import Journal
from tuquan.reports.models import Goal, PressingIssue


class AimsFollower:
    """How aims follow: with a place that moves, all of them.

    Of a place that ends, what is still pressing is left to whoever goes on with most of it; goals
    stay with the place they were set for, since its survey stays there too.
    """

    name = "open_aims"

    def affected(self, moves: Moves) -> int:
        """How many goals and open issues stand in what moves or ends."""
        areas = list(areas_touched(moves))
        goals = sum(Goal.objects.filter(place__in=some).count() for some in areas)
        issues = PressingIssue.objects.open()
        return goals + sum(issues.filter(place__in=some).count() for some in areas)

    def problems(self, moves: Moves) -> list[Problem]:
        """None: a place may have any number of issues."""
        return []

    def measure(self, paths: Sequence[str]) -> Mapping[str, int | str]:
        """What is still pressing."""
        below = Q(pk__in=[])
        for path in paths:
            below |= Q(path__below=path)
        return {"open_issues": PressingIssue.objects.open().filter(below).count()}

    def follow(self, moves: Moves, journal: Journal) -> None:
        """Move what is about moved places, and leave open issues of ended ones to their heirs."""
        for table in (Goal.objects.all(), PressingIssue.objects.all()):
            for moved in moves.moved:
                journal.rewrite(table, "path", moved.old_path, moved.new_path)
        for closed in moves.closed:
            _leave_issues(closed, journal)

    def blockers(self, reform: Reform) -> list[Problem]:
        """None: what was written since stays with the place it was written for."""
        return []


def _leave_issues(closed: Closed, journal: Journal) -> None:
    heir = heir_of(closed)
    keys = PressingIssue.objects.open().filter(place=closed.place.pk).values_list("pk", flat=True)
    issues = PressingIssue.objects.filter(pk__in=list(keys))
    if heir is None:
        return
    journal.rewrite(issues, "path", closed.place.path, heir.path)
    journal.change(issues, "place_id", heir.pk)

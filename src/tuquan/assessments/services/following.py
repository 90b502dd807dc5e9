"""Sheets under way and titles follow a reform of the map; results given never change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tuquan.assessments.models import (
    AssessmentResult,
    AssessmentSheet,
    AssessmentSheetQuerySet,
    TitleHeld,
)
from tuquan.core.problems import Problem
from tuquan.groups.queries import areas_touched
from tuquan.groups.services import go_with_groups
from tuquan.places.models import Reform
from tuquan.places.queries.written import in_chunks, new_paths, places_below, rows_moved
from tuquan.places.services.followers import Moves
from tuquan.places.services.journal import Journal


class SheetFollower:
    """How sheets and titles follow.

    A sheet under way goes along with an area that goes on and with its group; that of an area that
    ended ends with it, under the path it had: it speaks of people who are no longer one area. What
    was decided stays where it was decided. Titles go along with the area or group that held them.
    """

    name = "assessments"

    def affected(self, moves: Moves) -> int:
        """How many sheets under way get another path or end."""
        return sum(_under_way().filter(place__in=some).count() for some in areas_touched(moves))

    def problems(self, moves: Moves) -> list[Problem]:
        """None of their own: they stand where their areas and groups do."""
        return []

    def measure(self, paths: Sequence[str]) -> Mapping[str, int | str]:
        """Sheets of the programmes' groups and areas, and results that hold."""
        sheets = results = 0
        for path in paths:
            sheets += AssessmentSheet.objects.below(path).count()
            results += AssessmentResult.objects.current().below(path).count()
        return {"assessment_sheets": sheets, "assessment_results": results}

    def follow(self, moves: Moves, journal: Journal) -> None:
        """Move what goes on, end what ended with its area."""
        for moved in moves.moved:
            journal.rewrite(_under_way(), "path", moved.old_path, moved.new_path)
        journal.rewrite_below(TitleHeld, "path", moves.beginnings)
        for closed in moves.closed:
            here = _under_way().filter(place=closed.place)
            go_with_groups(here, journal)
            go_with_groups(TitleHeld.objects.filter(place=closed.place), journal)
            keys = list(here.filter(group=None).values_list("pk", flat=True))
            alone = AssessmentSheet.objects.filter(pk__in=keys)
            journal.change(alone, "state", AssessmentSheet.State.ENDED)

    def blockers(self, reform: Reform) -> list[Problem]:
        """Sheets opened since, where the reform founded or moved places."""
        brought = rows_moved(reform, AssessmentSheet._meta.label_lower)
        made = sum(
            key not in brought
            for some in in_chunks(places_below(new_paths(reform)))
            for key in _under_way().filter(place__in=some).values_list("pk", flat=True)
        )
        return [Problem("reform_undo_assessed", params={"count": made})] if made else []


def _under_way() -> AssessmentSheetQuerySet:
    return AssessmentSheet.objects.under_way()

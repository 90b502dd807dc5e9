"""What is under way follows a reform of the map with its groups and areas; decisions stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tuquan.assessments.models import (
    Acceptance,
    AcceptanceQuerySet,
    AssessmentResult,
    AssessmentSheet,
    AssessmentSheetQuerySet,
    TitleHeld,
    Visit,
)
from tuquan.core.problems import Problem
from tuquan.groups.queries import areas_touched
from tuquan.groups.services import go_with_groups
from tuquan.places.models import Reform
from tuquan.places.queries.written import in_chunks, new_paths, places_below, rows_moved
from tuquan.places.services.followers import Moves
from tuquan.places.services.journal import Journal

UnderWay = AssessmentSheetQuerySet | AcceptanceQuerySet


class SheetFollower:
    """How sheets and titles follow.

    A sheet under way goes along with an area that goes on and with its group; that of an area that
    ended ends with it, under the path it had: it speaks of people who are no longer one area. What
    was decided stays where it was decided. Titles go along with the area or group that held them.
    """

    name = "assessments"

    def affected(self, moves: Moves) -> int:
        """How many sheets under way get another path or end."""
        return _touched(AssessmentSheet.objects.under_way(), moves)

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
        _follow(AssessmentSheet.objects.under_way(), moves, journal)
        journal.rewrite_below(TitleHeld, "path", moves.beginnings)
        for closed in moves.closed:
            go_with_groups(TitleHeld.objects.filter(place=closed.place), journal)

    def blockers(self, reform: Reform) -> list[Problem]:
        """Sheets opened since, where the reform founded or moved places."""
        made = _opened_since(AssessmentSheet.objects.under_way(), reform)
        return [Problem("reform_undo_assessed", params={"count": made})] if made else []


class AcceptanceFollower:
    """How acceptances and visits follow.

    As with sheets, an acceptance under way goes along with its group and with an area that goes
    on, and ends with an area that ended; what was decided stays where it was decided. Visits go
    along with whom they were paid to, so that what is still to be done is seen by who leads there.
    """

    name = "acceptances"

    def affected(self, moves: Moves) -> int:
        """How many acceptances under way get another path or end."""
        return _touched(Acceptance.objects.under_way(), moves)

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
        _follow(Acceptance.objects.under_way(), moves, journal)
        journal.rewrite_below(Visit, "path", moves.beginnings)
        for closed in moves.closed:
            go_with_groups(Visit.objects.filter(place=closed.place), journal)

    def blockers(self, reform: Reform) -> list[Problem]:
        """Acceptances opened since, where the reform founded or moved places."""
        made = _opened_since(Acceptance.objects.under_way(), reform)
        return [Problem("reform_undo_acceptances", params={"count": made})] if made else []


def _touched(under_way: UnderWay, moves: Moves) -> int:
    """How many stand in the areas that a reform touches."""
    return sum(under_way.filter(place__in=some).count() for some in areas_touched(moves))


def _follow(under_way: UnderWay, moves: Moves, journal: Journal) -> None:
    """Move what goes on with its group or area; what belongs to an ended area alone ends."""
    model = under_way.model
    for moved in moves.moved:
        journal.rewrite(under_way.all(), "path", moved.old_path, moved.new_path)
    for closed in moves.closed:
        here = under_way.filter(place=closed.place)
        go_with_groups(here, journal)
        keys = list(here.filter(group=None).values_list("pk", flat=True))
        journal.change(model.objects.filter(pk__in=keys), "state", model.State.ENDED)


def _opened_since(under_way: UnderWay, reform: Reform) -> int:
    """How many were opened since where a reform founded or moved places."""
    brought = rows_moved(reform, under_way.model._meta.label_lower)
    return sum(
        key not in brought
        for some in in_chunks(places_below(new_paths(reform)))
        for key in under_way.filter(place__in=some).values_list("pk", flat=True)
    )

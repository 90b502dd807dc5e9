"""Reports still to be written follow a reform of the map; what was handed in never does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from django.db.models import Q

from tuquan.base.scoping import paths_above
from tuquan.bodies.queries.following import heir_of
from tuquan.core.problems import Problem
from tuquan.groups.queries import areas_touched
from tuquan.places.models import Place, PlaceKind, Reform
from tuquan.places.queries import commune_of
from tuquan.places.services.followers import Closed, Moved, Moves
from tuquan.places.services.journal import Journal
from tuquan.reports.models import Obligation, ObligationQuerySet, Report, ReportQuerySet
from tuquan.reports.queries.handed_in import handed_in_figures
from tuquan.reports.queries.undoing import written_since

_RANGES = 40
"""How many beginnings of paths one statement looks for."""

_OPEN = Q(report=None) | Q(report__state__in=Report.EDITABLE)


class ReportFollower:
    """How reports follow (design section 3).

    What a group still has to write or to correct is owed to the commune in which the group now
    stands, with its draft. What an area, a commune or a body still has to write moves with its
    place, and when the place ends it is left to whoever goes on with most of it. A report that was
    handed in keeps the place, the commune and the path it was handed in under, and so does what it
    answers: no column of it ever changes.
    """

    name = "open_obligations"

    def affected(self, moves: Moves) -> int:
        """How many unwritten or unfinished reports move."""
        areas = areas_touched(moves)
        return sum(_open_obligations().filter(place__in=some).count() for some in areas)

    def problems(self, moves: Moves) -> list[Problem]:
        """None of its own: reports stand where their groups and places do."""
        return []

    def measure(self, paths: Sequence[str]) -> Mapping[str, int | str]:
        """Reports still open, reports handed in, and the figures of the latest of these."""
        obligations = Obligation.objects.filter(_of_groups(paths))
        handed_in = Report.objects.handed_in().filter(_of_groups(paths, "obligation__"))
        return {
            "open_obligations": obligations.filter(_OPEN).count(),
            "reports_handed_in": handed_in.count(),
            "figures_handed_in": handed_in_figures(handed_in),
        }

    def follow(self, moves: Moves, journal: Journal) -> None:
        """Move what is open, after its groups."""
        standing = _standing_at()
        there = [moved for moved in moves.moved if moved.old_path in standing]
        communes = _Communes()
        for (left, entered, commune), together in groupby(there, key=communes.key):
            paths = [moved.old_path for moved in together]
            for start in range(0, len(paths), _RANGES):
                _move(paths[start : start + _RANGES], left, entered, commune, journal)
        owing = set(_open_obligations().order_by().values_list("place_id", flat=True).distinct())
        for closed in moves.closed:
            if closed.place.pk in owing:
                for into in _takers(closed):
                    _hand_over(closed.place, into, journal)
                _leave_to_heir(closed, journal)

    def blockers(self, reform: Reform) -> list[Problem]:
        """Reports opened, written, sent or returned since."""
        return written_since(reform)


class _Communes:
    """Which places move together: from one place into one other, to be owed to one commune."""

    def __init__(self) -> None:
        self._known: dict[str, int | None] = {}

    def key(self, moved: Moved) -> tuple[str, str, int | None]:
        """The path of what a place stood in before and stands in now, and its commune now."""
        old, new = paths_above(moved.old_path), paths_above(moved.new_path)
        above, into = ["", *old][-2], ["", *new][-2]
        if moved.place.kind != PlaceKind.AREA:
            return above, into, self._commune(moved.new_path)
        if into not in self._known:
            self._known[into] = self._commune(moved.new_path)
        return above, into, self._known[into]

    def _commune(self, path: str) -> int | None:
        commune = commune_of(path)
        return commune.pk if commune else None


def _move(
    paths: Sequence[str], above: str, into: str, commune: int | None, journal: Journal
) -> None:
    """Move what is open below some paths that stood in one place into another."""
    below = Q(pk__in=[])
    for path in paths:
        below |= Q(path__below=path)
    for table in (_open_obligations(), _open_reports()):
        rows = table.filter(below)
        if commune:
            journal.change(rows, "commune_id", commune)
        journal.rewrite(rows, "path", above, into)


def _standing_at() -> set[str]:
    """The paths of all places in which, or under which, something is still to be written."""
    paths = _open_obligations().order_by().values_list("path", flat=True).distinct()
    return {above for path in paths for above in paths_above(path)}


def _hand_over(area: Place, into: Place, journal: Journal) -> None:
    """What the groups that came from a closed area still owe, they owe where they stand now."""
    owed = _open_obligations().filter(place=area.pk, group__place=into.pk)
    paths = sorted({path.rpartition("G")[0] for path in owed.values_list("path", flat=True)})
    keys = list(owed.values_list("pk", flat=True))
    obligations = Obligation.objects.filter(pk__in=keys)
    reports = _open_reports().filter(obligation__in=keys)
    commune = commune_of(into.path)
    for table in (obligations, reports):
        if commune:
            journal.change(table, "commune_id", commune.pk)
        for path in paths:
            journal.rewrite(table, "path", path, into.path)
    journal.change(obligations, "place_id", into.pk)


def _leave_to_heir(closed: Closed, journal: Journal) -> None:
    """What a closed place itself, or a body of it, still owes is left to the place that goes on."""
    heir = heir_of(closed)
    if heir is None:
        return
    own = _open_obligations().filter(place=closed.place.pk, group=None)
    keys = list(own.values_list("pk", flat=True))
    obligations = Obligation.objects.filter(pk__in=keys)
    reports = _open_reports().filter(obligation__in=keys)
    commune = commune_of(heir.path) or heir
    for table in (obligations, reports):
        journal.change(table, "commune_id", commune.pk)
        journal.rewrite(table, "path", closed.place.path, heir.path)
    journal.change(obligations, "place_id", heir.pk)


def _takers(closed: Closed) -> list[Place]:
    places = {place.pk: place for place, _share in closed.parts}
    if closed.rest:
        places[closed.rest.pk] = closed.rest
    return list(places.values())


def _of_groups(paths: Sequence[str], prefix: str = "") -> Q:
    """What is owed by groups below one of these paths."""
    found = Q(pk__in=[])
    for path in paths:
        found |= Q(**{f"{prefix}group__path__below": path})
    return found


def _open_obligations() -> ObligationQuerySet:
    return Obligation.objects.filter(_OPEN)


def _open_reports() -> ReportQuerySet:
    return Report.objects.filter(state__in=Report.EDITABLE)

"""What was opened, written or sent since a reform, so that it can no longer be undone."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F, Q, QuerySet

from tuquan.core.problems import Problem
from tuquan.groups.models import FormerGroupPath, ResidentGroup
from tuquan.places.models import Reform
from tuquan.places.queries.written import in_chunks, new_paths, places_below, rows_moved
from tuquan.reports.models import Obligation, Report


def written_since(reform: Reform) -> list[Problem]:
    """How many reports were begun, sent or returned since where the reform moved them to, and how
    many periods were opened there."""
    brought = rows_moved(reform, "reports.obligation")
    drafts = rows_moved(reform, "reports.report")
    written = opened = 0
    for reports in _reports_of_moved_groups(reform):
        written += sum(report not in drafts for report in reports.filter(_saved_since(reform)))
        written += len(set(reports.filter(_handed_in_since(reform))) & drafts)
    asked = (_unwritten_of_moved_groups, _unwritten_of_moved_places)
    for obligations in (rows for one in asked for rows in one(reform)):
        opened += sum(obligation not in brought for obligation in obligations)
    counted = {"reform_undo_reports_written": written, "reform_undo_periods_opened": opened}
    return [Problem(code, params={"count": count}) for code, count in counted.items() if count]


def _reports_of_moved_groups(reform: Reform) -> Iterator[QuerySet[Report, int]]:
    for some in in_chunks(_moved_groups(reform)):
        here = Report.objects.filter(obligation__group__in=some, path=F("obligation__group__path"))
        yield here.order_by("pk").values_list("pk", flat=True)


def _unwritten_of_moved_groups(reform: Reform) -> Iterator[QuerySet[Obligation, int]]:
    for some in in_chunks(_moved_groups(reform)):
        here = Obligation.objects.filter(group__in=some, path=F("group__path"), report=None)
        yield here.order_by("pk").values_list("pk", flat=True)


def _unwritten_of_moved_places(reform: Reform) -> Iterator[QuerySet[Obligation, int]]:
    """What areas, communes and bodies in the moved places are asked for."""
    for some in in_chunks(places_below(new_paths(reform))):
        here = Obligation.objects.filter(place__in=some, group=None, report=None)
        yield here.order_by("pk").values_list("pk", flat=True)


def _moved_groups(reform: Reform) -> set[int]:
    """The groups the reform moved, and those formed since in areas that it moved."""
    moved = FormerGroupPath.objects.filter(reform=reform).values_list("group_id", flat=True)
    found = set(moved)
    for some in in_chunks(places_below(new_paths(reform))):
        groups = ResidentGroup.objects.filter(place__in=some).order_by()
        found |= set(groups.values_list("pk", flat=True))
    return found


def _saved_since(reform: Reform) -> Q:
    return Q(saved_at__gt=reform.done_at)


def _handed_in_since(reform: Reform) -> Q:
    return Q(submitted_at__gt=reform.done_at) | Q(decided_at__gt=reform.done_at)

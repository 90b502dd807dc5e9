"""What a group still has to report, for whoever takes over its lead (F-25)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from tuquan.base import clock
from tuquan.groups.models import ResidentGroup
from tuquan.groups.queries import OpenWork
from tuquan.reports.models import Obligation, Report


def reports_to_write(group: ResidentGroup) -> Iterator[OpenWork]:
    """How many open reports of a group are to be written or corrected."""
    owed = Obligation.objects.open_at(clock.now()).filter(group=group)
    left = owed.filter(Q(report=None) | Q(report__state__in=Report.EDITABLE))
    yield OpenWork("reports_to_write", left.count())

"""What totals say to the apps below: which of them count a report, and what they are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.urls import reverse

from tuquan.approvals.queries import Subject
from tuquan.base.actor import Actor
from tuquan.consolidations.queries.sent import totals_owed, totals_with
from tuquan.reports.models import Report
from tuquan.reports.queries import report_title, reporter_name
from tuquan.reports.queries.totals import InTotal


def totals_counting_report(actor: Actor, report: Report) -> list[InTotal]:
    """The totals sent up that count a report, for the page of the report."""
    return [
        InTotal(
            report_title(one.report.obligation),
            one.place.name,
            one.version,
            reverse("consolidations:version", args=[one.pk]),
        )
        for one in totals_with(actor, report)
    ]


def total_subjects(actor: Actor, numbers: Sequence[int]) -> Mapping[int, Subject]:
    """What totals that wait for a second person are called, and where they are read."""
    return {
        one.pk: Subject(
            report_title(one), reporter_name(one), reverse("consolidations:total", args=[one.pk])
        )
        for one in totals_owed(actor).filter(pk__in=numbers)
    }

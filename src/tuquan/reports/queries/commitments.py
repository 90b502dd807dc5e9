"""Which commitments a leader is asked about one by one because something happened (S2-08)."""

from __future__ import annotations

from tuquan.core.programme import Question
from tuquan.core.questions import applicable_questions
from tuquan.reports.models import Obligation, Report


def touched_by_incidents(obligation: Obligation) -> frozenset[str]:
    """The promises that no shortcut may answer, because an incident of the period is told.

    An incident that names a theme of the form touches its lines; any other touches the lines about
    what must not happen.
    """
    reports = Report.objects.filter(
        obligation__kind=Obligation.Kind.INCIDENT,
        obligation__reporter=obligation.reporter,
        obligation__period_start__gte=obligation.period_start,
        obligation__period_start__lt=obligation.period_until,
    ).exclude(obligation=obligation.pk)
    lines = [
        question
        for question in applicable_questions(obligation.form, obligation.place.kind)
        if question.is_promise
    ]
    return frozenset(key for report in reports for key in _touched(report, lines))


def _touched(report: Report, lines: list[Question]) -> set[str]:
    named = {value for value in report.answers.get("values", {}).values() if isinstance(value, str)}
    of_theme = {line.key for line in lines if line.theme and line.theme in named}
    return of_theme or {line.key for line in lines if line.polarity == "must_not"}

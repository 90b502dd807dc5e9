"""The figures of what was handed in, as one exact sum that no reform of the map may change."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from django.db.models import F, Max

from tuquan.core.answers import Answers
from tuquan.core.programme import Form
from tuquan.programmes.models import ProgrammeEdition
from tuquan.reports.models import Report, ReportQuerySet


def handed_in_figures(reports: ReportQuerySet) -> str:
    """The sum of every count and amount in the latest round of each calendar, exact, as text."""
    total = sum(_figures(_latest(reports)), Decimal(0))
    return f"{total:f}"


def _latest(reports: ReportQuerySet) -> Iterator[Report]:
    """The reports of the last period of each calendar for which anything was handed in."""
    rounds = (
        reports.order_by()
        .values_list("obligation__edition__programme", "obligation__calendar")
        .annotate(last=Max("obligation__period_start"))
    )
    for programme, calendar, last in rounds:
        yield from (
            reports.filter(
                obligation__edition__programme=programme,
                obligation__calendar=calendar,
                obligation__period_start=last,
            )
            .annotate(form_key=F("obligation__form_key"))
            .order_by("pk")
            .iterator()
        )


def _figures(reports: Iterator[Report]) -> Iterator[Decimal]:
    @cache
    def form_of(edition: int, key: str) -> Form:
        return ProgrammeEdition.objects.get(pk=edition).content.form(key)

    for report in reports:
        form = form_of(report.edition_id, getattr(report, "form_key"))  # noqa: B009 - annotated
        answers = Answers.from_json(report.answers, form)
        for question in form.questions:
            if question.kind in ("count", "amount") and answers.state(question.key) == "reported":
                yield Decimal(str(answers.values[question.key]))

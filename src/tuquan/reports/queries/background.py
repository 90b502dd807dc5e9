"""What a report is read beside: the period before and the baseline survey of the same reporter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tuquan.core.answers import Answers
from tuquan.reports.models import Obligation, Report
from tuquan.reports.queries.calendars import calendar_of

WITH_GAPS = ("nine_months", "window")
"""Kinds of periods that do not follow each other day by day: the one before ended some time ago."""


@dataclass(frozen=True, slots=True)
class Background:
    """What the reporter said before; None where it has not said anything yet.

    `compares` tells whether every figure is shown with its baseline value (S1-20).
    """

    previous: Answers | None = None
    previous_facts: Mapping[str, int] = field(default_factory=dict)
    baseline: Answers | None = None
    baseline_facts: Mapping[str, int] = field(default_factory=dict)
    compares: bool = False
    recurs: bool = True


def background_of(obligation: Obligation) -> Background:
    """The last period's report and the baseline survey, as far as they were handed in."""
    content = obligation.edition.content
    form = obligation.form
    own = (
        Report.objects.handed_in()
        .filter(
            obligation__reporter=obligation.reporter,
            obligation__edition__programme=obligation.edition.programme_id,
        )
        .select_related("obligation__edition")
        .order_by("-obligation__period_start")
    )
    period = calendar_of(obligation).period
    ended = "period_until__lte" if period in WITH_GAPS else "period_until"
    previous = own.filter(
        obligation__calendar=obligation.calendar,
        **{f"obligation__{ended}": obligation.period_start},
    ).first()
    survey = content.baseline_form
    baseline = None
    if form.compare_with_baseline and survey:
        baseline = own.filter(obligation__form_key=survey.key).first()
    return Background(
        previous=previous.content if previous else None,
        previous_facts=previous.facts if previous else {},
        baseline=baseline.content if baseline else None,
        baseline_facts=baseline.facts if baseline else {},
        compares=form.compare_with_baseline,
        recurs=period != "once",
    )

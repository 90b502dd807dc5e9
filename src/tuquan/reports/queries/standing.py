"""Where an obligation stands: a chase list and a leader's first page say the same (F-38, F-39)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils import timezone

from tuquan.core.answers import Answers
from tuquan.core.questions import progress
from tuquan.reports.models import Obligation, Report

Stage = Literal["unopened", "writing", "overdue", "returned", "waiting", "accepted"]


@dataclass(frozen=True, slots=True)
class Standing:
    """What has become of one obligation so far.

    `days_late` counts from the due day to today, or to the day it was first handed in: a report
    that is returned and corrected was still in time.
    """

    stage: Stage
    days_left: int
    days_late: int
    done: int
    asked: int

    @property
    def handed_in(self) -> bool:
        """Whether the figures count: sent, and not returned."""
        return self.stage in ("waiting", "accepted")

    @property
    def was_sent(self) -> bool:
        """Whether it was sent at all, also when it was returned afterwards."""
        return self.handed_in or self.stage == "returned"

    @property
    def has_begun(self) -> bool:
        """Whether some of the report is written."""
        return self.done > 0


def report_of(obligation: Obligation) -> Report | None:
    """The report of an obligation that was read together with it."""
    return getattr(obligation, "report", None)


def standing_of(obligation: Obligation, now: datetime) -> Standing:
    """Where the obligation stands at an instant."""
    report = report_of(obligation)
    sent = report.first_submitted_at if report else None
    due_day = timezone.localtime(obligation.due_at).date()
    days_left = (due_day - timezone.localtime(now).date()).days
    late_by = -days_left if sent is None else (timezone.localtime(sent).date() - due_day).days
    answers = report.content if report else Answers()
    done, asked = progress(obligation.form, answers, obligation.place.kind)
    return Standing(_stage(report, days_left), days_left, max(late_by, 0), done, asked)


def _stage(report: Report | None, days_left: int) -> Stage:
    if report and report.state == Report.State.ACCEPTED:
        return "accepted"
    if report and report.state == Report.State.SUBMITTED:
        return "waiting"
    if report and report.state == Report.State.RETURNED:
        return "returned"
    if days_left < 0:
        return "overdue"
    return "writing" if report else "unopened"

"""What the reports of the year said to a row, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from tuquan.assessments.queries.knowing import Told
from tuquan.assessments.queries.sheets import Row
from tuquan.base.templatetags.tq import day, number
from tuquan.base.texts.wording import answer_word, spoken, worded
from tuquan.core.answers import Value
from tuquan.core.programme import Criterion, Question
from tuquan.reports.queries import report_title

NEWEST = 4
"""How many reports of the year a row names; of weekly ones the latest say enough."""


@dataclass(frozen=True, slots=True)
class ReportSaid:
    """One report, and every line of it that bears on a row."""

    report_id: int
    title: str
    said: str


def reports_said(row: Row) -> tuple[list[ReportSaid], int]:
    """The latest reports first, each once; and how many earlier ones are not named."""
    by_report = [list(told) for _key, told in groupby(row.told, lambda one: one.report.pk)]
    latest = [_said_by(row.criterion, told) for told in by_report[: -NEWEST - 1 : -1]]
    return latest, len(by_report) - len(latest)


def _said_by(criterion: Criterion, told: Sequence[Told]) -> ReportSaid:
    report = told[0].report
    said = "; ".join(_said(criterion, one.question, one.value) for one in told)
    return ReportSaid(report.pk, report_title(report.obligation), said)


def _said(criterion: Criterion, question: Question, value: Value) -> str:
    """What was answered; to the criterion itself, whether it was met."""
    if isinstance(value, bool) and question.key == criterion.key:
        return _("Met") if value else _("Not met")
    return f"{worded(question)}: {_answer(question, value)}"


def _answer(question: Question, value: Value) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return day(value)
    if isinstance(value, str):
        return answer_word(question, value) or value
    return f"{number(value)} {spoken(question.unit, question.unit_en)}".rstrip()

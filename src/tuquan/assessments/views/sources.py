"""Where what the system knows of a row was taken from, each with a link to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuquan.assessments.models import AssessmentSheet
from tuquan.assessments.queries import ReadSheet, Row, asked_of, runs_cycles
from tuquan.assessments.queries.knowing import Told
from tuquan.base.actor import Actor
from tuquan.base.templatetags.tq import day, number
from tuquan.base.texts.wording import spoken, worded
from tuquan.core.answers import Value
from tuquan.core.programme import Criterion, Question
from tuquan.reports.models import Report
from tuquan.reports.queries import report_title

NEWEST = 4
"""How many reports of the year a row names; of weekly ones the latest say enough."""


@dataclass(frozen=True, slots=True)
class Source:
    """A page that a row rests on, and what it says to the row; without a page only words."""

    title: str
    url: str = ""
    said: str = ""


def sources_of(
    actor: Actor, read: ReadSheet, row: Row, *, has_reasons: bool = False
) -> list[Source]:
    """The reports, the register, titles and figures of the commune a row rests on.

    Where the reasons stand beside them and tell the figures already, only the pages are named.
    """
    if row.is_standard:
        return []
    asked = asked_of(row.criterion)
    cycle = read.sheet.cycle_id
    found = list(_reports(row))
    if "households" in asked.keys and _may_read_register(actor, read.sheet):
        url = reverse("residents:area", args=[read.sheet.place_id])
        found.append(Source(_("Register of households"), url, _households(read)))
    if asked.years:
        url = reverse("assessments:titles", args=[cycle]) if runs_cycles(actor) else ""
        found.append(Source(_("Titles of earlier years"), url))
    if asked.above:
        url = reverse("assessments:benchmarks", args=[cycle])
        found.append(Source(_("Figures to compare with"), url))
    outcome = row.result.outcome
    tells_figures = outcome.state != "unknown" and outcome.code != "mark"
    if has_reasons and tells_figures:
        return [Source(one.title, one.url) for one in found]
    return found


def _reports(row: Row) -> Iterator[Source]:
    """The latest reports first, each once, with every line of it that bears on the row."""
    by_report = [(key, list(told)) for key, told in groupby(row.told, lambda one: one.report.pk)]
    for _key, told in by_report[: -NEWEST - 1 : -1]:
        yield _report(row.criterion, told[0].report, told)
    if (more := len(by_report) - NEWEST) > 0:
        words = ngettext("and %(n)s earlier report", "and %(n)s earlier reports", more)
        yield Source(words % {"n": more})


def _report(criterion: Criterion, report: Report, told: Sequence[Told]) -> Source:
    said = "; ".join(_said(criterion, one.question, one.value) for one in told)
    return Source(
        report_title(report.obligation), reverse("reports:detail", args=[report.pk]), said
    )


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
        return next((worded(one) for one in question.choices if one.key == value), value)
    return f"{number(value)} {spoken(question.unit, question.unit_en)}".rstrip()


def _may_read_register(actor: Actor, sheet: AssessmentSheet) -> bool:
    return sheet.group_id is None and actor.may("households.view", sheet.place.path)


def _households(read: ReadSheet) -> str:
    value = read.known.values.get("households")
    return number(value) if isinstance(value, int) else ""

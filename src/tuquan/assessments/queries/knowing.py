"""What the system knows of a unit when its sheet is read: figures, titles, marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tuquan.assessments.models import AssessmentSheet, TitleHeld
from tuquan.base.working_days import work_calendar
from tuquan.core.answers import Answers, Value
from tuquan.core.assessing import with_marks, without_marks
from tuquan.core.programme import Question
from tuquan.core.rules import Known, parameters_on
from tuquan.programmes.queries import events_for, facts_at
from tuquan.reports.models import Obligation, Report, ReportQuerySet


@dataclass(frozen=True, slots=True)
class Told:
    """What one report of the year said to a line that bears on a criterion."""

    report: Report
    question: Question
    value: Value


def figures_of(sheet: AssessmentSheet) -> Known:
    """Everything known without a mark: facts of the place, what was reported in the year, the same
    figures of the place above and of earlier years, titles held, parameters in force."""
    cycle = sheet.cycle
    said = _of_year(_handed_in(sheet, _reporter(sheet)), cycle.year)
    above = _of_year(_handed_in(sheet, f"place:{cycle.adoption.place_id}"), cycle.year)
    facts: dict[str, Any] = dict(facts_at(cycle.adoption, sheet.place))
    known = Known(
        cycle.year,
        {**facts, **said.values},
        said.not_applicable,
        parent=above.values,
        earlier=_earlier(sheet),
        titles=titles_of(sheet),
        parameters=parameters_on(cycle.content, date(cycle.year, 12, 31)),
        events=events_for(cycle.adoption, cycle.year),
        work=work_calendar(),
    )
    # Where a report's line has the key of its criterion, setting one aside leaves the other open.
    return without_marks(cycle.content, known)


def known_of(sheet: AssessmentSheet) -> Known:
    """The same with the marks that count."""
    return with_marks(figures_of(sheet), sheet.marks)


def told_of(sheet: AssessmentSheet) -> Mapping[str, list[Told]]:
    """By criterion, what the reports of the year said to its lines, in the order of the periods."""
    found: dict[str, list[Told]] = defaultdict(list)
    for report in _in_year(_handed_in(sheet, _reporter(sheet)), sheet.cycle.year):
        answers = report.content
        for question in report.obligation.form.questions:
            if question.criterion and question.key in answers.values:
                told = Told(report, question, answers.values[question.key])
                found[question.criterion].append(told)
    return found


def titles_of(sheet: AssessmentSheet) -> dict[str, dict[int, bool]]:
    """By title, the years for which somebody entered whether it was held (S3-18, S3-19)."""
    found: dict[str, dict[int, bool]] = defaultdict(dict)
    rows = TitleHeld.objects.filter(place=sheet.place, group=sheet.group)
    for title, year, held in rows.values_list("title", "year", "held"):
        found[title][year] = held
    return dict(found)


def _reporter(sheet: AssessmentSheet) -> str:
    return f"group:{sheet.group_id}" if sheet.group_id else f"place:{sheet.place_id}"


def _handed_in(sheet: AssessmentSheet, reporter: str) -> ReportQuerySet:
    """What a reporter handed in under the programme, whatever became of its editions."""
    programme = sheet.cycle.edition.programme_id
    return (
        Report.objects.handed_in()
        .filter(
            obligation__reporter=reporter,
            obligation__edition__programme=programme,
            obligation__kind=Obligation.Kind.FORM,
        )
        .select_related("obligation__edition__text", "obligation__edition__programme")
        .order_by("obligation__period_until", "obligation_id")
    )


def _in_year(reports: ReportQuerySet, year: int) -> ReportQuerySet:
    first, last = date(year, 1, 2), date(year + 1, 1, 1)
    return reports.filter(obligation__period_until__range=(first, last))


def _of_year(reports: ReportQuerySet, year: int) -> Answers:
    """The year in one: what is added up is the sum of the periods, the rest is the latest."""
    values: dict[str, Value] = {}
    aside: set[str] = set()
    for report in _in_year(reports, year):
        answers = report.content
        for question in report.obligation.form.questions:
            key = question.key
            if key in answers.not_applicable:
                aside.add(key)
                values.pop(key, None)
            elif key in answers.values:
                aside.discard(key)
                values[key] = _with(values.get(key), answers.values[key], question)
    return Answers(values, frozenset(aside))


def _with(before: Value | None, value: Value, question: Question) -> Value:
    is_added = question.aggregation == "sum" and not question.stock
    if not is_added or before is None or isinstance(before, (bool, str, date)):
        return value
    if isinstance(value, (bool, str, date)):
        return value
    return Decimal(before) + value if isinstance(value, Decimal) else before + value


def _earlier(sheet: AssessmentSheet) -> dict[int, dict[str, Value]]:
    """The figures of every earlier year there is a report of."""
    reports = _handed_in(sheet, _reporter(sheet))
    return dict(_years(reports, sheet.cycle.year))


def _years(reports: ReportQuerySet, before: int) -> Iterator[tuple[int, dict[str, Value]]]:
    starts = reports.filter(obligation__period_until__lte=date(before, 1, 1))
    days = starts.values_list("obligation__period_start", flat=True)
    for year in sorted({day.year for day in days}):
        yield year, dict(_of_year(reports, year).values)

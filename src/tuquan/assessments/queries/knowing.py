"""What the system knows of a unit when its sheet is read: figures, titles, marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tuquan.assessments.models import AssessmentResult, AssessmentSheet, TitleHeld
from tuquan.base.working_days import work_calendar
from tuquan.core.answers import Answers, Value
from tuquan.core.assessing import with_marks, without_marks
from tuquan.core.programme import Question
from tuquan.core.rules import Known, parameters_on
from tuquan.programmes.queries import events_for, facts_at
from tuquan.reports.models import Obligation, Report

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Told:
    """What one report of the year said to a line that bears on a criterion."""

    report: Report
    question: Question
    value: Value


Reported = Mapping[int, Sequence[Report]]
"""What one reporter handed in under a programme, by year, in the order of the periods."""


def reported_of(sheet: AssessmentSheet) -> Reported:
    """What the group or area of a sheet handed in, in every year."""
    reporter = f"group:{sheet.group_id}" if sheet.group_id else f"place:{sheet.place_id}"
    return _reported(sheet, reporter)


def figures_of(sheet: AssessmentSheet, reported: Reported | None = None) -> Known:
    """Everything known without a mark: facts of the place, what was reported in the year, the same
    figures of the place above and of earlier years, titles held, parameters in force."""
    cycle = sheet.cycle
    by_year = reported_of(sheet) if reported is None else reported
    said = _as_one(by_year.get(cycle.year, ()))
    above = _reported(sheet, f"place:{cycle.adoption.place_id}").get(cycle.year, ())
    facts: dict[str, Any] = dict(facts_at(cycle.adoption, sheet.place))
    known = Known(
        cycle.year,
        {**facts, **said.values},
        said.not_applicable,
        parent=_as_one(above).values,
        earlier={y: _as_one(some).values for y, some in by_year.items() if y < cycle.year},
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


def told_of(sheet: AssessmentSheet, reported: Reported) -> Mapping[str, list[Told]]:
    """By criterion, what the reports of the year said to its lines, in the order of the periods."""
    found: dict[str, list[Told]] = defaultdict(list)
    for report in reported.get(sheet.cycle.year, ()):
        answers = report.content
        for question in report.obligation.form.questions:
            if question.criterion and question.key in answers.values:
                told = Told(report, question, answers.values[question.key])
                found[question.criterion].append(told)
    return found


def titles_of(sheet: AssessmentSheet) -> dict[str, dict[int, bool]]:
    """By title or criterion, in which years it was held: as earlier results say, and as somebody
    entered with the number of the decision (S3-18, S3-19)."""
    found: dict[str, dict[int, bool]] = defaultdict(dict)
    whose = {"place": sheet.place_id, "group": sheet.group_id}
    earlier = AssessmentResult.objects.current().filter(
        sheet__in=AssessmentSheet.objects.filter(
            **whose,
            cycle__edition__programme=sheet.cycle.edition.programme_id,
            cycle__year__lt=sheet.cycle.year,
        )
    )
    for year, came_out in earlier.values_list("sheet__cycle__year", "came_out"):
        for criterion, state in came_out["rows"].items():
            if state in ("passed", "failed"):
                found[criterion][year] = state == "passed"
    rows = TitleHeld.objects.filter(**whose)
    for title, year, held in rows.values_list("title", "year", "held"):
        found[title][year] = held
    return dict(found)


def _reported(sheet: AssessmentSheet, reporter: str) -> Reported:
    reports = (
        Report.objects.handed_in()
        .filter(
            obligation__reporter=reporter,
            obligation__edition__programme=sheet.cycle.edition.programme_id,
            obligation__kind=Obligation.Kind.FORM,
        )
        .select_related("obligation__edition__text", "obligation__edition__programme")
        .order_by("obligation__period_until", "obligation_id")
    )
    found: dict[int, list[Report]] = defaultdict(list)
    for report in reports:
        found[(report.obligation.period_until - DAY).year].append(report)
    return found


def _as_one(reports: Iterable[Report]) -> Answers:
    """The year in one: what is added up is the sum of the periods, the rest is the latest."""
    values: dict[str, Value] = {}
    aside: set[str] = set()
    for report in reports:
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

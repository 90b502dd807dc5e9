"""What the system knows of a unit when its sheet is read: figures, titles, marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from tuquan.assessments.models import (
    AssessmentCycle,
    AssessmentResult,
    AssessmentSheet,
    TitleHeld,
)
from tuquan.assessments.queries.asking import has_cascade, keys_above, keys_asked
from tuquan.assessments.queries.children import children_of
from tuquan.assessments.queries.units import of_units, unit_key
from tuquan.base.working_days import work_calendar
from tuquan.core.answers import Answers, Value
from tuquan.core.assessing import without_marks
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

Telling = Mapping[str, Sequence[Told]]
"""By criterion, what the reports of the year said to its lines."""

Titles = Mapping[str, Mapping[int, bool]]
"""By title or criterion, in which years it was held."""


class Knowledge:
    """What is known of the sheets of one cycle, read at once however many they are.

    Nothing here depends on marks: those are put in by `core.assessing.with_marks`.
    """

    def __init__(self, cycle: AssessmentCycle, sheets: Iterable[AssessmentSheet]) -> None:
        self._cycle = cycle
        self._sheets = list(sheets)
        self._above_key = f"place:{cycle.adoption.place_id}"
        reporters = {_key(one) for one in self._sheets} | {self._above_key}
        self._reported = _reported(cycle, reporters)
        self._titles = titles_of(cycle, self._sheets)
        self._parameters = parameters_on(cycle.content, date(cycle.year, 12, 31))
        self._events = events_for(cycle.adoption, cycle.year)
        self._children = children_of(cycle, self._sheets) if has_cascade(cycle.content) else {}
        has_above = bool(keys_above(cycle.content))
        place = cycle.adoption.place
        places = {one.place_id: one.place for one in self._sheets} | {place.pk: place}
        asked = keys_asked(cycle.content)
        self._facts = facts_at(cycle.adoption, places.values(), asked)
        entered = {one.key: one.figure for one in cycle.benchmarks.all()} if has_above else {}
        self._above = {**self.found_above(), **entered}

    def reported(self, sheet: AssessmentSheet) -> Reported:
        """What the group or area of a sheet handed in, in every year."""
        return self._reported[_key(sheet)]

    def figures(self, sheet: AssessmentSheet) -> Known:
        """Everything known without a mark: facts of the place, what was reported in the year, the
        same figures of the place above and of earlier years, titles held, parameters in force."""
        cycle, by_year = self._cycle, self.reported(sheet)
        said = _as_one(by_year.get(cycle.year, ()))
        known = Known(
            cycle.year,
            {**self._facts[sheet.place_id], **said.values},
            said.not_applicable,
            parent=self._above,
            earlier={y: _as_one(some).values for y, some in by_year.items() if y < cycle.year},
            titles=self._titles[sheet.pk],
            children=self._children.get(sheet.pk),
            parameters=self._parameters,
            events=self._events,
            zone=sheet.zone,
            work=work_calendar(),
        )
        # A report's line may have the key of its criterion: setting one aside leaves the other.
        return without_marks(cycle.content, known)

    def found_above(self) -> Mapping[str, Value]:
        """Of the figures of the whole commune that rules ask for, what it reported in the year or
        what is counted there."""
        cycle = self._cycle
        counted = self._facts[cycle.adoption.place_id]
        reported = _as_one(self._reported[self._above_key].get(cycle.year, ())).values
        found = {**counted, **reported}
        return {key: found[key] for key in keys_above(cycle.content) if key in found}


def figures_of(sheet: AssessmentSheet) -> Known:
    """What is known of one sheet without a mark."""
    return Knowledge(sheet.cycle, [sheet]).figures(sheet)


def told_of(sheet: AssessmentSheet, reported: Reported) -> Telling:
    """By criterion, what the reports of the year said to its lines, in the order of the periods."""
    found: dict[str, list[Told]] = defaultdict(list)
    for report in reported.get(sheet.cycle.year, ()):
        answers = report.content
        for question in report.obligation.form.questions:
            if question.criterion and question.key in answers.values:
                told = Told(report, question, answers.values[question.key])
                found[question.criterion].append(told)
    return found


def titles_of(cycle: AssessmentCycle, sheets: Iterable[AssessmentSheet]) -> dict[int, Titles]:
    """By sheet, in which years titles and criteria were held: as earlier results say, and as
    somebody entered with the number of the decision (S3-18, S3-19)."""
    units = {_key(one): one for one in sheets}
    found: dict[int, dict[str, dict[int, bool]]] = {one.pk: {} for one in units.values()}
    earlier = (
        AssessmentResult.objects.current()
        .filter(
            of_units(units.values(), "sheet__"),
            sheet__cycle__edition__programme=cycle.edition.programme_id,
            sheet__cycle__year__lt=cycle.year,
        )
        .values_list("sheet__place_id", "sheet__group_id", "sheet__cycle__year", "came_out")
    )
    for place, group, year, came_out in earlier:
        titles = found[units[unit_key(place, group)].pk]
        for criterion, state in came_out["rows"].items():
            if state in ("passed", "failed"):
                titles.setdefault(criterion, {})[year] = state == "passed"
    entered = TitleHeld.objects.filter(of_units(units.values()))
    for place, group, title, year, held in entered.values_list(
        "place_id", "group_id", "title", "year", "held"
    ):
        found[units[unit_key(place, group)].pk].setdefault(title, {})[year] = held
    return {**found}


def reported_of(sheet: AssessmentSheet) -> Reported:
    """What the group or area of a sheet handed in, in every year."""
    return _reported(sheet.cycle, [_key(sheet)])[_key(sheet)]


def _key(sheet: AssessmentSheet) -> str:
    return unit_key(sheet.place_id, sheet.group_id)


def _reported(cycle: AssessmentCycle, reporters: Iterable[str]) -> dict[str, Reported]:
    found: dict[str, dict[int, list[Report]]] = {key: defaultdict(list) for key in reporters}
    reports = (
        Report.objects.handed_in()
        .filter(
            obligation__reporter__in=found,
            obligation__edition__programme=cycle.edition.programme_id,
            obligation__kind=Obligation.Kind.FORM,
        )
        .select_related("obligation__edition__text", "obligation__edition__programme")
        .order_by("obligation__period_until", "obligation_id")
    )
    for report in reports:
        owed = report.obligation
        found[owed.reporter][(owed.period_until - DAY).year].append(report)
    return {**found}


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

"""Sheets as people read them: in a list, and row by row with what the system knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Q

from tuquan.assessments.models import (
    Acceptance,
    AssessmentCycle,
    AssessmentCycleQuerySet,
    AssessmentResult,
    AssessmentSheet,
    AssessmentSheetQuerySet,
)
from tuquan.assessments.queries.knowing import Knowledge, Telling, Told, reported_of, told_of
from tuquan.base.actor import Actor
from tuquan.base.texts.wording import spoken, worded
from tuquan.base.working_days import work_calendar
from tuquan.core.assessing import (
    Box,
    Mark,
    Marks,
    known_from_json,
    proposed,
    with_marks,
    without_marks,
)
from tuquan.core.programme import Criterion, Edition
from tuquan.core.rules import Known
from tuquan.core.scoring import CriterionResult, Sheet, SheetResult


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the sheet: a standard, or a row with what the figures say and both marks.

    `told` is what the reports of the year said to the same criterion.
    """

    criterion: Criterion
    depth: int
    result: CriterionResult
    figures: Box | None
    own: Mark | None
    found: Mark | None
    told: tuple[Told, ...]

    @property
    def is_standard(self) -> bool:
        """Whether it only holds rows."""
        return bool(self.criterion.parts)

    @property
    def differs(self) -> bool:
        """Whether the check came to another mark than the sheet's own."""
        return bool(self.own and self.found and self.own.box != self.found.box)


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A sheet with everything on it, and what it comes to with what is known now."""

    sheet: AssessmentSheet
    edition: Edition
    rows: tuple[Row, ...]
    result: SheetResult
    known: Known

    @property
    def class_words(self) -> str:
        """The class it comes to, in words; nothing while that is open or there are no classes."""
        return class_words(self.edition, self.result.class_key, self.result.class_state)


def visible_cycles(actor: Actor) -> AssessmentCycleQuerySet:
    """Cycles of places the actor works at or under, newest first."""
    sheets = visible_sheets(actor)
    related = ("adoption__place", "edition__programme", "edition__text", "edition__parent")
    accepted = Acceptance.objects.visible_to(actor).order_by().values("cycle")
    inside = Q(pk__in=sheets.order_by().values("cycle")) | Q(pk__in=accepted)
    found = AssessmentCycle.objects.filter(inside)
    return found.select_related(*related)


def visible_sheets(actor: Actor) -> AssessmentSheetQuerySet:
    """Sheets of groups and areas the actor may see."""
    related = ("place", "group", "cycle__adoption__place", "cycle__edition__programme")
    more = ("cycle__edition__text", "cycle__edition__parent")
    return AssessmentSheet.objects.visible_to(actor).select_related(*related, *more)


def sheets_to_mark(actor: Actor) -> AssessmentSheetQuerySet:
    """Sheets the actor may mark for a group or area now."""
    open_ones = AssessmentSheet.objects.filter(state__in=AssessmentSheet.MARKABLE)
    return open_ones.visible_to(actor, "assessments.mark")


def read_sheet(sheet: AssessmentSheet) -> ReadSheet:
    """The sheet with what is known today."""
    knowledge = Knowledge(sheet.cycle, [sheet])
    told = told_of(sheet, knowledge.reported(sheet))
    return read_with(sheet, knowledge.figures(sheet), sheet.marks, told)


def read_with(sheet: AssessmentSheet, figures: Known, marks: Marks, told: Telling) -> ReadSheet:
    """The sheet with these figures and marks."""
    return _read(sheet, figures, with_marks(figures, marks), told)


def read_result(result: AssessmentResult) -> ReadSheet:
    """The sheet as it was when its result was given, from what was kept of it."""
    sheet, known = result.sheet, known_from_json(result.known, work_calendar())
    figures = without_marks(sheet.cycle.content, known)
    return _read(sheet, figures, known, told_of(sheet, reported_of(sheet)))


def class_words(edition: Edition, key: str | None, state: str = "given") -> str:
    """What a class is called; of none, what the programme calls that."""
    scoring = edition.scoring
    if scoring is None or state == "unknown":
        return ""
    named = {one.key: one for one in scoring.classes}
    return worded(named[key]) if key in named else spoken(scoring.otherwise, scoring.otherwise_en)


def _read(sheet: AssessmentSheet, figures: Known, known: Known, told: Telling) -> ReadSheet:
    edition = sheet.cycle.content
    compiled = Sheet(edition)
    alone = _by_key(compiled.judge(figures).criteria)
    result = compiled.judge(known)
    rows = _rows(edition.criteria, 0, sheet, alone, _by_key(result.criteria), told)
    return ReadSheet(sheet, edition, tuple(rows), result, known)


def _rows(
    criteria: Iterable[Criterion],
    depth: int,
    sheet: AssessmentSheet,
    alone: Mapping[str, CriterionResult],
    results: Mapping[str, CriterionResult],
    told: Telling,
) -> Iterator[Row]:
    own, found = sheet.own_marks, sheet.found_marks
    for one in criteria:
        key = one.key
        yield Row(
            one,
            depth,
            results[key],
            None if one.parts else proposed(one, alone[key]),
            own.get(key),
            found.get(key),
            tuple(told.get(key, ())),
        )
        yield from _rows(one.parts, depth + 1, sheet, alone, results, told)


def _by_key(results: Iterable[CriterionResult]) -> dict[str, CriterionResult]:
    found: dict[str, CriterionResult] = {}
    for one in results:
        found[one.key] = one
        found |= _by_key(one.parts)
    return found

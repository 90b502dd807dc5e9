"""Results that were given, and whether one still is what was given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tuquan.assessments.models import (
    AssessmentResult,
    AssessmentResultQuerySet,
    AssessmentSheet,
)
from tuquan.base.actor import Actor
from tuquan.base.hashing import canonical_hash


def visible_results(actor: Actor) -> AssessmentResultQuerySet:
    """Every result of groups and areas the actor may see, also corrected ones."""
    sheet = ("sheet__place", "sheet__group", "sheet__cycle__adoption__place")
    edition = ("sheet__cycle__edition__text", "sheet__cycle__edition__parent")
    return AssessmentResult.objects.visible_to(actor).select_related(*sheet, *edition)


def current_result(sheet: AssessmentSheet) -> AssessmentResult | None:
    """The result that holds, if one was given."""
    return AssessmentResult.objects.current().filter(sheet=sheet).first()


def later_result(result: AssessmentResult) -> AssessmentResult | None:
    """The result that took the place of one."""
    return AssessmentResult.objects.filter(replaces=result).first()


def results_of(sheets: Iterable[AssessmentSheet]) -> dict[int, AssessmentResult]:
    """The results that hold, by sheet; without what they rest on."""
    given = AssessmentResult.objects.current().filter(sheet__in=[one.pk for one in sheets])
    return {one.sheet_id: one for one in given.defer("known", "came_out")}


def result_hash(sheet: AssessmentSheet, kept: Mapping[str, Any]) -> str:
    """What tells that nothing of a result was changed; the edition comes in by its own hash."""
    whose = {"place": sheet.place_id, "group": sheet.group_id, "year": sheet.cycle.year}
    return canonical_hash({**kept, **whose, "edition": sheet.cycle.edition.sha256})


def is_intact(result: AssessmentResult) -> bool:
    """Whether a result still says what its hash was taken of."""
    kept = {"known": result.known, "came_out": result.came_out}
    return result_hash(result.sheet, kept) == result.sha256

"""Cycles, sheets, results and titles."""

from __future__ import annotations

from tuquan.assessments.models.cycles import AssessmentCycle, AssessmentCycleQuerySet
from tuquan.assessments.models.results import (
    AssessmentResult,
    AssessmentResultQuerySet,
    TitleHeld,
    TitleHeldQuerySet,
)
from tuquan.assessments.models.sheets import (
    AssessmentSheet,
    AssessmentSheetQuerySet,
    SheetRevision,
)

__all__ = [
    "AssessmentCycle",
    "AssessmentCycleQuerySet",
    "AssessmentResult",
    "AssessmentResultQuerySet",
    "AssessmentSheet",
    "AssessmentSheetQuerySet",
    "SheetRevision",
    "TitleHeld",
    "TitleHeldQuerySet",
]

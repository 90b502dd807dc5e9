"""Cycles, sheets, results and titles."""

from __future__ import annotations

from tuquan.assessments.models.acceptance import (
    Acceptance,
    AcceptanceQuerySet,
    AcceptanceRevision,
)
from tuquan.assessments.models.benchmarks import Benchmark
from tuquan.assessments.models.complaints import Complaint, ComplaintQuerySet
from tuquan.assessments.models.cycles import (
    AssessmentCycle,
    AssessmentCycleQuerySet,
    Posting,
    Sample,
    StepDays,
)
from tuquan.assessments.models.evidence import SheetEvidence, SheetEvidenceQuerySet
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
from tuquan.assessments.models.visits import Finding, FindingQuerySet, Visit, VisitQuerySet

__all__ = [
    "Acceptance",
    "AcceptanceQuerySet",
    "AcceptanceRevision",
    "AssessmentCycle",
    "AssessmentCycleQuerySet",
    "AssessmentResult",
    "AssessmentResultQuerySet",
    "AssessmentSheet",
    "AssessmentSheetQuerySet",
    "Benchmark",
    "Complaint",
    "ComplaintQuerySet",
    "Finding",
    "FindingQuerySet",
    "Posting",
    "Sample",
    "SheetEvidence",
    "SheetEvidenceQuerySet",
    "SheetRevision",
    "StepDays",
    "TitleHeld",
    "TitleHeldQuerySet",
    "Visit",
    "VisitQuerySet",
]

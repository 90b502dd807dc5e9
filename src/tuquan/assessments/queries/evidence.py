"""The evidence of a sheet, row by row; never what is in the files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from tuquan.assessments.models import AssessmentSheet, SheetEvidence, SheetEvidenceQuerySet
from tuquan.base.actor import Actor


def visible_evidence(actor: Actor) -> SheetEvidenceQuerySet:
    """Files on sheets of groups and areas the actor may see."""
    return SheetEvidence.objects.visible_to(actor).select_related(
        "sheet__place", "sheet__group", "sheet__cycle__adoption__place"
    )


def evidence_of(sheet: AssessmentSheet) -> Mapping[str, list[SheetEvidence]]:
    """By row, the files of a sheet in the order in which they came, also those taken back."""
    found: dict[str, list[SheetEvidence]] = defaultdict(list)
    for one in SheetEvidence.objects.filter(sheet=sheet).listed():
        found[one.row].append(one)
    return found


def proven_rows(sheet: AssessmentSheet) -> frozenset[str]:
    """The rows of a sheet with a file that stands; nothing is asked where no row needs any."""
    if not any(row.evidence_for for row in sheet.cycle.content.all_criteria):
        return frozenset()
    standing = SheetEvidence.objects.filter(sheet=sheet, withdrawn_at=None)
    return frozenset(standing.order_by().values_list("row", flat=True))


def evidence_stays(sheet: AssessmentSheet) -> bool:
    """Whether the sheet was handed in or checked once, so that no file of it goes any more."""
    return sheet.handed_in_at is not None or sheet.found_at is not None


def may_add_evidence(actor: Actor, sheet: AssessmentSheet) -> bool:
    """Whether the actor may add evidence now: who may mark the sheet, and who may check it."""
    may = sheet.markable_by(actor) or sheet.checkable_by(actor)
    return may and sheet.state not in AssessmentSheet.OVER


def may_withdraw_evidence(actor: Actor, one: SheetEvidence) -> bool:
    """Whether the actor may take a file back now: their own, or as who checks the sheet."""
    if one.withdrawn_at or not may_add_evidence(actor, one.sheet):
        return False
    is_own = actor.user_id is not None and actor.user_id == one.added_by_id
    return is_own or one.sheet.checkable_by(actor)

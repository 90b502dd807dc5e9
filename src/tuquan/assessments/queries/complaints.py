"""Complaints, the first to be answered on top."""

from __future__ import annotations

from tuquan.assessments.models import AssessmentResult, Complaint, ComplaintQuerySet
from tuquan.base.actor import Actor


def visible_complaints(actor: Actor) -> ComplaintQuerySet:
    """Complaints about groups and areas whose sheets the actor checks."""
    sheet = ("sheet__place", "sheet__group", "sheet__cycle__adoption__place")
    edition = ("sheet__cycle__edition__text", "sheet__cycle__edition__parent")
    return Complaint.objects.visible_to(actor).select_related(*sheet, *edition, "result")


def complaints_about(result: AssessmentResult) -> ComplaintQuerySet:
    """What was brought forward against a result or its sheet, with the answers; names nobody."""
    return Complaint.objects.filter(sheet=result.sheet_id).defer("who", "text")

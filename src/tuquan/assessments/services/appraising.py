"""How residents voted on a sheet at their meeting (S0-09, S0-24)."""

from __future__ import annotations

from django.db import transaction

from tuquan.assessments.models import AssessmentSheet
from tuquan.assessments.queries.appraisals import possible_motions
from tuquan.audit.services import record
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.problems import Problem
from tuquan.meetings.models import Motion


@transaction.atomic
def link_appraisal(actor: Actor, sheet: AssessmentSheet, motion: Motion) -> AssessmentSheet:
    """Rest a sheet on the vote of its households, counted at a meeting of its group or area."""
    require(sheet.markable_by(actor) or sheet.checkable_by(actor))
    if not possible_motions(sheet).filter(pk=motion.pk).exists():
        raise Invalid([Problem("appraisal_of_somebody_else", "motion")])
    under_way = AssessmentSheet.objects.under_way().filter(pk=sheet.pk)
    if not under_way.update(appraisal=motion):
        raise Conflict("sheet_is_over", name=sheet.name)
    sheet.refresh_from_db()
    record(actor, "assessments.appraised", sheet, sheet.path, motion=motion.pk)
    return sheet

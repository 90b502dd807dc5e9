"""Giving a result: judged once, frozen with everything it rests on, corrected only by another."""

from __future__ import annotations

from django.db import transaction

from tuquan.assessments.models import AssessmentResult, AssessmentSheet, SheetRevision
from tuquan.assessments.queries import known_of, result_hash
from tuquan.assessments.services.keeping import change
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.base.texts.rules import missing_words
from tuquan.core.assessing import came_out, known_to_json
from tuquan.core.problems import Problem
from tuquan.core.scoring import judge_sheet
from tuquan.core.vietnamese import tidy


@transaction.atomic
def decide(actor: Actor, sheet: AssessmentSheet, base: int) -> AssessmentResult:
    """Give the result of a sheet that was checked; with something missing there is none yet."""
    require(sheet.decidable_by(actor))
    if sheet.state in AssessmentSheet.MARKABLE or sheet.state == AssessmentSheet.State.HANDED_IN:
        raise Conflict("sheet_not_checked_yet", name=sheet.name)
    states = (AssessmentSheet.State.CHECKED,)
    decided = AssessmentSheet.State.DECIDED
    change(actor, sheet, base, states, SheetRevision.Event.DECIDED, state=decided)
    return _freeze(actor, sheet, None, "")


@transaction.atomic
def correct(actor: Actor, result: AssessmentResult, reason: str) -> AssessmentResult:
    """Give another result in the place of one, with the reason; the earlier one stays readable.

    What is judged is what is known now, such as figures corrected since.
    """
    sheet = result.sheet
    require(sheet.decidable_by(actor))
    why = tidy(reason)
    if not why:
        raise Invalid([Problem("correction_reason_missing", "reason")])
    if not AssessmentResult.objects.current().filter(pk=result.pk).exists():
        raise Conflict("result_replaced_already", name=sheet.name)
    decided = (AssessmentSheet.State.DECIDED,)
    change(actor, sheet, sheet.version, decided, SheetRevision.Event.DECIDED, why)
    return _freeze(actor, sheet, result, why)


def _freeze(
    actor: Actor, sheet: AssessmentSheet, replaces: AssessmentResult | None, reason: str
) -> AssessmentResult:
    known = known_of(sheet)
    result = judge_sheet(sheet.cycle.content, known)
    if result.class_state == "unknown":
        lacking = missing_words(result.missing, sheet.cycle.content)
        raise Invalid([Problem("result_not_known_yet", params={"missing": lacking})])
    kept = {"known": known_to_json(known), "came_out": came_out(result)}
    return AssessmentResult.objects.create(
        sheet=sheet,
        version=sheet.version,
        class_key=result.class_key or "",
        sha256=result_hash(sheet, kept),
        decided_at=clock.now(),
        decided_by_id=actor.user_id,
        decided_by_name=actor.name,
        replaces=replaces,
        reason=reason,
        **kept,
    )

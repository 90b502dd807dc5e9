"""Marking a sheet: by the group or area itself, and by whoever checks it."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from tuquan.assessments.models import AssessmentCycle, AssessmentSheet, SheetRevision
from tuquan.assessments.queries.evidence import proven_rows
from tuquan.assessments.queries.knowing import figures_of
from tuquan.assessments.services.keeping import change
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.assessing import Marks, check_findings, check_marks, marks_to_json
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import tidy

_MARKED = SheetRevision.Event
_STATE = AssessmentSheet.State


@transaction.atomic
def save_marks(
    actor: Actor, sheet: AssessmentSheet, marks: Marks, base: int, *, hand_in: bool = False
) -> AssessmentSheet:
    """Keep what the group or area marks itself; with `hand_in` the sheet has to be complete.

    Marks of a sheet handed in are changed only after it was returned.
    """
    require(sheet.markable_by(actor))
    cycle = sheet.cycle
    proven = proven_rows(sheet)
    known = figures_of(sheet)
    _refuse(check_marks(cycle.content, known, marks, complete=hand_in, proven=proven))
    values: dict[str, Any] = {"own": marks_to_json(marks)}
    if hand_in:
        values |= {
            "state": _STATE.HANDED_IN,
            "handed_in_at": clock.now(),
            "handed_in_by_id": actor.user_id,
            "return_reason": "",
        }
    event = _MARKED.HANDED_IN if hand_in else _MARKED.SAVED
    change(actor, sheet, base, AssessmentSheet.MARKABLE, event, **values)
    return sheet


@transaction.atomic
def save_findings(
    actor: Actor, sheet: AssessmentSheet, marks: Marks, base: int, *, done: bool = False
) -> AssessmentSheet:
    """Keep what somebody who checks found; each mark unlike the sheet's own says why.

    Whoever handed the sheet in does not check it, except where the programme has both check
    together (S1-21). Where nobody has to assess themselves first, the check may come at once.
    """
    require(sheet.checkable_by(actor))
    cycle = sheet.cycle
    is_joint = cycle.step("joint_check") is not None
    if actor.user_id and actor.user_id == sheet.handed_in_by_id and not is_joint:
        raise Conflict("verifier_is_the_assessor", name=sheet.name)
    own, known, proven = sheet.own_marks, figures_of(sheet), proven_rows(sheet)
    _refuse(check_findings(cycle.content, known, own, marks, complete=done, proven=proven))
    values: dict[str, Any] = {"found": marks_to_json(marks)}
    if done:
        values |= {
            "state": _STATE.CHECKED,
            "found_at": clock.now(),
            "found_by_id": actor.user_id,
        }
    event = _MARKED.CHECKED if done else _MARKED.FOUND
    change(actor, sheet, base, _checkable(sheet), event, **values)
    return sheet


@transaction.atomic
def return_sheet(actor: Actor, sheet: AssessmentSheet, base: int, reason: str) -> AssessmentSheet:
    """Give a sheet back to be corrected, with the reason; what was found stays beside it."""
    require(sheet.checkable_by(actor))
    why = tidy(reason)
    if not why:
        raise Invalid([Problem("return_reason_missing", "reason")])
    states = (_STATE.HANDED_IN, _STATE.CHECKED)
    change(
        actor,
        sheet,
        base,
        states,
        _MARKED.RETURNED,
        why,
        state=_STATE.RETURNED,
        return_reason=why,
    )
    return sheet


@transaction.atomic
def return_all(actor: Actor, cycle: AssessmentCycle, reason: str) -> int:
    """Give every sheet back that was handed in and has no result yet; how many they are.

    For what concerns all of them, such as a criterion everybody read otherwise; all or none.
    """
    require(actor.may("assessments.verify", cycle.path))
    sheets = cycle.sheets.filter(state__in=(_STATE.HANDED_IN, _STATE.CHECKED))
    found = list(sheets.select_related("cycle__adoption__place", "place", "group"))
    if not found:
        raise Conflict("nothing_to_return")
    for sheet in found:
        return_sheet(actor, sheet, sheet.version, reason)
    return len(found)


def _checkable(sheet: AssessmentSheet) -> tuple[str, ...]:
    """In which states a sheet can be checked: also unmarked, where nobody assesses themselves."""
    handed_in = (_STATE.HANDED_IN, _STATE.CHECKED)
    assesses_itself = sheet.cycle.step("self_assess") is not None
    return handed_in if assesses_itself else (*handed_in, *AssessmentSheet.MARKABLE)


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise Invalid(problems)

"""Giving results: judged once, frozen with everything they rest on, corrected only by others.

Where a class has a quota, nobody's class is known before everybody's: such a cycle is decided at
once, and a correction is weighed against the results that stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db import transaction

from tuquan.assessments.models import (
    AssessmentCycle,
    AssessmentResult,
    AssessmentSheet,
    SheetRevision,
)
from tuquan.assessments.queries import figures_of, result_hash
from tuquan.assessments.queries.evidence import proven_rows
from tuquan.assessments.queries.knowing import Knowledge
from tuquan.assessments.queries.steps import running_posting
from tuquan.assessments.services.keeping import change
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.base.texts.rules import missing_words
from tuquan.base.working_days import work_calendar
from tuquan.core.assessing import (
    Marks,
    came_out,
    check_findings,
    known_from_json,
    known_to_json,
    marks_to_json,
    placing_to_json,
    with_marks,
)
from tuquan.core.problems import Problem
from tuquan.core.rules import Known
from tuquan.core.scoring import Placing, SheetResult, apply_quotas, compile_sheet
from tuquan.core.vietnamese import tidy

_STATE = AssessmentSheet.State
_NOT_CHECKED = (*AssessmentSheet.MARKABLE, _STATE.HANDED_IN)


@dataclass(frozen=True, slots=True)
class _Judged:
    """A sheet with what is known of it and what that comes to; the class after any quota."""

    sheet: AssessmentSheet
    known: Known
    result: SheetResult
    placing: Placing | None = None

    @property
    def class_key(self) -> str:
        """The class it ends up in; empty for none."""
        return (self.placing.class_key if self.placing else self.result.class_key) or ""

    @property
    def is_open(self) -> bool:
        """Whether completions of what is missing lead to different classes."""
        state = self.placing.class_state if self.placing else self.result.class_state
        return state == "unknown"


@transaction.atomic
def decide(actor: Actor, sheet: AssessmentSheet, base: int) -> AssessmentResult:
    """Give the result of a sheet that was checked; with something missing there is none yet."""
    require(sheet.decidable_by(actor))
    if sheet.state in _NOT_CHECKED:
        raise Conflict("sheet_not_checked_yet", name=sheet.name)
    _refuse_while_posted(sheet.cycle)
    if _has_quota(sheet.cycle):
        raise Conflict("quota_is_decided_together")
    judged = next(_judge(sheet.cycle, [sheet]))
    _mark_decided(actor, sheet, base)
    return _freeze(actor, judged)


@transaction.atomic
def decide_cycle(actor: Actor, cycle: AssessmentCycle) -> list[AssessmentResult]:
    """Give the results of every checked sheet, with the quotas of the classes; all or none.

    Where a class has a quota every sheet has to be checked first, or whoever comes later would find
    the places taken.
    """
    require(actor.may("assessments.decide", cycle.path))
    _refuse_while_posted(cycle)
    sheets = cycle.sheets.select_related("place", "group", "cycle__adoption__place")
    checked = list(sheets.filter(state=_STATE.CHECKED))
    waiting = sheets.filter(state__in=_NOT_CHECKED).count()
    if not checked:
        raise Conflict("nothing_checked_to_decide")
    if _has_quota(cycle) and waiting:
        raise Conflict("quota_needs_everybody", count=waiting)
    judged = _placed(cycle, list(_judge(cycle, checked)))
    open_ones = [_missing(one) for one in judged if one.is_open]
    if open_ones:
        raise Invalid(open_ones)
    given = []
    for one in judged:
        _mark_decided(actor, one.sheet, one.sheet.version)
        given.append(_freeze(actor, one))
    return given


@transaction.atomic
def correct(
    actor: Actor, result: AssessmentResult, reason: str, found: Marks | None = None
) -> AssessmentResult:
    """Give another result in place of one, with the reason; both stay readable (F-72).

    What is judged is what is known now, such as figures corrected since, and what is `found` now
    where that is said.
    """
    sheet = result.sheet
    require(sheet.decidable_by(actor))
    why = tidy(reason)
    if not why:
        raise Invalid([Problem("correction_reason_missing", "reason")])
    if not AssessmentResult.objects.current().filter(pk=result.pk).exists():
        raise Conflict("result_replaced_already", name=sheet.name)
    if found is not None:
        _refuse_findings(sheet, found)
    event = SheetRevision.Event.DECIDED
    values = {} if found is None else {"found": marks_to_json(found)}
    change(actor, sheet, sheet.version, (_STATE.DECIDED,), event, why, **values)
    [judged] = _placed(sheet.cycle, list(_judge(sheet.cycle, [sheet])))
    return _freeze(actor, judged, result, why)


def _refuse_findings(sheet: AssessmentSheet, found: Marks) -> None:
    content, figures, proven = sheet.cycle.content, figures_of(sheet), proven_rows(sheet)
    own = sheet.own_marks
    problems = check_findings(content, figures, own, found, complete=True, proven=proven)
    if problems:
        raise Invalid(problems)


def _refuse_while_posted(cycle: AssessmentCycle) -> None:
    """No result while people may object, nor before they could where the programme says so."""
    if running := running_posting(cycle, clock.today()):
        raise Conflict("posting_still_runs", until=running.until)
    if cycle.posted_days and not cycle.postings.exists():
        raise Conflict("posting_missing", days=cycle.posted_days)


def _has_quota(cycle: AssessmentCycle) -> bool:
    scoring = cycle.content.scoring
    return bool(scoring and any(one.quota for one in scoring.classes))


def _judge(cycle: AssessmentCycle, sheets: Iterable[AssessmentSheet]) -> Iterator[_Judged]:
    chosen = list(sheets)
    compiled, knowledge = compile_sheet(cycle.content), Knowledge(cycle, chosen)
    for sheet in chosen:
        known = with_marks(knowledge.figures(sheet), sheet.marks)
        yield _Judged(sheet, known, compiled.judge(known))


def _placed(cycle: AssessmentCycle, judged: list[_Judged]) -> list[_Judged]:
    """The same with the class each ends up in under the quotas, beside the results that stand."""
    scoring = cycle.content.scoring
    if scoring is None or not _has_quota(cycle):
        return judged
    pool = {one.sheet.pk: one for one in [*_judge_again(cycle), *judged]}
    results: Mapping[int, tuple[SheetResult, str]] = {
        key: (one.result, one.sheet.cluster) for key, one in pool.items()
    }
    placings = apply_quotas(scoring, results)
    return [_Judged(one.sheet, one.known, one.result, placings[one.sheet.pk]) for one in judged]


def _judge_again(cycle: AssessmentCycle) -> Iterator[_Judged]:
    """The results that stand, judged from what they rest on."""
    compiled, work = compile_sheet(cycle.content), work_calendar()
    standing = AssessmentResult.objects.current().filter(sheet__cycle=cycle)
    for other in standing.select_related("sheet"):
        known = known_from_json(other.known, work)
        yield _Judged(other.sheet, known, compiled.judge(known))


def _mark_decided(actor: Actor, sheet: AssessmentSheet, base: int) -> None:
    event = SheetRevision.Event.DECIDED
    change(actor, sheet, base, (_STATE.CHECKED,), event, state=_STATE.DECIDED)


def _missing(judged: _Judged) -> Problem:
    lacking = missing_words(judged.result.missing, judged.sheet.cycle.content)
    params = {"missing": lacking, "name": judged.sheet.name}
    return Problem("result_not_known_yet", params=params)


def _freeze(
    actor: Actor, judged: _Judged, replaces: AssessmentResult | None = None, reason: str = ""
) -> AssessmentResult:
    if judged.is_open:
        raise Invalid([_missing(judged)])
    sheet, out = judged.sheet, came_out(judged.result)
    if judged.placing:
        out["quota"] = placing_to_json(judged.placing)
    kept = {"known": known_to_json(judged.known), "came_out": out}
    return AssessmentResult.objects.create(
        sheet=sheet,
        version=sheet.version,
        class_key=judged.class_key,
        sha256=result_hash(sheet, kept),
        decided_at=clock.now(),
        decided_by_id=actor.user_id,
        decided_by_name=actor.name,
        replaces=replaces,
        reason=reason,
        **kept,
    )

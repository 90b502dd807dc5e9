"""Saying yes to a report that was sent, or giving it back to be corrected (F-59, F-62, F-63).

Every decision goes through the report's approval (`queries.checks`); of two people who decide at
once one is first, and the other is told.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction

from tuquan.approvals.queries import (
    checked_reason,
    effective,
    key_of,
    nobody_else,
    value_of,
    with_names,
)
from tuquan.approvals.services import begin_approval, decide_approval
from tuquan.audit.models import subject_of
from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.approval import Action, Approval, may, why_not
from tuquan.core.problems import Problem
from tuquan.reports.models import Report, Revision
from tuquan.reports.queries.checks import ENDORSING, approval_of_report, waits_for_endorsement
from tuquan.reports.services.followers import tell_followers
from tuquan.reports.services.keeping import keep_revision


@transaction.atomic
def accept_report(actor: Actor, report: Report, base: int) -> Report:
    """Accept what was sent; `base` is the version the reviewer read.

    Whoever wrote or sent it has it accepted by a second person. Where there is none, the only
    officer may, and the record says so. Where the chain has a level above, the report goes up.
    """
    require(report.obligation.reviewable_for(actor))
    return _say_yes(actor, report, base)


@transaction.atomic
def endorse_report(actor: Actor, report: Report, base: int) -> Report:
    """The head of the area has looked at it: it goes on to the commune."""
    require(actor.may(ENDORSING, report.path))
    return _say_yes(actor, report, base)


@transaction.atomic
def return_report(
    actor: Actor,
    report: Report,
    base: int,
    reason: str,
    lines: Collection[str] = (),
    *,
    to_writer: bool = False,
) -> Report:
    """Give it back by one step, saying why: to whoever said yes before, else to its writer.

    `lines` are the keys of the lines to be corrected. With `to_writer` it goes to its writer at
    once, whoever said yes before.
    """
    endorsing = actor.may(ENDORSING, report.path) and waits_for_endorsement(report)
    require(report.obligation.reviewable_for(actor) or endorsing)
    words = _checked(report, reason, lines)
    _require_waiting(report, base)
    approval, row = approval_of_report(report)
    approval = effective(approval, report.path)
    verdict: Action = "return" if to_writer else _one_step(approval)
    _refuse(actor, approval, verdict, report.path)
    if row is not None:
        decide_approval(actor, row, verdict, words)
    marked = sorted(set(lines))
    if verdict == "return":
        return _move(actor, report, base, Report.State.RETURNED, words, marked)
    Report.objects.filter(pk=report.pk).update(return_lines=marked)
    report.return_lines = marked
    record(actor, "reports.given_back", report, report.path, version=report.version)
    return report


def _say_yes(actor: Actor, report: Report, base: int) -> Report:
    _require_waiting(report, base)
    approval, row = approval_of_report(report)
    before = effective(approval, report.path)
    _refuse(actor, before, "approve", report.path)
    alone = _is_own(actor, before)
    if row is None and alone:
        row = begin_approval(
            actor,
            subject_of(report),
            report.path,
            before.chain,
            makers=before.makers,
            version=report.version,
        )
    if row is not None:
        decide_approval(actor, row, "approve")
        if value_of(row).state != "approved":
            record(actor, "reports.endorsed", report, report.path, version=report.version)
            return report
    return _move(actor, report, base, Report.State.ACCEPTED, alone=alone)


def _checked(report: Report, reason: str, lines: Collection[str]) -> str:
    """The reason, tidy; refused together with lines the form does not have."""
    known = {question.key for question in report.obligation.form.questions}
    problems = [Problem("return_line_unknown", "lines")] if {*lines} - known else []
    try:
        words = checked_reason(reason, needed=True)
    except Invalid as refusal:
        raise Invalid([*refusal.problems, *problems]) from refusal
    if problems:
        raise Invalid(problems)
    return words


def _require_waiting(report: Report, base: int) -> None:
    """Nobody decided meanwhile, and it says what the reviewer read."""
    report.refresh_from_db()
    if report.state != Report.State.SUBMITTED or report.version != base:
        raise Conflict("report_not_waiting", by=report.revisions.latest("version").by_name)


def _refuse(actor: Actor, approval: Approval, action: Action, path: str) -> None:
    """Refuse what the approval has something against, naming those who can."""
    step = approval.current
    why = why_not(
        approval,
        key_of(actor.user_id),
        action,
        permitted=step is not None and actor.may(step.permission, path),
        nobody_else=nobody_else(actor, approval, path),
    )
    if why:
        said = with_names(why, approval, path)
        raise Conflict(said.code, **said.params)


def _one_step(approval: Approval) -> Action:
    """By one step where somebody said yes before this one, else to the writer."""
    actions = {one.action for one in may(approval, "", permitted=True)}
    return "return_one_step" if "return_one_step" in actions else "return"


def _is_own(actor: Actor, approval: Approval) -> bool:
    """Whether the person wrote what the person accepts, for there is nobody else."""
    return key_of(actor.user_id) in approval.makers


def _move(
    actor: Actor,
    report: Report,
    base: int,
    state: Report.State,
    reason: str = "",
    lines: Collection[str] = (),
    *,
    alone: bool = False,
) -> Report:
    """Change the state, unless somebody was faster: one statement decides between two people."""
    changed = Report.objects.filter(
        pk=report.pk, version=base, state=Report.State.SUBMITTED
    ).update(
        state=state,
        version=base + 1,
        decided_at=clock.now(),
        return_reason=reason,
        return_lines=list(lines),
    )
    report.refresh_from_db()
    if not changed:
        raise Conflict("report_not_waiting", by=report.revisions.latest("version").by_name)
    noted: dict[str, Any] = {"alone": True} if alone else {}
    keep_revision(actor, report, Revision.Event(state), reason, **noted)
    tell_followers(report, state)
    return report

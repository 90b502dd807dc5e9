"""Asking about a figure, answering, and settling it (F-46)."""

from __future__ import annotations

from django.db import transaction

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import tidy
from tuquan.reports.models import Remark, Report

LONGEST_REMARK = 1000


@transaction.atomic
def add_remark(actor: Actor, report: Report, question: str, text: str) -> Remark:
    """Ask, note or answer something about a line of the report, or about all of it (`""`).

    Whoever writes the report may, and whoever decides about it or looks at it before.
    """
    require(may_remark(actor, report))
    words = tidy(text)
    lines = {"", *(line.key for line in report.obligation.form.questions)}
    problems = []
    if question not in lines:
        problems.append(Problem("unknown_question", "question"))
    if not words:
        problems.append(Problem("remark_missing", "text"))
    elif len(words) > LONGEST_REMARK:
        problems.append(Problem("text_too_long", "text", {"maximum": LONGEST_REMARK}))
    if problems:
        raise Invalid(problems)
    remark = Remark.objects.create(
        report=report,
        question=question,
        version=report.version,
        text=words,
        by_id=actor.user_id,
        by_name=actor.name,
        at=clock.now(),
    )
    record(actor, "reports.remarked", report, report.path, question=question)
    return remark


@transaction.atomic
def settle_remarks(actor: Actor, report: Report, question: str) -> int:
    """Mark everything said about a line as settled; how many remarks those were."""
    require(report.obligation.reviewable_for(actor))
    settled = report.remarks.filter(question=question, settled_at=None).update(
        settled_at=clock.now(), settled_by_id=actor.user_id
    )
    if not settled:
        raise Conflict("remarks_settled_already")
    record(actor, "reports.remarks_settled", report, report.path, question=question)
    return settled


def may_remark(actor: Actor, report: Report) -> bool:
    """Whether somebody takes part in what is said about a report that was sent."""
    obligation = report.obligation
    return report.submitted_at is not None and (
        obligation.writable_for(actor)
        or obligation.reviewable_for(actor)
        or actor.may("reports.endorse", report.path)
    )

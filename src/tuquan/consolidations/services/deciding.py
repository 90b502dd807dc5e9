"""Saying yes to a total, or giving it back: a second person of the commune, and who receives it."""

from __future__ import annotations

from typing import Literal

from django.db import transaction

from tuquan.approvals.services import decide_approval
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, require
from tuquan.consolidations.queries.deciding import number_now, second_asked
from tuquan.consolidations.queries.sent import last_sent
from tuquan.reports.models import Obligation, Report
from tuquan.reports.queries import report_on
from tuquan.reports.services import accept_report, return_report

Verdict = Literal["approve", "return"]


@transaction.atomic
def answer_as_second(
    actor: Actor, obligation: Obligation, seen: int, verdict: Verdict, reason: str = ""
) -> None:
    """Say whether a total may go up (F-63); `seen` is the number of the content that was read."""
    require(obligation.writable_for(actor))
    row = second_asked(obligation)
    if row is None:
        raise Conflict("total_nobody_asks")
    if verdict == "approve" and not seen == row.version == number_now(obligation):
        raise Conflict("total_changed_meanwhile")
    decide_approval(actor, row, verdict, reason)


@transaction.atomic
def decide_sent(
    actor: Actor, obligation: Obligation, seen: int, base: int, verdict: Verdict, reason: str = ""
) -> Report:
    """Accept a total that was sent up, or return it with the reason (S1-24, F-59).

    `seen` is the version that was read, `base` that of the report behind it.
    """
    require(obligation.reviewable_for(actor))
    report, sent = report_on(obligation), last_sent(obligation)
    if report is None or sent is None or sent.version != seen:
        raise Conflict("total_sent_anew")
    if verdict == "approve":
        return accept_report(actor, report, base)
    return return_report(actor, report, base, reason)

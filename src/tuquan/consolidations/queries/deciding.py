"""What somebody may say to a total: before it goes up, a second person; then who receives it."""

from __future__ import annotations

from dataclasses import dataclass

from tuquan.approvals.models import Approval
from tuquan.approvals.queries import (
    ShownChain,
    approval_of,
    chain_shown,
    possible_for,
    value_of,
)
from tuquan.audit.models import subject_of
from tuquan.base.actor import Actor
from tuquan.consolidations.queries.preparing import prepared
from tuquan.consolidations.queries.sent import content_number, last_sent
from tuquan.core.answers import Answers
from tuquan.reports.models import Obligation, Report
from tuquan.reports.queries import report_on
from tuquan.reports.queries.doing import chain_of_report, what_may


@dataclass(frozen=True, slots=True)
class Decision:
    """Who has said what to a total, and what the person who looks may say now.

    `as_second` tells a second person's yes from that of who receives the total; `seen` names what
    is read: the content, or the version that was sent. `is_stale` says that it is no longer what
    the second person was asked about.
    """

    chain: ShownChain | None
    as_second: bool
    seen: int
    base: int
    may_approve: bool
    may_return: bool
    is_stale: bool = False


def second_asked(obligation: Obligation) -> Approval | None:
    """The yes of a second person that a total waits for."""
    row = approval_of(subject_of(obligation))
    return row if row and row.state == Approval.State.WAITING else None


def number_now(obligation: Obligation) -> int:
    """The number of what would go up at this moment."""
    report = report_on(obligation)
    words = report.content if report else Answers()
    return content_number(obligation, prepared(obligation), words)


def decision_on(actor: Actor, obligation: Obligation, number: int) -> Decision | None:
    """What the page of a total says about it; `number` is that of the content shown."""
    report = report_on(obligation)
    if report and report.submitted_at and not report.is_editable:
        return _of_sent(actor, obligation, report)
    return _of_second(actor, obligation, number)


def _of_sent(actor: Actor, obligation: Obligation, report: Report) -> Decision:
    sent = last_sent(obligation)
    allowed = {one.action for one in what_may(actor, report) if one.allowed}
    chain = chain_of_report(actor, report)
    return Decision(
        chain if chain and len(chain.steps) > 1 else None,
        False,
        sent.version if sent else 0,
        report.version,
        "accept" in allowed,
        "return" in allowed,
    )


def _of_second(actor: Actor, obligation: Obligation, number: int) -> Decision | None:
    row = approval_of(subject_of(obligation))
    if row is None:
        return None
    value = value_of(row)
    waits = row.state == Approval.State.WAITING
    possible = possible_for(actor, value, row.path) if waits else ()
    allowed = {one.action for one in possible if one.allowed}
    stale = waits and row.version != number
    return Decision(
        chain_shown(value, row, possible),
        True,
        number,
        0,
        "approve" in allowed and not stale,
        "return" in allowed,
        stale,
    )

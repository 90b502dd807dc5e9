"""Setting a report that was sent out on the way of those who have to say yes."""

from __future__ import annotations

from tuquan.approvals.models import Approval
from tuquan.approvals.queries import approval_of
from tuquan.approvals.services import begin_approval
from tuquan.audit.models import subject_of
from tuquan.base.actor import Actor
from tuquan.reports.models import Report
from tuquan.reports.queries.checks import chain_for, makers_of


def begin_checks(actor: Actor, report: Report) -> None:
    """Begin its approval, as part of sending it; one that was returned goes the way it began.

    Where the commune alone decides there is nothing to begin.
    """
    subject = subject_of(report)
    before = approval_of(subject) if report.version > 1 else None
    in_flight = before is not None and before.state != Approval.State.APPROVED
    chain = chain_for(report.obligation)
    if in_flight or len(chain.steps) > 1:
        makers = makers_of(report)
        begin_approval(actor, subject, report.path, chain, makers=makers, version=report.version)

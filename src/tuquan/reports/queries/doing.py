"""What a person may do with a report now, and why not: told together with its state (F-60)."""

from __future__ import annotations

from dataclasses import replace

from tuquan.accounts.queries import accounts_permitted
from tuquan.approvals.queries import (
    ShownChain,
    approval_of,
    chain_shown,
    effective,
    names_of,
    possible_for,
    value_of,
)
from tuquan.audit.models import subject_of
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.core.approval import Possible
from tuquan.core.problems import Problem
from tuquan.reports.models import Obligation, Report
from tuquan.reports.models.obligations import REVIEWING, WRITING
from tuquan.reports.queries.checks import ENDORSING, approval_of_report


def what_may(actor: Actor, report: Report) -> tuple[Possible, ...]:
    """Every action there is in its state, whether the person may, and who can where not.

    The actions are `write`, `correct` (sending again what nobody decided about), `endorse`,
    `accept`, `return` (by one step) and `return_to_writer` (where a step lies between).
    """
    if report.is_editable:
        return (may_write(actor, report.obligation),)
    if report.state == Report.State.ACCEPTED:
        return (Possible("write", False, Problem("report_is_accepted")),)
    correcting = replace(may_write(actor, report.obligation), action="correct")
    return (correcting, *_deciding(actor, report))


def may_write(actor: Actor, obligation: Obligation) -> Possible:
    """Whether the person may write the report of an obligation now, and who can otherwise."""
    if not obligation.writable_for(actor):
        permission = WRITING[obligation.reporter_kind]
        names = names_of(accounts_permitted(permission, obligation.path))
        who = Problem("report_write_others", params={"who": names})
        return Possible("write", False, who if names else Problem("report_write_nobody"))
    if obligation.is_locked(clock.now()):
        permission = REVIEWING[obligation.reporter_kind]
        names = names_of(accounts_permitted(permission, obligation.path))
        params = {"at": obligation.locks_at, "who": names}
        return Possible("write", False, Problem("report_locked_since", params=params))
    return Possible("write", True)


def chain_of_report(actor: Actor, report: Report) -> ShownChain | None:
    """The steps of its approval with who said what, for the page; None before it is sent.

    A report the commune alone decided about has its history to tell that, and needs no chain.
    """
    if report.state == Report.State.SUBMITTED:
        approval, row = approval_of_report(report)
        approval = effective(approval, report.path)
        return chain_shown(approval, row, _deciding(actor, report))
    row = approval_of(subject_of(report))
    return chain_shown(value_of(row), row) if row else None


def _deciding(actor: Actor, report: Report) -> tuple[Possible, ...]:
    approval, _row = approval_of_report(report)
    approval = effective(approval, report.path)
    found = possible_for(actor, approval, report.path)
    step = approval.current
    approving = "endorse" if step and step.permission == ENDORSING else "accept"
    between = any(one.action == "return_one_step" for one in found)
    names = {
        "approve": approving,
        "return_one_step": "return",
        "return": "return_to_writer" if between else "return",
    }
    return tuple(replace(one, action=names[one.action]) for one in found)

"""Setting a thing out on its chain of approval, and deciding about it at its step.

A step that need not wait (`if_nobody="pass"`: a residential area without a head) and that nobody
is there to take is passed over the moment its turn comes: when the thing sets out, when the step
before says yes, and once a day for posts that became vacant meanwhile (`pass_over_vacant`). What
was passed over is written down beside what people say, and the turn stays with the next step even
when the post is filled later: the commune has begun to look. A step that has to wait stays blocked,
and says that an account for a second person is needed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import islice

from django.db import IntegrityError, transaction

from tuquan.approvals.models import Approval, ApprovalDecision
from tuquan.approvals.queries import (
    checked_reason,
    effective,
    key_of,
    nobody_else,
    vacant_among,
    value_of,
    with_names,
)
from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core import approval as core

AT_ONCE = 500
"""How many approvals are looked at together for vacant posts."""


@transaction.atomic
def begin_approval(
    actor: Actor,
    subject: str,
    path: str,
    chain: core.Chain,
    *,
    makers: Collection[str] = (),
    version: int = 0,
) -> Approval:
    """Ask for a version of a thing to be approved, as part of what the caller does with it.

    `makers` are the accounts that wrote it (`queries.key_of`); whoever asks is one of them. What
    was returned, or was changed while it waited, begins anew by the rules it first began with.
    """
    if problems := core.check_chain(chain):
        raise Invalid(problems)
    everybody = {*makers, key_of(actor.user_id)}
    row = Approval.objects.in_flight().filter(subject=subject).first()
    if row is None:
        value = effective(core.begin(chain, everybody), path)
        row = _insert(actor, subject, path, value, version)
        record(actor, "approvals.begun", row, path, subject=subject, version=version)
        return row
    if row.state == Approval.State.WAITING and row.version == version:
        raise Conflict("approval_waiting")
    row.version = version
    before = value_of(row)
    value = effective(core.begin_again(before, everybody), path)
    _store(actor, row, value, known=len(before.decisions))
    record(actor, "approvals.begun_again", row, path, subject=subject, version=version)
    return row


@transaction.atomic
def decide_approval(
    actor: Actor, approval: Approval, verdict: core.Action, reason: str = ""
) -> Approval:
    """Say yes to the step whose turn it is, or give the thing back with the reason.

    `approval` is as the person saw it: of two who decide at once, one is first (F-60). Steps that
    nobody is there to take and that need not wait are passed over on the way.
    """
    before = value_of(approval)
    value = effective(before, approval.path)
    step = value.current
    if step is None:
        raise Conflict("approval_meanwhile")
    require(actor.may(step.permission, approval.path))
    words = checked_reason(reason, needed=verdict != "approve")
    alone = nobody_else(actor, value, approval.path)
    key = key_of(actor.user_id)
    if why := core.why_not(value, key, verdict, permitted=True, nobody_else=alone):
        said = with_names(why, value, approval.path)
        raise Conflict(said.code, **said.params)
    decided = core.decide(value, key, verdict, words, nobody_else=alone)
    stored = decided if verdict != "approve" else effective(decided, approval.path)
    _store(actor, approval, stored, known=len(before.decisions))
    data = {"subject": approval.subject, "step": step.key, "alone": decided.decisions[-1].alone}
    record(actor, f"approvals.{verdict}", approval, approval.path, **data)
    return approval


def pass_over_vacant(actor: Actor) -> int:
    """Hand on what waits at a step whose post became vacant; how many things went on.

    What somebody decides about meanwhile is left to them.
    """
    waiting = Approval.objects.filter(state=Approval.State.WAITING).prefetch_related("decisions")
    rows = waiting.order_by("pk").iterator(AT_ONCE)
    handed_on = 0
    while some := list(islice(rows, AT_ONCE)):
        handed_on += sum(_hand_on(actor, row) for row in vacant_among(some))
    return handed_on


@transaction.atomic
def _hand_on(actor: Actor, row: Approval) -> int:
    before = value_of(row)
    value, step = effective(before, row.path), before.current
    if value == before or step is None:
        return 0
    try:
        _store(actor, row, value, known=len(before.decisions))
    except Conflict:
        return 0
    data = {"subject": row.subject, "step": step.key}
    record(actor, "approvals.passed_over", row, row.path, **data)
    return 1


def _insert(actor: Actor, subject: str, path: str, value: core.Approval, version: int) -> Approval:
    step = value.current
    if step is None:
        raise ValueError("a chain does not end before somebody says yes")
    try:
        with transaction.atomic():
            row = Approval.objects.create(
                subject=subject,
                version=version,
                path=path,
                chain=value.chain.to_json(),
                makers=list(value.makers),
                step=value.step,
                waits_for=step.permission,
                made_by_id=actor.user_id,
                begun_at=clock.now(),
            )
    except IntegrityError as error:
        raise Conflict("approval_waiting") from error
    _keep_said(actor, row, value.decisions)
    return row


def _store(actor: Actor, row: Approval, value: core.Approval, known: int) -> None:
    """Write what became of it, unless somebody was faster; one statement decides.

    `known` is how many decisions stood there before.
    """
    step = value.current
    values = {
        "version": row.version,
        "makers": list(value.makers),
        "state": value.state,
        "step": value.step,
        "round": value.round,
        "anew": value.anew,
        "turn": row.turn + 1,
        "waits_for": step.permission if step else "",
        "ended_at": clock.now() if value.state == "approved" else None,
    }
    if not Approval.objects.filter(pk=row.pk, turn=row.turn).update(**values):
        raise Conflict("approval_meanwhile")
    for name, stored in values.items():
        setattr(row, name, stored)
    _keep_said(actor, row, value.decisions[known:])


def _keep_said(actor: Actor, row: Approval, said_now: Sequence[core.Decision]) -> None:
    now = clock.now()
    ApprovalDecision.objects.bulk_create(
        ApprovalDecision(
            approval=row,
            round=said.round,
            step=said.step,
            by_id=actor.user_id if said.verdict != "passed_over" else None,
            by_name=actor.name if said.verdict != "passed_over" else "",
            at=now,
            verdict=said.verdict,
            reason=said.reason,
            alone=said.alone,
        )
        for said in said_now
    )

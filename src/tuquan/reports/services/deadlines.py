"""More time for a report, and opening what is locked; always with a reason (F-41)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.problems import Problem
from tuquan.core.time.days import last_second
from tuquan.core.vietnamese import tidy
from tuquan.reports.models import DeadlineChange, Obligation, Report

LONGEST_REASON = 500
FARTHEST = timedelta(days=366)
"""More time than a year is a slip of the finger."""


@transaction.atomic
def extend(actor: Actor, obligation: Obligation, due_on: date, reason: str) -> DeadlineChange:
    """Put the due day of a report off; what is locked is open again until its days are over."""
    why = _allowed(actor, obligation, due_on, reason, "due_on")
    due_at = last_second(due_on, timezone.get_default_timezone())
    after = obligation.adoption.terms.lock_after_days
    locks_at = None if after is None else due_at + timedelta(days=after)
    change = _change(actor, obligation, due_at, locks_at, why)
    record(
        actor,
        "reports.extended",
        obligation,
        obligation.path,
        period=obligation.period_key,
        due_on=due_on.isoformat(),
    )
    return change


@transaction.atomic
def reopen(actor: Actor, obligation: Obligation, until: date, reason: str) -> DeadlineChange:
    """Let a locked report be written until the end of a day; it stays as late as it is."""
    why = _allowed(actor, obligation, until, reason, "until")
    if not obligation.is_locked(clock.now()):
        raise Conflict("report_not_locked")
    locks_at = last_second(until, timezone.get_default_timezone())
    change = _change(actor, obligation, obligation.due_at, locks_at, why)
    record(
        actor,
        "reports.reopened_until",
        obligation,
        obligation.path,
        period=obligation.period_key,
        until=until.isoformat(),
    )
    return change


def _allowed(actor: Actor, obligation: Obligation, day: date, reason: str, field: str) -> str:
    """The reason, tidied, when the actor may change the deadline to the day."""
    require(obligation.reviewable_for(actor))
    handed_in = Report.objects.handed_in().filter(obligation=obligation)
    if handed_in.exists():
        raise Conflict("deadline_report_sent")
    why = tidy(reason)
    problems = list(_day_problems(obligation, day, field))
    if not why:
        problems.append(Problem("deadline_reason_missing", "reason"))
    if len(why) > LONGEST_REASON:
        problems.append(Problem("deadline_reason_long", "reason", {"maximum": LONGEST_REASON}))
    if problems:
        raise Invalid(problems)
    return why


def _day_problems(obligation: Obligation, day: date, field: str) -> list[Problem]:
    today = clock.today()
    due_on = timezone.localtime(obligation.due_at).date()
    if day < today:
        return [Problem("deadline_in_past", field)]
    if day > today + FARTHEST:
        return [Problem("deadline_too_far", field, {"last": today + FARTHEST})]
    if field == "due_on" and day <= due_on:
        return [Problem("deadline_not_later", field, {"due": due_on})]
    return []


def _change(
    actor: Actor, obligation: Obligation, due_at: datetime, locks_at: datetime | None, why: str
) -> DeadlineChange:
    """Write the new instants, unless somebody changed them meanwhile, and keep the change."""
    due_before, locks_before = obligation.due_at, obligation.locks_at
    standing = Obligation.objects.filter(pk=obligation.pk, due_at=due_before, locks_at=locks_before)
    if not standing.update(due_at=due_at, locks_at=locks_at):
        raise Conflict("deadline_changed_meanwhile")
    obligation.due_at, obligation.locks_at = due_at, locks_at
    return DeadlineChange.objects.create(
        obligation=obligation,
        due_before=due_before,
        due_at=due_at,
        locks_before=locks_before,
        locks_at=locks_at,
        reason=why,
        by_id=actor.user_id,
        by_name=actor.name,
        at=clock.now(),
    )

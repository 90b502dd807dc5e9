"""Why nobody may write a report any more, since when, and who can open it again (F-41)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from tuquan.accounts.queries import accounts_permitted
from tuquan.approvals.queries import names_of
from tuquan.core.problems import Problem
from tuquan.reports.models import Obligation
from tuquan.reports.models.obligations import REVIEWING


def lock_problem(obligation: Obligation, now: datetime) -> Problem | None:
    """What to tell whoever wants to write a locked report; None while it may be written."""
    locks_at = obligation.locks_at
    if locks_at is None or not obligation.is_locked(now):
        return None
    params = {
        "since": locks_at,
        "due": timezone.localtime(obligation.due_at).date(),
        "days": (timezone.localtime(locks_at) - timezone.localtime(obligation.due_at)).days,
        "who": who_may_open(obligation),
    }
    return Problem("report_locked" if params["who"] else "report_locked_for_good", params=params)


def who_may_open(obligation: Obligation) -> str:
    """The names of those who can give more time for a report; empty for nobody."""
    permission = REVIEWING[obligation.reporter_kind]
    return names_of(accounts_permitted(permission, obligation.path))

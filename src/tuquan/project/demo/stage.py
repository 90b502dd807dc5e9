"""What every scene of the demonstration uses: who makes it, the password, days before today."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from tuquan.accounts.models import Account
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.groups.models import ResidentGroup
from tuquan.project.demo.removal import DEMO

PASSWORD = "minh-son-2026"  # noqa: S105 - printed on purpose; opens the invented province only
ACTOR = Actor.system(DEMO)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """An instant of a day here."""
    return datetime.combine(day, time(hour, minute), tzinfo=timezone.get_default_timezone())


def days_ago(days: int) -> date:
    """The day so many days before today."""
    return clock.today() - timedelta(days=days)


def paper_day(days: int) -> date:
    """The same, but of this year: the number books of the demonstration are this year's."""
    return max(days_ago(days), clock.today().replace(month=1, day=1))


def then(day: date, hour: int = 9, minute: int = 0) -> AbstractContextManager[object]:
    """Let it be an hour of a day that has been."""
    return clock.pretending(at(day, hour, minute))


def rename_leader(group: ResidentGroup, username: str) -> Account:
    """Let the leader of a group sign in with a name that is easy to type."""
    account = group.tenures.get(position="leader", ended_on=None).account
    if account is None:
        raise RuntimeError(f"{group} has no leader")
    account.username = username
    account.set_password(PASSWORD)
    account.must_change_password = False
    account.save()
    return account

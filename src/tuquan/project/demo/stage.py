"""What every scene of the demonstration uses: who makes it, the password, days before today."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from tuquan.accounts.models import Account
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.groups.models import ResidentGroup
from tuquan.project.demo.removal import DEMO

PASSWORD = "minh-son-2026"  # noqa: S105 - printed on purpose; opens the invented province only
ACTOR = Actor.system(DEMO)
DAY_PLACE = "Minh Hà"
FRIDAY = 4


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """An instant of a day here."""
    return datetime.combine(day, time(hour, minute), tzinfo=timezone.get_default_timezone())


@dataclass(frozen=True, slots=True)
class Days:
    """Days counted from the true today, whatever day it is in the scene."""

    today: date

    @property
    def new_year(self) -> date:
        """The day on which the number books of this year begin."""
        return self.today.replace(month=1, day=1)

    def ago(self, count: int) -> date:
        """The day so many days before today; after it with a minus."""
        return self.today - timedelta(days=count)

    def paper(self, count: int) -> date:
        """The same, but of this year, as the number books are, and not on a weekend."""
        day = max(self.ago(count), self.new_year)
        monday = day + timedelta(days=-day.weekday() % 7) if day.weekday() > FRIDAY else day
        return min(monday, self.today)


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

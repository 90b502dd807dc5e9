"""Background work about reports."""

from __future__ import annotations

from collections.abc import Mapping

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.jobs import RunningJob, enqueue, job
from tuquan.base.models import Job
from tuquan.reports.queries.chasing import is_quiet
from tuquan.reports.services import open_periods
from tuquan.reports.services.chasing import send_due_reminders

OPEN_PERIODS = "reports.open_periods"
REMIND = "reports.remind"


@job(OPEN_PERIODS)
def open_due_periods(running: RunningJob) -> Mapping[str, object]:
    """Open every report whose time has come."""
    return {"opened": open_periods(running.actor)}


def ask_to_open_periods() -> Job:
    """Ask for today's opening; asked again on the same day, it is the job that exists."""
    system = Actor.system("worker", via="job")
    return enqueue(system, OPEN_PERIODS, {}, key=f"{OPEN_PERIODS}:{clock.today().isoformat()}")


@job(REMIND)
def remind_of_missing(running: RunningJob) -> Mapping[str, object]:
    """Remind everybody whose report is due in some days, or is late by some."""
    return {"reminded": send_due_reminders(running.actor)}


def ask_to_remind() -> Job | None:
    """Ask for today's reminders once people are awake; None while they sleep."""
    if is_quiet(clock.now()):
        return None
    system = Actor.system("worker", via="job")
    return enqueue(system, REMIND, {}, key=f"{REMIND}:{clock.today().isoformat()}")

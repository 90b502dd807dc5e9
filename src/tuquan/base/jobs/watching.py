"""What a worker does beside working: it shows that it is there, and picks up what was dropped."""

from __future__ import annotations

from datetime import datetime

from django.core.cache import cache
from django.db.models import Q

from tuquan.base import clock
from tuquan.base.jobs.asking import hand_over
from tuquan.base.jobs.running import NEVER_BEGUN, SEEN_WITHIN, TRIED_AGAIN_AFTER, fail
from tuquan.base.models import Job
from tuquan.core.problems import Problem

SEEN_KEY = "jobs.worker_seen_at"


def say_alive() -> None:
    """Let others see that a worker is there."""
    cache.set(SEEN_KEY, clock.now(), timeout=None)


def worker_seen_at() -> datetime | None:
    """When a worker was last there; none when there never was one."""
    seen: datetime | None = cache.get(SEEN_KEY)
    return seen


def hand_over_stopped_jobs() -> int:
    """Give the queue what broke and has waited, what a killed worker left, and what got lost."""
    now = clock.now()
    for row in Job.objects.filter(state=Job.State.RUNNING, seen_at__lt=now - SEEN_WITHIN):
        _let_go(row)
    due = Q(attempts=0, seen_at__lte=now - NEVER_BEGUN)
    for attempts, pause in enumerate(TRIED_AGAIN_AFTER, 1):
        due |= Q(attempts=attempts, seen_at__lt=now - pause)
    waiting = Job.objects.filter(due, state=Job.State.WAITING).values_list("pk", "seen_at")
    handed = 0
    for number, seen_at in list(waiting):
        mine = Job.objects.filter(pk=number, state=Job.State.WAITING, seen_at=seen_at)
        if mine.update(seen_at=now):
            hand_over(number)
            handed += 1
    return handed


def _let_go(row: Job) -> None:
    """The worker that had it is gone; after too many such ends the work itself is to blame."""
    if row.attempts > len(TRIED_AGAIN_AFTER):
        fail(row, [Problem("job_stopped_often")])
        return
    Job.objects.filter(
        pk=row.pk, started_at=row.started_at, state=Job.State.RUNNING, seen_at=row.seen_at
    ).update(state=Job.State.WAITING)

"""Doing the background work that waits, inside a test's own transaction."""

from __future__ import annotations

from tuquan.base.jobs import run_now
from tuquan.base.models import Job


def run_waiting_jobs() -> list[Job]:
    """Run every job that waits, oldest first, as a worker would; the rows afterwards."""
    waiting = Job.objects.filter(state=Job.State.WAITING).order_by("pk")
    return [run_now(job) for job in list(waiting)]

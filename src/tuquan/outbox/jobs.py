"""Background work of the outbox."""

from __future__ import annotations

from collections.abc import Mapping

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.jobs import RunningJob, enqueue, job
from tuquan.base.models import Job
from tuquan.outbox.services import purge_deliveries

PURGE = "outbox.purge"


@job(PURGE)
def purge(running: RunningJob) -> Mapping[str, object]:
    """Delete answers that no telephone will ask for again."""
    return purge_deliveries(running.actor)


def ask_to_purge() -> Job:
    """Ask for today's purge; asked again on the same day, it is the job that exists."""
    system = Actor.system("worker", via="job")
    return enqueue(system, PURGE, {}, key=f"{PURGE}:{clock.today().isoformat()}")

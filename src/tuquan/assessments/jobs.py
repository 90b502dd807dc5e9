"""Background work about assessments."""

from __future__ import annotations

from collections.abc import Mapping

from tuquan.assessments.services import open_cycles
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.jobs import RunningJob, enqueue, job
from tuquan.base.models import Job

OPEN_CYCLES = "assessments.open_cycles"


@job(OPEN_CYCLES)
def open_this_year(running: RunningJob) -> Mapping[str, object]:
    """Open the year's cycles and the sheets that are missing."""
    return {"opened": open_cycles(running.actor)}


def ask_to_open_cycles() -> Job:
    """Ask for today's opening; asked again on the same day, it is the job that exists."""
    system = Actor.system("worker", via="job")
    return enqueue(system, OPEN_CYCLES, {}, key=f"{OPEN_CYCLES}:{clock.today().isoformat()}")

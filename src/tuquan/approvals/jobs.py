"""Background work of approvals."""

from __future__ import annotations

from collections.abc import Mapping

from tuquan.approvals.services import pass_over_vacant
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.jobs import RunningJob, enqueue, job
from tuquan.base.models import Job

HAND_ON = "approvals.hand_on"


@job(HAND_ON)
def hand_on_vacant(running: RunningJob) -> Mapping[str, object]:
    """Hand on what waits for somebody whose post became vacant."""
    return {"handed_on": pass_over_vacant(running.actor)}


def ask_to_hand_on() -> Job:
    """Ask for it once today; asked again on the same day, it is the job that exists."""
    system = Actor.system("worker", via="job")
    return enqueue(system, HAND_ON, {}, key=f"{HAND_ON}:{clock.today().isoformat()}")

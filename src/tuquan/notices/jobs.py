"""Background work about notices."""

from __future__ import annotations

from collections.abc import Mapping

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.jobs import RunningJob, enqueue, job
from tuquan.base.models import Job
from tuquan.notices.services import send_alerts

ALERT = "notices.alert"


@job(ALERT)
def alert(running: RunningJob) -> Mapping[str, object]:
    """Tell people of what waits for them; run again, it tells nobody twice."""
    return {"told": send_alerts(running.actor)}


def ask_to_alert() -> Job:
    """Ask for today's alerts; asked again on the same day, it is the job that exists."""
    system = Actor.system("worker", via="job")
    return enqueue(system, ALERT, {}, key=f"{ALERT}:{clock.today().isoformat()}")

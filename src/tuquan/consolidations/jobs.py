"""Background work about totals."""

from __future__ import annotations

from collections.abc import Mapping

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.jobs import RunningJob, enqueue, job
from tuquan.consolidations.queries import is_anything_marked
from tuquan.consolidations.services import fold_all

FOLD = "consolidations.fold"


@job(FOLD)
def fold_marked_totals(running: RunningJob) -> Mapping[str, object]:
    """Work out the totals of every commune where something happened."""
    return {"folded": fold_all(running.actor)}


def ask_to_fold() -> None:
    """Ask for it where something is marked, every ten minutes at most."""
    if is_anything_marked():
        now = clock.now()
        key = f"{FOLD}:{now:%Y%m%d%H}{now.minute // 10}"
        enqueue(Actor.system("worker", via="job"), FOLD, {}, key=key)

"""Doing one job: taking it, running it, keeping what became of it."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterable
from datetime import timedelta

from django.db.models import F, Q

from tuquan.base import clock
from tuquan.base.errors import DomainError, Invalid
from tuquan.base.jobs.problems import kept_problems
from tuquan.base.jobs.progress import OwnConnection, SameConnection
from tuquan.base.jobs.registry import (
    JobCancelled,
    RunningJob,
    WorkerLeaves,
    actor_of,
    work_of,
)
from tuquan.base.models import Job
from tuquan.base.reference import new_reference
from tuquan.core.problems import Problem

logger = logging.getLogger(__name__)

SEEN_WITHIN = timedelta(minutes=2)
"""A running job not seen for longer belongs to a worker that was killed."""

TRIED_AGAIN_AFTER = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=5))
"""How long to wait before each further attempt at work that broke."""

NEVER_BEGUN = timedelta(minutes=10)
"""Work that nobody began for so long is handed over again; twice in the queue does no harm."""


def work(number: int, in_worker: bool = True) -> None:
    """What the queue calls in a worker. A job that is gone, taken or over is no error."""
    row = Job.objects.filter(pk=number).first()
    if row is not None:
        run_now(row, in_worker=in_worker)


def run_now(job: Job, *, in_worker: bool = False) -> Job:
    """Run a job in this process, unless another one has it; returns its row as it is now."""
    taken = take(job.pk)
    if taken is None:
        return Job.objects.get(pk=job.pk)
    reference = new_reference()
    progress = OwnConnection(taken) if in_worker else SameConnection(taken)
    with progress:
        ending = _run(taken, progress.step, reference)
    ending()
    return Job.objects.get(pk=job.pk)


def take(number: int) -> Job | None:
    """Take a job by one conditional update, so that of two workers one gets it."""
    now = clock.now()
    lost = Q(state=Job.State.RUNNING, seen_at__lt=now - SEEN_WITHIN)
    taken = Job.objects.filter(lost | Q(state=Job.State.WAITING), pk=number).update(
        state=Job.State.RUNNING,
        attempts=F("attempts") + 1,
        started_at=now,
        seen_at=now,
        done=0,
    )
    return Job.objects.get(pk=number) if taken else None


def _run(
    row: Job, progress: Callable[[int, int | None], None], reference: str
) -> Callable[[], None]:
    """Do the work; returns what then has to be written about it."""
    try:
        running = RunningJob(row, actor_of(row.owner_id), progress)
        outcome = dict(work_of(row.kind)(running))
    except JobCancelled:
        return lambda: None
    except WorkerLeaves:
        return lambda: _leave_to_the_next(row)
    except DomainError as refusal:
        problems = refusal.problems if isinstance(refusal, Invalid) else (refusal.problem,)
        return lambda: fail(row, problems)
    except Exception as error:
        logger.error("job %s (%s) broke: %s", row.pk, row.kind, _place_of(error))
        return lambda: _put_back(row, reference)
    return lambda: _keep_outcome(row, outcome)


def _place_of(error: Exception) -> str:
    """The kind of error and where it arose; its message may hold somebody's name."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if "/tuquan/" in f.filename and f.filename != __file__] or frames
    return f"{type(error).__name__} at {ours[-1].filename}:{ours[-1].lineno}"


def _mine(row: Job) -> Q:
    """The row, as long as no other worker took it over; `started_at` is the mark of who has it."""
    return Q(pk=row.pk, started_at=row.started_at)


def _keep_outcome(row: Job, outcome: dict[str, object]) -> None:
    """The work is done; also when somebody cancelled it too late to be noticed."""
    now = clock.now()
    unfinished = (Job.State.RUNNING, Job.State.CANCELLED)
    Job.objects.filter(_mine(row), state__in=unfinished).update(
        state=Job.State.DONE, outcome=outcome, problem=None, seen_at=now, ended_at=now
    )


def fail(row: Job, problems: Iterable[Problem]) -> None:
    """The work cannot be done; the row says why."""
    now = clock.now()
    Job.objects.filter(_mine(row), state=Job.State.RUNNING).update(
        state=Job.State.FAILED, problem=kept_problems(problems), seen_at=now, ended_at=now
    )


def _leave_to_the_next(row: Job) -> None:
    """The worker stops: the work waits for the next one, which sees that it is due."""
    Job.objects.filter(_mine(row), state=Job.State.RUNNING).update(
        state=Job.State.WAITING, attempts=F("attempts") - 1, seen_at=clock.now() - NEVER_BEGUN
    )


def _put_back(row: Job, reference: str) -> None:
    """It broke: let it be tried again later, or give up."""
    if row.attempts > len(TRIED_AGAIN_AFTER):
        fail(row, [Problem("job_broke", params={"reference": reference})])
        return
    Job.objects.filter(_mine(row), state=Job.State.RUNNING).update(
        state=Job.State.WAITING, seen_at=clock.now()
    )

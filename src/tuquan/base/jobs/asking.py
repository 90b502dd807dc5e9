"""Asking for background work, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django_q.tasks import async_task

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, require
from tuquan.base.jobs.registry import work_of
from tuquan.base.jobs.running import work
from tuquan.base.models import Job, JobQuerySet

WORK = "tuquan.base.jobs.running.work"
"""The function the queue calls, with the number of the job and nothing else."""


@transaction.atomic
def enqueue(
    actor: Actor,
    kind: str,
    arguments: Mapping[str, object],
    *,
    path: str = "",
    key: str | None = None,
) -> Job:
    """Ask for work, as part of the caller's transaction; the same key gives the job that exists.

    `path` is the place the work is about: who looks after that place sees the job.
    """
    work_of(kind)
    values: dict[str, Any] = {
        "kind": kind,
        "arguments": dict(arguments),
        "path": path,
        "owner_id": actor.user_id,
        "owner_name": actor.name,
        "made_at": clock.now(),
        "seen_at": clock.now(),
    }
    if key is None:
        row, is_new = Job.objects.create(**values), True
    else:
        row, is_new = Job.objects.get_or_create(key=key, defaults=values)
    if is_new:
        hand_over(row.pk)
    return row


def hand_over(number: int) -> None:
    """Put the number of a job into the queue; with `JOBS_INLINE`, run it as soon as it is kept."""
    if settings.JOBS_INLINE:
        transaction.on_commit(lambda: work(number, in_worker=False))
    else:
        async_task(WORK, number, task_name=f"job {number}")  # type: ignore[no-untyped-call]


@transaction.atomic
def cancel_job(actor: Actor, job: Job) -> None:
    """Do not begin the work, or stop it at its next step; refused once it is over."""
    require(may_decide(actor, job))
    unfinished = (Job.State.WAITING, Job.State.RUNNING)
    changed = Job.objects.filter(pk=job.pk, state__in=unfinished).update(
        state=Job.State.CANCELLED, ended_at=clock.now()
    )
    if not changed:
        raise Conflict("job_over")


@transaction.atomic
def retry_job(actor: Actor, job: Job) -> None:
    """Do work again that failed or was cancelled."""
    require(may_decide(actor, job))
    changed = Job.objects.filter(
        pk=job.pk, state__in=(Job.State.FAILED, Job.State.CANCELLED)
    ).update(
        state=Job.State.WAITING,
        attempts=0,
        done=0,
        problem=None,
        ended_at=None,
        seen_at=clock.now(),
    )
    if not changed:
        raise Conflict("job_not_failed")
    hand_over(job.pk)


def may_decide(actor: Actor, job: Job) -> bool:
    """Whether the actor asked for the work or looks after work at its place."""
    is_own = actor.user_id is not None and actor.user_id == job.owner_id
    return is_own or actor.may("jobs.view", job.path)


def own_jobs(actor: Actor) -> JobQuerySet:
    """What the actor asked for, newest first."""
    return Job.objects.filter(owner_id=actor.user_id, owner_id__isnull=False)


def visible_jobs(actor: Actor) -> JobQuerySet:
    """What the actor asked for, and everything about the places whose work they look after."""
    looked_after = Job.objects.visible_to(actor)
    return Job.objects.filter(
        Q(pk__in=looked_after.values("pk")) | Q(pk__in=own_jobs(actor).values("pk"))
    )


def failed_jobs(actor: Actor) -> JobQuerySet:
    """The jobs that somebody has to look at."""
    return visible_jobs(actor).filter(state=Job.State.FAILED)

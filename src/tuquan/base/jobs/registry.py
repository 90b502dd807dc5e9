"""Which kinds of work there are, what their code is given, and as whom it runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tuquan.base.actor import Actor
from tuquan.base.models import Job


class JobCancelled(Exception):
    """Raised out of `step` when somebody cancelled the job; the job lets it pass."""


class WorkerLeaves(Exception):
    """Raised out of `step` when the worker is to stop: the work waits for the next one."""


class RunningJob:
    """One job while it runs: what it was asked, as whom, and how to say how far it is."""

    def __init__(self, row: Job, actor: Actor, progress: Callable[[int, int | None], None]) -> None:
        self.row = row
        self.actor = actor
        self.arguments: dict[str, Any] = dict(row.arguments)
        self._progress = progress

    def step(self, done: int, total: int | None = None) -> None:
        """Say how far the work is; raises `JobCancelled` when it is to stop."""
        self._progress(done, total)


Work = Callable[[RunningJob], Mapping[str, object]]
_kinds: dict[str, Work] = {}
_actor_sources: list[Callable[[int | None], Actor]] = []


def job(kind: str) -> Callable[[Work], Work]:
    """Register a function as the work of a kind; what it returns is kept as the outcome."""

    def register(work: Work) -> Work:
        known = _kinds.setdefault(kind, work)
        if (known.__module__, known.__qualname__) != (work.__module__, work.__qualname__):
            raise RuntimeError(f"two functions want to be the job {kind}")
        _kinds[kind] = work
        return work

    return register


def work_of(kind: str) -> Work:
    """The function that does work of this kind."""
    return _kinds[kind]


def set_actor_source(source: Callable[[int | None], Actor]) -> None:
    """Say how an owner's number becomes an actor; accounts stand above this app."""
    _actor_sources[:] = [source]


def actor_of(owner_id: int | None) -> Actor:
    """The owner as an actor, with the grants of today."""
    [source] = _actor_sources
    return source(owner_id)

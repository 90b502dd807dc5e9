"""How a running job says how far it is without getting in its own way."""

from __future__ import annotations

import threading
from types import TracebackType
from typing import Self

from django.db import DatabaseError, connection

from tuquan.base import clock
from tuquan.base.jobs.registry import JobCancelled, WorkerLeaves
from tuquan.base.models import Job

OFTEN = 0.5
"""Seconds between two looks at a running job; progress is written no more often."""

RARELY = 20.0
"""Seconds after which a job that does not move is written down as alive all the same."""

_leaving = threading.Event()


def leave() -> None:
    """Let the job of this process stop at its next step, for the next worker to do."""
    _leaving.set()


def is_leaving() -> bool:
    """Whether this process was told to stop."""
    return _leaving.is_set()


def write_progress(row: Job, done: int, total: int | None) -> bool:
    """Keep how far the job is; false when it is no longer ours to go on with."""
    mine = Job.objects.filter(pk=row.pk, started_at=row.started_at, state=Job.State.RUNNING)
    return bool(mine.update(done=done, total=total, seen_at=clock.now()))


class SameConnection:
    """For work run in place (tests, commands): each step is written at once."""

    def __init__(self, row: Job) -> None:
        self._row = row

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing was opened."""

    def step(self, done: int, total: int | None) -> None:
        """Write, and stop when somebody cancelled."""
        if not write_progress(self._row, done, total):
            raise JobCancelled


class OwnConnection:
    """For a worker: a thread with its own connection writes progress and looks for a stop.

    While the job holds SQLite's only write lock the thread waits, and the job does not: it only
    leaves two numbers here and looks at a flag.
    """

    def __init__(self, row: Job) -> None:
        self._row = row
        self._said: tuple[int, int | None] = (row.done, row.total)
        self._stop = threading.Event()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def step(self, done: int, total: int | None) -> None:
        """Leave the numbers for the thread; stop when it has seen that somebody cancelled."""
        self._said = (done, total)
        if self._stop.is_set():
            raise JobCancelled
        if is_leaving():
            raise WorkerLeaves

    def _watch(self) -> None:
        written, waited = self._said, 0.0
        try:
            while not self._over.wait(OFTEN):
                waited += OFTEN
                said = self._said
                if said != written or waited >= RARELY:
                    if self._write(*said):
                        written, waited = said, 0.0
                elif self._is_cancelled():
                    self._stop.set()
            if self._said != written:
                self._write(*self._said)
        finally:
            connection.close()

    def _write(self, done: int, total: int | None) -> bool:
        """Write; false when the database was busy, so that it is tried again."""
        try:
            if not write_progress(self._row, done, total):
                self._stop.set()
        except DatabaseError:
            return False
        return True

    def _is_cancelled(self) -> bool:
        try:
            return Job.objects.filter(pk=self._row.pk, state=Job.State.CANCELLED).exists()
        except DatabaseError:
            return False

"""The processes of a worker: each takes one message at a time from the queue and does its job.

django-q2 keeps the queue (signed messages in the database, handed out again when nobody
acknowledged them). Its own cluster is not used: it needs five processes, waits for ever for a
process that was killed together with it, and leaves the others running when its first one is
killed. Here a process that dies is replaced, and all stop when the first one is gone.
"""

from __future__ import annotations

import logging
import os
import signal
import time
from collections.abc import Callable, Iterable
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from typing import Any

from django.core.signing import BadSignature
from django.db import DatabaseError, connections
from django_q.brokers import get_broker
from django_q.signing import SignedPackage

from tuquan.base.jobs.progress import is_leaving, leave
from tuquan.base.jobs.running import work

JOBS_PER_PROCESS = 50
"""A process is replaced after so many jobs, so that what a large file took is given back."""

PAUSE_AFTER_TROUBLE = 2.0

logger = logging.getLogger(__name__)


class Pool:
    """So many processes, kept at that number until they are told to stop."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._processes: list[BaseProcess] = []

    def keep_full(self) -> None:
        """Replace what has ended."""
        self._processes = [one for one in self._processes if one.is_alive()]
        while len(self._processes) < self._size:
            connections.close_all()  # a process made now must not share a connection
            process = get_context("fork").Process(target=_take_and_work, args=(os.getpid(),))
            process.start()
            self._processes.append(process)

    def stop(self) -> None:
        """Let each stop at the next step of its job, and wait for that."""
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            process.join()


def _take_and_work(parent: int) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: leave())
    queue: Any = get_broker()
    done = 0
    while not is_leaving() and os.getppid() == parent and done < JOBS_PER_PROCESS:
        try:
            done += _work_off(queue.dequeue() or (), queue.acknowledge)
        except DatabaseError as error:
            logger.warning("the queue is out of reach: %s", type(error).__name__)
            connections.close_all()
            time.sleep(PAUSE_AFTER_TROUBLE)


def _work_off(messages: Iterable[tuple[int, str]], acknowledge: Callable[[int], None]) -> int:
    """Do the jobs that messages name; one that is not ours to read is dropped."""
    done = 0
    for number, message in messages:
        try:
            task: Any = SignedPackage.loads(message)
        except BadSignature:
            logger.error("a message in the queue was signed with another key and is dropped")
        else:
            work(*task["args"])
            done += 1
        acknowledge(number)
    return done

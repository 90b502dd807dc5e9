"""Real workers on the database of the run: progress, kill -9, cancelling, two workers (line 4)."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.installations import Own, own_installation

pytestmark = pytest.mark.long
KINDS = ("tests.count", "tests.refuse", "tests.break", "tests.write_inside")


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Own]:
    """An installation with its tables."""
    with own_installation(tmp_path / "data") as made:
        made.run("setup", "--name", "Lê Thị Ba", "--username", "ba", "--make-password")
        yield made


@contextmanager
def worker(own: Own) -> Iterator[subprocess.Popen[str]]:
    """A worker at work; everything of it is gone afterwards."""
    log = (own.data / "worker.log").open("a")
    process = own.start("worker", stdout=log, stderr=log, start_new_session=True)
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=20)
        log.close()


def ask(own: Own, kind: str, **arguments: object) -> int:
    """Ask for work as the page would; the number of the job."""
    return ask_often(own, 1, kind, **arguments)[0]


def ask_often(own: Own, times: int, kind: str, **arguments: object) -> list[int]:
    """Ask so many times for the same work."""
    found: list[int] = own.python(
        "from tuquan.base.jobs import enqueue; from tuquan.base.actor import Actor\n"
        f"print([enqueue(Actor.system('page'), {kind!r}, {arguments!r}).pk"
        f" for _ in range({times})])"
    )
    return found


def rows(own: Own, kind: str) -> list[dict[str, Any]]:
    """The jobs of a kind as they are now, read with SQL alone: as quick as what is watched."""
    names = ("id", "state", "done", "total", "attempts", "outcome")
    question = f"SELECT {', '.join(names)} FROM base_job WHERE kind = '{kind}'"  # noqa: S608
    if own.address:
        with psycopg.connect(own.address) as server:
            return [dict(zip(names, row, strict=True)) for row in server.execute(question)]
    with closing(sqlite3.connect(own.data / "tuquan.sqlite3", timeout=20)) as database:
        found = [dict(zip(names, row, strict=True)) for row in database.execute(question)]
    return [row | {"outcome": json.loads(row["outcome"])} for row in found]


def row_of(own: Own, job: int) -> dict[str, Any]:
    """The job as it is now."""
    [row] = [row for kind in KINDS for row in rows(own, kind) if row["id"] == job]
    return row


def until(own: Own, job: int, come: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """Wait for the job to come so far."""
    end = time.monotonic() + 150
    while time.monotonic() < end:
        row = row_of(own, job)
        if come(row):
            return row
        time.sleep(0.1)
    raise AssertionError(f"{row}\n{(own.data / 'worker.log').read_text('utf-8')}")


def test_a_worker_shows_progress_and_keeps_the_outcome(own: Own) -> None:
    job = ask(own, "tests.count", total=30, pause=0.2)
    with worker(own):
        half = until(own, job, lambda row: 0 < row["done"] < 30)
        assert (half["state"], half["total"]) == ("running", 30)
        done = until(own, job, lambda row: row["state"] == "done")
    assert (done["outcome"]["counted"], done["attempts"]) == (30, 1)


def test_work_of_a_worker_killed_with_9_is_done_by_the_next(own: Own, tmp_path: Path) -> None:
    began = tmp_path / "began"
    job = ask(own, "tests.count", total=100, pause=0.1, file=str(began))
    with worker(own) as first:
        until(own, job, lambda row: row["done"] > 0)
        os.killpg(first.pid, signal.SIGKILL)
        first.wait(timeout=20)
    assert row_of(own, job)["state"] == "running"
    own.python(
        "from datetime import timedelta; from tuquan.base.models import Job\n"
        f"row = Job.objects.get(pk={job}); row.seen_at -= timedelta(minutes=2); row.save()"
    )
    with worker(own):
        done = until(own, job, lambda row: row["state"] == "done")
    assert done["attempts"] == 2
    assert began.read_text("utf-8").splitlines() == ["began 1", "began 2"]


def test_a_worker_told_to_stop_leaves_its_work_to_the_next_one(own: Own) -> None:
    job = ask(own, "tests.count", total=100, pause=0.1)
    with worker(own) as first:
        until(own, job, lambda row: row["done"] > 0)
        began = time.monotonic()
        os.killpg(first.pid, signal.SIGTERM)  # as a service manager does: all of them at once
        assert first.wait(timeout=10) == 0
        assert time.monotonic() - began < 5
    left = row_of(own, job)
    assert (left["state"], left["attempts"]) == ("waiting", 0)
    with worker(own):
        assert until(own, job, lambda row: row["state"] == "done")["attempts"] == 1


def test_work_is_cancelled_while_it_runs(own: Own) -> None:
    job = ask(own, "tests.count", total=600, pause=0.1)
    with worker(own):
        until(own, job, lambda row: row["done"] > 0)
        own.python(
            "from tuquan.base.jobs import cancel_job; from tuquan.base.models import Job\n"
            "from tuquan.base.actor import Actor\n"
            f"cancel_job(Actor.system('page'), Job.objects.get(pk={job}))"
        )
        next_job = ask(own, "tests.count", total=1)
        until(own, next_job, lambda row: row["state"] == "done")
    cancelled = row_of(own, job)
    assert cancelled["state"] == "cancelled"
    assert cancelled["done"] < 600


def test_a_failure_is_kept_for_people_and_its_log_names_nobody(own: Own) -> None:
    refused, broken = ask(own, "tests.refuse"), ask(own, "tests.break")
    with worker(own):
        assert until(own, refused, lambda row: row["state"] == "failed")["attempts"] == 1
        until(own, broken, lambda row: row["attempts"] > 0 and row["state"] == "waiting")
    log = (own.data / "worker.log").read_text("utf-8")
    assert f"job {broken} (tests.break) broke: ValueError at" in log
    assert "Bí Mật" not in log


def test_two_workers_do_each_piece_of_work_once(own: Own, tmp_path: Path) -> None:
    began = tmp_path / "began"
    jobs = ask_often(own, 6, "tests.count", total=3, pause=0.05, file=str(began))
    with worker(own), worker(own):
        for job in jobs:
            until(own, job, lambda row: row["state"] == "done")
    assert began.read_text("utf-8").splitlines() == ["began 1"] * 6


def test_steps_inside_a_transaction_neither_wait_nor_break_it(own: Own) -> None:
    """On SQLite the job holds the only write lock all the time, and no progress can be written."""
    job = ask(own, "tests.write_inside", total=30)
    with worker(own):
        done = until(own, job, lambda row: row["state"] == "done")
    assert done["attempts"] == 1
    assert own.python("from tuquan.places.models import Place; print(Place.objects.count())") == 1


def test_a_process_of_the_worker_that_dies_is_replaced(own: Own) -> None:
    with worker(own) as process:
        first = until(own, ask(own, "tests.count", total=1), lambda row: row["state"] == "done")
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        for child in children:
            os.kill(int(child), signal.SIGKILL)
        job = ask(own, "tests.count", total=1)
        until(own, job, lambda row: row["state"] == "done")
        assert process.poll() is None
    assert first["attempts"] == 1


def test_the_worker_opens_the_reports_of_the_day_once_and_says_so(own: Own) -> None:
    with worker(own):
        end = time.monotonic() + 60
        while not said(own) and time.monotonic() < end:
            time.sleep(0.2)
        time.sleep(6)  # it looks around every five seconds
    assert said(own) == 1
    assert [row["state"] for row in rows(own, "reports.open_periods")] == ["done"]


def said(own: Own) -> int:
    """How often the worker told of the day."""
    return (own.data / "worker.log").read_text("utf-8").count("20/11/2026")

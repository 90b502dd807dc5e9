"""The bare driver writing the rows of reports, for `bench/submit.py`; and how both are timed."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Any

from world import question_keys

from tuquan.base.scoping import path_step

IN_ONE_BODY = 50
KEYS = question_keys(40)


@dataclass(slots=True)
class Timed:
    """What some senders did: how many reports, in how long, and every single waiting time."""

    count: int = 0
    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Reports a second."""
        return self.count / self.seconds

    @property
    def shown(self) -> str:
        """Rate, and the middle, the slow and the slowest waits in milliseconds."""
        cuts = quantiles(self.waits, n=100)
        p50, p95, p99 = (1000 * cuts[at] for at in (49, 94, 98))
        return f"{self.rate:8.0f}/s   p50 {p50:6.1f}  p95 {p95:6.1f}  p99 {p99:6.1f} ms"


def in_threads(works: Sequence[Callable[[], list[float]]]) -> Timed:
    """Let everybody work at the same time; each gives the waiting times of what it did."""
    done: list[list[float]] = []
    failed: list[Exception] = []

    def work(one: Callable[[], list[float]]) -> None:
        try:
            done.append(one())
        except Exception as error:  # noqa: BLE001 - told by the main thread
            failed.append(error)

    threads = [threading.Thread(target=work, args=(one,)) for one in works]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - started
    if failed:
        raise failed[0]
    waits = [wait for one in done for wait in one]
    return Timed(len(waits), seconds, waits)


def each_timed(act: Callable[[Any], None], subjects: Sequence[Any]) -> list[float]:
    """How long an act took on each subject."""
    waits = []
    for subject in subjects:
        started = time.perf_counter()
        act(subject)
        waits.append(time.perf_counter() - started)
    return waits


def in_bodies(obligations: Sequence[int]) -> list[Sequence[int]]:
    return [
        obligations[start : start + IN_ONE_BODY]
        for start in range(0, len(obligations), IN_ONE_BODY)
    ]


@dataclass(frozen=True, slots=True)
class Bare:
    """The bare driver on the same database: a connection for each writer."""

    address: str
    vendor: str

    def connect(self) -> Any:
        """A new connection in which every statement is a transaction until one is begun."""
        if self.vendor == "sqlite":
            import sqlite3

            line = sqlite3.connect(self.address, timeout=60, isolation_level=None)
            line.execute("PRAGMA synchronous=NORMAL")
            return line
        import psycopg

        return psycopg.connect(self.address, autocommit=True)

    @property
    def insert(self) -> str:
        """One report as the product stores it, in a table with the product's indexes."""
        marks = ", ".join(["?" if self.vendor == "sqlite" else "%s"] * 12)
        columns = (
            "obligation_id, edition_id, path, commune_id, state, answers, facts, version, "
            "saved_at, submitted_at, return_reason, number"
        )
        return f"INSERT INTO bare_report ({columns}) VALUES ({marks})"  # noqa: S608

    @property
    def mark(self) -> str:
        """The dirty mark of a commune, as one statement."""
        commune = "?" if self.vendor == "sqlite" else "%s"
        return (
            f"INSERT INTO bare_total (commune_id, mark) VALUES ({commune}, 1) "  # noqa: S608
            "ON CONFLICT (commune_id) DO UPDATE SET mark = bare_total.mark + 1"
        )

    def prepare(self) -> None:
        """An empty table like the product's, and one for the marks."""
        line = self.connect()
        many = "jsonb" if self.vendor != "sqlite" else "text"
        for statement in (
            "DROP TABLE IF EXISTS bare_report",
            "DROP TABLE IF EXISTS bare_total",
            f"CREATE TABLE bare_report (obligation_id bigint UNIQUE, edition_id bigint, "
            f"path varchar(120), commune_id bigint, state varchar(10), answers {many}, "
            f"facts {many}, version integer, saved_at timestamp, submitted_at timestamp, "
            f"return_reason text, number integer PRIMARY KEY)",
            "CREATE INDEX bare_edition ON bare_report (edition_id)",
            "CREATE INDEX bare_path ON bare_report (path)",
            "CREATE INDEX bare_commune ON bare_report (commune_id)",
            "CREATE TABLE bare_total (commune_id bigint PRIMARY KEY, mark integer)",
        ):
            line.execute(statement)
        line.close()

    def row(self, number: int) -> tuple[object, ...]:
        """The values of one report."""
        values = {key: (number + place) % 300 for place, key in enumerate(KEYS)}
        answers = json.dumps({"values": values, "not_applicable": [], "notes": {}})
        at = "2026-11-20 08:00:00"
        path = path_step(1) + path_step(2)
        return (number, 1, path, 1, "submitted", answers, "{}", 1, at, at, "", number)

    def writer(self, numbers: Sequence[int], communes: int = 0) -> Callable[[], list[float]]:
        """One transaction a report, with the mark of one of so many communes beside it."""

        def work() -> list[float]:
            line = self.connect()

            def write(number: int) -> None:
                line.execute("BEGIN IMMEDIATE" if self.vendor == "sqlite" else "BEGIN")
                line.execute(self.insert, self.row(number))
                if communes:
                    line.execute(self.mark, (number * 7919 % communes,))
                line.execute("COMMIT")

            waits = each_timed(write, numbers)
            line.close()
            return waits

        return work

    def bulk_writer(self, numbers: Sequence[int]) -> Callable[[], list[float]]:
        """Fifty reports handed over together, each its own transaction where the driver can."""

        def work() -> list[float]:
            line = self.connect()

            def write(some: Sequence[int]) -> None:
                if self.vendor == "sqlite":
                    for number in some:
                        line.execute(self.insert, self.row(number))
                    return
                with line.pipeline():
                    for number in some:
                        line.execute(self.insert, self.row(number))

            waits = each_timed(write, in_bodies(numbers))
            line.close()
            return waits

        return work

"""Servers that die under load lose no report that was acknowledged and double none (F-107, F-109).

Sixteen leaders send more than two thousand reports to `tuquan serve` while its processes are killed
with -9 again and again, on PostgreSQL the database server with them, and while answers get lost.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import pytest

from scripts.with_postgres import Cluster, cluster, find_programs
from tests.installations import Own, own_installation
from tests.reports.senders import Crowd, Entry, crowd

pytestmark = pytest.mark.long
REPORTS = 2_048
KILLS = 5

READ = """
import json
from collections import defaultdict
from tuquan.audit.models import Change
from tuquan.consolidations.models import StoredTotal
from tuquan.consolidations.queries.stored import stored_in
from tuquan.outbox.models import Delivery
from tuquan.reports.models import Obligation, Report, Revision
print(json.dumps({
    "reports": [[one.obligation_id, one.version, one.content.to_json()["values"]]
                for one in Report.objects.order_by("pk")],
    "revisions": list(Revision.objects.order_by("report_id", "version")
                      .values_list("report__obligation_id", "version")),
    "deliveries": [[str(one.key), one.subject, one.body["receipt"], one.body["version"]]
                   for one in Delivery.objects.all()],
    "recorded": Change.objects.filter(action="reports.submitted").count(),
    "weeks": dict(Obligation.objects.values_list("pk", "period_key")),
    "totals": {one.period_key: {key: int(figure.total) for key, figure
                                in stored_in(one).live.now.figures.items()}
               for one in StoredTotal.objects.all()},
}))
"""
FOLD = """
from tuquan.base.actor import Actor
from tuquan.consolidations.services import fold_all
print(fold_all(Actor.system("tests")))
"""


@dataclass
class Server:
    """`tuquan serve` with everything it starts, in a process group that can be killed."""

    own: Own
    port: int

    def start(self) -> None:
        """Start it, and wait until it answers."""
        log = (self.own.data / "server.log").open("a")
        words = ("serve", "--port", str(self.port))
        self._process = self.own.start(*words, stdout=log, stderr=log, start_new_session=True)
        log.close()
        until = time.monotonic() + 120
        while not self._answers():
            assert self._process.poll() is None, self.said
            assert time.monotonic() < until, self.said
            time.sleep(0.1)

    def kill(self) -> None:
        """Server and worker end at once, in the middle of anything."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(timeout=20)

    @property
    def said(self) -> str:
        """What it wrote last."""
        return (self.own.data / "server.log").read_text("utf-8")[-3_000:]

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/suc-khoe/", timeout=2):
                return True
        except OSError:
            return False


@dataclass
class Aftermath:
    """What the telephones had read, and what the database holds at the end."""

    crowd: Crowd
    found: dict[str, Any]
    recounted: dict[str, Any]
    folded_meanwhile: int

    @property
    def last(self) -> dict[int, Entry]:
        """The last thing that was sent about each obligation."""
        return {entry.obligation: entry for entry in self.crowd.entries}


@pytest.fixture(scope="module")
def aftermath(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aftermath]:
    """Two thousand reports were sent while everything died again and again."""
    folder = tmp_path_factory.mktemp("load")
    with _database() as database, own_installation(folder, _address(database)) as own:
        own.run("setup", "--name", "Lê Thị Ba", "--username", "ba", "--make-password")
        server = Server(own, _free_port())
        phones = crowd(own, REPORTS, server.port)
        try:
            server.start()
            folded = _disturb(server, phones, database)
        finally:
            server.kill()
            phones.switch_off()
        own.python(FOLD)
        assert [one.refused for one in phones.telephones if one.refused] == []
        recounted = json.loads(own.run("recount", "--json"))
        yield Aftermath(phones, own.python(READ), recounted, folded)


def _disturb(server: Server, phones: Crowd, database: Cluster | None) -> int:
    """Kill what serves while everybody sends; how many totals were folded in between."""
    folded = 0
    phones.start()
    for kill in range(1, KILLS + 1):
        _until(phones, kill * len(phones.entries) // (KILLS + 1))
        if database and kill % 2:
            database.crash()
            database.start()
            continue
        server.kill()
        server.start()
        folded += server.own.python(FOLD)
    phones.finish()
    return folded


def _until(phones: Crowd, received: int) -> None:
    while phones.is_sending and phones.received < received:
        time.sleep(0.02)


@contextmanager
def _database() -> Iterator[Cluster | None]:
    """A PostgreSQL that may be crashed, where this run is on PostgreSQL."""
    programs = find_programs()
    if not (os.environ.get("TUQUAN_DATABASE") and programs):
        yield None
        return
    with cluster(programs, durable=True) as made:
        yield made


def _address(database: Cluster | None) -> str:
    return database.address if database else ""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_every_telephone_gets_rid_of_everything_and_nothing_is_refused(
    aftermath: Aftermath,
) -> None:
    telephones = aftermath.crowd.telephones
    assert [one.refused for one in telephones if one.refused] == []
    assert sum(len(one.waiting) for one in telephones) == 0
    assert len(aftermath.crowd.entries) > REPORTS


def test_the_lines_really_broke_and_answers_really_were_lost(aftermath: Aftermath) -> None:
    telephones = aftermath.crowd.telephones
    assert sum(one.cut - one.lost for one in telephones) >= KILLS
    assert sum(one.lost for one in telephones) > 50
    assert sum(entry.replayed for entry in aftermath.crowd.entries) > 50


def test_every_report_whose_201_was_read_is_there_once_with_what_was_sent_last(
    aftermath: Aftermath,
) -> None:
    there = [(owed, version, values) for owed, version, values in aftermath.found["reports"]]
    sent = [(owed, one.version, one.values) for owed, one in aftermath.last.items()]
    assert sorted(there, key=lambda row: row[0]) == sorted(sent, key=lambda row: row[0])
    assert len(there) == REPORTS


def test_every_entry_made_one_version_one_delivery_and_one_line_of_the_record(
    aftermath: Aftermath,
) -> None:
    entries = aftermath.crowd.entries
    made = Counter(map(tuple, aftermath.found["revisions"]))
    assert made == Counter((entry.obligation, entry.base + 1) for entry in entries)
    assert set(made.values()) == {1}
    assert sorted(map(tuple, aftermath.found["deliveries"])) == sorted(
        (one.key, f"obligation:{one.obligation}", one.receipt, one.version) for one in entries
    )
    assert aftermath.found["recorded"] == len(entries)


def test_the_stored_totals_are_the_sums_of_what_was_sent_and_a_recount_finds_no_difference(
    aftermath: Aftermath,
) -> None:
    weeks = aftermath.found["weeks"]
    sums: dict[str, Counter[str]] = {}
    for owed, entry in aftermath.last.items():
        sums.setdefault(weeks[str(owed)], Counter()).update(entry.values)
    assert aftermath.found["totals"] == {week: dict(sum_) for week, sum_ in sums.items()}
    recounted = aftermath.recounted
    assert (recounted["counted"], recounted["wrong"], recounted["missing"]) == (len(sums), [], [])
    heard = {(one["owed"], one["on_time"] + one["late"]) for one in recounted["rounds"]}
    assert heard == {(16, 16)}
    assert aftermath.folded_meanwhile > 0

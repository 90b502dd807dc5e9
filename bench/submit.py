"""Reports sent from telephones through HTTP, beside the bare insert of the same rows.

    python bench/submit.py                                   # SQLite
    python scripts/with_postgres.py --durable python bench/submit.py

One commune with 16 groups, a leader each, and a weekly form of 40 counts. The product's server is
started as `tuquan serve` starts it. Sixteen leaders send report after report, each with its own
connection, key and session: 40 values are validated, one row, one revision, one audit row and one
receipt are written. In the same run the bare driver writes the same report rows, one transaction
each (P7) or fifty in one go (P8), the server answers its empty page, and the dirty mark is written
beside the bare insert (P16). The run fails unless every report that was acknowledged is there once.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

import django
from django.core.management import call_command
from django.db import connection
from submit_bare import KEYS, Bare, Timed, each_timed, in_bodies, in_threads
from submit_world import SENDERS, Sender, build

WRITERS = 32
MARKED = {"row alone": 0, "row and mark": 130, "mark in one": 1}
"""Contenders of P16, with the communes they report from: those of a province, or a single one."""

PORT = 8765


class Phone:
    """One connection to the server, signed in; sends items as the outbox does."""

    def __init__(self, sender: Sender) -> None:
        self.sender = sender
        self._line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        self._cookies = {"sessionid": sender.session}
        self._token = str(self._get("/phien/")["csrf"])

    def send(self, obligations: Sequence[int]) -> None:
        """Send one report for each obligation in one body; all must be received."""
        items = [self._item(number) for number in obligations]
        body = json.dumps({"uid": self.sender.account, "items": items})
        answer = self._ask("POST", "/may/gui/", body)
        refused = [one for one in answer["results"] if one["status"] != 201]
        if refused:
            raise RuntimeError(f"not received: {refused[0]}")

    def send_one(self, obligation: int) -> None:
        """Send one report in a body of its own."""
        self.send([obligation])

    def empty_page(self, _number: int) -> None:
        """Ask for the page that does nothing."""
        self._get("/suc-khoe/")

    def _item(self, obligation: int) -> dict[str, object]:
        values = {key: (obligation + place) % 300 for place, key in enumerate(KEYS)}
        return {
            "key": str(uuid.uuid4()),
            "kind": "report",
            "subject": f"obligation:{obligation}",
            "v": self.sender.version,
            "base": 0,
            "written_at": None,
            "after": None,
            "data": {"answers": {"values": values, "not_applicable": [], "notes": {}}},
        }

    def _get(self, path: str) -> dict[str, Any]:
        return self._ask("GET", path, None)

    def _ask(self, method: str, path: str, body: str | None) -> dict[str, Any]:
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/json",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
        }
        if body:
            headers["X-CSRFToken"] = self._token
        self._line.request(method, path, body, headers)
        answer = self._line.getresponse()
        text = answer.read()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, rest = cookie.partition("=")
            self._cookies[name] = rest.partition(";")[0]
        if answer.status != 200:
            raise RuntimeError(f"{method} {path}: {answer.status} {text[:200]!r}")
        found: dict[str, Any] = json.loads(text)
        return found


def _answers() -> bool:
    line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=2)
    try:
        line.request("GET", "/suc-khoe/")
        return line.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False


@contextmanager
def server() -> Iterator[None]:
    """The product's server, as `tuquan serve` starts it."""
    command = [sys.executable, "-m", "tuquan.project.cli", "serve", "--port", str(PORT)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not _answers():
            if process.poll() is not None:
                raise RuntimeError("the server did not start; try `tuquan serve` by hand")
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def measure(senders: Sequence[Sender]) -> dict[str, Timed]:
    """Every contender, the product's and its limit right after each other."""
    bare = _bare()
    bare.prepare()
    each = len(senders[0].obligations) // 2
    counted = SENDERS * each
    with server():
        phones = [Phone(sender) for sender in senders]
        found = {
            "empty page": in_threads([_works(phone.empty_page, range(each)) for phone in phones]),
            "one report": in_threads(
                [_works(phone.send_one, phone.sender.obligations[:each]) for phone in phones]
            ),
            "one row": in_threads(
                [bare.writer(range(n * each, (n + 1) * each)) for n in range(SENDERS)]
            ),
            "fifty reports": _per_report(
                in_threads(
                    [
                        _works(phone.send, in_bodies(phone.sender.obligations[each : 2 * each]))
                        for phone in phones
                    ]
                ),
                counted,
            ),
        }
    bare.prepare()
    found["fifty rows"] = _per_report(
        in_threads([bare.bulk_writer(range(n * each, (n + 1) * each)) for n in range(SENDERS)]),
        counted,
    )
    for name, communes in MARKED.items():
        bare.prepare()
        found[name] = in_threads(
            [bare.writer(range(n * each, (n + 1) * each), communes) for n in range(WRITERS)]
        )
    return found


def _works(act: Callable[[Any], None], subjects: Sequence[Any]) -> Callable[[], list[float]]:
    return lambda: each_timed(act, subjects)


def _per_report(timed: Timed, count: int) -> Timed:
    return Timed(count, timed.seconds, timed.waits)


def _bare() -> Bare:
    if connection.vendor == "sqlite":
        return Bare(str(connection.settings_dict["NAME"]), "sqlite")
    return Bare(os.environ["TUQUAN_DATABASE"], "postgresql")


def acknowledged_are_there(senders: Sequence[Sender], sent: int) -> bool:
    """Whether every report that was received is in the database, once, with its revision."""
    from tuquan.reports.models import Report, Revision

    owed = {number for sender in senders for number in sender.obligations[:sent]}
    written = list(Report.objects.values_list("obligation_id", flat=True))
    return set(written) == owed and len(written) == len(owed) == Revision.objects.count()


def main() -> int:
    """Build, send, compare, print; 1 when a report is missing or doubled."""
    options = _options()
    keep: AbstractContextManager[str] = (
        nullcontext(options.folder) if options.folder else tempfile.TemporaryDirectory()
    )
    with keep as folder:
        os.environ |= {"TUQUAN_DATA": folder, "DJANGO_SETTINGS_MODULE": "tuquan.project.settings"}
        django.setup()
        call_command("migrate", verbosity=0)
        senders = build(2 * options.reports)
        found = measure(senders)
        each = len(senders[0].obligations) // 2
        is_whole = acknowledged_are_there(senders, 2 * each)
        connection.close()
    if not is_whole:
        print("A report is missing or doubled.", file=sys.stderr)
        return 1
    ratios = {
        "P7": found["one report"].rate / found["one row"].rate,
        "P8": found["fifty reports"].rate / found["fifty rows"].rate,
        "P16": found["row and mark"].rate / found["row alone"].rate,
        "P16, all in one commune": found["mark in one"].rate / found["row alone"].rate,
    }
    if options.json:
        rates = {name: round(one.rate, 1) for name, one in found.items()}
        print(json.dumps({"rates": rates, "ratios": ratios}))
        return 0
    print(f"{connection.vendor}: {found['one report'].count} reports, all there once")
    for name, one in found.items():
        print(f"{name:14} {one.shown}")
    for name, ratio in ratios.items():
        print(f"{name}: ratio {ratio:.2f}")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--reports", type=int, default=2_000, help="sent one by one, then again")
    parser.add_argument("--folder", default="", help="keep the data here")
    parser.add_argument("--json", action="store_true", help="print rates and ratios only")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

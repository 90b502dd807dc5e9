"""Leaders' telephones that send to a real server until it has said that it has everything.

They speak as `outbox.js` does: who am I, then a few entries, and the same entries under the same
keys again until a 201 was read. Some answers they lose on purpose.
"""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import uuid4

from tests.installations import Own

MAKE = """
import sys
sys.path.insert(0, "bench")
from submit_world import KEYS, build
leaders = [[one.account, one.session, one.version, list(one.obligations)] for one in build(%d)]
import json
print(json.dumps([KEYS, leaders]))
"""
"""The commune of `bench/submit.py`, with so many weekly reports owed by sixteen leaders."""

PATIENCE = 500.0
"""Seconds after which a telephone on which something still waits is a failure."""

LATER = (408, 429, 500, 502, 503, 504)
CORRECTED = 5
"""Each fifth report is corrected after it was received."""


@dataclass
class Entry:
    """What waits on a telephone; `receipt` and `version` once a 201 was read."""

    obligation: int
    base: int
    values: dict[str, int]
    key: str = field(default_factory=lambda: str(uuid4()))
    receipt: str = ""
    version: int = 0
    replayed: bool = False


@dataclass
class Telephone:
    """One leader's: a session, what waits, and what it met on the way."""

    port: int
    account: int
    session: str
    form_version: str
    entries: list[Entry]
    chance: Random
    refused: list[object] = field(default_factory=list)
    lost: int = 0
    cut: int = 0
    is_on: bool = True

    @property
    def waiting(self) -> list[Entry]:
        """What was not received, as far as this telephone knows."""
        return [one for one in self.entries if not one.receipt]

    @property
    def has_work(self) -> bool:
        """Whether it goes on sending."""
        return self.is_on and bool(self.waiting) and not self.refused

    def send_all(self) -> None:
        """Send until everything was received, something was refused or it is switched off."""
        until = time.monotonic() + PATIENCE
        while self.has_work and time.monotonic() < until:
            line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
            try:
                while self.has_work:
                    self._round(line, self._next())
            except (OSError, http.client.HTTPException, ValueError):
                self.cut += 1
                time.sleep(0.1)
            finally:
                line.close()

    def _next(self) -> list[Entry]:
        """The oldest few; a correction never together with what it corrects."""
        few = self.waiting[: self.chance.randint(1, 4)]
        return [one for one in few if one.base == few[0].base]

    def _round(self, line: http.client.HTTPConnection, some: Sequence[Entry]) -> None:
        self._ask(line, "GET", "/phien/")
        who = self._answer(line)
        if who["uid"] != self.account:
            self.refused.append(who)
            return
        items = [self._item(one) for one in some]
        self._ask(line, "POST", "/may/gui/", {"uid": self.account, "items": items}, who["csrf"])
        dice = self.chance.random()
        if dice < 0.05:
            self._lose("the line broke before there was an answer")
        answer = self._answer(line)
        if dice < 0.15:
            self._lose("there was an answer, and nobody read it")
        results = {one["key"]: one for one in answer["results"]}
        for entry in some:
            self._note(entry, results[entry.key])

    def _lose(self, how: str) -> None:
        self.lost += 1
        raise ConnectionError(how)

    def _note(self, entry: Entry, result: dict[str, Any]) -> None:
        if result["status"] == http.HTTPStatus.CREATED:
            body = result["body"]
            entry.version = body["version"]
            entry.replayed = body.get("replayed", False)
            entry.receipt = body["receipt"]
        elif result["status"] not in LATER:
            self.refused.append(result)

    def _item(self, entry: Entry) -> dict[str, object]:
        answers = {"values": entry.values, "not_applicable": [], "notes": {}}
        return {
            "key": entry.key,
            "kind": "report",
            "subject": f"obligation:{entry.obligation}",
            "v": self.form_version,
            "base": entry.base,
            "written_at": None,
            "data": {"answers": answers},
        }

    def _ask(
        self,
        line: http.client.HTTPConnection,
        method: str,
        path: str,
        body: object = None,
        token: str = "",
    ) -> None:
        cookies = {"sessionid": self.session} | ({"csrftoken": self._secret} if token else {})
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/json",
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "X-CSRFToken": token,
        }
        line.request(method, path, json.dumps(body) if body else None, headers)

    def _answer(self, line: http.client.HTTPConnection) -> dict[str, Any]:
        """What the server said; only JSON is an answer."""
        answer = line.getresponse()
        text = answer.read()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            if cookie.startswith("csrftoken="):
                self._secret = cookie.partition("=")[2].partition(";")[0]
        found: dict[str, Any] = json.loads(text)
        if answer.status != http.HTTPStatus.OK:
            if answer.status not in LATER:
                self.refused.append((answer.status, found))
            raise ConnectionError(answer.status)
        return found


@dataclass
class Crowd:
    """All telephones of a commune, sending at the same time."""

    telephones: Sequence[Telephone]
    _threads: Sequence[threading.Thread] = ()

    @property
    def entries(self) -> list[Entry]:
        """Everything they send, in the order of each."""
        return [entry for one in self.telephones for entry in one.entries]

    @property
    def received(self) -> int:
        """How many 201 they have read."""
        return sum(bool(entry.receipt) for entry in self.entries)

    def start(self) -> None:
        """Let all of them begin."""
        self._threads = [threading.Thread(target=one.send_all) for one in self.telephones]
        for thread in self._threads:
            thread.start()

    @property
    def is_sending(self) -> bool:
        """Whether any of them is still at it."""
        return any(thread.is_alive() for thread in self._threads)

    def switch_off(self) -> None:
        """Let nobody go on."""
        for one in self.telephones:
            one.is_on = False
        self.finish()

    def finish(self) -> None:
        """Wait for the last."""
        for thread in self._threads:
            thread.join()


def crowd(own: Own, reports: int, port: int) -> Crowd:
    """Sixteen leaders with so many reports on their telephones, and some corrections behind."""
    keys, leaders = own.python(MAKE % reports)
    telephones = []
    for number, (account, session, form_version, owed) in enumerate(leaders):
        entries = [Entry(one, 0, _values(keys, one)) for one in owed]
        entries += [Entry(one, 1, _values(keys, one + 7)) for one in owed[::CORRECTED]]
        chance = Random(number)  # noqa: S311 - the same line breaks in every run
        telephones.append(Telephone(port, account, session, form_version, entries, chance))
    return Crowd(telephones)


def _values(keys: Sequence[str], number: int) -> dict[str, int]:
    return {key: (number + place) % 300 for place, key in enumerate(keys)}

"""The browser killed with -9 at the worst moments loses nothing and doubles nothing (F-107, F-109).

Servers that are killed under load are in `tests/reports/test_under_load.py`.
"""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Error

from tests.e2e.offline import Phone, Server, wait_for

pytestmark = pytest.mark.browser


def kill(phone: Phone) -> None:
    """End every process of this browser at once, as a telephone does that needs its memory."""
    ours = str(phone.profile)
    until = time.monotonic() + 20
    while running := [one for one in _programs() if ours in one[1]]:
        assert time.monotonic() < until, running
        for number, _words in running:
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        time.sleep(0.1)
    with suppress(Error):
        phone.context.close()
    for lock in phone.profile.glob("Singleton*"):
        lock.unlink()


def back(phone: Phone) -> None:
    """With a network again; Chromium forgets who signed in during the last half minute."""
    phone.on()
    phone.open("/may/")
    if not phone.page.evaluate("TuQuan.outbox.identify().then((who) => who.uid)"):
        phone.sign_in()


def _programs() -> list[tuple[int, str]]:
    """What runs here, with its command line; what has ended meanwhile is left out."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            found.append((int(folder.name), (folder / "cmdline").read_text("utf-8", "replace")))
    return found


def test_killed_while_it_was_sending_it_sends_again_and_is_counted_once(
    phone: Phone, server: Server
) -> None:
    phone.note("killed")
    phone.write("5")
    phone.line.be("lose")
    phone.send()
    wait_for(server, "killed", 1)
    kill(phone)
    phone.start()
    back(phone)
    phone.note("killed")
    assert phone.is_state("received")
    assert len(server.notes("killed")) == 1


def test_killed_right_after_send_was_pressed_without_network_the_entry_is_there(
    phone: Phone, server: Server
) -> None:
    phone.off()
    phone.note("k2")
    phone.write("6")
    phone.send()
    assert phone.is_state("queued")
    kill(phone)
    phone.start()
    phone.context.set_offline(True)
    phone.note("k2")
    assert phone.is_state("queued")
    [item] = [one for one in phone.items() if one["subject"] == "k2"]
    assert item["data"]["number"] == "6"
    back(phone)
    phone.note("k2")
    assert phone.is_state("received")
    assert len(server.notes("k2")) == 1

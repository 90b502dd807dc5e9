"""The core of the offline set in WebKit, the engine of iPhones (S2-08, F-107, F-109, F-112).

The line is a TCP proxy that is cut: WebKit's driver cannot switch the network off.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.offline import HAS_WORKER, LEADER, PASSWORD, Server, wait_for
from tests.e2e.proxy import Line
from tests.e2e.webkit.driver import WebKit, missing

pytestmark = [pytest.mark.browser, pytest.mark.long]
STATE = "document.querySelector('#state').dataset.state"


@pytest.fixture
def phone(tmp_path: Path, line: Line) -> Iterator[WebKit]:
    """A leader's telephone with WebKit that has been used with a network."""
    if package := missing():
        if os.environ.get("CI"):
            pytest.fail(f"WebKit cannot be driven: install {package}")
        pytest.skip(f"WebKit cannot be driven: install {package}")
    phone = WebKit(tmp_path / "webkit")
    phone.start()
    phone.open(f"{line.address}/dang-nhap/")
    phone.type("input[name=login]", LEADER)
    phone.type("input[name=password]", PASSWORD)
    phone.press("main form button[type=submit]")
    phone.until("location.pathname === '/'")
    phone.until(HAS_WORKER)
    phone.until("caches.match('/may/thu/').then((found) => Boolean(found))")
    yield phone
    phone.stop()


def write(phone: WebKit, line: Line, subject: str, number: str) -> None:
    """Open the form of a note and fill it in."""
    phone.open(f"{line.address}/may/thu/?s={subject}")
    phone.type("#number", number)
    phone.type("#words", "Đường làng sạch")
    draft = f"TuQuan.draft.get('note', '{subject}')"
    phone.until(f"{draft}.then((kept) => JSON.stringify(kept || '').includes('sạch'))")


def send(phone: WebKit) -> None:
    """Press the button."""
    phone.press("#note button[type=submit]")


def test_queued_while_the_line_is_cut_it_outlives_a_restart_and_is_sent_once(
    phone: WebKit, line: Line, server: Server
) -> None:
    line.be("down")
    write(phone, line, "w1", "27")
    phone.restart()
    phone.open(f"{line.address}/may/thu/?s=w1")
    phone.until("document.querySelector('#number').value === '27'")
    send(phone)
    phone.until(f"['queued', 'sending'].includes({STATE})")
    phone.restart()
    phone.open(f"{line.address}/may/thu/?s=w1")
    phone.until(f"['queued', 'sending'].includes({STATE})")
    assert server.notes("w1") == []
    line.be("ok")
    phone.until(f"{STATE} === 'received'")
    [version] = server.notes("w1")
    assert version["data"] == {"number": "27", "words": "Đường làng sạch"}


def test_when_the_answer_is_lost_webkit_sends_it_again_and_it_is_counted_once(
    phone: WebKit, line: Line, server: Server
) -> None:
    write(phone, line, "w2", "3")
    line.be("lose")
    send(phone)
    wait_for(server, "w2", 1)
    line.be("ok")
    phone.until(f"{STATE} === 'received'")
    assert len(server.notes("w2")) == 1
    assert line.sent >= 2


def test_an_address_that_is_not_kept_is_answered_with_the_first_page_of_the_phone(
    phone: WebKit, line: Line
) -> None:
    line.be("down")
    phone.open(f"{line.address}/bao-cao/cua-toi/")
    assert phone.run("return document.querySelector('main') !== null")
    assert phone.run("return navigator.serviceWorker.controller !== null")

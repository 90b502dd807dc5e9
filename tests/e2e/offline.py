"""A telephone with a line that can be cut, and a server that takes notes beside everything else."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from tests.e2e.proxy import Line
from tests.e2e.server import Installation

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HAS_WORKER = "navigator.serviceWorker.getRegistration().then((one) => Boolean(one && one.active))"
"""The worker is at work. A page that was on its way meanwhile has none; the next one does."""
ROOT = Path(__file__).parent.parent.parent
PASSWORD = "minh-son-2026"
LEADER, OTHER, OFFICER = "totruong", "totruong2", "canbo"


class WithNotes(Installation):
    """An installation whose server takes the notes of the tests too."""

    @property
    def environment(self) -> dict[str, str]:
        """What the command is told besides."""
        more = {
            "DJANGO_SETTINGS_MODULE": "tests.e2e.notes.settings",
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        }
        return super().environment | more

    def make_people(self) -> None:
        """Two leaders and an officer, who have nothing to do but to write notes."""
        program = [sys.executable, "-m", "tests.e2e.notes.people"]
        subprocess.run(program, env=self.environment, check=True, cwd=ROOT, timeout=300)


@dataclass
class Server:
    """The served installation, spoken to past the line."""

    address: str

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.address.rsplit(":", 1)[1])

    def order(self, do: str, **values: object) -> Any:
        """Have it do something, or say what it has."""
        body = json.dumps({"do": do, **values}).encode()
        with urllib.request.urlopen(f"{self.address}/thu/lenh/", body, timeout=30) as answer:  # noqa: S310
            return json.load(answer)["answer"]

    def notes(self, subject: str) -> list[dict[str, Any]]:
        """Every version of a note."""
        return list(self.order("read", subject=subject))


@dataclass
class Phone:
    """One browser with its own profile; it survives a restart."""

    browser: Browser
    profile: Path
    server: Server
    line: Line
    script: str = ""
    options: dict[str, Any] = field(default_factory=dict)
    is_off: bool = False

    def start(self) -> Phone:
        """Switch it on."""
        self.context: BrowserContext = self.browser.browser_type.launch_persistent_context(
            str(self.profile),
            executable_path=_program(),
            args=FLAGS,
            viewport={"width": 360, "height": 740},
            locale="vi-VN",
            **self.options,
        )
        self.context.set_default_timeout(15000)
        if self.script:
            self.context.add_init_script(self.script)
        self.page: Page = self.context.pages[0]
        return self

    def stop(self) -> None:
        """Switch it off, if it is on."""
        if hasattr(self, "context"):
            self.context.close()

    def restart(self) -> None:
        """The browser ends and is opened again; without network it stays without."""
        self.context.close()
        self.start()
        self.context.set_offline(self.is_off)

    def off(self) -> None:
        """No network at all."""
        self.is_off = True
        self.context.set_offline(True)
        self.line.be("down")

    def on(self) -> None:
        """The network is back."""
        self.is_off = False
        self.line.be("ok")
        self.context.set_offline(False)

    def open(self, path: str, page: Page | None = None) -> Page:
        """Go to an address."""
        page = page or self.page
        page.goto(self.line.address + path)
        return page

    def note(self, subject: str, page: Page | None = None) -> Page:
        """Open the form of a note."""
        return self.open(f"/may/thu/?s={subject}", page)

    def sign_in(self, username: str = LEADER) -> None:
        """Sign in, and let the phone keep what it needs."""
        self.open("/dang-nhap/")
        self.page.get_by_label("Tên đăng nhập").fill(username)
        self.page.get_by_label("Mật khẩu").fill(PASSWORD)
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("button", name="Đăng nhập").click()
        self.until("TuQuan.uid()")

    def ready(self) -> None:
        """A phone page has been open long enough to be kept."""
        self.open("/")
        self.until(HAS_WORKER, 30)
        self.until("caches.match('/may/thu/').then((found) => Boolean(found))", 30)

    def write(self, number: str, words: str = "Đường làng sạch", page: Page | None = None) -> None:
        """Fill the form in."""
        page = page or self.page
        page.fill("#number", number)
        page.fill("#words", words)

    def send(self, page: Page | None = None) -> None:
        """Press the button."""
        (page or self.page).click("#note button[type=submit]")

    def is_state(self, state: str, page: Page | None = None, seconds: int = 20) -> bool:
        """Whether the form comes to say so."""
        found = (page or self.page).locator(f'#state[data-state="{state}"]')
        found.wait_for(state="attached", timeout=seconds * 1000)
        return True

    def items(self, everything: bool = False) -> list[dict[str, Any]]:
        """What waits or was sent; with `everything` also what belongs to others."""
        what = "TuQuan.store.all('items')" if everything else "TuQuan.outbox.all()"
        return list(self.page.evaluate(what))

    def flush(self, page: Page | None = None) -> Any:
        """Send now, and wait."""
        return (page or self.page).evaluate("TuQuan.outbox.flush()")

    def until(self, what: str, seconds: float = 20) -> None:
        """Wait until a script says yes; asked from outside, since our pages allow no `eval`."""
        until = time.monotonic() + seconds
        while not self.page.evaluate(what):
            assert time.monotonic() < until, what
            self.page.wait_for_timeout(100)


def wait_for(server: Server, subject: str, versions: int, seconds: float = 25) -> None:
    """Wait until the server has so many versions of a note."""
    until = time.monotonic() + seconds
    while len(server.notes(subject)) < versions:
        assert time.monotonic() < until, server.notes(subject)
        time.sleep(0.2)


def _program() -> str:
    return next(path for name in BROWSERS if (path := shutil.which(name)))

"""WebKitGTK through WebKitWebDriver: the little of the WebDriver protocol that the tests need."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from scripts.system_parts import LONG_PARTS

BROWSER = Path(__file__).parent / "browser.py"
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


def missing() -> str:
    """The packages that are missing to drive WebKit here; nothing when all are there."""
    return ", ".join(part.package for part in LONG_PARTS if not part.present())


class WebKit:
    """A telephone with WebKit on it; what pages store in its folder outlives a restart."""

    def __init__(self, profile: Path) -> None:
        self.profile = profile
        self._running: list[subprocess.Popen[bytes]] = []
        profile.mkdir(parents=True, exist_ok=True)

    def start(self) -> None:
        """Switch it on: a screen nobody sees, the driver, the browser."""
        screen = self._screen()
        port = _free_port()
        quiet = {"DISPLAY": screen, "NO_AT_BRIDGE": "1", "WEBKIT_DISABLE_COMPOSITING_MODE": "1"}
        with (self.profile / "driver.log").open("ab") as log:
            driver = subprocess.Popen(
                ["WebKitWebDriver", "--host=127.0.0.1", f"--port={port}"],  # noqa: S607
                env=os.environ | quiet,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._running.append(driver)
        self._session = f"http://127.0.0.1:{port}"
        options = {"binary": str(BROWSER), "args": [str(self.profile)]}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        until = time.monotonic() + 60
        while True:
            try:
                made = self._ask("POST", "/session", {"capabilities": wanted})
                break
            except ConnectionError:
                assert time.monotonic() < until, "WebKitWebDriver did not answer"
                time.sleep(0.2)
        self._session += f"/session/{made['sessionId']}"

    def stop(self) -> None:
        """Take the battery out: driver, browser and screen end at once."""
        while self._running:
            one = self._running.pop()
            os.killpg(one.pid, signal.SIGKILL)
            one.wait(timeout=20)

    def restart(self) -> None:
        """The browser ends and is opened again."""
        self.stop()
        self.start()

    def open(self, address: str) -> None:
        """Go to an address, and wait until the page is read."""
        self._ask("POST", "/url", {"url": address})

    def run(self, script: str, *arguments: object) -> Any:
        """What a script returns in the page; a promise is waited for."""
        told = {"script": script, "args": arguments}
        return self._ask("POST", "/execute/sync", told)

    def type(self, selector: str, words: str) -> None:
        """Write into a field."""
        self._ask("POST", f"/element/{self._find(selector)}/value", {"text": words})

    def press(self, selector: str) -> None:
        """Press a button."""
        self._ask("POST", f"/element/{self._find(selector)}/click", {})

    def until(self, script: str, seconds: float = 120) -> None:
        """Wait until a script says yes."""
        until = time.monotonic() + seconds
        while not self.run(f"return {script}"):
            assert time.monotonic() < until, script
            time.sleep(0.2)

    def _find(self, selector: str) -> str:
        told = {"using": "css selector", "value": selector}
        return str(self._ask("POST", "/element", told)[ELEMENT])

    def _screen(self) -> str:
        """A screen of its own; its name for DISPLAY."""
        read, write = os.pipe()
        screen = [
            "Xvfb",
            "-displayfd",
            str(write),
            "-screen",
            "0",
            "800x1000x24",
            "-nolisten",
            "tcp",
        ]
        self._running.append(
            subprocess.Popen(
                screen, pass_fds=[write], stderr=subprocess.DEVNULL, start_new_session=True
            )
        )
        os.close(write)
        with os.fdopen(read) as told:
            return f":{told.readline().strip()}"

    def _ask(self, method: str, path: str, body: object = None) -> Any:
        asked = urllib.request.Request(  # noqa: S310 - our own driver
            self._session + path,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
            method=method,
        )
        try:
            with urllib.request.urlopen(asked, timeout=90) as answer:  # noqa: S310
                return json.load(answer)["value"]
        except urllib.error.HTTPError as refused:
            raise AssertionError(refused.read().decode()) from refused
        except urllib.error.URLError as away:
            raise ConnectionError(str(away)) from away


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

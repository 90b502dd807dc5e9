"""A real server: the installed command, its own data folder, its own process."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TODAY = "2026-11-20"


@dataclass
class Installation:
    """A data folder, and the command that works on it."""

    data: Path
    running: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        """What the command is told: this folder, this day."""
        return os.environ | {"TUQUAN_DATA": str(self.data), "TUQUAN_TODAY": TODAY}

    def run(self, *arguments: str, expect: int = 0) -> str:
        """Run `tuquan …`; what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "tuquan.project.cli", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == expect, f"{arguments}: {done.returncode}\n{done.stderr}"
        return done.stdout

    def json(self, *arguments: str) -> Any:
        """Run `tuquan … --json`; what it printed, as values."""
        return json.loads(self.run(*arguments, "--json"))

    @contextmanager
    def serve(self) -> Iterator[str]:
        """Start the server; yields its address and stops it afterwards."""
        port = _free_port()
        log = (self.data / "server.log").open("w")
        process = subprocess.Popen(
            [sys.executable, "-m", "tuquan.project.cli", "serve", "--port", str(port)],
            env=self.environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.running = process
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(address, process, self.data / "server.log")
            yield address
        finally:
            process.terminate()
            process.wait(timeout=20)
            log.close()

    def kill(self) -> None:
        """Pull the plug: the server and its workers end at once, in the middle of anything."""
        assert self.running is not None
        os.killpg(self.running.pid, signal.SIGKILL)
        self.running.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text("utf-8")
        try:
            with urllib.request.urlopen(f"{address}/suc-khoe/", timeout=2):  # noqa: S310
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"the server did not answer:\n{log.read_text('utf-8')}")

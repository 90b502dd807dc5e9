"""A real server: the installed command, its own data folder, its own process."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from django.conf import settings

from tests.installations import new_database
from tests.tables import copy_sqlite_tables, one_at_a_time

TODAY = "2026-11-20"


def _own_database() -> str:
    """An empty database where this run is on a database server; none where the folder holds it."""
    given = os.environ.get("TUQUAN_DATABASE", "")
    return new_database(given) if given else ""


@dataclass
class Installation:
    """A data folder with its database, and the command that works on it."""

    data: Path
    running: subprocess.Popen[bytes] | None = None
    database: str = field(default_factory=_own_database)

    @property
    def environment(self) -> dict[str, str]:
        """What the command is told: this folder, this database, this day."""
        told = {"TUQUAN_DATA": str(self.data), "TUQUAN_DATABASE": self.database}
        return os.environ | told | {"TUQUAN_TODAY": TODAY}

    def with_tables(self) -> Self:
        """Let it begin with its tables made; on a database server the first command makes them."""
        self.data.mkdir(parents=True, exist_ok=True)
        if not self.database:
            copy_sqlite_tables(self.data / "tuquan.sqlite3")
        return self

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


def made_once(
    name: str, run: str, make: Callable[[Installation], object], to: Path
) -> Installation:
    """A copy of an installation that is made once for all processes of a run.

    Its database lies in its folder, and is copied with it, whatever the run is on.
    """
    made = Path(settings.DATA) / name / run
    with one_at_a_time(made.parent / "lock"):
        if not made.exists():
            for old in made.parent.glob("*/"):
                shutil.rmtree(old)
            making = Installation(made.with_name("making"), database="").with_tables()
            make(making)
            making.data.rename(made)
        shutil.copytree(made, to)
    return Installation(to, database="")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text("utf-8")
        try:
            with urllib.request.urlopen(f"{address}/suc-khoe/", timeout=2):  # noqa: S310
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"the server did not answer:\n{log.read_text('utf-8')}")

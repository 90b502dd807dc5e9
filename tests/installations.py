"""Installations with real processes: an empty database each, on the kind this run is on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

_numbers = count(1)
START = (
    "import os, sys, django; os.environ.setdefault('DJANGO_SETTINGS_MODULE',"
    "'tuquan.project.settings'); django.setup(); import tests.slow_work; "
    "from tuquan.project.cli import main; sys.exit(main(sys.argv[1:]))"
)


@dataclass
class Own:
    """A data folder with its database; commands run on it in processes of their own."""

    data: Path
    address: str = ""
    more: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """What a process is told: this folder, this database, our fixed day."""
        told = {"TUQUAN_DATA": str(self.data), "TUQUAN_DATABASE": self.address}
        return os.environ | told | {"TUQUAN_TODAY": "2026-11-20"} | self.more

    def start(self, *arguments: str, **more: Any) -> subprocess.Popen[str]:
        """Start `tuquan …` with the slow work of the tests in it."""
        return subprocess.Popen(
            [sys.executable, "-c", START, *arguments],
            env=self.environment,
            text=True,
            cwd=Path(__file__).parent.parent,
            **more,
        )

    def run(self, *arguments: str, expect: int = 0) -> str:
        """Run `tuquan …` to its end; what it printed, refusals included."""
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        process = self.start(*arguments, **pipes)
        out, err = process.communicate(timeout=300)
        assert process.returncode == expect, f"{arguments}: {process.returncode}\n{out}\n{err}"
        return out or err

    def python(self, text: str) -> Any:
        """Run some lines in the product; the value of the last `print`, read as JSON."""
        done = subprocess.run(
            [sys.executable, "-c", START.replace("sys.exit(main(sys.argv[1:]))", "\n" + text)],
            env=self.environment,
            cwd=Path(__file__).parent.parent,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1]) if done.stdout.strip() else None


@contextmanager
def own_installation(folder: Path, address: str | None = None) -> Iterator[Own]:
    """An untouched installation on the database of this run, or on SQLite with `address=""`."""
    given = os.environ.get("TUQUAN_DATABASE", "") if address is None else address
    folder.mkdir(parents=True, exist_ok=True)
    if not given:
        yield Own(folder)
        return
    own = new_database(given)
    try:
        yield Own(folder, own)
    finally:
        with psycopg.connect(given, autocommit=True) as server:
            name = urlsplit(own).path.removeprefix("/")
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def new_database(given: str) -> str:
    """The address of an empty database beside the one that was given."""
    name = f"own_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(given, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    parts = urlsplit(given)
    query = f"?{parts.query}" if parts.query else ""
    # Put together by hand: without a host urlunsplit would drop the two strokes.
    return f"{parts.scheme}://{parts.netloc}/{name}{query}"

"""The tables of the product, made by the migrations once and copied wherever a test needs them.

The migrations take ten seconds of work. What they made is kept beside the databases of the tests,
under a name that says what it was made from: one changed line, and it is made anew.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).parent.parent
SOURCES = ROOT / "src" / "tuquan"
# Without collecting garbage the migrations take a quarter less: they leave little else behind.
MAKE = (
    "import gc, django; gc.disable(); django.setup(); "
    "from tuquan.project.commands.setup import prepare_database; prepare_database()"
)


@cache
def _sources() -> str:
    """A short name for what our tables depend on: the migrations and what they are made of."""
    digest = hashlib.sha256(sys.version.encode())
    more = (
        ROOT / "requirements/dev.txt",
        SOURCES / "base/scoping.py",
        SOURCES / "project/settings.py",
    )
    for path in (*more, *sorted(SOURCES.glob("*/migrations/*.py"))):
        digest.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def one_at_a_time(lock: Path) -> Iterator[None]:
    """Wait until no other process of the run is in here."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def copy_sqlite_tables(to: Path) -> None:
    """Put a database file there, with the tables and nothing in them."""
    kept = Path(settings.DATA) / "tables" / f"{_sources()}.sqlite3"
    with one_at_a_time(kept.with_name("lock")):
        if not kept.exists():
            shutil.rmtree(making := kept.with_name("making"), ignore_errors=True)
            for old in kept.parent.glob("*.sqlite3"):
                old.unlink()
            _make(TUQUAN_DATA=str(making), TUQUAN_DATABASE="")
            (making / "tuquan.sqlite3").rename(kept)
            shutil.rmtree(making)
        shutil.copyfile(kept, to)


def postgresql_tables(address: str) -> str:
    """The name of a database with the tables and nothing in them, on the server of the run."""
    name = f"tuquan_tables_{_sources()}"
    parts = urlsplit(address)
    query = f"?{parts.query}" if parts.query else ""
    making = f"{parts.scheme}://{parts.netloc}/{name}_making{query}"
    with (
        one_at_a_time(Path(settings.DATA) / "tables" / "lock"),
        psycopg.connect(address, autocommit=True) as server,
    ):
        known = "SELECT 1 FROM pg_database WHERE datname = %s"
        if not server.execute(known, [name]).fetchone():
            server.execute(f"DROP DATABASE IF EXISTS {name}_making")
            server.execute(f"CREATE DATABASE {name}_making")
            _make(TUQUAN_DATABASE=making)
            server.execute(f"ALTER DATABASE {name}_making RENAME TO {name}")
    return name


def _make(**told: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", MAKE],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tuquan.project.settings"} | told,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def begin_with_a_copy() -> None:
    """Let the database of the tests be a copy; the migrations then find nothing to do."""
    if connection.vendor == "postgresql":
        template = postgresql_tables(os.environ["TUQUAN_DATABASE"])
        connection.settings_dict["TEST"]["TEMPLATE"] = template
        return
    creation: Any = connection.creation
    make_empty = creation._create_test_db

    def make_copy(*given: Any, **more: Any) -> str:
        name = str(make_empty(*given, **more))
        for rest in (f"{name}-wal", f"{name}-shm"):
            Path(rest).unlink(missing_ok=True)
        copy_sqlite_tables(Path(name))
        return name

    creation._create_test_db = make_copy

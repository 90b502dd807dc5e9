"""`tuquan serve`: the server, ready for people, with a worker beside it."""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tuquan.accounts.queries import nobody_yet
from tuquan.project.commands.console import say_line, say_progress
from tuquan.project.commands.setup import prepare_database
from tuquan.project.environment import on_sqlite
from tuquan.project.set_up import setup_code

NAME = "serve"
HELP = gettext_lazy("start the server")

RESTART_AFTER = 5.0
"""Seconds before a worker that died is started again."""
PATIENCE = 15.0
"""Seconds a part has to end; a job cut off then is taken up again, as after any stop."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and with what."""
    parser.add_argument("--host", default="127.0.0.1", help=_("address to listen on"))
    parser.add_argument("--port", type=int, default=8000, help=_("port to listen on"))
    parser.add_argument(
        "--workers",
        type=int,
        default=0,
        help=_("processes; PostgreSQL only, because SQLite has one writer"),
    )
    parser.add_argument(
        "--no-worker",
        action="store_true",
        help=_("without background work; start “tuquan worker” by itself then"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Migrate, collect the static files, and run the server and its worker until told to stop."""
    prepare_database()
    say_progress(_("Collecting pictures and styles…"))
    call_command("collectstatic", verbosity=0, interactive=False)
    if nobody_yet() and (code := setup_code()):
        say_line(_("Set-up code for the first administrator: %(code)s") % {"code": code})
    connections.close_all()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    server = _start(_server(arguments))
    worker = None if arguments.no_worker else _start(_worker())
    address = f"http://{arguments.host}:{arguments.port}"
    say_line(_("Tự Quản is running: %(address)s  (stop with Ctrl+C)") % {"address": address})
    sys.stdout.flush()
    died = 0.0
    while server.poll() is None and not stop.wait(0.5):
        if worker is None or worker.poll() is None:
            continue
        died += 0.5
        if died >= RESTART_AFTER:
            say_progress(_("The worker ended by itself and is started again."))
            worker, died = _start(_worker()), 0.0
    _end(server, worker)
    return 0 if stop.is_set() else server.returncode


def _start(words: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(words)  # noqa: S603 - our own programs, no shell


def _end(server: subprocess.Popen[bytes], worker: subprocess.Popen[bytes] | None) -> None:
    """Let both finish what they are at; Ctrl+C has told them already, a second time is harmless.

    One told to stop while it was still starting may never hear it: it is not waited for endlessly.
    """
    running = [one for one in (server, worker) if one is not None]
    for one in running:
        if one.poll() is None:
            one.terminate()
    for one in running:
        try:
            one.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            one.kill()
            one.wait()


def _worker() -> list[str]:
    return [sys.executable, "-m", "tuquan.project.cli", "worker", "--beside-server"]


def _server(arguments: argparse.Namespace) -> list[str]:
    is_sqlite = on_sqlite(settings.DATABASES["default"])
    workers = 1 if is_sqlite else arguments.workers or 2
    return [
        sys.executable,
        "-m",
        "tuquan.project.serving",
        "--interface=wsgi",
        f"--host={arguments.host}",
        f"--port={arguments.port}",
        f"--workers={workers}",
        f"--blocking-threads={4 if is_sqlite else 2}",
        "--no-ws",
        "--log-level=warning",
        "tuquan.project.wsgi:application",
    ]

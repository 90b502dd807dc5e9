"""`tuquan serve`: the server, ready for people."""

from __future__ import annotations

import argparse
import os
import sys

from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tuquan.accounts.queries import nobody_yet
from tuquan.project.commands.console import say_line, say_progress
from tuquan.project.commands.setup import prepare_database
from tuquan.project.set_up import setup_code

NAME = "serve"
HELP = gettext_lazy("start the server")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen."""
    parser.add_argument("--host", default="127.0.0.1", help=_("address to listen on"))
    parser.add_argument("--port", type=int, default=8000, help=_("port to listen on"))
    parser.add_argument(
        "--workers",
        type=int,
        default=0,
        help=_("processes; PostgreSQL only, because SQLite has one writer"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Migrate, collect the static files, and become the server."""
    prepare_database()
    say_progress(_("Collecting pictures and styles…"))
    call_command("collectstatic", verbosity=0, interactive=False)
    if nobody_yet() and (code := setup_code()):
        say_line(_("Set-up code for the first administrator: %(code)s") % {"code": code})
    address = f"http://{arguments.host}:{arguments.port}"
    say_line(_("Tự Quản is running: %(address)s  (stop with Ctrl+C)") % {"address": address})
    sys.stdout.flush()
    os.execv(sys.executable, _server(arguments))  # noqa: S606 - becomes granian, no shell


def _server(arguments: argparse.Namespace) -> list[str]:
    on_sqlite = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    workers = 1 if on_sqlite else arguments.workers or 2
    return [
        sys.executable,
        "-m",
        "granian",
        "--interface=wsgi",
        f"--host={arguments.host}",
        f"--port={arguments.port}",
        f"--workers={workers}",
        f"--blocking-threads={4 if on_sqlite else 2}",
        "--no-ws",
        "--log-level=warning",
        "tuquan.project.wsgi:application",
    ]

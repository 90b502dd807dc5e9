"""`tuquan doctor`: what this installation stands on, and what it lacks."""

from __future__ import annotations

import argparse
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import django
from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tuquan import __version__
from tuquan.project.commands.console import add_json_option, print_json, say_line
from tuquan.project.commands.setup import tables_are_ready

NAME = "doctor"
HELP = gettext_lazy("say what this installation stands on and what it lacks")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    what: str
    found: str
    ok: bool
    advice: str = ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing but `--json`."""
    add_json_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print every finding; 1 when one of them needs somebody."""
    findings = list(_findings())
    if arguments.json:
        print_json([asdict(finding) for finding in findings])
    for finding in () if arguments.json else findings:
        mark = "✓" if finding.ok else "✗"
        say_line(f"{mark} {finding.what}: {finding.found}")
        if finding.advice:
            say_line(f"    {finding.advice}")
    return 0 if all(finding.ok for finding in findings) else 1


def _findings() -> Iterator[Finding]:
    python = ".".join(map(str, sys.version_info[:3]))
    yield Finding("Tự Quản", __version__, ok=True)
    yield Finding("Python", python, ok=sys.version_info >= (3, 11))
    yield Finding("Django", django.get_version(), ok=True)
    yield Finding(_("Data folder"), str(settings.DATA), ok=settings.DATA.is_dir())
    yield _database()
    yield _tables()
    yield Finding(
        _("Encrypted connection"),
        _("on") if settings.TLS else _("off"),
        ok=True,
        advice="" if settings.TLS else _("Fine on one machine; set TUQUAN_TLS=1 behind https."),
    )


def _database() -> Finding:
    if connection.vendor == "sqlite":
        return Finding(_("Database"), f"SQLite {sqlite3.sqlite_version}", ok=True)
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = str(cursor.fetchone()[0])
    major = int(version.split(".")[0])
    advice = "" if major >= 15 else _("PostgreSQL 15 or newer is needed.")
    return Finding(_("Database"), f"PostgreSQL {version}", ok=major >= 15, advice=advice)


def _tables() -> Finding:
    if not tables_are_ready():
        return Finding(_("Tables"), _("out of date"), ok=False, advice=_("Run: tuquan serve"))
    return Finding(_("Tables"), _("up to date"), ok=True)

"""What does not change from day to day: programs, database, settings, letters."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator

import django
from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from tuquan import __version__
from tuquan.project.commands.setup import tables_are_ready
from tuquan.project.doctor.finding import Finding
from tuquan.project.doctor.fonts import serif_fonts

SHORTEST_SECRET = 32
THIS_MACHINE = frozenset({"127.0.0.1", "localhost", "[::1]"})


def standing_findings() -> Iterator[Finding]:
    """From the version of the product to the fonts of the machine."""
    python = ".".join(map(str, sys.version_info[:3]))
    yield Finding("version", "Tự Quản", __version__)
    yield Finding("python", "Python", python, "ok" if sys.version_info >= (3, 11) else "bad")
    yield Finding("django", "Django", django.get_version())
    yield _data()
    yield _database()
    yield _tables()
    if connection.vendor == "sqlite":
        yield _journal()
    elif tables_are_ready():  # made together with the tables
        yield _trigrams()
    yield _tls()
    yield _debug()
    yield _secret()
    yield _hosts()
    yield _fonts()


def _data() -> Finding:
    what, found = _("Data folder"), str(settings.DATA)
    if settings.DATA.is_dir() and os.access(settings.DATA, os.W_OK):
        return Finding("data", what, found)
    advice = _("Make the folder, and let the account that runs the server write there.")
    return Finding("data", what, found, "bad", advice)


def _value(question: str) -> str:
    """What the database answers to a question with one value; nothing when it has none."""
    with connection.cursor() as cursor:
        cursor.execute(question)
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def _database() -> Finding:
    what = _("Database")
    if connection.vendor == "sqlite":
        return Finding("database", what, f"SQLite {sqlite3.sqlite_version}")
    version = _value("SHOW server_version")
    if int(version.split(".")[0]) >= 15:
        return Finding("database", what, f"PostgreSQL {version}")
    advice = _("PostgreSQL 15 or newer is needed.")
    return Finding("database", what, f"PostgreSQL {version}", "bad", advice)


def _tables() -> Finding:
    if tables_are_ready():
        return Finding("tables", _("Tables"), _("up to date"))
    return Finding("tables", _("Tables"), _("out of date"), "bad", _("Run: tuquan serve"))


def _journal() -> Finding:
    mode = _value("PRAGMA journal_mode")
    what = _("Journal of SQLite")
    if mode == "wal":
        return Finding("journal", what, mode)
    advice = _("Readers wait for writers: keep the data folder on a local disk, not on a share.")
    return Finding("journal", what, mode, "look", advice)


def _trigrams() -> Finding:
    version = _value("SELECT extversion FROM pg_extension WHERE extname = 'pg_trgm'")
    what = _("Search of PostgreSQL (pg_trgm)")
    if version:
        return Finding("trigrams", what, version)
    advice = _("Searching is slow without it. Run in the database: CREATE EXTENSION pg_trgm")
    return Finding("trigrams", what, _("missing"), "look", advice)


def _tls() -> Finding:
    what = _("Encrypted connection")
    if settings.TLS:
        return Finding("tls", what, _("on"))
    if set(settings.ALLOWED_HOSTS) <= THIS_MACHINE:
        advice = _("Fine on one machine; set TUQUAN_TLS=1 behind https.")
        return Finding("tls", what, _("off"), "ok", advice)
    advice = _("Others reach this server: put https in front and set TUQUAN_TLS=1.")
    return Finding("tls", what, _("off"), "look", advice)


def _debug() -> Finding:
    what = _("Traces for developers (TUQUAN_DEBUG)")
    if not settings.DEBUG:
        return Finding("debug", what, _("off"))
    advice = _("Error pages show the insides. Take TUQUAN_DEBUG away before people use it.")
    return Finding("debug", what, _("on"), "bad", advice)


def _secret() -> Finding:
    what = _("Signing key")
    kept = settings.DATA / "secret.key"
    if len(settings.SECRET_KEY) < SHORTEST_SECRET:
        advice = _("Take TUQUAN_SECRET_KEY away, so that a good key is made.")
        return Finding("secret", what, _("too short"), "bad", advice)
    if os.name == "posix" and kept.exists() and kept.stat().st_mode & 0o077:
        advice = _("Others on this machine can read it. Run: chmod 600 %(file)s") % {"file": kept}
        return Finding("secret", what, _("readable by others"), "bad", advice)
    return Finding("secret", what, _("in order"))


def _hosts() -> Finding:
    what, hosts = _("Names the server answers to"), ", ".join(settings.ALLOWED_HOSTS)
    if "*" not in settings.ALLOWED_HOSTS:
        return Finding("hosts", what, hosts)
    advice = _("Name them in TUQUAN_HOSTS; with * anybody can pretend to be this server.")
    return Finding("hosts", what, hosts, "look", advice)


def _fonts() -> Finding:
    what = _("Serif font with every Vietnamese letter")
    found = serif_fonts()
    if found:
        return Finding("fonts", what, ", ".join(found[:4]))
    advice = _("Printed papers need one. On Debian or Ubuntu: apt install fonts-liberation2")
    return Finding("fonts", what, _("none"), "look", advice)

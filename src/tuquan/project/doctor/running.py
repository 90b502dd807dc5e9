"""What changes from day to day: the worker, its work, the disk, the clock, the last copy."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuquan.audit.models import Change
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.jobs import failed_jobs, visible_jobs, worker_seen_at
from tuquan.base.models import Job
from tuquan.project.backup import last_backup
from tuquan.project.commands.setup import tables_are_ready
from tuquan.project.doctor.finding import Finding, Level

ACTOR = Actor.system("doctor")
ALIVE_WITHIN = timedelta(minutes=1)
COPY_EVERY = timedelta(days=7)
CLOCKS_AGREE_WITHIN = timedelta(seconds=60)
LITTLE_DISK, NO_DISK = 2_000_000_000, 300_000_000


def running_findings() -> Iterator[Finding]:
    """From the worker to the last copy; the work only when its tables are there."""
    if tables_are_ready():
        yield _worker()
        yield _failed()
    yield _disk()
    yield _clock()
    yield _copy()


def _moment(instant: datetime) -> str:
    return formats.date_format(timezone.localtime(instant), "SHORT_DATETIME_FORMAT")


def _worker() -> Finding:
    seen = worker_seen_at()
    waiting = visible_jobs(ACTOR).filter(state=Job.State.WAITING).count()
    found = _moment(seen) if seen else _("never")
    what = _("Worker, last there")
    if seen and clock.now() - seen < ALIVE_WITHIN:
        return Finding("worker", what, found)
    advice = ngettext(
        "Start “tuquan serve” or “tuquan worker”; %(count)s piece of work waits.",
        "Start “tuquan serve” or “tuquan worker”; %(count)s pieces of work wait.",
        waiting,
    )
    level: Level = "bad" if waiting else "look"
    return Finding("worker", what, found, level, advice % {"count": formats.number_format(waiting)})


def _failed() -> Finding:
    count = failed_jobs(ACTOR).count()
    what, found = _("Background work that failed"), formats.number_format(count)
    if not count:
        return Finding("failed_jobs", what, found)
    advice = _("Look at the page “Background work”: it says why, and does it again.")
    return Finding("failed_jobs", what, found, "look", advice)


def _disk() -> Finding:
    free = shutil.disk_usage(settings.DATA).free
    what, found = _("Free on the disk"), f"{formats.number_format(free / 1e9, 1)} GB"
    if free >= LITTLE_DISK:
        return Finding("disk", what, found)
    advice = _("Make room: without it nothing can be written, copies neither.")
    return Finding("disk", what, found, "bad" if free < NO_DISK else "look", advice)


def _clock() -> Finding:
    what = _("Clock")
    found = f"{_moment(clock.now())} {settings.TIME_ZONE}"
    if os.environ.get("TUQUAN_TODAY"):
        advice = _("TUQUAN_TODAY pretends this day. Take it away when the rehearsal is over.")
        return Finding("clock", what, found, "look", advice)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            there: datetime = cursor.fetchone()[0]
        if abs(there - clock.now()) > CLOCKS_AGREE_WITHIN:
            advice = _("The clock of the database says %(moment)s. Set both by the network.")
            return Finding("clock", what, found, "look", advice % {"moment": _moment(there)})
    newest = Change.objects.first() if tables_are_ready() else None
    if newest and newest.at > clock.now() + CLOCKS_AGREE_WITHIN:
        advice = _("Something is recorded at %(moment)s, which is still to come. Set the clock.")
        return Finding("clock", what, found, "look", advice % {"moment": _moment(newest.at)})
    return Finding("clock", what, found, "ok", _("Compare it with a watch: the hour counts."))


def _copy() -> Finding:
    what, last = _("Last copy made from here"), last_backup()
    advice = _("Run: tuquan backup FILE --key-file KEY, and keep both apart from this machine.")
    if last is None:
        return Finding("backup", what, _("never"), "look", advice)
    made = datetime.fromisoformat(str(last["made_at"]))
    is_new = clock.now() - made <= COPY_EVERY
    return Finding(
        "backup", what, _moment(made), "ok" if is_new else "look", "" if is_new else advice
    )

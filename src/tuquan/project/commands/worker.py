"""`tuquan worker`: does background work, and what each new day asks for."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import threading
from datetime import date

from django.conf import settings
from django.db import DatabaseError, connections
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tuquan.approvals.jobs import ask_to_hand_on
from tuquan.assessments.jobs import ask_to_open_cycles
from tuquan.base import clock
from tuquan.base.jobs import Pool, hand_over_stopped_jobs, say_alive
from tuquan.base.models import Job
from tuquan.consolidations.jobs import ask_to_fold
from tuquan.notices.jobs import ask_to_alert
from tuquan.outbox.jobs import ask_to_purge
from tuquan.project.commands.console import say_progress
from tuquan.project.commands.setup import prepare_database
from tuquan.reports.jobs import ask_to_open_periods, ask_to_remind
from tuquan.residents.jobs import ask_to_clean_up

NAME = "worker"
HELP = gettext_lazy("do the work that waits in the background")

EVERY = 1.0
"""Seconds between two looks at the processes; the database is looked at every fifth time."""

logger = logging.getLogger(__name__)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing for people; `tuquan serve` says that it is the parent."""
    parser.add_argument("--beside-server", action="store_true", help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Work until told to stop; what runs then stops at its next step and waits for the next."""
    parent = os.getppid() if arguments.beside_server else None
    if parent is None:
        prepare_database()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    pool = Pool(settings.JOB_PROCESSES)
    round_ = Round()
    pool.keep_full()
    say_progress(_("The worker is ready."))
    while not stop.wait(EVERY) and parent in (None, os.getppid()):
        pool.keep_full()
        round_.look_around()
    pool.stop()
    say_progress(_("The worker has stopped."))
    return 0


class Round:
    """What the worker's first process does while the others work."""

    def __init__(self) -> None:
        self._count = 0
        self._day_opened: date | None = None
        self._day_reminded: date | None = None

    def look_around(self) -> None:
        """Show that a worker is here, hand over what was dropped, begin a new day."""
        self._count += 1
        if self._count % 5 != 1:
            return
        try:
            say_alive()
            hand_over_stopped_jobs()
            ask_to_fold()
            if self._day_opened != clock.today():
                self._begin_day(clock.today())
            elif self._day_reminded != clock.today() and ask_to_remind():
                self._day_reminded = clock.today()
        except DatabaseError as error:
            logger.warning("the worker could not look around: %s", type(error).__name__)
            connections.close_all()

    def _begin_day(self, day: date) -> None:
        """Have old names deleted, alerts sent, and the day's reports opened; say so then."""
        ask_to_clean_up()
        ask_to_purge()
        ask_to_hand_on()
        ask_to_alert()
        ask_to_open_cycles()
        job = ask_to_open_periods()
        if job.state == Job.State.DONE:
            self._day_opened = day
            values = {
                "day": formats.date_format(day, "SHORT_DATE_FORMAT"),
                "count": formats.number_format(job.outcome["opened"]),
                "time": formats.time_format(timezone.localtime(job.ended_at), "TIME_FORMAT"),
            }
            say_progress(
                _("The reports of %(day)s were opened at %(time)s: %(count)s new ones.") % values
            )
        elif job.state in (Job.State.FAILED, Job.State.CANCELLED):
            self._day_opened = day
            say_progress(_("Opening the reports of the day failed. See: tuquan doctor"))

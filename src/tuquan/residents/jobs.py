"""Background work about the register: long lists (more than 2,000 rows), and what is due daily."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.jobs import RunningJob, enqueue, job
from tuquan.base.models import Job
from tuquan.base.sheets.counting import rows_about
from tuquan.residents.models import HouseholdImport
from tuquan.residents.services import confirming, importing, purge_contacts

CLEAN_UP = "residents.clean_up"


@job(importing.READ_JOB)
def read_long_list(running: RunningJob) -> Mapping[str, object]:
    """Read a long list that somebody handed in."""
    waiting = _import(running)
    rows = rows_about(bytes(waiting.content or b""))
    running.step(0, rows)
    households = importing.finish_reading(
        running.actor, waiting, lambda done: running.step(min(done, rows), rows)
    )
    return {"import": waiting.pk, "households": households}


@job(importing.WRITE_JOB)
def write_long_list(running: RunningJob) -> Mapping[str, object]:
    """Write a long list that somebody confirmed."""
    waiting = _import(running)
    rows = waiting.household_count
    running.step(0, rows)
    outcome = confirming.finish_writing(
        running.actor, waiting, lambda done: running.step(min(done, rows), rows)
    )
    return {"import": waiting.pk} | (asdict(outcome) if outcome else {})


@job(CLEAN_UP)
def clean_up(running: RunningJob) -> Mapping[str, object]:
    """Let go of names and numbers that are not needed any more.

    Telephone numbers of households that left 12 months ago (domain h-4), and lists that nobody
    decided about within a week.
    """
    return {
        "households": purge_contacts(running.actor, clock.today()),
        "imports": importing.discard_forgotten(running.actor),
    }


def ask_to_clean_up() -> Job:
    """Ask for today's clean-up; asked again on the same day, it is the job that exists."""
    system = Actor.system("worker", via="job")
    return enqueue(system, CLEAN_UP, {}, key=f"{CLEAN_UP}:{clock.today().isoformat()}")


def _import(running: RunningJob) -> HouseholdImport:
    imports = HouseholdImport.objects.select_related("place__parent").defer("recognition")
    return imports.get(pk=running.arguments["import"])

"""Work on long lists that is done in the background (more than 2,000 rows)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from tuquan.base.jobs import RunningJob, job
from tuquan.base.sheets.counting import rows_about
from tuquan.residents.models import HouseholdImport
from tuquan.residents.services import confirming, importing


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


def _import(running: RunningJob) -> HouseholdImport:
    imports = HouseholdImport.objects.select_related("place__parent").defer("recognition")
    return imports.get(pk=running.arguments["import"])

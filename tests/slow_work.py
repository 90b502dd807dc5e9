"""Kinds of background work that only tests know; a worker started by a test has them too."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path

from django.db import transaction

from tuquan.base.errors import Conflict, Invalid
from tuquan.base.jobs import RunningJob, job
from tuquan.core.problems import Problem
from tuquan.places.models import PlaceKind
from tuquan.places.services import NewPlace, add_place


@job("tests.count")
def count(running: RunningJob) -> Mapping[str, object]:
    """Count to a number, slowly, and leave a line in a file each time it begins."""
    total = int(running.arguments["total"])
    if path := running.arguments.get("file"):
        with Path(path).open("a") as file:
            file.write(f"began {running.row.attempts}\n")
    for done in range(total):
        running.step(done, total)
        time.sleep(float(running.arguments.get("pause", 0)))
    return {"counted": total, "as": running.actor.name, "via": running.actor.via}


@job("tests.write_inside")
def write_inside(running: RunningJob) -> Mapping[str, object]:
    """Hold one long transaction that writes from its first moment, with steps inside it."""
    with transaction.atomic():
        since = running.row.made_at.date()
        add_place(running.actor, None, NewPlace("Tỉnh Thử", PlaceKind.PROVINCE, since))
        for done in range(int(running.arguments["total"])):
            running.step(done, int(running.arguments["total"]))
            time.sleep(0.1)
    return {}


@job("tests.refuse")
def refuse(running: RunningJob) -> Mapping[str, object]:
    """Be refused by a service, with a person's name among the values."""
    if running.arguments.get("many"):
        raise Invalid([Problem("date_wrong", "a", {"text": "x"}), Problem("place_name_missing")])
    raise Conflict("household_grouped_already", name="Nguyễn Văn Bí Mật")


@job("tests.break")
def break_(running: RunningJob) -> Mapping[str, object]:
    """Break, with a person's name in the error, as a database's message may have."""
    raise ValueError("duplicate key: Nguyễn Văn Bí Mật")

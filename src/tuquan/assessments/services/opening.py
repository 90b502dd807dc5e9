"""Opening the year's cycle of every programme with criteria, with a sheet for each unit."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from tuquan.assessments.models import AssessmentCycle, AssessmentSheet, StepDays
from tuquan.assessments.queries.steps import usual_days
from tuquan.assessments.queries.units import assessed_units
from tuquan.assessments.services.opening_acceptances import ACCEPTING, open_acceptances
from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import require
from tuquan.core.programme import Edition
from tuquan.programmes.models import Adoption
from tuquan.programmes.queries import adoptions_in_force


@transaction.atomic
def open_cycles(actor: Actor) -> int:
    """Open this year's cycles with the sheets and acceptances that are missing; how many are new.

    Safe to run twice and after a stop of any length; groups formed and areas founded during the
    year get their sheet on the next run. Years before the first run are entered as titles.
    """
    require(actor.may("assessments.verify", ""))
    running = adoptions_in_force(clock.today())
    return sum(_open(actor, one) for one in running if _assesses(one.content))


def _assesses(content: Edition) -> bool:
    """Whether a programme marks sheets, or accepts what was done (S1-21)."""
    accepts = any(step.how == ACCEPTING for step in content.assessment)
    return accepts or bool(content.assessment and content.criteria)


def _open(actor: Actor, adoption: Adoption) -> int:
    cycle, is_new = AssessmentCycle.objects.get_or_create(
        adoption=adoption,
        year=clock.today().year,
        defaults={
            "edition": adoption.edition,
            "opened_at": clock.now(),
        },
    )
    if is_new:
        _take_usual_days(cycle)
    new = list(_missing(cycle)) if cycle.content.criteria else []
    AssessmentSheet.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)
    if new:
        record(actor, "assessments.opened", cycle, cycle.path, year=cycle.year, sheets=len(new))
    return len(new) + open_acceptances(actor, cycle)


def _missing(cycle: AssessmentCycle) -> Iterator[AssessmentSheet]:
    known = set(cycle.sheets.values_list("place_id", "group_id"))
    for place, group in assessed_units(cycle.adoption):
        if (place.pk, group and group.pk) not in known:
            path = group.path if group else place.path
            yield AssessmentSheet(cycle=cycle, place=place, group=group, path=path)


def _take_usual_days(cycle: AssessmentCycle) -> None:
    """Begin a cycle with the days the programme names for its steps."""
    rows = [
        StepDays(cycle=cycle, step=key, opens_on=opens_on, due_on=due_on)
        for key, (opens_on, due_on) in usual_days(cycle.content, cycle.year).items()
    ]
    StepDays.objects.bulk_create(rows, ignore_conflicts=True)

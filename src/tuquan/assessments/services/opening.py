"""Opening the year's cycle of every programme with criteria, with a sheet for each unit."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from tuquan.assessments.models import AssessmentCycle, AssessmentSheet
from tuquan.assessments.queries.units import assessed_units
from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import require
from tuquan.programmes.models import Adoption
from tuquan.programmes.queries import adoptions_in_force


@transaction.atomic
def open_cycles(actor: Actor) -> int:
    """Open this year's cycles and the sheets that are missing; how many sheets are new.

    Safe to run twice and after a stop of any length; groups formed and areas founded during the
    year get their sheet on the next run. Years before the first run are entered as titles.
    """
    require(actor.may("assessments.verify", ""))
    running = adoptions_in_force(clock.today())
    judging = (one for one in running if one.content.assessment and one.content.criteria)
    return sum(len(_open(actor, one)) for one in judging)


def _open(actor: Actor, adoption: Adoption) -> list[AssessmentSheet]:
    cycle, _made = AssessmentCycle.objects.get_or_create(
        adoption=adoption,
        year=clock.today().year,
        defaults={
            "edition": adoption.edition,
            "opened_at": clock.now(),
        },
    )
    new = list(_missing(cycle))
    AssessmentSheet.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)
    if new:
        record(actor, "assessments.opened", cycle, cycle.path, year=cycle.year, sheets=len(new))
    return new


def _missing(cycle: AssessmentCycle) -> Iterator[AssessmentSheet]:
    known = set(cycle.sheets.values_list("place_id", "group_id"))
    for place, group in assessed_units(cycle.adoption):
        if (place.pk, group and group.pk) not in known:
            path = group.path if group else place.path
            yield AssessmentSheet(cycle=cycle, place=place, group=group, path=path)

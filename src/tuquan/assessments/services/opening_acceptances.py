"""Opening the acceptances of a year: one for each unit of a programme that accepts (S1-21)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from tuquan.assessments.models import Acceptance, AssessmentCycle
from tuquan.assessments.queries.units import assessed_units
from tuquan.audit.services import record
from tuquan.base.actor import Actor
from tuquan.base.errors import require
from tuquan.groups.models import ResidentGroup

ACCEPTING = "accept"
"""The way of an assessment step in which a committee accepts what was done."""


@transaction.atomic
def open_acceptances(actor: Actor, cycle: AssessmentCycle) -> int:
    """Open what is missing and end what ended with its group; how many are new. Safe to run twice.

    A group has one acceptance a year, also where a reform has moved it to another commune.
    """
    require(actor.may("assessments.verify", ""))
    _end_with_groups(actor, cycle)
    if cycle.step(ACCEPTING) is None:
        return 0
    new = list(_missing(cycle))
    Acceptance.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)
    if new:
        details = {"year": cycle.year, "count": len(new)}
        record(actor, "assessments.acceptances_opened", cycle, cycle.path, **details)
    return len(new)


def _missing(cycle: AssessmentCycle) -> Iterator[Acceptance]:
    programme = cycle.edition.programme_id
    here = Acceptance.objects.filter(cycle__year=cycle.year, cycle__edition__programme=programme)
    groups = set(here.exclude(group=None).values_list("group_id", flat=True))
    areas = set(here.filter(group=None).values_list("place_id", flat=True))
    for place, group in assessed_units(cycle.adoption):
        if group.pk not in groups if group else place.pk not in areas:
            path = group.path if group else place.path
            yield Acceptance(cycle=cycle, place=place, group=group, path=path)


def _end_with_groups(actor: Actor, cycle: AssessmentCycle) -> None:
    """Nobody accepts a group that was dissolved before it was decided."""
    gone = Acceptance.objects.under_way().filter(
        cycle=cycle, group__state=ResidentGroup.State.DISSOLVED
    )
    for one in gone:
        gone.filter(pk=one.pk).update(state=Acceptance.State.ENDED)
        record(actor, "assessments.acceptance_ended", one, one.path, year=cycle.year)

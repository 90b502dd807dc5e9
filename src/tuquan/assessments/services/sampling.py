"""Checking by sample: which sheets are looked at on the spot, and what becomes of the others."""

from __future__ import annotations

import secrets

from django.db import IntegrityError, transaction

from tuquan.assessments.models import AssessmentCycle, AssessmentSheet, Sample, SheetRevision
from tuquan.assessments.queries import drawn_by
from tuquan.assessments.services.keeping import change
from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.problems import Problem

_STATE = AssessmentSheet.State


@transaction.atomic
def draw_sample(actor: Actor, cycle: AssessmentCycle, percent: int) -> Sample:
    """Draw which of the sheets handed in are looked at on the spot; each area gets at least one.

    Drawn once: whoever does not like the draw cannot draw again. The seed is kept, so that anybody
    can draw the same sheets again.
    """
    require(actor.may("assessments.verify", cycle.path))
    if not 1 <= percent <= 100:
        raise Invalid([Problem("sample_share_impossible", "percent")])
    waiting = list(cycle.sheets.filter(state=_STATE.HANDED_IN))
    if not waiting:
        raise Invalid([Problem("sample_of_nothing")])
    seed = secrets.token_hex(8)
    drawn = drawn_by(seed, waiting, percent)
    try:
        with transaction.atomic():
            sample = Sample.objects.create(
                cycle=cycle,
                percent=percent,
                seed=seed,
                drawn=len(drawn),
                out_of=len(waiting),
                drawn_at=clock.now(),
                drawn_by_name=actor.name,
            )
    except IntegrityError as error:
        raise Conflict("sample_drawn_already") from error
    mine = AssessmentSheet.objects.filter(pk__in=[one.pk for one in waiting])
    mine.update(drawn=False)
    mine.filter(pk__in=drawn).update(drawn=True)
    record(actor, "assessments.sampled", cycle, cycle.path, drawn=len(drawn), of=len(waiting))
    return sample


@transaction.atomic
def pass_undrawn(actor: Actor, cycle: AssessmentCycle) -> int:
    """Let the sheets that were not drawn stand as they were handed in; how many they are.

    Only after every drawn one is checked. Whoever handed a sheet in does not pass it.
    """
    require(actor.may("assessments.verify", cycle.path))
    sheets = cycle.sheets.all()
    if sheets.filter(drawn=True, state__in=(_STATE.HANDED_IN, *AssessmentSheet.MARKABLE)).exists():
        raise Conflict("sample_not_checked_yet")
    waiting = sheets.filter(drawn=False, state=_STATE.HANDED_IN)
    if actor.user_id:
        waiting = waiting.exclude(handed_in_by_id=actor.user_id)
    passed = list(waiting.select_related("cycle__adoption__place", "place", "group"))
    for sheet in passed:
        change(
            actor,
            sheet,
            sheet.version,
            (_STATE.HANDED_IN,),
            SheetRevision.Event.CHECKED,
            state=_STATE.CHECKED,
            found_at=clock.now(),
            found_by_id=actor.user_id,
        )
    return len(passed)

"""Votes of residents that a sheet may rest on."""

from __future__ import annotations

from django.db.models import Q

from tuquan.assessments.models import AssessmentSheet
from tuquan.meetings.models import Motion, MotionQuerySet, VoteState


def possible_motions(sheet: AssessmentSheet) -> MotionQuerySet:
    """Counted votes of the year's meetings of the group, or of its whole area."""
    of_group = Q(meeting__group=sheet.group_id) if sheet.group_id else Q(pk=None)
    here = of_group | Q(meeting__place=sheet.place_id, meeting__group=None)
    counted = Motion.objects.filter(here, state=VoteState.COUNTED)
    year = counted.filter(meeting__held_on__year=sheet.cycle.year)
    return year.select_related("meeting").order_by("-meeting__held_on", "-pk")

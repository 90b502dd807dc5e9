"""Unwritten reports that would be due otherwise, or under another edition, were they opened now.

What is open keeps the days and the edition it was opened with. Taking over what was decided since
is a step of its own, with this preview (issue: "re-evaluation explicit with preview").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.working_days import work_calendar
from tuquan.core.programme import Calendar
from tuquan.core.time import Period, UnknownYear
from tuquan.programmes.models import Adoption
from tuquan.programmes.queries import adoptions_in_force
from tuquan.reports.models import Obligation


@dataclass(frozen=True, slots=True)
class Move:
    """An open, unwritten report and what would become of it."""

    obligation: Obligation
    adoption: Adoption
    form_key: str
    due_at: datetime

    @property
    def changes_edition(self) -> bool:
        """Whether it would be asked for by another edition."""
        return self.adoption.edition_id != self.obligation.edition_id


def reevaluation(actor: Actor) -> list[Move]:
    """Every move in the places whose reports somebody reviews, by place and group."""
    paths = actor.paths("reports.review")
    near = Q(pk__in=[])
    for path in paths:
        near |= Q(place__path__below=path)
    adoptions = adoptions_in_force(clock.today()).filter(near).select_related("continues")
    return [move for adoption in adoptions for move in _moves(actor, adoption)]


def _moves(actor: Actor, adoption: Adoption) -> Iterator[Move]:
    calendars = {calendar.key: calendar for calendar in adoption.content.calendars}
    under = [adoption.pk, adoption.continues_id]
    unwritten = (
        Obligation.objects.visible_to(actor, "reports.review")
        .below(adoption.place.path)
        .filter(adoption__in=[pk for pk in under if pk], report=None, due_at__gt=clock.now())
        .select_related("group", "place", "edition__programme", "edition__parent")
    )
    for obligation in unwritten.order_by("path", "period_start"):
        calendar = calendars.get(obligation.calendar)
        due_at = _due_now(calendar, obligation) if calendar else None
        if calendar is None or due_at is None:
            continue
        moved = obligation.adoption_id != adoption.pk
        if moved or due_at != obligation.due_at:
            yield Move(obligation, adoption, calendar.form, due_at)


def _due_now(calendar: Calendar, obligation: Obligation) -> datetime | None:
    """When it would be due; a survey made once keeps the days its group was given.

    Nothing moves where the working days of the year are not known.
    """
    if calendar.period == "once":
        return None
    name = obligation.period_key.rsplit("_", 1)[0] if calendar.period == "window" else ""
    period = Period(calendar.period, obligation.period_start, obligation.period_until, name)
    try:
        return calendar.instants(period, timezone.get_default_timezone(), work_calendar()).due
    except UnknownYear:
        return None

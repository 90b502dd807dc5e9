"""Unwritten reports that would be due otherwise, or under another edition, were they opened now.

What is open keeps the days and the edition it was opened with, and what somebody gave more time for
keeps that. Taking over what was decided since is a step of its own, with this preview (issue:
"re-evaluation explicit with preview").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.working_days import work_calendar
from tuquan.core.deadlines import EventsByYear
from tuquan.core.programme import Calendar, asked_by
from tuquan.core.time import Period, UnknownYear
from tuquan.programmes.models import Adoption
from tuquan.programmes.queries import adoptions_in_force, events_of
from tuquan.reports.models import Obligation


@dataclass(frozen=True, slots=True)
class Move:
    """An open, unwritten report and what would become of it."""

    obligation: Obligation
    adoption: Adoption
    form_key: str
    due_at: datetime
    locks_at: datetime | None

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
    asked = {(one.calendar.key, str(one.kind)): one for one in asked_by(adoption.content)}
    lock_after = adoption.terms.lock_after_days
    events = events_of([adoption.place]).get(adoption.place_id, {})
    under = [adoption.pk, adoption.continues_id]
    unwritten = (
        Obligation.objects.visible_to(actor, "reports.review")
        .below(adoption.place.path)
        .filter(adoption__in=[pk for pk in under if pk], report=None, due_at__gt=clock.now())
        .exclude(deadline_changes__isnull=False)
        .select_related("group", "body", "place", "edition__programme", "edition__parent")
    )
    for obligation in unwritten.order_by("path", "period_start"):
        one = asked.get((obligation.calendar, obligation.kind))
        due_at = _due_now(one.calendar, obligation, events) if one else None
        if one is None or due_at is None:
            continue
        moved = obligation.adoption_id != adoption.pk
        if moved or due_at != obligation.due_at:
            locks_at = None if lock_after is None else due_at + timedelta(days=lock_after)
            yield Move(obligation, adoption, one.form, due_at, locks_at)


def _due_now(calendar: Calendar, obligation: Obligation, events: EventsByYear) -> datetime | None:
    """When it would be due; a survey made once keeps the days its group was given.

    Nothing moves where the working days of the year are not known.
    """
    if calendar.period == "once":
        return None
    name = obligation.period_key.rsplit("_", 1)[0] if calendar.period == "window" else ""
    period = Period(calendar.period, obligation.period_start, obligation.period_until, name)
    try:
        zone, happened = timezone.get_default_timezone(), events.get(period.last_day.year, {})
        return calendar.instants(period, zone, work_calendar(), happened).due
    except UnknownYear:
        return None

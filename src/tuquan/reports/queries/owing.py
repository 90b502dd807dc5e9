"""Who owes what now: one query for every role, and what is not asked for yet and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.texts.wording import worded
from tuquan.base.working_days import work_calendar
from tuquan.core.programme import Asked, Calendar, asked_by
from tuquan.core.time import Period, UnknownYear
from tuquan.places.models import Place, PlaceKind
from tuquan.programmes.models import Adoption
from tuquan.programmes.queries import (
    adoptions_that_concern,
    event_days,
    events_for,
)
from tuquan.reports.models import Obligation, ObligationQuerySet, Report
from tuquan.reports.queries.owners import Owners
from tuquan.reports.queries.reporters import contacts_of, reporter_name, reporter_place
from tuquan.reports.queries.standing import Standing, standing_of
from tuquan.reports.queries.words import report_title

_READ_WITH = (
    *("report", "group", "body", "place", "commune"),
    *("edition__programme", "edition__parent"),
)


@dataclass(frozen=True, slots=True)
class Owed:
    """One report that somebody has to write or to correct now."""

    obligation: Obligation
    title: str
    programme: str
    programme_key: str
    reporter: str
    where: str
    contact: str
    standing: Standing
    recipients: str
    may_write: bool
    may_review: bool


@dataclass(frozen=True, slots=True)
class NotOpen:
    """A report that will be asked for, or never is, and why it is not open yet.

    `why` is `event` (areas have still to hold it), `level` (abolished, and nobody took over),
    `days` (nobody entered the working days of the year) or `later` (it opens on a day).
    """

    adoption: Adoption
    title: str
    why: str
    missing: tuple[Place, ...] = ()
    opens_on: date | None = None
    year: int = 0


def owed_now(actor: Actor) -> list[Owed]:
    """Every report that somebody the actor works for still has to write, most urgent first.

    A leader sees their own group's, the head of an area those of the area, a commune those of all
    who report to it and its own, the province what communes owe. A fixed number of queries.
    """
    obligations = list(obligations_owed(actor))
    contacts, now = contacts_of(obligations), clock.now()
    return [_owed(actor, one, contacts.get(one.reporter, ""), now) for one in obligations]


def obligations_owed(actor: Actor) -> ObligationQuerySet:
    """The obligations behind `owed_now`, what is due first before the others."""
    writes = Obligation.objects.writable_by(actor)
    mine = writes | Obligation.objects.reviewable_by(actor) | _endorsed_by(actor)
    left = Q(report=None) | Q(report__state__in=Report.EDITABLE)
    owed: ObligationQuerySet = mine.open_at(clock.now()).filter(left)
    return owed.select_related(*_READ_WITH).order_by("due_at", "path", "pk")


def recipients_words(recipients: Sequence[dict[str, str]]) -> str:
    """Who receives a report: `Mặt trận tỉnh (qua Ban Phong trào), Ban Chỉ đạo xã`."""
    through = _("%(who)s (through %(via)s)")
    return ", ".join(
        through % {"who": one["label"], "via": one["via"]} if one.get("via") else one["label"]
        for one in recipients
    )


def not_open_yet(actor: Actor) -> list[NotOpen]:
    """What the programmes ask for where the actor works and is not open, each with the reason."""
    return [
        one
        for adoption in adoptions_that_concern(actor, "reports.view")
        if adoption.effective_from <= clock.today()
        for one in _closed_of(adoption)
    ]


def _endorsed_by(actor: Actor) -> ObligationQuerySet:
    """What groups owe in the areas the actor heads."""
    near = Q(pk__in=[])
    for path in actor.paths("reports.endorse"):
        near |= Q(path__below=path)
    return Obligation.objects.filter(near, reporter_kind=Obligation.Reporter.GROUP)


def _owed(actor: Actor, obligation: Obligation, contact: str, now: datetime) -> Owed:
    content = obligation.edition.content
    return Owed(
        obligation=obligation,
        title=report_title(obligation),
        programme=worded(content, "short_title"),
        programme_key=content.programme,
        reporter=reporter_name(obligation),
        where=reporter_place(obligation),
        contact=contact,
        standing=standing_of(obligation, now),
        recipients=recipients_words(obligation.recipients),
        may_write=obligation.writable_for(actor),
        may_review=obligation.reviewable_for(actor),
    )


def _closed_of(adoption: Adoption) -> Iterator[NotOpen]:
    owners = Owners(adoption)
    for asked in asked_by(adoption.content):
        found = _closed(adoption, owners, asked)
        if found:
            yield found


def _closed(adoption: Adoption, owners: Owners, asked: Asked) -> NotOpen | None:
    """Why the running period of one report is not open; None when it is, or is about to be made."""
    calendar, today = asked.calendar, clock.today()
    title = worded(calendar, "title")
    if owners.abolished_level(calendar) and owners.place_of(calendar, today) is None:
        return NotOpen(adoption, title, "level")
    period = _running_period(calendar, adoption, today)
    if period is None:
        return None
    if calendar.due.after_event:
        return _waiting_for_event(adoption, calendar, period, title)
    try:
        opens = calendar.instants(period, timezone.get_default_timezone(), work_calendar()).opens
    except UnknownYear as error:
        return NotOpen(adoption, title, "days", year=error.year)
    opens_on = timezone.localtime(opens).date()
    return NotOpen(adoption, title, "later", opens_on=opens_on) if opens_on > today else None


def _running_period(calendar: Calendar, adoption: Adoption, today: date) -> Period | None:
    """The period of a calendar that a day lies in."""
    for period in calendar.periods_from(adoption.effective_from):
        if period.start > today:
            return None
        if period.contains(today):
            return period
    return None


def _waiting_for_event(
    adoption: Adoption, calendar: Calendar, period: Period, title: str
) -> NotOpen | None:
    """The areas that have still to hold what a due day is counted from (S1-24)."""
    event, year = calendar.due.after_event, period.last_day.year
    if event in events_for(adoption, year):
        return None
    held = event_days(adoption.place, event, year)
    areas = Place.objects.filter(kind=PlaceKind.AREA, ended_on=None).below(adoption.place.path)
    missing = tuple(area for area in areas if area.pk not in held)
    return NotOpen(adoption, title, "event", missing=missing, year=year)

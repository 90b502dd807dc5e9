"""Which periods of a calendar are to be opened now, with the instants they are opened with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from django.utils import timezone

from tuquan.base import clock
from tuquan.base.errors import Conflict
from tuquan.base.working_days import work_calendar
from tuquan.core.deadlines import EventsByYear
from tuquan.core.programme import Asked, Calendar, asked_by, recipients_on
from tuquan.core.time import NOTHING_HAPPENED, Instants, Period, UnknownYear
from tuquan.programmes.models import Adoption
from tuquan.reports.models import Obligation


@dataclass(frozen=True, slots=True)
class Due:
    """A period whose time has come and whose due day is known."""

    period: Period
    opens: datetime
    cut_off: datetime
    due: datetime


class Running:
    """One adoption as the opening looks at it: what it asks for, and what it waits for."""

    def __init__(self, adoption: Adoption, events: EventsByYear) -> None:
        self.adoption = adoption
        self._events = events
        self._edition = adoption.content

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """Every report it asks for."""
        return asked_by(self._edition)

    def due(self, calendar: Calendar) -> Iterator[Due]:
        """The periods whose time has come and whose due day is known.

        A period belongs to the edition in force when it began; a survey made once is not asked
        again because a new edition goes on with the programme.
        """
        now = clock.now()
        until = self.adoption.effective_until
        for period in calendar.periods_from(self.adoption.effective_from):
            if until and period.start >= until:
                return
            if self.adoption.continues_id and self._began_before(period):
                continue
            instants = instants_of(calendar, period, self._events.get(period.last_day.year))
            if instants.opens > now:
                return
            if instants.due is not None:
                yield Due(period, instants.opens, instants.cut_off, instants.due)

    def obligation(self, asked: Asked, due: Due) -> Obligation:
        """What is the same for everybody who owes the report; the reporter is not in it yet."""
        return Obligation(
            adoption=self.adoption,
            edition=self.adoption.edition,
            kind=asked.kind,
            calendar=asked.calendar.key,
            form_key=asked.form,
            period_key=due.period.key,
            period_start=due.period.start,
            period_until=due.period.until,
            opens_at=due.opens,
            cut_off_at=due.cut_off,
            due_at=due.due,
            locks_at=self.locks_at(due.due),
            recipients=self._recipients(asked, due.period.start),
        )

    def locks_at(self, due_at: datetime) -> datetime | None:
        """When a report that is due at an instant can no longer be written; never by default."""
        days = self.adoption.terms.lock_after_days
        return None if days is None else due_at + timedelta(days=days)

    def _recipients(self, asked: Asked, day: date) -> list[dict[str, object]]:
        return [asdict(one) for one in recipients_on(self._edition, asked, day)]

    def _began_before(self, period: Period) -> bool:
        return period.kind == "once" or period.start < self.adoption.effective_from


def instants_of(
    calendar: Calendar, period: Period, events: Mapping[str, date] | None = None
) -> Instants:
    """When a period opens, is cut off and falls due here; refused where nobody entered the working
    days of its year."""
    zone = timezone.get_default_timezone()
    try:
        return calendar.instants(period, zone, work_calendar(), events or NOTHING_HAPPENED)
    except UnknownYear as error:
        raise Conflict("working_days_unknown", year=str(error.year)) from error

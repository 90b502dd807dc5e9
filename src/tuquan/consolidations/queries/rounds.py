"""Which reports are added up together: one period of one calendar of one edition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.core.programme import Calendar, Edition, Form, calendar_named, form_named
from tuquan.core.time import Period, period_containing, period_from_key
from tuquan.places.models import Place
from tuquan.places.queries import map_of
from tuquan.programmes.models import ProgrammeEdition
from tuquan.programmes.queries import installed_editions
from tuquan.reports.models import Obligation, ObligationQuerySet


@dataclass(frozen=True, slots=True)
class Round:
    """One period of one calendar. Editions are never mixed: their questions may differ.

    Where the calendar is `fed_by` another, or the period is longer than those of the calendar, what
    is added up are the reports whose last day lies in it: first over time, then over places.
    """

    edition: ProgrammeEdition
    calendar: Calendar
    period: Period

    @property
    def key(self) -> str:
        """How an address names the round: `monthly:2026-10:3`, the edition last."""
        return f"{self.calendar.key}:{self.period.key}:{self.edition.pk}"

    @property
    def feeding(self) -> Calendar:
        """The calendar whose forms are filled in: its own, or what feeds it in the end."""
        calendar = self.calendar
        while calendar.fed_by:
            calendar = self.edition.content.calendar(calendar.fed_by)
        return calendar

    @property
    def is_fed(self) -> bool:
        """Whether it puts several periods together."""
        return self.period.kind != self.feeding.period

    @property
    def form(self) -> Form:
        """The form that was filled in; one without lines where the plan names none."""
        key = self.feeding.form
        return form_named(self.edition.content, key) if key else Form("", "", "periodic", ())

    def before(self) -> Round | None:
        """The same for the period before; None where periods have no neighbours."""
        if self.period.kind in ("once", "window"):
            return None
        return Round(self.edition, self.calendar, self.period.previous())

    def year_before(self) -> Round | None:
        """The same a year ago; None where that is the period before, or where there is none."""
        if self.period.kind in ("once", "window", "year"):
            return None
        if self.period.kind == "week":
            ago = period_containing("week", self.period.start - timedelta(weeks=52))
        else:
            ago = period_from_key(
                f"{int(self.period.key[:4]) - 1}{self.period.key[4:]}", self.period.start.day
            )
        return Round(self.edition, self.calendar, ago)


def rounds_below(actor: Actor, place: Place, on: date | None = None) -> list[Round]:
    """Every round that reporters of a place owe or owed a report for, the latest first.

    They are those of the places whose records lie in it on the map of a day (of today).
    """
    around = map_of(place, on or clock.today())
    owed = Obligation.objects.visible_to(actor, "totals.view").filter(kind=Obligation.Kind.FORM)
    owed = owed.filter(place__in=around.numbers()) if around.touched else owed.below(place.path)
    opened = (
        owed.order_by("-period_until", "calendar", "-edition_id")
        .values_list("edition_id", "calendar", "period_start", "period_until", "period_key")
        .distinct()
    )
    editions = installed_editions().in_bulk({edition for edition, *_ in opened})
    return [
        round_named(editions[edition], calendar, start, until, key)
        for edition, calendar, start, until, key in opened
    ]


def find_round(rounds: Sequence[Round], key: str) -> Round | None:
    """The round an address names; without an edition, the newest edition's; None if there is none.

    >>> find_round(rounds, "monthly:2026-10")  # doctest: +SKIP
    """
    return next((one for one in rounds if f"{one.key}:".startswith(f"{key}:")), None)


def latest_round(rounds: Sequence[Round], today: date) -> Round | None:
    """The round to begin with: the last one that is over, since its reports can be complete."""
    over = [one for one in rounds if one.period.until <= today]
    return next(iter([*over, *rounds]), None)


def round_of(obligation: Obligation) -> Round:
    """The round an obligation is part of, or is the total of."""
    return round_named(
        obligation.edition,
        obligation.calendar,
        obligation.period_start,
        obligation.period_until,
        obligation.period_key,
    )


def round_named(
    edition: ProgrammeEdition, calendar: str, start: date, until: date, period_key: str
) -> Round:
    """The round with these days, as obligations keep them."""
    definition = calendar_named(edition.content, calendar)
    name = period_key.rpartition("_")[0] if definition.period == "window" else ""
    return Round(edition, definition, Period(definition.period, start, until, name))


def obligations_in(chosen: Round) -> dict[str, Any]:
    """What the obligations of a round have in common, as a filter.

    Of a fed round: every report of what feeds it, of any edition of the programme, whose last day
    lies in the period.
    """
    calendar = chosen.feeding.key
    if chosen.is_fed:
        return {
            "kind": Obligation.Kind.FORM,
            "edition__programme": chosen.edition.programme_id,
            "calendar": calendar,
            "period_until__gt": chosen.period.start,
            "period_until__lte": chosen.period.until,
        }
    return {
        "kind": Obligation.Kind.FORM,
        "edition": chosen.edition,
        "calendar": calendar,
        "period_start": chosen.period.start,
        "period_until": chosen.period.until,
        "period_key": chosen.period.key,
    }


def rounds_feeding(owed: ObligationQuerySet) -> list[Round]:
    """The rounds of the reports that are added up, the earliest first."""
    rows = (
        owed.order_by("period_start", "edition_id")
        .values_list("edition_id", "calendar", "period_start", "period_until", "period_key")
        .distinct()
    )
    editions = installed_editions().in_bulk({edition for edition, *_ in rows})
    return [
        round_named(editions[edition], calendar, start, until, key)
        for edition, calendar, start, until, key in rows
    ]


def longer_periods(content: Edition, own: Calendar, last_day: date) -> set[Period]:
    """The periods fed by a calendar in which the last day of one of its own lies."""
    return {
        period
        for one in content.calendars
        if one.fed_by and one.period != own.period and _feeding(content, one) == own.key
        for period in _period_of(one, last_day)
    }


def _feeding(content: Edition, calendar: Calendar) -> str:
    while calendar.fed_by:
        calendar = content.calendar(calendar.fed_by)
    return calendar.key


def _period_of(calendar: Calendar, day: date) -> Iterator[Period]:
    """The period of a longer calendar in which a day lies."""
    if calendar.period == "window":
        for window in calendar.windows:
            if window.start <= day < window.until:
                yield Period("window", window.start, window.until, window.key)
    elif calendar.period != "once":
        yield period_containing(calendar.period, day, calendar.starts_on_day)

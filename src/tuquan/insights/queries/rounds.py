"""Which reports are added up together: one period of one calendar of one edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.core.programme import Calendar, Form
from tuquan.core.time import Period
from tuquan.places.models import Place
from tuquan.places.queries import map_of
from tuquan.programmes.models import ProgrammeEdition
from tuquan.programmes.queries import installed_editions
from tuquan.reports.models import Obligation


@dataclass(frozen=True, slots=True)
class Round:
    """One period of one calendar. Editions are never mixed: their questions may differ."""

    edition: ProgrammeEdition
    calendar: Calendar
    period: Period

    @property
    def key(self) -> str:
        """How an address names the round: `monthly:2026-10:3`, the edition last."""
        return f"{self.calendar.key}:{self.period.key}:{self.edition.pk}"

    @property
    def form(self) -> Form:
        """The form that was filled in."""
        return self.edition.content.form(self.calendar.form)


def rounds_below(actor: Actor, place: Place, on: date | None = None) -> list[Round]:
    """Every round that reporters of a place owe or owed a report for, the latest first.

    They are those of the places whose records lie in it on the map of a day (of today).
    """
    around = map_of(place, on or clock.today())
    owed = Obligation.objects.visible_to(actor, "totals.view")
    owed = owed.filter(place__in=around.numbers()) if around.touched else owed.below(place.path)
    opened = (
        owed.order_by("-period_until", "calendar", "-edition_id")
        .values_list("edition_id", "calendar", "period_start", "period_until", "period_key")
        .distinct()
    )
    editions = installed_editions().in_bulk({edition for edition, *_ in opened})
    return [
        _round(editions[edition], calendar, start, until, key)
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


def _round(
    edition: ProgrammeEdition, calendar: str, start: date, until: date, period_key: str
) -> Round:
    definition = edition.content.calendar(calendar)
    name = period_key.rpartition("_")[0] if definition.period == "window" else ""
    return Round(edition, definition, Period(definition.period, start, until, name))

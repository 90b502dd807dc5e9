"""What an edition asks for again and again, of whom, and to whom it is sent.

Calendars say it of the reports they know; the total of a commune that its groups feed, and the
records of recurring meetings, follow from other parts of the edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from tuquan.core.programme.edition import Edition
from tuquan.core.programme.forms import COMMUNE_KINDS, PlaceKind
from tuquan.core.programme.occasions import meeting_calendars
from tuquan.core.programme.organisation import Calendar, ChainLevel, Recipient
from tuquan.core.programme.standing import TOTAL_FORM
from tuquan.core.time import in_force

AskedKind = Literal["form", "total", "meeting"]

_ORDER: tuple[PlaceKind, ...] = (
    "area",
    "commune",
    "ward",
    "special_zone",
    "district",
    "province",
)
_THROUGH = re.compile(r"\s*\(qua ([^()]+)\)")


@dataclass(frozen=True, slots=True)
class Asked:
    """One report that is asked for period after period; the calendar has the reporter's own days.

    `of_total` says that the calendar is that of other reporters whose reports are added up.
    """

    calendar: Calendar
    kind: AskedKind
    form: str
    of_total: bool = False


def asked_by(edition: Edition) -> tuple[Asked, ...]:
    """Every report an edition asks for, calendar by calendar, then the meetings."""
    return (
        *(asked for calendar in edition.calendars for asked in _of_calendar(edition, calendar)),
        *(
            Asked(calendar, "meeting", calendar.form)
            for meeting in edition.meetings
            for calendar in meeting_calendars(edition, meeting)
        ),
    )


def recipients_on(edition: Edition, asked: Asked, day: date) -> tuple[Recipient, ...]:
    """Who receives a report of a period that begins on a day, and through whom ("qua").

    What went to a level that is abolished by then, and the total of a commune for which no
    recipient above it is named, goes to the next level of the chain that stands.
    """
    named = asked.calendar.recipients
    if asked.of_total:
        named = tuple(one for one in named if _above_commune(one.level))
    gone = {
        one.kind for one in edition.reporting_chain if not in_force(None, one.abolished_on, day)
    }
    standing = tuple(one for one in named if one.level not in gone)
    if standing or not (named or asked.of_total):
        return standing
    after = max((_ORDER.index(one.level) for one in named), default=_ORDER.index("special_zone"))
    following = _next_level(edition, after, day)
    return (following,) if following else ()


def level_named(edition: Edition, calendar: Calendar) -> ChainLevel | None:
    """The level of the chain that the reporter of a calendar works at, where its label says so.

    S2-26: `Ban Dân vận Huyện ủy` stands in the district's level.
    """
    name = calendar.reported_by.casefold()
    levels = (level for level in edition.reporting_chain if name in level.label.casefold())
    return next(levels, None) if name else None


def _of_calendar(edition: Edition, calendar: Calendar) -> Iterator[Asked]:
    if calendar.fed_by or not calendar.form:
        yield Asked(calendar, "total", TOTAL_FORM)
        return
    yield Asked(calendar, "form", calendar.form)
    if calendar.reporter not in ("group", "area") or calendar.period == "once":
        return
    own = next((one for one in calendar.level_dues if one.level in COMMUNE_KINDS), None)
    if own:
        yield Asked(replace(calendar, due=own.due), "total", TOTAL_FORM, of_total=True)
    elif any(_above_commune(one.level) for one in calendar.recipients):
        yield Asked(calendar, "total", TOTAL_FORM, of_total=True)


def _next_level(edition: Edition, after: int, day: date) -> Recipient | None:
    for level in edition.reporting_chain:
        if _ORDER.index(level.kind) > after and in_force(None, level.abolished_on, day):
            through = _THROUGH.search(level.label)
            label = _THROUGH.sub("", level.label)
            return Recipient(label, level.kind, level.label_en, through[1] if through else "")
    return None


def _above_commune(level: PlaceKind) -> bool:
    return level in ("district", "province")

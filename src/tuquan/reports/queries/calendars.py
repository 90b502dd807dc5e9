"""Under which calendar of its edition an obligation was opened."""

from __future__ import annotations

from tuquan.core.programme import Calendar, calendar_named
from tuquan.reports.models import Obligation


def calendar_of(obligation: Obligation) -> Calendar:
    """The calendar of the edition, or that of a recurring meeting or of an incident."""
    return calendar_named(obligation.edition.content, obligation.calendar)

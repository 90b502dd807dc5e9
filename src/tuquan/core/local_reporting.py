"""What a place may choose about its reports: locking, reminding, and who has to say yes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tuquan.core.problems import Problem
from tuquan.core.programme import COMMUNE_KINDS, Calendar, Edition
from tuquan.core.programme.local import LocalTerms

LOCKING = (1, 366)
REMINDING = (0, 60)
ESCALATING = (0, 90)
"""The fewest and the most days of each; escalating after 0 days means never."""

SECOND_PERSON = ("register_changes", "totals")
"""What can take a second person's yes."""

PARTS = (
    "lock_after_days",
    "remind_days_before",
    "remind_days_after",
    "escalate_after_days",
    "second_person",
    "area_checks",
)
"""The parts of the terms that are looked at here; `where` of a problem is the part."""


def check_reporting(edition: Edition, terms: LocalTerms) -> Iterator[Problem]:
    """Everything about reports that a place may not choose so."""
    yield from _days("lock_after_days", [terms.lock_after_days], LOCKING)
    yield from _days("remind_days_before", terms.remind_days_before, REMINDING)
    yield from _days("remind_days_after", terms.remind_days_after, REMINDING)
    yield from _days("escalate_after_days", [terms.escalate_after_days], ESCALATING)
    known = {*SECOND_PERSON}
    if {*terms.second_person} - known or len({*terms.second_person}) < len(terms.second_person):
        yield Problem("second_person_wrong", "second_person")
    has_area = any(level.kind == "area" for level in edition.reporting_chain)
    if terms.area_checks and not has_area:
        yield Problem("area_checks_without_area", "area_checks")


def check_order(edition: Edition, terms: LocalTerms) -> Iterator[Problem]:
    """Warn where a total of this place would be due before the reports it is made of."""
    chosen = {one.calendar: one.day for one in terms.due_days}
    for calendar in edition.calendars:
        if calendar.key not in chosen:
            continue
        day, where = chosen[calendar.key], f"due_days/{calendar.key}"
        for title, total in _totals_of(edition, calendar):
            if total.key in chosen and total.key != calendar.key:
                due: int | None = chosen[total.key]
            else:
                due = _due_of_total(total, calendar)
            if due is not None and due < day:
                params = {"title": title, "day": day, "total": due}
                yield Problem("due_day_after_total", where, params, is_warning=True)


def _totals_of(edition: Edition, calendar: Calendar) -> Iterator[tuple[str, Calendar]]:
    """The calendar itself, whose total a commune owes, and those that it feeds period by period."""
    yield calendar.title, calendar
    for other in edition.calendars:
        if other.fed_by == calendar.key and other.period == calendar.period:
            yield other.title, other


def _due_of_total(total: Calendar, calendar: Calendar) -> int | None:
    """The day of the month after on which the commune's total is due; None for another rule."""
    if total.key != calendar.key:
        return total.due.day_of_next_month
    own = (one for one in total.level_dues if one.level in COMMUNE_KINDS)
    return next((one.due.day_of_next_month for one in own), None)


def _days(part: str, days: Iterable[int | None], bounds: tuple[int, int]) -> Iterator[Problem]:
    fewest, most = bounds
    given = [day for day in days if day is not None]
    if any(not fewest <= day <= most for day in given) or len({*given}) < len(given):
        yield Problem("days_wrong", part, {"fewest": fewest, "most": most})

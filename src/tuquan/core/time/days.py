"""Counting in days and months: months of different length, leap days, days named without a year."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, tzinfo

DAY = timedelta(days=1)

_DAY_AND_MONTH = re.compile(r"(\d{1,2})/(\d{1,2})")


def day_and_month(text: str) -> tuple[int, int] | None:
    """Read `02/06` as day 2 of month 6; None when there is no such day in any year."""
    match = _DAY_AND_MONTH.fullmatch(text)
    if match is None:
        return None
    day, month = int(match[1]), int(match[2])
    if not (1 <= month <= 12 and 1 <= day <= _days_in(2000, month)):
        return None
    return day, month


def named_day(text: str, year: int) -> date:
    """The day `02/06` of a year; 29/02 is 28/02 in a common year. `ValueError` for no such day."""
    found = day_and_month(text)
    if found is None:
        raise ValueError(f"Not a day and month: {text!r}.")
    return month_day(year * 12 + found[1] - 1, found[0])


def month_day(index: int, day: int) -> date:
    """A day of the month counted from year 0; a day the month lacks becomes its last one."""
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day, _days_in(year, month)))


def add_months(day: date, count: int) -> date:
    """The same day number so many months on, or the last day of a month that is too short."""
    return month_day(day.year * 12 + day.month - 1 + count, day.day)


def last_second(day: date, zone: tzinfo) -> datetime:
    """The last second of a day where the commune is."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=zone)


def _days_in(year: int, month: int) -> int:
    return (date(year + month // 12, month % 12 + 1, 1) - DAY).day

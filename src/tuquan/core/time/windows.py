"""Assessment windows: from one day of the year to another, each level with its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tuquan.core.time.days import DAY, day_and_month, named_day


@dataclass(frozen=True, slots=True)
class Window:
    """The days of a year that count for one level: from `01/11` to `31/10`, both included."""

    level: str
    start: str
    until: str

    def in_year(self, year: int) -> tuple[date, date]:
        """The dated window that ends in a year, half-open."""
        return window_in(self.start, self.until, year)


def window_in(start: str, end: str, year: int) -> tuple[date, date]:
    """The window between two days of the year that ends in `year`: first day, and day after last.

    One that runs over New Year begins in the year before, as shifted periods do. 29/02 is 28/02 in
    a common year.
    """
    last = named_day(end, year)
    over_new_year = _in_year_order(start) > _in_year_order(end)
    return named_day(start, year - over_new_year), last + DAY


def window_for(windows: Iterable[Window], level: str) -> Window | None:
    """The window of a level, or None where the level has none of its own."""
    return next((window for window in windows if window.level == level), None)


def _in_year_order(text: str) -> tuple[int, int]:
    found = day_and_month(text)
    if found is None:
        raise ValueError(f"Not a day and month: {text!r}.")
    day, month = found
    return month, day

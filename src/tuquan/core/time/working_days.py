"""Working days of state bodies: weekends, public holidays, and days worked in exchange.

The years it knows come from data. A day of another year is refused and never guessed: holidays that
follow the moon and exchanges of days are announced year by year.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tuquan.core.time.days import DAY

SATURDAY = 5
"""The first day of the weekend, as `date.weekday` counts."""


class UnknownYear(ValueError):
    """Nobody has said yet which days of the year are worked."""

    def __init__(self, year: int) -> None:
        super().__init__(f"The working days of {year} are not known: add the year to the data.")
        self.year = year


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Which days are worked, in the years it knows.

    `holidays` are days off besides the weekends; `worked` are weekend days worked in exchange
    ("hoán đổi ngày làm việc").
    """

    years: frozenset[int]
    holidays: frozenset[date]
    worked: frozenset[date]

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on the day; `UnknownYear` when nobody has said."""
        if day.year not in self.years:
            raise UnknownYear(day.year)
        return day in self.worked or (day.weekday() < SATURDAY and day not in self.holidays)

    def add_working_days(self, day: date, count: int) -> date:
        """The day that lies `count` working days after `day`, which itself is not counted."""
        if count < 0:
            raise ValueError(f"Working days are counted forwards only: {count}.")
        while count > 0:
            day += DAY
            count -= self.is_working_day(day)
        return day

    def working_days_between(self, after: date, until: date) -> int:
        """How many working days come after one day, up to and including another.

        Below zero when `until` is the earlier one.
        """
        if until < after:
            return -self.working_days_between(until, after)
        days = (date.fromordinal(n) for n in range(after.toordinal() + 1, until.toordinal() + 1))
        return sum(self.is_working_day(day) for day in days)

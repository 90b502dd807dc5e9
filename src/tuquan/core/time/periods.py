"""Reporting periods and the instants that hang on them; also the one test of "in force on a day".

Everything is half-open: a period runs from `start` up to, not including, `until`. Nothing here
reads a clock, and the time zone is always handed in.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Literal

PeriodKind = Literal["week", "month", "quarter", "half_year", "year", "once"]
"""How long a reporting period lasts; `once` has explicit days, such as a baseline survey."""

MONTHS_IN: dict[PeriodKind, int] = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
"""The kinds that are made of whole months, with how many."""

LAST_START_DAY = 28
"""A shifted month may start on any day that every month has."""

_DAY = timedelta(days=1)
_DAY_AND_MONTH = re.compile(r"(\d{1,2})/(\d{1,2})")
_KEY = re.compile(
    r"(?P<year>\d{4})(-(?P<month>\d{2})|-Q(?P<quarter>[1-4])|-H(?P<half>[12])|-W(?P<week>\d{2}))?"
)


@dataclass(frozen=True, slots=True)
class Period:
    """One reporting period of a calendar: the days from `start` up to, not including, `until`."""

    kind: PeriodKind
    start: date
    until: date

    def __post_init__(self) -> None:
        if self.start >= self.until:
            raise ValueError(f"A period must end after it starts: {self.start} to {self.until}.")

    @property
    def last_day(self) -> date:
        """The last day that belongs to the period: the cut-off day of its figures."""
        return self.until - _DAY

    @property
    def key(self) -> str:
        """A stable name that sorts by time within one kind: `2026-10`, `2026-Q4`, `2026-W47`.

        A shifted period (15 September to 14 October) is named after the month it ends in, as
        Decree 09/2019 article 12 does.
        """
        last = self.last_day
        match self.kind:
            case "month":
                return f"{last:%Y-%m}"
            case "quarter":
                return f"{last.year}-Q{(last.month + 2) // 3}"
            case "half_year":
                return f"{last.year}-H{1 if last.month <= 6 else 2}"
            case "year":
                return f"{last.year}"
            case "week":
                iso = last.isocalendar()
                return f"{iso.year}-W{iso.week:02d}"
        return f"{self.start.isoformat()}_{self.until.isoformat()}"

    def contains(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return in_force(self.start, self.until, day)

    def next(self) -> Period:
        """The period of the same kind that begins when this one ends."""
        return period_containing(self.kind, self.until, self._starts_on_day)

    def previous(self) -> Period:
        """The period of the same kind that ends when this one begins."""
        return period_containing(self.kind, self.start - _DAY, self._starts_on_day)

    @property
    def _starts_on_day(self) -> int:
        return 1 if self.kind == "week" else self.start.day


@dataclass(frozen=True, slots=True)
class DueRule:
    """When a report is due, said in exactly one of these ways.

    `before` holds days as `02/06`, one for each period of a year; "trước ngày 02/6" means that
    1 June is the last good day (S4-15).
    """

    days_after_end: int | None = None
    day_of_next_month: int | None = None
    working_days_after_cut_off: int | None = None
    before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Instants:
    """What is stored with an obligation when its period opens."""

    opens: datetime
    cut_off: datetime
    due: datetime


def in_force(effective_from: date | None, effective_until: date | None, on: date) -> bool:
    """Whether something valid from one day up to, not including, another holds on a day.

    `None` means without a beginning or without an end.
    """
    begun = effective_from is None or effective_from <= on
    return begun and (effective_until is None or on < effective_until)


def period_containing(kind: PeriodKind, day: date, starts_on_day: int = 1) -> Period:
    """The period of this kind the day lies in.

    With `starts_on_day=15` months run from the 15th to the 14th and the longer kinds shift with
    them: the year runs from 15 December to 14 December (Decree 09/2019 article 12). A period that
    happens `once` has no neighbours to be found among: make it with `Period("once", start, until)`.
    """
    if kind == "once":
        raise ValueError("A period that happens once has no calendar: give its days.")
    if kind == "week":
        monday = day - timedelta(days=day.weekday())
        return Period("week", monday, monday + timedelta(days=7))
    if not 1 <= starts_on_day <= LAST_START_DAY:
        raise ValueError(f"Months cannot start on day {starts_on_day}.")
    shifted = starts_on_day > 1
    index = day.year * 12 + day.month - 1  # the month the day is reported in
    if shifted and day.day >= starts_on_day:
        index += 1
    first = index - index % MONTHS_IN[kind]
    return Period(
        kind,
        _month_day(first - shifted, starts_on_day),
        _month_day(first - shifted + MONTHS_IN[kind], starts_on_day),
    )


def period_from_key(key: str, starts_on_day: int = 1) -> Period:
    """The period a key such as `2026-10` or `2026-Q4` names; `ValueError` for anything else."""
    if "_" in key:
        start, until = key.split("_", 1)
        return Period("once", date.fromisoformat(start), date.fromisoformat(until))
    match = _KEY.fullmatch(key)
    if match is None:
        raise ValueError(f"Not the key of a period: {key!r}.")
    year = int(match["year"])
    if match["week"]:
        return period_containing("week", date.fromisocalendar(year, int(match["week"]), 1))
    if match["month"]:
        return period_containing("month", date(year, int(match["month"]), 1), starts_on_day)
    if match["quarter"]:
        return period_containing("quarter", date(year, int(match["quarter"]) * 3, 1), starts_on_day)
    if match["half"]:
        return period_containing("half_year", date(year, int(match["half"]) * 6, 1), starts_on_day)
    return period_containing("year", date(year, 1, 1), starts_on_day)


def add_working_days(day: date, count: int, holidays: Collection[date] = ()) -> date:
    """The day that lies `count` working days after `day`, which itself is not counted.

    Saturdays, Sundays and the given holidays do not count.
    """
    while count > 0:
        day += _DAY
        if day.weekday() < 5 and day not in holidays:
            count -= 1
    return day


def day_and_month(text: str) -> tuple[int, int] | None:
    """Read `02/06` as day 2 of month 6; None when there is no such day in any year."""
    match = _DAY_AND_MONTH.fullmatch(text)
    if match is None:
        return None
    day, month = int(match[1]), int(match[2])
    if not (1 <= month <= 12 and 1 <= day <= _days_in(2000, month)):
        return None
    return day, month


def due_day(rule: DueRule, period: Period, holidays: Collection[date] = ()) -> date:
    """The last day on which the report of the period is in time."""
    if rule.days_after_end is not None:
        return period.last_day + timedelta(days=rule.days_after_end)
    if rule.day_of_next_month is not None:
        last = period.last_day
        return _month_day(last.year * 12 + last.month, rule.day_of_next_month)
    if rule.working_days_after_cut_off is not None:
        return add_working_days(period.last_day, rule.working_days_after_cut_off, holidays)
    return _named_day_near_end(rule.before, period) - _DAY


def due_instant(
    rule: DueRule, period: Period, zone: tzinfo, holidays: Collection[date] = ()
) -> datetime:
    """The last second at which the report of the period is in time, where the commune is."""
    return _last_second(due_day(rule, period, holidays), zone)


def cut_off_instant(period: Period, zone: tzinfo) -> datetime:
    """The last second whose events belong into the figures of the period."""
    return _last_second(period.last_day, zone)


def opening_instant(period: Period, zone: tzinfo, days_before_end: int | None = None) -> datetime:
    """When the report can first be written: with the period, or some days before its end."""
    opens = period.start
    if days_before_end is not None:
        opens = max(opens, period.until - timedelta(days=days_before_end))
    return datetime.combine(opens, time(), tzinfo=zone)


def _named_day_near_end(days: tuple[str, ...], period: Period) -> date:
    """The named day of some year that lies nearest to the end of the period, the later of two."""
    candidates = []
    for year in range(period.until.year - 1, period.until.year + 2):
        for text in days:
            found = day_and_month(text)
            if found is None:
                raise ValueError(f"Not a day and month: {text!r}.")
            candidates.append(_month_day(year * 12 + found[1] - 1, found[0]))
    if not candidates:
        raise ValueError("A due rule must say one way of finding the day.")
    return min(candidates, key=lambda day: (abs(day - period.until), period.until - day))


def _last_second(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(23, 59, 59), tzinfo=zone)


def _month_day(index: int, day: int) -> date:
    """A day of the month counted from year 0; a day the month lacks becomes its last one."""
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day, _days_in(year, month)))


def _days_in(year: int, month: int) -> int:
    return (date(year + month // 12, month % 12 + 1, 1) - _DAY).day

"""Reporting periods: weeks, months and what is made of months, shifted or not, and explicit days.

Everything is half-open: a period runs from `start` up to, not including, `until`. Nothing here
reads a clock.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tuquan.core.time.days import DAY, add_months, month_day

PeriodKind = Literal[
    "week", "month", "quarter", "half_year", "nine_months", "year", "once", "window"
]
"""How long a reporting period lasts.

`once` and `window` have explicit days: a baseline survey begins where its programme begins, a
window has a name and days given by its source.
"""

MONTHS_IN: dict[PeriodKind, int] = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
"""The kinds that divide the year into whole months, with how many each has."""

PERIODS_IN_YEAR: dict[PeriodKind, int] = {
    "nine_months": 1,
    **{kind: 12 // months for kind, months in MONTHS_IN.items()},
}
"""The kinds made of whole months, which may be shifted, with how many reports they make a year."""

LAST_START_DAY = 28
"""A shifted month may start on any day that every month has."""

LONGEST_WINDOW_NAME = 19
"""So that the key of a window, its name and first day, has at most 30 characters."""

_ONCE = re.compile(r"(\d{4}-\d{2}-\d{2})_(\d{4}-\d{2}-\d{2})")
_KEY = re.compile(
    r"(?P<year>\d{4})"
    r"(-(?P<month>\d{2})|-Q(?P<quarter>[1-4])|-H(?P<half>[12])|-(?P<nine>M9)|-W(?P<week>\d{2}))?"
)


@dataclass(frozen=True, slots=True)
class Period:
    """One reporting period of a calendar: the days from `start` up to, not including, `until`.

    `name` is what a window is called in its calendar, and empty for every other kind.
    """

    kind: PeriodKind
    start: date
    until: date
    name: str = ""

    def __post_init__(self) -> None:
        if self.start >= self.until:
            raise ValueError(f"A period must end after it starts: {self.start} to {self.until}.")
        if (self.kind == "window") != bool(self.name):
            raise ValueError("A window has a name, and no other period has one.")
        if len(self.name) > LONGEST_WINDOW_NAME:
            raise ValueError(f"The name of a window is too long: {self.name!r}.")

    @property
    def last_day(self) -> date:
        """The last day that belongs to the period: the cut-off day of its figures."""
        return self.until - DAY

    @property
    def key(self) -> str:
        """A stable name that sorts by time within one kind: `2026-10`, `2026-Q4`, `2026-W47`.

        A shifted period (15 September to 14 October) is named after the month it ends in, as
        Decree 09/2019 article 12 does. Windows sort by name, and those of one name by time:
        `review_1_2022-01-01`.
        """
        last = self.last_day
        match self.kind:
            case "month":
                return f"{last:%Y-%m}"
            case "quarter":
                return f"{last.year}-Q{(last.month + 2) // 3}"
            case "half_year":
                return f"{last.year}-H{1 if last.month <= 6 else 2}"
            case "nine_months":
                return f"{last.year}-M9"
            case "year":
                return f"{last.year}"
            case "week":
                iso = last.isocalendar()
                return f"{iso.year}-W{iso.week:02d}"
            case "window":
                return f"{self.name}_{self.start.isoformat()}"
        return f"{self.start.isoformat()}_{self.until.isoformat()}"

    def contains(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return in_force(self.start, self.until, day)

    def next(self) -> Period:
        """The period of the same kind that begins when this one ends; nine months, a year on."""
        return period_containing(self.kind, self.until, self._starts_on_day)

    def previous(self) -> Period:
        """The period of the same kind that ends when this one begins; nine months, a year ago."""
        year_before = self.kind == "nine_months"
        day = add_months(self.start, -12) if year_before else self.start - DAY
        return period_containing(self.kind, day, self._starts_on_day)

    @property
    def _starts_on_day(self) -> int:
        return 1 if self.kind == "week" else self.start.day


def in_force(effective_from: date | None, effective_until: date | None, on: date) -> bool:
    """Whether something valid from one day up to, not including, another holds on a day.

    `None` means without a beginning or without an end.
    """
    begun = effective_from is None or effective_from <= on
    return begun and (effective_until is None or on < effective_until)


def period_containing(kind: PeriodKind, day: date, starts_on_day: int = 1) -> Period:
    """The period of this kind the day lies in.

    With `starts_on_day=15` months run from the 15th to the 14th and the longer kinds shift with
    them: the year runs from 15 December to 14 December (Decree 09/2019 article 12). Nine months
    run from the start of the year and do not fill it: from their end to the end of the year, the
    next year's are meant. A period with explicit days has no neighbours to be found among: make it
    with `Period("once", start, until)` or `Period("window", start, until, name)`.
    """
    if kind in ("once", "window"):
        raise ValueError("A period that happens once, or in a window, is given by its days.")
    if kind == "week":
        monday = day - timedelta(days=day.weekday())
        return Period("week", monday, monday + timedelta(days=7))
    if not 1 <= starts_on_day <= LAST_START_DAY:
        raise ValueError(f"Months cannot start on day {starts_on_day}.")
    if kind == "nine_months":
        return _nine_months_not_over(day, starts_on_day)
    shifted = starts_on_day > 1
    index = day.year * 12 + day.month - 1  # the month the day is reported in
    if shifted and day.day >= starts_on_day:
        index += 1
    months = MONTHS_IN[kind]
    return _whole_months(kind, index - index % months, months, starts_on_day)


def period_from_key(key: str, starts_on_day: int = 1) -> Period:
    """The period a key such as `2026-10` or `2026-Q4` names; `ValueError` for anything else.

    The key of a window is refused too: it does not say when the window ends. Its calendar does.
    """
    if once := _ONCE.fullmatch(key):
        return Period("once", date.fromisoformat(once[1]), date.fromisoformat(once[2]))
    match = _KEY.fullmatch(key)
    if match is None:
        raise ValueError(f"Not the key of a period that is known by its key alone: {key!r}.")
    year = int(match["year"])
    if match["week"]:
        return period_containing("week", date.fromisocalendar(year, int(match["week"]), 1))
    if match["month"]:
        return period_containing("month", date(year, int(match["month"]), 1), starts_on_day)
    if match["quarter"]:
        return period_containing("quarter", date(year, int(match["quarter"]) * 3, 1), starts_on_day)
    if match["half"]:
        return period_containing("half_year", date(year, int(match["half"]) * 6, 1), starts_on_day)
    kind: PeriodKind = "nine_months" if match["nine"] else "year"
    return period_containing(kind, date(year, 1, 1), starts_on_day)


def _nine_months_not_over(day: date, starts_on_day: int) -> Period:
    this_year = _whole_months("nine_months", day.year * 12, 9, starts_on_day)
    if day < this_year.until:
        return this_year
    return _whole_months("nine_months", (day.year + 1) * 12, 9, starts_on_day)


def _whole_months(kind: PeriodKind, first: int, count: int, starts_on_day: int) -> Period:
    """So many months from the one counted from year 0; a shifted one begins in the month before."""
    begins = first - (starts_on_day > 1)
    return Period(kind, month_day(begins, starts_on_day), month_day(begins + count, starts_on_day))

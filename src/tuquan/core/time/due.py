"""When a report opens, is cut off and falls due, counted from its period or from an event.

Nothing here reads a clock, and the time zone is always handed in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from types import MappingProxyType

from tuquan.core.time.days import DAY, add_months, last_second, month_day, named_day
from tuquan.core.time.periods import Period
from tuquan.core.time.working_days import WorkCalendar

NOTHING_HAPPENED: Mapping[str, date] = MappingProxyType({})
"""No event has been recorded yet."""

_FROM_PERIOD_OR_DATE = (
    "days_after_end",
    "day_of_next_month",
    "working_days_after_cut_off",
    "before",
    "on_day",
    "before_day",
)
_FROM_EVENT = ("event_days", "event_working_days", "event_months")


@dataclass(frozen=True, slots=True)
class DueRule:
    """When a report is due, said in exactly one of these ways.

    `before` holds days as `02/06`, one for each period of a year; "trước ngày 02/6" means that
    1 June is the last good day (S4-15). `before_day` is the same for one day of one year, and
    `on_day` is itself the last good day. `after_event` names an event whose day is recorded, such
    as the area's festival, with the days, working days or months after it; the day of the event is
    not counted.
    """

    days_after_end: int | None = None
    day_of_next_month: int | None = None
    working_days_after_cut_off: int | None = None
    before: tuple[str, ...] = ()
    on_day: date | None = None
    before_day: date | None = None
    after_event: str = ""
    event_days: int | None = None
    event_working_days: int | None = None
    event_months: int | None = None

    @property
    def ways(self) -> tuple[str, ...]:
        """The fields that each say a day; a good rule has exactly one and is not `half_said`."""
        fields = (*_FROM_PERIOD_OR_DATE, *_FROM_EVENT)
        return tuple(name for name in fields if getattr(self, name) not in (None, ()))

    @property
    def half_said(self) -> bool:
        """Whether it names an event without a time after it, or a time without the event."""
        return bool(self.after_event) != any(way in _FROM_EVENT for way in self.ways)


@dataclass(frozen=True, slots=True)
class Instants:
    """What is stored with an obligation when its period opens; not due while it awaits an event."""

    opens: datetime
    cut_off: datetime
    due: datetime | None


def due_day(
    rule: DueRule,
    period: Period,
    work: WorkCalendar | None = None,
    events: Mapping[str, date] = NOTHING_HAPPENED,
    days_before_end: int = 0,
) -> date | None:
    """The last day on which the report of the period is in time.

    None while the rule waits for an event that has not happened. `events` holds the day of each
    recorded event; `days_before_end` is that of `cut_off_instant`, for what counts from there.
    """
    if len(rule.ways) != 1 or rule.half_said:
        raise ValueError(f"A due rule must say one way of finding the day: {rule.ways}.")
    if rule.after_event:
        return _after_event(rule, work, events)
    if rule.days_after_end is not None:
        return period.last_day + timedelta(days=rule.days_after_end)
    if rule.day_of_next_month is not None:
        last = period.last_day
        return month_day(last.year * 12 + last.month, rule.day_of_next_month)
    if rule.working_days_after_cut_off is not None:
        cut_off = _cut_off_day(period, days_before_end)
        return _known(work).add_working_days(cut_off, rule.working_days_after_cut_off)
    if rule.on_day is not None:
        return rule.on_day
    if rule.before_day is not None:
        return rule.before_day - DAY
    return _named_day_near_end(rule.before, period) - DAY


def due_instant(
    rule: DueRule,
    period: Period,
    zone: tzinfo,
    work: WorkCalendar | None = None,
    events: Mapping[str, date] = NOTHING_HAPPENED,
    days_before_end: int = 0,
) -> datetime | None:
    """The last second at which the report of the period is in time, where the commune is."""
    day = due_day(rule, period, work, events, days_before_end)
    return None if day is None else last_second(day, zone)


def cut_off_instant(period: Period, zone: tzinfo, days_before_end: int = 0) -> datetime:
    """The last second whose events belong into the figures of the period."""
    return last_second(_cut_off_day(period, days_before_end), zone)


def opening_instant(period: Period, zone: tzinfo, days_before_end: int | None = None) -> datetime:
    """When the report can first be written: with the period, or some days before its end."""
    opens = period.start
    if days_before_end is not None:
        opens = max(opens, period.until - timedelta(days=days_before_end))
    return datetime.combine(opens, time(), tzinfo=zone)


def _after_event(
    rule: DueRule, work: WorkCalendar | None, events: Mapping[str, date]
) -> date | None:
    happened = events.get(rule.after_event)
    if happened is None:
        return None
    if rule.event_working_days is not None:
        return _known(work).add_working_days(happened, rule.event_working_days)
    return add_months(happened, rule.event_months or 0) + timedelta(days=rule.event_days or 0)


def _known(work: WorkCalendar | None) -> WorkCalendar:
    if work is None:
        raise ValueError("A due rule in working days needs to know which days are worked.")
    return work


def _cut_off_day(period: Period, days_before_end: int) -> date:
    day = period.last_day - timedelta(days=days_before_end)
    if not period.contains(day):
        raise ValueError(f"The cut-off {day} lies outside its period.")
    return day


def _named_day_near_end(days: tuple[str, ...], period: Period) -> date:
    """The named day of some year that lies nearest to the end of the period, the later of two."""
    years = range(period.until.year - 1, period.until.year + 2)
    candidates = [named_day(text, year) for year in years for text in days]
    return min(candidates, key=lambda day: (abs(day - period.until), period.until - day))

"""Everything a programme asks for by a day, in order: what the calendar of a place shows.

Nothing here reads a clock. Days are half-open: from a first day up to, not including, a last one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain
from typing import Literal, get_args

from tuquan.core.programme import Calendar, Edition, Milestone, Source
from tuquan.core.time import (
    MONTHS_IN,
    NOTHING_HAPPENED,
    DueRule,
    Period,
    PeriodKind,
    UnknownYear,
    WorkCalendar,
    due_day,
    in_force,
    period_containing,
    window_in,
)
from tuquan.core.time.days import DAY, named_day

DeadlineKind = Literal["report", "level", "milestone", "window", "meeting", "award", "event"]
"""What falls on a day; `level` is the total of a level, `event` something that was held."""

EventsByYear = Mapping[int, Mapping[str, date]]
"""On which day each event of each year was held; one that has not been held is not in it."""

_KINDS: tuple[str, ...] = get_args(DeadlineKind)
_FARTHEST = timedelta(days=366)
"""No report falls due longer before its period begins."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """One thing to be done by a day, in the words of the programme.

    It has no day while it `waits_for` an event, while nobody has said which days of `unknown_year`
    are worked, or when its source names none. `cycle` is the year of what returns every year,
    `level` the reporter or the kind of place that does it.
    """

    kind: DeadlineKind
    key: str
    label: str
    label_en: str = ""
    day: date | None = None
    owner: str = ""
    owner_en: str = ""
    level: str = ""
    period: Period | None = None
    cycle: int = 0
    waits_for: str = ""
    unknown_year: int = 0
    source: Source = Source()

    @property
    def name(self) -> str:
        """What tells it apart in its programme, also after its day has moved."""
        time = self.period.key if self.period else str(self.cycle or "")
        return f"{self.kind}/{self.key}/{time}"


def deadlines(
    edition: Edition,
    start: date,
    until: date | None,
    first: date,
    last: date,
    work: WorkCalendar,
    events: EventsByYear,
) -> list[Deadline]:
    """What falls on the days from `first` up to `last` where an edition runs from `start`.

    Undated ones come last: what waits for an event is listed with every span its period touches.
    A period that began while the programme ran is reported on, however late.
    """
    here = _Here(edition, start, until, first, last, work, events)
    found = chain(
        *(_reports(here, calendar) for calendar in edition.calendars),
        *(_milestone(here, milestone) for milestone in edition.milestones),
        _meetings(here),
        _assessment(here),
        _awards(here),
        _events(here),
    )
    return sorted((one for one in found if here.touches(one)), key=_order)


def milestone_day(milestone: Milestone) -> date | None:
    """The last good day of a milestone that has one: "trước ngày" is the day before (S2-19)."""
    if milestone.by:
        return milestone.by
    return milestone.before - DAY if milestone.before else None


def awaited_events(edition: Edition) -> frozenset[str]:
    """The events that due days of an edition are counted from (S1-24)."""
    rules: Iterable[DueRule | None] = chain(
        (calendar.due for calendar in edition.calendars),
        (one.due for calendar in edition.calendars for one in calendar.level_dues),
        (step.due for step in edition.assessment),
    )
    return frozenset(rule.after_event for rule in rules if rule and rule.after_event)


@dataclass(frozen=True, slots=True)
class _Here:
    """An edition in a place, and the days that are looked at."""

    edition: Edition
    start: date
    until: date | None
    first: date
    last: date
    work: WorkCalendar
    events: EventsByYear

    def touches(self, found: Deadline) -> bool:
        """Whether it falls on the days looked at, or is undated and not about another time."""
        if found.day is not None:
            return self.first <= found.day < self.last
        start, until = self.start, self.until or date.max
        if found.period:
            start, until = found.period.start, found.period.until
        return start < self.last and self.first < until

    def runs_on(self, day: date) -> bool:
        """Whether the programme is in force here on a day."""
        return in_force(self.start, self.until, day)

    def begun_in_time(self, periods: Iterable[Period]) -> Iterator[Period]:
        """Periods in their order, as long as one that may matter can follow."""
        for period in periods:
            over = self.until is not None and period.start >= self.until
            if over or period.start - _FARTHEST >= self.last:
                return
            yield period

    def due(self, found: Deadline, rule: DueRule, period: Period, before_end: int = 0) -> Deadline:
        """What is to be done for a period, with its day as far as it is known."""
        held = self.events.get(period.last_day.year, NOTHING_HAPPENED)
        found = replace(found, period=period)
        try:
            day = due_day(rule, period, self.work, held, before_end)
        except UnknownYear as unknown:
            return replace(found, unknown_year=unknown.year)
        return replace(found, day=day, waits_for="" if day else rule.after_event)

    def every_year(self, found: Deadline, on: str) -> Iterator[Deadline]:
        """What returns on a day of every year."""
        for year in range(max(self.start, self.first).year, self.last.year + 1):
            day = named_day(on, year)
            if self.runs_on(day):
                yield replace(found, day=day, cycle=year)

    def level_exists(self, kind: str, on: date) -> bool:
        """Whether the reporting chain has a level on a day: some were abolished since (S1-24)."""
        chain = self.edition.reporting_chain
        return not chain or any(
            level.kind == kind and in_force(None, level.abolished_on, on) for level in chain
        )

    def level_owner(self, kind: str) -> tuple[str, str]:
        """What the source calls a level of the reporting chain, in both languages."""
        named = (level for level in self.edition.reporting_chain if level.kind == kind)
        level = next(named, None)
        return (level.label, level.label_en) if level else ("", "")


def _reports(here: _Here, calendar: Calendar) -> Iterator[Deadline]:
    """The reports of a calendar, and the totals of levels made from them."""
    owner, owner_en = _reporter(here, calendar)
    report = Deadline(
        "report",
        calendar.key,
        calendar.title,
        calendar.title_en,
        owner=owner,
        owner_en=owner_en,
        level=calendar.reporter,
        source=calendar.source,
    )
    before_end = calendar.cut_off_days_before_end
    for period in here.begun_in_time(calendar.periods_from(here.start)):
        yield here.due(report, calendar.due, period, before_end)
        for one in calendar.level_dues:
            if not here.level_exists(one.level, period.last_day):
                continue
            owner, owner_en = here.level_owner(one.level)
            total = replace(
                report,
                kind="level",
                key=f"{calendar.key}/{one.level}",
                owner=owner,
                owner_en=owner_en,
                level=one.level,
                source=one.source,
            )
            yield here.due(total, one.due, period, before_end)


def _reporter(here: _Here, calendar: Calendar) -> tuple[str, str]:
    """Who files the reports of a calendar, in the words of the source."""
    if calendar.reported_by:
        return calendar.reported_by, calendar.reported_by_en
    if calendar.reporter == "group":
        rules = here.edition.group_rules
        return (rules.label, rules.label_en) if rules else ("", "")
    return here.level_owner(calendar.reporter)


def _milestone(here: _Here, milestone: Milestone) -> Iterator[Deadline]:
    found = Deadline(
        "milestone",
        milestone.key,
        milestone.label,
        milestone.label_en,
        owner=milestone.owner,
        owner_en=milestone.owner_en,
        source=milestone.source,
    )
    if milestone.yearly_on:
        yield from here.every_year(found, milestone.yearly_on)
        return
    day = milestone_day(milestone) or milestone.starts
    if day is None or here.runs_on(day):
        yield replace(found, day=day)


def _meetings(here: _Here) -> Iterator[Deadline]:
    """Meetings are to be held by the last day of their period."""
    for meeting in here.edition.meetings:
        found = Deadline(
            "meeting",
            meeting.key,
            meeting.label,
            meeting.label_en,
            owner=meeting.who,
            owner_en=meeting.who_en,
            source=meeting.source,
        )
        for kind in meeting.periods:
            for period in _periods(here, kind):
                if here.runs_on(period.last_day):
                    yield replace(found, day=period.last_day, period=period)


def _periods(here: _Here, kind: PeriodKind) -> Iterator[Period]:
    """The periods of a kind that follow each other, as far as they end on the days looked at."""
    if kind not in MONTHS_IN and kind not in ("week", "nine_months"):
        return
    period = period_containing(kind, max(here.start, here.first))
    while period.last_day < here.last:
        yield period
        period = period.next()


def _assessment(here: _Here) -> Iterator[Deadline]:
    """The last days of the steps of the assessment; each level has a window of its own."""
    for step in here.edition.assessment:
        found = Deadline(
            "window",
            step.key,
            step.label,
            step.label_en,
            owner=step.by,
            owner_en=step.by_en,
            level=step.level,
            source=step.source,
        )
        for window in step.windows:
            one = replace(found, key=f"{step.key}/{window.level}", level=window.level)
            for year in range(here.first.year, here.last.year + 1):
                begins, after = window_in(window.start, window.until, year)
                if here.runs_on(after - DAY):
                    yield replace(one, day=after - DAY, period=Period("once", begins, after))
        if step.due:
            for period in here.begun_in_time(_years(here.start)):
                yield here.due(found, step.due, period)


def _years(start: date) -> Iterator[Period]:
    period = period_containing("year", start)
    while True:
        yield period
        period = period.next()


def _awards(here: _Here) -> Iterator[Deadline]:
    for award in here.edition.awards:
        if award.yearly_on:
            found = Deadline(
                "award",
                award.key,
                award.label,
                award.label_en,
                owner=award.decided_by or award.proposed_by,
                owner_en=award.decided_by_en if award.decided_by else award.proposed_by_en,
                level=award.level,
                source=award.source,
            )
            yield from here.every_year(found, award.yearly_on)


def _events(here: _Here) -> Iterator[Deadline]:
    """What was held, and other days are counted from."""
    awaited = awaited_events(here.edition)
    for year, held in here.events.items():
        for event, day in held.items():
            if event in awaited and here.runs_on(day):
                yield Deadline("event", event, "", day=day, cycle=year)


def _order(found: Deadline) -> tuple[bool, date, int, str, date, int]:
    return (
        found.day is None,
        found.day or date.max,
        _KINDS.index(found.kind),
        found.key,
        found.period.start if found.period else date.max,
        found.cycle,
    )

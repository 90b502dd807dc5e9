"""How a programme is organised: the chain of levels, kinds of group, posts, reporting calendars."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from typing import Literal

from tuquan.core.programme.forms import PlaceKind, Source
from tuquan.core.time import (
    NOTHING_HAPPENED,
    DueRule,
    Instants,
    Period,
    PeriodKind,
    WorkCalendar,
    cut_off_instant,
    due_day,
    due_instant,
    opening_instant,
    period_containing,
)


@dataclass(frozen=True, slots=True)
class ChainLevel:
    """A level reports pass through, from below; `abolished_on` when the country dropped it."""

    kind: PlaceKind
    label: str
    label_en: str = ""
    abolished_on: date | None = None
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation with a duty in the programme."""

    label: str
    label_en: str = ""
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Term:
    """How long a post is held. Where `same_as` is given it rules; `months` is what the source says.

    S0-12: two and a half years "theo nhiệm kỳ thôn", and the term of the village has changed since.
    """

    months: int | None = None
    same_as: Literal["", "area_head"] = ""
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Position:
    """A post in a group, how it is filled and for how long."""

    key: Literal["leader", "deputy"]
    label: str
    filled_by: Literal["elected", "appointed", "assigned"]
    label_en: str = ""
    count: int = 1
    term: Term | None = None
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class GroupRules:
    """One kind of group: what it covers, its size, its posts, and who does what to form it.

    A `team` is some people who look after households (S2-13): `minimum` and `maximum` count the
    households, `people_minimum` and `people_maximum` the people. `soft` bounds warn and never block
    (S0-11, "khoảng 15- 30 hộ"). `built_on` names the kind of group it grew out of (S2-01).
    """

    key: str
    label: str
    covers: Literal["households", "area", "team"]
    label_en: str = ""
    minimum: int | None = None
    maximum: int | None = None
    soft: bool = True
    adjacent: bool = False
    people_minimum: int | None = None
    people_maximum: int | None = None
    people_from: tuple[str, ...] = ()
    built_on: str = ""
    built_on_en: str = ""
    one_per_area: bool = False
    positions: tuple[Position, ...] = ()
    listed_by: Body | None = None
    nominated_by: Body | None = None
    requested_by: Body | None = None
    established_by: Body | None = None
    supervised_by: Body | None = None
    source: Source = Source()

    @property
    def made_of_households(self) -> bool:
        """Whether households are shared out among such groups."""
        return self.covers != "area"


@dataclass(frozen=True, slots=True)
class Seat:
    """Seats of a board that are held in the same way, and who holds them."""

    label: str
    role: Literal["chair", "vice_chair", "member"] = "member"
    label_en: str = ""
    minimum: int = 1
    maximum: int | None = 1
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Board:
    """A steering committee or a guidance team, with its composition (S2-04, S2-06).

    Composition warns and explains, it never blocks: what the source asks may not fit its own size.
    """

    key: str
    label: str
    level: PlaceKind
    label_en: str = ""
    minimum: int | None = None
    maximum: int | None = None
    seats: tuple[Seat, ...] = ()
    established_by: Body | None = None
    tasks: tuple[str, ...] = ()
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class PilotRule:
    """How many pilots are chosen, for each place of which kind, by whom; `named` as in the source.

    S0-08, S2-02, S4-10, S4-12.
    """

    key: str
    label: str
    count: int
    for_each: PlaceKind
    chosen_by: str
    label_en: str = ""
    chosen_by_en: str = ""
    together_with: str = ""
    together_with_en: str = ""
    named: tuple[str, ...] = ()
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who receives a report, at which level, and through whom ("qua Ban Phong trào", S1-27)."""

    label: str
    level: PlaceKind
    label_en: str = ""
    via: str = ""


@dataclass(frozen=True, slots=True)
class ReportWindow:
    """An explicit time a report is about, such as the first review (S2-22); `until` is excluded."""

    key: str
    label: str
    start: date
    until: date
    label_en: str = ""


@dataclass(frozen=True, slots=True)
class LevelDue:
    """When the total of a level is due one level up."""

    level: PlaceKind
    due: DueRule
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class IncidentReport:
    """A report that is written when something happens, not when a period ends (S2-08)."""

    key: str
    title: str
    form: str
    title_en: str = ""
    recipients: tuple[Recipient, ...] = ()
    channels: tuple[str, ...] = ()
    optional: bool = False
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Calendar:
    """Who files which form when. `optional`: the issuer may switch it off.

    A calendar that happens `once` starts on the day its programme starts in a place and lasts
    `lasts_days`; one of period `window` has explicit windows. A calendar `fed_by` another asks for
    nothing: its report is the total of the other's (S1-24). `reported_by` names the reporter where
    `reporter` is a board or an organisation (S2-25, S4-14).
    """

    key: str
    title: str
    period: PeriodKind
    reporter: Literal["group", "area", "commune", "board", "organisation"]
    due: DueRule
    form: str = ""
    title_en: str = ""
    reported_by: str = ""
    reported_by_en: str = ""
    fed_by: str = ""
    starts_on_day: int = 1
    lasts_days: int | None = None
    opens_days_before_end: int | None = None
    cut_off_days_before_end: int = 0
    windows: tuple[ReportWindow, ...] = ()
    level_dues: tuple[LevelDue, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    agenda: tuple[str, ...] = ()
    optional: bool = False
    source: Source = Source()

    def periods_from(self, day: date) -> Iterator[Period]:
        """The periods of the calendar for a place that starts on a day, the earliest first.

        One that happens once begins that day; windows have their own days and those that are over
        are left out; all others follow each other without end.
        """
        if self.period == "once":
            yield Period("once", day, day + timedelta(days=self.lasts_days or 1))
        elif self.period == "window":
            for window in sorted(self.windows, key=lambda one: one.start):
                if window.until > day:
                    yield Period("window", window.start, window.until, window.key)
        else:
            period = period_containing(self.period, day, self.starts_on_day)
            while True:
                yield period
                period = period.next()

    def first_period(self, day: date) -> Period | None:
        """The first of `periods_from`; None when every window is over."""
        return next(self.periods_from(day), None)

    def due_day(
        self, period: Period, work: WorkCalendar, events: Mapping[str, date] = NOTHING_HAPPENED
    ) -> date | None:
        """The last day in time for a period; None while it waits for an event (S1-24)."""
        return due_day(self.due, period, work, events, self.cut_off_days_before_end)

    def instants(
        self,
        period: Period,
        zone: tzinfo,
        work: WorkCalendar | None = None,
        events: Mapping[str, date] = NOTHING_HAPPENED,
    ) -> Instants:
        """When the report of a period opens, is cut off and falls due, where the commune is."""
        before_end = self.cut_off_days_before_end
        return Instants(
            opens=opening_instant(period, zone, self.opens_days_before_end),
            cut_off=cut_off_instant(period, zone, before_end),
            due=due_instant(self.due, period, zone, work, events, before_end),
        )

"""How a programme is organised: the chain of levels, kinds of group, posts, reporting calendars."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from typing import Literal

from tuquan.core.programme.forms import PlaceKind, Source
from tuquan.core.time import (
    DueRule,
    Instants,
    Period,
    PeriodKind,
    cut_off_instant,
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
    filled_by: Literal["elected", "appointed"]
    label_en: str = ""
    count: int = 1
    term: Term | None = None
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class GroupRules:
    """One kind of group: what it covers, its size, its posts, and who does what to form it.

    `soft` bounds warn and never block (S0-11, "khoảng 15- 30 hộ").
    """

    key: str
    label: str
    covers: Literal["households", "area"]
    label_en: str = ""
    minimum: int | None = None
    maximum: int | None = None
    soft: bool = True
    adjacent: bool = False
    positions: tuple[Position, ...] = ()
    listed_by: Body | None = None
    nominated_by: Body | None = None
    requested_by: Body | None = None
    established_by: Body | None = None
    supervised_by: Body | None = None
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who receives a report, at which level, and through whom ("qua Ban Phong trào", S1-27)."""

    label: str
    level: PlaceKind
    label_en: str = ""
    via: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Who files which form when. `optional`: the issuer may switch it off.

    A calendar that happens `once` starts on the day its programme starts in a place and lasts
    `lasts_days`.
    """

    key: str
    title: str
    form: str
    period: PeriodKind
    reporter: Literal["group", "area"]
    due: DueRule
    title_en: str = ""
    starts_on_day: int = 1
    lasts_days: int | None = None
    opens_days_before_end: int | None = None
    recipients: tuple[Recipient, ...] = ()
    optional: bool = False
    source: Source = Source()

    def period_on(self, day: date) -> Period:
        """The period the day lies in; for a calendar that happens once, the one it begins."""
        if self.period == "once":
            return Period("once", day, day + timedelta(days=self.lasts_days or 1))
        return period_containing(self.period, day, self.starts_on_day)

    def instants(self, period: Period, zone: tzinfo, holidays: Collection[date] = ()) -> Instants:
        """When the report of a period opens, is cut off and falls due, where the commune is."""
        return Instants(
            opens=opening_instant(period, zone, self.opens_days_before_end),
            cut_off=cut_off_instant(period, zone),
            due=due_instant(self.due, period, zone, holidays),
        )

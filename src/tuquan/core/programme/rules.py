"""The closed list of rules a criterion, a class, a milestone or a check of a form may be made of.

A rule is data. `of` names something that may be known: a question of the edition, a fact of the
platform (`PLACE_FACTS`), or, in a class, a result of the sheet (`SHEET_FACTS`). How a rule is
judged is in `core.rules`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Operator = Literal["more_than", "at_least", "equal", "at_most", "less_than"]
"""S3-21: "trên" is more_than, "trở lên" is at_least; the two are never mixed up."""


@dataclass(frozen=True, slots=True)
class ZoneMark:
    """The figure that holds in one zone, such as a pass mark for mountain communes."""

    zone: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Bound:
    """What a figure is compared with, said in exactly one way; shares are in percent.

    `parameter` is a dated parameter of the edition; `against` is the same figure of the parent
    place, or of this place a year ago.
    """

    value: Decimal | None = None
    parameter: str = ""
    against: Literal["", "parent", "last_year"] = ""
    by_zone: tuple[ZoneMark, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerRule:
    """A yes or no that must be as expected."""

    kind: Literal["answer"]
    of: str
    expect: Literal["yes", "no"] = "yes"


@dataclass(frozen=True, slots=True)
class MetRule:
    """Another criterion of the same sheet that must be met."""

    kind: Literal["met"]
    of: str


@dataclass(frozen=True, slots=True)
class CompareRule:
    """A figure compared with one bound."""

    kind: Literal["compare"]
    of: str
    operator: Operator
    than: Bound


@dataclass(frozen=True, slots=True)
class BetweenRule:
    """A figure between two values, both included."""

    kind: Literal["between"]
    of: str
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class RatioRule:
    """One figure over another, compared exactly as a fraction; `than` is in percent."""

    kind: Literal["ratio"]
    of: str
    over: str
    operator: Operator
    than: Bound
    when_empty: Literal["not_applicable", "passed", "failed"] = "not_applicable"


@dataclass(frozen=True, slots=True)
class ScaleRule:
    """A level on a scale of words, from the lowest to the highest."""

    kind: Literal["scale"]
    of: str
    levels: tuple[str, ...]
    at_least: str


@dataclass(frozen=True, slots=True)
class OneOfRule:
    """A word that must be one of these."""

    kind: Literal["one_of"]
    of: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DateRule:
    """A day: on or before a day of the assessed year or an explicit one, or soon after an event."""

    kind: Literal["date"]
    of: str
    on_or_before: str = ""
    last_day: date | None = None
    after: str = ""
    within: int | None = None
    unit: Literal["", "days", "working_days", "months"] = ""


@dataclass(frozen=True, slots=True)
class MembersRule:
    """Every member of a list, or a share of them, meets the whole checklist."""

    kind: Literal["members"]
    of: str
    checklist: tuple[str, ...]
    operator: Operator = "at_least"
    percent: Decimal = Decimal(100)
    when_empty: Literal["not_applicable", "passed", "failed"] = "not_applicable"


@dataclass(frozen=True, slots=True)
class StreakRule:
    """A title or a criterion held for years running, read from frozen years (S3-18, S3-19)."""

    kind: Literal["streak"]
    of: str
    years: int
    including_this_year: bool = True


@dataclass(frozen=True, slots=True)
class TrendRule:
    """A figure that falls, rises, or does not, from each year to the next."""

    kind: Literal["trend"]
    of: str
    direction: Literal["falls", "does_not_rise", "rises", "does_not_fall"]
    years: int = 1


@dataclass(frozen=True, slots=True)
class CascadeRule:
    """A place passes when enough of its children, perhaps of one kind only, have passed."""

    kind: Literal["cascade"]
    operator: Operator
    percent: Decimal | None = None
    count: int | None = None
    of_kind: str = ""
    when_empty: Literal["not_applicable", "passed", "failed"] = "not_applicable"


@dataclass(frozen=True, slots=True)
class AllRule:
    """Every part holds."""

    kind: Literal["all"]
    parts: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class AnyRule:
    """One part holds."""

    kind: Literal["any"]
    parts: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class AtLeastRule:
    """So many of the parts hold."""

    kind: Literal["at_least_n"]
    n: int
    parts: tuple[Rule, ...]


Rule = (
    AnswerRule
    | MetRule
    | CompareRule
    | BetweenRule
    | RatioRule
    | ScaleRule
    | OneOfRule
    | DateRule
    | MembersRule
    | StreakRule
    | TrendRule
    | CascadeRule
    | AllRule
    | AnyRule
    | AtLeastRule
)

PLACE_FACTS: dict[str, Literal["count", "yes_no", "text"]] = {
    "place_kind": "text",
    "area_kind": "text",
    "households": "count",
    "areas": "count",
    "groups": "count",
    "groups_established": "count",
    "groups_with_leader": "count",
    "areas_with_groups": "count",
    "households_in_groups": "count",
    "pilots": "count",
    "festivals_held": "count",
    "baselines_owed": "count",
    "baselines_sent": "count",
}
"""What the platform itself knows of a place, with the kind of each."""

SHEET_FACTS: tuple[str, ...] = (
    "points",
    "percent",
    "criteria_met",
    "criteria_not_met",
    "criteria_applicable",
    "criteria_met_percent",
)
"""What a class may ask of a sheet that has been judged; all are numbers."""

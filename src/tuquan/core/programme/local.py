"""What one place adds to an edition it adopts: it may choose, add and tighten, never loosen.

The local terms are data of the adoption, kept beside the edition, which itself never changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from tuquan.core.programme.criteria import Criterion
from tuquan.core.programme.forms import PlaceKind


@dataclass(frozen=True, slots=True)
class DueDay:
    """The day of the month after on which reports of a calendar are due here."""

    calendar: str
    day: int


@dataclass(frozen=True, slots=True)
class ReDated:
    """The day that takes the place of an explicit date of the source, which has passed.

    `item` is the kind and key of what is dated, as `milestones/district_plan` or
    `calendars/reviews/review_1`; for a window it is the first day, its length stays.
    """

    item: str
    on: date


@dataclass(frozen=True, slots=True)
class LocalParameter:
    """A figure of the place for a parameter of the edition, from a day on."""

    key: str
    value: Decimal
    effective_from: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Tightened:
    """A stricter bound for a criterion that compares with a plain figure, with the reason."""

    criterion: str
    value: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class HeldDuty:
    """Who has a duty of the edition here: an office or an organisation, not a person."""

    duty: str
    by: str


@dataclass(frozen=True, slots=True)
class LevelMapping:
    """The level that takes the place of one that was abolished."""

    abolished: PlaceKind
    now: PlaceKind


@dataclass(frozen=True, slots=True)
class ChosenGap:
    """What the issuer chose where the source is open; the default holds where nothing is chosen."""

    note: str
    choice: str


@dataclass(frozen=True, slots=True)
class LocalTerms:
    """Everything a place chose, added and tightened. Switched-off parts are `kind/key`.

    `household_members` switches on the list of members of each household (S2-14); off by default,
    for a head and a count are enough (domain h-4).

    `lock_after_days` locks a report so many days after it was due (F-41). Reminders go out so many
    days before and after the due day; whoever is still missing `escalate_after_days` is told of one
    level up, with 0 nobody is (F-40). `second_person` names what takes a second person's yes; with
    `area_checks` the head of the area looks at a group's report before the commune does (F-59,
    F-63).
    """

    off: tuple[str, ...] = ()
    due_days: tuple[DueDay, ...] = ()
    re_dated: tuple[ReDated, ...] = ()
    parameters: tuple[LocalParameter, ...] = ()
    tightened: tuple[Tightened, ...] = ()
    added: tuple[Criterion, ...] = ()
    duties: tuple[HeldDuty, ...] = ()
    levels: tuple[LevelMapping, ...] = ()
    choices: tuple[ChosenGap, ...] = ()
    household_members: bool = False
    lock_after_days: int | None = None
    remind_days_before: tuple[int, ...] = (3,)
    remind_days_after: tuple[int, ...] = (1, 4)
    escalate_after_days: int = 7
    second_person: tuple[Literal["register_changes", "totals"], ...] = ()
    area_checks: bool = False

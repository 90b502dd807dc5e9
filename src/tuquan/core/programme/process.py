"""What is done in a programme, by whom and when: provisions, duties, milestones, assessment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from tuquan.core.programme.forms import AnyLevel, PlaceKind, Source
from tuquan.core.programme.organisation import Body
from tuquan.core.programme.rules import Rule
from tuquan.core.time import DueRule, PeriodKind


@dataclass(frozen=True, slots=True)
class Provision:
    """Something the document says that people must know and the platform need not count."""

    key: str
    kind: Literal["purpose", "principle", "content", "channel", "funding", "right", "scope"]
    label: str
    label_en: str = ""
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Theme:
    """A group of contents or a task, word for word; perhaps only in some places (S1-07, S2-02)."""

    key: str
    number: int
    label: str
    label_en: str = ""
    only_in: tuple[str, ...] = ()
    partner: Body | None = None
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Duty:
    """Who has to do what; the place that adopts the programme names who that is here."""

    key: str
    label: str
    by: str
    role: Literal["leads", "coordinates", "carries_out", "supports", "supervises"]
    label_en: str = ""
    by_en: str = ""
    level: AnyLevel = ""
    theme: str = ""
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step or something to be reached: by a last day, before a day, in a month, every year.

    `before` is "trước ngày": its last good day is the day before (S2-19). `condition` computes
    from the facts of the place whether it is reached; without one a person says so. `worded` keeps
    the wording of the source beside the day computed from it.
    """

    key: str
    label: str
    label_en: str = ""
    step: str = ""
    step_en: str = ""
    owner: str = ""
    owner_en: str = ""
    evidence: str = ""
    evidence_en: str = ""
    starts: date | None = None
    by: date | None = None
    before: date | None = None
    yearly_on: str = ""
    rhythm: str = ""
    rhythm_en: str = ""
    worded: str = ""
    count: int | None = None
    places: tuple[str, ...] = ()
    condition: Rule | None = None
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class RecurringMeeting:
    """A meeting that is held again and again, with what it has to talk about (S2-11, S2-18)."""

    key: str
    label: str
    who: str
    periods: tuple[PeriodKind, ...]
    label_en: str = ""
    who_en: str = ""
    agenda: tuple[str, ...] = ()
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Pledge:
    """A promise that areas register or households sign, with the denominator of its share."""

    key: str
    label: str
    signed_by: Literal["area", "households", "some_households", "offices_and_households"]
    denominator: str
    label_en: str = ""
    denominator_en: str = ""
    text: str = ""
    renewed: Literal["yearly", "once"] = "yearly"
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class LevelWindow:
    """When something is done at one level, from a day to a day of every year, both included."""

    level: PlaceKind
    start: str
    until: str


@dataclass(frozen=True, slots=True)
class AssessmentStep:
    """One step from self-assessment to recognition; windows may differ by level.

    `posted_days` is how long what was found is posted for objections before this step.
    """

    key: str
    label: str
    how: Literal[
        "register",
        "self_assess",
        "appraise",
        "joint_check",
        "verify",
        "re_verify",
        "accept",
        "decide",
        "publish",
    ]
    by: str
    level: PlaceKind
    label_en: str = ""
    by_en: str = ""
    windows: tuple[LevelWindow, ...] = ()
    due: DueRule | None = None
    posted_days: int | None = None
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Award:
    """A recognition or reward, whom it is for and how often: so many times in so many years."""

    key: str
    label: str
    given_to: tuple[Literal["group", "area", "collective", "household", "individual"], ...]
    proposed_by: str = ""
    decided_by: str = ""
    label_en: str = ""
    proposed_by_en: str = ""
    decided_by_en: str = ""
    level: AnyLevel = ""
    times: int = 1
    in_years: int = 1
    yearly_on: str = ""
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Link:
    """How this programme hangs together with a title or another programme (S0-24, S4-04)."""

    key: str
    label: str
    relation: Literal["basis_for", "together_with", "criteria_of", "under"]
    programme: str = ""
    label_en: str = ""
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """The value of a parameter from a day until, not including, another."""

    value: Decimal
    effective_from: date
    effective_until: date | None = None
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Parameter:
    """A figure that rules compare with and that changes in time, such as a poverty line."""

    key: str
    label: str
    unit: str
    values: tuple[ParameterValue, ...] = ()
    label_en: str = ""
    unit_en: str = ""
    chosen_by: str = ""
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Gap:
    """What the source leaves open or contradicts, the default taken, and who may choose another."""

    key: str
    rule: str
    label: str
    default: str
    chosen_by: str
    label_en: str = ""
    default_en: str = ""
    chosen_by_en: str = ""
    source: Source = Source()

"""One published state of a programme, with what its documents say word for word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from tuquan.core.programme.cases import Case
from tuquan.core.programme.criteria import Criterion, Scoring
from tuquan.core.programme.forms import Form, Question, Source
from tuquan.core.programme.organisation import (
    Board,
    Calendar,
    ChainLevel,
    GroupRules,
    IncidentReport,
    PilotRule,
)
from tuquan.core.programme.papers import Addressee, Paper, Signature
from tuquan.core.programme.process import (
    AssessmentStep,
    Award,
    Duty,
    Gap,
    Link,
    Milestone,
    Parameter,
    Pledge,
    Provision,
    RecurringMeeting,
    Theme,
)


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A document that `Source.document` may cite, under the name it is cited by."""

    cited_as: str
    title: str


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A document the programme rests on."""

    number: str
    label: str
    issuer: str = ""
    issued_on: date | None = None
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Inheritance:
    """Parts taken over from an edition of another pack: the plan of a level above (S3-01)."""

    programme: str
    edition: str
    parts: tuple[Literal["criteria", "forms", "parameters"], ...] = ("criteria",)
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Edition:
    """One published state of a programme. Once installed it never changes."""

    programme: str
    key: str
    title: str
    short_title: str
    issuer: str
    effective_from: date
    sources: tuple[SourceDocument, ...]
    checked_on: date
    title_en: str = ""
    short_title_en: str = ""
    issuer_en: str = ""
    number: str = ""
    issued_on: date | None = None
    effective_until: date | None = None
    legal_basis: tuple[LegalBasis, ...] = ()
    inherits: Inheritance | None = None
    re_dated_by: Literal["years", "months"] = "years"
    letterhead: tuple[str, ...] = ()
    signature: Signature | None = None
    recipients: tuple[Addressee, ...] = ()
    provisions: tuple[Provision, ...] = ()
    duties: tuple[Duty, ...] = ()
    reporting_chain: tuple[ChainLevel, ...] = ()
    group_kinds: tuple[GroupRules, ...] = ()
    boards: tuple[Board, ...] = ()
    pilots: tuple[PilotRule, ...] = ()
    themes: tuple[Theme, ...] = ()
    forms: tuple[Form, ...] = ()
    calendars: tuple[Calendar, ...] = ()
    incident_reports: tuple[IncidentReport, ...] = ()
    meetings: tuple[RecurringMeeting, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    scoring: Scoring | None = None
    assessment: tuple[AssessmentStep, ...] = ()
    awards: tuple[Award, ...] = ()
    links: tuple[Link, ...] = ()
    papers: tuple[Paper, ...] = ()
    notes: tuple[Gap, ...] = ()

    @property
    def group_rules(self) -> GroupRules | None:
        """The kind of group made of households, else the first kind, else none."""
        made_of_households = [kind for kind in self.group_kinds if kind.made_of_households]
        return next(iter(made_of_households or self.group_kinds), None)

    @property
    def baseline_form(self) -> Form | None:
        """The form of the survey that later figures are compared with, if there is one."""
        return next((form for form in self.forms if form.purpose == "baseline"), None)

    def form(self, key: str) -> Form:
        """The form with this key; `KeyError` when the edition has none."""
        return {item.key: item for item in self.forms}[key]

    def calendar(self, key: str) -> Calendar:
        """The calendar with this key; `KeyError` when the edition has none."""
        return {item.key: item for item in self.calendars}[key]

    @property
    def all_criteria(self) -> tuple[Criterion, ...]:
        """Every criterion at every depth, in the order of the sheet."""
        return tuple(criterion for top in self.criteria for criterion in top.with_parts)

    def criterion(self, key: str) -> Criterion:
        """The criterion with this key at any depth; `KeyError` when the edition has none."""
        return {item.key: item for item in self.all_criteria}[key]

    def question(self, form: str, key: str) -> Question:
        """The question with this key in the form with that key; `KeyError` when there is none."""
        return self.form(form).question(key)


@dataclass(frozen=True, slots=True)
class Pack:
    """A programme with its editions, oldest first, and the cases of each by its key."""

    key: str
    name: str
    name_en: str = ""
    editions: tuple[Edition, ...] = ()
    cases: Mapping[str, tuple[Case, ...]] = field(default_factory=dict)

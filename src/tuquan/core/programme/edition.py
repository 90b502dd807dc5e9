"""One published state of a programme, with what its documents say word for word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tuquan.core.programme.forms import Form, Polarity, Question, Source
from tuquan.core.programme.organisation import Calendar, ChainLevel, GroupRules


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
class Criterion:
    """A criterion of the source, word for word."""

    key: str
    number: int
    label: str
    polarity: Polarity
    label_en: str = ""
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Theme:
    """A group of contents a place may choose from, word for word (S1-07)."""

    key: str
    number: int
    label: str
    label_en: str = ""
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something to be reached or done: by a last day, on a day of every year, or as worded."""

    key: str
    label: str
    label_en: str = ""
    owner: str = ""
    owner_en: str = ""
    by: date | None = None
    yearly_on: str = ""
    rhythm: str = ""
    rhythm_en: str = ""
    count: int | None = None
    places: tuple[str, ...] = ()
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
    reporting_chain: tuple[ChainLevel, ...] = ()
    group_kinds: tuple[GroupRules, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    themes: tuple[Theme, ...] = ()
    forms: tuple[Form, ...] = ()
    calendars: tuple[Calendar, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    gaps: tuple[Gap, ...] = ()

    @property
    def group_rules(self) -> GroupRules | None:
        """The kind of group made of households, else the first kind, else none."""
        made_of_households = [kind for kind in self.group_kinds if kind.covers == "households"]
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

    def criterion(self, key: str) -> Criterion:
        """The criterion with this key; `KeyError` when the edition has none."""
        return {item.key: item for item in self.criteria}[key]

    def question(self, form: str, key: str) -> Question:
        """The question with this key in the form with that key; `KeyError` when there is none."""
        return self.form(form).question(key)


@dataclass(frozen=True, slots=True)
class Pack:
    """A programme with its editions, oldest first."""

    key: str
    name: str
    name_en: str = ""
    editions: tuple[Edition, ...] = ()

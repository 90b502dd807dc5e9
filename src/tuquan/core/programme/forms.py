"""Forms: sections of questions, with the ratios that are worked out from their sums."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

PlaceKind = Literal["province", "district", "commune", "ward", "special_zone", "area"]
QuestionKind = Literal["count", "amount", "yes_no", "text"]
Aggregation = Literal["none", "sum", "latest", "count_yes", "list"]
Direction = Literal["none", "up", "down"]
Polarity = Literal["", "must_not", "must"]

FACTS = ("households",)
"""What the platform knows of a reporter and a pack may compare an answer with."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where something in a pack comes from: a document and the place in it.

    What no source gives says why it was chosen in `default`.
    """

    document: str = ""
    place: str = ""
    default: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """The figure to reach: a value, or a percentage of a fact or of another question."""

    kind: Literal["value", "percent_of"]
    value: Decimal
    of: str = ""
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Question:
    """One line of a form. "Yes" always means that what the label says is so, whatever the polarity.

    `sum` adds over places and over periods; `latest` (a stock, the number at the end of the period)
    adds over places and takes the last period.
    """

    key: str
    label: str
    kind: QuestionKind
    label_en: str = ""
    help: str = ""
    help_en: str = ""
    unit: str = ""
    unit_en: str = ""
    polarity: Polarity = ""
    criterion: str = ""
    theme: str = ""
    aggregation: Aggregation = "none"
    stock: bool = False
    minimum: int = 0
    maximum: int | None = None
    at_most: str = ""
    baseline: str = ""
    target: Target | None = None
    direction: Direction = "none"
    required: bool = True
    not_applicable_to: tuple[PlaceKind, ...] = ()
    not_applicable_allowed: bool = False
    note_when: Literal["", "no"] = ""
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio of two sums: a question of the form over another one, or over a fact."""

    key: str
    label: str
    numerator: str
    denominator: str
    label_en: str = ""
    unit: Literal["percent"] = "percent"
    target: Target | None = None
    direction: Direction = "none"
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Section:
    """One step of a form on the phone."""

    key: str
    title: str
    questions: tuple[Question, ...]
    title_en: str = ""
    intro: str = ""
    intro_en: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """What a reporter fills in; `compare_with_baseline` asks for a baseline of every figure."""

    key: str
    title: str
    purpose: Literal["baseline", "periodic", "criteria"]
    sections: tuple[Section, ...]
    title_en: str = ""
    compare_with_baseline: bool = False
    ratios: tuple[Ratio, ...] = ()

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question of the form, in order."""
        return tuple(question for section in self.sections for question in section.questions)

    def question(self, key: str) -> Question:
        """The question with this key; `KeyError` when the form has none."""
        return {question.key: question for question in self.questions}[key]

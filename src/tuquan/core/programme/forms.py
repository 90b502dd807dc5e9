"""Forms: sections of questions, with the ratios that are worked out from their sums."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

PlaceKind = Literal["province", "district", "commune", "ward", "special_zone", "area"]
AnyLevel = Literal["", "province", "district", "commune", "ward", "special_zone", "area"]
COMMUNE_KINDS: tuple[PlaceKind, ...] = ("commune", "ward", "special_zone")
"""What a place between province and area may be: one level under three names."""

QuestionKind = Literal["count", "amount", "yes_no", "choice", "date", "text"]
Aggregation = Literal["none", "sum", "latest", "max", "count_yes", "count_choices", "list"]
Direction = Literal["none", "up", "down"]
Polarity = Literal["", "must_not", "must"]
QuestionPolarity = Literal["", "must_not", "must", "either"]

FACTS = ("households",)
"""What the platform knows of a reporter and a form may compare an answer with."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where something in a pack comes from: a document and the place in it.

    What no source gives says why it was chosen in `default`. `rules` names the numbered rules of
    the five documents that are carried here, for `tuquan programme coverage`.
    """

    document: str = ""
    place: str = ""
    default: str = ""
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """The figure to reach: a value, or a percentage of a fact or of another question."""

    kind: Literal["value", "percent_of"]
    value: Decimal
    of: str = ""
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the words a question offers; written from the lowest to the highest."""

    key: str
    label: str
    label_en: str = ""


@dataclass(frozen=True, slots=True)
class AskedWhen:
    """A question is asked only when a yes or no before it was answered so."""

    question: str
    answer: Literal["yes", "no"] = "yes"


@dataclass(frozen=True, slots=True)
class Question:
    """One line of a form. "Yes" always means that what the label says is so, whatever the polarity.

    A yes or no is a promise kept or not, unless its polarity is "either": then it is merely so.
    `sum` adds over places and over periods; `latest` (a stock, the number at the end of the period)
    adds over places and takes the last period. Questions of the same `definition`, in forms of any
    programme, ask for the same number: it is asked once for a place and a window.
    """

    key: str
    label: str
    kind: QuestionKind
    label_en: str = ""
    help: str = ""
    help_en: str = ""
    unit: str = ""
    unit_en: str = ""
    polarity: QuestionPolarity = ""
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
    choices: tuple[Choice, ...] = ()
    asked_when: AskedWhen | None = None
    definition: str = ""
    source: Source = Source()

    @property
    def is_promise(self) -> bool:
        """Whether the answer says that something promised is kept, or not."""
        return self.kind == "yes_no" and self.polarity != "either"

    @property
    def is_plain_fact(self) -> bool:
        """Whether it is a yes or no of which neither is better."""
        return self.kind == "yes_no" and self.polarity == "either"


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
class Consistency:
    """Two answers of one form that must fit each other: one at most, or equal to, the other."""

    left: str
    operator: Literal["at_most", "equal"]
    right: str
    label: str
    label_en: str = ""
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Form:
    """What a reporter fills in; `compare_with_baseline` asks for a baseline of every figure.

    `about` is what one filled form speaks of. A form about a household or a person may never touch
    what `domain.md` h-2 forbids; one about a group or an area only as a yes or no, or a count.
    """

    key: str
    title: str
    purpose: Literal["baseline", "periodic", "criteria", "incident"]
    sections: tuple[Section, ...]
    title_en: str = ""
    about: Literal["group", "area", "household", "person"] = "group"
    compare_with_baseline: bool = False
    ratios: tuple[Ratio, ...] = ()
    consistency: tuple[Consistency, ...] = ()

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question of the form, in order."""
        return tuple(question for section in self.sections for question in section.questions)

    def question(self, key: str) -> Question:
        """The question with this key; `KeyError` when the form has none."""
        return {question.key: question for question in self.questions}[key]

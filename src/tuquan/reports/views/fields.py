"""One line of a form as it is filled in: on a page of the server and in a telephone's shell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tuquan.base.texts.wording import offered_words, worded
from tuquan.core.programme import Question
from tuquan.reports import queries
from tuquan.reports.forms import NOT_APPLICABLE, Typed
from tuquan.reports.queries.trends import Trend, trend_of


@dataclass(frozen=True, slots=True)
class Reading:
    """What all lines of a page are shown beside: the name of the period before, the lines another
    report answers, those that something which happened in the period touches."""

    previous_label: str
    shared: frozenset[str] = frozenset()
    touched: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Field:
    """One line to fill in: the definition, what stands in it now, what is wrong with it.

    `gate` is the question on the same page whose answer decides whether the line is asked.
    """

    line: queries.Line
    typed: Typed
    error: str
    previous_label: str
    gate: Question | None = None
    touched: bool = False

    @property
    def help(self) -> str:
        """What happened in the period, when the line is asked at all, and the pack's own hint."""
        incident = incident_words() if self.touched else ""
        help_words = worded(self.line.question, "help")
        return " ".join(filter(None, (incident, self._only_if, help_words)))

    @property
    def _only_if(self) -> str:
        if self.gate is None:
            return ""
        answer = offered_words(self.gate)[self.gate_answer]
        words = {"label": worded(self.gate), "answer": answer}
        return _("Only if “%(label)s” is answered “%(answer)s”.") % words

    @property
    def gate_answer(self) -> str:
        """The answer of the other line that makes this one asked."""
        when = self.line.question.asked_when
        return when.answer if when else ""

    @property
    def offered(self) -> list[tuple[str, str]]:
        """The words to choose among: what is sent, what is read."""
        return list(offered_words(self.line.question).items())

    @property
    def hint(self) -> str:
        """The hint of a line to choose, with what was said before."""
        line = self.line
        parts = [self.help]
        if line.previous:
            parts.append(f"{self.previous_label}: {line.previous.text_before}.")
        if line.baseline:
            parts.append(f"{_('Start of the year')}: {line.baseline.text_before}.")
        return " ".join(filter(None, parts))

    @property
    def day_hint(self) -> str:
        """The hint of a day, which begins with how to write it."""
        return " ".join(filter(None, (_how_to_write_a_day(), self.hint)))

    @property
    def day_help(self) -> str:
        """The same without what was said before."""
        return " ".join(filter(None, (_how_to_write_a_day(), self.help)))

    @property
    def choice(self) -> str:
        """Which of several buttons is pressed."""
        return self.not_applicable_value if self.typed.not_applicable else self.typed.text

    @property
    def not_applicable_value(self) -> str:
        """What the button "does not apply" sends, where the form has it."""
        allowed = self.line.question.not_applicable_allowed
        return NOT_APPLICABLE.get(self.line.question.kind, "") if allowed else ""

    @property
    def note_name(self) -> str:
        """The note box of a commitment, where the form asks why something is not met."""
        return f"note_{self.line.key}" if self.line.question.note_when == "no" else ""

    @property
    def optional(self) -> bool:
        """Whether the line may stay empty."""
        return not self.line.question.required

    @property
    def minimum(self) -> str:
        """Where the − button stops."""
        return str(self.line.question.minimum)

    @property
    def trend(self) -> Trend | None:
        """How far the figure is from where it was."""
        return trend_of(self.line, self.previous_label)


def fields_of(
    lines: Iterable[queries.Line],
    shown: Mapping[str, Question],
    typed: Mapping[str, Typed],
    sentences: Mapping[str, str],
    reading: Reading,
) -> list[Field]:
    """The lines that are shown, each with what stands in it and what is wrong with it."""
    gates = {key: question for key, question in shown.items() if key not in reading.shared}
    return [
        Field(
            line,
            typed.get(line.key, Typed()),
            sentences.get(line.key, ""),
            reading.previous_label,
            gates.get(line.question.asked_when.question) if line.question.asked_when else None,
            line.key in reading.touched,
        )
        for line in lines
        if line.key in shown
    ]


def incident_words() -> str:
    """Why a commitment is not answered together with the others."""
    return _("Something was reported in this period: please answer this line by itself.")


def _how_to_write_a_day() -> str:
    return _("Day, month and year, for example 25/11/2026.")

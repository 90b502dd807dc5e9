"""A dry month: what a report says when nothing happened (F-42).

Nothing happened is a statement: every figure that counts what happened is 0, and what is counted
at the end of the period stands as it stood before. It is neither "does not apply" nor "not
reported". What only the reporter can know, such as a commitment, has to be answered first.
"""

from __future__ import annotations

from dataclasses import dataclass

from tuquan.core.answers import Answers, Value
from tuquan.core.programme import Question
from tuquan.core.questions import asked_questions
from tuquan.reports.models import Obligation
from tuquan.reports.queries.background import Background


@dataclass(frozen=True, slots=True)
class NilOffer:
    """The answers of a dry period, the lines to be answered before, and those that contradict."""

    answers: Answers
    unknown: tuple[Question, ...]
    against: tuple[Question, ...]

    @property
    def is_possible(self) -> bool:
        """Whether it can be sent so."""
        return not (self.unknown or self.against)


def nil_offer(obligation: Obligation, saved: Answers, background: Background) -> NilOffer:
    """What the report would say if nothing happened, beside what was saved of it already."""
    values = dict(saved.values)
    unknown, against = [], []
    for question in asked_questions(obligation.form, saved, obligation.place.kind):
        if saved.state(question.key) != "not_reported":
            if happened(question, saved):
                against.append(question)
            continue
        value = _as_nil(question, background)
        if value is not None:
            values[question.key] = value
        elif question.required:
            unknown.append(question)
    answers = Answers(values, saved.not_applicable, saved.notes)
    return NilOffer(answers, tuple(unknown), tuple(against))


def is_flow(question: Question) -> bool:
    """Whether a line counts what happened in a period, not what there is at its end."""
    return question.kind in ("count", "amount") and not question.stock


def happened(question: Question, answers: Answers) -> bool:
    """Whether the answers say that something of this happened."""
    reported = answers.state(question.key) == "reported"
    return is_flow(question) and reported and answers.values[question.key] != 0


def _as_nil(question: Question, background: Background) -> Value | None:
    if is_flow(question):
        return 0
    if not question.stock:
        return None
    before, start = background.previous or Answers(), background.baseline or Answers()
    if before.state(question.key) == "reported":
        return before.values[question.key]
    return start.values[question.baseline] if start.state(question.baseline) == "reported" else None

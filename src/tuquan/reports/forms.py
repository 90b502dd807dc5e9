"""What people type and tick in a report, kept exactly as it came until it can be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tuquan.core.answers import Answers, Value
from tuquan.core.problems import Problem
from tuquan.core.programme import Form, Question
from tuquan.core.questions import asked_questions, parse_answer, without_needless
from tuquan.core.vietnamese import format_number
from tuquan.reports.models import Contact

NOT_APPLICABLE = {"yes_no": "na", "choice": "@na"}
"""What the button "does not apply" sends; no key of a choice can hold the sign."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields of one line: the text, the note, the mark "does not apply"."""

    text: str = ""
    note: str = ""
    not_applicable: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether the line is still open."""
        return not self.text.strip() and not self.not_applicable


def typed_before(question: Question, answers: Answers) -> Typed:
    """The fields of a line as they stand for an answer saved before."""
    value = answers.values.get(question.key)
    return Typed(
        "" if value is None else _field_text(value),
        answers.notes.get(question.key, ""),
        question.key in answers.not_applicable,
    )


def read_typed(questions: Sequence[Question], posted: QueryDict) -> dict[str, Typed]:
    """What was posted for each line; `q_`, `note_` and `na_` stand before the question's key."""
    return {question.key: _read_line(question, posted) for question in questions}


def with_typed(
    saved: Answers,
    form: Form,
    place_kind: str,
    questions: Sequence[Question],
    typed: Mapping[str, Typed],
) -> tuple[Answers, list[Problem]]:
    """The saved answers with these lines replaced, and what could not be read of them.

    Whatever stands in a line that another answer makes needless is passed over.
    """
    here = {question.key for question in questions}
    values = {key: value for key, value in saved.values.items() if key not in here}
    notes = {key: note for key, note in saved.notes.items() if key not in here}
    aside = {key for key in saved.not_applicable if key not in here}
    problems = []
    for question in questions:
        line = typed[question.key]
        answer = parse_answer(question, line.text)
        if isinstance(answer, Problem):
            problems.append(answer)
        elif answer is not None:
            values[question.key] = answer
        if line.not_applicable:
            aside.add(question.key)
        if line.note and answer is False:  # the note explains a "not met"; it goes with it
            notes[question.key] = line.note
    answers = Answers(values, frozenset(aside), notes)
    asked = {question.key for question in asked_questions(form, answers, place_kind)}
    return (
        without_needless(form, answers, place_kind),
        [problem for problem in problems if problem.where in asked],
    )


def rest_met(answers: Answers, questions: Sequence[Question]) -> Answers:
    """The answers with every commitment that is still open marked as met."""
    return _filled(answers, {q.key: True for q in open_commitments(answers, questions)})


def rest_as_before(answers: Answers, questions: Sequence[Question], before: Answers) -> Answers:
    """The answers with every open figure as it was in the period before, where it was given."""
    lines = open_figures(answers, questions, before)
    return _filled(answers, {q.key: before.values[q.key] for q in lines})


def open_commitments(answers: Answers, questions: Sequence[Question]) -> list[Question]:
    """The promises nobody has answered yet."""
    return [q for q in questions if q.is_promise and answers.state(q.key) == "not_reported"]


def open_figures(
    answers: Answers, questions: Sequence[Question], before: Answers
) -> list[Question]:
    """The figures nobody has given yet and the period before had."""
    return [
        q
        for q in questions
        if q.kind in ("count", "amount")
        and answers.state(q.key) == "not_reported"
        and before.state(q.key) == "reported"
    ]


class ContactForm(forms.Form):
    """One call, message or visit about a missing report."""

    channel = forms.ChoiceField(
        label=_("How"),
        choices=[
            one
            for one in Contact.Channel.choices
            if one[0] not in (Contact.Channel.NOTICE, Contact.Channel.EMAIL)
        ],
        widget=forms.RadioSelect,
    )
    outcome = forms.ChoiceField(
        label=_("What came of it"),
        choices=[one for one in Contact.Outcome.choices if one[0] != Contact.Outcome.SENT],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Note"),
        help_text=_("What was agreed. Nothing about the household or health of anybody."),
        required=False,
        max_length=300,
    )


class ReturnForm(forms.Form):
    """Why a report goes back to its writer."""

    reason = forms.CharField(
        label=_("What should be corrected?"),
        help_text=_("The leader reads this. Name the line and what is unclear."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )


def _read_line(question: Question, posted: QueryDict) -> Typed:
    text = _clean(posted.get(f"q_{question.key}", ""))
    note = _clean(posted.get(f"note_{question.key}", "")).strip()
    if text and text == NOT_APPLICABLE.get(question.kind):
        return Typed("", note, not_applicable=True)
    return Typed(text, note, bool(posted.get(f"na_{question.key}")))


def _clean(text: str) -> str:
    """Without what no database stores, and with one kind of line end whatever the browser."""
    return text.replace("\x00", "").replace("\r\n", "\n")


def _field_text(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Decimal):
        return format_number(value)
    return str(value)


def _filled(answers: Answers, values: Mapping[str, Value]) -> Answers:
    return Answers({**answers.values, **values}, answers.not_applicable, answers.notes)

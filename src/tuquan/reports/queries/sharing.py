"""One answer for several programmes: a number is asked once for a place and a window.

Questions of the same definition, of whatever programme, ask a group for the same thing. Where it
was said first it is written and corrected; every other report of the same days takes it from there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from tuquan.core.answers import Answers, Value
from tuquan.core.programme import Question
from tuquan.core.questions import applicable_questions
from tuquan.reports.models import Obligation, Report, Revision


@dataclass(frozen=True, slots=True)
class SharedAnswer:
    """What another report of the group says to the same question, and the key it has there.

    `title` and `url` are for whoever reads it.
    """

    report: Report
    key: str
    value: Value
    note: str = ""
    title: str = ""
    url: str = ""


SharedAnswers = Mapping[str, SharedAnswer]
"""By the key of the question in the report that takes the answers over."""

NOTHING_SHARED: SharedAnswers = MappingProxyType({})


def shared_answers(obligation: Obligation) -> dict[str, SharedAnswer]:
    """The lines of an obligation that another report of the same group and days answered first.

    Who answered first is told by the revisions, whatever was saved or corrected afterwards, so that
    two reports never take an answer from each other.
    """
    questions = [q for q in _questions(obligation) if q.definition]
    if not questions:
        return {}
    first_said = _first_said(obligation)
    found = {}
    for question in questions:
        for report, key in first_said.get(_meaning(question), {}).items():
            if report.obligation_id == obligation.pk:
                break
            answers = report.content
            if answers.state(key) == "reported":
                note = answers.notes.get(key, "")
                found[question.key] = SharedAnswer(report, key, answers.values[key], note)
                break
    return found


def with_shared(answers: Answers, shared: SharedAnswers) -> Answers:
    """The answers with those of other reports taken over, whatever stood in their place."""
    notes = {key: note for key, note in answers.notes.items() if key not in shared}
    return Answers(
        {**answers.values, **{key: answer.value for key, answer in shared.items()}},
        answers.not_applicable - set(shared),
        notes | {key: answer.note for key, answer in shared.items() if answer.note},
    )


def _questions(obligation: Obligation) -> tuple[Question, ...]:
    return applicable_questions(obligation.form, obligation.place.kind)


def _first_said(obligation: Obligation) -> dict[tuple[object, ...], dict[Report, str]]:
    """By what a question means: the reports of these days that answered it, the earliest first."""
    revisions = (
        Revision.objects.filter(
            report__obligation__reporter=obligation.reporter,
            report__obligation__period_start=obligation.period_start,
            report__obligation__period_until=obligation.period_until,
        )
        .select_related(
            "report__obligation__edition__programme",
            "report__obligation__edition__parent",
            "report__obligation__place",
        )
        .order_by("pk")
    )
    found: dict[tuple[object, ...], dict[Report, str]] = {}
    for revision in revisions:
        for question in _questions(revision.report.obligation):
            if question.definition and _answers(revision.answers, question.key):
                found.setdefault(_meaning(question), {}).setdefault(revision.report, question.key)
    return found


def _meaning(question: Question) -> tuple[object, ...]:
    choices = tuple(choice.key for choice in question.choices)
    return question.definition, question.kind, question.unit, choices


def _answers(stored: Mapping[str, Any], key: str) -> bool:
    return key in stored["values"] and key not in stored["not_applicable"]

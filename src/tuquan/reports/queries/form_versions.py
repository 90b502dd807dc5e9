"""Which version of a form a telephone filled in, and what of it fits the form of today.

A telephone without network may hold a form for weeks. Two versions of a form are taken: the one
that holds and the one before. What was answered on the one before is taken over where the line is
still asked in the same way; where it is not, nothing is dropped and the writer is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from tuquan.core.answers import Answers
from tuquan.core.programme import Form, Question, form_named
from tuquan.core.questions import applicable_questions
from tuquan.programmes.models import ProgrammeEdition
from tuquan.reports.models import Obligation


def form_version(edition: ProgrammeEdition, form_key: str) -> str:
    """Twelve letters and digits that change whenever the form may have changed."""
    parent = edition.parent.sha256 if edition.parent else ""
    return sha256(f"{edition.sha256} {parent} {form_key}".encode()).hexdigest()[:12]


def version_of(obligation: Obligation) -> str:
    """The version of the form an obligation asks for."""
    return form_version(obligation.edition, obligation.form_key)


def form_before(obligation: Obligation, version: str) -> Form | None:
    """The form of the edition before the obligation's, if it has this version."""
    own = obligation.edition.content.effective_from
    editions = ProgrammeEdition.objects.filter(programme=obligation.edition.programme_id)
    others = editions.exclude(pk=obligation.edition_id).select_related("parent")
    older = [one for one in others if one.content.effective_from <= own]
    newest = max(older, key=lambda one: (one.content.effective_from, one.pk), default=None)
    if newest is None or form_version(newest, obligation.form_key) != version:
        return None
    return form_named(newest.content, obligation.form_key)


def not_taken_over(obligation: Obligation, answers: Answers, before: Form | None) -> list[str]:
    """The keys of answers that the form of today has no place for, in alphabetical order."""
    asked = applicable_questions(obligation.form, obligation.place.kind)
    today = {question.key: question for question in asked}
    earlier = {question.key: question for question in before.questions} if before else {}
    said = {*answers.values, *answers.not_applicable, *answers.notes}
    return sorted(key for key in said if not _fits(key, answers, today, earlier))


def _fits(
    key: str, answers: Answers, today: Mapping[str, Question], earlier: Mapping[str, Question]
) -> bool:
    question = today.get(key)
    if question is None:
        return False
    if key in answers.not_applicable:
        return question.not_applicable_allowed
    offered = {choice.key for choice in question.choices}
    if question.kind == "choice" and answers.values.get(key) not in offered:
        return False
    was = earlier.get(key)
    return was is None or (was.kind, was.unit, was.polarity) == (
        question.kind,
        question.unit,
        question.polarity,
    )

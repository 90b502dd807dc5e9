"""A form as a leader will see it; nothing of it is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tuquan.base.http import PageRequest
from tuquan.base.texts.document import asked_words
from tuquan.base.texts.wording import offered_words, spoken, worded
from tuquan.core.programme import Form, Question, Section, Source
from tuquan.programmes.views.editions import readable_edition


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A question as it is asked, in the reader's language."""

    id: str
    question: Question
    label: str
    help: str
    number: int
    choices: Sequence[tuple[str, str]]
    source: Source

    @property
    def na_value(self) -> str:
        """The value of "does not apply" among the choices, where the question allows it."""
        return "na" if self.question.not_applicable_allowed else ""

    @property
    def may_be_set_aside(self) -> bool:
        """Whether "does not apply" stands under the field, and not among its buttons."""
        return bool(self.na_value) and self.question.kind in ("count", "amount", "date")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a form on the phone."""

    title: str
    intro: str
    lines: Sequence[AskedLine]


@require_safe
def preview(request: PageRequest, edition_id: int, form_key: str) -> HttpResponse:
    """All steps of a form, one under the other, as on a telephone."""
    edition = readable_edition(request.actor, edition_id)
    form = next((one for one in edition.content.forms if one.key == form_key), None)
    if form is None:
        raise Http404
    context = {
        "edition": edition,
        "content": edition.content,
        "heading": worded(form, "title"),
        "steps": list(_steps(form)),
    }
    return render(request, "programmes/preview.html", context)


def _steps(form: Form) -> Iterator[Step]:
    number = 0
    for section in form.sections:
        lines = []
        for question in section.questions:
            number += 1
            lines.append(_asked(form, section, question, number))
        yield Step(worded(section, "title"), spoken(section.intro, section.intro_en), lines)


def _asked(form: Form, section: Section, question: Question, number: int) -> AskedLine:
    label = worded(question)
    unit = spoken(question.unit, question.unit_en)
    if unit and unit.lower() not in label.lower() and question.kind in ("count", "amount"):
        label = f"{label} ({unit})"
    help_text = spoken(question.help, question.help_en)
    choices = list(offered_words(question).items())
    return AskedLine(
        f"{section.key}_{question.key}",
        question,
        label,
        " · ".join(filter(None, (asked_words(question, form), help_text))),
        number,
        choices,
        question.source,
    )

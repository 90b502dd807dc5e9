"""A form as a leader will see it, and a paper as it will be printed; neither is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tuquan.base.http import PageRequest
from tuquan.base.texts.document import asked_words
from tuquan.base.texts.wording import spoken, worded
from tuquan.core.programme import Column, Form, Paper, Question, Section, Source
from tuquan.programmes.views.editions import readable_edition

STATE_MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
PARTY_MOTTO = ("ĐẢNG CỘNG SẢN VIỆT NAM",)
"""What stands at the top right of a paper that does not say it itself."""


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


@dataclass(frozen=True, slots=True)
class Head:
    """A heading over one column of a list, or over several."""

    label: str
    columns: int
    is_over_several: bool


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


@require_safe
def paper(request: PageRequest, edition_id: int, paper_key: str) -> HttpResponse:
    """A paper of the plan with its standing parts, or that the source does not hold it."""
    edition = readable_edition(request.actor, edition_id)
    content = edition.content
    found = next((one for one in content.papers if one.key == paper_key), None)
    if found is None:
        raise Http404
    titles = {one.key: one for one in content.papers}
    heads = _heads(found)
    context = {
        "edition": edition,
        "content": content,
        "paper": found,
        "letterhead": found.letterhead or content.letterhead,
        "motto": found.motto or (PARTY_MOTTO if found.style == "party" else STATE_MOTTO),
        "heads": heads,
        "subheads": [one for one in found.columns if one.under],
        "has_two_rows": any(head.is_over_several for head in heads),
        "annexes": [(key, titles.get(key)) for key in found.annexes],
        "english": (get_language() or "").startswith("en"),
    }
    return render(request, "programmes/paper.html", context)


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
    choices = [(choice.key, worded(choice)) for choice in question.choices]
    return AskedLine(
        f"{section.key}_{question.key}",
        question,
        label,
        " · ".join(filter(None, (asked_words(question, form), help_text))),
        number,
        choices,
        question.source,
    )


def _heads(found: Paper) -> list[Head]:
    """The upper row of headings: columns under the same heading share it."""

    def over(column: Column) -> tuple[str, str]:
        return (column.under, "") if column.under else ("", column.key)

    heads = []
    for (under, _key), columns in groupby(found.columns, over):
        of_head = list(columns)
        heads.append(Head(under or of_head[0].label, len(of_head), bool(under)))
    return heads

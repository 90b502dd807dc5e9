"""A paper as it will be printed, and its empty form as a file (S0-23, S1-12…S1-14, F-104).

Nothing is kept: a form is drawn anew each time. Its style is that of today, because whoever fills
in a form issues the paper from today on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import groupby

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Invalid
from tuquan.base.http import PageRequest
from tuquan.base.texts.wording import spoken
from tuquan.core.papers import FinishedPaper, PaperStyle
from tuquan.core.papers.fields import Field, pieces_in
from tuquan.core.papers.styles import PARTY_MOTTO, STATE_MOTTO
from tuquan.core.problems import Problem
from tuquan.core.programme import Column, Paper, Signature
from tuquan.documents.queries import ascii_name
from tuquan.documents.rendering import UnprintableText, docx_bytes, pdf_bytes
from tuquan.programmes import queries
from tuquan.programmes.models import ProgrammeEdition
from tuquan.programmes.views.editions import readable_edition

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF_TYPE = "application/pdf"


@dataclass(frozen=True, slots=True)
class Head:
    """A heading over one column of a list, or over several."""

    label: str
    columns: int
    is_over_several: bool


@require_safe
def paper(request: PageRequest, edition_id: int, paper_key: str) -> HttpResponse:
    """A paper of the plan with its standing parts, or that the source does not hold it."""
    edition, found = _edition_and_paper(request.actor, edition_id, paper_key)
    titles = {one.key: _spelled(one.title) for one in edition.content.papers}
    shown = _with_meanings(queries.headed(found, edition.content))
    heads = _heads(shown)
    context = {
        "edition": edition,
        "content": edition.content,
        "paper": shown,
        "motto": shown.motto or (PARTY_MOTTO if found.style == "party" else STATE_MOTTO),
        "heads": heads,
        "subheads": [one for one in shown.columns if one.under],
        "has_two_rows": any(head.is_over_several for head in heads),
        "annexes": [(key, titles.get(key)) for key in found.annexes],
        "english": (get_language() or "").startswith("en"),
    }
    return render(request, "programmes/paper.html", context)


@require_safe
def paper_docx(request: PageRequest, edition_id: int, paper_key: str) -> HttpResponse:
    """The empty form to be filled in with a word processor."""
    found = _edition_and_paper(request.actor, edition_id, paper_key)
    return _form(*found, docx_bytes, DOCX_TYPE, "docx")


@require_safe
def paper_pdf(request: PageRequest, edition_id: int, paper_key: str) -> HttpResponse:
    """The empty form to be printed and filled in by hand."""
    found = _edition_and_paper(request.actor, edition_id, paper_key)
    try:
        return _form(*found, pdf_bytes, PDF_TYPE, "pdf")
    except UnprintableText as refused:
        characters = {"characters": " ".join(refused.characters)}
        raise Invalid([Problem("paper_unprintable", paper_key, characters)]) from refused


def _edition_and_paper(
    actor: Actor, edition_id: int, paper_key: str
) -> tuple[ProgrammeEdition, Paper]:
    edition = readable_edition(actor, edition_id)
    found = next((one for one in edition.content.papers if one.key == paper_key), None)
    if found is None:
        raise Http404
    return edition, found


def _form(
    edition: ProgrammeEdition,
    found: Paper,
    draw: Callable[[FinishedPaper, PaperStyle], bytes],
    content_type: str,
    ending: str,
) -> HttpResponse:
    """The empty form of a paper with its annexes; what the source does not hold has none."""
    if found.missing:
        raise Http404
    drawn, style = queries.empty_form(edition.content, found, clock.today())
    name = f"{ascii_name(found.title, found.key)}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(draw(drawn, style), content_type=content_type, headers=headers)


def _with_meanings(found: Paper) -> Paper:
    """The paper to read on a page: every blank as what belongs there, set apart from the words."""
    signature = found.signature
    return replace(
        found,
        title=_spelled(found.title),
        title_en=_spelled(found.title_en),
        letterhead=tuple(map(_marked, found.letterhead)),
        motto=tuple(map(_marked, found.motto)),
        number=_marked(found.number),
        bases=tuple(map(_marked, found.bases)),
        body=tuple(map(_marked, found.body)),
        rows=tuple(map(_marked, found.rows)),
        columns=tuple(replace(one, label=_marked(one.label)) for one in found.columns),
        recipients=tuple(replace(one, label=_marked(one.label)) for one in found.recipients),
        signature=_signature_with_meanings(signature) if signature else None,
    )


def _signature_with_meanings(signature: Signature) -> Signature:
    return replace(
        signature,
        on_behalf_of=_marked(signature.on_behalf_of),
        for_post=_marked(signature.for_post),
        post=_marked(signature.post),
    )


def _spelled(text: str) -> str:
    """The text with the meaning of each blank in brackets, where no markup can stand."""
    return "".join(_meaning(blank) if blank else piece for piece, blank in pieces_in(text))


def _marked(text: str) -> SafeString:
    """The text with the meaning of each blank in brackets and lighter than the words around it."""
    language = (get_language() or "vi")[:2]
    return format_html_join(
        "",
        "{}",
        (
            (format_html('<i class="muted" lang="{}">{}</i>', language, _meaning(blank)),)
            if blank
            else (piece,)
            for piece, blank in pieces_in(text)
        ),
    )


def _meaning(blank: Field) -> str:
    return f"({spoken(blank.meaning_vi, blank.meaning)})"


def _heads(found: Paper) -> list[Head]:
    """The upper row of headings: columns under the same heading share it."""

    def over(column: Column) -> tuple[str, str]:
        return (column.under, "") if column.under else ("", column.key)

    heads = []
    for (under, _key), columns in groupby(found.columns, over):
        of_head = list(columns)
        heads.append(Head(under or of_head[0].label, len(of_head), bool(under)))
    return heads

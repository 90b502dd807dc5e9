"""The list that is read out at the ceremony: a page to print, and files."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tuquan.audit.models import Look
from tuquan.awards import queries
from tuquan.awards.models import AwardGiven, AwardNomination, AwardRound
from tuquan.awards.views.frames import mark_names, round_or_404, shown_name, title_of
from tuquan.base.actor import Actor
from tuquan.base.errors import Invalid
from tuquan.base.http import PageRequest
from tuquan.core.papers import FinishedPaper, PaperStyle
from tuquan.core.problems import Problem
from tuquan.documents.queries import ascii_name
from tuquan.documents.rendering import UnprintableText, docx_bytes, pdf_bytes

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF_TYPE = "application/pdf"
PURPOSE = "awards.ceremony"


@require_safe
def ceremony_list(request: PageRequest, round_id: int) -> HttpResponse:
    """Whoever is honoured, to be printed and read out."""
    actor, found = request.actor, round_or_404(request, round_id)
    recipients = _recipients(actor, found)
    mark_names(actor, recipients, Look.Kind.LISTED, PURPOSE)
    context = {
        "round": found,
        "heading": title_of(found),
        "back_url": reverse("awards:round", args=[found.pk]),
        "lines": [(one, shown_name(actor, one)) for one in recipients],
        "is_given": _is_given(found),
    }
    return render(request, "awards/ceremony.html", context)


@require_safe
def ceremony_docx(request: PageRequest, round_id: int) -> HttpResponse:
    """The same to be changed with a word processor."""
    drawn, name = _paper(request, round_id)
    return _file(docx_bytes(*drawn), DOCX_TYPE, f"{name}.docx")


@require_safe
def ceremony_pdf(request: PageRequest, round_id: int) -> HttpResponse:
    """The same to be printed."""
    drawn, name = _paper(request, round_id)
    try:
        return _file(pdf_bytes(*drawn), PDF_TYPE, f"{name}.pdf")
    except UnprintableText as refused:
        characters = {"characters": " ".join(refused.characters)}
        raise Invalid([Problem("paper_unprintable", name, characters)]) from refused


def _paper(request: PageRequest, round_id: int) -> tuple[tuple[FinishedPaper, PaperStyle], str]:
    """The list as a paper; names the actor may not read stay out of the file."""
    actor, found = request.actor, round_or_404(request, round_id)
    recipients = [one for one in _recipients(actor, found) if queries.names_shown(actor, one)]
    mark_names(actor, recipients, Look.Kind.EXPORTED, PURPOSE)
    name = ascii_name(f"danh sach khen thuong {found.place.name} {found.year}", "khen-thuong")
    return queries.ceremony_paper(found, recipients), name


def _recipients(actor: Actor, found: AwardRound) -> list[AwardNomination] | list[AwardGiven]:
    """Whoever the round gave something, or the council recommends while nothing is decided."""
    if _is_given(found):
        return list(queries.awards_of(actor, found.pk).holding().order_by("kind", "place", "pk"))
    recommended = queries.visible_nominations(actor).filter(round=found, state="recommended")
    return list(recommended)


def _is_given(found: AwardRound) -> bool:
    return found.state in (AwardRound.State.DECIDED, AwardRound.State.CLOSED)


def _file(data: bytes, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=content_type, headers=headers)

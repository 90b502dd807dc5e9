"""The papers of pledges and models as files: drawn anew each time, nothing is kept."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from tuquan.audit.models import Look
from tuquan.audit.services import mark_looks
from tuquan.base.actor import Actor
from tuquan.base.errors import Invalid, require
from tuquan.base.http import PageRequest
from tuquan.core.papers import FinishedPaper, PaperStyle
from tuquan.core.problems import Problem
from tuquan.core.programme import Paper
from tuquan.core.vietnamese import search_key
from tuquan.documents.rendering import UnprintableText, docx_bytes, pdf_bytes
from tuquan.formation import queries
from tuquan.formation.views.themes import model_area
from tuquan.residents.models import Household

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF_TYPE = "application/pdf"

Drawn = tuple[FinishedPaper, PaperStyle]


@require_safe
def pledge_docx(request: PageRequest, registration_id: int, paper_key: str) -> HttpResponse:
    """The registration or the commitment, to be changed with a word processor."""
    return _docx(*_pledge_paper(request, registration_id, paper_key))


@require_safe
def pledge_pdf(request: PageRequest, registration_id: int, paper_key: str) -> HttpResponse:
    """The registration or the commitment, to be printed and signed."""
    return _pdf(*_pledge_paper(request, registration_id, paper_key))


@require_safe
def group_notice_docx(request: PageRequest, place_id: int) -> HttpResponse:
    """The notice of an area about its groups, to be changed with a word processor."""
    return _docx(*_notice(request, place_id))


@require_safe
def group_notice_pdf(request: PageRequest, place_id: int) -> HttpResponse:
    """The notice of an area about its groups, to be printed."""
    return _pdf(*_notice(request, place_id))


def _pledge_paper(request: PageRequest, registration_id: int, key: str) -> tuple[Drawn, str]:
    actor = request.actor
    require(bool(actor.paths("places.view")))
    found = get_object_or_404(queries.visible_registrations(actor), pk=registration_id)
    paper = _named(queries.papers_of_pledges(found.adoption), key)
    groups = {str(one.pk): one for one in queries.groups_in(actor, found.adoption, found.place)}
    asked = request.GET.get("to", "")
    group = groups.get(asked) if asked else found.group
    if asked and group is None:
        raise Http404
    lines = queries.household_lines(found, queries.households_under(found, group))
    if paper.kind == "commitment":
        _mark(actor, (line.household for line in lines), "formation.pledge_paper")
    name = f"{paper.key}-{found.place.name}-{group.name if group else ''}-{found.year}"
    return queries.filled_pledge_paper(found, paper, lines, group), name


def _notice(request: PageRequest, place_id: int) -> tuple[Drawn, str]:
    actor = request.actor
    area, adoption = model_area(request, place_id)
    paper = queries.group_notice_of(adoption)
    if paper is None:
        raise Http404
    _mark(actor, queries.households_of_notice(actor, adoption, area), "formation.group_notice")
    return queries.filled_notice(actor, adoption, area, paper), f"{paper.key}-{area.name}"


def _named(papers: list[Paper], key: str) -> Paper:
    found = next((one for one in papers if one.key == key), None)
    if found is None:
        raise Http404
    return found


def _docx(drawn: Drawn, name: str) -> HttpResponse:
    return _file(docx_bytes(*drawn), DOCX_TYPE, f"{name}.docx")


def _pdf(drawn: Drawn, name: str) -> HttpResponse:
    try:
        return _file(pdf_bytes(*drawn), PDF_TYPE, f"{name}.pdf")
    except UnprintableText as refused:
        characters = {"characters": " ".join(refused.characters)}
        raise Invalid([Problem("paper_unprintable", name, characters)]) from refused


def _file(data: bytes, content_type: str, name: str) -> HttpResponse:
    """An attachment whose name every file system takes."""
    kept = "".join(one if one.isalnum() or one == "." else "-" for one in search_key(name))
    parts = (part for part in kept.split("-") if part)
    headers = {"Content-Disposition": f'attachment; filename="{"-".join(parts)}"'}
    return HttpResponse(data, content_type=content_type, headers=headers)


def _mark(actor: Actor, households: Iterable[Household], purpose: str) -> None:
    """Leave a mark on each household that goes out in a file (domain h-6)."""
    mark_looks(actor, ((one, one.path) for one in households), Look.Kind.EXPORTED, purpose)

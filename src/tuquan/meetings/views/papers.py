"""The papers of a meeting as files to print: working copies, drawn anew each time."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from tuquan.base.errors import Invalid
from tuquan.base.http import PageRequest
from tuquan.core.problems import Problem
from tuquan.documents.rendering import UnprintableText, docx_bytes, pdf_bytes
from tuquan.meetings import queries
from tuquan.meetings.queries import MeetingPaper
from tuquan.meetings.views.frames import meeting_or_404, roll_households

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@require_safe
def paper(request: PageRequest, meeting_id: int, kind: str, ending: str) -> HttpResponse:
    """The invitation, the attendance sheet or the minutes."""
    meeting = meeting_or_404(request.actor, meeting_id)
    if kind == "diem-danh":
        roll_households(request.actor, meeting)
    return _file(queries.meeting_paper(meeting, kind), ending)


@require_safe
def motion_paper(request: PageRequest, motion_id: int, kind: str, ending: str) -> HttpResponse:
    """The ballot of a question, or the minutes of its counting (three copies are printed)."""
    found = get_object_or_404(queries.visible_motions(request.actor), pk=motion_id)
    return _file(queries.vote_paper(found, kind), ending)


@require_safe
def election_paper(request: PageRequest, election_id: int, kind: str, ending: str) -> HttpResponse:
    """The ballot of an election, or the minutes of its counting."""
    found = get_object_or_404(queries.visible_elections(request.actor), pk=election_id)
    return _file(queries.vote_paper(found, kind), ending)


def _file(found: MeetingPaper | None, ending: str) -> HttpResponse:
    if found is None or ending not in TYPES:
        raise Http404
    draw = pdf_bytes if ending == "pdf" else docx_bytes
    try:
        drawn = draw(found.paper, found.style)
    except UnprintableText as refused:
        characters = {"characters": " ".join(refused.characters)}
        raise Invalid([Problem("paper_unprintable", found.paper.key, characters)]) from refused
    name = f'attachment; filename="{found.file_name}.{ending}"'
    return HttpResponse(drawn, content_type=TYPES[ending], headers={"Content-Disposition": name})

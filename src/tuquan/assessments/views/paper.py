"""The sheet as a file to print: drawn anew each time, nothing is kept (S3-11)."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from tuquan.assessments import queries
from tuquan.assessments.queries.papers import sheet_paper
from tuquan.base.errors import Invalid
from tuquan.base.http import PageRequest
from tuquan.core.problems import Problem
from tuquan.documents.rendering import UnprintableText, docx_bytes, pdf_bytes

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@require_safe
def paper(request: PageRequest, sheet_id: int, ending: str) -> HttpResponse:
    """The sheet as it stands; with `?trong=1` to be filled by hand."""
    if ending not in TYPES:
        raise Http404
    sheet = get_object_or_404(queries.visible_sheets(request.actor), pk=sheet_id)
    found = sheet_paper(sheet, blank="trong" in request.GET)
    draw = pdf_bytes if ending == "pdf" else docx_bytes
    try:
        drawn = draw(found.paper, found.style)
    except UnprintableText as refused:
        characters = {"characters": " ".join(refused.characters)}
        raise Invalid([Problem("paper_unprintable", found.paper.key, characters)]) from refused
    name = f'attachment; filename="{found.file_name}.{ending}"'
    return HttpResponse(drawn, content_type=TYPES[ending], headers={"Content-Disposition": name})

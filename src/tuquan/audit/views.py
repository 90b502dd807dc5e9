"""Pages of the record."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from tuquan.audit import queries
from tuquan.audit.models import AppendOnly, Change, Look
from tuquan.base.errors import require
from tuquan.base.http import PageRequest
from tuquan.base.texts.actions import say_action, say_look, say_purpose


def recent(request: PageRequest) -> HttpResponse:
    """Who changed what and who looked at which household, newest first."""
    require(bool(request.actor.paths("audit.view")))
    looks = request.GET.get("loai") == "xem"
    rows = queries.recent_looks(request.actor) if looks else queries.recent_changes(request.actor)
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    lines = [_line(row) for row in page]
    return render(request, "audit/index.html", {"page": page, "lines": lines, "looks": looks})


def _line(row: AppendOnly) -> dict[str, object]:
    """One row in words; household records stay a reference, never a name."""
    line: dict[str, object] = {"at": row.at, "who": row.actor_name}
    if isinstance(row, Look):
        line |= {"what": say_look(row.kind), "under": say_purpose(row.purpose)}
    elif isinstance(row, Change):
        line["what"] = say_action(row.action, row.data)
    return line

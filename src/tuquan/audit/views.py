"""Pages of the record."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from tuquan.audit import queries
from tuquan.base.errors import require
from tuquan.base.http import PageRequest


def recent(request: PageRequest) -> HttpResponse:
    """Who changed what and who looked at which household, newest first."""
    require(bool(request.actor.paths("audit.view")))
    looks = request.GET.get("loai") == "xem"
    rows = (
        queries.recent_looks(request.actor) if looks else queries.recent_changes(request.actor)
    )
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    return render(request, "audit/index.html", {"page": page, "looks": looks})

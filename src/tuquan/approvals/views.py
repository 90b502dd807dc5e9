"""What waits for a person's yes: one list, whatever it is about."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tuquan.approvals import queries
from tuquan.base.http import PageRequest

PAGE_SIZE = 20


@require_safe
def index(request: PageRequest) -> HttpResponse:
    """Everything at a step of the person's, the oldest first; each is decided on its own page."""
    page = Paginator(queries.waiting_for(request.actor), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "items": queries.items_of(request.actor, page),
        "layout": "base/desk.html" if request.actor.paths("places.view") else "base/phone.html",
    }
    return render(request, "approvals/index.html", context)

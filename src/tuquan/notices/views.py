"""The inbox: what a person was told, and going to where something is to be done."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tuquan.base.http import PageRequest
from tuquan.base.texts.notices import say_next_step, say_notice
from tuquan.notices import queries, services

PAGE_SIZE = 20


@require_safe
def inbox(request: PageRequest) -> HttpResponse:
    """Everything a person was told, the latest first, what is new marked."""
    found = queries.own_notices(request.actor)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    lines = [
        (notice, say_notice(notice.code, notice.params), say_next_step(notice.code))
        for notice in page
    ]
    context = {
        "page": page,
        "lines": lines,
        "unread": queries.unread_count(request.actor),
        "layout": "base/desk.html" if request.actor.paths("places.view") else "base/phone.html",
    }
    return render(request, "notices/inbox.html", context)


@require_POST
def open_notice(request: PageRequest, notice_id: int) -> HttpResponseBase:
    """Note that a notice was read, and go to where something is to be done about it."""
    notice = get_object_or_404(queries.own_notices(request.actor), pk=notice_id)
    services.mark_read(request.actor, notice)
    if notice.url and url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None):
        return redirect(notice.url)
    return redirect("notices:inbox")


@require_POST
def read_all(request: PageRequest) -> HttpResponseBase:
    """Note that everything was read."""
    count = services.mark_all_read(request.actor)
    text = ngettext("%(count)s notice was new.", "%(count)s notices were new.", count)
    messages.success(request, text % {"count": count})
    return redirect("notices:inbox")

"""Taking over what was decided since open reports were opened: preview, then do it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tuquan.base.errors import require
from tuquan.base.http import PageRequest
from tuquan.base.templatetags.tq import number
from tuquan.reports import queries, services


def preview(request: PageRequest) -> HttpResponse:
    """Which unwritten reports would be due on another day or asked for by another edition."""
    require(bool(request.actor.paths("reports.review")))
    moves = queries.reevaluation(request.actor)
    lines = [
        (move, queries.report_title(move.obligation), queries.reporter_name(move.obligation))
        for move in moves
    ]
    return render(request, "reports/reevaluation.html", {"lines": lines})


@require_POST
def reevaluate(request: PageRequest) -> HttpResponseBase:
    """Do what the preview showed; what was written meanwhile stays as it is."""
    count = services.reevaluate_open_reports(request.actor)
    text = ngettext("%(count)s report was changed.", "%(count)s reports were changed.", count)
    messages.success(request, text % {"count": number(count)})
    return redirect("reports:desk")

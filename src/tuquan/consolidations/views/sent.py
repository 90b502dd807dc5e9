"""Totals that were sent up: a version, its workbook and paper; those of all communes together."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tuquan.base.http import PageRequest
from tuquan.base.texts.wording import worded
from tuquan.base.workbooks import CONTENT_TYPE
from tuquan.consolidations import exports, queries, services
from tuquan.consolidations.models import Consolidation
from tuquan.core.programme import total_form
from tuquan.places.models import Place
from tuquan.places.queries import visible_places
from tuquan.reports.queries import report_title, reporter_name


@require_safe
def version(request: PageRequest, sent_id: int) -> HttpResponse:
    """One version exactly as it was sent up, and what it says otherwise than the one before."""
    sent = _sent(request, sent_id)
    total, obligation = queries.frozen(sent), sent.report.obligation
    said = sent.narrative.get("values", {})
    context = {
        "sent": sent,
        "obligation": obligation,
        "title": report_title(obligation),
        "reporter": reporter_name(obligation),
        "total": total,
        "rows": total.rows,
        "coverage_words": exports.coverage_words(total.coverage),
        "words": [(worded(one), said.get(one.key, "")) for one in total_form().questions],
        "changed": queries.between(sent, sent.replaces) if sent.replaces else None,
        "is_intact": queries.is_intact(sent),
        "may_draft": request.actor.may("totals.write", sent.path)
        and request.actor.may("documents.draft", sent.path),
    }
    return render(request, "consolidations/version.html", context)


@require_safe
def workbook(request: PageRequest, sent_id: int) -> HttpResponse:
    """The same as a file for Excel."""
    sent = _sent(request, sent_id)
    content = exports.total_workbook(request.actor, sent)
    name = exports.file_name(sent)
    return HttpResponse(
        content,
        content_type=CONTENT_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_POST
def paper(request: PageRequest, sent_id: int) -> HttpResponse:
    """Begin the official paper of a version."""
    sent = _sent(request, sent_id)
    contents = exports.paper_contents(sent)
    document = services.draft_paper(request.actor, sent, contents, exports.PAPER)
    messages.success(request, _("The paper is begun. Check it, then issue it."))
    return redirect("documents:detail", document.pk)


@require_safe
def received(request: PageRequest, obligation_id: int) -> HttpResponse:
    """What came up from the communes for the same period, added up, beside the live figures."""
    actor = request.actor
    obligation = get_object_or_404(queries.totals_owed(actor), pk=obligation_id)
    place = _widest(request, obligation.place)
    shown = queries.received_in(actor, place, obligation)
    context = {
        "obligation": obligation,
        "title": report_title(obligation),
        "place": place,
        "shown": shown,
        "owed": [
            (one, sent, queries.changed_since(sent, queries.prepared(one)) if sent else None)
            for one, sent in shown.owed
        ],
        "rows": shown.total.rows,
        "coverage_words": exports.coverage_words(shown.total.coverage),
    }
    return render(request, "consolidations/received.html", context)


def _sent(request: PageRequest, sent_id: int) -> Consolidation:
    return get_object_or_404(queries.visible_consolidations(request.actor), pk=sent_id)


def _widest(request: PageRequest, place: Place) -> Place:
    """The highest place above that somebody sees the figures of."""
    above = visible_places(request.actor, "totals.view").order_by("path")
    found = next((one for one in above if place.path.startswith(one.path)), None)
    if found is None:
        raise Http404
    return found

"""More time for one report: a page of its own, with every earlier change (F-41)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from tuquan.base import clock
from tuquan.base.errors import Conflict
from tuquan.base.formfields import carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.base.texts.wording import worded
from tuquan.reports import queries
from tuquan.reports.models import Obligation
from tuquan.reports.planning_forms import ExtendForm, ReopenForm
from tuquan.reports.queries.locking import lock_problem
from tuquan.reports.queries.obligations import reviewable_obligations
from tuquan.reports.queries.owing import recipients_words
from tuquan.reports.services.deadlines import extend, reopen


def deadline(request: PageRequest, obligation_id: int) -> HttpResponseBase:
    """When a report is due and locked, what was changed about it, and the forms to change it."""
    obligation = get_object_or_404(reviewable_obligations(request.actor), pk=obligation_id)
    if request.method != "POST":
        return _show(request, obligation)
    if request.POST.get("action") == "reopen":
        return _reopen(request, obligation)
    return _extend(request, obligation)


def _extend(request: PageRequest, obligation: Obligation) -> HttpResponseBase:
    form = ExtendForm(request.POST)
    try:
        if carried_out(
            form,
            lambda given: extend(request.actor, obligation, given["due_on"], given["reason"]),
        ):
            messages.success(request, _("The last day is changed."))
            return redirect("reports:deadline", obligation.pk)
    except Conflict as conflict:
        return _show(request, obligation, extending=form, status=409, notice=say(conflict.problem))
    return _show(request, obligation, extending=form, status=422)


def _reopen(request: PageRequest, obligation: Obligation) -> HttpResponseBase:
    form = ReopenForm(request.POST)
    try:
        if carried_out(
            form,
            lambda given: reopen(request.actor, obligation, given["until"], given["reason"]),
        ):
            messages.success(request, _("The report is open again."))
            return redirect("reports:deadline", obligation.pk)
    except Conflict as conflict:
        return _show(request, obligation, reopening=form, status=409, notice=say(conflict.problem))
    return _show(request, obligation, reopening=form, status=422)


def _show(
    request: PageRequest,
    obligation: Obligation,
    *,
    extending: ExtendForm | None = None,
    reopening: ReopenForm | None = None,
    status: int = 200,
    notice: str = "",
) -> HttpResponse:
    locked = lock_problem(obligation, clock.now())
    standing = queries.standing_of(obligation, clock.now())
    chip_state, chip_text = queries.stage_words(standing)
    context: dict[str, Any] = {
        "obligation": obligation,
        "reporter": queries.reporter_words(obligation),
        "report_title": queries.report_title(obligation),
        "programme": worded(obligation.edition.content, "short_title"),
        "recipients": recipients_words(obligation.recipients),
        "chip_state": chip_state,
        "chip_text": chip_text,
        "may_change": not standing.handed_in,
        "locked": say(locked) if locked else "",
        "changes": list(obligation.deadline_changes.all()),
        "extending": extending or ExtendForm(auto_id="gia-han-%s"),
        "reopening": reopening or ReopenForm(auto_id="mo-lai-%s"),
        "bound": extending or reopening,
        "notice": notice,
    }
    return render(request, "reports/deadline.html", context, status=status)

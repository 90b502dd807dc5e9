"""Work that meetings gave out, signing minutes, and what was put right afterwards."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tuquan.base import clock
from tuquan.base.errors import require
from tuquan.base.formfields import carried_out
from tuquan.base.http import PageRequest
from tuquan.meetings import queries, services
from tuquan.meetings.forms import AdditionForm, FinishForm, ResolutionForm, SignForm
from tuquan.meetings.views.frames import meeting_or_404
from tuquan.meetings.views.meetings import show_detail


@require_safe
def tasks(request: PageRequest) -> HttpResponse:
    """Everything meetings gave out that is still to be done, one's own first."""
    actor = request.actor
    require(bool(actor.paths("meetings.view")))
    desk = bool(actor.paths("places.view"))
    mine = list(queries.open_tasks(actor))
    others = queries.visible_resolutions(actor).open().exclude(pk__in=[one.pk for one in mine])
    today = clock.today()
    context = {
        "frame": "base/desk.html" if desk else "base/phone.html",
        "desk": desk,
        "mine": [(one, (one.due_on - today).days) for one in mine],
        "others": [(one, (one.due_on - today).days) for one in others],
    }
    return render(request, "meetings/tasks.html", context)


@require_POST
def resolve(request: PageRequest, meeting_id: int) -> HttpResponseBase:
    """Give out work of a meeting."""
    meeting = meeting_or_404(request.actor, meeting_id)
    form = ResolutionForm(queries.possible_owners(meeting), request.POST)
    if carried_out(
        form, lambda _given: services.add_resolution(request.actor, meeting, form.resolution())
    ):
        messages.success(request, _("Written down."))
        return redirect("meetings:detail", meeting.pk)
    return show_detail(request, meeting, task_form=form)


@require_POST
def finish(request: PageRequest, resolution_id: int) -> HttpResponseBase:
    """Say that work of a meeting was done."""
    found = get_object_or_404(queries.visible_resolutions(request.actor), pk=resolution_id)
    form = FinishForm(request.POST)
    form.is_valid()
    services.finish_resolution(request.actor, found, form.cleaned_data["note"])
    messages.success(request, _("Noted as done today."))
    return redirect("meetings:tasks")


@require_POST
def sign(request: PageRequest, meeting_id: int) -> HttpResponseBase:
    """Write down who signed the printed minutes."""
    meeting = meeting_or_404(request.actor, meeting_id)
    form = SignForm(meeting, clock.today(), request.POST)
    if carried_out(
        form,
        lambda given: services.sign_minutes(
            request.actor, meeting, given["chair_name"], given["secretary_name"], given["signed_on"]
        ),
    ):
        messages.success(request, _("The minutes are signed."))
        return redirect("meetings:detail", meeting.pk)
    return show_detail(request, meeting, sign_form=form)


@require_POST
def correct(request: PageRequest, meeting_id: int) -> HttpResponseBase:
    """Add what is put right after closing."""
    meeting = meeting_or_404(request.actor, meeting_id)
    form = AdditionForm(request.POST, auto_id="addition_%s")
    if carried_out(
        form, lambda given: services.add_correction(request.actor, meeting, given["text"])
    ):
        messages.success(request, _("Added to the minutes, with today's date."))
        return redirect("meetings:detail", meeting.pk)
    return show_detail(request, meeting, addition_form=form)

"""Pages while a meeting goes on: who came, how to vote, the minutes, the end."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID, uuid4, uuid5

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tuquan.base.errors import Conflict, Invalid, require
from tuquan.base.formfields import Given, carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.meetings import queries, services
from tuquan.meetings.forms import MethodForm, MinutesForm
from tuquan.meetings.models import Attendance, Meeting
from tuquan.meetings.queries.phone import roll_page
from tuquan.meetings.views.frames import is_on_desk, mark_roll, meeting_or_404, show
from tuquan.meetings.views.meetings import show_detail
from tuquan.outbox.deliveries import digest_of, once


@require_POST
def opening(request: PageRequest, meeting_id: int) -> HttpResponseBase:
    """Begin the meeting."""
    meeting = services.open_meeting(request.actor, meeting_or_404(request.actor, meeting_id))
    messages.success(request, _("The meeting is open. The list of households is fixed now."))
    if meeting.is_of_households:
        return redirect("meetings:attendance", meeting.pk)
    return redirect("meetings:detail", meeting.pk)


def attendance(request: PageRequest, meeting_id: int) -> HttpResponseBase:
    """The roll: one big tap for each household, one button to save (L8)."""
    actor = request.actor
    meeting = meeting_or_404(actor, meeting_id)
    require(actor.may("meetings.manage", meeting.path))
    if request.method != "POST":
        return _roll(request, meeting)
    ticked = [int(pk) for pk in request.POST.getlist("household") if pk.isdigit()]
    written = {
        int(name.removeprefix("who_")): str(value)
        for name, value in request.POST.items()
        if name.startswith("who_") and name.removeprefix("who_").isdigit()
    }
    try:
        came = _mark_once(request, meeting, ticked, written)
    except Invalid as refusal:
        errors = [{"text": say(problem), "field": ""} for problem in refusal.problems]
        return _roll(request, meeting, ticked, written, errors, status=422)
    except Conflict as faster:
        errors = [{"text": say(faster.problem), "field": ""}]
        meeting = meeting_or_404(actor, meeting_id)
        return _roll(request, meeting, ticked, written, errors, status=409)
    text = ngettext("%(count)s household came.", "%(count)s households came.", came)
    messages.success(request, text % {"count": came})
    return redirect("meetings:detail", meeting.pk)


def _mark_once(
    request: PageRequest, meeting: Meeting, ticked: list[int], written: Mapping[int, str]
) -> int:
    """Mark the roll from the page; the same page pressed twice marks it once.

    What was altered before it was pressed again is another list, which meets the first one.
    """
    actor, shown = request.actor, request.POST.get("version", "")
    how = Attendance.How.PAPER if is_on_desk(actor, meeting) else Attendance.How.PHONE
    version = int(shown) if shown.isdigit() else None

    def work() -> dict[str, object]:
        came = services.mark_many(
            actor, meeting, ticked, represented=written, how=how, version=version
        )
        return {"came": came}

    digest = digest_of([ticked, {str(pk): who for pk, who in written.items()}, shown])
    key = uuid5(_page_key(request), digest)
    answer, _before = once(actor, key, "roll-page", f"meeting:{meeting.pk}", digest, work)
    came: int = answer["came"]
    return came


def _page_key(request: PageRequest) -> UUID:
    """The key of the page that was shown; a new one for whoever posts without a page."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid4()


@require_POST
def guests(request: PageRequest, meeting_id: int) -> HttpResponseBase:
    """Mark which guests or members came."""
    meeting = meeting_or_404(request.actor, meeting_id)
    present = [int(pk) for pk in request.POST.getlist("guest") if pk.isdigit()]
    services.mark_guests(request.actor, meeting, present)
    messages.success(request, _("Saved."))
    return redirect("meetings:detail", meeting.pk)


@require_POST
def method(request: PageRequest, meeting_id: int) -> HttpResponseBase:
    """Write down how the meeting chose to vote."""
    meeting = meeting_or_404(request.actor, meeting_id)
    form = MethodForm(request.POST, auto_id="method_%s")
    if carried_out(
        form,
        lambda given: services.choose_vote_method(
            request.actor,
            meeting,
            {"show_of_hands": given["show_of_hands"], "secret_ballot": given["secret_ballot"]},
        ),
    ):
        messages.success(request, _("Saved."))
        return redirect("meetings:detail", meeting.pk)
    return show_detail(request, meeting, method_form=form)


def minutes(request: PageRequest, meeting_id: int) -> HttpResponseBase:
    """What people said, in their words, and what was agreed."""
    meeting = meeting_or_404(request.actor, meeting_id)
    require(request.actor.may("meetings.manage", meeting.path))
    form = MinutesForm(meeting, request.POST or None)

    def write(given: Given) -> None:
        services.write_minutes(
            request.actor,
            meeting,
            notes=form.notes(),
            conclusions=given["conclusions"],
            chair_name=given["chair_name"],
            secretary_name=given["secretary_name"],
            version=given["version"],
        )

    try:
        if carried_out(form, write):
            messages.success(request, _("The minutes are saved."))
            return redirect("meetings:detail", meeting.pk)
    except Conflict as faster:
        form.add_error(None, say(faster.problem))
    status = 422 if form.errors else 200
    return show(request, meeting, "minutes", {"form": form}, status=status)


@require_POST
def close(request: PageRequest, meeting_id: int) -> HttpResponseBase:
    """End the meeting, if nothing is missing."""
    meeting = meeting_or_404(request.actor, meeting_id)
    try:
        services.close_meeting(request.actor, meeting)
    except Invalid as refusal:
        lacking = [{"text": say(problem), "field": "closing"} for problem in refusal.problems]
        return show_detail(request, meeting, errors=lacking)
    messages.success(request, _("The meeting is closed. Print the minutes and let both sign."))
    return redirect("meetings:detail", meeting.pk)


def _roll(
    request: PageRequest,
    meeting: Meeting,
    ticked: list[int] | None = None,
    written: Mapping[int, str] | None = None,
    errors: list[dict[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    rows = list(queries.attendance_list(meeting))
    mark_roll(request.actor, meeting, (row.household for row in rows))
    if ticked is not None:
        for row in rows:
            row.present = row.household_id in ticked
            row.represented_by = (written or {}).get(row.household_id, "")
    context = {
        "rows": rows,
        "count": sum(1 for row in rows if row.present),
        "errors": errors or [],
        "going_on": meeting.state == Meeting.State.OPEN,
        "key": str(uuid4()),
        "phone_page": roll_page(request.actor, meeting),
    }
    return show(request, meeting, "attendance", context, status=status)

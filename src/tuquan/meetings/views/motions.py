"""Putting a question to the vote and entering how the households voted."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tuquan.base.actor import Actor
from tuquan.base.errors import require
from tuquan.base.formfields import carried_out
from tuquan.base.http import PageRequest
from tuquan.meetings import queries, services
from tuquan.meetings.forms import MotionFiguresForm, MotionForm, ReasonForm
from tuquan.meetings.models import Meeting, Motion, VoteState
from tuquan.meetings.queries.minutes import requirement_words
from tuquan.meetings.queries.rules import required_of
from tuquan.meetings.views.frames import (
    is_on_desk,
    meeting_or_404,
    roll_households,
    show,
    vote_line,
)


def new_motion(request: PageRequest, meeting_id: int) -> HttpResponseBase:
    """Put a question to the vote."""
    meeting = meeting_or_404(request.actor, meeting_id)
    require(request.actor.may("meetings.manage", meeting.path))
    form = MotionForm(meeting, request.POST or None)
    if done := carried_out(
        form, lambda _given: services.propose_motion(request.actor, meeting, form.motion())
    ):
        if meeting.state == Meeting.State.OPEN:
            return redirect("meetings:motion", done.made.pk)
        messages.success(request, _("The question will be put to the vote."))
        return redirect("meetings:detail", meeting.pk)
    status = 422 if form.errors else 200
    return show(request, meeting, "new_vote", {"form": form, "election": False}, status=status)


def motion(request: PageRequest, motion_id: int) -> HttpResponseBase:
    """The numbers of a vote, checked at once, and what came out, in words."""
    found = _motion(request.actor, motion_id)
    meeting = found.meeting
    require(request.actor.may("meetings.manage", meeting.path))
    return _show(request, found, request.method == "POST")


@require_POST
def drop_motion(request: PageRequest, motion_id: int) -> HttpResponseBase:
    """Take a question off the vote."""
    found = _motion(request.actor, motion_id)
    form = ReasonForm(request.POST, auto_id="drop_%s")
    if carried_out(form, lambda given: services.drop_motion(request.actor, found, given["reason"])):
        messages.info(request, _("It is not put to the vote. The reason stands in the minutes."))
        return redirect("meetings:detail", found.meeting_id)
    return _show(request, found, False, drop_form=form)


def _motion(actor: Actor, motion_id: int) -> Motion:
    return get_object_or_404(queries.visible_motions(actor), pk=motion_id)


def _show(
    request: PageRequest, found: Motion, posted: bool, drop_form: ReasonForm | None = None
) -> HttpResponse:
    meeting = found.meeting
    households = roll_households(request.actor, meeting)
    start = {name: getattr(found, name) for name in ("in_favour", "against", "abstained")}
    form = MotionFiguresForm(
        found,
        households,
        is_on_desk(request.actor, meeting),
        request.POST if posted else None,
        initial=start,
    )
    if carried_out(
        form, lambda _given: services.record_motion(request.actor, found, form.figures())
    ):
        return redirect("meetings:motion", found.pk)
    context = {
        "vote": found,
        "line": vote_line(found),
        "rule": requirement_words(required_of(found)),
        "form": form,
        "drop_form": drop_form or ReasonForm(auto_id="drop_%s"),
        "refused": drop_form or form,
        "asks": meeting.state == Meeting.State.OPEN and found.state != VoteState.DROPPED,
        "present": queries.present_count(meeting),
    }
    status = 422 if form.errors or drop_form else 200
    return show(request, meeting, "motion", context, status=status)

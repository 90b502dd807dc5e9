"""The list of meetings, planning one, and the page of a meeting."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tuquan.base import clock
from tuquan.base.errors import require
from tuquan.base.formfields import Given, carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.meetings import queries, services
from tuquan.meetings.forms import (
    AdditionForm,
    FinishForm,
    GuestForm,
    MethodForm,
    PlanForm,
    ReasonForm,
    ResolutionForm,
    SignForm,
)
from tuquan.meetings.models import Meeting
from tuquan.meetings.queries.minutes import attendance_rule, requirement_words
from tuquan.meetings.queries.phone import roll_page
from tuquan.meetings.queries.rules import quorum_of
from tuquan.meetings.views.frames import (
    CHIPS,
    meeting_or_404,
    quorum_words,
    sentences,
    show,
    vote_line,
)

ON_ONE_PAGE = 20


@require_safe
def index(request: PageRequest) -> HttpResponse:
    """Meetings, those to come and going on first, then the latest."""
    actor = request.actor
    require(bool(actor.paths("meetings.view")))
    found = queries.visible_meetings(actor)
    ahead = found.filter(state__in=("planned", "open")).order_by("held_on", "starts_at", "id")
    past = found.filter(state__in=("closed", "cancelled"))
    page = Paginator(past, ON_ONE_PAGE).get_page(request.GET.get("page"))
    desk = bool(actor.paths("places.view"))
    context = {
        "frame": "base/desk.html" if desk else "base/phone.html",
        "desk": desk,
        "ahead": [(one, CHIPS[one.state]) for one in ahead],
        "past": [(one, CHIPS[one.state]) for one in page],
        "page": page,
        "open_tasks": queries.visible_resolutions(actor).open().count(),
        "may_plan": bool(actor.paths("meetings.manage")),
    }
    return render(request, "meetings/index.html", context)


def new(request: PageRequest) -> HttpResponseBase:
    """Plan a meeting."""
    actor = request.actor
    require(bool(actor.paths("meetings.manage")))
    whose = queries.parties(actor)
    by_key = {one.key: one for one in whose}
    form = PlanForm(whose, request.POST or None, initial=_start(request))

    def plan(given: Given) -> Meeting:
        party = by_key[given["party"]]
        return services.plan_meeting(actor, party.place, form.plan(), group=party.group)

    if done := carried_out(form, plan):
        _tell_planned(request, done.made)
        return redirect("meetings:detail", done.made.pk)
    return _plan_page(request, form, None)


def change(request: PageRequest, meeting_id: int) -> HttpResponseBase:
    """Change the plan of a meeting."""
    meeting = meeting_or_404(request.actor, meeting_id)
    require(request.actor.may("meetings.manage", meeting.path))
    key = f"g{meeting.group_id}" if meeting.group_id else f"p{meeting.place_id}"
    whose = [queries.Party(meeting.place, meeting.group)]
    form = PlanForm(whose, _with_whose(request, key, meeting), initial=_planned(meeting, key))
    if done := carried_out(
        form,
        lambda given: services.change_plan(
            request.actor, meeting, form.plan(), given["version"] or 0
        ),
    ):
        _tell_planned(request, done.made)
        return redirect("meetings:detail", done.made.pk)
    return _plan_page(request, form, meeting)


@require_safe
def detail(request: PageRequest, meeting_id: int) -> HttpResponse:
    """A meeting: what to do next, who came, votes, work given out, what is missing to close it."""
    return show_detail(request, meeting_or_404(request.actor, meeting_id))


def show_detail(request: PageRequest, meeting: Meeting, **refused: object) -> HttpResponse:
    """The page of a meeting, with whichever form was refused kept as it was typed."""
    meeting = meeting_or_404(request.actor, meeting.pk)
    remark = queries.notice_remark(meeting)
    going_on = meeting.state == Meeting.State.OPEN
    quorum = quorum_of(meeting.quorum)
    missing = queries.missing_to_close(meeting) if going_on else []
    context = {
        "agenda": meeting.agenda.all(),
        "guests": meeting.guests.all(),
        "motions": [vote_line(one) for one in meeting.motions.select_related("meeting")],
        "elections": [vote_line(one) for one in meeting.elections.select_related("meeting")],
        "resolutions": meeting.resolutions.select_related("owner"),
        "signatures": meeting.signatures.all(),
        "additions": meeting.additions.all(),
        "remark": say(remark) if remark else "",
        "quorum": quorum_words(meeting) if going_on and meeting.is_of_households else [],
        "quorum_rule": requirement_words(quorum) if quorum else "",
        "to_mark": any(one.code == "attendance_not_marked" for one in missing),
        "blocking": sentences([one for one in missing if not one.is_warning]),
        "warned": sentences([one for one in missing if one.is_warning]),
        "phone_page": roll_page(request.actor, meeting) if going_on else "",
        "may_open": meeting.held_on <= clock.today(),
        "papers": queries.papers_of(meeting),
        "cancel_form": ReasonForm(auto_id="cancel_%s"),
        "guest_form": GuestForm(auto_id="guest_%s"),
        "method_form": MethodForm(auto_id="method_%s"),
        "task_form": ResolutionForm(queries.possible_owners(meeting)),
        "finish_form": FinishForm(auto_id=False),
        "sign_form": SignForm(meeting, clock.today()),
        "addition_form": AdditionForm(auto_id="addition_%s"),
        "refused": next(iter(refused.values()), None),
        **refused,
    }
    return show(request, meeting, "detail", context, status=422 if refused else 200)


@require_POST
def cancel(request: PageRequest, meeting_id: int) -> HttpResponseBase:
    """Call off a meeting."""
    meeting = meeting_or_404(request.actor, meeting_id)
    form = ReasonForm(request.POST, auto_id="cancel_%s")
    if carried_out(
        form, lambda given: services.cancel_meeting(request.actor, meeting, given["reason"])
    ):
        messages.info(request, _("The meeting is called off. Tell everybody who was invited."))
        return redirect("meetings:detail", meeting.pk)
    return show_detail(request, meeting, cancel_form=form)


@require_safe
def invitation(request: PageRequest, meeting_id: int) -> HttpResponse:
    """The words of the invitation, ready to be copied, printed or read out."""
    meeting = meeting_or_404(request.actor, meeting_id)
    if meeting.state == Meeting.State.CANCELLED:
        raise Http404
    remark = queries.notice_remark(meeting)
    context = {
        "values": queries.minutes_values(meeting),
        "rule": attendance_rule(meeting),
        "agenda": meeting.agenda.all(),
        "remark": say(remark) if remark else "",
    }
    return show(request, meeting, "invitation", context)


@require_POST
def invite(request: PageRequest, meeting_id: int) -> HttpResponseBase:
    """Put somebody on the guest list."""
    meeting = meeting_or_404(request.actor, meeting_id)
    form = GuestForm(request.POST, auto_id="guest_%s")
    if carried_out(
        form,
        lambda given: services.invite_guest(request.actor, meeting, given["name"], given["right"]),
    ):
        messages.success(request, _("Put on the guest list."))
        return redirect("meetings:detail", meeting.pk)
    return show_detail(request, meeting, guest_form=form)


@require_POST
def uninvite(request: PageRequest, meeting_id: int, guest_id: int) -> HttpResponseBase:
    """Take somebody off the guest list."""
    meeting = meeting_or_404(request.actor, meeting_id)
    guest = get_object_or_404(meeting.guests, pk=guest_id)
    services.remove_guest(request.actor, meeting, guest)
    messages.success(request, _("Taken off the guest list."))
    return redirect("meetings:detail", meeting.pk)


def _start(request: PageRequest) -> dict[str, object]:
    """What the form opens with: whose meeting an address asks for, and the usual kind."""
    party = request.GET.get("cua", "")
    kind = "household_meeting" if not party.startswith("p") else "residents_meeting"
    return {"party": party, "kind": kind, "held_on": clock.today()}


def _with_whose(request: PageRequest, key: str, meeting: Meeting) -> dict[str, object] | None:
    """What was posted, with whose meeting it is, which a change of plan cannot alter."""
    if request.method != "POST":
        return None
    return {**request.POST.dict(), "party": key, "kind": meeting.kind}


def _planned(meeting: Meeting, key: str) -> dict[str, object]:
    names = ("title", "held_on", "starts_at", "venue", "chair_name", "secretary_name", "purpose")
    agenda = "\n".join(item.title for item in meeting.agenda.all())
    values = {name: getattr(meeting, name) for name in (*names, "kind", "version")}
    return {**values, "party": key, "agenda": agenda}


def _plan_page(request: PageRequest, form: PlanForm, meeting: Meeting | None) -> HttpResponse:
    desk = bool(request.actor.paths("places.view"))
    context = {
        "form": form,
        "meeting": meeting,
        "desk": desk,
        "frame": "base/desk.html" if desk else "base/phone.html",
    }
    return render(request, "meetings/plan.html", context, status=422 if form.errors else 200)


def _tell_planned(request: PageRequest, meeting: Meeting) -> None:
    messages.success(request, _("The meeting is planned. Print or copy the invitation."))
    remark = queries.notice_remark(meeting)
    if remark:
        messages.warning(request, say(remark))

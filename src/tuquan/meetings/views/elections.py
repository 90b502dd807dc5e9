"""Elections: who stands, the votes, rounds, the leader among the members."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tuquan.base.actor import Actor
from tuquan.base.errors import require
from tuquan.base.formfields import Given, carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts.wording import spoken
from tuquan.groups.queries import rules_for
from tuquan.meetings import queries, services
from tuquan.meetings.forms import ElectionFiguresForm, ElectionForm, NomineeForm, ReasonForm
from tuquan.meetings.models import Election, Meeting, VoteState
from tuquan.meetings.queries.counting import next_round_of
from tuquan.meetings.queries.minutes import requirement_words
from tuquan.meetings.queries.rules import required_of
from tuquan.meetings.services import NewCandidate
from tuquan.meetings.views.frames import (
    is_on_desk,
    meeting_or_404,
    roll_households,
    show,
    vote_line,
)
from tuquan.residents.models import Household


def new_election(request: PageRequest, meeting_id: int) -> HttpResponseBase:
    """Open an election."""
    meeting = meeting_or_404(request.actor, meeting_id)
    require(request.actor.may("meetings.manage", meeting.path))
    form = ElectionForm(meeting, _posts(meeting), request.POST or None)
    if done := carried_out(
        form, lambda _given: services.open_election(request.actor, meeting, form.election())
    ):
        return redirect("meetings:election", done.made.pk)
    status = 422 if form.errors else 200
    return show(request, meeting, "new_vote", {"form": form, "election": True}, status=status)


def election(request: PageRequest, election_id: int) -> HttpResponseBase:
    """The candidates, the votes, and what came out, in words."""
    found = _election(request.actor, election_id)
    require(request.actor.may("meetings.manage", found.meeting.path))
    households = roll_households(request.actor, found.meeting)
    if request.method != "POST":
        return _show(request, found, households)
    form = _figures_form(request, found, households, request.POST)
    if carried_out(
        form, lambda _given: services.record_election(request.actor, found, form.figures())
    ):
        return redirect("meetings:election", found.pk)
    return _show(request, found, households, form=form)


@require_POST
def nominate(request: PageRequest, election_id: int) -> HttpResponseBase:
    """Put somebody on the list of candidates."""
    found = _election(request.actor, election_id)
    households = roll_households(request.actor, found.meeting)
    form = NomineeForm(households, request.POST)

    def put_on_list(given: Given) -> None:
        household = form.households.get(given["household"])
        name = given["name"] or (household.head_name if household else "")
        wanted = NewCandidate(name, household, given["nominated_by"])
        services.nominate(request.actor, found, wanted)

    if carried_out(form, put_on_list):
        return redirect("meetings:election", found.pk)
    return _show(request, found, households, nominee_form=form)


@require_POST
def withdraw(request: PageRequest, election_id: int, candidate_id: int) -> HttpResponseBase:
    """Somebody withdraws."""
    found = _election(request.actor, election_id)
    candidate = get_object_or_404(found.candidates, pk=candidate_id)
    services.withdraw_candidate(request.actor, candidate)
    messages.info(request, _("%(name)s has withdrawn.") % {"name": candidate.name})
    return redirect("meetings:election", found.pk)


@require_POST
def next_round(request: PageRequest, election_id: int) -> HttpResponseBase:
    """Vote again where the result asks for it."""
    made = services.open_next_round(request.actor, _election(request.actor, election_id))
    return redirect("meetings:election", made.pk)


@require_POST
def stage(request: PageRequest, election_id: int) -> HttpResponseBase:
    """Choose the leader among the members just elected."""
    found = _election(request.actor, election_id)
    posts = dict(_posts(found.meeting))
    label = posts.get("leader", str(_("Leader")))
    made = services.open_leader_election(request.actor, found, "leader", label)
    return redirect("meetings:election", made.pk)


@require_POST
def drop_election(request: PageRequest, election_id: int) -> HttpResponseBase:
    """Do not hold the election after all."""
    found = _election(request.actor, election_id)
    form = ReasonForm(request.POST, auto_id="drop_%s")
    if carried_out(
        form, lambda given: services.drop_election(request.actor, found, given["reason"])
    ):
        messages.info(request, _("The election is not held. The reason stands in the minutes."))
        return redirect("meetings:detail", found.meeting_id)
    return _show(request, found, roll_households(request.actor, found.meeting), drop_form=form)


def _election(actor: Actor, election_id: int) -> Election:
    return get_object_or_404(queries.visible_elections(actor), pk=election_id)


def _posts(meeting: Meeting) -> list[tuple[str, str]]:
    """The posts that can be filled: of the group by its rules, else those of an area."""
    if meeting.group is None:
        return [
            ("area_head", str(_("Head of the residential area"))),
            ("board_member", str(_("Member of a board"))),
        ]
    rules = rules_for(meeting.group)
    posts = [(p.key, spoken(p.label, p.label_en)) for p in rules.positions] if rules else []
    named: list[tuple[str, str]] = [(str(key), label) for key, label in posts]
    return [*(named or [("leader", str(_("Leader")))]), ("member", str(_("Member")))]


def _figures_form(
    request: PageRequest, found: Election, households: list[Household], posted: Any
) -> ElectionFiguresForm:
    standing = [one for one in found.candidates.all() if not one.withdrew]
    desk = is_on_desk(request.actor, found.meeting)
    return ElectionFiguresForm(found, households, desk, standing, posted)


def _show(
    request: PageRequest,
    found: Election,
    households: list[Household],
    *,
    form: ElectionFiguresForm | None = None,
    nominee_form: NomineeForm | None = None,
    drop_form: ReasonForm | None = None,
) -> HttpResponse:
    refused = form or nominee_form or drop_form
    meeting = found.meeting
    going_on = meeting.state == Meeting.State.OPEN
    unheld = going_on or meeting.state == Meeting.State.PLANNED
    following = next_round_of(found)
    result = found.outcome.get("state", "")
    context = {
        "vote": found,
        "line": vote_line(found),
        "rule": requirement_words(required_of(found)),
        "form": form or _figures_form(request, found, households, None),
        "nominee_form": nominee_form or NomineeForm(households),
        "drop_form": drop_form or ReasonForm(auto_id="drop_%s"),
        "refused": refused,
        "asks": going_on and found.state != VoteState.DROPPED and following is None,
        "may_nominate": unheld
        and found.state == VoteState.OPEN
        and not (found.previous_id or found.among_id),
        "may_withdraw": unheld and found.state != VoteState.DROPPED and following is None,
        "may_vote_again": going_on and result in ("tied", "second_round") and following is None,
        "may_choose_leader": going_on
        and found.position == "member"
        and result in ("complete", "incomplete"),
        "following": following,
    }
    return show(request, meeting, "election", context, status=422 if refused else 200)

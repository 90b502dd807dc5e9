"""What all pages of meetings share: phone or desk, and how votes are shown with their reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from tuquan.audit.models import Look
from tuquan.audit.services import mark_looks
from tuquan.base.actor import Actor
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.base.texts.meetings import exact_share, say_reason, spelled, word
from tuquan.core.problems import Problem
from tuquan.meetings import queries
from tuquan.meetings.models import Candidate, Election, Meeting, Motion, VoteState
from tuquan.meetings.queries.counting import quorum_result
from tuquan.meetings.queries.rules import reasons_of
from tuquan.residents.models import Household

CHIPS = {
    "planned": "info",
    "open": "waiting",
    "closed": "accepted",
    "cancelled": "draft",
    "passed": "accepted",
    "complete": "accepted",
    "counted": "accepted",
    "failed": "late",
    "no_quorum": "late",
    "void": "late",
    "tied": "conflict",
    "second_round": "conflict",
    "incomplete": "late",
    "undecided": "waiting",
    "dropped": "draft",
}
"""How the state of a meeting or a vote looks."""


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """A candidate with the votes, the share of all households and why it came out so."""

    row: Candidate
    share: str
    place: str
    reasons: list[str]


@dataclass(frozen=True, slots=True)
class VoteLine:
    """A motion or an election, its state in words and its reasons."""

    vote: Motion | Election
    chip: str
    state: str
    share: str
    reasons: list[str]
    remarks: list[str]
    candidates: list[CandidateLine]


def meeting_or_404(actor: Actor, meeting_id: int) -> Meeting:
    """The meeting, if the actor may see it."""
    return get_object_or_404(queries.visible_meetings(actor), pk=meeting_id)


def is_on_desk(actor: Actor, meeting: Meeting) -> bool:
    """Whether somebody works at the desk: whoever leads just a group lives on the phone."""
    return actor.may("places.view", meeting.place.path)


def show(
    request: PageRequest,
    meeting: Meeting,
    page: str,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    """A page of a meeting in the frame of whoever looks at it."""
    desk = is_on_desk(request.actor, meeting)
    up = reverse("meetings:index")
    whole = {
        "back_url": up if page == "detail" else reverse("meetings:detail", args=[meeting.pk]),
        "meeting": meeting,
        "frame": "base/desk.html" if desk else "base/phone.html",
        "desk": desk,
        "may_manage": request.actor.may("meetings.manage", meeting.path),
        "chip": CHIPS[meeting.state],
        **context,
    }
    return render(request, f"meetings/{page}.html", whole, status=status)


def mark_roll(actor: Actor, meeting: Meeting, households: Iterable[Household]) -> None:
    """Leave a mark on every household whose head is named (domain h-6)."""
    shown = ((household, meeting.path) for household in households)
    mark_looks(actor, shown, Look.Kind.LISTED, "meetings.roll")


def roll_households(actor: Actor, meeting: Meeting) -> list[Household]:
    """The households that can be witnesses and candidates: of the roll, or who will be on it."""
    listed = [row.household for row in queries.attendance_list(meeting)]
    found = listed or queries.households_to_invite(meeting)
    mark_roll(actor, meeting, found)
    return found


def vote_line(vote: Motion | Election) -> VoteLine:
    """How a vote stands, in words."""
    kind = "state" if isinstance(vote, Motion) else "election"
    if vote.state == VoteState.COUNTED:
        state, words = vote.outcome["state"], word(kind, vote.outcome["state"])
    else:
        state = "dropped" if vote.state == VoteState.DROPPED else "undecided"
        words = str(VoteState(vote.state).label)
    share = ""
    if isinstance(vote, Motion) and vote.state == VoteState.COUNTED and vote.outcome.get("whole"):
        share = exact_share(vote.in_favour or 0, vote.outcome["whole"])
    remarks = [
        say(spelled(Problem(one["code"], params=one["params"]), {}))
        for one in vote.outcome.get("remarks", ())
    ]
    return VoteLine(
        vote,
        CHIPS[state],
        words,
        share,
        [say_reason(reason) for reason in reasons_of(vote.outcome.get("reasons", ()))],
        remarks,
        _candidates(vote) if isinstance(vote, Election) else [],
    )


def _candidates(election: Election) -> list[CandidateLine]:
    told = {one["person"]: one for one in election.outcome.get("candidates", ())}
    rows = list(election.candidates.all())
    order = {person: at for at, person in enumerate(told)}
    rows.sort(key=lambda row: order.get(row.person, row.pk))
    return [_candidate(election, row, told.get(row.person)) for row in rows]


def _candidate(election: Election, row: Candidate, told: dict[str, Any] | None) -> CandidateLine:
    counted = row.votes is not None and election.entitled
    return CandidateLine(
        row,
        exact_share(row.votes or 0, election.entitled) if counted else "",
        word("place", told["place"]) if told else str(row.get_withdrew_display()),
        [say_reason(reason) for reason in reasons_of(told["reasons"])] if told else [],
    )


def quorum_words(meeting: Meeting) -> list[str]:
    """Whether enough households came, in sentences."""
    return [say_reason(reason) for reason in quorum_result(meeting).reasons]


def sentences(problems: Sequence[Problem]) -> list[str]:
    """Problems as sentences."""
    return [say(spelled(problem, {})) for problem in problems]

"""What motions and elections have in common: figures come in, a vote is dropped."""

from __future__ import annotations

from dataclasses import asdict

from django.db.models import F

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import tidy
from tuquan.meetings.models import Attendance, Election, Motion, Participant, VoteState
from tuquan.meetings.queries.counting import happens_in_meeting, present_count
from tuquan.meetings.queries.texts import check_text, refuse, tidy_lines
from tuquan.meetings.queries.ways import Counting, Witness, check_lookers, check_who
from tuquan.residents.models import Household


def take_figures(actor: Actor, vote: Motion | Election, counting: Counting) -> list[Problem]:
    """Put what was counted on a vote, unsaved, and give everything wrong with it.

    Of two people who enter figures at once, the second is told.
    """
    if vote.state == VoteState.DROPPED:
        raise Conflict("vote_was_dropped")
    rows = type(vote)._default_manager.filter(pk=vote.pk).exclude(state=VoteState.DROPPED)
    seen = vote.version if counting.version is None else counting.version
    if not rows.filter(version=seen).update(version=F("version") + 1):
        raise Conflict("vote_changed_meanwhile")
    vote.version = seen + 1
    note = tidy_lines(counting.note)
    if happens_in_meeting(vote.method):
        vote.present = present_count(vote.meeting)
    else:
        vote.present = len(set(counting.participants or ()))
    vote.ballots = {}
    if counting.ballots and vote.method != "show_of_hands":
        vote.ballots = asdict(counting.ballots)
    vote.board = [name for name in map(tidy, counting.board) if name]
    vote.witnesses = _named(counting.witnesses)
    vote.note, vote.entered_by, vote.entered_at = note, actor.name, clock.now()
    vote.state = VoteState.COUNTED
    return [*check_text("note", note), *check_lookers(vote, counting), *check_who(vote, counting)]


def list_participants(actor: Actor, vote: Motion | Election, counting: Counting) -> None:
    """Keep which households took part in a vote with ballots, and nothing about their choice."""
    vote.participants.all().delete()
    if vote.method == "show_of_hands":
        return
    households = counting.participants
    if households is None:
        here = Attendance.objects.filter(meeting=vote.meeting, present=True, entitled=True)
        households = tuple(here.values_list("household_id", flat=True))
    key = "motion" if isinstance(vote, Motion) else "election"
    Participant.objects.bulk_create(
        Participant(**{key: vote}, household_id=household) for household in households
    )


def drop_vote(actor: Actor, vote: Motion | Election, reason: str) -> None:
    """Take a vote off that was not counted, with the reason for the minutes."""
    why = tidy(reason)
    if not why:
        refuse([Problem("drop_reason_missing", "reason")])
    refuse(check_text("reason", why))
    rows = type(vote)._default_manager.filter(pk=vote.pk, state=VoteState.OPEN)
    if not rows.update(state=VoteState.DROPPED, drop_reason=why, version=F("version") + 1):
        raise Conflict("vote_counted_already")
    vote.refresh_from_db()


def _named(witnesses: tuple[Witness, ...]) -> list[dict[str, object]]:
    """The witnesses with a name each: their own, or that of the head of their household."""
    heads = dict(
        Household.objects.filter(pk__in=[one.household for one in witnesses])
        .order_by()
        .values_list("pk", "head_name")
    )
    return [
        {"household": one.household, "name": tidy(one.name) or heads.get(one.household, "")}
        for one in witnesses
    ]

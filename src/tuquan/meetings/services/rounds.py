"""What follows a first count: a second round, or the leader chosen among the members (F-81)."""

from __future__ import annotations

from dataclasses import replace

from django.db import IntegrityError, transaction

from tuquan.audit.services import record
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict
from tuquan.base.texts.meetings import word
from tuquan.core.vietnamese import tidy
from tuquan.core.voting import ElectionResult, next_round
from tuquan.meetings.models import Candidate, Election, Meeting, VoteState
from tuquan.meetings.queries.counting import (
    election_result,
    entitled_count,
    next_round_of,
    round_result,
)
from tuquan.meetings.queries.rules import rules_data, rules_of
from tuquan.meetings.queries.texts import check_text, refuse
from tuquan.meetings.services.taking import take


@transaction.atomic
def open_next_round(actor: Actor, election: Election) -> Election:
    """Vote again where a tie or too few votes ask for it; refused where nothing is left open."""
    meeting = election.meeting
    take(actor, meeting, Meeting.State.OPEN)
    election.refresh_from_db()
    result = _counted(election)
    if next_round_of(election):
        raise Conflict("second_round_exists")
    rules = next_round(rules_of(election), result)
    if rules is None:
        raise Conflict("second_round_not_needed", state=word("election", result.state))
    made = _follow(
        election,
        seats=rules.seats,
        rules=rules_data(rules),
        round=election.round + 1,
        previous=election,
        among=election.among,
    )
    _let_stand(made, election, rules.only or frozenset())
    record(
        actor,
        "meetings.round_opened",
        meeting,
        meeting.path,
        election=made.pk,
        round=made.round,
    )
    return made


@transaction.atomic
def open_leader_election(actor: Actor, members: Election, position: str, label: str) -> Election:
    """The second stage: one leader is chosen among the members just elected."""
    meeting = members.meeting
    take(actor, meeting, Meeting.State.OPEN)
    members.refresh_from_db()
    name = tidy(label)
    refuse([*check_text("label", name, needed=True), *check_text("position", tidy(position))])
    if members.state != VoteState.COUNTED:
        raise Conflict("members_not_elected")
    result = election_result(members)
    if result.state not in ("complete", "incomplete") or not result.elected:
        raise Conflict("members_not_elected")
    rules = replace(rules_of(members), seats=1, only=frozenset(result.elected))
    made = _follow(
        members,
        position=tidy(position) or "leader",
        label=name,
        seats=1,
        rules=rules_data(rules),
        among=members,
    )
    _let_stand(made, members, frozenset(result.elected))
    record(actor, "meetings.leader_stage_opened", meeting, meeting.path, election=made.pk)
    return made


def _counted(election: Election) -> ElectionResult:
    """The result of a round that has figures."""
    if election.state != VoteState.COUNTED:
        raise Conflict("second_round_not_needed", state=word("election", "undecided"))
    return round_result(election)


def _follow(election: Election, **changed: object) -> Election:
    """A vote like the one before, in the same meeting, with its own figures."""
    same = {name: getattr(election, name) for name in ("position", "label", "matter", "method")}
    values = {**same, "entitled": entitled_count(election.meeting), **changed}
    try:
        with transaction.atomic():
            return Election.objects.create(meeting=election.meeting, **values)
    except IntegrityError as taken:
        raise Conflict("second_round_exists") from taken


def _let_stand(made: Election, before: Election, persons: frozenset[int]) -> None:
    """Those who may stand again, under the numbers they had from the first round on."""
    rounds = [before, *before.next_rounds.exclude(pk=made.pk).exclude(state=VoteState.DROPPED)]
    known = {row.person: row for one in rounds for row in one.candidates.all()}
    Candidate.objects.bulk_create(
        Candidate(
            election=made,
            name=known[person].name,
            household=known[person].household,
            nominated_by=known[person].nominated_by,
            first_id=person,
        )
        for person in sorted(persons & set(known))
    )

"""Elections: who stands, how many votes each got, who is elected (F-81, S0-12, S0-14)."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, replace

from django.db import transaction

from tuquan.audit.services import record
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import same_name_key, tidy
from tuquan.core.voting import ElectionResult, ElectionRules, SecondRound
from tuquan.meetings.models import Candidate, Election, Meeting, VoteState
from tuquan.meetings.queries.counting import (
    election_result,
    entitled_count,
    next_round_of,
    round_result,
)
from tuquan.meetings.queries.rules import (
    election_matters,
    matter_here,
    quorum_for,
    reasons_data,
    remarks_data,
    rules_data,
)
from tuquan.meetings.queries.texts import check_text, refuse
from tuquan.meetings.queries.ways import Counting, check_way, with_majority
from tuquan.meetings.services.taking import take
from tuquan.meetings.services.votes import drop_vote, list_participants, take_figures
from tuquan.residents.models import Household

MOST_SEATS = 50
"""More are never elected in one vote."""


@dataclass(frozen=True, slots=True)
class NewElection:
    """Which post is filled, by which rules; what is left out is the usual (S0-12, S0-30)."""

    position: str
    label: str
    seats: int = 1
    matter: str = "group_election"
    method: str = "secret_ballot"
    majority: str = ""
    second_round: SecondRound = SecondRound()
    next_moves_up: bool = False


@dataclass(frozen=True, slots=True)
class NewCandidate:
    """Somebody proposed; the front committee nominates (S0-14)."""

    name: str
    household: Household | None = None
    nominated_by: str = ""


@dataclass(frozen=True, slots=True)
class ElectionFigures:
    """The votes of each candidate, by the number of the candidate."""

    votes: Mapping[int, int | None]
    counting: Counting = Counting()


@transaction.atomic
def open_election(actor: Actor, meeting: Meeting, wanted: NewElection) -> Election:
    """Open an election, before the meeting or in it, by rules that stay with it."""
    take(actor, meeting, Meeting.State.PLANNED, Meeting.State.OPEN)
    label, position = tidy(wanted.label), tidy(wanted.position)
    problems = check_text("label", label, needed=True)
    problems += check_text("position", position)
    if not position:
        problems.append(Problem("election_position_missing", "position"))
    if not 1 <= wanted.seats <= MOST_SEATS:
        problems.append(Problem("election_seats_wrong", "seats", {"most": MOST_SEATS}))
    if not meeting.is_of_households:
        problems.append(Problem("votes_are_for_households"))
    elif wanted.matter not in election_matters(meeting):
        problems.append(Problem("motion_matter_unknown", "matter"))
    refuse(problems)
    matter = with_majority(matter_here(meeting, wanted.matter), wanted.majority)
    check_way(meeting, matter, wanted.method, None)
    rules = ElectionRules(
        seats=wanted.seats,
        threshold=matter.threshold,
        quorum=quorum_for(meeting, matter),
        second_round=wanted.second_round,
        next_moves_up=wanted.next_moves_up,
    )
    made = Election.objects.create(
        meeting=meeting,
        position=position,
        label=label,
        seats=wanted.seats,
        matter=matter.key,
        method=wanted.method,
        rules=rules_data(rules),
        entitled=entitled_count(meeting),
    )
    record(
        actor,
        "meetings.election_opened",
        meeting,
        meeting.path,
        position=position,
        seats=wanted.seats,
        fixed_by_law=rules.threshold.law is not None,
    )
    return made


@transaction.atomic
def nominate(actor: Actor, election: Election, wanted: NewCandidate) -> Candidate:
    """Put somebody on the list of candidates; whoever lives outside the area is refused."""
    meeting = election.meeting
    take(actor, meeting, Meeting.State.PLANNED, Meeting.State.OPEN)
    _must_be_open(election, "election_is_counted")
    if election.previous_id or election.among_id:
        raise Conflict("candidates_are_given")
    name, proposer = tidy(wanted.name), tidy(wanted.nominated_by)
    problems = check_text("name", name, needed=True)
    problems += check_text("nominated_by", proposer)
    standing = {same_name_key(c.name) for c in election.candidates.filter(withdrew="")}
    if name and same_name_key(name) in standing:
        problems.append(Problem("candidate_listed_already", "name", {"name": name}))
    refuse(problems)
    new = Candidate(election=election, name=name, household=wanted.household, nominated_by=proposer)
    if not _lives_here(meeting, new):
        shown = {"name": name, "place": meeting.place.name}
        refuse([Problem("candidate_outside", "household", shown)])
    new.save()
    record(actor, "meetings.nominated", meeting, meeting.path, election=election.pk)
    return new


@transaction.atomic
def withdraw_candidate(actor: Actor, candidate: Candidate) -> Candidate:
    """Somebody withdraws: before the count their votes do not count, after it the seat is free."""
    election = candidate.election
    meeting = election.meeting
    take(actor, meeting, Meeting.State.PLANNED, Meeting.State.OPEN)
    election.refresh_from_db()
    if election.state == VoteState.DROPPED:
        raise Conflict("vote_was_dropped")
    if next_round_of(election):
        raise Conflict("round_followed")
    counted = election.state == VoteState.COUNTED
    when = Candidate.Withdrew.AFTER if counted else Candidate.Withdrew.BEFORE
    rows = Candidate.objects.filter(pk=candidate.pk, withdrew="")
    if not rows.update(withdrew=when):
        raise Conflict("candidate_withdrew_already", name=candidate.name)
    candidate.refresh_from_db()
    if counted:
        _conclude(election, round_result(election), election.outcome.get("remarks", []))
    record(actor, "meetings.withdrew", meeting, meeting.path, election=election.pk, when=when)
    return candidate


@transaction.atomic
def record_election(actor: Actor, election: Election, figures: ElectionFigures) -> ElectionResult:
    """Enter the votes of every candidate; figures that cannot be true are refused by name."""
    meeting, election = election.meeting, copy(election)  # a refusal leaves the caller's as it was
    take(actor, meeting, Meeting.State.OPEN)
    if next_round_of(election) or election.leader_elections.exclude(state="dropped").exists():
        raise Conflict("round_followed")
    found = take_figures(actor, election, figures.counting)
    rows = list(election.candidates.all())
    for row in rows:
        row.votes = figures.votes.get(row.pk, row.votes if row.withdrew else None)
    with_votes = _with_candidates(election, rows)
    result = round_result(with_votes)
    fields = {row.person: f"votes_{row.pk}" for row in rows}
    problems = [_at_field(problem, fields) for problem in result.problems]
    refuse([*problems, *found], figures.counting.participants or ())
    Candidate.objects.bulk_update(rows, ["votes"])
    list_participants(actor, election, figures.counting)
    _conclude(with_votes, result, remarks_data([*problems, *found]))
    record(
        actor,
        "meetings.election_counted",
        meeting,
        meeting.path,
        election=election.pk,
        state=result.state,
    )
    return election_result(election)


@transaction.atomic
def drop_election(actor: Actor, election: Election, reason: str) -> Election:
    """Do not hold the election after all; the reason stands in the minutes."""
    meeting = election.meeting
    take(actor, meeting, Meeting.State.PLANNED, Meeting.State.OPEN)
    drop_vote(actor, election, reason)
    record(actor, "meetings.election_dropped", meeting, meeting.path, election=election.pk)
    return election


def _must_be_open(election: Election, code: str) -> None:
    election.refresh_from_db()
    if election.state == VoteState.DROPPED:
        raise Conflict("vote_was_dropped")
    if election.state == VoteState.COUNTED:
        raise Conflict(code)


def _lives_here(meeting: Meeting, candidate: Candidate) -> bool:
    household = candidate.household
    if household is None:
        return False
    if meeting.attendance.filter(household=household).exists():
        return True
    return household.closed_on is None and household.place_id == meeting.place_id


def _with_candidates(election: Election, rows: list[Candidate]) -> Election:
    """The election with these unsaved candidates as those that are read of it."""
    election._prefetched_objects_cache = {"candidates": rows}  # type: ignore[attr-defined]
    return election


def _at_field(problem: Problem, fields: Mapping[int, str]) -> Problem:
    """Problems of a candidate stand at the field of the votes, not at the number of the person."""
    if problem.where.isdigit():
        return replace(problem, where=fields.get(int(problem.where), ""))
    return problem


def _conclude(election: Election, result: ElectionResult, remarks: list[dict[str, object]]) -> None:
    """Keep what one round came to beside its figures."""
    election.outcome = {
        "state": result.state,
        "needed": result.needed,
        "seats_open": result.seats_open,
        "seats_empty": result.seats_empty,
        "elected": list(result.elected),
        "reasons": reasons_data(result.reasons),
        "candidates": [
            {"person": one.person, "place": one.place, "reasons": reasons_data(one.reasons)}
            for one in result.candidates
        ],
        "remarks": remarks,
    }
    election.save()

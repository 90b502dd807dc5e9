"""From rows to the arithmetic of `core.voting`: who is there, the figures, the outcome."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from tuquan.core.voting import (
    CHANNELS,
    BallotCount,
    Candidate,
    ElectionResult,
    QuorumResult,
    Turnout,
    count_election,
    count_leader,
    join_rounds,
    judge_quorum,
)
from tuquan.core.voting.elections import StagedRules
from tuquan.meetings.models import Candidate as CandidateRow
from tuquan.meetings.models import Election, Meeting, Motion, VoteState
from tuquan.meetings.queries.rules import quorum_of, rules_of
from tuquan.residents.models import Household


@dataclass(frozen=True, slots=True)
class BallotFigures:
    """The figures of the ballots of one vote, as they were typed."""

    handed_to: int | None = None
    issued: int | None = None
    returned: int | None = None
    not_returned: int | None = None
    valid: int | None = None
    invalid: int | None = None

    def counted(self) -> BallotCount:
        """The same for the core."""
        return BallotCount(
            self.handed_to,
            self.issued,
            self.returned,
            self.not_returned,
            self.valid,
            self.invalid,
        )


def present_count(meeting: Meeting) -> int | None:
    """How many entitled households came; None as long as not every one is marked."""
    marks = list(meeting.attendance.filter(entitled=True).values_list("present", flat=True))
    return None if not marks or None in marks else sum(1 for mark in marks if mark)


def entitled_count(meeting: Meeting) -> int:
    """How many households may vote: the frozen number (F-79)."""
    return meeting.attendance.filter(entitled=True).count()


def quorum_result(meeting: Meeting) -> QuorumResult:
    """Whether enough households came for the meeting to decide anything (F-77)."""
    return judge_quorum(quorum_of(meeting.quorum), entitled_count(meeting), present_count(meeting))


def happens_in_meeting(method: str) -> bool:
    """Whether the vote is taken among those present: by hands, or ballots in the room."""
    return CHANNELS[method] == "meeting"  # type: ignore[index]


def turnout_of(vote: Motion | Election) -> Turnout:
    """The frozen number of households, those who took part, and the ballots if there were any."""
    ballots = BallotFigures(**vote.ballots).counted() if vote.ballots else None
    return Turnout(vote.entitled, vote.present, ballots)


def candidates_of(election: Election) -> list[Candidate]:
    """The candidates for the core; a person has the same number in every round."""
    return [
        Candidate(one.person, one.name, one.votes, one.withdrew)  # type: ignore[arg-type]
        for one in election.candidates.all()
    ]


def eligible(meeting: Meeting, rows: Collection[CandidateRow]) -> frozenset[int]:
    """The candidates who may stand: of a household on the roll, or living in the area."""
    named = {one.household_id for one in rows if one.household_id}
    on_roll = set(
        meeting.attendance.filter(household__in=named).values_list("household_id", flat=True)
    )
    living = Household.objects.current().filter(pk__in=named, place=meeting.place_id)
    known = on_roll | set(living.values_list("pk", flat=True))
    return frozenset(one.person for one in rows if one.household_id in known)


def round_result(election: Election) -> ElectionResult:
    """What one round alone came to, by its own figures."""
    rules, turnout = rules_of(election), turnout_of(election)
    candidates = candidates_of(election)
    if election.among_id and election.among and election.previous_id is None:
        members = election_result(election.among)
        staged = StagedRules(rules_of(election.among), rules)
        return count_leader(staged, members, turnout, candidates)
    able = eligible(election.meeting, list(election.candidates.all()))
    return count_election(rules, turnout, candidates, able)


def election_result(election: Election) -> ElectionResult:
    """What the election came to, its rounds joined: the later round decides what was left open."""
    result = round_result(election)
    following = next_round_of(election)
    if following is None or following.state != VoteState.COUNTED:
        return result
    return join_rounds(result, election_result(following))


def next_round_of(election: Election) -> Election | None:
    """The round that follows, unless it was dropped."""
    return election.next_rounds.exclude(state=VoteState.DROPPED).first()

"""What comes after a first count: a second round, or a leader chosen among the members (F-81)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from tuquan.core.reasons import Reason
from tuquan.core.voting.ballots import Turnout
from tuquan.core.voting.counting import count_election, nothing_decided
from tuquan.core.voting.elections import Candidate, ElectionResult, ElectionRules, StagedRules


def next_round(rules: ElectionRules, result: ElectionResult) -> ElectionRules | None:
    """The rules of the vote that has to follow: its seats and who may stand; None if none has to.

    After a second round only a tie is voted again: a seat nobody reached the threshold for stays
    empty until a new election.
    """
    if result.state not in ("tied", "second_round"):
        return None
    return replace(
        rules,
        seats=result.seats_open,
        threshold=rules.second_round.threshold or rules.threshold,
        second_round=replace(rules.second_round, who="tied"),
        only=frozenset(result.may_stand),
    )


def join_rounds(first: ElectionResult, second: ElectionResult) -> ElectionResult:
    """The result of both rounds: those elected in the first come first, whatever their votes.

    Who stood twice is listed once, as the second round left them.
    """
    again = {one.person for one in second.candidates}
    won = [one for one in first.candidates if one.place == "elected"]
    rest = [one for one in first.candidates if one.place != "elected" and one.person not in again]
    empty = first.seats_empty + second.seats_empty
    state = "incomplete" if second.state == "complete" and empty else second.state
    return replace(
        second,
        state=state,
        candidates=(*won, *second.candidates, *rest),
        seats=first.seats,
        seats_empty=empty,
        reasons=(*first.reasons, *second.reasons),
        problems=(*first.problems, *second.problems),
    )


def count_leader(
    rules: StagedRules,
    members: ElectionResult,
    turnout: Turnout,
    candidates: Collection[Candidate],
) -> ElectionResult:
    """The second stage: only those elected as members may stand, and only once they all are known.

    `turnout` is of those who vote in this stage: all households, or the members themselves.
    """
    chosen = frozenset(members.elected)
    leader = replace(rules.leader, only=chosen)
    if members.state in ("complete", "incomplete"):
        return count_election(leader, turnout, candidates, chosen)
    why = Reason("members_not_chosen_yet", {"state": members.state})
    return nothing_decided("undecided", leader, candidates, (why,))

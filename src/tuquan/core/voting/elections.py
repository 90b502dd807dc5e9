"""Elections as data: who stands, for how many seats, by what rules, and what came out (F-81).

The front committee nominates and chairs (S0-14), the households elect leader and deputy (S0-12).
Each post that is filled by its own vote is an election of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tuquan.core.problems import Problem
from tuquan.core.reasons import Reason
from tuquan.core.voting.thresholds import GROUP_MAJORITY, GROUP_QUORUM, Quorum, Threshold

Withdrawal = Literal["", "before_vote", "after_vote"]

Place = Literal["elected", "not_elected", "tied", "second_round", "withdrawn", "open"]
"""How a candidate stands after the count; `open` as long as nothing is decided."""

ElectionState = Literal["complete", "tied", "second_round", "incomplete", "void", "undecided"]
"""Filled, tied, to go on, ended with seats empty, without a quorum, or figures are missing."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who stands: the id of the person, the name to read out, and the votes counted.

    Votes for a name that withdrew before the vote and still stood on the ballot do not count.
    """

    person: int
    name: str
    votes: int | None = None
    withdrew: Withdrawal = ""


@dataclass(frozen=True, slots=True)
class SecondRound:
    """Who may stand again when seats are left that nobody reached the threshold for.

    `most_votes`: so many for each seat that is left, and all who tie with the last of them;
    `everyone` who was not elected; `tied`: only a tie is voted again. Those who tie for a seat may
    always stand again. The second round may have a threshold of its own.
    """

    who: Literal["most_votes", "everyone", "tied"] = "most_votes"
    per_seat: int = 2
    threshold: Threshold | None = None


@dataclass(frozen=True, slots=True)
class ElectionRules:
    """The first `seats` of those who reach the threshold are elected.

    `next_moves_up`: the seat of somebody who withdraws after the vote goes to the next who reached
    the threshold; otherwise it stays empty. `only` names those who may stand in a later round or
    stage.
    """

    seats: int = 1
    threshold: Threshold = GROUP_MAJORITY
    quorum: Quorum | None = GROUP_QUORUM
    second_round: SecondRound = SecondRound()
    next_moves_up: bool = False
    only: frozenset[int] | None = None

    def __post_init__(self) -> None:
        """Refuse an election for nothing."""
        if self.seats < 1 or self.second_round.per_seat < 1:
            raise ValueError("an election has at least one seat, and somebody to stand for it")


@dataclass(frozen=True, slots=True)
class StagedRules:
    """Two stages: first the members are elected, then the leader among them."""

    members: ElectionRules
    leader: ElectionRules

    def __post_init__(self) -> None:
        """Refuse more leaders than members."""
        if self.leader.seats > self.members.seats:
            raise ValueError("more are chosen among the members than there are members")


@dataclass(frozen=True, slots=True)
class CandidateResult:
    """What came out for one candidate and why."""

    person: int
    name: str
    votes: int | None
    place: Place
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class ElectionResult:
    """What came out: candidates by votes, then by name, and what is left to do.

    `seats_open` are decided by the next round; `seats_empty` stay empty until a new election.
    `needed` is the least number of votes that elects. `missing` names the figures that would decide
    an undecided election.
    """

    state: ElectionState
    candidates: tuple[CandidateResult, ...]
    seats: int
    seats_open: int
    seats_empty: int
    needed: int | None
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def elected(self) -> tuple[int, ...]:
        """The persons elected, most votes first."""
        return self._placed("elected")

    @property
    def not_elected(self) -> tuple[int, ...]:
        """The persons not elected and not standing again."""
        return self._placed("not_elected")

    @property
    def tied(self) -> tuple[int, ...]:
        """The persons with equal votes for fewer seats; a tie is never broken silently."""
        return self._placed("tied")

    @property
    def may_stand(self) -> tuple[int, ...]:
        """The persons who may stand in the next round."""
        return self.tied + self._placed("second_round")

    def _placed(self, place: Place) -> tuple[int, ...]:
        return tuple(one.person for one in self.candidates if one.place == place)

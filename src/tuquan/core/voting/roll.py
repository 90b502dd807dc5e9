"""Who may vote: the frozen list of households, one vote each, and how many of them came.

F-77, F-79: the denominator is fixed when the vote opens. Who represents a household is of no
importance; that it is represented once only is (S0-14).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from tuquan.core.problems import Problem
from tuquan.core.reasons import Reason
from tuquan.core.voting.outcomes import MISSING
from tuquan.core.voting.thresholds import Quorum


@dataclass(frozen=True, slots=True)
class Roll:
    """The households entitled to vote, by id, as they were when the vote opened."""

    households: frozenset[int]

    @property
    def entitled(self) -> int:
        """How many votes there are: one for each household."""
        return len(self.households)


@dataclass(frozen=True, slots=True)
class Presence:
    """The entitled households that take part, each once, and what was wrong with the list."""

    households: frozenset[int]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class QuorumResult:
    """Whether enough households take part, how many are needed and how many more it takes.

    `lacking` is None where nobody counted, and on an empty roll, which no number of people helps.
    """

    state: Literal["met", "short", "unknown"]
    needed: int
    lacking: int | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who came to a meeting and whether it can be held; the share is None on an empty roll."""

    households: frozenset[int]
    entitled: int
    share: Fraction | None
    quorum: QuorumResult
    problems: tuple[Problem, ...]

    @property
    def can_be_held(self) -> bool:
        """Whether the meeting has the households it needs."""
        return self.quorum.state == "met"


def presence(roll: Roll, represented: Iterable[int]) -> Presence:
    """Take down the households of the people who came; strangers and second ones do not count."""
    taken: set[int] = set()
    problems = []
    for household in represented:
        if household not in roll.households:
            problems.append(Problem("household_not_entitled", params={"household": household}))
        elif household in taken:
            problems.append(Problem("household_represented_twice", params={"household": household}))
        else:
            taken.add(household)
    return Presence(frozenset(taken), tuple(problems))


def judge_quorum(quorum: Quorum | None, entitled: int, present: int | None) -> QuorumResult:
    """Whether so many households are enough; where no quorum was set, one household is."""
    needed = quorum.least(entitled) if quorum else 1
    shown = {"entitled": entitled, "needed": needed}
    origin = quorum.origin() if quorum else Reason("no_quorum_set")
    if not entitled:
        return QuorumResult("short", needed, None, (Reason("nobody_entitled"),))
    if present is None:
        lacks = Reason(MISSING, {"figure": "present"})
        return QuorumResult("unknown", needed, None, (lacks, origin))
    shown["present"] = present
    if present >= needed:
        return QuorumResult("met", needed, 0, (Reason("quorum_met", shown), origin))
    lacking = needed - present
    short = Reason("quorum_short", {**shown, "lacking": lacking})
    return QuorumResult("short", needed, lacking, (short, origin))


def attendance(roll: Roll, represented: Iterable[int], quorum: Quorum | None) -> Attendance:
    """Count the households that came and say whether the meeting can be held."""
    came = presence(roll, represented)
    present = len(came.households)
    return Attendance(
        came.households,
        roll.entitled,
        Fraction(present, roll.entitled) if roll.entitled else None,
        judge_quorum(quorum, roll.entitled, present),
        came.problems,
    )

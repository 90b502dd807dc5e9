"""A motion: for, against, abstained, blank and invalid, to passed or failed (F-78)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Literal

from tuquan.core.problems import Problem
from tuquan.core.reasons import Reason
from tuquan.core.voting.ballots import Turnout, adds_up, check_turnout
from tuquan.core.voting.outcomes import check_counts, contradict
from tuquan.core.voting.roll import judge_quorum
from tuquan.core.voting.thresholds import Quorum, Requirement, Threshold

MotionState = Literal["passed", "failed", "no_quorum", "undecided"]


@dataclass(frozen=True, slots=True)
class VoteCount:
    """How the households voted, as counts; None where the figure is not filled in.

    Abstaining is a valid choice. A ballot left blank says nothing and is not valid.
    """

    in_favour: int | None
    against: int | None
    abstained: int | None
    blank: int | None = 0
    invalid: int | None = 0

    def valid(self) -> tuple[int | None, ...]:
        """The counts of those that say something."""
        return (self.in_favour, self.against, self.abstained)

    def cast(self) -> tuple[int | None, ...]:
        """The counts of all that were cast."""
        return (*self.valid(), self.blank, self.invalid)


@dataclass(frozen=True, slots=True)
class MotionOutcome:
    """What came out, how many had to agree, how many more it would have taken, and why.

    `whole` is the number the share is taken of. `missing` names the figures that would decide. How
    many more households a quorum takes stands in the reasons.
    """

    state: MotionState
    whole: int | None
    needed: int | None
    lacking: int | None
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def check_votes(turnout: Turnout, votes: VoteCount) -> tuple[Problem, ...]:
    """Everything wrong with the figures of a motion, missing ones included."""
    problems = [*check_turnout(turnout), *check_counts(asdict(votes))]
    cast = sum(count or 0 for count in votes.cast())
    ballots = turnout.ballots
    if ballots is None:
        if turnout.present is not None and cast > turnout.present:
            params = {"count": cast, "present": turnout.present}
            problems.append(Problem("more_votes_than_present", "in_favour", params))
        return tuple(problems)
    for code, whole, parts in (
        ("choices_not_the_valid_ballots", ballots.valid, votes.valid()),
        ("blanks_not_the_invalid_ballots", ballots.invalid, (votes.blank, votes.invalid)),
    ):
        if not adds_up(whole, parts):
            shown = {"count": sum(part or 0 for part in parts), "ballots": whole}
            problems.append(Problem(code, "ballots", shown))
    return tuple(problems)


def count_motion(
    threshold: Threshold, quorum: Quorum | None, turnout: Turnout, votes: VoteCount
) -> MotionOutcome:
    """Whether a motion passed, with the exact figures.

    Figures that cannot be true together decide nothing. A figure nobody filled in leaves it
    undecided only where it decides: how many were against matters to no share of all households.
    """
    problems = check_votes(turnout, votes)
    whole = _whole(threshold, turnout, votes)
    if contradict(problems):
        reasons = (Reason("figures_contradict"),)
        return MotionOutcome("undecided", whole, None, None, reasons, (), problems)
    there = judge_quorum(quorum, turnout.entitled, turnout.present)
    if there.state == "short":
        return MotionOutcome("no_quorum", whole, None, None, there.reasons, (), problems)
    figures = {
        "present": turnout.present if quorum else 0,
        "in_favour": votes.in_favour,
        threshold.of: whole,
    }
    missing = tuple(name for name, count in figures.items() if count is None)
    if whole is None or votes.in_favour is None or missing:
        lacks = Reason("figures_missing", {"figures": missing})
        return MotionOutcome("undecided", whole, None, None, (lacks,), missing, problems)
    outcome = _decide(threshold, threshold.of, whole, votes.in_favour)
    return replace(outcome, problems=problems)


def count_areas(required: Requirement, areas: Mapping[int, MotionState]) -> MotionOutcome:
    """Whether a matter of the whole commune passed: how many of all its areas agreed.

    Decided as soon as the areas that are still out can no longer change it. An area without its
    quorum has not agreed.
    """
    agreed = sum(state == "passed" for state in areas.values())
    out = tuple(sorted(area for area, state in areas.items() if state == "undecided"))
    outcome = _decide(required, "all_areas", len(areas), agreed)
    if outcome.lacking and outcome.lacking <= len(out):
        lacks = Reason("areas_missing", {"areas": out, "count": len(out)})
        missing = tuple(str(area) for area in out)
        return MotionOutcome(
            "undecided", len(areas), outcome.needed, outcome.lacking, (lacks,), missing
        )
    return outcome


def _whole(threshold: Threshold, turnout: Turnout, votes: VoteCount) -> int | None:
    """The number the share is taken of; in an open vote the hands raised are the ballots."""
    if turnout.ballots is None and threshold.of in ("ballots_cast", "valid_ballots"):
        counts = votes.valid() if threshold.of == "valid_ballots" else votes.cast()
        known = [count for count in counts if count is not None]
        return sum(known) if len(known) == len(counts) else None
    return turnout.whole(threshold.of)


def _decide(required: Requirement, of: str, whole: int, in_favour: int) -> MotionOutcome:
    needed = required.least(whole)
    lacking = max(0, needed - in_favour)
    state: MotionState = "failed" if lacking else "passed"
    shown = {
        "in_favour": in_favour,
        "needed": needed,
        "lacking": lacking,
        "whole": whole,
        "of": of,
        "share": required.share,
        "strict": required.strict,
    }
    why = Reason("motion_failed" if lacking else "motion_passed", shown)
    return MotionOutcome(state, whole, needed, lacking, (why, required.origin()))

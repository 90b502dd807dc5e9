"""Counting one round of an election: problems first, then the quorum, then seats by votes (F-81).

Ties are reported with their names, never broken; the order in which candidates are listed changes
nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from tuquan.core.problems import Problem
from tuquan.core.reasons import Reason
from tuquan.core.vietnamese import name_sort_key
from tuquan.core.voting.ballots import Turnout, check_turnout
from tuquan.core.voting.elections import (
    Candidate,
    CandidateResult,
    ElectionResult,
    ElectionRules,
    ElectionState,
    Place,
)
from tuquan.core.voting.outcomes import VOTES_MISSING, contradict
from tuquan.core.voting.roll import judge_quorum


def check_election(
    rules: ElectionRules,
    turnout: Turnout,
    candidates: Collection[Candidate],
    entitled: Collection[int],
) -> tuple[Problem, ...]:
    """Everything wrong with the candidates and the figures, missing ones included.

    `entitled` are the persons who may stand: somebody from outside the area is refused by name. One
    candidate for one seat is allowed, none is not.
    """
    problems = list(check_turnout(turnout))
    standing = [one for one in candidates if one.withdrew != "before_vote"]
    if not standing:
        problems.append(Problem("no_candidates", "candidates", {"seats": rules.seats}))
    for person, times in Counter(one.person for one in candidates).items():
        if times > 1:
            named = next(one for one in candidates if one.person == person)
            problems.append(_problem("candidate_twice", named))
    for one in standing:
        if rules.only is not None and one.person not in rules.only:
            problems.append(_problem("candidate_may_not_stand", one))
        elif one.person not in entitled:
            problems.append(_problem("candidate_not_entitled", one))
    problems += _check_marks(rules, turnout, candidates)
    return tuple(problems)


@dataclass(frozen=True, slots=True)
class _Shares:
    """How the seats went: `late` reached the threshold when no seat was left.

    `free` seats are those that nobody else reached the threshold for, `vacated` those whose winner
    withdrew.
    """

    elected: tuple[Candidate, ...]
    tied: tuple[Candidate, ...]
    late: tuple[Candidate, ...]
    tied_for: int
    free: int
    vacated: int


@dataclass(frozen=True, slots=True)
class _Count:
    """A finished count: who stood, most votes first, what was needed, and how the seats went."""

    rules: ElectionRules
    standing: tuple[Candidate, ...]
    whole: int
    needed: int
    shares: _Shares
    again: tuple[Candidate, ...]

    @property
    def open_seats(self) -> int:
        """The seats the next round decides."""
        return self.shares.tied_for or (self.shares.free if self.again else 0)

    @property
    def empty_seats(self) -> int:
        """The seats that stay empty until a new election."""
        return self.shares.vacated + (0 if self.again else self.shares.free)


def count_election(
    rules: ElectionRules,
    turnout: Turnout,
    candidates: Collection[Candidate],
    entitled: Collection[int],
) -> ElectionResult:
    """Who is elected in one round, who is not, who ties, and who may stand again, with reasons.

    Figures that cannot be true together, and a candidate who may not stand, decide nothing. A
    meeting without its quorum decides nothing either: the election is void.
    """
    problems = check_election(rules, turnout, candidates, entitled)
    if contradict(problems):
        clash = Reason("figures_contradict")
        return nothing_decided("undecided", rules, candidates, (clash,), problems)
    there = judge_quorum(rules.quorum, turnout.entitled, turnout.present)
    if there.state == "short":
        return nothing_decided("void", rules, candidates, there.reasons, problems)
    whole = turnout.whole(rules.threshold.of)
    figures = [] if there.state == "met" else ["present"]
    figures += [rules.threshold.of] if whole is None else []
    uncounted = [item for item in problems if item.code == VOTES_MISSING]
    if whole is None or figures or uncounted:
        why = _why_undecided(tuple(figures), [str(item.params["name"]) for item in uncounted])
        missing = (*figures, *(f"votes:{item.where}" for item in uncounted))
        return nothing_decided("undecided", rules, candidates, why, problems, missing)
    return _conclude(_count(rules, whole, candidates), turnout, candidates, problems)


def nothing_decided(
    state: ElectionState,
    rules: ElectionRules,
    candidates: Iterable[Candidate],
    reasons: tuple[Reason, ...],
    problems: tuple[Problem, ...] = (),
    missing: tuple[str, ...] = (),
) -> ElectionResult:
    """A result that says nothing about anybody, and why it cannot."""
    left = tuple(
        CandidateResult(one.person, one.name, one.votes, "open")
        for one in sorted(candidates, key=_rank)
    )
    return ElectionResult(
        state, left, rules.seats, rules.seats, 0, None, reasons, missing, problems
    )


def _check_marks(
    rules: ElectionRules, turnout: Turnout, candidates: Iterable[Candidate]
) -> Iterator[Problem]:
    """Nobody has more votes than voters, and nobody marked more names than there are seats."""
    voters = turnout.whole("valid_ballots")
    marks = 0
    for one in candidates:
        votes = one.votes
        marks += votes or 0
        if votes is not None and votes < 0:
            yield _problem("candidate_votes_negative", one)
        elif one.withdrew == "before_vote":
            if votes:
                yield _problem("votes_for_withdrawn", one, is_warning=True)
        elif votes is None:
            yield _problem(VOTES_MISSING, one)
        elif voters is not None and votes > voters:
            yield _problem("more_votes_than_voters", one, voters=voters)
    if voters is not None and marks > voters * rules.seats:
        most = voters * rules.seats
        shown = {"marks": marks, "voters": voters, "seats": rules.seats, "most": most}
        yield Problem("more_marks_than_seats_allow", "candidates", shown)


def _problem(code: str, one: Candidate, is_warning: bool = False, **shown: int) -> Problem:
    values = {"person": one.person, "name": one.name, "votes": one.votes, **shown}
    return Problem(code, str(one.person), values, is_warning)


def _rank(one: Candidate) -> tuple[int, str, int]:
    """Most votes first; equal ones by name, which is an order to read in and gives no advantage."""
    return (-(one.votes or 0), name_sort_key(one.name), one.person)


def _names(candidates: Iterable[Candidate]) -> tuple[str, ...]:
    return tuple(one.name for one in candidates)


def _why_undecided(figures: tuple[str, ...], names: Sequence[str]) -> tuple[Reason, ...]:
    reasons = (
        Reason("figures_missing", {"figures": figures}) if figures else None,
        Reason("votes_missing", {"names": tuple(names)}) if names else None,
    )
    return tuple(reason for reason in reasons if reason)


def _count(rules: ElectionRules, whole: int, candidates: Iterable[Candidate]) -> _Count:
    standing = [one for one in sorted(candidates, key=_rank) if one.withdrew != "before_vote"]
    needed = rules.threshold.least(whole)
    shares = _share_out(rules, [one for one in standing if _votes(one) >= needed])
    left = [one for one in standing if _votes(one) < needed and not one.withdrew]
    again = _stand_again(rules, shares.free, left) if shares.free else ()
    return _Count(rules, tuple(standing), whole, needed, shares, again)


def _share_out(rules: ElectionRules, reached: Iterable[Candidate]) -> _Shares:
    """Give out the seats, most votes first, by blocks of equal votes that are seated as one."""
    elected: list[Candidate] = []
    tied: list[Candidate] = []
    late: list[Candidate] = []
    free, tied_for, vacated = rules.seats, 0, 0
    for _, equal in groupby(reached, key=_votes):
        block = list(equal)
        staying = [one for one in block if not one.withdrew]
        if not free:
            late += staying
        elif len(staying) > free:
            tied, tied_for, free = staying, free, 0
        else:
            elected += staying
            free -= len(staying)
            gone = 0 if rules.next_moves_up else min(free, len(block) - len(staying))
            vacated += gone
            free -= gone
    return _Shares(tuple(elected), tuple(tied), tuple(late), tied_for, free, vacated)


def _stand_again(
    rules: ElectionRules, seats: int, left: Sequence[Candidate]
) -> tuple[Candidate, ...]:
    """Who may stand again for the seats left; the last of them never shuts out an equal."""
    again = rules.second_round
    if again.who == "tied":
        return ()
    count = again.per_seat * seats
    if again.who == "everyone" or len(left) <= count:
        return tuple(left)
    return tuple(one for one in left if _votes(one) >= _votes(left[count - 1]))


def _conclude(
    count: _Count,
    turnout: Turnout,
    candidates: Iterable[Candidate],
    problems: tuple[Problem, ...],
) -> ElectionResult:
    state, why = _outcome(count)
    reasons = [why]
    if count.shares.vacated:
        reasons.append(Reason("seats_empty_after_withdrawal", {"seats": count.shares.vacated}))
    if turnout.whole("valid_ballots") == 0:
        reasons.append(Reason("no_valid_votes"))
    return ElectionResult(
        state,
        tuple(_judge(count, one) for one in sorted(candidates, key=_rank)),
        count.rules.seats,
        count.open_seats,
        count.empty_seats,
        count.needed,
        (*reasons, count.rules.threshold.origin()),
        problems=problems,
    )


def _outcome(count: _Count) -> tuple[ElectionState, Reason]:
    tied, again = count.shares.tied, count.again
    if tied:
        shown = {"votes": tied[0].votes, "seats": count.open_seats, "names": _names(tied)}
        return "tied", Reason("vote_again_among_tied", shown)
    if again:
        shown = {"seats": count.open_seats, "needed": count.needed, "names": _names(again)}
        return "second_round", Reason("second_round_needed", shown)
    if count.empty_seats:
        shown = {"seats": count.empty_seats, "of_seats": count.rules.seats}
        return "incomplete", Reason("seats_left_empty", shown)
    return "complete", Reason("all_seats_filled", {"seats": count.rules.seats})


def _judge(count: _Count, one: Candidate) -> CandidateResult:
    place, reasons = _place(count, one)
    return CandidateResult(one.person, one.name, one.votes, place, reasons)


def _place(count: _Count, one: Candidate) -> tuple[Place, tuple[Reason, ...]]:
    votes, shares = _votes(one), count.shares
    if one.withdrew:
        code = "withdrew_before" if one.withdrew == "before_vote" else "withdrew_after"
        return "withdrawn", (Reason(code, {"votes": one.votes}),)
    if one in shares.elected:
        return "elected", _why_elected(count, votes)
    if one in shares.tied:
        shown = {"votes": votes, "seats": shares.tied_for, "names": _names(shares.tied)}
        return "tied", (Reason("tied_for_seats", shown),)
    if one in shares.late:
        return "not_elected", (
            Reason("no_seat_left", {"votes": votes, "seats": count.rules.seats}),
        )
    shown = {"votes": votes, "needed": count.needed, "lacking": count.needed - votes}
    too_few = Reason("too_few_votes", shown)
    if one in count.again:
        return "second_round", (too_few, Reason("stands_again", {"seats": count.open_seats}))
    return "not_elected", (too_few,)


def _why_elected(count: _Count, votes: int) -> tuple[Reason, ...]:
    of = count.rules.threshold.of
    shown = {"votes": votes, "needed": count.needed, "whole": count.whole, "of": of}
    reasons = [Reason("elected_with_votes", shown)]
    equals = [one for one in count.shares.elected if _votes(one) == votes]
    if len(equals) > 1:
        reasons.append(Reason("equal_votes", {"votes": votes, "names": _names(equals)}))
    as_good = [one for one in count.standing if _votes(one) >= votes]
    if len(as_good) > count.rules.seats:
        gone = [one for one in as_good if one.withdrew]
        reasons.append(Reason("elected_after_withdrawal", {"names": _names(gone)}))
    return tuple(reasons)


def _votes(one: Candidate) -> int:
    return one.votes or 0

"""What holds of every vote: exact shares, one more vote never hurts, order changes nothing."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from tuquan.core.voting import (
    Candidate,
    ElectionResult,
    ElectionRules,
    Quorum,
    SecondRound,
    Threshold,
    Turnout,
    VoteCount,
    count_election,
    count_motion,
    join_rounds,
    next_round,
)
from tuquan.core.voting.elections import Withdrawal
from tuquan.core.voting.thresholds import Base

fractions = st.builds(
    lambda part, more: Fraction(part, part + more), st.integers(1, 20), st.integers(1, 20)
)
bases: st.SearchStrategy[Base] = st.sampled_from(
    ["all_households", "present", "ballots_cast", "valid_ballots"]
)
thresholds = st.builds(
    lambda share, strict, of: Threshold(share=share, strict=strict, of=of),
    fractions,
    st.booleans(),
    bases,
)
quorums = st.none() | st.builds(
    lambda share, strict: Quorum(share=share, strict=strict), fractions, st.booleans()
)
votes = st.builds(VoteCount, st.integers(0, 40), *[st.integers(0, 6)] * 4)
PEOPLE = frozenset(range(10))
# Most candidates stay.
withdrawals: st.SearchStrategy[Withdrawal] = st.sampled_from(
    ["", "", "", "before_vote", "after_vote"]
)


@st.composite
def elections(draw: st.DrawFn) -> tuple[ElectionRules, Turnout, list[Candidate]]:
    """Elections by show of hands whose figures can be true together, ties being common."""
    seats = draw(st.integers(1, 4))
    rules = ElectionRules(
        seats=seats,
        threshold=draw(thresholds),
        quorum=draw(quorums),
        second_round=SecondRound(
            draw(st.sampled_from(["most_votes", "everyone", "tied"])), draw(st.integers(1, 2))
        ),
        next_moves_up=draw(st.booleans()),
    )
    present = draw(st.integers(0, 30))
    counts = draw(st.lists(st.integers(0, min(6, present)), min_size=1, max_size=7))
    assume(sum(counts) <= present * seats)
    turnout = Turnout(present + draw(st.integers(0, 10)), present)
    return (
        rules,
        turnout,
        [
            Candidate(person, draw(st.sampled_from(["An", "Bình"])), count, draw(withdrawals))
            for person, count in enumerate(counts)
        ],
    )


def count(election: tuple[ElectionRules, Turnout, list[Candidate]]) -> ElectionResult:
    rules, turnout, candidates = election
    return count_election(rules, turnout, candidates, PEOPLE)


@given(fractions, st.booleans(), st.integers(1, 400), st.integers(1, 400))
def test_shares_are_compared_as_rational_arithmetic_compares_them(
    share: Fraction, strict: bool, some: int, whole: int
) -> None:
    quorum = Quorum(share=share, strict=strict)
    part = Fraction(some, whole)
    assert quorum.is_met(some, whole) is (part > share if strict else part >= share)
    least = quorum.least(whole)
    assert quorum.is_met(least, whole)
    assert not quorum.is_met(least - 1, whole)


@given(thresholds, quorums, votes, st.integers(0, 20), st.integers(0, 20))
def test_one_more_vote_in_favour_never_unpasses_a_motion(
    threshold: Threshold, quorum: Quorum | None, cast: VoteCount, silent: int, absent: int
) -> None:
    """Whether it comes from somebody who said no, was silent, or was absent."""
    present = sum(number or 0 for number in cast.cast()) + silent
    turnout = Turnout(present + absent, present)
    if count_motion(threshold, quorum, turnout, cast).state != "passed":
        return
    more = replace(cast, in_favour=(cast.in_favour or 0) + 1)
    if cast.against:
        turned = replace(more, against=cast.against - 1)
        assert count_motion(threshold, quorum, turnout, turned).state == "passed"
    if silent:
        assert count_motion(threshold, quorum, turnout, more).state == "passed"
    if absent:
        came = replace(turnout, present=present + 1)
        assert count_motion(threshold, quorum, came, more).state == "passed"


@given(elections(), st.randoms(use_true_random=False))
def test_the_order_of_the_candidates_changes_nothing(
    election: tuple[ElectionRules, Turnout, list[Candidate]], random: Random
) -> None:
    rules, turnout, candidates = election
    shuffled = sorted(candidates, key=lambda _: random.random())
    mixed = count((rules, turnout, shuffled))
    straight = count(election)
    assert replace(mixed, problems=()) == replace(straight, problems=())
    assert sorted(map(str, mixed.problems)) == sorted(map(str, straight.problems))


@given(elections())
def test_every_seat_is_taken_open_or_empty_and_never_given_twice(
    election: tuple[ElectionRules, Turnout, list[Candidate]],
) -> None:
    result = count(election)
    assert len(result.elected) <= result.seats
    assert len(result.elected) + result.seats_open + result.seats_empty == result.seats
    assert len(result.candidates) == len(election[2])
    assert (result.seats_open > 0) is (
        result.state in ("tied", "second_round", "void", "undecided")
    )


@given(elections())
def test_nobody_is_elected_or_tied_past_somebody_with_as_many_votes(
    election: tuple[ElectionRules, Turnout, list[Candidate]],
) -> None:
    result = count(election)
    standing = {one.person: one.votes or 0 for one in election[2] if not one.withdrew}
    for ahead in result.elected + result.tied:
        assert result.needed is not None
        assert standing[ahead] >= result.needed
        for behind in result.not_elected + result.may_stand:
            equal_tie = ahead in result.tied and behind in result.tied
            assert standing[ahead] > standing[behind] or equal_tie


@given(elections())
def test_a_second_round_has_seats_for_nobody_but_those_who_may_stand(
    election: tuple[ElectionRules, Turnout, list[Candidate]],
) -> None:
    rules, turnout, candidates = election
    first = count(election)
    again = next_round(rules, first)
    assert (again is None) is (first.state not in ("tied", "second_round"))
    if again is None:
        return
    assert (again.seats, again.only) == (first.seats_open, frozenset(first.may_stand))
    standing = [one for one in candidates if one.person in first.may_stand]
    second = count_election(again, turnout, [replace(one, votes=0) for one in standing], PEOPLE)
    both = join_rounds(first, second)
    assert both.elected == first.elected
    assert {one.person for one in both.candidates} == {one.person for one in candidates}

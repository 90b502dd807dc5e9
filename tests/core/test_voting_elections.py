"""Elections computed by hand: seats, thresholds, ties, withdrawals, rounds and stages (F-81).

The leader and the deputy of a group are elected by its households (S0-12) in a meeting chaired by
the front committee, which nominates (S0-14).
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.core.election_sample import (
    HANDS,
    MOST_VOTES_WIN,
    ONE,
    PEOPLE,
    THREE,
    TWO,
    named,
    secret,
    stand,
)
from tuquan.core.voting import (
    AT_LEAST_TWO_THIRDS,
    BallotCount,
    Candidate,
    CandidateResult,
    ElectionResult,
    ElectionRules,
    SecondRound,
    Threshold,
    Turnout,
    check_election,
    count_election,
)

HALF_OF_PRESENT = Threshold(share=Fraction(1, 2), strict=True, of="present")


HALF_OF_VALID = Threshold(share=Fraction(1, 2), strict=True, of="valid_ballots")


TWO_THIRDS = ElectionRules(threshold=AT_LEAST_TWO_THIRDS)


OF_PRESENT = ElectionRules(threshold=HALF_OF_PRESENT)


OF_VALID = ElectionRules(threshold=HALF_OF_VALID)


MOST_VOTES = ElectionRules(threshold=MOST_VOTES_WIN)


EVERYONE_AGAIN = ElectionRules(second_round=SecondRound("everyone"))


TIES_AGAIN = ElectionRules(second_round=SecondRound("tied"))


MOVING_UP = ElectionRules(seats=2, next_moves_up=True)


def of(result: ElectionResult, name: str) -> CandidateResult:
    return next(one for one in result.candidates if one.name == name)


def codes(result: ElectionResult) -> list[str]:
    return [reason.code for reason in result.reasons]


def summary(result: ElectionResult) -> str:
    """The result as the table has it: `tied: An / tied Bình Chi / open 1`."""
    elected = f": {named(result.elected)}" if result.elected else ""
    again = () if result.tied else result.may_stand
    lists = (("tied", result.tied), ("again", again), ("out", result.not_elected))
    seats = (("open", result.seats_open), ("empty", result.seats_empty))
    parts = [f"{word} {named(persons)}" for word, persons in lists if persons]
    parts += [f"{word} {count}" for word, count in seats if count]
    return " / ".join([f"{result.state}{elected}", *parts])


CASES = (
    # More than half of 27 households is 14, of 28 is 15.
    ("one over half", ONE, HANDS, "An 14, Bình 10", "complete: An / out Bình"),
    ("one short", ONE, HANDS, "An 13, Bình 11", "second_round / again An Bình / open 1"),
    (
        "exactly half of 28",
        ONE,
        Turnout(28, 24),
        "An 14, Bình 10",
        "second_round / again An Bình / open 1",
    ),
    ("one candidate only", ONE, HANDS, "An 14", "complete: An"),
    ("one candidate with too few", ONE, HANDS, "An 13", "second_round / again An / open 1"),
    ("the only household", ONE, Turnout(1, 1), "An 1", "complete: An"),
    ("zero households", ONE, Turnout(0, 0), "An 0", "void / open 1"),
    ("quorum missed by one", ONE, Turnout(27, 13), "An 13", "void / open 1"),
    ("quorum met by one", ONE, Turnout(27, 14), "An 14", "complete: An"),
    # Two thirds of 27 is 18.
    ("18 of 27", TWO_THIRDS, HANDS, "An 18, Bình 6", "complete: An / out Bình"),
    ("17 of 27", TWO_THIRDS, HANDS, "An 17, Bình 7", "second_round / again An Bình / open 1"),
    # Two thirds of 28 is 18.67, so 19; of 30 it is 20.
    (
        "18 of 28",
        TWO_THIRDS,
        Turnout(28, 24),
        "An 18, Bình 6",
        "second_round / again An Bình / open 1",
    ),
    ("19 of 28", TWO_THIRDS, Turnout(28, 24), "An 19", "complete: An"),
    ("20 of 30", TWO_THIRDS, Turnout(30, 24), "An 20", "complete: An"),
    # Of those present (24, so 13), of valid ballots (20, so 11).
    ("half of present", OF_PRESENT, HANDS, "An 13, Bình 11", "complete: An / out Bình"),
    ("half of valid ballots", OF_VALID, secret(20, 4), "An 11, Bình 9", "complete: An / out Bình"),
    (
        "all invalid",
        OF_VALID,
        secret(0, 20),
        "An 0, Bình 0",
        "second_round / again An Bình / open 1",
    ),
    # Ties.
    ("tie for the only seat", MOST_VOTES, HANDS, "An 12, Bình 12", "tied / tied An Bình / open 1"),
    (
        "tie for first with two seats",
        TWO,
        HANDS,
        "An 20, Bình 20, Chi 5",
        "complete: An Bình / out Chi",
    ),
    (
        "tie for the last seat",
        TWO,
        HANDS,
        "An 20, Bình 14, Chi 14",
        "tied: An / tied Bình Chi / open 1",
    ),
    (
        "three tie for two seats",
        TWO,
        HANDS,
        "An 14, Bình 14, Chi 14",
        "tied / tied An Bình Chi / open 2",
    ),
    (
        "tie for the third seat",
        THREE,
        HANDS,
        "An 18, Bình 16, Chi 15, Dung 15",
        "tied: An Bình / tied Chi Dung / open 1",
    ),
    (
        "below a tie",
        TWO,
        HANDS,
        "An 15, Bình 14, Chi 14, Dung 5",
        "tied: An / tied Bình Chi / out Dung / open 1",
    ),
    # The first n, and who stands again.
    (
        "the first three of four",
        THREE,
        HANDS,
        "An 20, Bình 18, Chi 16, Dung 15",
        "complete: An Bình Chi / out Dung",
    ),
    (
        "one seat left",
        THREE,
        HANDS,
        "An 20, Bình 18, Chi 13, Dung 10, Em 5",
        "second_round: An Bình / again Chi Dung / out Em / open 1",
    ),
    (
        "an equal is never shut out",
        THREE,
        HANDS,
        "An 20, Bình 18, Chi 9, Dung 8, Em 8",
        "second_round: An Bình / again Chi Dung Em / open 1",
    ),
    (
        "two for each seat",
        TWO,
        HANDS,
        "An 10, Bình 9, Chi 8, Dung 7, Em 6",
        "second_round / again An Bình Chi Dung / out Em / open 2",
    ),
    (
        "everyone again",
        EVERYONE_AGAIN,
        HANDS,
        "An 10, Bình 9, Chi 5",
        "second_round / again An Bình Chi / open 1",
    ),
    ("only ties again", TIES_AGAIN, HANDS, "An 13, Bình 11", "incomplete / out An Bình / empty 1"),
    # Withdrawals.
    ("before the vote", ONE, HANDS, "An 0 before_vote, Bình 15", "complete: Bình"),
    ("the name was not printed", ONE, HANDS, "An ? before_vote, Bình 15", "complete: Bình"),
    (
        "after the vote nobody moves up",
        TWO,
        HANDS,
        "An 18 after_vote, Bình 16, Chi 14",
        "incomplete: Bình / out Chi / empty 1",
    ),
    (
        "the next moves up",
        MOVING_UP,
        HANDS,
        "An 18 after_vote, Bình 16, Chi 14",
        "complete: Bình Chi",
    ),
    (
        "the next has too few",
        MOVING_UP,
        HANDS,
        "An 18 after_vote, Bình 16, Chi 13",
        "second_round: Bình / again Chi / open 1",
    ),
    (
        "a withdrawal ends a tie",
        TWO,
        HANDS,
        "An 20, Bình 14 after_vote, Chi 14",
        "complete: An Chi",
    ),
    (
        "a withdrawal above a tie",
        TWO,
        HANDS,
        "An 18 after_vote, Bình 15, Chi 15",
        "tied / tied Bình Chi / open 1 / empty 1",
    ),
    ("nobody is left", ONE, HANDS, "An 14 after_vote", "incomplete / empty 1"),
    ("who lost withdraws", ONE, HANDS, "An 14, Bình 10 after_vote", "complete: An"),
    (
        "who withdrew does not stand again",
        ONE,
        HANDS,
        "An 13, Bình 11 after_vote",
        "second_round / again An / open 1",
    ),
    ("nobody to stand again", ONE, HANDS, "An 13 after_vote", "incomplete / empty 1"),
    # Figures nobody filled in.
    ("votes missing", ONE, HANDS, "An 14, Bình ?", "undecided / open 1"),
    ("present missing", ONE, Turnout(27, None), "An 14", "undecided / open 1"),
)


@pytest.mark.parametrize(
    ("rules", "turnout", "candidates", "expected"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_an_election_comes_to_what_was_computed_by_hand(
    rules: ElectionRules, turnout: Turnout, candidates: str, expected: str
) -> None:
    result = count_election(rules, turnout, stand(candidates), PEOPLE)
    assert summary(result) == expected
    assert result.reasons


def test_who_is_elected_reads_by_how_many_of_how_many_f_81() -> None:
    result = count_election(ONE, HANDS, stand("An 15, Bình 9"), PEOPLE)
    assert codes(result) == ["all_seats_filled", "chosen_by_programme"]
    (why,) = of(result, "An").reasons
    assert why.code == "elected_with_votes"
    assert why.params == {"votes": 15, "needed": 14, "whole": 27, "of": "all_households"}
    (why,) = of(result, "Bình").reasons
    assert (why.code, why.params) == ("too_few_votes", {"votes": 9, "needed": 14, "lacking": 5})


def test_a_tie_says_among_whom_to_vote_again() -> None:
    result = count_election(TWO, HANDS, stand("Chi 14, An 20, Bình 14"), PEOPLE)
    shown = {"votes": 14, "seats": 1, "names": ("Bình", "Chi")}
    assert (result.reasons[0].code, result.reasons[0].params) == ("vote_again_among_tied", shown)
    (why,) = of(result, "Chi").reasons
    assert (why.code, why.params) == ("tied_for_seats", shown)


def test_equal_votes_for_enough_seats_are_pointed_out() -> None:
    result = count_election(TWO, HANDS, stand("An 20, Bình 20"), PEOPLE)
    assert of(result, "Bình").reasons[1].code == "equal_votes"
    assert of(result, "Bình").reasons[1].params == {"votes": 20, "names": ("An", "Bình")}


def test_equal_ones_are_read_out_by_given_name_whoever_was_entered_first() -> None:
    later, earlier = Candidate(1, "Lê Văn Bình", 15), Candidate(2, "Vũ Thị An", 15)
    assert count_election(TWO, HANDS, [later, earlier], PEOPLE).elected == (2, 1)


def test_who_reached_the_threshold_too_late_is_told_that_no_seat_was_left() -> None:
    result = count_election(TWO, HANDS, stand("An 16, Bình 15, Chi 14"), PEOPLE)
    (why,) = of(result, "Chi").reasons
    assert (why.code, why.params) == ("no_seat_left", {"votes": 14, "seats": 2})


def test_a_second_round_says_for_how_many_seats_and_who_may_stand() -> None:
    result = count_election(ONE, HANDS, stand("An 13, Bình 6, Chi 5"), PEOPLE)
    assert result.reasons[0].code == "second_round_needed"
    assert result.reasons[0].params == {"seats": 1, "needed": 14, "names": ("An", "Bình")}
    assert [reason.code for reason in of(result, "An").reasons] == ["too_few_votes", "stands_again"]


def test_a_withdrawal_after_the_vote_is_explained_to_the_empty_seat_and_to_who_profits() -> None:
    text = "An 18 after_vote, Bình 16, Chi 14"
    result = count_election(TWO, HANDS, stand(text), PEOPLE)
    assert codes(result)[:2] == ["seats_left_empty", "seats_empty_after_withdrawal"]
    assert result.reasons[0].params == {"seats": 1, "of_seats": 2}
    assert (of(result, "An").place, of(result, "An").reasons[0].code) == (
        "withdrawn",
        "withdrew_after",
    )
    assert len(of(result, "Bình").reasons) == 1
    why = of(count_election(MOVING_UP, HANDS, stand(text), PEOPLE), "Chi").reasons[1]
    assert (why.code, why.params) == ("elected_after_withdrawal", {"names": ("An",)})


def test_votes_for_a_name_withdrawn_before_do_not_count_and_are_pointed_out() -> None:
    result = count_election(ONE, HANDS, stand("An 8 before_vote, Bình 15"), PEOPLE)
    assert named(result.elected) == "Bình"
    assert [(one.code, one.is_warning) for one in result.problems] == [
        ("votes_for_withdrawn", True)
    ]
    assert of(result, "An").reasons[0].code == "withdrew_before"


def test_all_ballots_invalid_is_said_in_so_many_words() -> None:
    result = count_election(ONE, secret(0, 20), stand("An 0, Bình 0"), PEOPLE)
    assert "no_valid_votes" in codes(result)
    assert "no_valid_votes" not in codes(count_election(ONE, secret(20), stand("An 9"), PEOPLE))


def test_a_void_election_says_how_many_households_lacked() -> None:
    result = count_election(ONE, Turnout(27, 11), stand("An 11"), PEOPLE)
    assert result.reasons[0].code == "quorum_short"
    assert result.reasons[0].params["lacking"] == 3
    assert [one.place for one in result.candidates] == ["open"]


def test_figures_that_would_decide_are_named() -> None:
    ballots = BallotCount(20, 20, 20, 0, None, None)
    turnout = Turnout(27, None, ballots)
    result = count_election(OF_VALID, turnout, stand("An 11, Bình ?"), PEOPLE)
    assert result.missing == ("present", "valid_ballots", "votes:2")
    assert [reason.params for reason in result.reasons] == [
        {"figures": ("present", "valid_ballots")},
        {"names": ("Bình",)},
    ]


@pytest.mark.parametrize(
    ("rules", "turnout", "candidates", "code"),
    [
        (ONE, HANDS, "", "no_candidates"),
        (ONE, HANDS, "An 0 before_vote", "no_candidates"),
        (ONE, HANDS, "An 9, An 14", "candidate_twice"),
        (ONE, HANDS, "Em 14", "candidate_not_entitled"),
        (ElectionRules(only=frozenset({1})), HANDS, "Bình 14", "candidate_may_not_stand"),
        (ONE, HANDS, "An 14, Bình -1", "candidate_votes_negative"),
        (ONE, HANDS, "An 25, Bình -1 before_vote", "candidate_votes_negative"),
        (ONE, secret(20), "An 21", "more_votes_than_voters"),
        (TWO, HANDS, "An 25", "more_votes_than_voters"),
        (ONE, secret(20), "An 14, Bình 7", "more_marks_than_seats_allow"),
        (TWO, secret(20), "An 20, Bình 14, Chi 7", "more_marks_than_seats_allow"),
        (ONE, Turnout(27, 28), "An 14", "more_present_than_entitled"),
    ],
)
def test_what_cannot_be_decides_nothing(
    rules: ElectionRules, turnout: Turnout, candidates: str, code: str
) -> None:
    inside = PEOPLE - {5}
    problems = check_election(rules, turnout, stand(candidates), inside)
    assert code in [problem.code for problem in problems]
    result = count_election(rules, turnout, stand(candidates), inside)
    assert (result.state, result.elected, codes(result)) == (
        "undecided",
        (),
        ["figures_contradict"],
    )
    assert result.problems == problems

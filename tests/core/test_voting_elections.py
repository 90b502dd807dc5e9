"""Elections computed by hand: seats, thresholds, ties, withdrawals, rounds and stages (F-81).

The leader and the deputy of a group are elected by its households (S0-12) in a meeting chaired by
the front committee, which nominates (S0-14).
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from tuquan.core.voting import (
    AT_LEAST_TWO_THIRDS,
    GROUP_MAJORITY,
    BallotCount,
    Candidate,
    CandidateResult,
    ElectionResult,
    ElectionRules,
    SecondRound,
    StagedRules,
    Threshold,
    Turnout,
    check_election,
    count_election,
    count_leader,
    join_rounds,
    next_round,
)

NAMES = ("An", "Bình", "Chi", "Dung", "Em")
PEOPLE = frozenset(range(1, 6))
MOST_VOTES_WIN = Threshold(share=Fraction(0), strict=True, of="present")
HALF_OF_PRESENT = Threshold(share=Fraction(1, 2), strict=True, of="present")
HALF_OF_VALID = Threshold(share=Fraction(1, 2), strict=True, of="valid_ballots")
HANDS = Turnout(27, 24)
ONE = ElectionRules()
TWO = ElectionRules(seats=2)
THREE = ElectionRules(seats=3)
TWO_THIRDS = ElectionRules(threshold=AT_LEAST_TWO_THIRDS)
OF_PRESENT = ElectionRules(threshold=HALF_OF_PRESENT)
OF_VALID = ElectionRules(threshold=HALF_OF_VALID)
MOST_VOTES = ElectionRules(threshold=MOST_VOTES_WIN)
EVERYONE_AGAIN = ElectionRules(second_round=SecondRound("everyone"))
TIES_AGAIN = ElectionRules(second_round=SecondRound("tied"))
MOVING_UP = ElectionRules(seats=2, next_moves_up=True)


def stand(text: str) -> tuple[Candidate, ...]:
    """Candidates from `An 15, Bình ?, Chi 3 after_vote`; the person is the place of the name."""
    candidates = []
    for entry in text.split(", ") if text else []:
        name, votes, *withdrew = entry.split()
        candidates.append(
            Candidate(
                NAMES.index(name) + 1,
                name,
                None if votes == "?" else int(votes),
                withdrew[0] if withdrew else "",  # type: ignore[arg-type]
            )
        )
    return tuple(candidates)


def named(persons: tuple[int, ...]) -> str:
    return " ".join(NAMES[person - 1] for person in persons)


def secret(valid: int, invalid: int = 0, entitled: int = 27) -> Turnout:
    """All households present were handed a ballot and all ballots came back."""
    returned = valid + invalid
    ballots = BallotCount(returned, returned, returned, 0, valid, invalid)
    return Turnout(entitled, returned, ballots)


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


def test_marks_up_to_the_last_one_fit() -> None:
    assert check_election(TWO, secret(20), stand("An 20, Bình 13, Chi 7"), PEOPLE) == ()


def test_somebody_from_outside_the_area_is_refused_by_name_f_81() -> None:
    problems = check_election(ONE, HANDS, stand("An 10, Em 14"), frozenset({1, 2}))
    assert [(one.code, one.where, one.params["name"]) for one in problems] == [
        ("candidate_not_entitled", "5", "Em")
    ]


def test_marks_that_do_not_fit_come_with_the_figures() -> None:
    (problem,) = check_election(TWO, secret(20), stand("An 20, Bình 14, Chi 7"), PEOPLE)
    assert problem.params == {"marks": 41, "voters": 20, "seats": 2, "most": 40}


def test_a_tie_is_voted_again_among_the_tied_only_and_the_rounds_join_in_order() -> None:
    first = count_election(TWO, HANDS, stand("An 16, Bình 14, Chi 14, Dung 2"), PEOPLE)
    rules = next_round(TWO, first)
    assert rules is not None
    assert (rules.seats, rules.only) == (1, frozenset({2, 3}))
    outsider = count_election(rules, HANDS, stand("Dung 20"), PEOPLE)
    assert outsider.problems[0].code == "candidate_may_not_stand"
    second = count_election(rules, HANDS, stand("Bình 17, Chi 7"), PEOPLE)
    both = join_rounds(first, second)
    assert (both.state, both.seats, both.seats_open) == ("complete", 2, 0)
    assert named(both.elected) == "An Bình"
    assert named(both.not_elected) == "Chi Dung"


def test_a_tie_may_come_back_but_a_second_shortage_needs_a_new_election() -> None:
    first = count_election(ONE, HANDS, stand("An 13, Bình 11"), PEOPLE)
    rules = next_round(ONE, first)
    assert rules is not None
    short = count_election(rules, HANDS, stand("An 12, Bình 11"), PEOPLE)
    assert (short.state, short.seats_empty, next_round(rules, short)) == ("incomplete", 1, None)
    lower = ElectionRules(second_round=SecondRound(threshold=MOST_VOTES_WIN))
    rules = next_round(lower, count_election(lower, HANDS, stand("An 13, Bình 11"), PEOPLE))
    assert rules is not None
    tied = count_election(rules, HANDS, stand("An 12, Bình 12"), PEOPLE)
    assert tied.state == "tied"
    assert next_round(rules, tied) is not None
    won = count_election(rules, HANDS, stand("An 12, Bình 11"), PEOPLE)
    assert named(won.elected) == "An"


def test_a_seat_vacated_in_the_first_round_stays_empty_after_the_second() -> None:
    first = count_election(TWO, HANDS, stand("An 18 after_vote, Bình 15, Chi 15"), PEOPLE)
    rules = next_round(TWO, first)
    assert rules is not None
    both = join_rounds(first, count_election(rules, HANDS, stand("Bình 14, Chi 10"), PEOPLE))
    assert (both.state, both.seats_empty, named(both.elected)) == ("incomplete", 1, "Bình")
    assert [one.name for one in both.candidates] == ["Bình", "Chi", "An"]


@pytest.mark.parametrize(
    ("candidates", "turnout"), [("An 14", HANDS), ("An 11", Turnout(27, 11)), ("An ?", HANDS)]
)
def test_no_round_follows_what_is_complete_void_or_undecided(
    candidates: str, turnout: Turnout
) -> None:
    result = count_election(ONE, turnout, stand(candidates), PEOPLE)
    assert next_round(ONE, result) is None


STAGES = StagedRules(members=THREE, leader=ElectionRules())


def test_the_leader_is_chosen_among_the_members_s0_12() -> None:
    members = count_election(THREE, HANDS, stand("An 20, Bình 18, Chi 16, Dung 9"), PEOPLE)
    leader = count_leader(STAGES, members, HANDS, stand("Bình 15, An 9"))
    assert (leader.state, named(leader.elected)) == ("complete", "Bình")
    refused = count_leader(STAGES, members, HANDS, stand("Dung 15"))
    assert refused.problems[0].code == "candidate_may_not_stand"


def test_the_members_may_choose_their_leader_themselves() -> None:
    members = count_election(THREE, HANDS, stand("An 20, Bình 18, Chi 16"), PEOPLE)
    assert named(count_leader(STAGES, members, Turnout(3, 3), stand("Chi 2")).elected) == "Chi"


def test_no_leader_before_the_members_are_known() -> None:
    members = count_election(THREE, HANDS, stand("An 20, Bình 18, Chi 9"), PEOPLE)
    leader = count_leader(STAGES, members, HANDS, stand("An 20"))
    assert (leader.state, leader.elected, leader.seats_open) == ("undecided", (), 1)
    assert leader.reasons[0].code == "members_not_chosen_yet"
    assert leader.reasons[0].params == {"state": "second_round"}


def test_a_leader_among_members_whose_board_kept_a_seat_empty() -> None:
    rules = ElectionRules(seats=3, second_round=SecondRound("tied"))
    members = count_election(rules, HANDS, stand("An 20, Bình 18, Chi 9"), PEOPLE)
    assert members.state == "incomplete"
    assert named(count_leader(STAGES, members, HANDS, stand("An 20")).elected) == "An"


def test_rules_that_make_no_sense_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one seat"):
        ElectionRules(seats=0)
    with pytest.raises(ValueError, match="at least one seat"):
        ElectionRules(second_round=SecondRound(per_seat=0))
    with pytest.raises(ValueError, match="than there are members"):
        StagedRules(members=ONE, leader=TWO)


def test_the_default_is_more_than_half_of_the_households_of_the_group_s0_12() -> None:
    assert ONE.threshold is GROUP_MAJORITY
    assert (GROUP_MAJORITY.of, GROUP_MAJORITY.law) == ("all_households", None)

"""Elections in rounds and stages: ties voted again, empty seats, the leader (S0-12, F-81)."""

from __future__ import annotations

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
    GROUP_MAJORITY,
    ElectionRules,
    SecondRound,
    StagedRules,
    Turnout,
    check_election,
    count_election,
    count_leader,
    join_rounds,
    next_round,
)


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

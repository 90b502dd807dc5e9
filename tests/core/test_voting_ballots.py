"""Who may vote, who came, what became of the ballots; a secret stays one (F-77 to F-80)."""

from __future__ import annotations

import dataclasses
from fractions import Fraction

import pytest

from tuquan.core import voting
from tuquan.core.problems import Problem
from tuquan.core.voting import (
    AREA_COUNTING,
    GROUP_COUNTING,
    GROUP_QUORUM,
    BallotCount,
    Quorum,
    Roll,
    Turnout,
    VoteCount,
    attendance,
    check_ballots,
    check_counting,
    check_participants,
    check_turnout,
    judge_quorum,
    presence,
)

ROLL = Roll(frozenset(range(1, 28)))
GOOD = BallotCount(handed_to=24, issued=24, returned=20, not_returned=4, valid=18, invalid=2)


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


def test_a_household_votes_once_whoever_represents_it_f_79() -> None:
    came = presence(ROLL, [3, 5, 3])
    assert came.households == {3, 5}
    assert codes(came.problems) == ["household_represented_twice"]
    assert came.problems[0].params == {"household": 3}


def test_a_household_that_is_not_on_the_roll_is_a_problem_and_no_vote_f_79() -> None:
    came = presence(ROLL, [3, 99])
    assert came.households == {3}
    assert codes(came.problems) == ["household_not_entitled"]
    assert came.problems[0].params == {"household": 99}


def test_a_meeting_can_be_held_when_one_more_household_than_half_came_s0_14() -> None:
    meeting = attendance(ROLL, range(1, 15), GROUP_QUORUM)
    assert meeting.can_be_held
    assert (meeting.entitled, meeting.share) == (27, Fraction(14, 27))
    assert meeting.quorum.reasons[0].params == {"entitled": 27, "needed": 14, "present": 14}


def test_a_meeting_one_household_short_says_so() -> None:
    meeting = attendance(ROLL, [*range(1, 14), 13], GROUP_QUORUM)
    assert not meeting.can_be_held
    assert (meeting.quorum.state, meeting.quorum.needed, meeting.quorum.lacking) == ("short", 14, 1)
    assert [reason.code for reason in meeting.quorum.reasons] == [
        "quorum_short",
        "chosen_by_programme",
    ]
    assert codes(meeting.problems) == ["household_represented_twice"]


def test_a_meeting_of_no_households_cannot_be_held() -> None:
    meeting = attendance(Roll(frozenset()), [], GROUP_QUORUM)
    assert (meeting.share, meeting.can_be_held, meeting.quorum.lacking) == (None, False, None)
    assert [reason.code for reason in meeting.quorum.reasons] == ["nobody_entitled"]


def test_without_a_quorum_one_household_is_enough_and_none_is_not() -> None:
    one = judge_quorum(None, 27, 1)
    assert (one.state, [reason.code for reason in one.reasons]) == (
        "met",
        ["quorum_met", "no_quorum_set"],
    )
    assert judge_quorum(None, 27, 0).state == "short"


def test_a_quorum_stays_open_while_nobody_counted_who_came() -> None:
    result = judge_quorum(GROUP_QUORUM, 27, None)
    assert (result.state, result.needed, result.lacking) == ("unknown", 14, None)
    assert result.reasons[0].params == {"figure": "present"}


@pytest.mark.parametrize(("entitled", "needed"), [(27, 18), (28, 19), (30, 20), (1, 1), (2, 2)])
def test_two_thirds_of_the_households_is_rounded_up(entitled: int, needed: int) -> None:
    quorum = Quorum(share=Fraction(2, 3), strict=False)
    assert judge_quorum(quorum, entitled, needed - 1).lacking == 1
    assert judge_quorum(quorum, entitled, needed).state == "met"


def test_ballots_that_add_up_are_in_order() -> None:
    assert check_ballots(GOOD) == ()
    assert check_turnout(Turnout(27, 20, GOOD)) == ()


@pytest.mark.parametrize(
    ("changed", "code", "where", "params"),
    [
        (
            {"handed_to": 23},
            "more_ballots_than_households",
            "issued",
            {"issued": 24, "households": 23},
        ),
        (
            {"not_returned": 3},
            "ballots_not_all_accounted_for",
            "issued",
            {"issued": 24, "count": 23},
        ),
        (
            {"invalid": 1},
            "ballots_not_all_judged",
            "returned",
            {"returned": 20, "count": 19},
        ),
        (
            {"valid": 21, "invalid": None},
            "ballots_not_all_judged",
            "returned",
            {"returned": 20, "count": 21},
        ),
        ({"not_returned": None}, "count_missing", "not_returned", {"figure": "not_returned"}),
    ],
)
def test_ballots_that_do_not_add_up_are_named(
    changed: dict[str, int | None], code: str, where: str, params: dict[str, object]
) -> None:
    problem = check_ballots(dataclasses.replace(GOOD, **changed))[-1]
    assert (problem.code, problem.where, problem.params) == (code, where, params)


def test_a_figure_not_filled_in_contradicts_nothing_as_long_as_the_others_leave_room() -> None:
    problems = check_ballots(dataclasses.replace(GOOD, valid=20, invalid=None))
    assert codes(problems) == ["count_missing"]


def test_a_ballot_count_below_zero_is_refused() -> None:
    problems = check_ballots(BallotCount(2, 2, 2, 0, 3, -1))
    assert codes(problems) == ["count_negative"]
    assert problems[0].params == {"figure": "invalid", "count": -1}


def test_an_empty_sheet_lacks_every_figure_and_contradicts_nothing() -> None:
    problems = check_ballots(BallotCount(None, None, None, None, None, None))
    assert codes(problems) == ["count_missing"] * 6


def test_more_households_than_entitled_are_refused() -> None:
    (problem,) = check_turnout(Turnout(27, 28))
    assert problem.code == "more_present_than_entitled"
    assert problem.params == {"present": 28, "entitled": 27}


def test_ballots_are_handed_to_entitled_households_only() -> None:
    problems = check_turnout(Turnout(23, 20, GOOD))
    assert codes(problems) == ["ballots_handed_to_more_than_entitled"]
    assert problems[0].params == {"handed_to": 24, "entitled": 23}


def test_a_ballot_too_many_in_the_box_is_refused() -> None:
    problems = check_turnout(Turnout(27, 19, GOOD))
    assert codes(problems) == ["more_ballots_than_participants"]
    assert problems[0].params == {"returned": 20, "present": 19}


def test_the_list_of_participants_of_a_secret_ballot_can_be_checked_f_80() -> None:
    assert check_participants(ROLL, range(1, 21), 20) == ()
    assert check_participants(ROLL, range(1, 21), None) == ()
    assert codes(check_participants(ROLL, [1, 2, 2, 99], 3)) == [
        "household_represented_twice",
        "household_not_entitled",
        "more_ballots_than_participants",
    ]


def test_no_type_of_a_vote_has_a_place_for_the_choice_of_a_household_f_80() -> None:
    for counts in (BallotCount, VoteCount):
        assert {field.type for field in dataclasses.fields(counts)} == {"int | None"}
    assert {field.name: field.type for field in dataclasses.fields(Turnout)} == {
        "entitled": "int",
        "present": "int | None",
        "ballots": "BallotCount | None",
    }
    with_households = {
        name
        for name in voting.__all__
        if dataclasses.is_dataclass(getattr(voting, name))
        for field in dataclasses.fields(getattr(voting, name))
        if field.name == "households"
    }
    assert with_households == {"Attendance", "Presence", "Roll"}
    for kind in (VoteCount, BallotCount, Turnout, voting.Candidate, voting.MotionOutcome):
        assert hasattr(kind, "__slots__"), f"{kind.__name__} could be given more than its fields"


def test_a_result_on_paper_needs_two_witnesses_f_78() -> None:
    problems = check_counting(["household 3", "household 3"], ["a", "b", "c"])
    assert codes(problems) == ["too_few_witnesses"]
    assert problems[0].params == {"count": 1, "needed": 2}
    assert not problems[0].is_warning
    assert check_counting(["household 3", "household 7"], ["a", "b", "c"]) == ()


@pytest.mark.parametrize(("size", "fits"), [(2, False), (3, True), (5, True), (6, False)])
def test_the_law_asks_a_counting_board_of_three_to_five_of_areas_and_groups_are_warned(
    size: int, fits: bool
) -> None:
    for rules, is_warning in ((AREA_COUNTING, False), (GROUP_COUNTING, True)):
        problems = check_counting([1, 2], range(size), rules)
        assert codes(problems) == ([] if fits else ["counting_board_size"])
        assert all(problem.is_warning is is_warning for problem in problems)

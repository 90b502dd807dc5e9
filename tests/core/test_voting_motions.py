"""Votes of households against every boundary, computed by hand (F-77, F-78, S0-14)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

import pytest

from tuquan.core.voting import (
    AT_LEAST_TWO_THIRDS,
    DISMISSAL_REQUEST,
    GROUP_MAJORITY,
    GROUP_QUORUM,
    INITIATIVE,
    MORE_THAN_HALF,
    ONLINE_CONSENT,
    BallotCount,
    Quorum,
    Requirement,
    Threshold,
    Turnout,
    VoteCount,
    check_votes,
    count_areas,
    count_motion,
)
from tuquan.core.voting.thresholds import Base

HALF_OF_PRESENT = Threshold(share=Fraction(1, 2), strict=True, of="present")
HALF_OF_CAST = Threshold(share=Fraction(1, 2), strict=True, of="ballots_cast")
HALF_OF_VALID = Threshold(share=Fraction(1, 2), strict=True, of="valid_ballots")
TWO_THIRDS_OF_PRESENT = Threshold(share=Fraction(2, 3), strict=False, of="present")
EVERYBODY = Threshold(share=Fraction(1), strict=False, of="all_households")
ANYBODY = Threshold(share=Fraction(0), strict=True, of="all_households")
TWO_THIRDS_PRESENT = Quorum(share=Fraction(2, 3), strict=False)
UNKNOWN = None


@dataclass(frozen=True)
class Case:
    """One vote as it is entered, and what it must come to."""

    what: str
    threshold: Threshold
    entitled: int
    present: int | None
    votes: tuple[int | None, ...]
    state: str
    needed: int | None = None
    lacking: int | None = None
    quorum: Quorum | None = None
    ballots: tuple[int | None, ...] | None = None


CASES = (
    # More than half of all: 28 / 2 = 14, so 15; 27 / 2 = 13.5, so 14.
    Case("exactly half of 28", MORE_THAN_HALF, 28, 28, (14, 14, 0), "failed", 15, 1),
    Case("one over half of 28", MORE_THAN_HALF, 28, 28, (15, 13, 0), "passed", 15, 0),
    Case("just under half of 27", MORE_THAN_HALF, 27, 27, (13, 14, 0), "failed", 14, 1),
    Case("just over half of 27", MORE_THAN_HALF, 27, 27, (14, 13, 0), "passed", 14, 0),
    Case("absent ones count in all", MORE_THAN_HALF, 27, 13, (13, 0, 0), "failed", 14, 1),
    Case("14 of 14 who came, 27 in all", MORE_THAN_HALF, 27, 14, (14, 0, 0), "passed", 14, 0),
    Case("the only household agrees", MORE_THAN_HALF, 1, 1, (1, 0, 0), "passed", 1, 0),
    Case("the only household refuses", MORE_THAN_HALF, 1, 1, (0, 1, 0), "failed", 1, 1),
    Case("one of two", MORE_THAN_HALF, 2, 2, (1, 1, 0), "failed", 2, 1),
    Case("two of two", MORE_THAN_HALF, 2, 2, (2, 0, 0), "passed", 2, 0),
    Case("zero households", MORE_THAN_HALF, 0, 0, (0, 0, 0), "no_quorum"),
    Case("nobody came", MORE_THAN_HALF, 27, 0, (0, 0, 0), "no_quorum"),
    # At least two thirds of all: 27 -> 18, 28 -> 18.67 so 19, 30 -> 20.
    Case("two thirds of 27", AT_LEAST_TWO_THIRDS, 27, 27, (18, 9, 0), "passed", 18, 0),
    Case("one under in 27", AT_LEAST_TWO_THIRDS, 27, 27, (17, 10, 0), "failed", 18, 1),
    Case("18 are not two thirds of 28", AT_LEAST_TWO_THIRDS, 28, 28, (18, 9, 1), "failed", 19, 1),
    Case("19 are more of 28", AT_LEAST_TWO_THIRDS, 28, 28, (19, 9, 0), "passed", 19, 0),
    Case("two thirds of 30", AT_LEAST_TWO_THIRDS, 30, 24, (20, 4, 0), "passed", 20, 0),
    Case("one under in 30", AT_LEAST_TWO_THIRDS, 30, 24, (19, 4, 1), "failed", 20, 1),
    Case("two thirds of one", AT_LEAST_TWO_THIRDS, 1, 1, (1, 0, 0), "passed", 1, 0),
    Case("two thirds of two is two", AT_LEAST_TWO_THIRDS, 2, 2, (1, 1, 0), "failed", 2, 1),
    Case("two thirds of three", AT_LEAST_TWO_THIRDS, 3, 3, (2, 1, 0), "passed", 2, 0),
    # At least half, at least a tenth: 27 / 10 = 2.7, so 3; 31 / 10 = 3.1, so 4.
    Case("half asks for dismissal", DISMISSAL_REQUEST, 28, 14, (14, 0, 0), "passed", 14, 0),
    Case("13 of 27 ask", DISMISSAL_REQUEST, 27, 13, (13, 0, 0), "failed", 14, 1),
    Case("a tenth of 30", INITIATIVE, 30, 3, (3, 0, 0), "passed", 3, 0),
    Case("two of 27", INITIATIVE, 27, 2, (2, 0, 0), "failed", 3, 1),
    Case("three of 31", INITIATIVE, 31, 3, (3, 0, 0), "failed", 4, 1),
    Case("online: half is not enough", ONLINE_CONSENT, 200, 120, (100, 20, 0), "failed", 101, 1),
    # Everybody, and anybody.
    Case("26 of 27 are not all", EVERYBODY, 27, 27, (26, 0, 1), "failed", 27, 1),
    Case("all 27", EVERYBODY, 27, 27, (27, 0, 0), "passed", 27, 0),
    Case("one vote is enough", ANYBODY, 27, 20, (1, 19, 0), "passed", 1, 0),
    Case("none is not", ANYBODY, 27, 20, (0, 20, 0), "failed", 1, 1),
    # Of those present: 20 / 2 = 10, so 11; 21 / 2 = 10.5, so 11; 2/3 of 20 = 13.3, so 14.
    Case("half of 20 present", HALF_OF_PRESENT, 27, 20, (10, 10, 0), "failed", 11, 1),
    Case("11 of 20 present", HALF_OF_PRESENT, 27, 20, (11, 9, 0), "passed", 11, 0),
    Case("10 of 21 present", HALF_OF_PRESENT, 27, 21, (10, 8, 3), "failed", 11, 1),
    Case("11 of 21 present", HALF_OF_PRESENT, 27, 21, (11, 8, 2), "passed", 11, 0),
    Case("13 of 20 present", TWO_THIRDS_OF_PRESENT, 27, 20, (13, 7, 0), "failed", 14, 1),
    Case("14 of 20 present", TWO_THIRDS_OF_PRESENT, 27, 20, (14, 6, 0), "passed", 14, 0),
    # Of votes cast or valid: 10 + 6 + 4 = 20; a blank and an invalid one are cast, not valid.
    Case("abstaining is a vote cast", HALF_OF_CAST, 27, 20, (10, 6, 4), "failed", 11, 1),
    Case("abstaining is valid", HALF_OF_VALID, 27, 20, (10, 6, 4), "failed", 11, 1),
    Case("blanks are cast", HALF_OF_CAST, 27, 20, (10, 7, 0, 2, 1), "failed", 11, 1),
    Case("blanks are not valid", HALF_OF_VALID, 27, 20, (10, 7, 0, 2, 1), "passed", 9, 0),
    Case("silent hands are not cast", HALF_OF_CAST, 27, 20, (6, 5, 0), "passed", 6, 0),
    Case("all abstain", HALF_OF_VALID, 27, 20, (0, 0, 20), "failed", 11, 11),
    Case("all invalid, of valid", HALF_OF_VALID, 27, 20, (0, 0, 0, 0, 20), "failed", 1, 1),
    Case("all invalid, of all", MORE_THAN_HALF, 27, 20, (0, 0, 0, 0, 20), "failed", 14, 14),
    # Quorum: more than half of 28 is 15, of 27 is 14; two thirds of 30 is 20.
    Case("14 of 28 came", HALF_OF_PRESENT, 28, 14, (14, 0, 0), "no_quorum", quorum=GROUP_QUORUM),
    Case("met by one", HALF_OF_PRESENT, 28, 15, (8, 7, 0), "passed", 8, 0, GROUP_QUORUM),
    Case("13 of 27 came", HALF_OF_PRESENT, 27, 13, (13, 0, 0), "no_quorum", quorum=GROUP_QUORUM),
    Case("14 of 27 came", HALF_OF_PRESENT, 27, 14, (7, 7, 0), "failed", 8, 1, GROUP_QUORUM),
    Case("19 of 30 came", HALF_OF_CAST, 30, 19, (19, 0, 0), "no_quorum", quorum=TWO_THIRDS_PRESENT),
    Case("20 of 30 came", HALF_OF_CAST, 30, 20, (11, 9, 0), "passed", 11, 0, TWO_THIRDS_PRESENT),
    # Figures nobody filled in.
    Case("in favour unknown", MORE_THAN_HALF, 27, 20, (UNKNOWN, 4, 2), "undecided"),
    Case("against does not matter", MORE_THAN_HALF, 27, 20, (14, UNKNOWN, 0), "passed", 14, 0),
    Case("against makes the whole", HALF_OF_VALID, 27, 20, (11, UNKNOWN, 0), "undecided"),
    Case("who came does not matter", MORE_THAN_HALF, 27, UNKNOWN, (14, 1, 0), "passed", 14, 0),
    Case("who came is the whole", HALF_OF_PRESENT, 27, UNKNOWN, (14, 1, 0), "undecided"),
    Case(
        "quorum unknown", MORE_THAN_HALF, 27, UNKNOWN, (14, 1, 0), "undecided", quorum=GROUP_QUORUM
    ),
    # Ballots: handed to, issued, returned, not returned, valid, invalid.
    Case(
        "ballots: half of 20 returned",
        HALF_OF_CAST,
        27,
        20,
        (10, 8, 0, 1, 1),
        "failed",
        11,
        1,
        ballots=(24, 24, 20, 4, 18, 2),
    ),
    Case(
        "ballots: more than half of 18 valid",
        HALF_OF_VALID,
        27,
        20,
        (10, 8, 0, 1, 1),
        "passed",
        10,
        0,
        ballots=(24, 24, 20, 4, 18, 2),
    ),
    Case(
        "ballots: all invalid",
        HALF_OF_VALID,
        27,
        20,
        (0, 0, 0, 0, 20),
        "failed",
        1,
        1,
        ballots=(20, 20, 20, 0, 0, 20),
    ),
    Case(
        "ballots: valid ones not counted yet",
        HALF_OF_VALID,
        27,
        20,
        (10, 8, 0),
        "undecided",
        ballots=(20, 20, 20, 0, UNKNOWN, UNKNOWN),
    ),
)


def turnout_of(case: Case) -> Turnout:
    ballots = BallotCount(*case.ballots) if case.ballots else None
    return Turnout(case.entitled, case.present, ballots)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.what)
def test_a_vote_comes_to_what_was_computed_by_hand(case: Case) -> None:
    outcome = count_motion(case.threshold, case.quorum, turnout_of(case), VoteCount(*case.votes))
    assert (outcome.state, outcome.needed, outcome.lacking) == (
        case.state,
        case.needed,
        case.lacking,
    )
    assert outcome.reasons


def test_the_table_is_as_long_as_was_asked() -> None:
    assert len({case.what for case in CASES}) == len(CASES) >= 40


def test_a_motion_that_failed_says_the_exact_figures_and_who_fixed_the_threshold() -> None:
    outcome = count_motion(MORE_THAN_HALF, None, Turnout(28, 20), VoteCount(14, 5, 1))
    why, origin = outcome.reasons
    assert (why.code, origin.code) == ("motion_failed", "fixed_by_law")
    assert why.params == {
        "in_favour": 14,
        "needed": 15,
        "lacking": 1,
        "whole": 28,
        "of": "all_households",
        "share": Fraction(1, 2),
        "strict": True,
    }
    assert origin.params == {"law": "10/2022/QH15"}
    with_article = count_motion(INITIATIVE, None, Turnout(30, 3), VoteCount(3, 0, 0)).reasons[1]
    assert with_article.code == "fixed_by_article"
    assert with_article.params == {"law": "10/2022/QH15", "article": "16"}


def test_the_majority_of_a_group_is_the_choice_of_the_programme_s0_12() -> None:
    outcome = count_motion(GROUP_MAJORITY, GROUP_QUORUM, Turnout(27, 20), VoteCount(14, 6, 0))
    assert [reason.code for reason in outcome.reasons] == ["motion_passed", "chosen_by_programme"]


def test_a_missing_quorum_says_how_many_more_it_takes() -> None:
    outcome = count_motion(GROUP_MAJORITY, GROUP_QUORUM, Turnout(27, 12), VoteCount(12, 0, 0))
    assert outcome.reasons[0].code == "quorum_short"
    assert outcome.reasons[0].params == {
        "entitled": 27,
        "needed": 14,
        "present": 12,
        "lacking": 2,
    }


def test_an_undecided_motion_names_the_figures_that_would_decide() -> None:
    outcome = count_motion(HALF_OF_VALID, GROUP_QUORUM, Turnout(27, None), VoteCount(None, 3, None))
    assert outcome.missing == ("present", "in_favour", "valid_ballots")
    assert outcome.reasons[0].code == "figures_missing"
    assert [problem.where for problem in outcome.problems] == ["present", "in_favour", "abstained"]


def test_more_hands_than_households_decide_nothing() -> None:
    outcome = count_motion(MORE_THAN_HALF, None, Turnout(27, 20), VoteCount(18, 3, 0))
    assert (outcome.state, outcome.missing) == ("undecided", ())
    assert [reason.code for reason in outcome.reasons] == ["figures_contradict"]
    (problem,) = outcome.problems
    assert problem.code == "more_votes_than_present"
    assert problem.params == {"count": 21, "present": 20}


def test_choices_have_to_be_the_valid_ballots_and_blanks_the_others() -> None:
    turnout = Turnout(27, 20, BallotCount(20, 20, 20, 0, 18, 2))
    assert check_votes(turnout, VoteCount(10, 8, 0, 1, 1)) == ()
    codes = [problem.code for problem in check_votes(turnout, VoteCount(11, 8, 0, 1, 0))]
    assert codes == ["choices_not_the_valid_ballots", "blanks_not_the_invalid_ballots"]


def test_a_choice_below_zero_is_refused() -> None:
    (problem,) = check_votes(Turnout(27, 20), VoteCount(14, -1, 0))
    assert (problem.code, problem.where, problem.params["count"]) == (
        "count_negative",
        "against",
        -1,
    )


AREAS = Requirement(share=Fraction(2, 3), strict=False)


@pytest.mark.parametrize(
    ("passed", "failed", "out", "state", "needed"),
    [
        (14, 7, 0, "passed", 14),
        (13, 8, 0, "failed", 14),
        (13, 7, 1, "undecided", 14),
        (14, 0, 7, "passed", 14),
        (5, 8, 8, "failed", 14),
        (0, 0, 0, "failed", 1),
    ],
)
def test_a_matter_of_the_commune_takes_two_thirds_of_all_its_areas(
    passed: int, failed: int, out: int, state: str, needed: int
) -> None:
    states = ["passed"] * passed + ["failed"] * failed + ["undecided"] * out
    outcome = count_areas(AREAS, dict(enumerate(states)))  # type: ignore[arg-type]
    assert (outcome.state, outcome.needed) == (state, needed)


def test_areas_that_are_out_are_named() -> None:
    outcome = count_areas(AREAS, {7: "undecided", 3: "passed", 5: "undecided"})
    assert outcome.missing == ("5", "7")
    assert outcome.reasons[0].params == {"areas": (5, 7), "count": 2}


@pytest.mark.parametrize(
    ("share", "strict"),
    [(Fraction(0), False), (Fraction(1), True), (Fraction(3, 2), False), (Fraction(-1, 2), True)],
)
def test_a_share_that_decides_nothing_is_refused(share: Fraction, strict: bool) -> None:
    with pytest.raises(ValueError, match="no vote can be counted"):
        Quorum(share=share, strict=strict)


@pytest.mark.parametrize(
    ("of", "whole"),
    [("all_households", 27), ("present", 20), ("ballots_cast", 19), ("valid_ballots", 17)],
)
def test_a_share_is_taken_of_whom_the_threshold_says(of: Base, whole: int) -> None:
    turnout = Turnout(27, 20, BallotCount(20, 20, 19, 1, 17, 2))
    threshold = replace(HALF_OF_PRESENT, of=of)
    outcome = count_motion(threshold, None, turnout, VoteCount(17, 0, 0, 1, 1))
    assert (outcome.whole, outcome.state) == (whole, "passed")

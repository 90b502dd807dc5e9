"""The table of the law: channels, thresholds, effect, recognition, and how to vote (F-77, F-80)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tuquan.core.voting import (
    CHANNELS,
    GROUP_ELECTION,
    MATTERS,
    METHOD_CHOICE,
    Threshold,
    check_method,
    choose_method,
)
from tuquan.core.voting.matters import Channel, Method

ALL: tuple[Channel, ...] = ("meeting", "household_ballots", "online")
METHODS: tuple[Method, ...] = ("show_of_hands", "secret_ballot", "household_ballots", "online")
HALF, TWO_THIRDS = (Fraction(1, 2), True), (Fraction(2, 3), False)
COMMITTEE, FRONT = ("people_committee", 5), ("front", 5)


@pytest.mark.parametrize(
    ("key", "required", "effect", "recognised", "first", "later"),
    [
        ("contributions", TWO_THIRDS, "when_passed", ("", None), 3, 3),
        ("funds", TWO_THIRDS, "when_passed", ("", None), 3, 3),
        ("commune_contributions", TWO_THIRDS, "day_set_by_commune", ("", None), 1, 1),
        ("convention", HALF, "on_recognition", COMMITTEE, 2, 3),
        ("area_head", HALF, "on_recognition", COMMITTEE, 2, 3),
        ("boards", HALF, "on_recognition", FRONT, 2, 3),
        ("other_matters", HALF, "when_passed", ("", None), 4, 4),
        ("group_election", HALF, "on_recognition", ("people_committee", None), 3, 3),
    ],
)
def test_the_table_of_the_law_says_how_a_matter_is_decided(
    key: str,
    required: tuple[Fraction, bool],
    effect: str,
    recognised: tuple[str, int | None],
    first: int,
    later: int,
) -> None:
    """`first` and `later`: how many methods are open before and after a meeting that fell short."""
    matter = MATTERS[key]
    assert (matter.threshold.share, matter.threshold.strict) == required
    assert (matter.quorum.share, matter.quorum.strict) == required
    assert matter.threshold.of == "all_households"
    assert matter.takes_effect == effect
    assert (matter.recognised_by, matter.recognition_days) == recognised
    for short, count in ((False, first), (True, later)):
        allowed = [
            method
            for method in METHODS
            if not check_method(matter, method, ALL, meeting_fell_short=short, online_agreed=True)
        ]
        assert len(allowed) == count


def test_minutes_of_areas_go_to_both_bodies_in_five_working_days_and_a_group_is_free() -> None:
    for matter in MATTERS.values():
        of_area = matter is not GROUP_ELECTION
        assert matter.minutes_to == (("people_committee", "front") if of_area else ())
        assert matter.minutes_days == (5 if of_area else None)
        assert (matter.law is not None) is of_area
        assert (matter.threshold.law is not None) is of_area


def test_only_other_matters_may_be_voted_online_f_80() -> None:
    online = [key for key, matter in MATTERS.items() if "online" in matter.channels]
    assert online == ["other_matters"]
    law = MATTERS["other_matters"].law
    assert law is not None
    assert law.article == "15(6)"


@pytest.mark.parametrize(
    ("key", "method", "programme", "agreed", "code"),
    [
        ("other_matters", "online", ALL, True, None),
        ("other_matters", "online", ALL, False, "online_not_agreed"),
        ("other_matters", "online", ("meeting",), True, "method_not_in_programme"),
        ("area_head", "online", ALL, True, "method_not_for_matter"),
        ("group_election", "online", ALL, True, "method_not_for_matter"),
        ("group_election", "secret_ballot", ("meeting",), False, None),
        ("group_election", "household_ballots", ("meeting",), False, "method_not_in_programme"),
        ("area_head", "household_ballots", ALL, False, "method_only_after_meeting"),
    ],
)
def test_a_way_to_vote_needs_the_law_and_the_programme(
    key: str, method: Method, programme: tuple[Channel, ...], agreed: bool, code: str | None
) -> None:
    problems = check_method(MATTERS[key], method, programme, online_agreed=agreed)
    assert [problem.code for problem in problems] == ([code] if code else [])
    for problem in problems:
        assert problem.params == {"matter": key, "method": method}


def test_only_a_matter_of_the_whole_commune_takes_two_thirds_of_its_areas_too() -> None:
    areas = {key: matter.areas for key, matter in MATTERS.items() if matter.areas}
    assert {key: (one.share, one.strict) for key, one in areas.items()} == {
        "commune_contributions": TWO_THIRDS
    }


def test_every_method_goes_some_way() -> None:
    assert set(CHANNELS) == set(METHODS)
    assert set(CHANNELS.values()) == set(ALL)


@pytest.mark.parametrize(
    ("hands", "secret", "present", "method", "code"),
    [
        (11, 9, 20, "show_of_hands", "method_chosen"),
        (10, 10, 20, None, "method_not_chosen"),
        (9, 11, 20, "secret_ballot", "method_chosen"),
        (10, 9, 20, None, "method_not_chosen"),
        (11, 10, 21, "show_of_hands", "method_chosen"),
        (15, 9, 20, None, "figures_contradict"),
        (-1, 12, 20, None, "figures_contradict"),
        (0, 0, 0, None, "method_not_chosen"),
        (11, None, 20, None, "figures_missing"),
        (11, 9, None, None, "figures_missing"),
    ],
)
def test_hands_or_ballots_are_chosen_by_more_than_half_of_those_present(
    hands: int | None,
    secret: int | None,
    present: int | None,
    method: str | None,
    code: str,
) -> None:
    choice = choose_method({"show_of_hands": hands, "secret_ballot": secret}, present)
    assert (choice.method, choice.reasons[0].code) == (method, code)


def test_the_choice_of_a_method_explains_itself() -> None:
    choice = choose_method({"show_of_hands": 11, "secret_ballot": 9}, 20)
    assert choice.needed == 11
    assert choice.reasons[0].params == {
        "present": 20,
        "needed": 11,
        "method": "show_of_hands",
        "count": 11,
    }
    assert choice.reasons[1] == METHOD_CHOICE.origin()


def test_two_ways_that_both_reach_a_lower_threshold_choose_neither() -> None:
    low = Threshold(share=Fraction(1, 3), strict=False, of="present")
    choice = choose_method({"show_of_hands": 10, "secret_ballot": 10}, 20, low)
    assert choice.method is None

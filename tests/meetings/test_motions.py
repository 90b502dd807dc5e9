"""F-77, F-78, F-79, F-80, S0-30: households vote on a question; the figures are checked at once."""

from __future__ import annotations

from typing import Any

import pytest

from tests import make
from tests.meetings.holding import Held, area_meeting, ballots, counted_by, group_meeting, opened
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.meetings.models import Motion
from tuquan.meetings.services import (
    Counting,
    MotionFigures,
    NewMotion,
    Witness,
    drop_motion,
    mark_many,
    open_meeting,
    propose_motion,
    record_motion,
)

pytestmark = pytest.mark.django_db


def codes(refused: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(one.code, one.where) for one in refused.value.problems]


def motion(held: Held, **more: Any) -> Motion:
    wanted = NewMotion(**({"text": "Quét ngõ sáng Chủ nhật"} | more))
    return propose_motion(held.actor, held.meeting, wanted)


def test_fourteen_of_twenty_seven_pass_and_thirteen_do_not(world: make.World) -> None:
    held = opened(world)
    passed = record_motion(held.actor, motion(held), MotionFigures(14, 10, 3))
    failed = record_motion(held.actor, motion(held), MotionFigures(13, 14, 0))
    assert (passed.outcome["state"], passed.outcome["needed"], passed.entitled) == (
        "passed",
        14,
        27,
    )
    assert (failed.outcome["state"], failed.outcome["lacking"]) == ("failed", 1)


def test_the_majority_of_a_group_is_noted_as_chosen_by_the_programme(world: make.World) -> None:
    held = opened(world)
    voted = record_motion(held.actor, motion(held), MotionFigures(20, 7, 0))
    assert [one["code"] for one in voted.outcome["reasons"]] == [
        "motion_passed",
        "chosen_by_programme",
    ]
    assert voted.threshold == {"share": "1/2", "strict": True, "of": "all_households"}


def test_a_matter_of_an_area_takes_the_share_the_law_fixes(world: make.World) -> None:
    held = area_meeting(world, 20)
    voted = motion(held, matter="contributions")
    assert voted.threshold["share"] == "2/3"
    assert voted.threshold["article"] == "15(1)"
    assert record_motion(held.actor, voted, MotionFigures(13, 7, 0)).outcome["state"] == "failed"
    again = motion(held, matter="contributions")
    assert record_motion(held.actor, again, MotionFigures(14, 6, 0)).outcome["state"] == "passed"


def test_the_share_of_the_law_cannot_be_chosen_away(world: make.World) -> None:
    held = area_meeting(world)
    with pytest.raises(Invalid) as refused:
        motion(held, matter="funds", majority="half_of_all")
    assert codes(refused) == [("threshold_fixed_by_law", "majority")]


def test_a_group_may_choose_another_majority(world: make.World) -> None:
    held = opened(world, 27)
    chosen = motion(held, majority="two_thirds_of_all")
    voted = record_motion(held.actor, chosen, MotionFigures(17, 10, 0))
    assert (voted.outcome["needed"], voted.outcome["state"]) == (18, "failed")


def test_more_hands_than_households_present_are_refused_beside_the_field(world: make.World) -> None:
    held = opened(world, 27, present=18)
    voted = motion(held)
    with pytest.raises(Invalid) as refused:
        record_motion(held.actor, voted, MotionFigures(15, 3, 1))
    assert codes(refused) == [("more_votes_than_present", "in_favour")]
    assert refused.value.problems[0].params == {"count": 19, "present": 18}
    voted.refresh_from_db()
    assert (voted.state, voted.in_favour, voted.version) == ("open", None, 1)


@pytest.mark.parametrize("figures", [(-1, 0, 0), (10**12, 0, 0), (None, 1, 1)])
def test_absurd_figures_are_refused(
    world: make.World, figures: tuple[int | None, int, int]
) -> None:
    held = opened(world)
    voted = motion(held)
    with pytest.raises(Invalid) as refused:
        record_motion(held.actor, voted, MotionFigures(*figures))
    assert codes(refused)[0][1] == "in_favour"


def test_nothing_is_counted_before_everybody_present_is_marked(world: make.World) -> None:
    held = group_meeting(world)
    open_meeting(held.actor, held.meeting)
    with pytest.raises(Invalid) as refused:
        record_motion(held.actor, motion(held), MotionFigures(14, 0, 0))
    assert ("attendance_not_marked", "") in codes(refused)


def test_without_the_quorum_nothing_is_decided(world: make.World) -> None:
    held = opened(world, 27, present=13)
    voted = record_motion(held.actor, motion(held), MotionFigures(13, 0, 0))
    assert voted.outcome["state"] == "no_quorum"


def test_more_ballots_than_households_are_refused(world: make.World) -> None:
    held = opened(world, 27)
    voted = motion(held, method="secret_ballot")
    counting = counted_by(held, ballots=ballots(28))
    with pytest.raises(Invalid) as refused:
        record_motion(held.actor, voted, MotionFigures(28, 0, 0, counting=counting))
    assert ("ballots_handed_to_more_than_entitled", "handed_to") in codes(refused)


def test_a_secret_ballot_keeps_counts_and_who_took_part(world: make.World) -> None:
    held = opened(world, 27, present=20)
    voted = motion(held, method="secret_ballot")
    counting = counted_by(held, ballots=ballots(20, 19))
    voted = record_motion(held.actor, voted, MotionFigures(15, 4, 0, 0, 1, counting))
    assert voted.outcome["state"] == "passed"
    took_part = [row.household for row in voted.participants.all()]
    assert sorted(one.pk for one in took_part) == sorted(h.pk for h in held.households[:20])
    assert [one["name"] for one in voted.witnesses] == [h.head_name for h in held.households[:2]]


def test_a_secret_ballot_without_figures_of_its_ballots_is_refused(world: make.World) -> None:
    held = opened(world)
    voted = motion(held, method="secret_ballot")
    with pytest.raises(Invalid) as refused:
        record_motion(held.actor, voted, MotionFigures(20, 7, 0, counting=counted_by(held)))
    assert ("ballots_missing", "issued") in codes(refused)


@pytest.mark.parametrize("named", [0, 1])
def test_a_paper_result_needs_two_witnesses(world: make.World, named: int) -> None:
    held = opened(world)
    witnesses = tuple(Witness(one.pk) for one in held.households[:named])
    counting = counted_by(held, witnesses=witnesses, on_paper=True)
    with pytest.raises(Invalid) as refused:
        record_motion(held.actor, motion(held), MotionFigures(20, 7, 0, counting=counting))
    assert codes(refused) == [("too_few_witnesses", "witnesses")]


def test_the_same_household_twice_is_one_witness(world: make.World) -> None:
    held = opened(world)
    one = held.households[0].pk
    counting = counted_by(held, witnesses=(Witness(one), Witness(one, "Vợ")), on_paper=True)
    with pytest.raises(Invalid) as refused:
        record_motion(held.actor, motion(held), MotionFigures(20, 7, 0, counting=counting))
    assert codes(refused) == [("too_few_witnesses", "witnesses")]


def test_a_witness_from_elsewhere_is_refused(world: make.World) -> None:
    held = opened(world)
    [stranger] = make.households(world.other_area, 1)
    pair = (Witness(held.households[0].pk), Witness(stranger.pk, "Lê Văn Xa"))
    counting = counted_by(held, witnesses=pair, on_paper=True)
    with pytest.raises(Invalid) as refused:
        record_motion(held.actor, motion(held), MotionFigures(20, 7, 0, counting=counting))
    assert codes(refused) == [("witness_not_present", "witnesses")]


def test_a_board_of_two_is_remarked_in_a_group_and_refused_in_an_area(world: make.World) -> None:
    area = area_meeting(world)
    counting = counted_by(area, board=("Lê Ba", "Lê Tư"), on_paper=True)
    with pytest.raises(Invalid) as refused:
        record_motion(area.actor, motion(area), MotionFigures(20, 0, 0, counting=counting))
    assert codes(refused) == [("counting_board_size", "board")]


def test_a_group_is_merely_told_that_its_board_is_small(world: make.World) -> None:
    held = opened(world)
    counting = counted_by(held, board=("Lê Ba",), on_paper=True)
    voted = record_motion(held.actor, motion(held), MotionFigures(20, 7, 0, counting=counting))
    assert [one["code"] for one in voted.outcome["remarks"]] == ["counting_board_size"]


def test_ballots_carried_to_households_list_who_gave_one_back_once(world: make.World) -> None:
    held = opened(world, 27, present=5)
    voted = motion(held, method="household_ballots")
    keys = tuple(one.pk for one in held.households[:20])
    twice = counted_by(held, ballots=ballots(20), participants=(*keys, keys[0]))
    with pytest.raises(Invalid) as refused:
        record_motion(held.actor, voted, MotionFigures(18, 2, 0, counting=twice))
    assert codes(refused) == [("household_represented_twice", "participants")]
    assert refused.value.problems[0].params["household"] == held.households[0].head_name
    once = counted_by(held, ballots=ballots(20), participants=keys)
    voted = record_motion(held.actor, voted, MotionFigures(18, 2, 0, counting=once))
    assert (voted.present, voted.participants.count(), voted.outcome["state"]) == (20, 20, "passed")


def test_online_is_refused_unless_more_than_half_agreed_to_it(world: make.World) -> None:
    held = area_meeting(world, 20)
    with pytest.raises(Invalid) as refused:
        motion(held, method="online", online_consent=10)
    assert codes(refused) == [("online_not_agreed", "method")]
    assert motion(held, method="online", online_consent=11).method == "online"


def test_online_is_never_allowed_for_a_matter_the_law_keeps_from_it(world: make.World) -> None:
    held = area_meeting(world, 20)
    with pytest.raises(Invalid) as refused:
        motion(held, matter="contributions", method="online", online_consent=20)
    assert codes(refused) == [("method_not_for_matter", "method")]


def test_a_vote_held_online_needs_a_note_of_where_its_result_is(world: make.World) -> None:
    held = area_meeting(world, 20)
    voted = motion(held, method="online", online_consent=15)
    keys = tuple(one.pk for one in held.households)
    counting = counted_by(held, witnesses=(), ballots=ballots(20), participants=keys)
    with pytest.raises(Invalid) as refused:
        record_motion(held.actor, voted, MotionFigures(20, 0, 0, counting=counting))
    assert codes(refused) == [("online_note_missing", "note")]


def test_ballots_to_households_for_the_convention_come_only_after_a_meeting(
    world: make.World,
) -> None:
    held = area_meeting(world, 20)
    with pytest.raises(Invalid) as refused:
        motion(held, matter="convention", method="household_ballots")
    assert codes(refused) == [("method_only_after_meeting", "method")]
    mark_many(held.actor, held.meeting, [one.pk for one in held.households[:10]])
    assert motion(held, matter="convention", method="household_ballots").pk


def test_of_two_who_enter_figures_at_once_the_second_is_told(world: make.World) -> None:
    held = opened(world)
    voted = motion(held)
    stale = Motion.objects.get(pk=voted.pk)
    record_motion(held.actor, voted, MotionFigures(14, 0, 0))
    with pytest.raises(Conflict, match="vote_changed_meanwhile"):
        record_motion(held.actor, stale, MotionFigures(1, 0, 0))
    voted.refresh_from_db()
    assert voted.in_favour == 14


def test_a_counted_vote_can_be_corrected_until_the_meeting_is_closed(world: make.World) -> None:
    held = opened(world)
    voted = motion(held)
    voted = record_motion(held.actor, voted, MotionFigures(14, 0, 0))
    voted = record_motion(held.actor, voted, MotionFigures(13, 1, 0))
    assert (voted.in_favour, voted.outcome["state"]) == (13, "failed")


def test_a_vote_is_dropped_with_a_reason_only(world: make.World) -> None:
    held = opened(world)
    voted = motion(held)
    with pytest.raises(Invalid) as refused:
        drop_motion(held.actor, voted, "  ")
    assert codes(refused) == [("drop_reason_missing", "reason")]
    drop_motion(held.actor, voted, "Để lần sau")
    with pytest.raises(Conflict, match="vote_was_dropped"):
        record_motion(held.actor, voted, MotionFigures(14, 0, 0))


def test_text_with_markup_is_kept_as_text_and_a_text_too_long_is_refused(world: make.World) -> None:
    held = opened(world)
    assert motion(held, text="<b>Quét</b> ngõ").text == "<b>Quét</b> ngõ"
    with pytest.raises(Invalid) as refused:
        motion(held, text="a" * 1001)
    assert codes(refused) == [("meeting_text_too_long", "text")]
    assert refused.value.problems[0].params["maximum"] == 1000


def test_proposing_and_counting_stand_on_record_without_names(world: make.World) -> None:
    held = opened(world)
    record_motion(held.actor, motion(held), MotionFigures(14, 0, 0))
    proposed, counted = Change.objects.order_by("pk").filter(action__startswith="meetings.motion")
    assert proposed.data == {"matter": "other_matters", "method": "show_of_hands"}
    assert counted.data == {"motion": Motion.objects.get().pk, "state": "passed"}
    assert counted.path == held.group.path


def test_nobody_from_next_door_puts_a_question_to_the_vote(world: make.World) -> None:
    held = opened(world)
    stranger = make.actor(make.officer(world.neighbour))
    with pytest.raises(NotAllowed):
        propose_motion(stranger, held.meeting, NewMotion("Quét ngõ"))
    assert not Motion.objects.exists()


def test_a_plain_counting_asks_for_nobody_at_a_show_of_hands() -> None:
    assert Counting().witnesses == ()

"""F-81, S0-12, S0-14: who stands, who is elected, second rounds, leaders among members."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests import make
from tests.meetings.holding import (
    Held,
    area_meeting,
    ballots,
    counted_by,
    leader_election,
    opened,
    votes,
)
from tuquan.audit.models import Change
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.core.voting import ElectionResult
from tuquan.meetings import services
from tuquan.meetings.models import Candidate, Election
from tuquan.meetings.queries import elected_in
from tuquan.meetings.services import (
    Counting,
    ElectionFigures,
    NewCandidate,
    NewElection,
    drop_election,
    nominate,
    open_election,
    open_leader_election,
    open_next_round,
    withdraw_candidate,
)

pytestmark = pytest.mark.django_db


def codes(refused: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(one.code, one.where) for one in refused.value.problems]


def record_election(actor: Actor, election: Election, figures: ElectionFigures) -> ElectionResult:
    """Enter the figures, and read back what was kept."""
    result = services.record_election(actor, election, figures)
    election.refresh_from_db()
    return result


def names(held: Held) -> list[tuple[str, str, int, int]]:
    found = elected_in(held.meeting)
    return [(one.position, one.name, one.votes, one.entitled) for one in found]


def test_more_than_half_of_all_households_elects_the_leader(world: make.World) -> None:
    held = opened(world)
    election = leader_election(held, ["Trần Đình Bảy", "Lê Ba"])
    result = record_election(held.actor, election, votes(election, 14, 13))
    assert (result.state, result.needed) == ("complete", 14)
    assert names(held) == [("leader", "Trần Đình Bảy", 14, 27)]
    assert elected_in(held.meeting)[0].household == held.households[0]


def test_the_rules_of_a_group_are_noted_as_chosen_by_the_programme(world: make.World) -> None:
    held = opened(world)
    election = leader_election(held, ["Lê Ba"])
    record_election(held.actor, election, votes(election, 20))
    assert election.outcome["reasons"][-1]["code"] == "chosen_by_programme"
    change = Change.objects.get(action="meetings.election_opened")
    assert change.data == {"position": "leader", "seats": 1, "fixed_by_law": False}


def test_somebody_outside_the_area_may_not_stand(world: make.World) -> None:
    held = opened(world)
    election = leader_election(held, [])
    [stranger] = make.households(world.other_area, 1)
    for household in (stranger, None):
        with pytest.raises(Invalid) as refused:
            nominate(held.actor, election, NewCandidate("Lê Văn Xa", household))
        assert codes(refused) == [("candidate_outside", "household")]
        assert refused.value.problems[0].params == {"name": "Lê Văn Xa", "place": "Thôn 2"}
    assert not Candidate.objects.exists()


def test_a_name_stands_once(world: make.World) -> None:
    held = opened(world)
    election = leader_election(held, ["Lê Ba"])
    with pytest.raises(Invalid) as refused:
        nominate(held.actor, election, NewCandidate("LÊ  BA", held.households[3]))
    assert codes(refused) == [("candidate_listed_already", "name")]


def test_a_name_of_300_letters_is_refused_with_the_limit(world: make.World) -> None:
    held = opened(world)
    election = leader_election(held, [])
    with pytest.raises(Invalid) as refused:
        nominate(held.actor, election, NewCandidate("A" * 300, held.households[0]))
    [problem] = refused.value.problems
    assert (problem.code, problem.params["maximum"]) == ("meeting_text_too_long", 150)


def test_absurd_votes_are_refused_at_the_field_of_the_candidate(world: make.World) -> None:
    held = opened(world, 27, present=18)
    election = leader_election(held, ["Lê Ba", "Lê Tư"])
    first, second = election.candidates.order_by("pk")
    with pytest.raises(Invalid) as refused:
        record_election(held.actor, election, votes(election, 19, -1))
    assert codes(refused) == [
        ("more_votes_than_voters", f"votes_{first.pk}"),
        ("candidate_votes_negative", f"votes_{second.pk}"),
    ]
    election.refresh_from_db()
    assert (election.state, election.outcome) == ("open", {})


def test_more_marks_than_seats_allow_are_refused(world: make.World) -> None:
    held = opened(world)
    election = leader_election(held, ["Lê Ba", "Lê Tư"])
    with pytest.raises(Invalid) as refused:
        record_election(held.actor, election, votes(election, 20, 8))
    assert ("more_marks_than_seats_allow", "candidates") in codes(refused)


def test_a_vote_that_is_not_filled_in_is_asked_for(world: make.World) -> None:
    held = opened(world)
    election = leader_election(held, ["Lê Ba", "Lê Tư"])
    with pytest.raises(Invalid) as refused:
        record_election(held.actor, election, votes(election, 20, None))
    assert codes(refused)[0][0] == "candidate_votes_missing"


def test_a_tie_is_voted_again_among_the_tied(world: make.World) -> None:
    held = opened(world, 20)
    election = leader_election(held, ["Lê Ba", "Lê Tư", "Lê Năm"], majority="half_of_present")
    record_election(held.actor, election, votes(election, 10, 10, 0))
    assert election.outcome["state"] == "second_round"
    second = open_next_round(held.actor, election)
    assert [one.name for one in second.candidates.all()] == ["Lê Ba", "Lê Tư"]
    result = record_election(held.actor, second, votes(second, 12, 8))
    assert (result.state, second.round) == ("complete", 2)
    assert names(held) == [("leader", "Lê Ba", 12, 20)]


def test_a_second_round_without_need_is_refused(world: make.World) -> None:
    held = opened(world)
    election = leader_election(held, ["Lê Ba", "Lê Tư"])
    with pytest.raises(Conflict, match="second_round_not_needed"):
        open_next_round(held.actor, election)
    record_election(held.actor, election, votes(election, 20, 7))
    with pytest.raises(Conflict, match="second_round_not_needed"):
        open_next_round(held.actor, election)
    assert Election.objects.count() == 1


def test_a_round_is_followed_once_and_its_figures_stay_then(world: make.World) -> None:
    held = opened(world)
    election = leader_election(held, ["Lê Ba", "Lê Tư"])
    record_election(held.actor, election, votes(election, 13, 12))
    second = open_next_round(held.actor, election)
    with pytest.raises(Conflict, match="second_round_exists"):
        open_next_round(held.actor, election)
    with pytest.raises(Conflict, match="round_followed"):
        record_election(held.actor, election, votes(election, 14, 12))
    drop_election(held.actor, second, "Để lần sau")
    record_election(held.actor, election, votes(election, 14, 12))
    assert names(held) == [("leader", "Lê Ba", 14, 27)]


def test_nobody_is_added_to_a_second_round(world: make.World) -> None:
    held = opened(world)
    election = leader_election(held, ["Lê Ba", "Lê Tư"])
    record_election(held.actor, election, votes(election, 13, 12))
    second = open_next_round(held.actor, election)
    with pytest.raises(Conflict, match="candidates_are_given"):
        nominate(held.actor, second, NewCandidate("Lê Sáu", held.households[5]))


def test_whoever_withdraws_after_the_count_leaves_the_seat_empty(world: make.World) -> None:
    held = opened(world)
    election = leader_election(held, ["Lê Ba", "Lê Tư"])
    record_election(held.actor, election, votes(election, 20, 5))
    withdraw_candidate(held.actor, election.candidates.get(name="Lê Ba"))
    election.refresh_from_db()
    assert election.outcome["state"] == "incomplete"
    assert names(held) == []


def test_whoever_withdraws_before_needs_no_votes(world: make.World) -> None:
    held = opened(world)
    election = leader_election(held, ["Lê Ba", "Lê Tư"])
    withdraw_candidate(held.actor, election.candidates.get(name="Lê Tư"))
    record_election(held.actor, Election.objects.get(pk=election.pk), votes(election, 20))
    assert names(held) == [("leader", "Lê Ba", 20, 27)]


def test_members_are_elected_first_and_the_leader_among_them(world: make.World) -> None:
    held = opened(world)
    members = leader_election(
        held, ["Lê Ba", "Lê Tư", "Lê Năm"], position="member", label="Thành viên", seats=2
    )
    with pytest.raises(Conflict, match="members_not_elected"):
        open_leader_election(held.actor, members, "leader", "Nhóm trưởng")
    record_election(held.actor, members, votes(members, 20, 18, 5))
    stage = open_leader_election(held.actor, members, "leader", "Nhóm trưởng")
    assert [one.name for one in stage.candidates.all()] == ["Lê Ba", "Lê Tư"]
    record_election(held.actor, stage, votes(stage, 9, 17))
    assert names(held) == [
        ("member", "Lê Ba", 20, 27),
        ("member", "Lê Tư", 18, 27),
        ("leader", "Lê Tư", 17, 27),
    ]


def test_the_head_of_an_area_is_elected_by_the_law(world: make.World) -> None:
    held = area_meeting(world, 20)
    election = leader_election(
        held, ["Lê Ba"], position="area_head", label="Trưởng thôn", matter="area_head"
    )
    record_election(held.actor, election, votes(election, 11))
    assert election.outcome["reasons"][-1] == {
        "code": "fixed_by_article",
        "params": {"law": "10/2022/QH15", "article": "15(4)"},
    }


def test_a_secret_ballot_is_counted_with_witnesses_and_its_participants(world: make.World) -> None:
    held = opened(world, 27, present=25)
    election = leader_election(held, ["Lê Ba", "Lê Tư"], method="secret_ballot")
    counting = counted_by(held, ballots=ballots(25, 24))
    record_election(held.actor, election, votes(election, 20, 4, counting=counting))
    assert election.participants.count() == 25
    assert election.ballots["invalid"] == 1


def test_a_secret_ballot_without_witnesses_is_refused(world: make.World) -> None:
    held = opened(world)
    election = leader_election(held, ["Lê Ba"], method="secret_ballot")
    counting = Counting(board=("Lê A", "Lê B", "Lê C"), ballots=ballots(27))
    with pytest.raises(Invalid) as refused:
        record_election(held.actor, election, votes(election, 20, counting=counting))
    assert codes(refused) == [("too_few_witnesses", "witnesses")]


def test_an_election_for_no_seat_and_no_post_is_refused(world: make.World) -> None:
    held = opened(world)
    wanted = NewElection("", "", seats=0)
    with pytest.raises(Invalid) as refused:
        open_election(held.actor, held.meeting, wanted)
    assert codes(refused) == [
        ("meeting_text_missing", "label"),
        ("election_position_missing", "position"),
        ("election_seats_wrong", "seats"),
    ]


def test_of_two_who_count_at_once_the_second_is_told(world: make.World) -> None:
    held = opened(world)
    election = leader_election(held, ["Lê Ba"])
    stale = Election.objects.get(pk=election.pk)
    record_election(held.actor, election, votes(election, 20))
    with pytest.raises(Conflict, match="vote_changed_meanwhile"):
        record_election(held.actor, stale, votes(stale, 3))
    assert names(held) == [("leader", "Lê Ba", 20, 27)]


def test_a_page_that_is_out_of_date_enters_nothing(world: make.World) -> None:
    held = opened(world)
    election = leader_election(held, ["Lê Ba"])
    figures = votes(election, 20, counting=Counting(version=7))
    with pytest.raises(Conflict, match="vote_changed_meanwhile"):
        record_election(held.actor, election, figures)


def test_nobody_from_next_door_enters_votes(world: make.World) -> None:
    held = opened(world)
    election = leader_election(held, ["Lê Ba"])
    stranger = make.actor(make.officer(world.neighbour))
    with pytest.raises(NotAllowed):
        record_election(stranger, election, replace(votes(election, 20)))
    assert names(held) == []

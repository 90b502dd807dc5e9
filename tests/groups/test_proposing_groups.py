"""Proposing groups of an area, throwing them away, forming them (S0-10, S0-11, F-18 to F-20)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from tests import make
from tuquan.audit.models import Change
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.core.programme import GroupRules
from tuquan.groups.models import Membership, ResidentGroup
from tuquan.groups.queries import household_count, propose_for, ungrouped_households
from tuquan.groups.services import drop_proposal, form_groups, propose_area_groups
from tuquan.places.models import Place
from tuquan.programmes.models import Programme

LANES = (34, 29, 23, 21, 28, 21, 24)
"""The seven lanes of a real list of one village with 180 households."""


def rules() -> GroupRules:
    found = make.edition(make.S0).content.group_rules
    assert found is not None
    return found


def programme() -> Programme:
    return make.edition(make.S0).programme


def fill(area: Place, *lanes: int) -> None:
    for number, count in enumerate(lanes, start=1):
        make.households(area, count, f"Ngõ {number}")


def propose(area: Place, actor: Actor = make.SYSTEM) -> list[ResidentGroup]:
    return propose_area_groups(actor, programme(), rules(), area)


def test_a_village_of_seven_lanes_is_cut_into_groups_of_15_to_30(world: make.World) -> None:
    fill(world.area, *LANES)
    groups = propose(world.area)
    sizes = [household_count(group) for group in groups]
    assert sum(sizes) == 180
    assert all(15 <= size <= 30 for size in sizes)
    assert [group.name for group in groups] == [f"Tổ {n}" for n in range(1, len(groups) + 1)]


def test_a_proposal_is_put_on_record_with_its_counts(world: make.World) -> None:
    officer = make.actor(make.officer(world.commune))
    fill(world.area, 20)
    propose(world.area, officer)
    change = Change.objects.get(action="groups.proposed")
    assert (change.actor_name, change.path, change.subject, change.data) == (
        "Đỗ Thị Nga",
        world.area.path,
        f"places.place:{world.area.pk}",
        {"groups": 1, "households": 20},
    )


def test_proposing_again_replaces_the_proposal(world: make.World) -> None:
    fill(world.area, *LANES)
    first = {group.pk for group in propose(world.area)}
    second = {group.pk for group in propose(world.area)}
    assert first.isdisjoint(second)
    assert set(ResidentGroup.objects.values_list("pk", flat=True)) == second
    assert not ungrouped_households(programme(), world.area).exists()


def test_formed_groups_stay_when_newcomers_are_grouped(world: make.World) -> None:
    formed = make.groups(world.area, 20)
    make.households(world.area, 17, "Ngõ Chùa")
    new = propose(world.area)
    assert [household_count(group) for group in new] == [17]
    assert household_count(formed[0]) == 20
    assert new[0].number == formed[-1].number + 1


def test_lanes_on_either_side_of_a_formed_group_are_known_to_be_apart(world: make.World) -> None:
    make.households(world.area, 15, "Ngõ 1")
    make.households(world.area, 20, "Ngõ 2")
    make.households(world.area, 15, "Ngõ 3")
    assert [group.lanes for group in propose_for(programme(), rules(), world.area)] == [
        ("Ngõ 1",),
        ("Ngõ 2",),
        ("Ngõ 3",),
    ]


def test_a_programme_without_bounds_groups_lane_by_lane(world: make.World) -> None:
    fill(world.area, 5, 8)
    free = replace(rules(), minimum=None, maximum=None)
    proposals = propose_for(programme(), free, world.area)
    assert [len(group.members) for group in proposals] == [5, 8]


def test_a_minimum_above_the_number_of_households_is_no_error(world: make.World) -> None:
    fill(world.area, 7)
    proposals = propose_for(programme(), replace(rules(), maximum=None), world.area)
    assert [len(group.members) for group in proposals] == [7]


def test_an_empty_area_cannot_be_grouped(world: make.World) -> None:
    with pytest.raises(Invalid) as refusal:
        propose(world.area)
    assert [problem.code for problem in refusal.value.problems] == ["no_households_to_group"]


def test_the_officer_next_door_proposes_nothing_here(world: make.World) -> None:
    fill(world.area, 20)
    with pytest.raises(NotAllowed):
        propose(world.area, make.actor(make.officer(world.neighbour)))
    assert not ResidentGroup.objects.exists()


def test_the_head_of_the_area_sees_but_does_not_propose(world: make.World) -> None:
    fill(world.area, 20)
    with pytest.raises(NotAllowed):
        propose(world.area, make.actor(make.account("area_head", world.area)))


def test_a_proposal_thrown_away_leaves_every_household_free(world: make.World) -> None:
    fill(world.area, 34)
    propose(world.area)
    assert drop_proposal(make.SYSTEM, programme(), world.area) == 2
    assert ungrouped_households(programme(), world.area).count() == 34
    assert Change.objects.get(action="groups.proposal_dropped").data == {"groups": 2}


def test_forming_makes_members_from_today_and_records_each_group(world: make.World) -> None:
    fill(world.area, 20)
    propose(world.area)
    group = form_groups(make.SYSTEM, programme(), world.area)[0]
    assert (group.state, str(group.formed_on)) == ("formed", "2026-11-20")
    assert {str(day) for day in group.memberships.values_list("effective_from", flat=True)} == {
        "2026-11-20"
    }
    assert Change.objects.get(action="groups.formed").subject == f"groups.residentgroup:{group.pk}"


def test_a_size_outside_soft_bounds_does_not_block(world: make.World) -> None:
    fill(world.area, 7)
    propose(world.area)
    assert [g.state for g in form_groups(make.SYSTEM, programme(), world.area, rules())] == [
        "formed"
    ]


def test_a_size_outside_hard_bounds_is_refused(world: make.World) -> None:
    fill(world.area, 7)
    propose(world.area)
    with pytest.raises(Invalid) as refusal:
        form_groups(make.SYSTEM, programme(), world.area, replace(rules(), soft=False))
    assert [problem.code for problem in refusal.value.problems] == ["group_size_refused"]
    assert ResidentGroup.objects.get().state == "proposed"


def test_confirming_twice_is_a_conflict(world: make.World) -> None:
    make.groups(world.area)
    with pytest.raises(Conflict):
        form_groups(make.SYSTEM, programme(), world.area)


def test_the_database_refuses_a_household_in_two_groups_of_one_programme(
    world: make.World,
) -> None:
    fill(world.area, 34)
    one, other = propose(world.area)
    member = one.memberships.first()
    assert member is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(
            group=other,
            programme=other.programme,
            household=member.household,
            effective_from=make.SINCE,
        )

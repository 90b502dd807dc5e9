"""Moving households between groups, also two officers at once (S0-10, F-19, F-25)."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from tests import make
from tests.groups.test_proposing_groups import programme, propose
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, DomainError, Invalid, NotAllowed
from tuquan.groups.models import Membership, ResidentGroup
from tuquan.groups.queries import household_count
from tuquan.groups.services import form_groups, move_household, move_households
from tuquan.residents.models import Household


def two_formed(world: make.World) -> tuple[ResidentGroup, ResidentGroup]:
    make.households(world.area, 20, "Ngõ 1")
    make.households(world.area, 20, "Ngõ 2")
    propose(world.area)
    one, other = form_groups(make.SYSTEM, programme(), world.area)
    return one, other


def first_of(group: ResidentGroup) -> Household:
    member = group.memberships.filter(effective_until=None).first()
    assert member is not None
    return member.household


def test_a_move_between_formed_groups_keeps_the_history(world: make.World) -> None:
    one, other = two_formed(world)
    household = first_of(one)
    move_household(make.SYSTEM, household, other)
    past = Membership.objects.get(household=household, group=one)
    now = Membership.objects.get(household=household, group=other)
    assert (str(past.effective_until), now.effective_until) == ("2026-11-20", None)
    assert (household_count(one), household_count(other)) == (19, 21)
    change = Change.objects.get(action="groups.household_moved")
    assert change.data == {"household": household.pk, "from_group": one.pk}


def test_a_move_between_proposed_groups_leaves_no_history(world: make.World) -> None:
    make.households(world.area, 34)
    one, other = propose(world.area)
    household = first_of(one)
    move_household(make.SYSTEM, household, other)
    assert Membership.objects.filter(household=household).count() == 1


def test_of_two_officers_the_second_does_not_undo_the_first(world: make.World) -> None:
    one, other = two_formed(world)
    household = first_of(one)
    move_households(make.SYSTEM, one, [household], other)
    with pytest.raises(Conflict) as conflict:
        move_households(make.SYSTEM, one, [household], other)
    assert conflict.value.problem.code == "household_moved_meanwhile"
    assert household_count(other) == 21


@pytest.mark.django_db(transaction=True)
def test_two_officers_moving_one_household_at_the_same_moment_leave_it_in_one_group() -> None:
    world = make.world()
    make.households(world.area, 84)
    propose(world.area)
    source, *targets = form_groups(make.SYSTEM, programme(), world.area)
    source_households = [first_of(source)]
    assert len(targets) == 2
    together = threading.Barrier(2)
    outcomes: list[str] = []

    def move(to: ResidentGroup) -> None:
        together.wait()
        try:
            move_households(make.SYSTEM, source, source_households, to)
            outcomes.append("moved")
        except DomainError as error:
            outcomes.append(error.problem.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=move, args=(to,)) for to in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("moved") == 1
    assert set(outcomes) <= {"moved", "household_moved_meanwhile", "household_grouped_already"}
    now = Membership.objects.filter(household=source_households[0], effective_until=None)
    assert now.count() == 1


def test_several_households_move_together_or_not_at_all(world: make.World) -> None:
    one, other = two_formed(world)
    stranger = first_of(other)
    with pytest.raises(Conflict):
        move_households(make.SYSTEM, one, [first_of(one), stranger], other)
    assert (household_count(one), household_count(other)) == (20, 20)


def test_a_proposed_group_that_loses_its_last_household_is_removed(world: make.World) -> None:
    make.households(world.area, 34)
    one, other = propose(world.area)
    everybody = [m.household for m in one.memberships.all()]
    assert move_households(make.SYSTEM, one, everybody, other) is False
    assert list(ResidentGroup.objects.all()) == [other]
    assert household_count(other) == 34
    assert Change.objects.filter(action="groups.proposal_emptied").count() == 1


def test_a_formed_group_does_not_lose_households_to_a_proposal(world: make.World) -> None:
    formed = make.groups(world.area, 20)[0]
    make.households(world.area, 16, "Ngõ Chùa")
    proposal = propose(world.area)[0]
    with pytest.raises(Conflict) as conflict:
        move_household(make.SYSTEM, first_of(formed), proposal)
    assert conflict.value.problem.code == "group_not_formed"
    assert household_count(formed) == 20


def test_a_household_does_not_move_to_a_group_of_another_area(world: make.World) -> None:
    here = make.groups(world.area, 20)[0]
    there = make.groups(world.other_area, 20)[0]
    with pytest.raises(Invalid) as refusal:
        move_household(make.SYSTEM, first_of(here), there)
    assert [p.code for p in refusal.value.problems] == ["group_of_other_area"]
    assert household_count(here) == 20


def test_a_household_is_not_moved_into_a_dissolved_group(world: make.World) -> None:
    one, other = two_formed(world)
    other.state = ResidentGroup.State.DISSOLVED
    with pytest.raises(Conflict) as conflict:
        move_household(make.SYSTEM, first_of(one), other)
    assert conflict.value.problem.code == "group_dissolved"


def test_nothing_ticked_is_said_so(world: make.World) -> None:
    one, other = two_formed(world)
    with pytest.raises(Invalid) as refusal:
        move_households(make.SYSTEM, one, [], other)
    assert [p.code for p in refusal.value.problems] == ["households_not_chosen"]


def test_the_officer_next_door_moves_nobody(world: make.World) -> None:
    one, other = two_formed(world)
    with pytest.raises(NotAllowed):
        move_households(make.actor(make.officer(world.neighbour)), one, [first_of(one)], other)
    assert household_count(one) == 20

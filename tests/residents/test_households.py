"""Households by hand: adding one, correcting one, finding them."""

from __future__ import annotations

from datetime import date

import pytest

from tests import make
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.places.models import Place
from tuquan.residents import queries
from tuquan.residents.models import Household
from tuquan.residents.services import (
    NewHousehold,
    add_household,
    add_households,
    correct_household,
)

BA = NewHousehold("Lê Văn Ba", 1970, 4, "Ngõ Đình", "1")


def test_a_household_added_by_hand_stands_last_with_its_own_line(world: make.World) -> None:
    make.households(world.area, 3)
    officer = make.actor(make.officer(world.commune))
    household = add_household(officer, world.area, NewHousehold("  Lê  Văn Ba ", lane=" Ngõ 1 "))
    assert (household.head_name, household.lane, household.list_order) == ("Lê Văn Ba", "Ngõ 1", 4)
    change = Change.objects.get(action="residents.household_added")
    assert (change.subject, change.path, change.data) == (
        f"residents.household:{household.pk}",
        world.area.path,
        {},
    )


@pytest.mark.parametrize(
    ("new", "code", "field"),
    [
        (NewHousehold("  "), "household_name_missing", "head_name"),
        (NewHousehold("Lê Văn Ba", 1899), "household_birth_year_wrong", "birth_year"),
        (NewHousehold("Lê Văn Ba", 2027), "household_birth_year_wrong", "birth_year"),
        (NewHousehold("Lê Văn Ba", 1970, 0), "household_members_wrong", "member_count"),
        (NewHousehold("Lê Văn Ba", 1970, 21), "household_members_wrong", "member_count"),
        (NewHousehold("L" * 151), "household_text_too_long", "head_name"),
        (NewHousehold("Lê Văn Ba", lane="x" * 101), "household_text_too_long", "lane"),
        (NewHousehold("Lê Ba", house_number="x" * 41), "household_text_too_long", "house_number"),
    ],
)
def test_a_wrong_value_is_refused_beside_its_field(
    world: make.World, new: NewHousehold, code: str, field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        add_household(make.SYSTEM, world.area, new)
    assert [(p.code, p.where) for p in refusal.value.problems] == [(code, field)]
    with pytest.raises(Invalid):
        add_households(make.SYSTEM, world.area, [BA, new])
    assert not Household.objects.exists()


def test_a_correction_names_the_fields_and_not_the_values(world: make.World) -> None:
    (household,) = add_households(make.SYSTEM, world.area, [BA])
    right = NewHousehold("Lê Văn Bá", 1971, 4, "Ngõ Đình", "1")
    officer = make.actor(make.officer(world.commune))
    assert correct_household(officer, household, right) == ("head_name", "birth_year")
    household.refresh_from_db()
    assert (household.head_name, household.search_text) == ("Lê Văn Bá", " le van ba ngo dinh 1")
    assert (household.birth_year, household.list_order) == (1971, 1)
    change = Change.objects.get(action="residents.corrected")
    assert change.subject == f"residents.household:{household.pk}"
    assert change.data == {"fields": ["head_name", "birth_year"]}


def test_a_correction_without_a_difference_leaves_no_line(world: make.World) -> None:
    (household,) = add_households(make.SYSTEM, world.area, [BA])
    assert correct_household(make.SYSTEM, household, BA) == ()
    assert not Change.objects.filter(action="residents.corrected").exists()


def test_a_correction_of_an_older_state_is_a_conflict(world: make.World) -> None:
    (household,) = add_households(make.SYSTEM, world.area, [BA])
    seen = queries.fingerprint(household)
    correct_household(make.SYSTEM, household, NewHousehold("Lê Văn Bá", 1970, 4, "Ngõ Đình", "1"))
    with pytest.raises(Conflict) as refusal:
        correct_household(make.SYSTEM, household, NewHousehold("Lê Văn Bảy"), seen)
    assert refusal.value.problem.code == "household_changed_meanwhile"
    household.refresh_from_db()
    assert household.head_name == "Lê Văn Bá"


def test_only_whoever_looks_after_the_list_may_write(world: make.World) -> None:
    (household,) = add_households(make.SYSTEM, world.area, [BA])
    changes = Change.objects.count()
    head = make.actor(make.account("area_head", world.area))
    neighbour = make.actor(make.officer(world.neighbour))
    changes = Change.objects.count()
    for actor in (head, neighbour):
        with pytest.raises(NotAllowed):
            add_household(actor, world.area, BA)
        with pytest.raises(NotAllowed):
            correct_household(actor, household, NewHousehold("Lê Văn Bá"))
    household.refresh_from_db()
    assert household.head_name == "Lê Văn Ba"
    assert Household.objects.count() == 1
    assert Change.objects.count() == changes


def _names(world: make.World, name: str = "", lane: str = "", by_name: bool = False) -> list[str]:
    order = "name" if by_name else "list"
    found = queries.find_households(make.SYSTEM, name, within=world.area, lane=lane, order=order)
    return [household.head_name for household in found]


@pytest.mark.parametrize("typed", ["hoa", "HOÀ", "hòa", "tran thi", "Trần Thị"])
def test_a_name_is_found_whatever_the_marks(world: make.World, typed: str) -> None:
    names = ["Trần Thị Hoà", "Nguyễn Văn Đức"]
    add_households(make.SYSTEM, world.area, [NewHousehold(name) for name in names])
    assert _names(world, name=typed) == ["Trần Thị Hoà"]


def test_the_signs_of_the_database_are_ordinary_signs(world: make.World) -> None:
    add_households(make.SYSTEM, world.area, [BA])
    assert _names(world, name="%") == []
    assert _names(world, name="_") == []


def test_people_are_ordered_by_given_name_in_the_order_of_the_alphabet(world: make.World) -> None:
    names = ["Nguyễn Văn Đức", "Lê Thị Ánh", "Trần Văn Dũng", "Phạm Thị Ân"]
    add_households(make.SYSTEM, world.area, [NewHousehold(name) for name in names])
    assert _names(world) == names
    assert _names(world, by_name=True) == [
        "Lê Thị Ánh",
        "Phạm Thị Ân",
        "Trần Văn Dũng",
        "Nguyễn Văn Đức",
    ]


def test_a_lane_narrows_the_list(world: make.World) -> None:
    make.households(world.area, 2, "Ngõ 10")
    make.households(world.area, 1, "Ngõ 2", first=3)
    lanes = queries.lanes_in_walking_order(make.SYSTEM, world.area)
    assert [lane.name for lane in lanes] == ["Ngõ 10", "Ngõ 2"]
    assert len(_names(world, lane="Ngõ 10")) == 2


def test_a_closed_household_is_in_no_list(world: make.World) -> None:
    (household,) = make.households(world.area, 1)
    Household.objects.filter(pk=household.pk).update(closed_on="2026-10-01")
    assert _names(world) == []
    assert queries.household_counts(make.SYSTEM) == {}


def test_a_leader_reaches_no_household_through_the_lists(world: make.World) -> None:
    (group,) = make.groups(world.area)
    leader = make.actor(make.leader(group))
    assert not queries.visible_households(leader).exists()
    assert not queries.visible_places_of_lists(leader).exists()


def test_an_area_that_ended_takes_no_household(world: make.World) -> None:
    Place.objects.filter(pk=world.area.pk).update(ended_on=date(2026, 7, 1))
    with pytest.raises(Conflict) as refusal:
        add_households(make.SYSTEM, world.area, [BA])
    assert refusal.value.problem.code == "reform_place_ended"
    assert refusal.value.problem.params == {"place": "Thôn 2", "on": date(2026, 7, 1)}
    assert not Household.objects.exists()


def test_households_are_appended_in_the_order_given(world: make.World) -> None:
    add_households(make.SYSTEM, world.area, [BA])
    made = add_households(
        make.SYSTEM, world.area, [NewHousehold("Vũ Tư"), NewHousehold("Lê Năm", note="a\tb\\c\nd")]
    )
    assert [(one.head_name, one.list_order) for one in made] == [("Vũ Tư", 2), ("Lê Năm", 3)]
    assert made[1].note == "a\tb\\c\nd"
    assert {one.place for one in made} == {world.area}

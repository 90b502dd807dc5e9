"""Counting what stands under several places at once."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from tests import make
from tuquan.base.counting import counted_below
from tuquan.places.models import Place
from tuquan.programmes.queries import facts_at
from tuquan.residents.models import Household

pytestmark = pytest.mark.django_db


def test_rows_are_counted_at_every_place_above_them_in_one_query(
    world: make.World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make.households(world.area, 3)
    make.households(world.neighbour_area, 2)
    places = (world.province, world.commune, world.area, world.other_area, world.neighbour)
    with django_assert_num_queries(1):
        found = counted_below(Household.objects.all(), [one.path for one in places])
    assert [found[one.path] for one in places] == [5, 3, 3, 0, 2]


def test_a_place_whose_number_only_begins_alike_is_not_counted(world: make.World) -> None:
    path = world.area.path
    for number in (1, 2):
        Place.objects.filter(pk=world.other_area.pk).update(path=f"{path[:-2]}{number}.")
        assert counted_below(Place.objects.all(), [path])[path] == 1


def test_of_no_place_nothing_is_asked(
    world: make.World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert counted_below(Household.objects.all(), []) == {}


def test_facts_of_many_places_take_as_many_queries_as_those_of_one(
    world: make.World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make.leader(make.groups(world.area, 40)[0])
    make.groups(world.neighbour_area)
    adoption = make.adoption(world.province)
    places = [world.commune, world.neighbour, world.area]
    wanted = {"place_kind", "households", "groups_with_leader", "areas_with_groups"}
    one = facts_at(adoption, [world.commune], wanted)
    with django_assert_num_queries(3):
        found = facts_at(adoption, places, wanted)
    assert one == {world.commune.pk: found[world.commune.pk]}
    told = {"place_kind": "commune", "households": 40}
    here = told | {"groups_with_leader": 1, "areas_with_groups": 1}
    assert found[world.commune.pk] == here
    assert found[world.area.pk] == here | {"place_kind": "area"}
    next_door = {"households": 20, "groups_with_leader": 0, "areas_with_groups": 1}
    assert found[world.neighbour.pk] == told | next_door

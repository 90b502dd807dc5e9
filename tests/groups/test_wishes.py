"""Households that are to be together or apart: noted without a reason, kept by every way (F-18).

Rule S0-13.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.groups.area_sample import formed, members, row
from tests.groups.test_proposing_groups import programme, rules
from tuquan.audit.models import Change, Look
from tuquan.base.errors import Invalid, NotAllowed
from tuquan.core.grouping import METHODS, Wishes
from tuquan.groups import queries
from tuquan.groups.models import GroupingWish, ResidentGroup
from tuquan.groups.services import add_wish, propose_area_groups, remove_wish
from tuquan.places.models import Place
from tuquan.residents.models import Household
from tuquan.residents.services import close_household


@pytest.fixture
def officer(world: make.World) -> Client:
    make.adoption(world.commune)
    return make.client(make.officer(world.commune))


def url(area: Place) -> str:
    return f"{reverse('groups:wishes', args=[area.pk])}?programme={make.S0}"


def wish(area: Place, kind: str, *households: Household) -> GroupingWish:
    return add_wish(make.SYSTEM, programme(), area, kind, households)


def groups_by_door(households: list[Household]) -> list[int]:
    """The number of the group of each household."""
    numbers = {key: group.number for group in ResidentGroup.objects.all() for key in members(group)}
    return [numbers[household.pk] for household in households]


def test_a_wish_keeps_who_and_no_reason(world: make.World) -> None:
    first, *_others, last = row(world.area)
    made = wish(world.area, "together", first, last)
    assert {field.name for field in GroupingWish._meta.get_fields()} == {
        "id",
        "programme",
        "place",
        "kind",
        "households",
    }
    assert set(made.households.all()) == {first, last}
    change = Change.objects.get(action="groups.wish_added")
    assert (change.path, change.data) == (
        world.area.path,
        {"kind": "together", "households": 2},
    )


@pytest.mark.parametrize("method", ["", *(m for m in METHODS if m != "keep_existing")])
def test_every_way_keeps_the_first_and_last_door_together(world: make.World, method: str) -> None:
    households = row(world.area)
    wish(world.area, "together", households[0], households[-1])
    propose_area_groups(make.SYSTEM, programme(), rules(), world.area, method)
    first, *_others, last = groups_by_door(households)
    assert first == last


@pytest.mark.parametrize("method", ["", *(m for m in METHODS if m != "keep_existing")])
def test_every_way_keeps_next_doors_apart(world: make.World, method: str) -> None:
    households = row(world.area)
    wish(world.area, "apart", households[4], households[5])
    propose_area_groups(make.SYSTEM, programme(), rules(), world.area, method)
    found = groups_by_door(households)
    assert found[4] != found[5]


def test_wishes_that_contradict_are_refused_with_the_names(world: make.World) -> None:
    one, other, third = row(world.area, 3)
    wish(world.area, "together", one, other)
    wish(world.area, "together", other, third)
    with pytest.raises(Invalid) as refusal:
        wish(world.area, "apart", one, third)
    [problem] = refusal.value.problems
    assert (problem.code, problem.where) == ("together_and_apart", "households")
    assert problem.params["names"] == f"{one.head_name}, {third.head_name}"
    assert GroupingWish.objects.count() == 2


def test_more_together_than_hard_bounds_allow_are_named_in_the_comparison(
    world: make.World,
) -> None:
    households = row(world.area)
    wish(world.area, "together", *households[:31])
    found = queries.proposals_for(world.area, programme(), replace(rules(), soft=False))
    [problem] = found.problems
    assert (problem.code, problem.params["count"]) == ("together_too_many", 31)
    assert households[0].head_name in str(problem.params["names"])


@pytest.mark.parametrize(
    ("kind", "count", "code", "field"),
    [
        ("besides", 2, "wish_kind_unknown", "kind"),
        ("together", 1, "wish_too_few", "households"),
        ("together", 0, "wish_too_few", "households"),
    ],
)
def test_a_wrong_wish_is_refused_by_its_field(
    world: make.World, kind: str, count: int, code: str, field: str
) -> None:
    households = row(world.area, 3)
    with pytest.raises(Invalid) as refusal:
        wish(world.area, kind, *households[:count])
    assert [(p.code, p.where) for p in refusal.value.problems] == [(code, field)]
    assert not GroupingWish.objects.exists()


def test_a_household_of_another_area_is_refused(world: make.World) -> None:
    one, _other = row(world.area, 2)
    [stranger] = make.households(world.other_area, 1)
    with pytest.raises(Invalid) as refusal:
        wish(world.area, "apart", one, stranger)
    assert [problem.code for problem in refusal.value.problems] == ["households_unknown"]


def test_the_same_household_twice_is_one(world: make.World) -> None:
    one, _other = row(world.area, 2)
    with pytest.raises(Invalid) as refusal:
        wish(world.area, "apart", one, one)
    assert [problem.code for problem in refusal.value.problems] == ["wish_too_few"]


def test_whoever_leaves_the_area_takes_their_part_of_the_wish_along(world: make.World) -> None:
    one, other, third = row(world.area, 3)
    wish(world.area, "together", one, other)
    wish(world.area, "apart", one, third)
    close_household(make.SYSTEM, other, date(2026, 11, 19))
    assert queries.basis_of(world.area, programme()).wishes == Wishes((), ((one.pk, third.pk),))


def test_a_wish_of_another_programme_says_nothing_here(world: make.World) -> None:
    one, other = row(world.area, 2)
    add_wish(make.SYSTEM, make.edition(make.S1).programme, world.area, "apart", [one, other])
    assert queries.basis_of(world.area, programme()).wishes == Wishes()


def test_moving_one_of_two_who_are_to_be_together_is_remarked(world: make.World) -> None:
    households, (south, north) = formed(world.area)
    wish(world.area, "together", households[18], households[19])
    wish(world.area, "apart", households[19], households[20])
    found = queries.remarks_on_move(south, rules(), [households[19].pk], north)
    assert [reason.code for reason in found[households[19].pk]] == ["separates", "brings_together"]


def test_moving_both_of_them_breaks_no_wish(world: make.World) -> None:
    households, (south, north) = formed(world.area)
    wish(world.area, "together", households[18], households[19])
    both = [households[18].pk, households[19].pk]
    assert queries.remarks_on_move(south, rules(), both, north) == {}


def test_moving_two_who_are_to_be_apart_into_one_group_is_remarked(world: make.World) -> None:
    make.households(world.area, 40)
    households = list(Household.objects.order_by("pk"))
    propose_area_groups(make.SYSTEM, programme(), rules(), world.area)
    wish(world.area, "apart", households[18], households[19])
    south, north = ResidentGroup.objects.order_by("number")
    both = [households[18].pk, households[19].pk]
    found = queries.remarks_on_move(south, rules(), both, north)
    assert {key: [r.code for r in told] for key, told in found.items()} == {
        both[0]: ["brings_together"],
        both[1]: ["brings_together"],
    }


def test_taking_a_wish_back_is_put_on_record(world: make.World) -> None:
    one, other = row(world.area, 2)
    remove_wish(make.SYSTEM, wish(world.area, "apart", one, other))
    assert not GroupingWish.objects.exists()
    assert Change.objects.get(action="groups.wish_removed").data == {"kind": "apart"}


def test_the_officer_next_door_wishes_nothing_here(world: make.World) -> None:
    one, other = row(world.area, 2)
    stranger = make.actor(make.officer(world.neighbour))
    with pytest.raises(NotAllowed):
        add_wish(stranger, programme(), world.area, "apart", [one, other])
    made = wish(world.area, "apart", one, other)
    with pytest.raises(NotAllowed):
        remove_wish(stranger, made)
    assert GroupingWish.objects.count() == 1


def test_the_page_takes_ticks_and_marks_who_was_seen(world: make.World, officer: Client) -> None:
    one, other, _third = row(world.area, 3)
    page = officer.get(url(world.area))
    assert page.content.decode().count('name="households"') == 3
    assert Look.objects.filter(purpose="groups.wishes").count() == 3
    data = {"programme": make.S0, "kind": "apart", "households": [one.pk, other.pk]}
    assert officer.post(url(world.area), data).status_code == 302
    [line] = officer.get(url(world.area)).context["wishes"]
    assert line.names == (one.head_name, other.head_name)


def test_a_refused_wish_keeps_its_ticks(world: make.World, officer: Client) -> None:
    one, _other = row(world.area, 2)
    data = {"programme": make.S0, "kind": "apart", "households": [one.pk]}
    answer = officer.post(url(world.area), data)
    assert answer.status_code == 422
    assert answer.context["ticked"] == {one.pk}
    assert answer.content.decode().count(" checked") == 2  # the kind and the household


def test_a_tick_that_is_no_household_here_is_refused(world: make.World, officer: Client) -> None:
    [stranger] = make.households(world.neighbour_area, 1)
    row(world.area, 2)
    for wrong in (str(stranger.pk), "x", "٣"):
        data = {"programme": make.S0, "kind": "apart", "households": [wrong, wrong]}
        assert officer.post(url(world.area), data).status_code == 422


def test_the_comparison_says_how_many_wishes_it_keeps(world: make.World, officer: Client) -> None:
    households = row(world.area)
    wish(world.area, "together", households[0], households[-1])
    compare = f"{reverse('groups:compare', args=[world.area.pk])}?programme={make.S0}"
    assert officer.get(compare).context["wishes"] == 1

"""Several ways to group an area by the points of its households, compared and chosen (F-18, F-19).

The area lies along one meridian: lane "Ngõ 1" has sixteen doors in the south and six in the north,
1.1 km away, where the twelve doors of "Ngõ 2" follow. Doors are 0.0001 degrees apart.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.groups.test_proposing_groups import fill, programme, propose, rules
from tuquan.audit.models import Change
from tuquan.base.errors import Invalid, NotAllowed
from tuquan.base.texts.groups import METHODS
from tuquan.core.sketch_map import METRES_PER_DEGREE
from tuquan.groups import queries
from tuquan.groups.models import ResidentGroup
from tuquan.groups.queries import basis_of, homes_to_group, household_count, proposals_for
from tuquan.groups.services import form_groups, propose_area_groups
from tuquan.places.models import Place
from tuquan.residents.models import Household
from tuquan.residents.services import NewHousehold, add_households

STEP = 0.0001 * METRES_PER_DEGREE
MaxQueries = Callable[[int], AbstractContextManager[object]]


def home(lane: str, door: int, north: int | None) -> NewHousehold:
    """A household so many steps north of 21°; None: without a point."""
    latitude = None if north is None else Decimal(21) + Decimal(north) / 10_000
    longitude = None if north is None else Decimal(105)
    name = f"Lê Thị Na {lane} {door}"
    return NewHousehold(name, 1970, 3, lane, str(door), latitude=latitude, longitude=longitude)


def village(area: Place, without: int = 0) -> list[Household]:
    """The area described above; the last `without` doors of the south have no point."""
    south = [home("Ngõ 1", door, door if door <= 16 - without else None) for door in range(1, 17)]
    north = [home("Ngõ 1", door, 100 + door - 16) for door in range(17, 23)]
    beside = [home("Ngõ 2", door, 106 + door) for door in range(1, 13)]
    return add_households(make.SYSTEM, area, [*south, *north, *beside])


@pytest.fixture
def officer(world: make.World) -> Client:
    make.adoption(world.commune)
    return make.client(make.officer(world.commune))


def url(name: str, area: Place) -> str:
    return f"{reverse(f'groups:{name}', args=[area.pk])}?programme={make.S0}"


def choose(browser: Client, area: Place, method: str) -> list[str]:
    """The messages after a way was chosen."""
    data = {"programme": make.S0, "method": method}
    answer = browser.post(reverse("groups:propose", args=[area.pk]), data, follow=True)
    assert answer.status_code == 200
    return [str(message) for message in answer.context["messages"]]


def sizes() -> list[int]:
    return [household_count(group) for group in ResidentGroup.objects.order_by("number")]


def test_homes_have_their_points_in_metres_around_the_middle(world: make.World) -> None:
    add_households(make.SYSTEM, world.area, [home("Ngõ 1", door, door) for door in (1, 2, 4)])
    found = basis_of(world.area, programme()).homes
    assert [home.order for home in found] == [0, 1, 2]
    assert [home.point for home in found] == [
        (0.0, pytest.approx(-STEP)),
        (0.0, 0.0),
        (0.0, pytest.approx(2 * STEP)),
    ]


def test_a_point_far_from_the_others_counts_as_none(world: make.World) -> None:
    households = village(world.area)
    slip = home("Ngõ 2", 13, 3000)
    add_households(make.SYSTEM, world.area, [slip])
    found = basis_of(world.area, programme()).homes
    assert [home.point is None for home in found] == [False] * len(households) + [True]
    proposals = proposals_for(world.area, programme(), rules(), ("least_walking",)).proposals
    assert [len(group.members) for group in proposals[0].groups] == [16, 19]
    assert [(r.code, r.params) for r in proposals[0].remarks] == [("placed_by_list", {"count": 1})]


def test_the_measures_of_two_ways_are_told_apart(world: make.World) -> None:
    village(world.area)
    found = proposals_for(world.area, programme(), rules(), ("least_walking", "by_lanes"))
    assert (found.households, found.grouped_before, found.problems) == (34, False, ())
    walked, listed = found.proposals
    assert [len(group.members) for group in walked.groups] == [16, 18]
    assert (walked.measures.groups, walked.measures.smallest, walked.measures.largest) == (
        2,
        16,
        18,
    )
    assert (walked.measures.lanes_cut, walked.measures.outside, walked.measures.moves) == (1, 0, 0)
    # 15 steps in the south, 17 in the north, one of them around the corner into the other lane.
    assert walked.measures.walking == pytest.approx(32.5 * STEP)
    # By the list one of the north is with the south, 85 steps away.
    assert [len(group.members) for group in listed.groups] == [17, 17]
    assert listed.measures.walking == pytest.approx(116.5 * STEP)


def test_proposing_by_the_same_points_twice_gives_the_same(world: make.World) -> None:
    village(world.area, without=3)
    one = proposals_for(world.area, programme(), rules())
    assert one == proposals_for(world.area, programme(), rules())
    assert [proposal.method for proposal in one.proposals] == [
        "least_walking",
        "even_sizes",
        "by_lanes",
    ]


def test_households_of_formed_groups_are_not_proposed_again(world: make.World) -> None:
    make.groups(world.area, 20)
    village(world.area)
    assert len(homes_to_group(world.area, programme())) == 34
    assert len(basis_of(world.area, programme()).homes) == 54


def test_the_page_compares_and_writes_nothing(world: make.World, officer: Client) -> None:
    village(world.area)
    changes = Change.objects.count()
    page = officer.get(url("area", world.area))
    assert page.context["may_compare"] is True
    assert url("compare", world.area) in page.content.decode()
    answer = officer.get(url("compare", world.area))
    assert answer.status_code == 200
    assert [(line.name, line.walking) for line in answer.context["lines"]] == [
        (METHODS["least_walking"][0], "361 m"),
        (METHODS["even_sizes"][0], "361 m"),
        (METHODS["by_lanes"][0], "1,3 km"),
    ]
    assert answer.context["most"] == 0
    text = answer.content.decode()
    assert [text.count(f'value="{m}"') for m in ("least_walking", "keep_existing")] == [1, 0]
    assert not ResidentGroup.objects.exists()
    assert Change.objects.count() == changes


def test_choosing_writes_the_proposal_of_that_way(world: make.World, officer: Client) -> None:
    village(world.area)
    choose(officer, world.area, "least_walking")
    assert sizes() == [16, 18]
    assert set(ResidentGroup.objects.values_list("state", "name")) == {
        ("proposed", "Tổ 1"),
        ("proposed", "Tổ 2"),
    }
    assert Change.objects.get(action="groups.proposed").data == {
        "groups": 2,
        "households": 34,
        "method": "least_walking",
    }


def test_without_a_way_the_lanes_are_gone_by_even_with_points(world: make.World) -> None:
    village(world.area)
    propose(world.area)
    assert sizes() == [17, 17]
    assert "method" not in Change.objects.get(action="groups.proposed").data


def test_an_unknown_way_is_refused_and_the_proposal_stays(
    world: make.World, officer: Client
) -> None:
    village(world.area)
    propose(world.area)
    (text,) = choose(officer, world.area, "by_stars")
    assert "by_stars" in text
    assert sizes() == [17, 17]


def test_a_way_that_needs_points_is_refused_without_them(world: make.World) -> None:
    fill(world.area, 34)
    with pytest.raises(Invalid) as refusal:
        propose_area_groups(make.SYSTEM, programme(), rules(), world.area, "least_walking")
    assert [problem.code for problem in refusal.value.problems] == ["grouping_method_not_here"]
    assert not ResidentGroup.objects.exists()


def test_nobody_to_group_is_refused_by_any_way(world: make.World) -> None:
    with pytest.raises(Invalid) as refusal:
        propose_area_groups(make.SYSTEM, programme(), rules(), world.area, "by_lanes")
    assert [problem.code for problem in refusal.value.problems] == ["no_households_to_group"]


def test_keeping_what_was_adjusted_by_hand_keeps_names_and_numbers(
    world: make.World, officer: Client
) -> None:
    village(world.area)
    choose(officer, world.area, "least_walking")
    north = ResidentGroup.objects.get(number=2)
    ResidentGroup.objects.filter(pk=north.pk).update(name="Tổ Bắc")
    add_households(make.SYSTEM, world.area, [home("Ngõ 2", 13, 119)])
    answer = officer.get(url("compare", world.area))
    kept = {line.method: line.measures.moves for line in answer.context["lines"]}
    assert kept["keep_existing"] == 0
    choose(officer, world.area, "keep_existing")
    assert list(ResidentGroup.objects.order_by("number").values_list("number", "name")) == [
        (1, "Tổ 1"),
        (2, "Tổ Bắc"),
    ]
    assert sizes() == [16, 19]


def test_a_new_group_beside_kept_ones_takes_the_next_number(world: make.World) -> None:
    village(world.area)
    propose_area_groups(make.SYSTEM, programme(), rules(), world.area, "least_walking")
    far = [home("Ngõ 9", door, 300 + door) for door in range(1, 19)]
    add_households(make.SYSTEM, world.area, far)
    propose_area_groups(make.SYSTEM, programme(), rules(), world.area, "keep_existing")
    assert list(ResidentGroup.objects.order_by("number").values_list("number", "name")) == [
        (1, "Tổ 1"),
        (2, "Tổ 2"),
        (3, "Tổ 3"),
    ]
    assert sizes() == [16, 18, 18]


def test_without_points_the_area_is_proposed_in_one_step(
    world: make.World, officer: Client
) -> None:
    fill(world.area, 34)
    page = officer.get(url("area", world.area))
    assert page.context["may_compare"] is False
    assert reverse("groups:compare", args=[world.area.pk]) not in page.content.decode()
    assert officer.get(url("compare", world.area)).status_code == 302
    choose(officer, world.area, "")
    assert sizes() == [17, 17]


def test_too_few_households_for_two_groups_are_no_choice(
    world: make.World, officer: Client
) -> None:
    add_households(make.SYSTEM, world.area, [home("Ngõ 1", door, door) for door in range(1, 20)])
    assert officer.get(url("area", world.area)).context["may_compare"] is False


def test_bounds_that_cannot_be_met_are_explained(
    world: make.World, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_households(make.SYSTEM, world.area, [home("Ngõ 1", door, door) for door in range(1, 32)])
    hard = replace(rules(), minimum=14, maximum=15, soft=False)
    monkeypatch.setattr("tuquan.groups.views.scope.kind_rules", lambda edition, kind: hard)
    answer = officer.get(url("compare", world.area))
    assert answer.status_code == 200
    assert (answer.context["lines"], len(answer.context["problems"])) == ([], 1)
    assert "31" in answer.context["problems"][0]
    choose(officer, world.area, "least_walking")
    assert not ResidentGroup.objects.exists()


def test_a_large_area_is_compared_by_the_quick_ways_only(
    world: make.World, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    village(world.area)
    monkeypatch.setattr("tuquan.groups.queries.comparing.MANY_HOUSEHOLDS", 33)
    monkeypatch.setattr("tuquan.groups.queries.MANY_HOUSEHOLDS", 33)
    answer = officer.get(url("compare", world.area))
    methods = [line.method for line in answer.context["lines"]]
    assert methods == ["least_walking", "by_lanes"] == list(queries.QUICK_METHODS)
    assert answer.context["most"] == 33
    assert 'class="notice info"' in answer.content.decode()


def test_only_who_manages_groups_here_compares_them(world: make.World) -> None:
    make.adoption(world.commune)
    make.adoption(world.neighbour)
    village(world.area)
    stranger = make.client(make.officer(world.neighbour))
    head = make.client(make.account("area_head", world.area))
    assert stranger.get(url("compare", world.area)).status_code == 404
    assert head.get(url("compare", world.area)).status_code == 404
    assert head.get(url("area", world.area)).context["may_compare"] is False
    visitor = Client().get(url("compare", world.area))
    assert visitor.headers["Location"].startswith(reverse("account_login"))
    actor = make.actor(make.officer(world.neighbour))
    with pytest.raises(NotAllowed):
        propose_area_groups(actor, programme(), rules(), world.area, "least_walking")
    assert not ResidentGroup.objects.exists()


def test_comparing_asks_the_database_no_more_for_more_households(
    world: make.World, officer: Client, django_assert_max_num_queries: MaxQueries
) -> None:
    village(world.area)
    propose(world.area)
    with django_assert_max_num_queries(19):
        officer.get(url("compare", world.area))


def test_moving_far_from_ones_neighbours_is_remarked_at_once(
    world: make.World, officer: Client
) -> None:
    households = village(world.area)
    choose(officer, world.area, "least_walking")
    form_groups(make.SYSTEM, programme(), world.area)
    south, north = ResidentGroup.objects.order_by("number")
    data = {"household": [households[0].pk], "to": north.pk}
    move = reverse("groups:move", args=[south.pk])
    told = [str(m) for m in officer.post(move, data, follow=True).context["messages"]]
    assert len([text for text in told if households[0].head_name in text]) == 1


def test_moving_to_neighbours_or_in_an_area_without_points_is_not_remarked(
    world: make.World, officer: Client
) -> None:
    south = [home("Ngõ 1", door, door) for door in range(1, 41)]
    households = add_households(make.SYSTEM, world.area, south)
    choose(officer, world.area, "even_sizes")
    one, other = ResidentGroup.objects.order_by("number")
    at_border = [households[18].pk, households[19].pk, households[10].pk]
    found = queries.remarks_on_move(one, rules(), at_border, other)
    assert {pk: [r.code for r in told] for pk, told in found.items()} == {
        households[10].pk: ["no_neighbour_in_group"]
    }
    Household.objects.update(latitude=None, longitude=None)
    assert queries.remarks_on_move(one, rules(), at_border, other) == {}


def test_who_moves_beside_a_mover_with_neighbours_there_is_not_remarked(
    world: make.World,
) -> None:
    south = [home("Ngõ 1", door, door) for door in range(1, 41)]
    households = add_households(make.SYSTEM, world.area, south)
    propose_area_groups(make.SYSTEM, programme(), rules(), world.area, "even_sizes")
    one, other = ResidentGroup.objects.order_by("number")
    inner = [households[place].pk for place in range(8, 20)]
    assert queries.remarks_on_move(one, rules(), inner, other) == {}

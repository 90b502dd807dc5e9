"""The pages on which groups are adjusted and rearranged, with a pointer, keys or neither.

Rules S0-11, S0-17 and features F-19, F-25.
"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.groups.area_sample import across, formed, members, row
from tests.groups.test_proposing_groups import programme, propose, rules
from tuquan.audit.models import Look
from tuquan.groups import services
from tuquan.groups.models import Membership, Regrouping, ResidentGroup
from tuquan.groups.queries import plan_of
from tuquan.places.models import Place
from tuquan.residents.models import Household


@pytest.fixture
def officer(world: make.World) -> Client:
    make.adoption(world.commune)
    return make.client(make.officer(world.commune))


def url(name: str, key: int) -> str:
    return f"{reverse(f'groups:{name}', args=[key])}?programme={make.S0}"


def post(browser: Client, name: str, key: int, **data: object) -> list[str]:
    """The messages after something was asked for."""
    answer = browser.post(
        reverse(f"groups:{name}", args=[key]), {"programme": make.S0, **data}, follow=True
    )
    assert answer.status_code == 200
    return [str(message) for message in answer.context["messages"]]


def planned(browser: Client, area: Place, method: str = "keep_existing") -> Regrouping:
    post(browser, "plan_regrouping", area.pk, method=method)
    plan = plan_of(programme(), area)
    assert plan is not None
    return plan


def propose_two(area: Place) -> list[Household]:
    """Thirty-four doors in two groups, of fifteen and of nineteen."""
    households = row(area, 34)
    services.propose_area_groups(make.SYSTEM, programme(), rules(), area, "even_sizes")
    north = ResidentGroup.objects.get(number=2)
    for household in households[15:17]:
        services.move_household(make.SYSTEM, household, north)
    return households


# ---- a proposal is adjusted ----


def test_a_proposal_lies_group_beside_group_and_marks_who_was_seen(
    world: make.World, officer: Client
) -> None:
    row(world.area)
    propose(world.area)
    page = officer.get(url("adjust", world.area.pk))
    assert [column.name for column, _size in page.context["columns"]] == ["Tổ 1", "Tổ 2"]
    text = page.content.decode()
    assert text.count("data-household") == 40
    assert '<svg class="sketch-map"' in text
    assert "groups/js/board" in text
    assert Look.objects.filter(purpose="groups.adjust").count() == 40


def test_without_a_proposal_there_is_nothing_to_adjust(world: make.World, officer: Client) -> None:
    row(world.area)
    answer = officer.get(url("adjust", world.area.pk))
    assert answer.headers["Location"] == url("area", world.area.pk)


def test_moving_by_the_form_says_sizes_barriers_and_wishes(
    world: make.World, officer: Client
) -> None:
    households = propose_two(world.area)
    services.add_barrier(make.SYSTEM, world.area, across("15.5"))
    services.add_wish(make.SYSTEM, programme(), world.area, "together", households[:2])
    south, north = ResidentGroup.objects.order_by("number")
    told = post(officer, "adjust_move", world.area.pk, household=households[0].pk, to=north.pk)
    assert members(north) == {households[0].pk, *(one.pk for one in households[15:])}
    assert len(told) == 5
    assert "Tổ 2" in told[0]
    assert "20" in told[0]
    assert [households[0].head_name in text for text in told] == [True] * 4 + [False]
    assert "Sông Cái" in told[2]
    assert told[4].startswith("Tổ 1: 14")
    assert len(members(south)) == 14


def test_the_script_gets_the_board_alone_with_the_same_words(
    world: make.World, officer: Client
) -> None:
    households = propose_two(world.area)
    north = ResidentGroup.objects.get(number=2)
    answer = officer.post(
        reverse("groups:adjust_move", args=[world.area.pk]),
        {"programme": make.S0, "household": households[14].pk, "to": north.pk},
        headers={"X-Part": "board"},
    )
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in text
    assert "data-remarks" in text
    assert "Tổ 1: 14" in text
    assert len(members(north)) == 20


def test_a_proposed_group_left_empty_disappears_from_the_board(
    world: make.World, officer: Client
) -> None:
    households = propose_two(world.area)
    south, north = ResidentGroup.objects.order_by("number")
    Membership.objects.filter(group=south).exclude(household=households[0]).delete()
    post(officer, "adjust_move", world.area.pk, household=households[0].pk, to=north.pk)
    assert list(ResidentGroup.objects.all()) == [north]


def test_a_group_of_another_area_is_not_moved_into(world: make.World, officer: Client) -> None:
    households = propose_two(world.area)
    [elsewhere] = make.groups(world.other_area)
    for wrong in (elsewhere.pk, 0, "x", "9" * 30):
        answer = officer.post(
            reverse("groups:adjust_move", args=[world.area.pk]),
            {"programme": make.S0, "household": households[0].pk, "to": wrong},
        )
        assert answer.status_code == 422
    assert len(members(elsewhere)) == 20


# ---- formed groups are rearranged ----


def test_the_page_says_what_changed_and_offers_fewest_moves_first(
    world: make.World, officer: Client
) -> None:
    formed(world.area)
    row(world.area, 1, first=41)
    page = officer.get(url("regroup", world.area.pk))
    assert page.context["situation"].ungrouped == 1
    lines = [(line.method, line.measures.moves) for line in page.context["lines"]]
    assert lines[0] == ("keep_existing", 0)
    assert "groups:regroup" not in page.content.decode()


def test_an_area_in_good_order_still_may_be_rearranged(world: make.World, officer: Client) -> None:
    formed(world.area)
    page = officer.get(url("regroup", world.area.pk))
    assert page.context["situation"].fits
    assert post(officer, "plan_regrouping", world.area.pk, method="keep_existing")
    assert not Regrouping.objects.exists()


def test_a_way_becomes_the_plan_and_the_page_leads_to_it(
    world: make.World, officer: Client
) -> None:
    formed(world.area)
    row(world.area, 1, first=41)
    plan = planned(officer, world.area)
    page = officer.get(url("regroup", world.area.pk))
    assert page.context["lines"] == []
    assert reverse("groups:regrouping", args=[plan.pk]) in page.content.decode()


def test_an_open_proposal_is_decided_first(world: make.World, officer: Client) -> None:
    formed(world.area)
    row(world.area, 17, first=41)
    propose(world.area)
    page = officer.get(url("regroup", world.area.pk))
    assert (page.context["situation"].proposed, page.context["lines"]) == (1, [])
    [told] = post(officer, "plan_regrouping", world.area.pk, method="keep_existing")
    assert world.area.name in told
    assert not Regrouping.objects.exists()


@pytest.mark.parametrize("method", ["", "by_stars"])
def test_an_unknown_way_makes_no_plan(world: make.World, officer: Client, method: str) -> None:
    formed(world.area)
    assert len(post(officer, "plan_regrouping", world.area.pk, method=method)) == 1
    assert not Regrouping.objects.exists()


def test_the_plan_lists_who_goes_from_where_to_where(world: make.World, officer: Client) -> None:
    formed(world.area)
    [newcomer] = row(world.area, 1, first=41)
    plan = planned(officer, world.area)
    page = officer.get(reverse("groups:regrouping", args=[plan.pk]))
    [(line, door)] = page.context["changes"]
    assert (line.household, line.before, line.after, door) == (newcomer, "", "Tổ 2", "Ngõ 1, 41")
    assert page.content.decode().count("data-household") == 41


def test_a_plan_is_adjusted_by_the_form_and_by_the_script(
    world: make.World, officer: Client
) -> None:
    households, (south, north) = formed(world.area)
    row(world.area, 1, first=41)
    plan = planned(officer, world.area)
    told = post(officer, "adjust_regrouping", plan.pk, household=households[0].pk, to=north.pk)
    assert "Tổ 2" in told[0]
    assert len(told) == 2  # none of the nearest is in that group
    address = reverse("groups:adjust_regrouping", args=[plan.pk])
    data = {"household": households[1].pk, "to": services.NEW_GROUP}
    text = officer.post(address, data, headers={"X-Part": "board"}).content.decode()
    assert "Tổ 3" in text
    plan.refresh_from_db()
    assert plan.assignments[str(households[0].pk)] == north.pk
    assert plan.assignments[str(households[1].pk)] == "new-3"
    assert len(members(south)) == 20


def test_a_household_without_a_group_stands_in_a_column_of_its_own(
    world: make.World, officer: Client
) -> None:
    households, (_south, north) = formed(world.area)
    plan = services.plan_regrouping(
        make.SYSTEM, programme(), world.area, {households[0].pk: north.pk}, {}
    )
    [newcomer] = row(world.area, 1, first=41)
    page = officer.get(reverse("groups:regrouping", args=[plan.pk]))
    first, _size = page.context["columns"][0]
    assert (first.key, first.households) == ("", (newcomer,))


def test_a_plan_that_no_longer_fits_says_so_and_is_brought_up_to_date(
    world: make.World, officer: Client
) -> None:
    households, (_south, north) = formed(world.area)
    plan = services.plan_regrouping(
        make.SYSTEM, programme(), world.area, {households[0].pk: north.pk}, {}
    )
    services.move_household(make.SYSTEM, households[5], north)
    page = officer.get(reverse("groups:regrouping", args=[plan.pk]))
    assert [households[5].head_name in text for text in page.context["problems"]] == [True]
    post(officer, "renew_regrouping", plan.pk)
    assert officer.get(reverse("groups:regrouping", args=[plan.pk])).context["problems"] == []


def test_a_dropped_plan_is_shown_without_anything_to_press(
    world: make.World, officer: Client
) -> None:
    households, (_south, north) = formed(world.area)
    plan = services.plan_regrouping(
        make.SYSTEM, programme(), world.area, {households[0].pk: north.pk}, {}
    )
    post(officer, "drop_regrouping", plan.pk)
    page = officer.get(reverse("groups:regrouping", args=[plan.pk])).content.decode()
    assert "data-board" not in page
    assert households[0].head_name in page
    data = {"household": households[1].pk, "to": north.pk}
    again = officer.post(reverse("groups:adjust_regrouping", args=[plan.pk]), data)
    assert again.status_code == 409


def test_names_of_residents_are_escaped_on_the_board(world: make.World, officer: Client) -> None:
    households, (_south, north) = formed(world.area)
    Household.objects.filter(pk=households[0].pk).update(head_name="<b>Na</b>" + "x" * 100)
    plan = services.plan_regrouping(
        make.SYSTEM, programme(), world.area, {households[0].pk: north.pk}, {}
    )
    page = officer.get(reverse("groups:regrouping", args=[plan.pk])).content.decode()
    assert "<b>Na</b>" not in page
    assert "&lt;b&gt;Na&lt;/b&gt;" in page

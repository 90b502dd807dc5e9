"""F-3 to F-6: dividing places at the desk of reforms, with shares typed as people write them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests import make
from tests.places.reform_pages import DECISION, address, administrator, names, officer
from tuquan.core.succession import plan_from_json
from tuquan.groups.models import ResidentGroup
from tuquan.places.forms.dividing import share_of
from tuquan.places.models import Reform
from tuquan.places.queries import standing_in
from tuquan.residents.models import Household


def test_shares_are_read_as_people_write_them() -> None:
    assert share_of("50") == share_of("50%") == share_of(" 50 % ") == Fraction(1, 2)
    assert share_of("1/3") == share_of("1 / 3") == Fraction(1, 3)
    assert share_of("33,3") == Fraction(333, 1000)
    assert [share_of(text) for text in ("", "a", "1/0", "1/", "-1/2")] == [None] * 5


def test_households_of_groups_go_along_and_only_the_others_are_asked_by_lane(
    world: make.World,
) -> None:
    [group] = make.groups(world.area, 20)
    make.households(world.area, 4, lane="Ngõ Chùa", first=40)
    lines = standing_in(make.actor(make.officer(world.commune)), world.area)
    assert [(row.rows, row.label, row.weight) for row in lines["groups.residentgroup"]] == [
        ((group.pk,), group.name, 20)
    ]
    [lane] = lines["residents.household"]
    assert (lane.label, lane.weight, len(lane.rows)) == ("Ngõ Chùa", 4, 4)


def test_who_does_not_manage_a_place_is_told_nothing_of_it(world: make.World) -> None:
    make.groups(world.area, 20)
    assert standing_in(make.actor(make.officer(world.neighbour)), world.area) == {}


def division(world: make.World, group: ResidentGroup, lane: int, **more: object) -> dict[str, Any]:
    """What is typed to divide our area in two: the group to the first, a lane to the second."""
    return {
        **DECISION,
        "parts": "2",
        "name_1": "Thôn Đông",
        "name_2": "Thôn Tây",
        "rest": "1",
        f"groups_residentgroup_{group.pk}": "1",
        f"residents_household_{lane}": "2",
        **more,
    }


def divided_area(world: make.World) -> tuple[ResidentGroup, int]:
    """Twenty households in a group, and five of another lane in none."""
    [group] = make.groups(world.area, 20)
    others = make.households(world.area, 5, lane="Ngõ Chùa", first=40)
    return group, min(household.pk for household in others)


def test_a_place_is_divided_and_the_shares_are_counted(world: make.World) -> None:
    group, lane = divided_area(world)
    typed = division(world, group, lane, step="carry_out", sure="on")
    answer = officer(world).post(address("split", world.area), typed)
    assert answer.status_code == 302, answer.context["form"].errors
    assert names(world.commune) == ["Thôn 10", "Thôn Đông", "Thôn Tây"]
    [close] = plan_from_json(Reform.objects.get().plan).close
    assert [part.share for part in close.parts] == [Fraction(4, 5), Fraction(1, 5)]
    assert Household.objects.filter(place__name="Thôn Đông").count() == 20
    assert Household.objects.filter(place__name="Thôn Tây", lane="Ngõ Chùa").count() == 5
    group.refresh_from_db()
    assert group.place.name == "Thôn Đông"


def test_typed_shares_must_make_a_whole(world: make.World) -> None:
    group, lane = divided_area(world)
    browser = officer(world)
    typed = division(world, group, lane, step="preview", share_1="33,3", share_2="66,6")
    answer = browser.post(address("split", world.area), typed)
    assert answer.status_code == 422
    [sentence] = answer.context["form"].errors["share_1"]
    assert "999/1000 (99,9%)" in sentence
    assert 'value="66,6"' in answer.content.decode()
    thirds = typed | {"share_1": "1/3", "share_2": "2/3"}
    assert browser.post(address("split", world.area), thirds).status_code == 200
    for share in ("abc", "0", "150"):
        wrong = browser.post(address("split", world.area), typed | {"share_2": share})
        assert "share_2" in wrong.context["form"].errors
    some = browser.post(address("split", world.area), typed | {"share_2": ""})
    assert list(some.context["form"].errors) == ["share_2"]


def test_a_part_is_named_once_and_never_empty(world: make.World) -> None:
    group, lane = divided_area(world)
    browser = officer(world)
    typed = division(world, group, lane, step="preview", name_2="")
    answer = browser.post(address("split", world.area), typed)
    assert list(answer.context["form"].errors) == ["name_2"]
    typed |= {"name_2": "Thôn Tây", "existing_2": world.other_area.pk}
    answer = browser.post(address("split", world.area), typed)
    assert list(answer.context["form"].errors) == ["name_2"]
    typed["name_2"] = ""
    answer = browser.post(address("split", world.area), typed)
    assert answer.status_code == 200
    assert [s["step"] for s in answer.context["steps"]] == ["founded", "closed"]


def test_a_part_that_gets_nothing_asks_for_shares(world: make.World) -> None:
    group, lane = divided_area(world)
    typed = division(world, group, lane, step="preview") | {f"residents_household_{lane}": ""}
    answer = officer(world).post(address("split", world.area), typed)
    assert list(answer.context["form"].errors) == ["share_2"]


def test_one_part_more_keeps_what_was_typed(world: make.World) -> None:
    group, lane = divided_area(world)
    typed = division(world, group, lane, step="more")
    answer = officer(world).post(address("split", world.area), typed)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert answer.context["form"].count == 3
    assert 'value="Thôn Đông"' in text
    assert 'name="name_3"' in text
    assert "Thôn Tây</option>" in text


def test_a_commune_is_divided_with_its_areas(world: make.World) -> None:
    make.households(world.area, 6)
    make.households(world.other_area, 2)
    typed = {
        **DECISION,
        "parts": "2",
        "name_1": "Xã Minh Đông",
        "name_2": "Xã Minh Tây",
        "rest": "1",
        f"places_place_{world.other_area.pk}": "2",
    }
    answer = administrator().post(
        address("split", world.commune), {**typed, "step": "carry_out", "sure": "on"}
    )
    assert answer.status_code == 302, answer.context["form"].errors
    assert names(world.province) == ["Xã Minh Đông", "Xã Minh Tây", "Xã Yên Hạ"]
    world.other_area.refresh_from_db()
    assert world.other_area.parent is not None
    assert world.other_area.parent.name == "Xã Minh Tây"
    [close] = plan_from_json(Reform.objects.get().plan).close
    assert [part.share for part in close.parts] == [Fraction(3, 4), Fraction(1, 4)]


def test_which_place_is_divided_is_asked_first(world: make.World) -> None:
    answer = officer(world).get(address("split"))
    assert list(answer.context["form"].fields["dia_ban"].queryset) == [
        world.area,
        world.other_area,
    ]
    assert officer(world).get(address("split", world.neighbour_area)).status_code == 404
    assert officer(world).get(address("split") + "?dia_ban=x").status_code == 404

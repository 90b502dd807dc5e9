"""F-16, h-4: where the households of an area lie, on a page without tiles and without a script."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.residents.register import TODAY
from tuquan.audit.models import Look
from tuquan.places.models import Place
from tuquan.project.demo.people import AREAS
from tuquan.project.demo.points import WITHOUT, with_points
from tuquan.residents import queries
from tuquan.residents.models import Household
from tuquan.residents.services import NewHousehold, add_households, close_household, erase_household


def url(area: Place, ask: str = "") -> str:
    return reverse("residents:map", args=[area.pk]) + ask


def new(
    head: str, lane: str, door: str = "", north: int | None = None, east: int = 0
) -> NewHousehold:
    """A household so many millionths of a degree from the middle of the village, or nowhere."""
    if north is None:
        return NewHousehold(head, None, None, lane, door)
    latitude = Decimal("21.5") + Decimal(north) / 1_000_000
    longitude = Decimal(105) + Decimal(east) / 1_000_000
    return NewHousehold(head, None, None, lane, door, latitude=latitude, longitude=longitude)


@pytest.fixture
def village(world: make.World) -> list[Household]:
    """Three drawn in two lanes, one of them spelt twice; one far away; one without a point."""
    return list(
        add_households(
            make.SYSTEM,
            world.area,
            [
                new("Lê Văn Ba", "Ngõ Đình", "2", 0),
                new("Trần Thị Hoà", "ngõ đình", "4", 300, 200),
                new("Vũ Văn Tư", "", "", 1000, 1000),
                new("Ngô Thị Năm", "Xóm Đông", "6", 400_000),
                new("Đỗ Văn Sáu", "Xóm Đông", "8"),
            ],
        )
    )


def page(client: Client, area: Place, ask: str = "") -> str:
    response = client.get(url(area, ask))
    assert response.status_code == 200
    return response.content.decode()


def drawing(page: str) -> str:
    """The drawing alone."""
    found = re.search(r'<svg class="sketch-map".*?</svg>', page, re.DOTALL)
    assert found is not None
    return found[0]


def test_the_map_draws_each_point_as_a_link_to_its_household(
    village: list[Household], world: make.World, officer: Client
) -> None:
    svg = drawing(page(officer, world.area))
    links = re.findall(r'<a href="([^"]+)" tabindex="-1"><title>([^<]+)</title>', svg)
    assert links == [
        (reverse("residents:detail", args=[village[0].pk]), "Ngõ Đình, 2"),
        (reverse("residents:detail", args=[village[1].pk]), "ngõ đình, 4"),
        (reverse("residents:detail", args=[village[2].pk]), village[2].code),
    ]


def test_the_drawing_names_lanes_and_nobody(
    village: list[Household], world: make.World, officer: Client
) -> None:
    svg = drawing(page(officer, world.area))
    assert not any(household.head_name in svg for household in village)
    assert re.findall(r'<text class="tone-0"[^>]*>([^<]+)</text>', svg) == ["Ngõ Đình"]
    assert "style=" not in svg


def test_the_drawing_has_a_scale_bar_in_metres_and_a_sentence_for_who_does_not_see(
    village: list[Household], world: make.World, officer: Client
) -> None:
    svg = drawing(page(officer, world.area))
    assert re.search(r">20 m</text>", svg)
    [label] = re.findall(r'role="img" aria-label="([^"]+)"', svg)
    assert "Thôn 2" in label
    assert "Ngõ Đình 2" in label


def test_two_spellings_of_a_lane_share_a_sign_that_no_other_has(
    village: list[Household], world: make.World, officer: Client
) -> None:
    svg = drawing(page(officer, world.area))
    dots = re.findall(r'<path class="(tone-[^"]+)" transform="[^"]+" d="([^"]+)"/></a>', svg)
    assert dots[0] == dots[1]
    assert dots[2][0] == "tone-none"
    assert dots[2][1] != dots[0][1]


def test_the_lists_beside_the_map_name_who_is_on_it_and_who_is_not(
    village: list[Household], world: make.World, officer: Client
) -> None:
    response = officer.get(url(world.area))
    found = response.context["map"]
    on_map = [(lane.name, lane.sign, list(lane.households)) for lane in found.lanes]
    assert on_map == [("Ngõ Đình", 0, village[:2]), ("", None, [village[2]])]
    assert (found.drawn, found.doubtful, found.without) == (3, (village[3],), (village[4],))
    outside = response.content.decode().replace(drawing(response.content.decode()), "")
    for household in village:
        assert f'href="{reverse("residents:detail", args=[household.pk])}"' in outside
        assert household.head_name in outside


def test_every_household_named_is_marked_as_looked_at_for_the_map(
    village: list[Household], world: make.World, officer: Client
) -> None:
    page(officer, world.area)
    looks = Look.objects.values_list("subject", "kind", "purpose")
    assert sorted(looks) == sorted(
        (f"residents.household:{one.pk}", "listed", "residents.map") for one in village
    )


def test_the_household_one_came_from_has_a_ring(
    village: list[Household], world: make.World, officer: Client
) -> None:
    opened = officer.get(reverse("residents:detail", args=[village[1].pk])).content.decode()
    way = f"{url(world.area)}?ho={village[1].pk}"
    assert f'href="{way}"' in opened
    shown = page(officer, world.area, f"?ho={village[1].pk}")
    assert drawing(shown).count('class="chosen"') == 1
    assert 'title>ngõ đình, 4</title><circle class="chosen"' in drawing(shown)
    assert shown.count('aria-current="true"') == 1


@pytest.mark.parametrize("ask", ["?ho=", "?ho=abc", "?ho=999999999999999999999"])
def test_asking_for_nobody_shows_the_map_without_a_ring(
    village: list[Household], world: make.World, officer: Client, ask: str
) -> None:
    assert 'class="chosen"' not in drawing(page(officer, world.area, ask))


def test_a_household_without_a_point_offers_no_map(
    village: list[Household], world: make.World, officer: Client
) -> None:
    opened = officer.get(reverse("residents:detail", args=[village[4].pk])).content.decode()
    assert url(world.area) not in opened


def test_the_area_offers_its_map_only_when_there_is_a_point(
    world: make.World, officer: Client
) -> None:
    area = reverse("residents:area", args=[world.area.pk])
    add_households(make.SYSTEM, world.area, [new("Lê Văn Ba", "Ngõ Đình", "2")])
    assert url(world.area) not in officer.get(area).content.decode()
    add_households(make.SYSTEM, world.area, [new("Vũ Văn Tư", "Ngõ Đình", "4", 0)])
    assert url(world.area) in officer.get(area).content.decode()


def test_an_area_without_points_says_that_none_is_required(
    world: make.World, officer: Client
) -> None:
    add_households(make.SYSTEM, world.area, [new("Lê Văn Ba", "Ngõ Đình", "2")])
    shown = page(officer, world.area)
    assert "sketch-map" not in shown
    assert "Lê Văn Ba" in shown


def test_points_that_contradict_each_other_are_all_doubtful(world: make.World) -> None:
    two = [new("Lê Văn Ba", "Ngõ Đình", "2", 0), new("Vũ Văn Tư", "Ngõ Đình", "4", 2_000_000)]
    made = tuple(add_households(make.SYSTEM, world.area, two))
    found = queries.area_map(make.actor(make.officer(world.commune)), world.area)
    assert (found.drawing, found.lanes, found.doubtful) == (None, (), made)


def test_who_left_or_was_erased_is_not_on_the_map(
    village: list[Household], world: make.World
) -> None:
    officer = make.actor(make.officer(world.commune))
    close_household(officer, village[0], TODAY)
    erase_household(officer, village[1], "Hộ yêu cầu xóa.")
    found = queries.area_map(officer, world.area)
    assert (found.lanes, found.doubtful) == ((), (village[3], village[2]))
    assert Household.objects.get(pk=village[1].pk).latitude is None


def test_the_head_of_the_area_sees_the_map_and_nobody_from_elsewhere(
    village: list[Household], world: make.World, head: Client, neighbour: Client
) -> None:
    assert "Lê Văn Ba" in page(head, world.area)
    assert neighbour.get(url(world.area)).status_code == 404
    assert head.get(url(world.other_area)).status_code == 404
    assert Client().get(url(world.area)).status_code == 302


def test_the_form_asks_for_no_point_unless_it_is_opened(world: make.World, officer: Client) -> None:
    form = officer.get(reverse("residents:add", args=[world.area.pk])).content.decode()
    folded = re.search(r'<details class="screen-only">.*?</details>', form, re.DOTALL)
    assert folded is not None
    for name in ("latitude", "longitude"):
        [field] = re.findall(rf'<input[^>]*name="{name}"[^>]*>', form)
        assert field in folded[0]
        assert "required" not in field
        assert "value=" not in field


def test_the_demonstration_gives_points_to_most_households_of_one_area() -> None:
    doors = [
        NewHousehold("Lê Văn Ba", lane=lane, house_number=str(number))
        for lane, count in AREAS["Thôn 6"].items()
        for number in range(1, count + 1)
    ]
    placed = with_points("Thôn 6", doors)
    assert placed == with_points("Thôn 6", doors)
    without = sum(one.latitude is None for one in placed)
    assert 0 < without < 3 * WITHOUT * len(doors)
    assert with_points("Thôn 2", doors) == doors

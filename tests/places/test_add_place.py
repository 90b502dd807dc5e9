"""Adding places by hand (F-1, F-2, F-6)."""

from __future__ import annotations

from datetime import date

import pytest

from tests import make
from tuquan.audit.models import Change
from tuquan.base.errors import Invalid, NotAllowed
from tuquan.places.models import Place, PlaceKind
from tuquan.places.queries import as_outline, commune_of, find_place
from tuquan.places.services import NewPlace, add_place


def test_a_place_is_added_with_its_first_version_and_put_on_record(world: make.World) -> None:
    officer = make.actor(make.officer(world.commune))
    new = NewPlace("  Tổ dân phố   3 ", PlaceKind.AREA, date(2026, 5, 26), local_word="tổ dân phố")
    place = add_place(officer, world.commune, new)
    assert place.name == "Tổ dân phố 3"
    assert place.path == f"{world.commune.path}{place.pk:07d}."
    version = place.versions.get()
    assert (version.name, version.effective_from, version.effective_until) == (
        "Tổ dân phố 3",
        date(2026, 5, 26),
        None,
    )
    change = Change.objects.get(action="places.added", subject=f"places.place:{place.pk}")
    assert (change.actor_name, change.path, change.data) == (
        "Đỗ Thị Nga",
        place.path,
        {"name": "Tổ dân phố 3", "kind": "area"},
    )


def test_an_officer_adds_nothing_to_the_commune_next_door(world: make.World) -> None:
    officer = make.actor(make.officer(world.commune))
    with pytest.raises(NotAllowed):
        add_place(officer, world.neighbour, NewPlace("Thôn 9", PlaceKind.AREA, make.SINCE))
    assert not Place.objects.filter(name="Thôn 9").exists()


@pytest.mark.parametrize("name", ["Thôn 2", "thôn 2", "THÔN  2"])
def test_one_commune_has_no_two_areas_of_one_name(world: make.World, name: str) -> None:
    with pytest.raises(Invalid) as refusal:
        add_place(make.SYSTEM, world.commune, NewPlace(name, PlaceKind.AREA, make.SINCE))
    assert [(p.code, p.where) for p in refusal.value.problems] == [("place_name_taken", "name")]


@pytest.mark.parametrize(
    ("kind", "parent"),
    [
        (PlaceKind.AREA, "province"),
        (PlaceKind.COMMUNE, "area"),
        (PlaceKind.PROVINCE, "province"),
    ],
)
def test_a_place_stands_only_where_its_kind_may(world: make.World, kind: str, parent: str) -> None:
    with pytest.raises(Invalid) as refusal:
        add_place(make.SYSTEM, getattr(world, parent), NewPlace("Mới", kind, make.SINCE))
    assert [p.code for p in refusal.value.problems] == ["place_parent_wrong"]


def test_a_commune_may_stand_under_a_district_of_the_past(world: make.World) -> None:
    district = make.place("Huyện Cũ", PlaceKind.DISTRICT, world.province)
    commune = make.place("Xã Xưa", PlaceKind.COMMUNE, district)
    assert commune.path.startswith(district.path)


def test_a_place_is_found_by_short_code_number_or_scheme_and_code(world: make.World) -> None:
    world.commune.codes.create(scheme="gso", code="27673", effective_from=make.SINCE)
    for reference in ("minh-son", str(world.commune.pk), "gso:27673"):
        assert find_place(make.SYSTEM, reference) == world.commune
    outsider = make.actor(make.officer(world.neighbour))
    assert find_place(outsider, "minh-son") is None


def test_the_commune_of_a_path_is_the_one_at_or_above_it(world: make.World) -> None:
    assert commune_of(world.area.path) == world.commune
    assert commune_of(world.commune.path) == world.commune
    assert commune_of(world.province.path) is None


def test_the_outline_puts_each_place_after_its_parent(world: make.World) -> None:
    outline = [(depth, place.name) for depth, place in as_outline(list(Place.objects.all()))]
    assert outline == [
        (0, "Tỉnh Mẫu"),
        (1, "Xã Minh Sơn"),
        (2, "Thôn 2"),
        (2, "Thôn 10"),
        (1, "Xã Yên Hạ"),
        (2, "Thôn 1"),
    ]


def test_the_page_adds_an_area_and_keeps_wrong_input(world: make.World) -> None:
    browser = make.client(make.officer(world.commune))
    given = {
        "name": "Thôn 11",
        "kind": "area",
        "parent": world.commune.pk,
        "effective_from": "05/03/2026",
        "short_code": "",
    }
    assert browser.post("/dia-ban/them/", given).status_code == 302
    assert Place.objects.get(name="Thôn 11").versions.get().effective_from == date(2026, 3, 5)
    again = browser.post("/dia-ban/them/", given)
    assert again.status_code == 422
    assert "Xã Minh Sơn đã có “Thôn 11”" in again.content.decode()
    assert 'value="Thôn 11"' in again.content.decode()

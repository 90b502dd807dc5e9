"""F-1 to F-6, S0-13: reforms of the map, carried out in one go, taken back without a trace."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from tests import make
from tests.places.reforming import DAY, HALF, below, commune_merger, division, merger
from tests.places.reforms import TRAIL, carried_out, dump, prepared, tree
from tuquan.base.errors import Invalid
from tuquan.core.succession import (
    Alter,
    Found,
    Plan,
    abolish,
    merge,
    move,
    remap_level,
    rename,
)
from tuquan.places.models import (
    FormerPath,
    Place,
    PlaceAlias,
    PlaceCode,
    PlaceKind,
    PlaceVersion,
    Reform,
    Succession,
)
from tuquan.places.queries import (
    visible_places,
)
from tuquan.places.services import (
    undo_reform,
)
from tuquan.residents.models import Household


def test_a_renamed_place_keeps_its_number_and_path_and_is_found_by_its_old_name(
    world: make.World,
) -> None:
    path = world.area.path
    carried_out(rename(DAY, world.area.pk, "Khối 2", local_word="khối"), kind="rename")
    world.area.refresh_from_db()
    assert (world.area.name, world.area.local_word, world.area.path) == ("Khối 2", "khối", path)
    assert world.area.search_key == "khoi 2"
    alias = PlaceAlias.objects.get(place=world.area)
    assert (alias.name, alias.used_until, alias.source) == ("Thôn 2", DAY, "12/NQ-HĐND")
    versions = PlaceVersion.objects.filter(place=world.area).order_by("effective_from")
    assert [(v.name, v.effective_from, v.effective_until) for v in versions] == [
        ("Thôn 2", make.SINCE, DAY),
        ("Khối 2", DAY, None),
    ]


def test_a_moved_place_takes_everything_below_along(world: make.World) -> None:
    old = world.area.path
    make.households(world.area, 3)
    carried_out(move(DAY, [world.area.pk], world.neighbour.pk), kind="move")
    world.area.refresh_from_db()
    assert world.area.parent == world.neighbour
    assert world.area.path == world.neighbour.path + old.removeprefix(world.commune.path)
    assert (below(old), below(world.area.path)) == (0, 3)
    assert [(row.place, row.path) for row in FormerPath.objects.all()] == [(world.area, old)]


def test_merged_areas_become_one_with_the_households_of_both(world: make.World) -> None:
    make.households(world.area, 3)
    make.households(world.other_area, 1, first=10)
    old_paths = {world.area.path, world.other_area.path}
    reform = carried_out(merger(world))
    new = Place.objects.get(name="Thôn Hợp Nhất")
    assert new.path == f"{world.commune.path}{new.pk:07d}."
    assert set(Household.objects.values_list("place", "path")) == {(new.pk, new.path)}
    world.area.refresh_from_db()
    assert (world.area.ended_on, world.area.name) == (DAY, "Thôn 2")
    assert set(visible_places(make.SYSTEM).areas()) == {new, world.neighbour_area}
    links = Succession.objects.order_by("old")
    assert [(one.old, one.new, one.share, one.share_back) for one in links] == [
        (world.area, new, Fraction(1), Fraction(3, 4)),
        (world.other_area, new, Fraction(1), Fraction(1, 4)),
    ]
    assert set(FormerPath.objects.filter(place=new).values_list("path", flat=True)) == old_paths
    assert set(new.aliases.values_list("name", flat=True)) == {"Thôn 2", "Thôn 10"}
    assert reform.before == reform.after
    assert (reform.before["households"], reform.state) == (4, Reform.State.DONE)


def test_merged_communes_leave_one_former_path_each_for_all_their_areas(
    world: make.World,
) -> None:
    make.households(world.area, 2)
    make.households(world.neighbour_area, 1)
    carried_out(commune_merger(world))
    new = Place.objects.get(name="Xã Minh Hạ")
    assert set(FormerPath.objects.values_list("place", "path")) == {
        (new.pk, world.commune.path),
        (new.pk, world.neighbour.path),
    }
    assert below(new.path) == 3
    for area in Place.objects.areas():
        assert area.parent == new
        assert area.path.startswith(new.path)


def test_a_merged_place_inherits_what_the_merged_ones_were_called_and_where_they_stood(
    world: make.World,
) -> None:
    first = world.area.path
    carried_out(move(date(2026, 9, 1), [world.area.pk], world.neighbour.pk))
    carried_out(rename(date(2026, 10, 1), world.area.pk, "Thôn Cũ"))
    world.area.refresh_from_db()
    into = world.neighbour_area
    carried_out(merge(tree(), DAY, [world.area.pk, into.pk], into.pk))
    assert set(into.former_paths.values_list("path", flat=True)) == {first, world.area.path}
    assert set(into.aliases.values_list("name", flat=True)) == {"Thôn Cũ", "Thôn 2"}
    (link,) = Succession.objects.all()
    assert (link.old, link.new, link.share_back) == (world.area, into, HALF)


def test_a_place_that_leaves_one_that_moved_before_takes_both_old_paths_along(
    world: make.World,
) -> None:
    other = make.place("Tỉnh Khác", PlaceKind.PROVINCE)
    first = world.area.path
    carried_out(move(date(2026, 10, 1), [world.commune.pk], other.pk))
    world.area.refresh_from_db()
    second = world.area.path
    carried_out(move(DAY, [world.area.pk], world.neighbour.pk))
    assert set(world.area.former_paths.values_list("path", flat=True)) == {first, second}


def test_a_divided_area_sends_each_household_where_the_plan_says_or_to_the_rest(
    world: make.World,
) -> None:
    chosen, *others = make.households(world.area, 3)
    carried_out(division(world), kind="split")
    new = Place.objects.get(name="Thôn 3")
    chosen.refresh_from_db()
    assert (chosen.place, chosen.path) == (new, new.path)
    assert set(Household.objects.filter(place=world.other_area)) == set(others)
    assert FormerPath.objects.count() == 0
    shares = Succession.objects.order_by("share_numerator").values_list(
        "new", "share_numerator", "share_denominator"
    )
    assert list(shares) == [(new.pk, 1, 3), (world.other_area.pk, 2, 3)]


def test_an_abolished_commune_leaves_its_areas_to_another(world: make.World) -> None:
    make.households(world.area, 2)
    carried_out(abolish(tree(), DAY, world.commune.pk, world.neighbour.pk), kind="abolish")
    world.area.refresh_from_db()
    assert world.area.path.startswith(world.neighbour.path)
    assert below(world.neighbour.path) == 2


def test_an_abolished_level_lifts_the_communes_under_their_province(world: make.World) -> None:
    district = make.place("Huyện Cũ", PlaceKind.DISTRICT, world.province)
    low = make.place("Xã Thấp", PlaceKind.COMMUNE, district)
    area = make.place("Thôn 5", PlaceKind.AREA, low)
    make.households(area, 2)
    old = low.path
    carried_out(remap_level(tree(), DAY, world.province.pk, PlaceKind.DISTRICT), kind="remap")
    low.refresh_from_db()
    assert low.path == f"{world.province.path}{low.pk:07d}."
    assert below(low.path) == 2
    assert PlaceAlias.objects.count() == 0
    assert list(FormerPath.objects.values_list("place", "path")) == [(low.pk, old)]


def test_a_child_that_leaves_a_moving_place_goes_its_own_way(world: make.World) -> None:
    other = make.place("Tỉnh Khác", PlaceKind.PROVINCE)
    make.households(world.area, 1)
    make.households(world.other_area, 2)
    steps = (
        Alter(world.commune.pk, parent=other.pk),
        Alter(world.area.pk, parent=world.neighbour.pk),
    )
    before = dump(TRAIL)
    reform = carried_out(Plan(DAY, alter=steps), kind="move")
    world.area.refresh_from_db()
    world.other_area.refresh_from_db()
    assert world.area.path.startswith(world.neighbour.path)
    assert world.other_area.path.startswith(other.path)
    assert (below(world.area.path), below(world.other_area.path), below(other.path)) == (1, 2, 2)
    undo_reform(make.SYSTEM, reform, "Nhầm")
    assert dump(TRAIL) == before


def test_a_place_that_moves_into_a_moving_one_ends_up_inside_it(world: make.World) -> None:
    other = make.place("Tỉnh Khác", PlaceKind.PROVINCE)
    make.households(world.neighbour_area, 2)
    steps = (
        Alter(world.neighbour_area.pk, parent=world.commune.pk),
        Alter(world.commune.pk, parent=other.pk),
    )
    before = dump(TRAIL)
    reform = carried_out(Plan(DAY, alter=steps), kind="move")
    world.commune.refresh_from_db()
    assert world.commune.path.startswith(other.path)
    assert below(world.commune.path) == 2
    undo_reform(make.SYSTEM, reform, "Nhầm")
    assert dump(TRAIL) == before


def test_codes_end_with_their_place_and_are_free_for_another(world: make.World) -> None:
    old = PlaceCode.objects.create(
        place=world.area, scheme="dvhc", code="17001", effective_from=make.SINCE
    )
    found = Found("new", "Thôn Mới", PlaceKind.AREA, world.commune.pk, "", (("dvhc", "17001"),))
    carried_out(merge(tree(), DAY, [world.area.pk, world.other_area.pk], found))
    old.refresh_from_db()
    assert old.effective_until == DAY
    assert PlaceCode.objects.get(effective_until=None).place.name == "Thôn Mới"


def test_a_code_another_place_keeps_is_refused(world: make.World) -> None:
    PlaceCode.objects.create(
        place=world.neighbour, scheme="dvhc", code="17001", effective_from=make.SINCE
    )
    steps = (
        Alter(world.area.pk, codes=(("dvhc", "17001"),)),
        Alter(world.other_area.pk, codes=(("dvhc", "2"),)),
        Alter(world.neighbour_area.pk, codes=(("dvhc", "2"),)),
    )
    with pytest.raises(Invalid) as refused:
        prepared(Plan(DAY, alter=steps))
    assert [(one.code, one.params["code"]) for one in refused.value.problems] == [
        ("reform_code_twice", "2"),
        ("reform_code_taken", "17001"),
    ]


def test_a_new_code_ends_the_old_one_of_its_scheme(world: make.World) -> None:
    PlaceCode.objects.create(place=world.area, scheme="dvhc", code="1", effective_from=make.SINCE)
    PlaceCode.objects.create(place=world.area, scheme="own", code="A", effective_from=make.SINCE)
    carried_out(Plan(DAY, alter=(Alter(world.area.pk, codes=(("dvhc", "2"),)),)))
    codes = world.area.codes.filter(effective_until=None).order_by("code")
    assert [one.code for one in codes] == ["2", "A"]
    assert world.area.versions.count() == 1

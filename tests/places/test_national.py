"""The national file: 34 provinces, 3,321 communes, where the former ones went (F-1, F-2, F-6)."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date
from fractions import Fraction

import pytest

from tests import make
from tuquan.base.errors import Invalid, NotAllowed
from tuquan.places.models import Place, PlaceCode, PlaceKind, PlaceVersion
from tuquan.places.queries.national import (
    Unit,
    conversion,
    source,
    units_of_before,
    units_of_today,
)
from tuquan.places.services import NewPlace, add_place
from tuquan.places.services.arrangement import Choices, arrangement_of
from tuquan.places.services.national import load_map

SINCE = date(2020, 1, 1)
LAI_CHAU, CAN_THO, TUYEN_QUANG, HAI_PHONG = "12", "92", "08", "31"

pytestmark = pytest.mark.django_db


def test_the_file_has_the_official_numbers_of_units() -> None:
    kinds = Counter(unit.kind for unit in units_of_today())
    assert kinds == {"province": 34, "commune": 2621, "ward": 687, "special_zone": 13}
    before = Counter(unit.kind for unit in units_of_before())
    assert (before["province"], before["district"]) == (63, 696)
    assert before["commune"] + before["ward"] == 10_035
    assert source().counts["communes"] == 3321
    assert source().licence_text.startswith("MIT License")


def test_every_former_commune_went_somewhere_and_every_one_of_today_came_from_somewhere() -> None:
    communes = ("commune", "ward", "special_zone")
    went: dict[str, list[bool]] = defaultdict(list)
    for one in conversion():
        went[one.former].append(one.usual)
    assert set(went) >= {unit.code for unit in units_of_before() if unit.kind in communes}
    assert {one.commune for one in conversion()} == {
        unit.code for unit in units_of_today() if unit.kind in communes
    }
    assert all(usual.count(True) == 1 for usual in went.values())


def test_former_units_keep_the_word_they_were_called_by() -> None:
    assert Unit("105", "Thành phố Lai Châu", "district", "12").local_word == "thành phố"
    assert Unit("1", "Thị trấn Tam Đường", "commune", "106").local_word == "thị trấn"
    assert Unit("1", "Xã Bản Bo", "commune", "106").local_word == ""


def test_loading_a_province_writes_names_kinds_codes_and_versions() -> None:
    loaded = load_map(make.SYSTEM, [LAI_CHAU])
    kinds = Counter(place.kind for place in loaded.added)
    assert kinds == {"province": 1, "commune": 36, "ward": 2}
    ward = Place.objects.get(name="Phường Tân Phong")
    assert ward.parent is not None
    assert ward.parent.name == "Tỉnh Lai Châu"
    assert ward.path == f"{ward.parent.path}{ward.pk:07d}."
    version = PlaceVersion.objects.get(place=ward)
    assert (version.effective_from, version.effective_until) == (date(2025, 7, 1), None)
    assert version.source == "vietnamadminunits 1.0.4"
    assert PlaceCode.objects.get(place=ward).scheme == "dvhc"


def test_loading_again_changes_nothing_and_puts_a_name_right() -> None:
    load_map(make.SYSTEM, [LAI_CHAU])
    Place.objects.filter(name="Xã Bản Bo").update(name="Xã Bản Bó")
    again = load_map(make.SYSTEM, [LAI_CHAU])
    assert (len(again.added), again.same) == (0, 38)
    assert [(old, place.name) for old, place in again.renamed] == [("Xã Bản Bó", "Xã Bản Bo")]
    assert Place.objects.get(search_key="xa ban bo").name == "Xã Bản Bo"


def test_the_map_of_before_has_districts() -> None:
    loaded = load_map(make.SYSTEM, [LAI_CHAU], before=True)
    kinds = Counter(place.kind for place in loaded.added)
    assert (kinds["province"], kinds["district"]) == (1, 8)
    commune = Place.objects.get(name="Phường Tân Phong")
    assert commune.parent is not None
    assert (commune.parent.name, commune.parent.local_word) == ("Thành phố Lai Châu", "thành phố")


@pytest.mark.parametrize(
    ("first", "code"), [(True, "map_is_of_before"), (False, "map_is_of_today")]
)
def test_one_map_is_never_loaded_over_the_other(first: bool, code: str) -> None:
    load_map(make.SYSTEM, [LAI_CHAU], before=first)
    count = Place.objects.count()
    with pytest.raises(Invalid) as refused:
        load_map(make.SYSTEM, [LAI_CHAU], before=not first)
    assert [problem.code for problem in refused.value.problems] == [code]
    assert Place.objects.count() == count


def test_an_unknown_province_is_named() -> None:
    with pytest.raises(Invalid) as refused:
        load_map(make.SYSTEM, ["02"])
    assert refused.value.problems[0].params == {"codes": "02"}


def test_only_who_looks_after_the_whole_tree_loads_it(world: make.World) -> None:
    with pytest.raises(NotAllowed):
        load_map(make.actor(make.officer(world.commune)), [LAI_CHAU])


def test_the_arrangement_of_a_province_closes_districts_and_founds_communes() -> None:
    load_map(make.SYSTEM, [LAI_CHAU], before=True)
    plan = arrangement_of(make.SYSTEM, LAI_CHAU)
    closed = Place.objects.filter(pk__in=[one.place for one in plan.close])
    assert closed.filter(kind=PlaceKind.DISTRICT).count() == 8
    founded = {one.name for one in plan.found}
    assert "Phường Tân Phong" in founded
    assert len(founded) + sum(a.parent is not None for a in plan.alter) == 38
    assert plan.effective_on == date(2025, 7, 1)
    tan_phong = next(one for one in plan.found if one.name == "Phường Tân Phong")
    came = [c for c in plan.close if any(part.into == tan_phong.key for part in c.parts)]
    names = set(Place.objects.filter(pk__in=[c.place for c in came]).values_list("name", flat=True))
    assert names == {
        "Phường Tân Phong",
        "Phường Đông Phong",
        "Xã San Thàng",
        "Xã Nùng Nàng",
        "Xã Bản Giang",
    }


def test_a_divided_commune_takes_equal_shares_unless_the_office_says_more() -> None:
    load_map(make.SYSTEM, [CAN_THO], before=True)
    divided = next(one for one in conversion() if not one.whole and one.commune.startswith("31"))
    parts = [one for one in conversion() if one.former == divided.former]
    old = Place.objects.get(codes__code=divided.former, codes__scheme="dvhc")
    area = add_place(make.SYSTEM, old, NewPlace("Ấp 1", PlaceKind.AREA, SINCE))
    plan = arrangement_of(make.SYSTEM, CAN_THO)
    close = next(one for one in plan.close if one.place == old.pk)
    assert [part.share for part in close.parts] == [Fraction(1, len(parts))] * len(parts)
    usual = next(one.commune for one in parts if one.usual)
    assert next(one.parent for one in plan.alter if one.place == area.pk) == usual
    other = next(one.commune for one in parts if not one.usual)
    shares = {
        (one.former, one.commune): Fraction(1 if one.commune == other else 0) for one in parts
    }
    shares[divided.former, other] = Fraction(3, 4)
    plan = arrangement_of(make.SYSTEM, CAN_THO, Choices(shares, {area.pk: other}))
    close = next(one for one in plan.close if one.place == old.pk)
    assert {part.into: part.share for part in close.parts}[other] == Fraction(3, 4)
    assert next(one.parent for one in plan.alter if one.place == area.pk) == other


def test_an_island_district_becomes_a_special_zone() -> None:
    load_map(make.SYSTEM, [HAI_PHONG], before=True)
    plan = arrangement_of(make.SYSTEM, HAI_PHONG)
    island = Place.objects.get(name="Huyện Bạch Long Vĩ")
    (close,) = [one for one in plan.close if one.place == island.pk]
    zone = next(one for one in plan.found if one.key == close.parts[0].into)
    assert (zone.name, zone.kind) == ("Đặc khu Bạch Long Vĩ", "special_zone")


def test_provinces_that_were_joined_end_and_a_new_one_begins() -> None:
    load_map(make.SYSTEM, [TUYEN_QUANG], before=True)
    plan = arrangement_of(make.SYSTEM, TUYEN_QUANG)
    new = next(one for one in plan.found if one.kind == PlaceKind.PROVINCE)
    assert (new.name, new.codes) == ("Tỉnh Tuyên Quang", (("dvhc", "08"),))
    olds = {one.place for one in plan.close if one.parts == () or one.parts[0].into == new.key}
    names = Place.objects.filter(pk__in=olds, kind=PlaceKind.PROVINCE).values_list(
        "name", flat=True
    )
    assert set(names) == {"Tỉnh Hà Giang", "Tỉnh Tuyên Quang"}


def test_former_units_that_do_not_stand_are_named() -> None:
    with pytest.raises(Invalid) as refused:
        arrangement_of(make.SYSTEM, LAI_CHAU)
    assert refused.value.problems[0].code == "former_units_missing"


def test_the_script_that_makes_the_file_says_what_to_install() -> None:
    run = subprocess.run(
        [sys.executable, "scripts/national_places.py"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert "vietnamadminunits" in run.stderr


def test_areas_that_would_share_a_name_take_the_name_of_their_old_commune() -> None:
    load_map(make.SYSTEM, [LAI_CHAU], before=True)
    olds = [Place.objects.get(name=name) for name in ("Xã Bản Bo", "Xã Nà Tăm")]
    same = [add_place(make.SYSTEM, old, NewPlace("Bản 1", PlaceKind.AREA, SINCE)) for old in olds]
    alone = add_place(make.SYSTEM, olds[0], NewPlace("Bản 2", PlaceKind.AREA, SINCE))
    plan = arrangement_of(make.SYSTEM, LAI_CHAU)
    names = {one.place: one.name for one in plan.alter}
    assert [names[area.pk] for area in same] == ["Bản 1 (Bản Bo)", "Bản 1 (Nà Tăm)"]
    assert names[alone.pk] is None
    chosen = arrangement_of(make.SYSTEM, LAI_CHAU, Choices(names={same[0].pk: "Bản Bo 1"}))
    names = {one.place: one.name for one in chosen.alter}
    assert (names[same[0].pk], names[same[1].pk]) == ("Bản Bo 1", None)

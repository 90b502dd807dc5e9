"""F-8: finding households without accents, by code, lane or the end of a number; in our order."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests import make
from tuquan.base.actor import Actor
from tuquan.residents.models import Household
from tuquan.residents.queries import find_households, matching, reachable_households
from tuquan.residents.services import (
    NewHousehold,
    add_households,
    close_household,
    give_consent,
    withdraw_consent,
)

Found = Callable[..., list[str]]
HEADS = (
    ("Đào Văn Hoà", "Ngõ Đình", "14A"),
    ("Trần Thị Hòa", "Ngõ Đình", "14"),
    ("Nguyễn Đạo Ước", "Ngõ 2", "3/2"),
    ("H'Hen Niê", "", ""),
    ("Ánh 100% Tên_Lạ", "Hẻm \\ sau", ""),
)


@pytest.fixture
def officer_actor(world: make.World) -> Actor:
    return make.actor(make.officer(world.commune))


@pytest.fixture
def register(world: make.World) -> list[Household]:
    new = [NewHousehold(name, 1970, 4, lane, door) for name, lane, door in HEADS]
    return add_households(make.SYSTEM, world.area, new)


@pytest.fixture
def found(officer_actor: Actor, register: list[Household]) -> Found:
    def ask(text: str, **wishes: object) -> list[str]:
        rows = find_households(officer_actor, text, **wishes)  # type: ignore[arg-type]
        return [household.head_name for household in rows]

    return ask


@pytest.mark.parametrize("typed", ["dao", "ĐÀO", "Đào", "đao", unicodedata.normalize("NFD", "Đào")])
def test_a_word_finds_every_name_that_has_it_whatever_its_marks(found: Found, typed: str) -> None:
    assert found(typed) == ["Đào Văn Hoà", "Nguyễn Đạo Ước"]


@pytest.mark.parametrize("typed", ["hoà", "hòa", "hoa", unicodedata.normalize("NFD", "hoà")])
def test_both_places_of_a_tone_find_the_same(found: Found, typed: str) -> None:
    assert found(typed) == ["Đào Văn Hoà", "Trần Thị Hòa"]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("hoa dao", ["Đào Văn Hoà"]),
        ("ho di", ["Đào Văn Hoà", "Trần Thị Hòa"]),
        ("ao", []),
        ("ngo dinh 14a", ["Đào Văn Hoà"]),
        ("dinh 14", ["Đào Văn Hoà", "Trần Thị Hòa"]),
        ("3/2", ["Nguyễn Đạo Ước"]),
        ("h'hen", ["H'Hen Niê"]),
        ('"; drop', []),
    ],
)
def test_every_typed_word_begins_a_word_of_name_or_address(
    found: Found, typed: str, names: list[str]
) -> None:
    assert found(typed) == names


@pytest.mark.parametrize("typed", ["100%", "ten_la", "\\", "anh 100% \\ sau"])
def test_signs_of_the_database_mean_only_themselves(found: Found, typed: str) -> None:
    assert found(typed) == ["Ánh 100% Tên_Lạ"]


@pytest.mark.parametrize("typed", ["%", "_", "'", "d%o", "d_o"])
def test_signs_that_stand_nowhere_find_nothing(found: Found, typed: str) -> None:
    assert found(typed) == []


def test_nothing_typed_is_the_whole_list_and_a_nul_is_no_letter(found: Found) -> None:
    assert len(found("  ")) == len(found("\0")) == len(HEADS)
    assert found("\0dao van") == ["Đào Văn Hoà"]


def test_a_code_finds_its_household_in_any_spelling(
    found: Found, register: list[Household]
) -> None:
    third = register[2]
    for typed in (third.code, third.code.lower(), f"h{third.pk}", f"{third.code} nguyen"):
        assert found(typed) == ["Nguyễn Đạo Ước"]
    assert found(f"{third.code} dao van") == []
    assert found("h999999999") == []


@pytest.mark.parametrize("typed", ["678", "5678", "0912345678", "0912 345 678", "+84 912.345.678"])
def test_the_last_digits_of_a_number_kept_with_consent_find_the_household(
    found: Found, register: list[Household], typed: str
) -> None:
    day = make.SINCE
    give_consent(make.SYSTEM, register[3], "contact", "spoken", "H'Hen", day, digits=["0912345678"])
    assert found(typed) == ["H'Hen Niê"]


def test_two_digits_find_no_telephone_and_a_withdrawn_number_is_gone(
    found: Found, register: list[Household]
) -> None:
    day = make.SINCE
    consent = give_consent(
        make.SYSTEM, register[3], "contact", "spoken", "H'Hen", day, digits=["0912345678"]
    )
    assert found("78") == []
    assert found("678") == ["H'Hen Niê"]
    withdraw_consent(make.SYSTEM, consent)
    assert found("678") == []


def test_people_are_sorted_as_a_vietnamese_class_register_is(
    world: make.World, officer_actor: Actor
) -> None:
    names = ["Lê Đức", "Lê Dung", "Lê An", "Lê Ân", "Lê Ánh", "Bùi Ánh", "Lê Ăn"]
    add_households(make.SYSTEM, world.area, [NewHousehold(name) for name in names])
    rows = find_households(officer_actor, order="name")
    assert [one.head_name for one in rows] == [
        "Lê An",
        "Bùi Ánh",
        "Lê Ánh",
        "Lê Ăn",
        "Lê Ân",
        "Lê Dung",
        "Lê Đức",
    ]


def test_lane_by_lane_goes_by_value_of_numbers_and_the_unnamed_come_last(
    world: make.World, officer_actor: Actor
) -> None:
    lanes = ["Ngõ 10", "", "Ngõ 2", "Ngõ Đình", "ngõ 2", "Ngõ Ao"]
    add_households(
        make.SYSTEM, world.area, [NewHousehold(f"Lê {lane}", lane=lane) for lane in lanes]
    )
    rows = find_households(officer_actor, order="lane")
    assert [one.lane for one in rows] == ["Ngõ 2", "ngõ 2", "Ngõ 10", "Ngõ Ao", "Ngõ Đình", ""]


def test_a_lane_is_found_under_all_its_spellings(found: Found, world: make.World) -> None:
    add_households(make.SYSTEM, world.area, [NewHousehold("Lý Thị Sáu", lane="NGÕ ĐÌNH")])
    assert found("", lane="ngõ đình") == ["Đào Văn Hoà", "Trần Thị Hòa", "Lý Thị Sáu"]


def test_a_list_is_narrowed_by_what_is_lacking(
    found: Found, world: make.World, register: list[Household]
) -> None:
    give_consent(make.SYSTEM, register[0], "zalo", "paper", "Đào Văn Hoà", make.SINCE)
    add_households(make.SYSTEM, world.area, [NewHousehold("Lý Thị Sáu")])
    assert found("", lacking="birth_year") == ["Lý Thị Sáu"]
    assert found("", lacking="member_count") == ["Lý Thị Sáu"]
    assert found("", lacking="lane") == ["H'Hen Niê", "Lý Thị Sáu"]
    assert "Đào Văn Hoà" not in found("", lacking="consent")
    assert len(found("", lacking="consent")) == len(HEADS)


def test_who_left_is_in_a_list_of_its_own(found: Found, register: list[Household]) -> None:
    close_household(make.SYSTEM, register[1], make.SINCE)
    assert found("hoa") == ["Đào Văn Hoà"]
    assert found("hoa", left=True) == ["Trần Thị Hòa"]


def test_nobody_finds_a_household_of_another_commune(
    world: make.World, register: list[Household]
) -> None:
    neighbour = make.actor(make.officer(world.neighbour))
    for typed in ("", "dao", register[0].code):
        assert not find_households(neighbour, typed).exists()
    assert not find_households(Actor.anonymous(), "").exists()


def test_the_register_the_area_and_the_leaders_page_find_the_same(
    world: make.World, officer: Client
) -> None:
    (group,) = make.groups(world.area)
    leader = make.client(make.leader(group))
    for typed in ("hoa 1", "h'hen 2", "ngo dinh 7"):
        asked = {"tim": typed}
        whole = officer.get(reverse("residents:index"), asked).context["page"]
        area = officer.get(reverse("residents:area", args=[world.area.pk]), asked).context["page"]
        ((_group, lines),) = leader.get(reverse("groups:households"), {"q": typed}).context[
            "groups"
        ]
        mine = sorted(line.member.household_id for line in lines)
        assert sorted(one.pk for one in whole) == sorted(one.pk for one in area) == mine
        assert mine


def test_a_leader_reaches_the_households_of_the_own_group_only(world: make.World) -> None:
    mine, other = make.groups(world.area, 40)
    leader = make.actor(make.leader(mine))
    members = set(mine.memberships.values_list("household_id", flat=True))
    for permission in ("households.view", "households.tell"):
        reached = reachable_households(leader, permission)
        assert set(reached.values_list("pk", flat=True)) == members
    assert not reachable_households(leader, "households.manage").exists()
    assert not reachable_households(Actor.anonymous()).exists()
    assert other.memberships.exists()


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite scans a place's households")
def test_the_database_can_use_the_index_of_words(world: make.World) -> None:
    make.households(world.area, 30)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_indexscan = off")
    whole = Actor.system("search")
    plan = find_households(whole, "dang dinh").order_by().explain()
    assert "households_by_words" in plan
    with_code = matching(Household.objects.all(), "h000012 dang").order_by().explain()
    assert "households_by_words" in with_code

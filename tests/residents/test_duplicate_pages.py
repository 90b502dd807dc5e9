"""F-11, F-12: likely doubles side by side; a person merges them or says that they are two."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tuquan.audit.models import Look
from tuquan.residents.models import DuplicateVerdict, Household
from tuquan.residents.services import NewHousehold, add_households, correct_household

DESK = reverse("residents:duplicates")


@pytest.fixture
def doubles(world: make.World) -> tuple[Household, Household]:
    new = [
        NewHousehold("Trần Thị Hoà", 1970, 4, "Ngõ Đình", "14A"),
        NewHousehold("Trần Thị Hòa", 1970, None, "Ngõ Đình", "14A", "cạnh giếng"),
    ]
    first, second = add_households(make.SYSTEM, world.area, new)
    return first, second


def decision(browser: Client, keep: Household, drop: Household) -> dict[str, object]:
    pair = browser.get(DESK).context["pairs"][0]
    return {"keep": keep.pk, "drop": drop.pk, "seen": pair.seen}


def test_a_pair_stands_side_by_side_with_reasons_and_what_differs(
    officer: Client, doubles: tuple[Household, Household]
) -> None:
    answer = officer.get(DESK)
    (pair,) = answer.context["pairs"]
    assert {pair.first.pk, pair.second.pk} == {one.pk for one in doubles}
    assert pair.reasons
    differing = [line[0] for line in pair.lines if line[3]]
    text = answer.content.decode()
    assert len(differing) == 3  # the spelling, the members, the note
    assert all(one.code in text for one in doubles)
    assert Look.objects.filter(purpose="residents.duplicates", kind="listed").count() == 2


def test_the_record_chosen_is_kept_and_takes_over_what_it_lacks(
    officer: Client, world: make.World, doubles: tuple[Household, Household]
) -> None:
    keep, drop = doubles[1], doubles[0]
    answer = officer.post(reverse("residents:merge"), decision(officer, keep, drop))
    assert answer["Location"] == f"{DESK}?dia_ban={world.area.pk}"
    keep.refresh_from_db()
    drop.refresh_from_db()
    assert (keep.head_name, keep.member_count, keep.note) == ("Trần Thị Hòa", 4, "cạnh giếng")
    assert drop.merged_into_id == keep.pk
    assert officer.get(DESK).context["pairs"] == []
    page = officer.get(reverse("residents:detail", args=[drop.pk])).content.decode()
    assert reverse("residents:detail", args=[keep.pk]) in page


def test_two_different_households_are_not_suggested_again(
    officer: Client, doubles: tuple[Household, Household]
) -> None:
    officer.post(reverse("residents:different"), decision(officer, *doubles))
    assert DuplicateVerdict.objects.count() == 1
    assert officer.get(DESK).context["pairs"] == []
    assert Household.objects.current().count() == 2


def test_a_pair_that_changed_meanwhile_is_not_merged(
    officer: Client, doubles: tuple[Household, Household]
) -> None:
    data = decision(officer, *doubles)
    correct_household(make.SYSTEM, doubles[0], NewHousehold("Trần Thị Hoa", 1950))
    assert officer.post(reverse("residents:merge"), data).status_code == 409
    assert Household.objects.current().count() == 2


@pytest.mark.parametrize("action", ["residents:merge", "residents:different"])
def test_only_who_looks_after_the_list_decides(
    officer: Client,
    head: Client,
    neighbour: Client,
    doubles: tuple[Household, Household],
    action: str,
) -> None:
    data = decision(officer, *doubles)
    assert not head.get(DESK).context["pairs"][0].may_decide
    assert neighbour.get(DESK).context["pairs"] == []
    for browser in (head, neighbour):
        assert browser.post(reverse(action), data).status_code == 404
    assert Household.objects.current().count() == 2
    assert not DuplicateVerdict.objects.exists()
    assert officer.post(reverse(action), {"keep": "x", "drop": ""}).status_code == 404


def test_the_desk_of_another_commune_does_not_exist(
    world: make.World, officer: Client, doubles: tuple[Household, Household]
) -> None:
    assert officer.get(DESK, {"dia_ban": world.neighbour.pk}).status_code == 404
    assert officer.get(DESK, {"dia_ban": world.other_area.pk}).context["pairs"] == []

"""F-15: an office's own fields through mergers, reforms, files and pages."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.places.reforms import carried_out, tree
from tests.residents.own_fields import CARD, PIT, TOILET, added, values
from tests.residents.register import household, now, officer
from tuquan.base.errors import Invalid
from tuquan.core.succession import Found, merge, move
from tuquan.places.models import Place, PlaceKind
from tuquan.places.services import undo_reform
from tuquan.residents.exports import TEXT_FILE, household_file
from tuquan.residents.models import Household, HouseholdChange, HouseholdField
from tuquan.residents.queries import fingerprint, record_of
from tuquan.residents.services import (
    NewChange,
    NewField,
    NewHousehold,
    add_household,
    add_households,
    correct_household,
    end_field,
    erase_household,
    record_change,
    set_values,
)

DAY = date(2026, 11, 1)


def url(name: str, *args: object) -> str:
    return reverse(f"residents:{name}", args=args)


def test_the_household_that_stays_takes_over_the_values_it_lacks(world: make.World) -> None:
    card, pit = added(world.commune, CARD), added(world.commune, PIT)
    keep, drop = household(world.area), household(world.area, "Lê Văn Bá")
    set_values(make.SYSTEM, keep, {card.name: "12"})
    set_values(make.SYSTEM, drop, {card.name: "13", pit.name: True})
    new = NewChange("merged", date(2026, 11, 20), other=now(keep), same_household=True)
    record_change(make.SYSTEM, now(drop), new)
    assert values(keep) == {CARD.label: "12", PIT.label: True}


def test_an_erased_household_keeps_no_value_anywhere(world: make.World) -> None:
    card = added(world.commune, CARD)
    home = household(world.area)
    set_values(make.SYSTEM, home, {card.name: "bí mật"})
    erase_household(make.SYSTEM, home, "Theo đơn ngày 20/11/2026")
    assert now(home).own_values == {}
    kept = HouseholdChange.objects.filter(household=home).values("before", "after", "details")
    assert "bí mật" not in str(list(kept))


def test_the_file_has_the_fields_after_the_columns_of_form_02(world: make.World) -> None:
    fields = [added(world.commune, new) for new in (CARD, PIT, NewField("Cấp ngày", "day"))]
    home = household(world.area)
    household(world.other_area, "Bùi Thị Tư")
    given = ("=1+1", True, date(2026, 8, 21))
    set_values(make.SYSTEM, home, {f.name: v for f, v in zip(fields, given, strict=True)})
    content = household_file(
        officer(world),
        world.commune,
        Household.objects.select_related("place__parent"),
        "residents.export_paper",
        TEXT_FILE,
    )
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][-3:] == [CARD.label, PIT.label, "Cấp ngày"]
    assert {row[4]: row[-3:] for row in rows[1:]} == {
        "Lê Văn Ba": ["'=1+1", "Có", "21/08/2026"],
        "Bùi Thị Tư": ["", "", ""],
    }


def test_households_written_in_bulk_begin_without_values(world: make.World) -> None:
    (made,) = add_households(make.SYSTEM, world.area, [NewHousehold("Lê Văn Ba")])
    assert Household.objects.get(pk=made.pk).own_values == {}
    assert Household.objects.filter(pk=made.pk, own_values={}).exists()


# When the map changes.


def merged(world: make.World) -> Place:
    """Our commune and the one next door become one."""
    new = Found("new", "Xã Mới", PlaceKind.COMMUNE, world.province.pk)
    reform = carried_out(merge(tree(), DAY, [world.commune.pk, world.neighbour.pk], new))
    assert reform is not None
    return Place.objects.get(name="Xã Mới")


def test_fields_go_to_the_merged_commune_and_one_asked_by_both_becomes_one(
    world: make.World,
) -> None:
    ours, theirs = added(world.commune, CARD), added(world.neighbour, CARD)
    added(world.neighbour, PIT)
    home, there = household(world.area), household(world.neighbour_area, "Bùi Thị Tư")
    set_values(make.SYSTEM, home, {ours.name: "12"})
    set_values(make.SYSTEM, there, {theirs.name: "13"})
    into = merged(world)
    asked = HouseholdField.objects.filter(place=into).asked()
    assert [(one.label, one.path) for one in asked] == [
        (CARD.label, into.path),
        (PIT.label, into.path),
    ]
    assert values(home) == {CARD.label: "12"}
    assert values(there) == {CARD.label: "13"}
    name = asked[0].name
    set_values(make.SYSTEM, there, {name: "14"})
    assert values(there) == {CARD.label: "14"}
    assert len(now(there).own_values) == 1


def test_choices_of_both_communes_can_be_chosen_afterwards(world: make.World) -> None:
    added(world.commune, TOILET)
    added(world.neighbour, NewField(TOILET.label, "choice", ("Tự hoại", "Biogas")))
    home = household(world.area)
    into = merged(world)
    (field,) = HouseholdField.objects.filter(place=into).asked()
    for choice in ("Biogas", "Hai ngăn"):
        set_values(make.SYSTEM, home, {field.name: choice})
        assert values(home) == {TOILET.label: choice}


def test_fields_of_one_label_and_two_kinds_stay_two(world: make.World) -> None:
    added(world.commune, PIT)
    added(world.neighbour, NewField(PIT.label, "number"))
    into = merged(world)
    kinds = HouseholdField.objects.filter(place=into).asked().values_list("kind", flat=True)
    assert sorted(kinds) == ["number", "yes_no"]


def test_what_one_commune_ended_is_asked_where_the_other_asks_it(world: make.World) -> None:
    ended = added(world.commune, CARD)
    home = household(world.area)
    set_values(make.SYSTEM, home, {ended.name: "12"})
    end_field(make.SYSTEM, ended)
    asked = added(world.neighbour, CARD)
    into = merged(world)
    assert list(HouseholdField.objects.filter(place=into).asked()) == [asked]
    set_values(make.SYSTEM, home, {asked.name: "13"})
    assert values(home) == {CARD.label: "13"}


def test_taking_the_reform_back_gives_each_commune_its_fields(world: make.World) -> None:
    added(world.commune, CARD)
    added(world.neighbour, CARD)
    before = list(HouseholdField.objects.order_by("pk").values())
    new = Found("new", "Xã Mới", PlaceKind.COMMUNE, world.province.pk)
    reform = carried_out(merge(tree(), DAY, [world.commune.pk, world.neighbour.pk], new))
    undo_reform(make.SYSTEM, reform, "Nhầm")
    assert list(HouseholdField.objects.order_by("pk").values()) == before


def test_values_of_an_area_that_goes_to_another_commune_stay_in_the_record(
    world: make.World,
) -> None:
    card = added(world.commune, CARD)
    home = household(world.area)
    set_values(make.SYSTEM, home, {card.name: "12"})
    carried_out(move(DAY, [world.area.pk], world.neighbour.pk))
    assert values(home) == {CARD.label: "12"}


# The pages.


def test_the_office_adds_changes_and_ends_a_field_by_pages(
    world: make.World, officer: Client
) -> None:
    page = url("fields")
    answer = officer.post(
        page,
        {"label": TOILET.label, "kind": "choice", "choices": "Tự hoại\r\nHai ngăn\r\n"},
        follow=True,
    )
    assert answer.status_code == 200
    field = HouseholdField.objects.get()
    assert (field.place, field.choices) == (world.commune, ["Tự hoại", "Hai ngăn"])
    assert "Loại nhà vệ sinh" in answer.content.decode()
    saved = officer.post(url("field", field.pk), {"label": "Nhà vệ sinh", "choices": "A\nB"})
    assert saved.status_code == 302
    field.refresh_from_db()
    assert (field.label, field.choices, field.kind) == ("Nhà vệ sinh", ["A", "B"], "choice")
    assert officer.post(url("end_field", field.pk)).status_code == 302
    assert officer.post(url("end_field", field.pk)).status_code == 409
    assert (
        officer.post(url("field", field.pk), {"label": "X", "choices": "A\nB"}).status_code == 409
    )


def test_a_refused_field_is_shown_again_with_what_was_typed(
    world: make.World, officer: Client
) -> None:
    answer = officer.post(url("fields"), {"label": "Hộ nghèo", "kind": "yes_no", "help": "ghi chú"})
    assert answer.status_code == 422
    shown = answer.content.decode()
    for words in ('value="Hộ nghèo"', 'value="ghi chú"', "“nghèo”"):
        assert words in shown
    assert not HouseholdField.objects.exists()


def test_fields_of_the_neighbour_do_not_exist(world: make.World, neighbour: Client) -> None:
    field = added(world.commune, NewField("Số gốc cây", "number"))
    assert neighbour.get(url("field", field.pk)).status_code == 404
    assert neighbour.post(url("end_field", field.pk)).status_code == 404
    assert neighbour.get(f"{url('fields')}?dia_ban={world.commune.pk}").status_code == 404
    assert field.label not in neighbour.get(url("fields")).content.decode()
    field.refresh_from_db()
    assert field.ended_on is None


def test_the_record_shows_the_values_and_correcting_asks_them(
    world: make.World, officer: Client
) -> None:
    card, pit = added(world.commune, CARD), added(world.commune, PIT)
    number = added(world.commune, NewField("Số gốc cây", "number"))
    day = added(world.commune, NewField("Ngày cấp thẻ", "day"))
    home = household(world.area)
    form = officer.get(url("edit", home.pk)).content.decode()
    assert CARD.label in form
    assert CARD.help in form
    given = {
        "head_name": home.head_name,
        "birth_year": "1979",
        "member_count": "4",
        "lane": home.lane,
        "house_number": home.house_number,
        "note": home.note,
        "seen": fingerprint(home),
        card.name: "12",
        pit.name: "no",
        number.name: "1.250",
        day.name: "21/08/2026",
    }
    assert officer.post(url("edit", home.pk), given).status_code == 302
    assert now(home).own_values == {
        card.key: "12",
        pit.key: False,
        number.key: 1250,
        day.key: "2026-08-21",
    }
    page = officer.get(url("detail", home.pk)).content.decode()
    assert f"{day.label}: – → 21/08/2026" in page
    assert f'<th scope="row">{number.label}</th><td>1.250</td>' in page
    again = officer.get(url("edit", home.pk)).content.decode()
    for value in ("12", "1250", "21/08/2026"):
        assert f'value="{value}"' in again or f'value="{value[0]}.{value[1:]}"' in again
    wrong = officer.post(url("edit", home.pk), given | {number.name: "nhiều", "seen": ""})
    assert wrong.status_code == 422
    late = officer.post(url("edit", home.pk), given | {card.name: "99"})
    assert late.status_code == 409
    assert 'value="99"' in late.content.decode()


def test_a_correction_of_the_columns_alone_leaves_the_values(world: make.World) -> None:
    card = added(world.commune, CARD)
    home = household(world.area)
    set_values(make.SYSTEM, home, {card.name: "12"})
    correct_household(make.SYSTEM, home, record_of(now(home)))
    assert values(home) == {CARD.label: "12"}


def test_adding_a_household_asks_them_and_a_wrong_value_adds_nothing(
    world: make.World, officer: Client
) -> None:
    card, number = (
        added(world.commune, CARD),
        added(world.commune, NewField("Số gốc cây", "number")),
    )
    address = url("add", world.area.pk)
    assert CARD.label in officer.get(address).content.decode()
    given = {"head_name": "Lê Thị Bưởi", card.name: "12", number.name: "nhiều"}
    assert officer.post(address, given).status_code == 422
    assert not Household.objects.exists()
    assert officer.post(address, given | {number.name: "1.250"}).status_code == 302
    assert values(Household.objects.get()) == {CARD.label: "12", "Số gốc cây": 1250}
    own_too_long = {card.name: "x" * 300}
    with pytest.raises(Invalid):
        add_household(make.SYSTEM, world.area, NewHousehold("Lê Ba"), own_too_long)
    assert Household.objects.count() == 1

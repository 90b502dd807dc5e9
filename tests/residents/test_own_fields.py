"""F-15: an office asks of its households what it needs besides form 02, without a developer."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.http import Http404

from tests import make
from tests.residents.own_fields import CARD, PIT, TOILET, added, values
from tests.residents.register import codes, conflict, household, now, officer
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.places.models import Place
from tuquan.residents.models import HouseholdChange, HouseholdField
from tuquan.residents.queries import fingerprint, kept_fields
from tuquan.residents.services import (
    NewField,
    add_field,
    change_field,
    end_field,
    set_values,
    take_back_change,
)


def refused(where: Place, **words: Any) -> list[tuple[str, str]]:
    """What is wrong with a field, and that nothing was written."""
    before = (HouseholdField.objects.count(), Change.objects.count())
    with pytest.raises(Invalid) as error:
        added(where, NewField(**{"label": "Có hố rác", "kind": "yes_no"} | words))
    assert (HouseholdField.objects.count(), Change.objects.count()) == before
    return codes(error)


@pytest.mark.parametrize(
    "label",
    [
        "Tôn giáo của hộ",
        "ton giao",
        "Hộ theo đạo",
        "Dân tộc",
        "Đảng viên trong hộ",
        "Quan điểm chính trị",
        "Bệnh nền",
        "Người khuyết tật",
        "Hộ nghèo, cận nghèo",
        "Có tiền án tiền sự",
        "Số CCCD",
        "Số chứng minh nhân dân",
        "Mã số thuế",
        "Religion",
        "Poor household",
    ],
)
def test_what_is_never_kept_of_a_household_cannot_be_asked(world: make.World, label: str) -> None:
    assert refused(world.commune, label=label) == [("field_never_kept", "label")]


def test_a_choice_and_an_explanation_are_guarded_like_the_label(world: make.World) -> None:
    choices = ("Bình thường", "Hộ nghèo")
    found = refused(world.commune, label="Diện", kind="choice", choices=choices)
    assert found == [("field_never_kept", "choices")]
    assert refused(world.commune, help="Ghi tôn giáo") == [("field_never_kept", "help")]
    added(world.commune, NewField("Có hố rác", "yes_no", help="Không ghi bệnh tật của ai"))


def test_what_a_field_lacks_is_said_beside_its_part(world: make.World) -> None:
    assert refused(world.commune, label=" ") == [("field_label_missing", "label")]
    assert refused(world.commune, kind="photo") == [("field_kind_missing", "kind")]
    assert refused(world.commune, label="d" * 101) == [("household_text_too_long", "label")]
    assert refused(world.commune, position=-1) == [("field_position_wrong", "position")]
    few, many = ("Có",), tuple(f"Loại {number}" for number in range(13))
    for choices in (few, many):
        found = refused(world.commune, kind="choice", choices=choices)
        assert found == [("field_choices_count", "choices")]
    twice = refused(world.commune, kind="choice", choices=("Hoà", "Hòa"))
    assert twice == [("field_choice_twice", "choices")]


def test_a_field_has_a_key_of_its_own_and_the_record_names_only_the_key(world: make.World) -> None:
    field = added(world.commune, CARD)
    next_door = added(world.neighbour, CARD)
    assert field.key == f"so-the-thu-gom-rac_{world.commune.pk}"
    assert next_door.key != field.key
    line = Change.objects.filter(action="residents.field_added").order_by("pk").first()
    assert line is not None
    assert line.data == {"field": field.key}
    assert line.subject == f"places.place:{world.commune.pk}"


def test_two_fields_of_one_name_are_refused_and_an_eleventh_too(world: make.World) -> None:
    added(world.commune, PIT)
    assert refused(world.commune, label="có hố rác") == [("field_label_taken", "label")]
    for number in range(9):
        added(world.commune, NewField(f"Số {number}", "number"))
    assert refused(world.commune, label="Nữa") == [("field_too_many", "label")]


def test_only_the_office_of_a_commune_adds_fields_to_it(world: make.World) -> None:
    neighbour = make.actor(make.officer(world.neighbour))
    head = make.actor(make.account("area_head", world.area))
    for actor, place in ((neighbour, world.commune), (head, world.commune)):
        with pytest.raises((NotAllowed, Http404)):
            add_field(actor, place, PIT)
    with pytest.raises((NotAllowed, Http404)):
        add_field(make.SYSTEM, world.area, PIT)
    assert not HouseholdField.objects.exists()


def test_values_are_a_correction_that_names_its_keys_and_can_be_taken_back(
    world: make.World,
) -> None:
    card, pit = added(world.commune, CARD), added(world.commune, PIT)
    home = household(world.area)
    changed = set_values(officer(world), home, {card.name: " 12  a ", pit.name: False})
    assert changed == (card.name, pit.name)
    assert now(home).own_values == {card.key: "12 a", pit.key: False}
    row = HouseholdChange.objects.get(household=home)
    assert (row.kind, row.before, row.after) == (
        "corrected",
        {card.name: None, pit.name: None},
        {card.name: "12 a", pit.name: False},
    )
    line = Change.objects.get(action="residents.corrected")
    assert line.data == {"fields": [card.name, pit.name]}
    take_back_change(make.SYSTEM, row)
    assert now(home).own_values == {}


def test_a_value_that_is_not_named_stays_and_an_empty_one_goes(world: make.World) -> None:
    card, pit = added(world.commune, CARD), added(world.commune, PIT)
    home = household(world.area)
    set_values(make.SYSTEM, home, {card.name: "12", pit.name: True})
    set_values(make.SYSTEM, home, {card.name: ""})
    assert now(home).own_values == {pit.key: True}
    assert set_values(make.SYSTEM, home, {pit.name: True}) == ()


@pytest.mark.parametrize(
    ("kind", "wrong", "code"),
    [
        ("text", "d" * 201, "household_text_too_long"),
        ("number", "4", "field_number_wrong"),
        ("number", True, "field_number_wrong"),
        ("number", 10**13, "field_number_wrong"),
        ("yes_no", "yes", "field_yes_no"),
        ("choice", "Khác", "household_choice_unknown"),
        ("day", "hôm qua", "field_day_wrong"),
        ("day", date(1850, 1, 1), "field_day_wrong"),
    ],
)
def test_a_value_that_does_not_fit_its_kind_is_refused(
    world: make.World, kind: str, wrong: object, code: str
) -> None:
    field = added(world.commune, NewField("Loại", kind, ("Một", "Hai")))
    home = household(world.area)
    with pytest.raises(Invalid) as error:
        set_values(make.SYSTEM, home, {field.name: wrong})
    assert codes(error) == [(code, field.name)]
    assert now(home).own_values == {}


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        ("number", -3, -3),
        ("choice", "Hai", "Hai"),
        ("day", date(2026, 8, 21), "2026-08-21"),
    ],
)
def test_a_value_is_kept_as_its_kind(
    world: make.World, kind: str, given: object, kept: object
) -> None:
    field = added(world.commune, NewField("Loại", kind, ("Một", "Hai")))
    home = household(world.area)
    set_values(make.SYSTEM, home, {field.name: given})
    assert now(home).own_values == {field.key: kept}


def test_who_looked_at_other_values_is_told_and_nothing_is_written(world: make.World) -> None:
    card = added(world.commune, CARD)
    home = household(world.area)
    seen = fingerprint(home)
    set_values(make.SYSTEM, home, {card.name: "12"}, seen)
    with pytest.raises(Conflict) as error:
        set_values(make.SYSTEM, home, {card.name: "13"}, seen)
    assert conflict(error) == "household_changed_meanwhile"
    assert now(home).own_values == {card.key: "12"}


def test_values_of_a_household_next_door_cannot_be_written(world: make.World) -> None:
    field = added(world.neighbour, CARD)
    home = household(world.area)
    with pytest.raises((NotAllowed, Http404)):
        set_values(make.actor(make.officer(world.neighbour)), home, {field.name: "1"})
    with pytest.raises(Invalid) as error:
        set_values(make.SYSTEM, home, {field.name: "1"})
    assert codes(error) == [("field_not_asked", field.name)]


def test_an_ended_field_is_asked_no_longer_and_its_values_stay(world: make.World) -> None:
    card = added(world.commune, CARD)
    home, other = household(world.area), household(world.area, "Bùi Thị Tư")
    set_values(make.SYSTEM, home, {card.name: "12"})
    end_field(make.SYSTEM, card)
    assert values(home) == {CARD.label: "12"}
    assert kept_fields(now(other)) == []
    with pytest.raises(Invalid) as error:
        set_values(make.SYSTEM, home, {card.name: "13"})
    assert codes(error) == [("field_not_asked", card.name)]
    with pytest.raises(Conflict) as again:
        end_field(make.SYSTEM, card)
    assert conflict(again) == "field_ended"


def test_an_ended_field_that_is_added_again_goes_on_with_its_values(world: make.World) -> None:
    card = added(world.commune, CARD)
    home = household(world.area)
    set_values(make.SYSTEM, home, {card.name: "12"})
    end_field(make.SYSTEM, card)
    assert added(world.commune, CARD).pk == card.pk
    set_values(make.SYSTEM, home, {card.name: "13"})
    assert values(home) == {CARD.label: "13"}


def test_a_field_gets_other_words_but_no_other_kind(world: make.World) -> None:
    card = added(world.commune, CARD)
    changed = change_field(make.SYSTEM, card, NewField("Mã thẻ rác", "text", position=7))
    assert (changed.label, changed.key, changed.position) == ("Mã thẻ rác", card.key, 7)
    for new, problem in (
        (NewField("Mã thẻ rác", "number"), ("field_kind_stays", "kind")),
        (NewField("Số căn cước", "text"), ("field_never_kept", "label")),
    ):
        with pytest.raises(Invalid) as error:
            change_field(make.SYSTEM, card, new)
        assert codes(error) == [problem]


def test_a_choice_that_a_household_has_cannot_be_taken_away(world: make.World) -> None:
    toilet = added(world.commune, TOILET)
    set_values(make.SYSTEM, household(world.area), {toilet.name: "Hai ngăn"})
    fewer = NewField(TOILET.label, "choice", ("Tự hoại", "Chưa có"))
    with pytest.raises(Invalid) as error:
        change_field(make.SYSTEM, toilet, fewer)
    assert codes(error) == [("field_choice_used", "choices")]
    other = NewField(TOILET.label, "choice", ("Tự hoại", "Hai ngăn", "Một ngăn"))
    assert change_field(make.SYSTEM, toilet, other).choices == list(other.choices)

"""The pages of an import: upload, preview, decision."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests import make
from tuquan.audit.models import Look
from tuquan.base.texts import say
from tuquan.core.problems import Problem
from tuquan.residents.models import Household, HouseholdImport
from tuquan.residents.services import NewHousehold, add_households, preview_import

Typed = Callable[..., bytes]


def test_an_upload_is_read_shown_and_written(world: make.World, officer: Client, a2: bytes) -> None:
    answer = officer.post(
        reverse("residents:import"),
        {"file": SimpleUploadedFile("a2.xlsx", a2), "place": world.commune.pk},
        follow=True,
    )
    assert answer.status_code == 200
    assert answer.context["plan"].areas_to_add == ("thôn Đồng Sen",)
    assert len(answer.context["first_rows"]) == 10
    assert not Household.objects.exists()
    waiting = HouseholdImport.objects.get()
    confirm = reverse("residents:import_preview", args=[waiting.pk])
    answer = officer.post(confirm, {"place_confirmed": "on"}, follow=True)
    assert answer.redirect_chain == [(reverse("residents:index"), 302)]
    assert Household.objects.filter(place__name="thôn Đồng Sen").count() == 120
    assert "Đã ghi 120 hộ." in answer.content.decode()
    assert not Look.objects.filter(purpose="residents.import").exists()


def test_the_preview_shows_problems_by_gravity(officer: Client, waiting: HouseholdImport) -> None:
    answer = officer.get(reverse("residents:import_preview", args=[waiting.pk]))
    assert answer.context["shown"] == "warning"
    (line,) = [line for line in answer.context["lines"] if line.cell == "C3"]
    assert (line.sheet, line.row, line.typed) == ("Thôn 2", "3", "không rõ")
    assert line.reason == say(Problem("birth_year_unknown"))
    assert not Look.objects.exists()


def test_a_question_must_be_answered_before_writing(
    world: make.World, officer: Client, typed: Typed
) -> None:
    content = typed({"Thôn 2": [("Lê Văn Ba", 1970, 4)]}, "Danh sách hộ xã Tân Phong")
    waiting = preview_import(make.SYSTEM, world.area, "b.xlsx", content)
    confirm = reverse("residents:import_preview", args=[waiting.pk])
    answer = officer.post(confirm)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["place_confirmed"]
    assert not Household.objects.exists()
    assert officer.post(confirm, {"place_confirmed": "on"}).status_code == 302
    assert Household.objects.count() == 1


def test_the_area_of_rows_that_name_none_is_chosen_on_the_page(
    world: make.World, officer: Client, typed: Typed
) -> None:
    content = typed({"Danh sách": [("Lê Văn Ba", 1970, 4)]})
    waiting = preview_import(make.SYSTEM, world.commune, "b.xlsx", content)
    confirm = reverse("residents:import_preview", args=[waiting.pk])
    answer = officer.post(confirm)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["area"]
    assert officer.post(confirm, {"area": world.neighbour_area.pk}).status_code == 422
    assert officer.post(confirm, {"area": world.area.pk}).status_code == 302
    assert Household.objects.get().place == world.area


def test_the_page_says_that_the_list_is_there_already(
    world: make.World, officer: Client, typed: Typed
) -> None:
    content = typed({"Thôn 2": [("Lê Văn Ba", 1970, 4)]})
    add_households(make.SYSTEM, world.area, [NewHousehold("Lê Văn Ba", 1970)])
    waiting = preview_import(make.SYSTEM, world.area, "b.xlsx", content)
    confirm = reverse("residents:import_preview", args=[waiting.pk])
    page = officer.get(reverse("residents:import_preview", args=[waiting.pk])).content.decode()
    assert "đã có trong danh sách (cùng họ tên và năm sinh): 1" in page
    answer = officer.post(confirm, follow=True)
    assert "Đã ghi 0 hộ." in answer.content.decode()
    assert Household.objects.count() == 1


def test_deciding_twice_is_answered_kindly(officer: Client, waiting: HouseholdImport) -> None:
    confirm = reverse("residents:import_preview", args=[waiting.pk])
    assert officer.post(confirm).status_code == 302
    assert officer.post(confirm).status_code == 409
    assert Household.objects.count() == 2
    discard = reverse("residents:import_discard", args=[waiting.pk])
    assert officer.post(discard).status_code == 409
    assert officer.get(reverse("residents:import_preview", args=[waiting.pk])).status_code == 200


def test_a_list_is_cast_away(officer: Client, waiting: HouseholdImport) -> None:
    answer = officer.post(reverse("residents:import_discard", args=[waiting.pk]), follow=True)
    assert answer.redirect_chain == [(reverse("residents:import"), 302)]
    assert "thon-2.xlsx" in answer.content.decode()
    waiting.refresh_from_db()
    assert waiting.recognition == {}


def test_casting_away_needs_a_form_and_not_an_address(
    officer: Client, waiting: HouseholdImport
) -> None:
    address = reverse("residents:import_discard", args=[waiting.pk])
    assert officer.get(address).status_code == 405


def test_lists_that_wait_are_offered_where_lists_are_imported(
    officer: Client, neighbour: Client, waiting: HouseholdImport
) -> None:
    address = reverse("residents:import_preview", args=[waiting.pk])
    assert address in officer.get(reverse("residents:import")).content.decode()
    assert address not in neighbour.get(reverse("residents:import")).content.decode()


@pytest.mark.parametrize("name", ["thu.xlsx", "trống.xlsx", "vỡ.xlsx"])
def test_a_file_that_cannot_be_read_is_named_on_the_page(
    world: make.World, officer: Client, name: str
) -> None:
    content = {"thu.xlsx": b"%PDF-1.7", "trống.xlsx": b"", "vỡ.xlsx": b"PK\x03\x04abc"}[name]
    answer = officer.post(
        reverse("residents:import"),
        {"file": SimpleUploadedFile(name, content), "place": world.area.pk},
    )
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["file"]
    assert name in answer.content.decode()
    assert not HouseholdImport.objects.exists()


def test_a_file_too_large_is_refused_before_it_is_read(
    world: make.World, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tuquan.residents.forms.imports.MAX_BYTES", 10)
    file = SimpleUploadedFile("to.xlsx", b"x" * 11)
    data = {"file": file, "place": world.area.pk}
    answer = officer.post(reverse("residents:import"), data)
    assert answer.status_code == 422
    assert "to.xlsx" in str(answer.context["form"].errors["file"])


def test_no_file_is_a_sentence_and_not_a_crash(world: make.World, officer: Client) -> None:
    answer = officer.post(reverse("residents:import"), {"place": world.area.pk})
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"] == [say(Problem("file_missing"))]


def test_the_officer_can_choose_only_places_of_the_commune(
    world: make.World, officer: Client, a1: bytes
) -> None:
    form = officer.get(reverse("residents:import")).context["form"]
    assert [label for _value, label in form.fields["place"].choices] == [
        "Xã Minh Sơn",
        "— Thôn 2",
        "— Thôn 10",
    ]
    data = {"file": SimpleUploadedFile("a1.xlsx", a1), "place": world.neighbour_area.pk}
    assert officer.post(reverse("residents:import"), data).status_code == 422
    assert not HouseholdImport.objects.exists()

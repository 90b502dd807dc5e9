"""The pages: who may open them, what they show, and the mark of every look."""

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
from tuquan.residents.services import (
    NewHousehold,
    add_households,
    correct_household,
    preview_import,
)

Typed = Callable[..., bytes]


@pytest.fixture
def officer(world: make.World) -> Client:
    """The browser of an officer of our commune."""
    return make.client(make.officer(world.commune))


@pytest.fixture
def head(world: make.World) -> Client:
    """The browser of the head of Thôn 2, who reads and does not write."""
    return make.client(make.account("area_head", world.area))


@pytest.fixture
def neighbour(world: make.World) -> Client:
    """The browser of the officer next door."""
    return make.client(make.officer(world.neighbour))


@pytest.fixture
def household(world: make.World) -> Household:
    """One household of Thôn 2."""
    new = NewHousehold("Lê Văn Ba", 1979, 4, "Ngõ Đình", "14A", "sau đình")
    (made,) = add_households(make.SYSTEM, world.area, [new])
    return made


@pytest.fixture
def waiting(world: make.World, typed: Typed) -> HouseholdImport:
    """A list for Thôn 2 that waits to be confirmed."""
    content = typed({"Thôn 2": [("Lê Thị Tư", 1980, 3, "Ngõ 1"), ("Lê Văn Năm", "không rõ", 2)]})
    return preview_import(make.SYSTEM, world.area, "thon-2.xlsx", content)


def _addresses(world: make.World, household: Household, waiting: HouseholdImport) -> dict[str, str]:
    return {
        "index": reverse("residents:index"),
        "area": reverse("residents:area", args=[world.area.pk]),
        "detail": reverse("residents:detail", args=[household.pk]),
        "add": reverse("residents:add", args=[world.area.pk]),
        "edit": reverse("residents:edit", args=[household.pk]),
        "import": reverse("residents:import"),
        "import_preview": reverse("residents:import_preview", args=[waiting.pk]),
    }


READ = ("index", "area", "detail")
WRITE = ("add", "edit", "import", "import_preview")


@pytest.mark.parametrize("page", [*READ, *WRITE])
def test_pages_open_for_the_officer_and_ask_visitors_to_sign_in(
    world: make.World,
    officer: Client,
    household: Household,
    waiting: HouseholdImport,
    page: str,
) -> None:
    address = _addresses(world, household, waiting)[page]
    assert officer.get(address).status_code == 200
    answer = Client().get(address)
    assert (answer.status_code, answer["Location"]) == (302, f"/dang-nhap/?next={address}")


@pytest.mark.parametrize("page", ["area", "detail", "add", "edit", "import_preview"])
def test_the_neighbours_officer_finds_nothing(
    world: make.World,
    neighbour: Client,
    household: Household,
    waiting: HouseholdImport,
    page: str,
) -> None:
    address = _addresses(world, household, waiting)[page]
    assert neighbour.get(address).status_code == 404
    assert neighbour.post(address, {"head_name": "Lê Văn Bốn"}).status_code == 404
    assert not Look.objects.exists()
    household.refresh_from_db()
    assert household.head_name == "Lê Văn Ba"


@pytest.mark.parametrize("action", ["residents:import_confirm", "residents:import_discard"])
def test_the_neighbours_officer_can_decide_nothing(
    neighbour: Client, waiting: HouseholdImport, action: str
) -> None:
    assert neighbour.post(reverse(action, args=[waiting.pk])).status_code == 404
    waiting.refresh_from_db()
    assert waiting.state == "previewed"


def test_the_neighbours_list_of_areas_names_none_of_ours(neighbour: Client) -> None:
    page = neighbour.get(reverse("residents:index")).content.decode()
    assert "Thôn 1" in page
    assert "Minh Sơn" not in page


def test_the_head_of_an_area_reads_and_has_no_control_to_write(
    world: make.World, head: Client, household: Household, waiting: HouseholdImport
) -> None:
    addresses = _addresses(world, household, waiting)
    for page in READ:
        answer = head.get(addresses[page])
        assert answer.status_code == 200
        content = answer.content.decode()
        assert not any(addresses[hidden] in content for hidden in WRITE)
    for page in WRITE:
        assert head.get(addresses[page]).status_code == 404
    assert head.get(reverse("residents:area", args=[world.other_area.pk])).status_code == 404


def test_a_leader_and_an_administrator_have_no_household_lists(world: make.World) -> None:
    (group,) = make.groups(world.area)
    administrator = make.client(make.account("administrator", None))
    for browser in (make.client(make.leader(group)), administrator):
        assert browser.get(reverse("residents:index")).status_code == 404
        assert browser.get(reverse("residents:area", args=[world.area.pk])).status_code == 404


def test_the_areas_show_how_many_households_they_have(world: make.World, officer: Client) -> None:
    make.households(world.area, 3)
    make.households(world.other_area, 2)
    rows = officer.get(reverse("residents:index")).context["rows"]
    assert [(row.place.name, row.depth, row.households) for row in rows] == [
        ("Xã Minh Sơn", 0, 5),
        ("Thôn 2", 1, 3),
        ("Thôn 10", 1, 2),
    ]


def test_every_row_of_a_list_shown_leaves_one_mark(world: make.World, officer: Client) -> None:
    make.households(world.area, 53)
    address = reverse("residents:area", args=[world.area.pk])
    officer.get(address)
    assert Look.objects.count() == 50
    assert set(Look.objects.values_list("kind", "role", "path", "purpose")) == {
        ("listed", "commune_officer", world.area.path, "residents.list")
    }
    officer.get(address, {"page": 2})
    assert Look.objects.count() == 53
    assert Look.objects.values("subject").distinct().count() == 53


def test_a_search_marks_only_what_it_shows(world: make.World, officer: Client) -> None:
    make.households(world.area, 12)
    answer = officer.get(reverse("residents:area", args=[world.area.pk]), {"tim": "hoa 1"})
    shown = [household.pk for household in answer.context["page"]]
    assert len(shown) == 1
    assert list(Look.objects.values_list("subject", flat=True)) == [
        f"residents.household:{shown[0]}"
    ]


def test_a_list_costs_the_same_few_queries_however_long(
    world: make.World, officer: Client, django_assert_max_num_queries: Callable[..., object]
) -> None:
    make.households(world.area, 60)
    address = reverse("residents:area", args=[world.area.pk])
    with django_assert_max_num_queries(16):  # type: ignore[attr-defined]
        officer.get(address)


def test_a_year_is_shown_without_a_dot(
    world: make.World, officer: Client, household: Household
) -> None:
    for address in (
        reverse("residents:area", args=[world.area.pk]),
        reverse("residents:detail", args=[household.pk]),
        reverse("residents:edit", args=[household.pk]),
    ):
        content = officer.get(address).content.decode()
        assert "1979" in content
        assert "1.979" not in content


def test_opening_a_record_leaves_a_mark_that_the_record_shows(
    officer: Client, household: Household
) -> None:
    answer = officer.get(reverse("residents:detail", args=[household.pk]))
    look = Look.objects.get()
    assert (look.kind, look.role, look.purpose, look.subject) == (
        "opened",
        "commune_officer",
        "residents.record",
        f"residents.household:{household.pk}",
    )
    assert [shown for shown, _role in answer.context["looks"]] == [look]


def test_looks_are_shown_newest_first_and_in_pages(officer: Client, household: Household) -> None:
    address = reverse("residents:detail", args=[household.pk])
    for _ in range(21):
        answer = officer.get(address)
    shown = [look.pk for look, _role in answer.context["looks"]]
    assert (len(shown), shown) == (20, sorted(shown, reverse=True))
    assert len(officer.get(address, {"page": 2}).context["looks"]) == 2


def test_the_form_for_corrections_leaves_a_mark_too(officer: Client, household: Household) -> None:
    address = reverse("residents:edit", args=[household.pk])
    officer.get(address)
    assert Look.objects.filter(kind="opened").count() == 1


def test_a_correction_is_saved_and_told_on_the_record(
    officer: Client, household: Household
) -> None:
    address = reverse("residents:edit", args=[household.pk])
    start = officer.get(address).context["form"].initial
    answer = officer.post(address, {**start, "birth_year": "1980"}, follow=True)
    assert answer.redirect_chain == [(reverse("residents:detail", args=[household.pk]), 302)]
    household.refresh_from_db()
    assert (household.birth_year, household.note) == (1980, "sau đình")
    ((change, text),) = answer.context["changes"]
    assert change.data == {"fields": ["birth_year"]}
    assert text == "Đã sửa: năm sinh"


def test_a_wrong_correction_keeps_what_was_typed(officer: Client, household: Household) -> None:
    address = reverse("residents:edit", args=[household.pk])
    answer = officer.post(address, {"head_name": "Lê Văn Bốn", "birth_year": "1850"})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["birth_year"]
    assert 'value="Lê Văn Bốn"' in answer.content.decode()
    household.refresh_from_db()
    assert household.head_name == "Lê Văn Ba"


def test_a_correction_in_between_is_shown_and_nothing_typed_is_lost(
    officer: Client, household: Household
) -> None:
    address = reverse("residents:edit", args=[household.pk])
    start = officer.get(address).context["form"].initial
    correct_household(make.SYSTEM, household, NewHousehold("Lê Văn Bá", 1979))
    answer = officer.post(address, {**start, "head_name": "Lê Văn Bảy"})
    assert answer.status_code == 409
    content = answer.content.decode()
    assert 'value="Lê Văn Bảy"' in content
    assert "<td>Lê Văn Bá</td>" in content
    again = {**start, "head_name": "Lê Văn Bảy", "seen": answer.context["form"]["seen"].value()}
    assert officer.post(address, again).status_code == 302
    household.refresh_from_db()
    assert household.head_name == "Lê Văn Bảy"


def test_a_household_is_added_by_hand(world: make.World, officer: Client) -> None:
    address = reverse("residents:add", args=[world.area.pk])
    answer = officer.post(address, {"head_name": "", "member_count": "bốn"})
    assert answer.status_code == 422
    answer = officer.post(address, {"head_name": "Lò Thị Ánh", "member_count": "4"})
    assert answer.status_code == 302
    household = Household.objects.get()
    assert (household.head_name, household.member_count, household.place) == (
        "Lò Thị Ánh",
        4,
        world.area,
    )


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
    confirm = reverse("residents:import_confirm", args=[waiting.pk])
    answer = officer.post(confirm, {"place_confirmed": "on"}, follow=True)
    assert answer.redirect_chain == [(reverse("residents:index"), 302)]
    assert Household.objects.filter(place__name="thôn Đồng Sen").count() == 120
    assert "Đã ghi 120 hộ." in answer.content.decode()
    assert not Look.objects.exists()


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
    confirm = reverse("residents:import_confirm", args=[waiting.pk])
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
    confirm = reverse("residents:import_confirm", args=[waiting.pk])
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
    confirm = reverse("residents:import_confirm", args=[waiting.pk])
    page = officer.get(reverse("residents:import_preview", args=[waiting.pk])).content.decode()
    assert "đã có trong danh sách (cùng họ tên và năm sinh): 1" in page
    answer = officer.post(confirm, follow=True)
    assert "Đã ghi 0 hộ." in answer.content.decode()
    assert Household.objects.count() == 1


def test_deciding_twice_is_answered_kindly(officer: Client, waiting: HouseholdImport) -> None:
    confirm = reverse("residents:import_confirm", args=[waiting.pk])
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


def test_deciding_needs_a_form_and_not_an_address(
    officer: Client, waiting: HouseholdImport
) -> None:
    for name in ("import_confirm", "import_discard"):
        assert officer.get(reverse(f"residents:{name}", args=[waiting.pk])).status_code == 405


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
    monkeypatch.setattr("tuquan.residents.forms.MAX_BYTES", 10)
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

"""The pages: who may open them, what they show, and the mark of every look."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tuquan.audit.models import Look
from tuquan.residents.models import Household, HouseholdImport
from tuquan.residents.services import (
    NewHousehold,
    correct_household,
)

Typed = Callable[..., bytes]


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


@pytest.mark.parametrize("action", ["residents:import_preview", "residents:import_discard"])
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
    with django_assert_max_num_queries(21):  # type: ignore[attr-defined]
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
    corrected, _listed = answer.context["history"]
    assert corrected.line.code == "history_corrected"
    assert corrected.columns == ["Năm sinh: 1979 → 1980"]


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

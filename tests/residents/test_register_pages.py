"""F-10, F-14, F-17, S2-15, S2-16: the pages of the register, as an office uses them."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.residents.register import change, members_kept
from tuquan.audit.models import Look
from tuquan.base.texts.consent import ASKED
from tuquan.residents.models import Consent, Contact, Household, HouseholdChange
from tuquan.residents.services import (
    NewHousehold,
    add_households,
    assign_household,
    close_household,
    give_consent,
    record_change,
)

TODAY = date(2026, 11, 20)


def url(name: str, *args: object) -> str:
    return reverse(f"residents:{name}", args=args)


@pytest.fixture
def three(world: make.World) -> list[Household]:
    """Three households: two in one lane spelt twice, one elsewhere that is reached by Zalo."""
    return [
        *add_households(
            make.SYSTEM,
            world.area,
            [
                NewHousehold("Lê Văn Ba", 1979, 4, "Ngõ Đình", "2"),
                NewHousehold("Trần Thị Hoà", None, 3, "ngõ đình", "4"),
            ],
        ),
        *add_households(
            make.SYSTEM,
            world.other_area,
            [NewHousehold("Vũ Văn Tư", 1960, None, residence="temporary", reached_by="zalo")],
        ),
    ]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, ["Lê Văn Ba", "Trần Thị Hoà", "Vũ Văn Tư"]),
        ({"tim": "hoa"}, ["Trần Thị Hoà"]),
        ({"cu_tru": "temporary"}, ["Vũ Văn Tư"]),
        ({"lien_he": "zalo"}, ["Vũ Văn Tư"]),
        ({"lien_he": "unknown"}, ["Lê Văn Ba", "Trần Thị Hoà"]),
        ({"thieu": "birth_year"}, ["Trần Thị Hoà"]),
        ({"da_di": "1"}, []),
        ({"cu_tru": "nonsense", "theo": "nonsense"}, ["Lê Văn Ba", "Trần Thị Hoà", "Vũ Văn Tư"]),
    ],
)
def test_what_a_list_is_narrowed_to_stands_in_the_address(
    officer: Client, three: list[Household], query: dict[str, str], names: list[str]
) -> None:
    page = officer.get(url("index"), query).context["page"]
    assert [household.head_name for household in page] == names
    assert page.paginator.count == len(names)


def test_an_area_and_its_lane_are_chosen_in_the_address(
    world: make.World, officer: Client, three: list[Household]
) -> None:
    page = officer.get(url("index"), {"dia_ban": str(world.area.pk), "ngo": "Ngõ Đình"}).context[
        "page"
    ]
    assert [household.head_name for household in page] == ["Lê Văn Ba", "Trần Thị Hoà"]
    assert officer.get(url("index"), {"dia_ban": world.neighbour_area.pk}).status_code == 404


def test_the_lanes_of_an_area_are_counted_under_one_spelling(
    world: make.World, officer: Client, three: list[Household]
) -> None:
    add_households(make.SYSTEM, world.area, [NewHousehold("Lý Sáu", None, None, "Ngõ Ao")])
    add_households(make.SYSTEM, world.area, [NewHousehold("Lý Bảy", None, 5)])
    lanes = officer.get(url("area", world.area.pk)).context["lanes"]
    assert [(lane.name, lane.households, lane.persons) for lane in lanes] == [
        ("Ngõ Đình", 2, 7),
        ("Ngõ Ao", 1, 0),
        ("", 1, 5),
    ]
    assert lanes[0].spellings == ("Ngõ Đình", "ngõ đình")


def test_the_area_says_how_news_gets_to_everybody(
    world: make.World, officer: Client, three: list[Household]
) -> None:
    give_consent(make.SYSTEM, three[2], "zalo", "paper", "Vũ Văn Tư", TODAY)
    page = officer.get(url("area", world.other_area.pk))
    ways = [(way, count) for way, _label, count in page.context["ways"]]
    assert ways == [("zalo", 1), ("phone", 0), ("slip", 0), ("visit", 0), ("unknown", 0)]
    reached = page.context["reached"]
    assert (reached.households, reached.zalo_agreed, reached.contact_agreed) == (1, 1, 0)


def test_one_person_is_put_in_charge_of_the_ticked_households(
    officer: Client, three: list[Household]
) -> None:
    back = url("index") + "?tim=le"
    ticked = [three[0].pk, three[2].pk]
    data = {"household": ticked, "assignee": "Đỗ Thị Nga", "next": back}
    assert officer.post(url("assign_many"), data)["Location"] == back
    in_charge = {
        household.pk: [one.assignee for one in household.assignments.all()] for household in three
    }
    assert in_charge == {
        three[0].pk: ["Đỗ Thị Nga"],
        three[1].pk: [],
        three[2].pk: ["Đỗ Thị Nga"],
    }
    data["next"] = "https://example.org/"
    assert officer.post(url("assign_many"), data)["Location"] == url("index")


def test_a_tick_outside_the_commune_assigns_nobody(
    neighbour: Client, three: list[Household]
) -> None:
    data = {"household": [three[0].pk], "assignee": "Đỗ Thị Nga"}
    assert neighbour.post(url("assign_many"), data).status_code == 404
    assert not three[0].assignments.exists()


def test_the_record_says_everything_that_is_kept_and_who_told_what(
    world: make.World, officer: Client
) -> None:
    new = NewHousehold(
        "Lê Văn Ba",
        1979,
        4,
        "Ngõ Đình",
        "14A",
        "sau đình",
        address="12 đường 1/5",
        residence="permanent",
        reached_by="visit",
    )
    (household,) = add_households(make.SYSTEM, world.area, [new])
    assign_household(make.SYSTEM, household, "Đỗ Thị Nga")
    give_consent(
        make.SYSTEM, household, "contact", "paper", "Lê Văn Ba", TODAY, ["0912345678"], "Bà Tư"
    )
    record_change(make.SYSTEM, household, change("birth", person_name="Lê Bảo An"))
    answer = officer.get(url("detail", household.pk))
    text = answer.content.decode()
    for kept in ("1979", "14A", "12 đường 1/5", "sau đình", household.code, "Đỗ Thị Nga", "Bà Tư"):
        assert kept in text
    assert 'href="tel:0912345678"' in text
    birth = next(one for one in answer.context["history"] if one.line.code == "history_birth")
    assert birth.sentence.endswith(": Lê Bảo An")
    assert birth.columns == ["Nhân khẩu: 4 → 5"] or birth.columns[0].endswith(": 4 → 5")


def test_the_words_of_a_consent_are_shown_in_full_and_nothing_is_ticked(
    officer: Client, household: Household
) -> None:
    for purpose, words in ASKED.items():
        answer = officer.get(url("consent", household.pk, purpose))
        assert str(words) in answer.content.decode().replace("&#x27;", "'")
        assert "checked" not in answer.content.decode()
    assert officer.get(url("consent", household.pk, "advertising")).status_code == 404


def test_silence_is_no_consent(officer: Client, household: Household) -> None:
    address = url("consent", household.pk, "contact")
    data = {"given_by": "Lê Văn Ba", "given_on": "20/11/2026", "digits": "0912345678"}
    answer = officer.post(address, data)
    assert answer.status_code == 422
    assert sorted(answer.context["form"].errors) == ["agreed", "way"]
    assert not Consent.objects.exists()


def test_a_consent_is_given_and_withdrawn_with_its_number(
    officer: Client, household: Household
) -> None:
    data = {
        "way": "spoken",
        "given_by": "Lê Văn Ba",
        "given_on": "19/11/2026",
        "digits": "0912 345 678",
        "owner": "Lê Văn Ba",
        "agreed": "on",
    }
    answer = officer.post(url("consent", household.pk, "contact"), data)
    assert answer["Location"] == url("detail", household.pk)
    given = Consent.objects.get()
    assert (given.way, given.given_by, given.given_on) == (
        "spoken",
        "Lê Văn Ba",
        date(2026, 11, 19),
    )
    assert Contact.objects.get().digits == "0912345678"
    assert officer.post(url("withdraw", given.pk)).status_code == 302
    given.refresh_from_db()
    assert given.withdrawn_on == TODAY
    assert not Contact.objects.exists()


def test_numbers_are_added_and_deleted_on_the_record(
    officer: Client, neighbour: Client, household: Household
) -> None:
    give_consent(make.SYSTEM, household, "contact", "paper", "Lê Văn Ba", TODAY)
    data = {"digits": "0987654321", "owner": ""}
    assert neighbour.post(url("add_contact", household.pk), data).status_code == 404
    officer.post(url("add_contact", household.pk), data)
    contact = Contact.objects.get()
    assert contact.digits == "0987654321"
    assert neighbour.post(url("remove_contact", contact.pk)).status_code == 404
    officer.post(url("remove_contact", contact.pk))
    assert not Contact.objects.exists()


def test_members_are_asked_for_only_where_the_programme_asks(
    world: make.World, officer: Client, household: Household
) -> None:
    address = url("add_member", household.pk)
    assert officer.get(address).status_code == 404
    members_kept(world)
    data = {"name": "Lê Văn Ba", "birth_date": "21/8/1979", "relation": ""}
    assert officer.post(address, data).status_code == 302
    member = household.members.get()
    assert (member.name, member.birth_date, member.is_head) == ("Lê Văn Ba", "1979-08-21", True)
    form = officer.get(url("edit_member", member.pk)).context["form"]
    assert form.initial["birth_date"] == "21/08/1979"
    assert officer.post(url("edit_member", member.pk), data | {"name": ""}).status_code == 422
    assert officer.post(url("remove_member", member.pk)).status_code == 302
    assert not household.members.exists()


def test_who_looks_after_a_household_is_named_and_ended(
    officer: Client, household: Household
) -> None:
    officer.post(url("assign", household.pk), {"assignee": "Đỗ Thị Nga"})
    again = officer.post(url("assign", household.pk), {"assignee": "đỗ thị nga"}, follow=True)
    levels = [message.level_tag for message in again.context["messages"]]
    assert levels == ["success", "warning"]
    assignment = household.assignments.get()
    officer.post(url("end_assignment", assignment.pk))
    assignment.refresh_from_db()
    assert assignment.effective_until == TODAY


def test_a_household_leaves_and_is_put_back(officer: Client, household: Household) -> None:
    household.opened_on = None
    household.save()
    answer = officer.post(url("close", household.pk), {"happened_on": "25/12/2026", "note": ""})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["happened_on"]
    officer.post(url("close", household.pk), {"happened_on": "19/11/2026", "note": "đi Nam"})
    household.refresh_from_db()
    assert household.closed_on == date(2026, 11, 19)
    assert officer.get(url("detail", household.pk)).status_code == 200
    assert officer.get(url("edit", household.pk)).status_code == 404
    officer.post(url("reopen", household.pk), {"how": "mistake"})
    household.refresh_from_db()
    assert household.closed_on is None


def test_erasing_takes_the_code_typed_by_hand(officer: Client, household: Household) -> None:
    address = url("erase", household.pk)
    answer = officer.post(address, {"reason": "theo đơn", "code": "H999999"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["code"])
    household.refresh_from_db()
    assert household.erased_at is None
    officer.post(address, {"reason": "theo đơn của hộ", "code": household.code.lower()})
    household.refresh_from_db()
    assert household.erased_at is not None
    assert household.head_name == ""
    assert officer.get(url("detail", household.pk)).status_code == 404


@pytest.mark.parametrize("page", ["close", "erase", "change"])
def test_the_head_of_an_area_tells_and_never_closes_or_erases(
    head: Client, household: Household, page: str
) -> None:
    expected = 200 if page == "change" else 404
    assert head.get(url(page, household.pk)).status_code == expected


def test_the_movement_of_a_month_adds_up_area_by_area(
    world: make.World, officer: Client, three: list[Household]
) -> None:
    Household.objects.update(opened_on=date(2026, 1, 1))
    record_change(make.SYSTEM, three[0], change("birth", date(2026, 11, 3)))
    close_household(make.SYSTEM, three[1], date(2026, 11, 5))
    answer = officer.get(url("movement"), {"thang": "2026-11", "dia_ban": str(world.commune.pk)})
    summary = answer.context["summary"]
    assert [row.place.name for row in summary.rows] == ["Thôn 2", "Thôn 10"]
    assert summary.rows[0].agrees
    assert summary.total.agrees
    total = answer.context["total"]
    figures = [
        (counted.households, counted.persons)
        for counted in (total.opening, total.change, total.closing)
    ]
    assert figures == [(3, 7), (-1, -2), (2, 5)]
    assert [count for _kind, count in total.events] == [1, 0, 0, 0, 0, 0, 1]
    assert officer.get(url("movement"), {"dia_ban": world.neighbour.pk}).status_code == 404
    assert officer.get(url("movement"), {"thang": "nonsense"}).status_code == 200


def test_lists_of_those_who_may_only_look_hold_no_tick(
    head: Client, world: make.World, three: list[Household]
) -> None:
    text = head.get(url("index")).content.decode()
    assert 'name="household"' not in text
    assert url("assign_many") not in text
    looked = Look.objects.values_list("subject", flat=True)
    assert sorted(looked) == sorted(f"residents.household:{one.pk}" for one in three[:2])


def test_a_change_is_taken_back_on_the_page_of_the_household(
    officer: Client, household: Household
) -> None:
    told = record_change(make.SYSTEM, household, change("birth"))
    address = url("take_back", told.pk)
    assert address in officer.get(url("detail", household.pk)).content.decode()
    assert officer.post(address)["Location"] == url("detail", household.pk)
    household.refresh_from_db()
    assert household.member_count == 4
    assert HouseholdChange.objects.get(pk=told.pk).state == "undone"

"""S2-15, F-13, F-14: telling a change on the phone or at the desk, and checking what was told."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.residents.register import members_kept
from tuquan.audit.models import Look
from tuquan.groups.models import ResidentGroup
from tuquan.residents.models import Household, HouseholdChange
from tuquan.residents.services import (
    NewHousehold,
    add_households,
    correct_household,
    give_consent,
)

TODAY = date(2026, 11, 20)
PERSONS = ["birth", "death", "moved_in", "moved_out", "temporary_stay", "temporary_absence"]
WHOLE = ["head_changed", "split", "merged"]


def url(name: str, *args: object) -> str:
    return reverse(f"residents:{name}", args=args)


@pytest.fixture
def group(world: make.World) -> ResidentGroup:
    (formed,) = make.groups(world.area)
    return formed


@pytest.fixture
def mine(group: ResidentGroup) -> Household:
    member = group.memberships.select_related("household").first()
    assert member is not None
    Household.objects.filter(pk=member.household_id).update(
        member_count=4, opened_on=date(2026, 1, 1)
    )
    return Household.objects.get(pk=member.household_id)


@pytest.fixture
def leader(group: ResidentGroup) -> Client:
    return make.client(make.leader(group))


def test_a_leader_tells_a_birth_in_six_taps(leader: Client, mine: Household) -> None:
    home = leader.get(reverse("home")).content.decode()
    households = reverse("groups:households")
    assert f'href="{households}"' in home  # tap 1
    kinds = f"{url('change', mine.pk)}?ve={households}"
    assert kinds in leader.get(households).content.decode()  # tap 2
    form = f"{url('tell', mine.pk, 'birth')}?ve={households}"
    assert form in leader.get(kinds).content.decode()  # tap 3
    page = leader.get(form)
    assert page.context["form"]["happened_on"].value() == TODAY
    assert 'value="20/11/2026"' in page.content.decode()
    typed = {
        "person_name": "Lê Bảo An",  # tap 4 and the name
        "happened_on": "20/11/2026",
        "seen": page.context["form"]["seen"].value(),
        "next": households,
    }
    look = leader.post(form, typed | {"step": "look"})  # tap 5
    assert look.status_code == 200
    assert not HouseholdChange.objects.filter(kind="birth").exists()
    assert look.context["lines"][0].endswith(": 4 → 5")
    saved = leader.post(form, typed | {"step": "save"})  # tap 6
    assert saved["Location"] == households
    told = HouseholdChange.objects.get(kind="birth")
    assert (told.state, told.happened_on) == ("waiting", TODAY)
    mine.refresh_from_db()
    assert mine.member_count == 4


def test_a_leader_sees_six_kinds_on_the_phone_and_the_desk_three_more(
    leader: Client, officer: Client, mine: Household
) -> None:
    phone, desk = (browser.get(url("change", mine.pk)) for browser in (leader, officer))
    assert [button.kind for button in phone.context["buttons"]] == PERSONS
    assert [button.kind for button in desk.context["buttons"]] == PERSONS + WHOLE
    assert phone.context["shell"] == "base/phone.html"
    assert desk.context["shell"] == "base/desk.html"
    assert leader.get(url("tell", mine.pk, "split")).status_code == 404
    assert officer.get(url("tell", mine.pk, "corrected")).status_code == 404


def test_a_leader_reaches_no_other_household(
    leader: Client, world: make.World, mine: Household
) -> None:
    (other,) = make.households(world.area, 1, first=90)
    for household in (other, *make.households(world.neighbour_area, 1)):
        assert leader.get(url("change", household.pk)).status_code == 404
        data = {"happened_on": "20/11/2026", "step": "save"}
        assert leader.post(url("tell", household.pk, "birth"), data).status_code == 404
    assert leader.get(url("detail", mine.pk)).status_code == 404
    assert not HouseholdChange.objects.filter(kind="birth").exists()


def test_the_look_of_a_leader_is_marked_at_the_group(
    leader: Client, group: ResidentGroup, mine: Household
) -> None:
    leader.get(url("change", mine.pk))
    look = Look.objects.get(purpose="residents.change")
    assert (look.role, look.path, look.kind) == ("group_leader", group.path, "opened")


@pytest.mark.parametrize("kind", PERSONS)
def test_every_kind_asks_for_one_person_and_one_day(
    officer: Client, household: Household, kind: str
) -> None:
    form = officer.get(url("tell", household.pk, kind)).context["form"]
    assert {"person_name", "happened_on"} <= set(form.fields)
    answer = officer.post(
        url("tell", household.pk, kind), {"happened_on": "31/02/2026", "step": "look"}
    )
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["happened_on"])


@pytest.mark.parametrize(
    ("kind", "extra", "count"),
    [
        ("birth", {}, 5),
        ("death", {}, 3),
        ("moved_in", {"persons": "3"}, 7),
        ("moved_out", {"persons": "2"}, 2),
        ("temporary_stay", {"until": "30/11/2026"}, 4),
        ("temporary_absence", {}, 4),
    ],
)
def test_what_the_officer_saves_counts_at_once(
    officer: Client, household: Household, kind: str, extra: dict[str, str], count: int
) -> None:
    data = {"person_name": "Lê Thị Út", "happened_on": "20/11/2026", "step": "save"} | extra
    answer = officer.post(url("tell", household.pk, kind), data)
    assert answer["Location"] == url("detail", household.pk)
    household.refresh_from_db()
    assert household.member_count == count
    assert HouseholdChange.objects.get(kind=kind).state == "done"


def test_a_preview_can_be_changed_and_keeps_what_was_typed(
    officer: Client, household: Household
) -> None:
    data = {"person_name": "Lê Thị Út", "happened_on": "19/11/2026", "step": "edit"}
    answer = officer.post(url("tell", household.pk, "birth"), data)
    assert answer.status_code == 200
    assert 'value="Lê Thị Út"' in answer.content.decode()
    assert 'role="alert"' not in answer.content.decode()


def test_a_day_to_come_is_refused_beside_its_field(officer: Client, household: Household) -> None:
    data = {"person_name": "Lê Thị Út", "happened_on": "21/11/2026", "step": "look"}
    answer = officer.post(url("tell", household.pk, "birth"), data)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["happened_on"])


def test_somebody_faster_loses_nothing_of_what_was_typed(
    officer: Client, household: Household
) -> None:
    address = url("tell", household.pk, "birth")
    seen = officer.get(address).context["form"]["seen"].value()
    correct_household(make.SYSTEM, household, NewHousehold("Lê Văn Bá", 1979, 6))
    data = {"person_name": "Lê Út", "happened_on": "20/11/2026", "seen": seen, "step": "save"}
    answer = officer.post(address, data)
    assert answer.status_code == 409
    assert 'value="Lê Út"' in answer.content.decode()
    again = data | {"seen": answer.context["form"]["seen"].value()}
    assert officer.post(address, again).status_code == 302
    household.refresh_from_db()
    assert household.member_count == 7


def test_the_head_changes_at_the_desk(officer: Client, household: Household) -> None:
    data = {
        "new_head": "Lê Thị Tư",
        "new_birth_year": "1982",
        "happened_on": "20/11/2026",
        "step": "save",
    }
    officer.post(url("tell", household.pk, "head_changed"), data)
    household.refresh_from_db()
    assert (household.head_name, household.birth_year) == ("Lê Thị Tư", 1982)


def test_a_household_splits_at_the_desk(officer: Client, household: Household) -> None:
    data = {
        "head_name": "Lê Văn Con",
        "birth_year": "2000",
        "member_count": "2",
        "lane": "Ngõ 3",
        "happened_on": "20/11/2026",
    }
    address = url("tell", household.pk, "split")
    look = officer.post(address, data | {"step": "look"})
    assert any("Lê Văn Con" in line for line in look.context["lines"])
    officer.post(address, data | {"step": "save"})
    new = Household.objects.get(head_name="Lê Văn Con")
    household.refresh_from_db()
    assert (new.member_count, new.lane, household.member_count) == (2, "Ngõ 3", 2)


def test_a_household_joins_another_of_its_area_by_code(
    world: make.World, officer: Client, household: Household
) -> None:
    (other,) = add_households(make.SYSTEM, world.area, [NewHousehold("Vũ Tư", 1960, 3)])
    (far,) = add_households(make.SYSTEM, world.other_area, [NewHousehold("Vũ Xa", 1960, 3)])
    address = url("tell", household.pk, "merged")
    data = {"happened_on": "20/11/2026", "step": "save"}
    for code in (far.code, household.code, "H999999", "nonsense", ""):
        answer = officer.post(address, data | {"other": code})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["other"])
    officer.post(address, data | {"other": other.code.lower()})
    household.refresh_from_db()
    other.refresh_from_db()
    assert (household.merged_into_id, other.member_count) == (other.pk, 7)


def test_a_member_is_chosen_where_members_are_kept(
    world: make.World, officer: Client, household: Household
) -> None:
    members_kept(world)
    data = {"name": "Lê Văn Ba"}
    officer.post(url("add_member", household.pk), data)
    member = household.members.get()
    address = url("tell", household.pk, "moved_out")
    assert officer.get(address).context["form"].fields["member"].choices == [
        (str(member.pk), "Lê Văn Ba")
    ]
    typed = {"member": str(member.pk), "happened_on": "20/11/2026"}
    look = officer.post(address, typed | {"step": "look"})
    assert ("Lê Văn Ba" in dict(look.context["form"].told).values()) is True
    officer.post(address, typed | {"step": "save"})
    member.refresh_from_db()
    assert member.left_on == TODAY


def told(leader: Client, mine: Household) -> HouseholdChange:
    data = {"person_name": "Lê Bảo An", "happened_on": "20/11/2026", "step": "save"}
    leader.post(url("tell", mine.pk, "birth"), data)
    return HouseholdChange.objects.get(kind="birth")


def test_the_desk_shows_what_waits_and_approves_it(
    leader: Client, officer: Client, head: Client, mine: Household
) -> None:
    change = told(leader, mine)
    notice = officer.get(url("index")).content.decode()
    assert url("changes") in notice
    for browser in (officer, head):
        lines = browser.get(url("changes")).context["lines"]
        assert [row.pk for row, _words in lines] == [change.pk]
    assert head.post(url("approve", change.pk))["Location"] == url("changes")
    change.refresh_from_db()
    mine.refresh_from_db()
    assert (change.state, mine.member_count) == ("done", 5)
    assert officer.post(url("approve", change.pk)).status_code == 404


def test_a_refusal_needs_a_reason_and_keeps_it(
    leader: Client, officer: Client, mine: Household
) -> None:
    change = told(leader, mine)
    assert officer.post(url("refuse", change.pk), {"reason": " "}).status_code == 422
    change.refresh_from_db()
    assert change.state == "waiting"
    officer.post(url("refuse", change.pk), {"reason": "đã ghi tháng trước"})
    change.refresh_from_db()
    mine.refresh_from_db()
    assert (change.state, change.refusal) == ("refused", "đã ghi tháng trước")
    assert mine.member_count == 4
    text = officer.get(url("detail", mine.pk)).content.decode()
    assert "đã ghi tháng trước" in text


def test_a_leader_reads_what_became_of_it_and_takes_back_what_waits(
    leader: Client, officer: Client, mine: Household
) -> None:
    change = told(leader, mine)
    page = leader.get(url("told"))
    assert [row.pk for row, _words in page.context["lines"]] == [change.pk]
    assert page.context["shell"] == "base/phone.html"
    assert url("told") in leader.get(reverse("groups:households")).content.decode()
    officer.post(url("refuse", change.pk), {"reason": "đã ghi tháng trước"})
    assert "đã ghi tháng trước" in leader.get(url("told")).content.decode()
    assert officer.get(url("told")).context["lines"] == []
    leader.post(
        url("tell", mine.pk, "death"),
        {"person_name": "Lê Út", "happened_on": "20/11/2026", "step": "save"},
    )
    second = HouseholdChange.objects.get(kind="death")
    assert leader.post(url("take_back", second.pk))["Location"] == url("told")
    second.refresh_from_db()
    assert second.state == "undone"


def test_nobody_next_door_decides_and_a_leader_has_no_desk(
    leader: Client, neighbour: Client, mine: Household
) -> None:
    change = told(leader, mine)
    assert neighbour.get(url("changes")).context["lines"] == []
    for name in ("approve", "refuse", "take_back"):
        assert neighbour.post(url(name, change.pk), {"reason": "x"}).status_code == 404
    for name in ("approve", "refuse"):
        assert leader.post(url(name, change.pk), {"reason": "x"}).status_code == 404
    assert leader.get(url("changes")).status_code == 404
    change.refresh_from_db()
    assert change.state == "waiting"


def test_the_leaders_page_calls_only_who_agreed(leader: Client, mine: Household) -> None:
    households = reverse("groups:households")
    assert "tel:" not in leader.get(households).content.decode()
    give_consent(make.SYSTEM, mine, "contact", "paper", "x", TODAY, ["0912345678"])
    text = leader.get(households).content.decode()
    assert text.count('href="tel:0912345678"') == 1
    assert text.count('href="tel:') == 1

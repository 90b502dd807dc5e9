"""The pages about groups: who may see them, what they change, which looks they leave."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.groups.test_proposing_groups import fill, programme, propose
from tuquan.accounts.models import Account
from tuquan.audit.models import Look
from tuquan.groups.models import ResidentGroup, Tenure
from tuquan.groups.queries import household_count
from tuquan.groups.services import name_holder
from tuquan.places.models import Place


@pytest.fixture
def officer(world: make.World) -> Client:
    make.adoption(world.commune)
    return make.client(make.officer(world.commune))


def area_url(name: str, area: Place) -> str:
    return reverse(f"groups:{name}", args=[area.pk])


def group_url(name: str, group: ResidentGroup) -> str:
    return reverse(f"groups:{name}", args=[group.pk])


def post_area(client: Client, name: str, area: Place) -> str:
    answer = client.post(area_url(name, area), {"programme": make.S0}, follow=True)
    assert answer.status_code == 200
    return str(answer.content, "utf-8")


def test_the_index_counts_households_groups_and_missing_leaders(
    world: make.World, officer: Client
) -> None:
    make.leader(make.groups(world.area, 40)[0])
    make.households(world.area, 3, "Ngõ Mới")
    answer = officer.get(reverse("groups:index"))
    rows = {row.area.name: row for row in answer.context["rows"]}
    first = rows["Thôn 2"]
    assert (first.households, first.ungrouped, first.formed, first.leaderless) == (43, 3, 2, 1)
    assert rows["Thôn 10"].households == 0
    assert list(rows) == ["Thôn 2", "Thôn 10"]


def test_a_household_of_a_mere_proposal_counts_as_without_a_group(
    world: make.World, officer: Client
) -> None:
    fill(world.area, 20)
    propose(world.area)
    row = officer.get(reverse("groups:index")).context["rows"][0]
    assert (row.ungrouped, row.proposed, row.formed) == (20, 1, 0)


def test_the_index_asks_for_a_programme_where_none_forms_groups(world: make.World) -> None:
    answer = make.client(make.officer(world.commune)).get(reverse("groups:index"))
    assert answer.status_code == 200
    assert answer.context["adoption"] is None


def test_a_programme_that_uses_other_groups_forms_none_here(
    world: make.World, officer: Client
) -> None:
    make.adoption(world.commune, make.S1)
    answer = officer.get(reverse("groups:index"))
    assert answer.context["choices"] == []
    assert answer.context["adoption"].edition.programme.key == make.S0
    url = f"{area_url('area', world.area)}?programme={make.S1}"
    assert officer.get(url).status_code == 404


def test_pages_ask_a_visitor_to_sign_in(world: make.World, client: Client) -> None:
    group = make.groups(world.area)[0]
    urls = [
        reverse("groups:index"),
        reverse("groups:households"),
        area_url("area", world.area),
        group_url("detail", group),
    ]
    for url in urls:
        answer = client.get(url)
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_login"))


def test_the_officer_next_door_finds_none_of_the_pages(world: make.World) -> None:
    make.adoption(world.commune)
    make.adoption(world.neighbour)
    group = make.groups(world.area)[0]
    stranger = make.client(make.officer(world.neighbour))
    assert stranger.get(area_url("area", world.area)).status_code == 404
    assert stranger.get(group_url("detail", group)).status_code == 404
    for name in ("propose", "confirm", "discard"):
        assert stranger.post(area_url(name, world.area)).status_code == 404
    for name in ("move", "rename", "name_holder"):
        assert stranger.post(group_url(name, group)).status_code == 404


def test_the_head_of_the_area_sees_and_cannot_change(world: make.World) -> None:
    make.adoption(world.commune)
    group = make.groups(world.area)[0]
    head = make.client(make.account("area_head", world.area))
    index = head.get(reverse("groups:index"))
    assert [row.area for row in index.context["rows"]] == [world.area]
    area = head.get(area_url("area", world.area))
    detail = head.get(group_url("detail", group))
    for page in (area, detail):
        assert page.status_code == 200
        assert page.context["may_manage"] is False
        assert b'<form class="card' not in page.content
    assert head.post(area_url("propose", world.area), {"programme": make.S0}).status_code == 404
    assert head.post(group_url("rename", group), {"name": "Tổ Mới"}).status_code == 404
    assert ResidentGroup.objects.get().name == "Tổ 1"


def test_propose_confirm_from_the_page(world: make.World, officer: Client) -> None:
    fill(world.area, 20, 20)
    text = post_area(officer, "propose", world.area)
    assert "Ngõ 1" in text
    assert set(ResidentGroup.objects.values_list("state", flat=True)) == {"proposed"}
    post_area(officer, "confirm", world.area)
    assert set(ResidentGroup.objects.values_list("state", flat=True)) == {"formed"}
    assert officer.post(area_url("confirm", world.area)).status_code == 409


def test_discard_from_the_page(world: make.World, officer: Client) -> None:
    fill(world.area, 20)
    post_area(officer, "propose", world.area)
    post_area(officer, "discard", world.area)
    assert not ResidentGroup.objects.exists()


def test_proposing_for_an_empty_area_says_what_to_do(world: make.World, officer: Client) -> None:
    answer = officer.post(area_url("propose", world.area), follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]


def test_a_group_page_lists_households_as_one_walks_and_marks_each_look(
    world: make.World, officer: Client
) -> None:
    make.households(world.area, 9, "Ngõ 1", first=10)
    make.households(world.area, 9, "Ngõ 1", first=1)
    propose(world.area)
    group = ResidentGroup.objects.get()
    answer = officer.get(group_url("detail", group))
    numbers = [member.household.house_number for member in answer.context["members"]]
    assert numbers == [str(number) for number in range(1, 19)]
    looks = Look.objects.filter(purpose="groups.detail")
    assert looks.count() == 18
    assert {(look.role, look.kind, look.path) for look in looks} == {
        ("commune_officer", "listed", group.path)
    }


def test_households_are_moved_and_sizes_warned_about_at_once(
    world: make.World, officer: Client
) -> None:
    fill(world.area, 15, 20)
    one, other = propose(world.area)
    member = one.memberships.first()
    assert member is not None
    answer = officer.post(
        group_url("move", one), {"household": [member.household_id], "to": other.pk}, follow=True
    )
    assert [message.level_tag for message in answer.context["messages"]] == ["success", "warning"]
    assert (household_count(one), household_count(other)) == (14, 21)


def test_a_move_without_a_choice_keeps_what_was_ticked(world: make.World, officer: Client) -> None:
    fill(world.area, 15, 20)
    one, _other = propose(world.area)
    member = one.memberships.first()
    assert member is not None
    answer = officer.post(group_url("move", one), {"household": [member.household_id], "to": ""})
    assert answer.status_code == 422
    assert answer.context["ticked"] == [member.household_id]


def test_a_household_already_moved_elsewhere_is_a_conflict(
    world: make.World, officer: Client
) -> None:
    fill(world.area, 15, 20)
    one, other = propose(world.area)
    foreign = other.memberships.first()
    assert foreign is not None
    data = {"household": [foreign.household_id], "to": other.pk}
    assert officer.post(group_url("move", one), data).status_code == 409


def test_renaming_keeps_what_was_typed_when_the_name_is_taken(
    world: make.World, officer: Client
) -> None:
    one, other = make.groups(world.area, 40)
    answer = officer.post(group_url("rename", one), {"name": other.name})
    assert answer.status_code == 422
    assert answer.context["rename_form"]["name"].value() == other.name
    assert officer.post(group_url("rename", one), {"name": "Tổ Bến Đò"}).status_code == 302


def test_naming_a_leader_shows_name_and_password_once(world: make.World, officer: Client) -> None:
    group = make.groups(world.area)[0]
    data = {
        "position": "leader",
        "name": "Trần Đình Bảy",
        "term_from": "01/12/2026",
        "term_until": "01/06/2029",
    }
    answer = officer.post(group_url("name_holder", group), data)
    account = Account.objects.get(name="Trần Đình Bảy")
    password = answer.context["named"].first_password
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert account.check_password(password)
    for shown in (account.username, password, "http://testserver/"):
        assert shown in answer.content.decode()
    assert password not in officer.get(group_url("detail", group)).content.decode()
    assert str(Tenure.objects.get().term_until) == "2029-06-01"
    again = officer.post(group_url("name_holder", group), data)
    assert again.status_code == 302


def test_a_wrong_term_names_the_field_and_keeps_what_was_typed(
    world: make.World, officer: Client
) -> None:
    group = make.groups(world.area)[0]
    data = {
        "position": "deputy",
        "name": "Lò Thị Ánh",
        "term_from": "01/12/2026",
        "term_until": "01/12/2026",
    }
    answer = officer.post(group_url("name_holder", group), data)
    assert answer.status_code == 422
    assert list(answer.context["holder_form"].errors) == ["term_until"]
    assert "Lò Thị Ánh" in answer.content.decode()
    assert not Tenure.objects.exists()


def test_the_form_offers_the_term_of_the_document(world: make.World, officer: Client) -> None:
    group = make.groups(world.area)[0]
    text = officer.get(group_url("detail", group)).content.decode()
    assert 'value="20/11/2026"' in text
    assert 'value="20/05/2029"' in text


def test_a_leader_reads_their_households_and_each_is_marked(world: make.World) -> None:
    mine, other = make.groups(world.area, 40)
    leader = make.client(make.leader(mine))
    answer = leader.get(reverse("groups:households"))
    assert answer.status_code == 200
    shown = [o.member.household_id for _g, lines in answer.context["groups"] for o in lines]
    assert sorted(shown) == sorted(mine.memberships.values_list("household_id", flat=True))
    looks = Look.objects.filter(purpose="groups.households")
    assert {(look.role, look.kind, look.path) for look in looks} == {
        ("group_leader", "listed", mine.path)
    }
    assert looks.count() == len(shown)
    assert leader.get(group_url("detail", other)).status_code == 404


def test_a_leader_finds_a_household_without_typing_marks(world: make.World) -> None:
    leader = make.client(make.leader(make.groups(world.area, 20)[0]))
    answer = leader.get(reverse("groups:households"), {"q": "dang dinh uoc 3"})
    lines = [line for _group, lines in answer.context["groups"] for line in lines]
    names = [line.member.household.head_name for line in lines]
    assert names == ["Đặng Đình Ước 3"]
    assert Look.objects.filter(purpose="groups.households").count() == 1


def test_a_leader_is_sent_from_the_desk_to_the_phone_page(world: make.World) -> None:
    group = make.groups(world.area)[0]
    leader = make.client(make.leader(group))
    for url in (reverse("groups:index"), group_url("detail", group)):
        answer = leader.get(url)
        assert (answer.status_code, answer["Location"]) == (302, reverse("groups:households"))


def test_an_officer_has_no_leaders_page(world: make.World, officer: Client) -> None:
    assert officer.get(reverse("groups:households")).status_code == 404


def test_former_holders_stay_in_the_history(world: make.World, officer: Client) -> None:
    group = make.groups(world.area)[0]
    make.leader(group, "Trần Đình Bảy")
    name_holder(make.SYSTEM, group, "leader", "Lò Thị Ánh", make.SINCE, None)
    answer = officer.get(group_url("detail", group))
    [past] = answer.context["history"]
    assert past.tenure.holder_name == "Trần Đình Bảy"
    assert "Lò Thị Ánh" in past.how
    assert programme() == group.programme

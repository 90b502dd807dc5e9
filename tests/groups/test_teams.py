"""Teams that look after households: their people and tasks (S2-13, S2-29, S2-32, F-22)."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from tests import make
from tests.groups.teams_world import S2, SINCE, person, staffed, teams
from tuquan.accounts.models import Account
from tuquan.accounts.queries import actor_for
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.bodies.models import PostHolder
from tuquan.groups.models import ResidentGroup, Tenure
from tuquan.groups.queries import household_count, led_groups, people_of, team_rows
from tuquan.groups.services import (
    add_member,
    change_post,
    end_tenure,
    give_access,
    hand_over,
    name_acting,
    name_holder,
    remove_member,
)


def codes(refusal: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(problem.code, problem.where) for problem in refusal.value.problems]


def test_the_households_of_a_village_are_shared_among_teams_of_30_to_50(world: make.World) -> None:
    sizes = [household_count(team) for team in teams(world.area, 170)]
    assert sum(sizes) == 170
    assert all(30 <= size <= 50 for size in sizes)


def test_a_member_joins_with_a_task_and_no_account(world: make.World) -> None:
    team = teams(world.area)[0]
    member = add_member(
        make.SYSTEM, team, " Thân  Văn Sơn ", SINCE, main_post="Hội Nông dân", task="Loa thôn"
    )
    kept = Tenure.objects.get(pk=member.pk)
    assert (kept.position, kept.holder_name, kept.main_post, kept.task) == (
        "member",
        "Thân Văn Sơn",
        "Hội Nông dân",
        "Loa thôn",
    )
    assert (kept.account, kept.term_from, kept.term_until) == (None, SINCE, None)
    assert kept.holder is not None
    assert kept.holder.name == "Thân Văn Sơn"
    change = Change.objects.get(action="groups.member_added")
    assert (change.path, change.data) == (
        team.path,
        {"position": "member", "tenure": member.pk},
    )


def test_several_members_serve_at_once(world: make.World) -> None:
    team = teams(world.area)[0]
    for name in ("Thân Văn Sơn", "Lò Thị Ánh", "Phạm Quý Ổn"):
        add_member(make.SYSTEM, team, name, SINCE)
    assert [one.holder_name for one in people_of(team)] == [
        "Thân Văn Sơn",
        "Lò Thị Ánh",
        "Phạm Quý Ổn",
    ]


def test_all_that_is_wrong_with_a_member_is_said_at_once(world: make.World) -> None:
    team = staffed(world.area)
    with pytest.raises(Invalid) as refusal:
        add_member(
            make.SYSTEM, team, "N" * 300, SINCE, term_until=SINCE, main_post="<b>", task="T" * 301
        )
    assert codes(refusal) == [
        ("words_too_long", "name"),
        ("text_with_markup", "main_post"),
        ("term_ends_before_it_begins", "term_until"),
        ("words_too_long", "task"),
    ]
    assert len(people_of(team)) == 3


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("  ", "holder_name_missing"),
        ("<script>alert(1)</script>", "text_with_markup"),
        ("thân văn  sơn", "person_in_team_already"),
    ],
)
def test_a_name_that_cannot_stand_in_the_team_is_refused(
    world: make.World, name: str, code: str
) -> None:
    team = staffed(world.area)
    with pytest.raises(Invalid) as refusal:
        add_member(make.SYSTEM, team, name, SINCE)
    assert codes(refusal) == [(code, "name")]
    assert len(people_of(team)) == 3


def test_a_group_whose_members_are_households_takes_no_named_people(world: make.World) -> None:
    group = make.groups(world.area)[0]
    with pytest.raises(Conflict) as conflict:
        add_member(make.SYSTEM, group, "Lò Thị Ánh", SINCE)
    assert conflict.value.problem.code == "group_without_members"


def test_a_proposed_team_has_no_people_yet(world: make.World) -> None:
    team = teams(world.area)[0]
    team.state = ResidentGroup.State.PROPOSED
    with pytest.raises(Conflict) as conflict:
        add_member(make.SYSTEM, team, "Lò Thị Ánh", SINCE)
    assert conflict.value.problem.code == "group_not_formed"


def test_the_officer_next_door_takes_nobody_into_the_team(world: make.World) -> None:
    team = staffed(world.area)
    stranger = make.actor(make.officer(world.neighbour))
    with pytest.raises(NotAllowed):
        add_member(stranger, team, "Lò Thị Ánh", SINCE)
    with pytest.raises(NotAllowed):
        remove_member(stranger, person(team, "Thân Văn Sơn"), SINCE, "thôi")
    with pytest.raises(NotAllowed):
        change_post(stranger, person(team, "Thân Văn Sơn"), "", "khác")
    assert [(one.holder_name, one.task) for one in people_of(team)][2:] == [
        ("Thân Văn Sơn", "Loa thôn")
    ]


def test_a_member_leaves_with_a_reason_and_stays_in_the_history(world: make.World) -> None:
    team = staffed(world.area)
    member = person(team, "Thân Văn Sơn")
    remove_member(make.SYSTEM, member, date(2026, 11, 19), "Chuyển đi nơi khác")
    kept = Tenure.objects.get(pk=member.pk)
    assert (str(kept.ended_on), kept.end_reason) == ("2026-11-19", "Chuyển đi nơi khác")
    change = Change.objects.get(action="groups.tenure_ended")
    assert (change.path, change.data) == (
        team.path,
        {"position": "member", "tenure": member.pk},
    )


def test_a_leader_is_not_taken_out_as_a_member(world: make.World) -> None:
    team = staffed(world.area)
    with pytest.raises(Conflict) as conflict:
        remove_member(make.SYSTEM, person(team, "Nguyễn Thị Hoà"), SINCE, "thôi")
    assert conflict.value.problem.code == "tenure_not_of_member"
    with pytest.raises(Conflict) as other:
        hand_over(make.SYSTEM, person(team, "Thân Văn Sơn"), "Lò Thị Ánh", SINCE, None, "")
    assert other.value.problem.code == "tenure_of_member"


def test_a_member_with_an_account_reaches_only_the_team(world: make.World) -> None:
    team = staffed(world.area)
    member = person(team, "Thân Văn Sơn")
    named = give_access(make.SYSTEM, member)
    assert named.account.check_password(named.first_password)
    assert list(led_groups(actor_for(named.account))) == [team]
    assert PostHolder.objects.get(account=named.account).pk == member.holder_id
    assert Change.objects.get(action="groups.access_given").data == {"tenure": member.pk}
    with pytest.raises(Conflict):
        give_access(make.SYSTEM, member)
    remove_member(make.SYSTEM, member, SINCE, "thôi")
    assert actor_for(Account.objects.get(pk=named.account.pk)).grants == ()


def test_a_member_who_becomes_leader_is_in_the_team_once(world: make.World) -> None:
    team = staffed(world.area)
    end_tenure(make.SYSTEM, person(team, "Nguyễn Thị Hoà"), SINCE, "Nghỉ")
    before = person(team, "Thân Văn Sơn")
    leader = name_holder(make.SYSTEM, team, "leader", "Thân Văn Sơn", SINCE, None)
    assert [(one.holder_name, one.position) for one in people_of(team)] == [
        ("Thân Văn Sơn", "leader"),
        ("Hoàng Văn Bình", "deputy"),
    ]
    assert leader.tenure.holder_id == before.holder_id


def test_the_task_and_the_main_post_of_a_member_are_changed(world: make.World) -> None:
    team = staffed(world.area)
    member = person(team, "Thân Văn Sơn")
    change_post(make.SYSTEM, member, "Chi hội Cựu chiến binh", "Vệ sinh đường làng")
    kept = person(team, "Thân Văn Sơn")
    assert (kept.main_post, kept.task) == ("Chi hội Cựu chiến binh", "Vệ sinh đường làng")
    change = Change.objects.get(action="groups.post_changed")
    assert (change.path, change.data) == (team.path, {"tenure": member.pk})
    remove_member(make.SYSTEM, member, SINCE, "thôi")
    with pytest.raises(Conflict):
        change_post(make.SYSTEM, member, "", "khác")


def test_the_list_of_form_01_names_the_people_of_each_team(world: make.World) -> None:
    team = staffed(world.area)
    empty = {"number": "", "village": "", "team": ""}
    assert team_rows(team) == [
        {
            "number": "1",
            "village": "Thôn 2",
            "team": "Tổ 1",
            "person_number": "1",
            "person_name": "Nguyễn Thị Hoà",
            "current_post": "Bí thư chi bộ",
            "post_in_team": "Tổ trưởng",
        },
        {
            **empty,
            "person_number": "2",
            "person_name": "Hoàng Văn Bình",
            "current_post": "",
            "post_in_team": "Tổ phó",
        },
        {
            **empty,
            "person_number": "3",
            "person_name": "Thân Văn Sơn",
            "current_post": "",
            "post_in_team": "Tổ viên",
        },
    ]


def test_the_list_of_form_01_says_who_only_acts(world: make.World) -> None:
    team = teams(world.area)[0]
    name_acting(make.SYSTEM, team, "leader", "Lò Thị Ánh", SINCE)
    assert [row["post_in_team"] for row in team_rows(team)] == ["Quyền Tổ trưởng"]


def test_the_page_warns_of_too_few_people_and_says_where_they_come_from(world: make.World) -> None:
    make.adoption(world.commune, S2)
    team = teams(world.area)[0]
    officer = make.client(make.officer(world.commune))
    url = reverse("groups:detail", args=[team.pk])
    page = officer.get(url)
    assert page.context["team"].size_fits is False
    assert "các đoàn thể" in page.content.decode()
    for name in ("Thân Văn Sơn", "Lò Thị Ánh", "Phạm Quý Ổn"):
        data = {"name": name, "term_from": "01/11/2026", "task": "Loa thôn"}
        assert officer.post(reverse("groups:add_member", args=[team.pk]), data).status_code == 302
    assert officer.get(url).context["team"].size_fits is True


def test_a_member_refused_is_shown_again_as_typed(world: make.World) -> None:
    make.adoption(world.commune, S2)
    team = staffed(world.area)
    officer = make.client(make.officer(world.commune))
    data = {"name": "Thân Văn Sơn", "term_from": "01/11/2026", "task": "Phát tờ rơi"}
    answer = officer.post(reverse("groups:add_member", args=[team.pk]), data)
    assert answer.status_code == 422
    assert list(answer.context["member_form"].errors) == ["name"]
    assert "Phát tờ rơi" in answer.content.decode()


def test_markup_in_a_task_is_shown_as_text(world: make.World) -> None:
    make.adoption(world.commune, S2)
    team = staffed(world.area)
    Tenure.objects.filter(pk=person(team, "Thân Văn Sơn").pk).update(task="<i>xấu</i>")
    officer = make.client(make.officer(world.commune))
    page = officer.get(reverse("groups:detail", args=[team.pk])).content.decode()
    assert "<i>xấu</i>" not in page
    assert "&lt;i&gt;xấu&lt;/i&gt;" in page


def test_an_account_for_a_member_is_shown_once_on_a_card(world: make.World) -> None:
    make.adoption(world.commune, S2)
    team = staffed(world.area)
    officer = make.client(make.officer(world.commune))
    url = reverse("groups:give_access", args=[person(team, "Thân Văn Sơn").pk])
    answer = officer.post(url)
    account = Account.objects.get(name="Thân Văn Sơn")
    assert account.username in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert officer.post(url).status_code == 409

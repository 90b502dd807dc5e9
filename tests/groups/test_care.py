"""Named people look after named households (S2-14, S2-30, F-22); looks are marked (domain h-6)."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests import make
from tests.groups.plan_sample import carry_out, formed_yesterday, plan
from tests.groups.teams_world import S2, SINCE, person, staffed, teams, walked
from tuquan.audit.models import Change, Look
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.groups.models import Care, Membership, ResidentGroup
from tuquan.groups.queries import CARE_SPANNING, care_lines, care_rows, people_of
from tuquan.groups.services import (
    assign_care,
    end_care,
    end_tenure,
    give_access,
    hand_over,
    move_household,
    name_holder,
    remove_member,
    share_care,
)
from tuquan.residents.services import close_household, merge_households, reopen_household

HOA, BINH, SON = "Nguyễn Thị Hoà", "Hoàng Văn Bình", "Thân Văn Sơn"


def shares(team: ResidentGroup) -> dict[str, list[int]]:
    """The numbers on the way of the households each person looks after."""
    found: dict[str, list[int]] = {}
    for line in care_lines(make.SYSTEM, team):
        for one in line.people:
            found.setdefault(one.holder_name, []).append(line.number)
    return found


@pytest.fixture
def team(world: make.World) -> ResidentGroup:
    make.adoption(world.commune, S2)
    return staffed(world.area)


@pytest.fixture
def officer(world: make.World) -> Client:
    return make.client(make.officer(world.commune))


def post(client: Client, name: str, team: ResidentGroup, **data: object) -> int:
    return client.post(reverse(f"groups:{name}", args=[team.pk]), data).status_code


def test_two_people_look_after_the_same_households(team: ResidentGroup) -> None:
    first = walked(team)[:3]
    assert assign_care(make.SYSTEM, team, [person(team, HOA), person(team, SON)], first) == 6
    assert shares(team) == {HOA: [1, 2, 3], SON: [1, 2, 3]}
    change = Change.objects.get(action="groups.care_given")
    assert (change.path, change.data) == (team.path, {"households": 3})


def test_the_same_care_twice_is_written_once(team: ResidentGroup) -> None:
    first, him = walked(team)[:3], person(team, SON)
    assign_care(make.SYSTEM, team, [him], first)
    assert assign_care(make.SYSTEM, team, [him], first) == 0
    assert Care.objects.count() == 3
    with pytest.raises(IntegrityError), transaction.atomic():
        Care.objects.create(tenure=him, household=first[0], effective_from=SINCE)


def test_somebody_else_looks_after_them_instead_and_the_past_stays(team: ResidentGroup) -> None:
    first = walked(team)[:2]
    assign_care(make.SYSTEM, team, [person(team, SON)], first)
    assign_care(make.SYSTEM, team, [person(team, HOA)], first, instead=True)
    assert shares(team) == {HOA: [1, 2]}
    assert Care.objects.filter(effective_until=date(2026, 11, 20)).count() == 2


def test_a_household_of_another_group_is_refused(world: make.World, team: ResidentGroup) -> None:
    [other] = teams(world.other_area)
    with pytest.raises(Invalid) as refusal:
        assign_care(make.SYSTEM, team, [person(team, SON)], [*walked(team)[:1], *walked(other)[:1]])
    assert [(p.code, p.where) for p in refusal.value.problems] == [
        ("care_household_elsewhere", "household")
    ]
    assert not Care.objects.exists()


def test_nobody_and_nothing_chosen_is_said_at_once(team: ResidentGroup) -> None:
    with pytest.raises(Invalid) as refusal:
        assign_care(make.SYSTEM, team, [], [])
    assert [p.code for p in refusal.value.problems] == [
        "care_people_missing",
        "care_households_missing",
    ]


def test_whoever_left_the_team_or_is_of_another_looks_after_nobody(
    world: make.World, team: ResidentGroup
) -> None:
    gone = person(team, SON)
    remove_member(make.SYSTEM, gone, SINCE, "thôi")
    stranger = person(staffed(world.other_area), HOA)
    with pytest.raises(Invalid) as refusal:
        assign_care(make.SYSTEM, team, [gone, stranger], walked(team)[:1])
    assert [(p.code, p.where) for p in refusal.value.problems] == [("care_not_of_team", "people")]
    assert not Care.objects.exists()


def test_the_officer_next_door_gives_no_household_to_anybody(
    world: make.World, team: ResidentGroup
) -> None:
    stranger = make.actor(make.officer(world.neighbour))
    with pytest.raises(NotAllowed):
        assign_care(stranger, team, people_of(team), walked(team))
    with pytest.raises(NotAllowed):
        share_care(stranger, team)
    with pytest.raises(NotAllowed):
        end_care(stranger, team, walked(team))
    assert not Care.objects.exists()


@pytest.mark.parametrize("households", [40, 41, 2])
def test_sharing_out_gives_everybody_a_run_of_neighbours(
    world: make.World, households: int
) -> None:
    team = staffed(world.area, households)
    assert share_care(make.SYSTEM, team) == households
    runs = shares(team)
    sizes = [len(runs.get(name, [])) for name in (HOA, BINH, SON)]
    assert sum(sizes) == households
    assert max(sizes) - min(sizes) <= 1
    assert [n for name in (HOA, BINH, SON) for n in runs.get(name, [])] == [
        *range(1, households + 1)
    ]
    assert Change.objects.get(action="groups.care_shared").data == {"households": households}


def test_sharing_out_again_keeps_what_stays(team: ResidentGroup) -> None:
    share_care(make.SYSTEM, team)
    before = set(Care.objects.values_list("pk", flat=True))
    share_care(make.SYSTEM, team)
    assert set(Care.objects.values_list("pk", flat=True)) == before


def test_without_people_nothing_is_shared_out(world: make.World) -> None:
    [team] = teams(world.area)
    with pytest.raises(Invalid) as refusal:
        share_care(make.SYSTEM, team)
    assert [p.code for p in refusal.value.problems] == ["no_persons_to_share"]


def test_a_proposed_team_looks_after_nobody(team: ResidentGroup) -> None:
    team.state = ResidentGroup.State.PROPOSED
    with pytest.raises(Conflict):
        share_care(make.SYSTEM, team)
    assert not Care.objects.exists()


def test_care_that_ended_cannot_be_ended_again(team: ResidentGroup) -> None:
    share_care(make.SYSTEM, team)
    first = walked(team)[:2]
    assert end_care(make.SYSTEM, team, first) == 2
    assert Change.objects.get(action="groups.care_ended").data == {"households": 2}
    with pytest.raises(Conflict) as conflict:
        end_care(make.SYSTEM, team, first)
    assert conflict.value.problem.code == "care_ended_already"


def test_whoever_leaves_the_team_leaves_households_that_nobody_looks_after(
    team: ResidentGroup,
) -> None:
    share_care(make.SYSTEM, team)
    remove_member(make.SYSTEM, person(team, SON), date(2026, 11, 20), "Chuyển đi")
    nobody = [line.number for line in care_lines(make.SYSTEM, team) if not line.people]
    assert nobody == [*range(28, 41)]


def test_a_renewed_term_keeps_the_households(team: ResidentGroup) -> None:
    share_care(make.SYSTEM, team)
    before = shares(team)
    name_holder(make.SYSTEM, team, "leader", HOA, date(2026, 11, 20), None)
    assert shares(team) == before


def test_the_next_one_takes_the_households_over(team: ResidentGroup) -> None:
    share_care(make.SYSTEM, team)
    hers = shares(team)[HOA]
    hand_over(make.SYSTEM, person(team, HOA), "Lò Thị Ánh", date(2026, 11, 20), None, "Sổ ở nhà")
    assert shares(team)["Lò Thị Ánh"] == hers
    assert HOA not in shares(team)


def test_care_ends_for_a_household_that_leaves_and_goes_on_when_it_comes_back(
    world: make.World, team: ResidentGroup
) -> None:
    share_care(make.SYSTEM, team)
    officer = make.actor(make.officer(world.commune))
    leaving = walked(team)[0]
    close_household(officer, leaving, date(2026, 11, 20))
    assert not Care.objects.current().filter(household=leaving).exists()
    reopen_household(officer, leaving)
    kept = Care.objects.current().get(household=leaving)
    assert kept.tenure == person(team, HOA)


def test_whoever_looked_after_a_double_looks_after_the_household_that_stays(
    world: make.World, team: ResidentGroup
) -> None:
    double = walked(team)[0]
    assign_care(make.SYSTEM, team, [person(team, SON)], [double])
    [stays] = make.households(world.area, 1, "Ngõ Chùa", first=60)
    merge_households(make.actor(make.officer(world.commune)), stays, double)
    assert Care.objects.current().get().household == stays
    assert Care.objects.current().get().tenure == person(team, SON)


def test_care_ends_for_a_household_that_moves_to_another_team(world: make.World) -> None:
    one, other = teams(world.area, 80)
    name_holder(make.SYSTEM, one, "leader", HOA, SINCE, None)
    share_care(make.SYSTEM, one)
    moving = Membership.objects.current().filter(group=one)[0].household
    move_household(make.SYSTEM, moving, other)
    assert not Care.objects.current().filter(household=moving).exists()


def test_form_02_has_the_households_of_the_same_people_together_and_nobodys_last(
    team: ResidentGroup,
) -> None:
    doors = walked(team)
    assign_care(make.SYSTEM, team, [person(team, SON)], doors[2:4])
    assign_care(make.SYSTEM, team, [person(team, HOA), person(team, BINH)], doors[5:6])
    rows = care_rows(make.SYSTEM, team)
    assert len(rows) == 40
    assert [(row["team"], row["people_in_charge"], row["number"]) for row in rows[:5]] == [
        ("Tổ 1", "Thân Văn Sơn", "1"),
        ("", "", "2"),
        ("", "1. Nguyễn Thị Hoà; 2. Hoàng Văn Bình", "3"),
        ("", "Chưa phân công", "4"),
        ("", "", "5"),
    ]
    assert rows[0] == {
        "team": "Tổ 1",
        "people_in_charge": "Thân Văn Sơn",
        "number": "1",
        "head": doors[2].head_name,
        "born": "1953",
        "members": "4",
        "remark": "",
    }
    paper = next(p for p in make.edition(S2).content.papers if p.key == "form_02")
    assert [column.key for column in paper.columns] == list(rows[0])
    assert set(CARE_SPANNING) <= set(rows[0])


def test_the_page_lists_those_of_nobody_first_and_marks_every_look(
    team: ResidentGroup, officer: Client
) -> None:
    assign_care(make.SYSTEM, team, [person(team, SON)], walked(team)[:38])
    page = officer.get(reverse("groups:care", args=[team.pk]))
    assert [line.number for line in page.context["nobody"]] == [39, 40]
    text = page.content.decode()
    assert text.index(walked(team)[39].head_name) < text.index(walked(team)[0].head_name)
    looks = Look.objects.filter(purpose="groups.care")
    assert (looks.count(), set(looks.values_list("path", flat=True))) == (40, {team.path})


def test_a_lane_a_part_of_the_list_and_ticks_are_given_at_once(
    world: make.World, team: ResidentGroup, officer: Client
) -> None:
    new = make.households(world.area, 3, "Ngõ Chùa", first=50)
    for one in new:
        move_household(make.SYSTEM, one, team)
    lanes = officer.get(reverse("groups:care", args=[team.pk])).context["form"]["lane"]
    chosen = next(value for value, label in lanes.field.choices if "Ngõ Chùa" in str(label))
    status = post(
        officer,
        "assign_care",
        team,
        person=[person(team, SON).pk],
        household=[walked(team)[19].pk],
        lane=chosen,
        first="2",
        last="4",
    )
    assert status == 302
    cared = {care.household for care in Care.objects.current()}
    assert cared == {*new, walked(team)[19], *walked(team)[1:4]}


def test_a_part_of_the_list_turned_round_is_refused_and_kept(
    team: ResidentGroup, officer: Client
) -> None:
    answer = officer.post(
        reverse("groups:assign_care", args=[team.pk]),
        {"person": [person(team, SON).pk], "first": "4", "last": "2"},
    )
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["last"]
    assert answer.context["form"]["first"].value() == "4"
    assert not Care.objects.exists()


def test_a_household_that_moved_meanwhile_is_a_conflict_on_the_page(
    world: make.World, team: ResidentGroup, officer: Client
) -> None:
    [other] = teams(world.other_area)
    for name in ("assign_care", "end_care"):
        data = {"person": [person(team, SON).pk], "household": [walked(other)[0].pk]}
        assert post(officer, name, team, **data) == 409
    assert not Care.objects.exists()


def test_sharing_and_ending_from_the_page(team: ResidentGroup, officer: Client) -> None:
    assert post(officer, "share_care", team) == 302
    assert Care.objects.current().count() == 40
    assert post(officer, "end_care", team, household=[one.pk for one in walked(team)[:4]]) == 302
    assert Care.objects.current().count() == 36


def test_the_list_of_the_area_is_printed_and_every_look_marked(
    world: make.World, team: ResidentGroup, officer: Client
) -> None:
    share_care(make.SYSTEM, team)
    url = reverse("groups:care_sheet", args=[world.area.pk])
    page = officer.get(f"{url}?programme={S2}")
    assert [row["person_name"] for row in page.context["people"]] == [HOA, BINH, SON]
    assert len(page.context["rows"]) == 40
    assert Look.objects.filter(purpose="groups.care_sheet").count() == 40
    assert officer.get(url).status_code == 404


def test_a_group_of_households_has_no_page_of_care(world: make.World, officer: Client) -> None:
    make.adoption(world.commune)
    group = make.groups(world.area)[0]
    assert officer.get(reverse("groups:care", args=[group.pk])).status_code == 404


def test_a_leader_sees_who_looks_after_whom_on_the_phone(team: ResidentGroup) -> None:
    share_care(make.SYSTEM, team)
    leader = make.client(make.leader(team, HOA))
    page = leader.get(reverse("groups:households"))
    [(_group, lines)] = page.context["groups"]
    assert [line.mine for line in lines] == [True] * 14 + [False] * 26
    assert "Hoàng Văn Bình" in page.content.decode()
    answer = leader.get(reverse("groups:care", args=[team.pk]))
    assert (answer.status_code, answer["Location"]) == (302, reverse("groups:households"))


def test_a_member_with_an_account_sees_the_households_in_their_care_first(
    team: ResidentGroup,
) -> None:
    share_care(make.SYSTEM, team)
    account = give_access(make.SYSTEM, person(team, SON)).account
    account.must_change_password = False
    account.save()
    page = make.client(account).get(reverse("groups:households"))
    [(_group, lines)] = page.context["groups"]
    assert [line.member.household for line in lines[:13]] == walked(team)[27:]
    assert [line.mine for line in lines[12:15]] == [True, False, False]


def test_a_leader_sees_only_the_own_team(world: make.World, team: ResidentGroup) -> None:
    other = staffed(world.other_area)
    leader = make.client(make.leader(other, HOA))
    assert leader.get(reverse("groups:care", args=[team.pk])).status_code == 404
    url = reverse("groups:care_sheet", args=[world.area.pk])
    assert leader.get(f"{url}?programme={S2}").status_code == 404


def test_ending_the_lead_ends_the_care(team: ResidentGroup) -> None:
    share_care(make.SYSTEM, team)
    end_tenure(make.SYSTEM, person(team, HOA), date(2026, 11, 20), "Nghỉ")
    assert HOA not in shares(team)


def test_care_of_a_household_ends_when_a_plan_moves_it(world: make.World) -> None:
    _households, (south, north) = formed_yesterday(world.area)
    name_holder(make.SYSTEM, south, "leader", HOA, SINCE, None)
    moved, stays = walked(south)[:2]
    assign_care(make.SYSTEM, south, [person(south, HOA)], [moved, stays])
    carry_out(plan(world.area, {moved.pk: north.pk}))
    assert list(Care.objects.current().values_list("household", flat=True)) == [stays.pk]
    assert Care.objects.get(household=moved).effective_until == date(2026, 11, 20)

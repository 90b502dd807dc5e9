"""Terms as the area head's, alerts, several hats, where groups come from.

S0-12, S1-16, S1-17, S2-01, S2-17, F-21, F-126.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import override

from tests import make
from tests.groups.teams_world import S2, SINCE, staffed, teams
from tuquan.audit.models import Change
from tuquan.base.errors import Invalid, NotAllowed
from tuquan.base.texts.posts import TEAM_MEMBER
from tuquan.bodies.models import Appointment, Body, PostHolder
from tuquan.bodies.queries import hats_of, targets_in
from tuquan.bodies.services import holder_for
from tuquan.core.programme import GroupRules
from tuquan.groups.forms.posts import term_hint
from tuquan.groups.models import ResidentGroup, Tenure
from tuquan.groups.queries import (
    TermOffer,
    linked_groups,
    possible_predecessors,
    post_alerts,
    term_offer,
)
from tuquan.groups.services import (
    add_member,
    end_tenure,
    name_acting,
    name_holder,
    set_predecessor,
)

TODAY = date(2026, 11, 20)


def rules() -> GroupRules:
    found = make.edition(make.S0).content.group_rules
    assert found is not None
    return found


def area_head(world: make.World, until: date | None) -> None:
    """The board of the area with its chair."""
    board = Body.objects.create(
        place=world.area, kind=Body.Kind.AREA_BOARD, name="Ban cán sự thôn", founded_on=make.SINCE
    )
    holder = holder_for(make.SYSTEM, world.area, "Lê Văn Trưởng")
    Appointment.objects.create(
        body=board,
        holder=holder,
        role=Appointment.Role.CHAIR,
        post="Trưởng thôn",
        term_from=make.SINCE,
        term_until=until,
    )


def test_the_term_of_a_leader_is_that_of_the_head_of_the_area(world: make.World) -> None:
    group = make.groups(world.area)[0]
    area_head(world, date(2031, 5, 31))
    offer = term_offer(group, rules(), TODAY)
    assert (offer.until, offer.by) == (date(2031, 5, 31), "area_head")


def test_a_term_of_the_head_that_is_over_is_not_offered(world: make.World) -> None:
    group = make.groups(world.area)[0]
    area_head(world, TODAY)
    offer = term_offer(group, rules(), TODAY)
    assert (offer.until, offer.by, offer.follows_area_head) == (date(2029, 5, 20), "months", True)


def test_the_term_entered_once_is_offered_to_the_other_groups_of_the_area(
    world: make.World,
) -> None:
    one, other = make.groups(world.area, 40)
    [elsewhere] = make.groups(world.other_area)
    name_holder(make.SYSTEM, one, "leader", "Trần Đình Bảy", TODAY, date(2031, 6, 30))
    offer = term_offer(other, rules(), TODAY)
    assert (offer.until, offer.by) == (date(2031, 6, 30), "entered")
    assert term_offer(elsewhere, rules(), TODAY).by == "months"


def test_the_page_says_that_the_term_of_the_head_is_not_known(world: make.World) -> None:
    make.adoption(world.commune)
    group = make.groups(world.area)[0]
    page = make.client(make.officer(world.commune)).get(reverse("groups:detail", args=[group.pk]))
    hint = page.context["holder_form"].fields["term_until"].help_text
    unknown = TermOffer(date(2029, 5, 20), "months", 30, follows_area_head=True)
    with override("vi"):
        assert hint == term_hint(unknown)
        assert hint != term_hint(replace(unknown, by="area_head"))


def test_a_programme_without_a_term_offers_none(world: make.World) -> None:
    team = teams(world.area)[0]
    kind = make.edition(S2).content.group_rules
    assert kind is not None
    offer = term_offer(team, kind, TODAY)
    assert (offer.until, offer.by) == (None, "nothing")


def alerts(today: date = TODAY) -> list[tuple[str, str]]:
    return [(one.code, str(one.params.get("name", ""))) for one in post_alerts(today)]


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        (date(2026, 11, 19), [("term_over", "Trần Đình Bảy")]),
        (date(2026, 11, 20), [("term_ends_within_30", "Trần Đình Bảy")]),
        (date(2026, 12, 20), [("term_ends_within_30", "Trần Đình Bảy")]),
        (date(2026, 12, 21), [("term_ends_within_90", "Trần Đình Bảy")]),
        (date(2027, 2, 18), [("term_ends_within_90", "Trần Đình Bảy")]),
        (date(2027, 2, 19), []),
        (None, []),
    ],
)
def test_the_end_of_a_term_is_told_in_time(
    world: make.World, until: date | None, expected: list[tuple[str, str]]
) -> None:
    group = make.groups(world.area)[0]
    name_holder(make.SYSTEM, group, "leader", "Trần Đình Bảy", make.SINCE, until)
    assert alerts() == expected


def test_a_group_without_a_leader_is_told_of_to_whoever_may_name_one(world: make.World) -> None:
    group = make.groups(world.area)[0]
    [alert] = post_alerts(TODAY)
    assert (alert.code, alert.permission, alert.path) == (
        "leader_vacant",
        "groups.manage",
        group.path,
    )
    assert alert.params == {"body": "Tổ 1 · Thôn 2", "since": TODAY}
    assert alert.url == reverse("groups:detail", args=[group.pk])
    first = alert.key
    named = name_holder(make.SYSTEM, group, "leader", "Trần Đình Bảy", make.SINCE, None)
    assert alerts() == []
    end_tenure(make.SYSTEM, named.tenure, date(2026, 11, 18), "Nghỉ")
    [again] = post_alerts(TODAY)
    assert again.params["since"] == date(2026, 11, 18)
    assert again.key != first


def test_acting_for_more_than_six_months_is_told(world: make.World) -> None:
    group = make.groups(world.area)[0]
    name_acting(make.SYSTEM, group, "leader", "Lò Thị Ánh", date(2026, 5, 19))
    assert alerts(date(2026, 11, 19)) == []
    assert alerts() == [("acting_too_long", "Lò Thị Ánh")]


def test_proposed_groups_and_members_of_teams_give_no_alert(world: make.World) -> None:
    team = staffed(world.area)
    add_member(make.SYSTEM, team, "Phạm Quý Ổn", SINCE, term_until=date(2026, 11, 10))
    assert alerts() == []
    ResidentGroup.objects.update(state=ResidentGroup.State.PROPOSED)
    Tenure.objects.filter(position="leader").update(ended_on=TODAY)
    assert alerts() == []


def test_one_person_wears_several_hats(world: make.World) -> None:
    group = make.groups(world.area)[0]
    leader = name_holder(make.SYSTEM, group, "leader", "Trần Đình Bảy", make.SINCE, None)
    [team] = teams(world.other_area)
    person = leader.tenure.holder
    assert person is not None
    member = add_member(make.SYSTEM, team, "Trần Đình Bảy", SINCE, holder=person)
    assert member.holder == person
    assert member.account == leader.account
    assert [(hat.post, hat.where, hat.place) for hat in hats_of(person)] == [
        (str(TEAM_MEMBER), "Tổ 1", "Thôn 10"),
        ("Tổ trưởng", "Tổ 1", "Thôn 2"),
    ]
    assert PostHolder.objects.count() == 1


def test_the_page_asks_who_is_meant_where_a_name_is_known(world: make.World) -> None:
    make.adoption(world.commune)
    one, other = make.groups(world.area, 40)
    known = name_holder(make.SYSTEM, one, "deputy", "Trần Đình Bảy", make.SINCE, None)
    assert known.tenure.holder is not None
    officer = make.client(make.officer(world.commune))
    url = reverse("groups:name_holder", args=[other.pk])
    data = {"position": "leader", "name": "trần đình bảy", "term_from": "20/11/2026"}
    asked = officer.post(url, data)
    assert asked.status_code == 422
    assert list(asked.context["holder_form"].errors) == ["person"]
    assert "Tổ phó" in asked.content.decode()
    answer = officer.post(url, data | {"person": str(known.tenure.holder_id)})
    assert answer.status_code == 302
    leads = Tenure.objects.get(group=other)
    assert (leads.holder, leads.account) == (known.tenure.holder, known.account)


def test_somebody_else_of_the_same_name_is_another_person(world: make.World) -> None:
    make.adoption(world.commune)
    one, other = make.groups(world.area, 40)
    name_holder(make.SYSTEM, one, "deputy", "Trần Đình Bảy", make.SINCE, None)
    officer = make.client(make.officer(world.commune))
    data = {
        "position": "leader",
        "name": "Trần Đình Bảy",
        "term_from": "20/11/2026",
        "person": "new",
    }
    url = reverse("groups:name_holder", args=[other.pk])
    assert officer.post(url, data).status_code == 200
    assert PostHolder.objects.filter(name="Trần Đình Bảy").count() == 2


def test_groups_can_be_given_to_somebody_to_guide(world: make.World) -> None:
    one, other = make.groups(world.area, 40)
    officer = make.actor(make.officer(world.commune))
    labels = {target.path: target.label for target in targets_in(officer, world.commune)}
    assert labels[one.path] == "Tổ 1 · Thôn 2"
    assert labels[other.path] == "Tổ 2 · Thôn 2"


def test_a_team_goes_on_from_a_group_of_the_area(world: make.World) -> None:
    old = make.groups(world.area, 40)[0]
    team = teams(world.area, 1)[0]
    set_predecessor(make.SYSTEM, team, old)
    kept = ResidentGroup.objects.get(pk=team.pk)
    assert (kept.predecessor, kept.grew_out_of) == (old, "")
    change = Change.objects.get(action="groups.predecessor_set")
    assert (change.path, change.data) == (team.path, {"predecessor": old.pk, "grew_out_of": ""})


def test_a_team_grew_out_of_something_the_system_does_not_hold(world: make.World) -> None:
    team = teams(world.area)[0]
    set_predecessor(make.SYSTEM, team, None, " Tổ Covid  cộng đồng ")
    assert ResidentGroup.objects.get().grew_out_of == "Tổ Covid cộng đồng"
    set_predecessor(make.SYSTEM, team, None)
    assert ResidentGroup.objects.get().grew_out_of == ""


def test_a_predecessor_that_cannot_be_is_refused(world: make.World) -> None:
    one, other = make.groups(world.area, 40)
    [elsewhere] = make.groups(world.other_area)
    set_predecessor(make.SYSTEM, other, one)
    for predecessor, words, expected in (
        (elsewhere, "", [("predecessor_of_other_area", "predecessor")]),
        (one, "", [("predecessor_in_a_circle", "predecessor")]),
        (other, "", [("predecessor_in_a_circle", "predecessor")]),
        (None, "x" * 201, [("words_too_long", "grew_out_of")]),
        (
            elsewhere,
            "lời",
            [
                ("predecessor_of_other_area", "predecessor"),
                ("predecessor_twice", "grew_out_of"),
            ],
        ),
    ):
        with pytest.raises(Invalid) as refusal:
            set_predecessor(make.SYSTEM, one, predecessor, words)
        assert [(p.code, p.where) for p in refusal.value.problems] == expected
    assert ResidentGroup.objects.get(pk=one.pk).predecessor is None


def test_the_officer_next_door_sets_no_predecessor(world: make.World) -> None:
    team = teams(world.area)[0]
    with pytest.raises(NotAllowed):
        set_predecessor(make.actor(make.officer(world.neighbour)), team, None, "Tổ Covid")
    assert ResidentGroup.objects.get().grew_out_of == ""


def test_groups_of_other_programmes_in_the_area_are_shown_beside(world: make.World) -> None:
    make.adoption(world.commune)
    make.adoption(world.commune, S2)
    one, other = make.groups(world.area, 40)
    make.groups(world.other_area)
    team = teams(world.area, 1)[0]
    officer = make.officer(world.commune)
    assert list(linked_groups(make.actor(officer), team)) == [one, other]
    page = make.client(officer).get(reverse("groups:detail", args=[team.pk]))
    assert reverse("groups:detail", args=[one.pk]) in page.content.decode()
    data = {"predecessor": str(one.pk), "grew_out_of": ""}
    url = reverse("groups:set_predecessor", args=[team.pk])
    assert make.client(officer).post(url, data).status_code == 302
    both = make.client(officer).post(url, data | {"grew_out_of": "Tổ Covid"})
    assert (both.status_code, list(both.context["predecessor_form"].errors)) == (
        422,
        ["grew_out_of"],
    )


def test_a_dissolved_group_may_be_a_predecessor_and_a_proposal_not(world: make.World) -> None:
    one, other = make.groups(world.area, 40)
    team = teams(world.area, 1)[0]
    ResidentGroup.objects.filter(pk=one.pk).update(state=ResidentGroup.State.DISSOLVED)
    ResidentGroup.objects.filter(pk=other.pk).update(state=ResidentGroup.State.PROPOSED)
    assert list(possible_predecessors(make.SYSTEM, team)) == [one]

"""F-74, S0-21, S1-18, S1-19, S2-11, S2-18, d3: meetings are planned, announced, called off."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests import make
from tests.meetings.holding import TODAY, group_meeting, plan
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.meetings.models import Meeting
from tuquan.meetings.queries import minutes_values, notice_remark, visible_meetings
from tuquan.meetings.services import (
    cancel_meeting,
    change_plan,
    invite_guest,
    open_meeting,
    plan_meeting,
    remove_guest,
)

pytestmark = pytest.mark.django_db


def codes(refused: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(one.code, one.where) for one in refused.value.problems]


def residents(world: make.World, **more: object) -> Meeting:
    wanted = plan("Họp nhân dân", kind="residents_meeting", **more)
    return plan_meeting(make.actor(make.officer(world.commune)), world.area, wanted)


def test_a_planned_meeting_of_a_group_stands_at_its_path_with_its_quorum(
    world: make.World,
) -> None:
    held = group_meeting(world)
    meeting = held.meeting
    assert (meeting.path, meeting.place, meeting.state) == (held.group.path, world.area, "planned")
    assert meeting.quorum == {"share": "1/2", "strict": True}
    assert meeting.programme == held.group.programme
    change = Change.objects.get(action="meetings.planned")
    assert (change.path, change.data) == (
        held.group.path,
        {"kind": "household_meeting", "on": "2026-11-20"},
    )


def test_each_kind_brings_the_points_its_source_asks_for(world: make.World) -> None:
    held = group_meeting(world, kind="team_meeting")
    titles = [item.title for item in held.meeting.agenda.all()]
    assert len(titles) == 4
    assert [item.number for item in held.meeting.agenda.all()] == [1, 2, 3, 4]


def test_leaders_of_groups_are_entitled_to_attend_a_meeting_of_the_residents(
    world: make.World,
) -> None:
    [group] = make.groups(world.area, 20)
    make.leader(group, "Trần Đình Bảy")
    [guest] = residents(world).guests.all()
    assert (guest.name, guest.right) == ("Trần Đình Bảy – tổ trưởng Tổ 1", "entitled")


def test_the_invitation_says_who_may_come_and_who_votes(world: make.World) -> None:
    [group] = make.groups(world.area, 20)
    make.leader(group, "Trần Đình Bảy")
    values = minutes_values(residents(world))
    assert values["attendance_rule"] == (
        "đại diện các hộ gia đình của Thôn 2, mỗi hộ một người và một phiếu; có quyền dự, không "
        "biểu quyết với tư cách này: Trần Đình Bảy – tổ trưởng Tổ 1"
    )


@pytest.mark.parametrize(("days", "warned"), [(0, True), (1, True), (2, False)])
def test_an_area_is_told_two_days_before_or_warned_with_the_law(
    world: make.World, days: int, warned: bool
) -> None:
    remark = notice_remark(residents(world, held_on=TODAY + timedelta(days)))
    assert (remark is not None) == warned
    if remark:
        assert remark.is_warning
        assert remark.params["law"] == "10/2022/QH15"


def test_the_law_sets_no_notice_for_a_group(world: make.World) -> None:
    assert notice_remark(group_meeting(world).meeting) is None


def test_what_cannot_be_planned_is_refused_field_by_field(world: make.World) -> None:
    officer = make.actor(make.officer(world.commune))
    wanted = plan("", kind="residents_meeting", venue="x" * 300, held_on=date(2036, 1, 1))
    with pytest.raises(Invalid) as refused:
        plan_meeting(officer, world.area, wanted)
    assert codes(refused) == [
        ("meeting_text_missing", "title"),
        ("meeting_text_too_long", "venue"),
        ("meeting_day_far", "held_on"),
    ]
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("household_meeting", "meeting_kind_needs_group"),
        ("team_meeting", "meeting_kind_needs_group"),
        ("wedding", "meeting_kind_unknown"),
    ],
)
def test_a_kind_that_does_not_fit_is_refused(world: make.World, kind: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        plan_meeting(make.SYSTEM, world.area, plan(kind=kind))
    assert codes(refused) == [(code, "kind")]


def test_residents_meet_in_an_area_not_in_a_commune(world: make.World) -> None:
    with pytest.raises(Invalid) as refused:
        plan_meeting(make.SYSTEM, world.commune, plan(kind="residents_meeting"))
    assert codes(refused) == [("meeting_kind_needs_area", "kind")]


def test_nobody_plans_a_meeting_next_door(world: make.World) -> None:
    stranger = make.actor(make.officer(world.neighbour))
    with pytest.raises(NotAllowed):
        plan_meeting(stranger, world.area, plan(kind="residents_meeting"))
    assert not Meeting.objects.exists()


def test_a_leader_plans_for_the_own_group_only(world: make.World) -> None:
    first, second = make.groups(world.area, 40)
    leader = make.actor(make.leader(first))
    assert plan_meeting(leader, world.area, plan(), group=first).pk
    with pytest.raises(NotAllowed):
        plan_meeting(leader, world.area, plan(), group=second)
    assert [meeting.group for meeting in visible_meetings(leader)] == [first]


def test_a_plan_is_changed_once_by_whoever_saw_it_last(world: make.World) -> None:
    held = group_meeting(world)
    seen = held.meeting.version
    later = plan("Họp tổ, đổi ngày", held_on=date(2026, 11, 25), agenda=("Bầu tổ trưởng",))
    change_plan(held.actor, held.meeting, later, seen)
    assert (held.meeting.title, held.meeting.held_on) == ("Họp tổ, đổi ngày", date(2026, 11, 25))
    assert [str(item) for item in held.meeting.agenda.all()] == ["1. Bầu tổ trưởng"]
    with pytest.raises(Conflict, match="meeting_changed_meanwhile"):
        change_plan(held.actor, held.meeting, plan("Khác"), seen)
    held.meeting.refresh_from_db()
    assert held.meeting.title == "Họp tổ, đổi ngày"


def test_a_meeting_is_called_off_with_a_reason(world: make.World) -> None:
    held = group_meeting(world)
    with pytest.raises(Invalid) as refused:
        cancel_meeting(held.actor, held.meeting, " ")
    assert codes(refused) == [("meeting_cancel_reason_missing", "reason")]
    cancel_meeting(held.actor, held.meeting, "Mưa bão")
    assert (held.meeting.state, held.meeting.cancel_reason) == ("cancelled", "Mưa bão")
    with pytest.raises(Conflict, match="meeting_not_planned"):
        open_meeting(held.actor, held.meeting)


def test_a_guest_stands_once_on_the_list_and_comes_off_again(world: make.World) -> None:
    held = group_meeting(world)
    guest = invite_guest(held.actor, held.meeting, "Đại diện <b>Công an</b> xã")
    assert guest.name == "Đại diện <b>Công an</b> xã"
    with pytest.raises(Invalid) as refused:
        invite_guest(held.actor, held.meeting, "Đại diện  <b>Công an</b> xã ")
    assert codes(refused) == [("guest_listed_already", "name")]
    remove_guest(held.actor, held.meeting, guest)
    assert not held.meeting.guests.exists()


def test_an_agenda_written_anew_is_numbered_without_gaps(world: make.World) -> None:
    held = group_meeting(world)
    change_plan(held.actor, held.meeting, plan(agenda=("Một", " ", "Hai")), held.meeting.version)
    assert [str(item) for item in held.meeting.agenda.all()] == ["1. Một", "2. Hai"]
    with pytest.raises(Invalid) as refused:
        change_plan(held.actor, held.meeting, plan(agenda=("x" * 301,)), held.meeting.version)
    assert codes(refused) == [("meeting_text_too_long", "agenda")]

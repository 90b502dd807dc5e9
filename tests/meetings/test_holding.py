"""F-75, F-76, F-79, S0-14, S2-18: the frozen roll, attendance, minutes, closing, signing, work."""

from __future__ import annotations

from datetime import date

import pytest

from tests import make
from tests.meetings.holding import Held, group_meeting, leader_election, opened, plan, votes
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.meetings.models import Attendance, Meeting, MinutesSignature
from tuquan.meetings.queries import missing_to_close, open_tasks
from tuquan.meetings.services import (
    MotionFigures,
    NewMotion,
    NewResolution,
    add_correction,
    add_resolution,
    choose_vote_method,
    close_meeting,
    drop_motion,
    finish_resolution,
    mark_guests,
    mark_many,
    open_meeting,
    plan_meeting,
    propose_motion,
    record_election,
    record_motion,
    sign_minutes,
    write_minutes,
)
from tuquan.meetings.services.marking import Mark, Tick, mark_some

pytestmark = pytest.mark.django_db


def codes(refused: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(one.code, one.where) for one in refused.value.problems]


def written(held: Held, secretary_name: str = "Lê Ba") -> None:
    item = held.meeting.agenda.first()
    assert item is not None
    write_minutes(
        held.actor,
        held.meeting,
        notes={item.pk: "Ông Tám bảo: ngõ tối quá, xin thêm đèn."},
        conclusions="Lắp hai bóng đèn",
        chair_name="Đỗ Thị Nga",
        secretary_name=secretary_name,
    )


def closed(world: make.World) -> Held:
    held = opened(world)
    written(held)
    close_meeting(held.actor, held.meeting)
    return held


def test_the_roll_is_frozen_when_the_meeting_begins(world: make.World) -> None:
    held = group_meeting(world, 27)
    early = propose_motion(held.actor, held.meeting, NewMotion("Quét ngõ"))
    assert early.entitled == 0
    open_meeting(held.actor, held.meeting)
    make.households(world.area, 3, "Ngõ Mới")
    early.refresh_from_db()
    assert (held.meeting.attendance.count(), early.entitled) == (27, 27)
    change = Change.objects.get(action="meetings.opened")
    assert change.data == {"households": 27}


def test_a_meeting_does_not_begin_before_its_day_nor_twice(world: make.World) -> None:
    held = group_meeting(world, held_on=date(2026, 11, 25))
    with pytest.raises(Conflict, match="meeting_is_later"):
        open_meeting(held.actor, held.meeting)
    Meeting.objects.update(held_on=date(2026, 11, 20))
    open_meeting(held.actor, held.meeting)
    with pytest.raises(Conflict, match="meeting_not_planned"):
        open_meeting(held.actor, held.meeting)
    assert Attendance.objects.count() == 27


def test_an_area_without_households_cannot_meet(world: make.World) -> None:
    officer = make.actor(make.officer(world.commune))
    meeting = plan_meeting(officer, world.other_area, plan(kind="residents_meeting"))
    with pytest.raises(Conflict, match="meeting_roll_empty"):
        open_meeting(officer, meeting)


def test_one_list_marks_everybody_present_or_absent(world: make.World) -> None:
    held = opened(world, 27, present=18)
    marks = list(held.meeting.attendance.values_list("present", flat=True))
    assert (marks.count(True), marks.count(False)) == (18, 9)
    change = Change.objects.get(action="meetings.roll_marked")
    assert change.data == {"present": 18, "how": "phone"}


def test_a_household_listed_twice_is_refused_by_name(world: make.World) -> None:
    held = opened(world, present=0)
    keys = [one.pk for one in held.households[:3]]
    with pytest.raises(Invalid) as refused:
        mark_many(held.actor, held.meeting, [*keys, keys[0]])
    assert codes(refused) == [("household_represented_twice", "")]
    assert refused.value.problems[0].params == {"household": held.households[0].head_name}
    assert not held.meeting.attendance.filter(present=True).exists()


def came(by: str = "") -> Tick:
    """Somebody came, where nobody had marked the household."""
    return Tick(Mark(True, by), Mark())


def test_a_household_from_elsewhere_does_not_count(world: make.World) -> None:
    held = opened(world, present=0)
    [stranger] = make.households(world.other_area, 1)
    with pytest.raises(Invalid) as refused:
        mark_some(held.actor, held.meeting, {stranger.pk: came()})
    assert codes(refused) == [("roll_household_unknown", str(stranger.pk))]
    with pytest.raises(Invalid) as refused:
        mark_many(held.actor, held.meeting, [stranger.pk])
    assert codes(refused) == [("household_not_entitled", "")]


def test_a_household_counts_once_whoever_comes_for_it(world: make.World) -> None:
    held = opened(world, present=0)
    home = held.households[0]
    mark_some(held.actor, held.meeting, {home.pk: came("Vợ chủ hộ")})
    mark_some(held.actor, held.meeting, {home.pk: came("Con trai")})
    [row] = held.meeting.attendance.filter(present=True)
    assert (row.represented_by, row.how) == ("Con trai", "phone")


def test_a_list_on_paper_is_entered_afterwards_with_who_came(world: make.World) -> None:
    held = opened(world, present=0)
    first = held.households[0].pk
    mark_many(held.actor, held.meeting, [first], represented={first: " Lê  Ba "}, how="paper")
    row = held.meeting.attendance.get(household=first)
    assert (row.represented_by, row.how, row.marked_by_id) == ("Lê Ba", "paper", held.actor.user_id)
    with pytest.raises(Invalid) as refused:
        mark_many(held.actor, held.meeting, [first], represented={first: "x" * 300})
    assert codes(refused) == [("meeting_text_too_long", "represented_by")]


def test_of_two_who_mark_the_same_list_the_second_is_told(world: make.World) -> None:
    held = opened(world, present=0)
    seen = held.meeting.version
    keys = [one.pk for one in held.households]
    mark_many(held.actor, held.meeting, keys, version=seen)
    with pytest.raises(Conflict, match="meeting_changed_meanwhile"):
        mark_many(held.actor, held.meeting, keys[:1], version=seen)
    assert held.meeting.attendance.filter(present=True).count() == 27


def test_nobody_from_next_door_marks_anybody(world: make.World) -> None:
    held = opened(world, present=0)
    stranger = make.actor(make.officer(world.neighbour))
    with pytest.raises(NotAllowed):
        mark_many(stranger, held.meeting, [held.households[0].pk])
    assert not held.meeting.attendance.filter(present=True).exists()


def test_more_than_half_of_those_present_choose_how_to_vote(world: make.World) -> None:
    held = opened(world, 27, present=20)
    chosen = choose_vote_method(held.actor, held.meeting, {"show_of_hands": 9, "secret_ballot": 11})
    assert (chosen.method, held.meeting.vote_method["method"]) == ("secret_ballot", "secret_ballot")
    open_question = choose_vote_method(
        held.actor, held.meeting, {"show_of_hands": 10, "secret_ballot": 10}
    )
    assert open_question.method is None
    with pytest.raises(Invalid) as refused:
        choose_vote_method(held.actor, held.meeting, {"show_of_hands": 12, "secret_ballot": 11})
    assert codes(refused) == [("more_votes_than_present", "show_of_hands")]


def test_a_meeting_without_its_numbers_is_not_closed(world: make.World) -> None:
    held = group_meeting(world, chair_name="", secretary_name="")
    open_meeting(held.actor, held.meeting)
    propose_motion(held.actor, held.meeting, NewMotion("Quét ngõ"))
    leader_election(held, ["Lê Ba"])
    with pytest.raises(Invalid) as refused:
        close_meeting(held.actor, held.meeting)
    assert codes(refused) == [
        ("attendance_not_marked", "attendance"),
        ("motion_not_counted", "motions"),
        ("election_not_counted", "elections"),
        ("minutes_empty", "agenda"),
        ("conclusions_missing", "conclusions"),
        ("chair_missing", "chair_name"),
        ("secretary_missing", "secretary_name"),
    ]
    held.meeting.refresh_from_db()
    assert held.meeting.state == "open"


def test_the_same_person_does_not_chair_and_write(world: make.World) -> None:
    held = opened(world)
    written(held, secretary_name="ĐỖ THỊ NGA")
    with pytest.raises(Invalid) as refused:
        close_meeting(held.actor, held.meeting)
    assert codes(refused) == [("chair_is_secretary", "secretary_name")]


def test_a_dropped_vote_does_not_keep_a_meeting_open(world: make.World) -> None:
    held = opened(world)
    written(held)
    motion = propose_motion(held.actor, held.meeting, NewMotion("Quét ngõ"))
    assert [one.code for one in missing_to_close(held.meeting)] == ["motion_not_counted"]
    drop_motion(held.actor, motion, "Để lần sau")
    close_meeting(held.actor, held.meeting)
    assert (held.meeting.state, held.meeting.closed_at is None) == ("closed", False)


def test_an_election_without_its_second_round_warns_and_lets_close(world: make.World) -> None:
    held = opened(world)
    written(held)
    election = leader_election(held, ["Lê Ba", "Lê Tư"])
    record_election(held.actor, election, votes(election, 13, 12))
    [warning] = missing_to_close(held.meeting)
    assert (warning.code, warning.is_warning) == ("election_goes_on", True)
    close_meeting(held.actor, held.meeting)
    assert held.meeting.state == "closed"


def test_nothing_is_entered_after_closing(world: make.World) -> None:
    held = opened(world)
    motion = propose_motion(held.actor, held.meeting, NewMotion("Quét ngõ"))
    record_motion(held.actor, motion, MotionFigures(20, 7, 0))
    written(held)
    close_meeting(held.actor, held.meeting)
    motion.refresh_from_db()
    with pytest.raises(Conflict, match="meeting_not_open"):
        record_motion(held.actor, motion, MotionFigures(27, 0, 0))
    with pytest.raises(Conflict, match="meeting_not_open"):
        mark_many(held.actor, held.meeting, [])


def test_minutes_are_signed_by_two_after_closing(world: make.World) -> None:
    held = closed(world)
    with pytest.raises(Invalid) as refused:
        sign_minutes(held.actor, held.meeting, "", "Lê Ba", date(2026, 11, 30))
    assert codes(refused) == [
        ("meeting_text_missing", "chair_name"),
        ("signed_in_future", "signed_on"),
    ]
    sign_minutes(held.actor, held.meeting, "Đỗ Thị Nga", "Lê Ba", date(2026, 11, 20))
    assert {(one.role, one.name) for one in MinutesSignature.objects.all()} == {
        ("chair", "Đỗ Thị Nga"),
        ("secretary", "Lê Ba"),
    }
    with pytest.raises(Conflict, match="minutes_signed_already"):
        sign_minutes(held.actor, held.meeting, "A", "B", date(2026, 11, 20))


def test_one_person_cannot_sign_for_both(world: make.World) -> None:
    held = closed(world)
    with pytest.raises(Invalid) as refused:
        sign_minutes(held.actor, held.meeting, "Lê Ba", "lê  ba", date(2026, 11, 19))
    assert codes(refused) == [
        ("chair_is_secretary", "secretary_name"),
        ("signed_before_meeting", "signed_on"),
    ]


def test_a_correction_after_closing_is_added_and_nothing_rewritten(world: make.World) -> None:
    held = closed(world)
    before = Meeting.objects.values("conclusions").get()
    add_correction(held.actor, held.meeting, "Ba bóng đèn, không phải hai")
    [addition] = held.meeting.additions.all()
    assert (addition.text, addition.added_by) == ("Ba bóng đèn, không phải hai", held.actor.name)
    assert Meeting.objects.values("conclusions").get() == before
    with pytest.raises(Conflict, match="meeting_not_open"):
        written(held)


def test_work_goes_to_its_owner_until_it_is_done(world: make.World) -> None:
    held = opened(world)
    account = make.leader(held.group)
    leader = make.actor(account)
    wanted = NewResolution("Lắp đèn ngõ", "", date(2026, 11, 30), account)
    task = add_resolution(held.actor, held.meeting, wanted)
    assert (task.owner_name, list(open_tasks(leader))) == (account.name, [task])
    [notice] = account.notices.all()
    assert (notice.code, notice.params["until"], notice.url) == (
        "meeting_task",
        "2026-11-30",
        "/hop/viec/",
    )
    finish_resolution(leader, task, "Đã lắp")
    assert (task.done_on, task.done_note) == (date(2026, 11, 20), "Đã lắp")
    assert list(open_tasks(leader)) == []
    with pytest.raises(Conflict, match="resolution_done_already"):
        finish_resolution(leader, task)


def test_work_nobody_can_do_in_time_is_refused(world: make.World) -> None:
    held = opened(world)
    stranger = make.officer(world.neighbour)
    wanted = NewResolution("", "", date(2026, 11, 1), stranger)
    with pytest.raises(Invalid) as refused:
        add_resolution(held.actor, held.meeting, wanted)
    assert codes(refused) == [
        ("meeting_text_missing", "text"),
        ("resolution_due_before", "due_on"),
        ("resolution_owner_unknown", "owner"),
    ]


def test_a_team_marks_its_members_and_votes_on_nothing(world: make.World) -> None:
    [group] = make.groups(world.area, 20)
    account = make.leader(group)
    officer = make.actor(make.officer(world.commune))
    meeting = plan_meeting(officer, world.area, plan(kind="team_meeting"), group=group)
    [member] = meeting.guests.all()
    assert (member.name, member.right) == (account.name, "member")
    open_meeting(officer, meeting)
    assert [one.code for one in missing_to_close(meeting)][0] == "people_not_marked"
    assert mark_guests(officer, meeting, [member.pk]) == 1
    with pytest.raises(Invalid) as refused:
        propose_motion(officer, meeting, NewMotion("Quét ngõ"))
    assert codes(refused) == [("votes_are_for_households", "")]

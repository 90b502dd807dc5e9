"""Who guides which areas and groups (S1-08, S1-17, F-24)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests import make
from tests.bodies.making import body, officer, post, stranger
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.bodies.models import Guidance
from tuquan.bodies.queries import guides_of, targets_in, visible_guidance
from tuquan.bodies.services import (
    NewGuidance,
    dissolve_body,
    end_appointment,
    end_guidance,
    guide,
    guide_several,
)

TODAY = date(2026, 11, 20)


def refused(error: pytest.ExceptionInfo[Invalid]) -> set[tuple[str, str]]:
    return {(problem.code, problem.where) for problem in error.value.problems}


def test_a_member_guides_an_area_and_a_group_of_it(world: make.World) -> None:
    """S1-17: each member is assigned to guide given groups."""
    [group] = make.groups(world.area)
    member = post(body(world.commune))
    made = guide_several(
        officer(world),
        member.body,
        [
            NewGuidance(world.area, world.area.path, member, "Đôn đốc"),
            NewGuidance(world.area, group.path, member),
        ],
    )
    assert [(one.path, one.task) for one in made] == [
        (world.area.path, "Đôn đốc"),
        (group.path, ""),
    ]
    assert {one.effective_from for one in made} == {TODAY}
    changes = Change.objects.filter(action="bodies.guidance_given").order_by("pk")
    assert [change.path for change in changes] == [world.area.path, group.path]
    assert changes[0].data == {"body": "Ban Chỉ đạo xã", "place": "Thôn 2"}
    found = list(guides_of(group.path, TODAY))
    assert [one.path for one in found] == [group.path, world.area.path]
    assert list(guides_of(world.other_area.path, TODAY)) == []


def test_an_organisation_guides_as_a_whole(world: make.World) -> None:
    """S1-08: an organisation and an official are assigned to each area."""
    one = body(world.commune)
    made = guide(officer(world), one, NewGuidance(world.area, world.area.path))
    assert (made.body, made.appointment) == (one, None)
    head = make.actor(make.account("area_head", world.area))
    assert list(visible_guidance(head)) == [made]
    assert not visible_guidance(stranger(world)).exists()


def test_guidance_holds_from_its_day_until_its_day(world: make.World) -> None:
    one = body(world.commune)
    since = date(2026, 5, 1)
    made = guide(officer(world), one, NewGuidance(world.area, world.area.path, since=since))
    end_guidance(officer(world), made)
    day = timedelta(days=1)
    on = [since - day, since, TODAY - day, TODAY]
    assert [guides_of(world.area.path, one).exists() for one in on] == [False, True, True, False]
    change = Change.objects.get(action="bodies.guidance_ended")
    assert (change.path, change.data) == (
        world.area.path,
        {"body": "Ban Chỉ đạo xã", "place": "Thôn 2"},
    )
    with pytest.raises(Conflict) as error:
        end_guidance(officer(world), made)
    assert error.value.problem.code == "guidance_over"


def test_guidance_does_not_end_before_it_begins(world: make.World) -> None:
    made = guide(make.SYSTEM, body(world.commune), NewGuidance(world.area, world.area.path))
    with pytest.raises(Invalid) as error:
        end_guidance(officer(world), made, date(2026, 11, 1))
    assert refused(error) == {("day_before_beginning", "on")}


def test_what_lies_outside_or_is_guided_already_is_refused_as_a_whole(world: make.World) -> None:
    one = body(world.commune)
    guide(make.SYSTEM, one, NewGuidance(world.area, world.area.path))
    theirs = post(body(world.neighbour))
    gone = post(one)
    end_appointment(make.SYSTEM, gone, TODAY, "Nghỉ")
    with pytest.raises(Invalid) as error:
        guide_several(
            officer(world),
            one,
            [
                NewGuidance(world.area, world.area.path),
                NewGuidance(world.neighbour_area, world.neighbour_area.path),
                NewGuidance(world.other_area, world.other_area.path, theirs),
                NewGuidance(world.other_area, world.other_area.path, gone),
                NewGuidance(world.other_area, world.other_area.path, since=date(2026, 1, 1)),
            ],
        )
    assert [problem.code for problem in error.value.problems] == [
        "guided_already",
        "guidance_outside",
        "guide_not_in_body",
        "guide_not_in_body",
        "day_before_beginning",
    ]
    assert Guidance.objects.count() == 1


def test_nothing_ticked_is_said(world: make.World) -> None:
    with pytest.raises(Invalid) as error:
        guide_several(officer(world), body(world.commune), [])
    assert refused(error) == {("nothing_to_guide", "targets")}


def test_the_officer_next_door_gives_and_ends_no_guidance(world: make.World) -> None:
    one = body(world.commune)
    made = guide(make.SYSTEM, one, NewGuidance(world.area, world.area.path))
    with pytest.raises(NotAllowed):
        guide(stranger(world), one, NewGuidance(world.other_area, world.other_area.path))
    with pytest.raises(NotAllowed):
        end_guidance(stranger(world), made)
    assert Guidance.objects.current().get() == made


def test_a_dissolved_body_guides_nobody(world: make.World) -> None:
    one = body(world.commune)
    dissolve_body(make.SYSTEM, one, TODAY, "Hết")
    with pytest.raises(Conflict) as error:
        guide(officer(world), one, NewGuidance(world.area, world.area.path))
    assert error.value.problem.code == "body_dissolved"


def test_the_areas_of_the_place_are_offered_in_vietnamese_order(world: make.World) -> None:
    offered = targets_in(officer(world), world.commune)
    areas = [target for target in offered if target.path == target.place.path]
    assert [target.label for target in areas] == ["Thôn 2", "Thôn 10"]

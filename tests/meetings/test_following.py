"""F-3: meetings go where their group or area goes when the map changes, and come back."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests import make, moves
from tests.meetings.holding import area_meeting, group_meeting, plan
from tuquan.groups.models import ResidentGroup
from tuquan.meetings.models import Meeting
from tuquan.meetings.services import MeetingFollower, plan_meeting
from tuquan.places.models import PlaceKind
from tuquan.places.services.followers import Moves
from tuquan.places.services.journal import Journal

pytestmark = pytest.mark.django_db

FOLLOWER = MeetingFollower()
WHOLE = Fraction(1)


def follow(what: Moves) -> None:
    """The groups first, then their meetings, as apps follow each other."""
    moves.follow(what)
    FOLLOWER.follow(what, Journal(moves.reform()))


def test_the_meetings_of_an_area_that_moves_get_its_new_path(world: make.World) -> None:
    held = group_meeting(world, 20)
    what = moves.moves(move=[moves.moved(world.area, world.neighbour)])
    follow(what)
    held.meeting.refresh_from_db()
    held.group.refresh_from_db()
    assert held.meeting.path == held.group.path
    assert held.meeting.path.startswith(world.neighbour.path)


def test_the_meetings_of_a_closed_area_go_to_the_place_that_takes_it(world: make.World) -> None:
    held = area_meeting(world, 20)
    new = make.place("Thôn Hoà Bình", PlaceKind.AREA, world.commune)
    what = moves.moves(close=[moves.closed(world.area, (new, WHOLE))])
    assert FOLLOWER.affected(what) == 1
    follow(what)
    held.meeting.refresh_from_db()
    assert (held.meeting.place, held.meeting.path) == (new, new.path)


def test_an_open_meeting_of_an_area_that_nothing_takes_is_named(world: make.World) -> None:
    plan_meeting(make.SYSTEM, world.other_area, plan("Họp thôn", kind="residents_meeting"))
    what = moves.moves(close=[moves.closed(world.other_area)])
    [problem] = FOLLOWER.problems(what)
    assert (problem.code, problem.params["title"]) == ("reform_meeting_orphaned", "Họp thôn")


def test_the_meetings_of_a_group_go_with_the_group(world: make.World) -> None:
    held = group_meeting(world, 20)
    new = make.place("Thôn Hoà Bình", PlaceKind.AREA, world.commune)
    follow(moves.moves(close=[moves.closed(world.area, (new, WHOLE))]))
    meeting = Meeting.objects.select_related("group").get(pk=held.meeting.pk)
    assert (meeting.place, meeting.path) == (new, ResidentGroup.path_of(new, held.group.pk))

"""What a group's meetings gave it to do is told to whoever takes over its lead (F-25, F-76)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import make
from tests.meetings.holding import TODAY, opened
from tuquan.groups.queries import open_work
from tuquan.meetings.services import NewResolution, add_resolution, finish_resolution

pytestmark = pytest.mark.django_db


def test_tasks_that_are_not_done_are_open_work_of_the_group(world: make.World) -> None:
    held = opened(world)
    until = TODAY + timedelta(days=9)
    first, _second = (
        add_resolution(held.actor, held.meeting, NewResolution(text, "Lê Ba", until))
        for text in ("Quét ngõ", "Thay bóng đèn")
    )
    assert {one.code: one.count for one in open_work(held.group)} == {"tasks_open": 2}
    finish_resolution(held.actor, first)
    assert {one.code: one.count for one in open_work(held.group)} == {"tasks_open": 1}


def test_tasks_of_another_group_are_not_open_work(world: make.World) -> None:
    held = opened(world)
    [other] = make.groups(world.other_area)
    add_resolution(held.actor, held.meeting, NewResolution("Quét ngõ", "Lê Ba", TODAY))
    assert open_work(other) == ()

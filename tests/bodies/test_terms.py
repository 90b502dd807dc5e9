"""What runs out, stands empty or is bridged too long (F-21, S0-12, S2-32, d2)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests import make
from tests.bodies.making import body, officer, post
from tuquan.bodies.queries import (
    acting_too_long,
    area_head_until,
    body_lines,
    expiring,
    without_chair,
)
from tuquan.bodies.services import (
    Named,
    NewAppointment,
    dissolve_body,
    end_appointment,
    name_acting,
)

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("left", "state"),
    [(91, None), (90, "ends_within_90"), (30, "ends_within_30"), (-1, "over")],
)
def test_terms_that_end_are_found_below_a_place(
    world: make.World, left: int, state: str | None
) -> None:
    held = post(body(world.commune), term_until=TODAY + timedelta(days=left))
    expected = [(held, state)] if state else []
    assert expiring(world.commune.path, TODAY) == expected
    assert expiring(world.neighbour.path, TODAY) == []
    assert [line.ending for line in body_lines([held.body])] == [len(expected)]


def test_a_post_that_ended_or_has_no_end_does_not_run_out(world: make.World) -> None:
    one = body(world.commune)
    post(one, "Không thời hạn")
    held = post(one, "Đã thôi", title="Phó ban", role="vice_chair", term_until=TODAY)
    end_appointment(make.SYSTEM, held, TODAY, "Nghỉ")
    assert expiring("", TODAY) == []


def test_nothing_runs_out_in_a_dissolved_body(world: make.World) -> None:
    one = body(world.commune)
    post(one, term_until=TODAY)
    dissolve_body(make.SYSTEM, one, TODAY, "Hết")
    assert expiring("", TODAY) == []
    assert without_chair("") == []


@pytest.mark.parametrize(("since", "late"), [(date(2026, 5, 20), False), (date(2026, 5, 19), True)])
def test_acting_longer_than_six_months_is_found(world: make.World, since: date, late: bool) -> None:
    one = body(world.commune)
    made = name_acting(
        officer(world), one, NewAppointment(Named("Quyền"), "chair", "Trưởng ban", since)
    )
    assert acting_too_long(world.commune.path, TODAY) == ([made] if late else [])
    assert without_chair(world.commune.path) == []


def test_a_body_without_chair_says_since_when(world: make.World) -> None:
    never = body(world.commune, "Chưa có")
    left = post(body(world.commune, "Đã có"))
    end_appointment(make.SYSTEM, left, date(2026, 10, 1), "Nghỉ")
    assert without_chair(world.commune.path) == [
        (never, never.founded_on),
        (left.body, date(2026, 10, 1)),
    ]


def test_the_term_of_the_area_head_is_that_of_the_chair_of_the_areas_board(
    world: make.World,
) -> None:
    """S0-12: posts of groups last as long as the term of the head of the area."""
    board = body(world.area, "Ban điều hành thôn", None, "area_board")
    assert area_head_until(world.area.path) is None
    head = post(board, title="Trưởng thôn", term_until=date(2031, 7, 1))
    post(board, "Phó", "vice_chair", "Phó thôn", term_until=date(2033, 7, 1))
    assert area_head_until(world.area.path) == date(2031, 7, 1)
    assert area_head_until(world.other_area.path) is None
    end_appointment(make.SYSTEM, head, TODAY, "Nghỉ")
    assert area_head_until(world.area.path) is None

"""A meeting of the 27 households of a group, and what tests do to it again and again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from tests import make
from tuquan.base.actor import Actor
from tuquan.groups.models import ResidentGroup
from tuquan.meetings.models import Election, Meeting
from tuquan.meetings.services import (
    BallotFigures,
    Counting,
    ElectionFigures,
    NewCandidate,
    NewElection,
    NewMeeting,
    Witness,
    mark_many,
    nominate,
    open_election,
    open_meeting,
    plan_meeting,
)
from tuquan.residents.models import Household

TODAY = date(2026, 11, 20)
EVENING = time(19, 30)
BOARD = ("Lê Văn Tám", "Hoàng Thị Chín", "Vũ Đình Mười")


@dataclass
class Held:
    """A meeting, the group and the households whose it is, and who runs it."""

    world: make.World
    group: ResidentGroup
    households: list[Household]
    meeting: Meeting
    actor: Actor


def plan(title: str = "Họp tổ bầu tổ trưởng", **more: object) -> NewMeeting:
    """What is planned, today in the evening."""
    values: dict[str, object] = {
        "kind": "household_meeting",
        "title": title,
        "held_on": TODAY,
        "starts_at": EVENING,
        "venue": "Nhà văn hoá Thôn 2",
        "chair_name": "Đỗ Thị Nga",
        "secretary_name": "Lê Ba",
    }
    return NewMeeting(**(values | more))  # type: ignore[arg-type]


def group_meeting(world: make.World, count: int = 27, **more: object) -> Held:
    """A planned meeting of a group of so many households."""
    [group] = make.groups(world.area, count)
    actor = make.actor(make.officer(world.commune))
    wanted = plan(**more)  # type: ignore[arg-type]
    meeting = plan_meeting(actor, world.area, wanted, group=group)
    households = [m.household for m in group.memberships.select_related("household")]
    return Held(world, group, households, meeting, actor)


def opened(world: make.World, count: int = 27, present: int | None = None) -> Held:
    """The same, open, with so many present (all, unless told)."""
    held = group_meeting(world, count)
    open_meeting(held.actor, held.meeting)
    came = held.households[: count if present is None else present]
    mark_many(held.actor, held.meeting, [one.pk for one in came])
    return held


def area_meeting(world: make.World, count: int = 20) -> Held:
    """An open meeting of the residents of an area, all present."""
    [group] = make.groups(world.area, count)
    actor = make.actor(make.officer(world.commune))
    wanted = plan("Họp nhân dân", kind="residents_meeting")
    meeting = plan_meeting(actor, world.area, wanted)
    open_meeting(actor, meeting)
    households = [row.household for row in meeting.attendance.select_related("household")]
    mark_many(actor, meeting, [one.pk for one in households])
    return Held(world, group, households, meeting, actor)


def counted_by(held: Held, **more: object) -> Counting:
    """A counting with two witnesses and a board of three."""
    first, second, *_ = held.households
    values: dict[str, object] = {
        "witnesses": (Witness(first.pk), Witness(second.pk)),
        "board": BOARD,
    }
    return Counting(**(values | more))  # type: ignore[arg-type]


def ballots(issued: int, valid: int | None = None) -> BallotFigures:
    """Ballots that all came back."""
    good = issued if valid is None else valid
    return BallotFigures(issued, issued, issued, 0, good, issued - good)


def leader_election(held: Held, names: Sequence[str], **more: object) -> Election:
    """An election of the leader by show of hands with candidates of the first households."""
    values: dict[str, object] = {
        "position": "leader",
        "label": "Tổ trưởng",
        "method": "show_of_hands",
    }
    election = open_election(
        held.actor,
        held.meeting,
        NewElection(**(values | more)),  # type: ignore[arg-type]
    )
    for name, household in zip(names, held.households, strict=False):
        nominate(held.actor, election, NewCandidate(name, household, "Ban CTMT"))
    return election


def votes(
    election: Election, *counts: int | None, counting: Counting | None = None
) -> ElectionFigures:
    """So many votes for each candidate in the order of the list."""
    rows = election.candidates.order_by("pk")
    given = {row.pk: count for row, count in zip(rows, counts, strict=False)}
    return ElectionFigures(given, counting or Counting())

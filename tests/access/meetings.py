"""The rows of the meetings app."""

from __future__ import annotations

from datetime import date, time

from tests import make
from tests.access.answers import GONE, MOVED, OK, TAKEN, WRONG, Row
from tests.access.scene import Scene
from tuquan.meetings.models import Meeting
from tuquan.meetings.services import (
    NewCandidate,
    NewElection,
    NewMeeting,
    NewMotion,
    NewResolution,
    add_resolution,
    invite_guest,
    nominate,
    open_election,
    open_meeting,
    plan_meeting,
    propose_motion,
)

READERS = (GONE, OK, OK, OK)
DOERS = (GONE, MOVED, MOVED, MOVED)
REFUSED = (GONE, WRONG, WRONG, WRONG)
TOO_LATE = (GONE, TAKEN, TAKEN, TAKEN)

_FILE = "meeting_id kind ending"

ROWS: dict[str, Row] = {
    "meetings:index": Row(READERS),
    "meetings:tasks": Row(READERS),
    "meetings:new": Row(READERS),
    "meetings:detail": Row(READERS, "meeting_id"),
    "meetings:change": Row(READERS, "meeting_id", using="planned_meeting"),
    "meetings:cancel": Row(
        DOERS, "meeting_id", post=True, data={"reason": "Mưa"}, using="planned_meeting"
    ),
    "meetings:invitation": Row(READERS, "meeting_id"),
    "meetings:invite": Row(
        DOERS, "meeting_id", post=True, data={"name": "Lê Ba", "right": "invited"}
    ),
    "meetings:guests": Row(DOERS, "meeting_id", post=True),
    "meetings:uninvite": Row(
        DOERS, "meeting_id guest_id", post=True, using="planned_meeting guest_id"
    ),
    "meetings:open": Row(DOERS, "meeting_id", post=True, using="planned_meeting"),
    "meetings:attendance": Row(READERS, "meeting_id"),
    "meetings:method": Row(
        REFUSED, "meeting_id", post=True, data={"show_of_hands": "nhiều", "secret_ballot": "3"}
    ),
    "meetings:minutes": Row(READERS, "meeting_id"),
    "meetings:close": Row(REFUSED, "meeting_id", post=True),
    "meetings:sign": Row(
        TOO_LATE,
        "meeting_id",
        post=True,
        data={"chair_name": "Lê Ba", "secretary_name": "Lê Tư", "signed_on": "20/11/2026"},
    ),
    "meetings:correct": Row(TOO_LATE, "meeting_id", post=True, data={"text": "Sửa"}),
    "meetings:resolve": Row(
        DOERS,
        "meeting_id",
        post=True,
        data={"text": "Quét ngõ", "owner_name": "Lê Ba", "due_on": "30/11/2026"},
    ),
    "meetings:finish": Row(DOERS, "resolution_id", post=True),
    "meetings:paper": Row(READERS, _FILE, using="meeting_id meeting_paper docx"),
    "meetings:new_motion": Row(READERS, "meeting_id"),
    "meetings:motion": Row(READERS, "motion_id"),
    "meetings:drop_motion": Row(DOERS, "motion_id", post=True, data={"reason": "Để lần sau"}),
    "meetings:motion_paper": Row(READERS, "motion_id kind ending", using="motion_id ballot docx"),
    "meetings:new_election": Row(READERS, "meeting_id"),
    "meetings:election": Row(READERS, "election_id"),
    "meetings:nominate": Row(REFUSED, "election_id", post=True, data={"name": "Người lạ"}),
    "meetings:withdraw": Row(DOERS, "election_id candidate_id", post=True),
    "meetings:next_round": Row(TOO_LATE, "election_id", post=True),
    "meetings:stage": Row(TOO_LATE, "election_id", post=True),
    "meetings:drop_election": Row(DOERS, "election_id", post=True, data={"reason": "Để lần sau"}),
    "meetings:election_paper": Row(
        READERS, "election_id kind ending", using="election_id ballot docx"
    ),
}


def objects(scene: Scene) -> dict[str, int | str]:
    """A planned meeting and one that goes on, with one of everything."""
    actor = make.actor(scene.inside["officer"])
    planned, going_on = _meeting(scene), _meeting(scene)
    open_meeting(actor, going_on)
    motion = propose_motion(actor, going_on, NewMotion("Quét ngõ sáng Chủ nhật"))
    election = open_election(actor, going_on, NewElection("leader", "Tổ trưởng"))
    first = going_on.attendance.select_related("household").first()
    assert first is not None
    candidate = nominate(actor, election, NewCandidate("Lê Ba", first.household))
    task = NewResolution("Quét ngõ", "Lê Ba", date(2026, 11, 30))
    return {
        "meeting_id": going_on.pk,
        "planned_meeting": planned.pk,
        "guest_id": invite_guest(actor, planned, "Lê Tư").pk,
        "motion_id": motion.pk,
        "election_id": election.pk,
        "candidate_id": candidate.pk,
        "resolution_id": add_resolution(actor, going_on, task).pk,
        "meeting_paper": "giay-moi",
        "ballot": "phieu",
        "docx": "docx",
    }


def _meeting(scene: Scene) -> Meeting:
    wanted = NewMeeting(
        kind="household_meeting",
        title="Họp tổ",
        held_on=date(2026, 11, 20),
        starts_at=time(19, 30),
        venue="Nhà văn hoá",
    )
    actor = make.actor(scene.inside["officer"])
    return plan_meeting(actor, scene.world.area, wanted, group=scene.group)

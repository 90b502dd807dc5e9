"""Planning and holding meetings, counting votes, giving out work, closing and signing."""

from __future__ import annotations

from tuquan.meetings.queries.counting import BallotFigures
from tuquan.meetings.queries.ways import Counting, Witness
from tuquan.meetings.services.closing import add_correction, close_meeting, sign_minutes
from tuquan.meetings.services.elections import (
    ElectionFigures,
    NewCandidate,
    NewElection,
    drop_election,
    nominate,
    open_election,
    record_election,
    withdraw_candidate,
)
from tuquan.meetings.services.following import MeetingFollower
from tuquan.meetings.services.holding import (
    choose_vote_method,
    mark_guests,
    mark_many,
    open_meeting,
    write_minutes,
)
from tuquan.meetings.services.motions import (
    MotionFigures,
    NewMotion,
    drop_motion,
    propose_motion,
    record_motion,
)
from tuquan.meetings.services.planning import (
    NewMeeting,
    cancel_meeting,
    change_plan,
    forget_called_off,
    invite_guest,
    plan_meeting,
    remove_guest,
)
from tuquan.meetings.services.rounds import open_leader_election, open_next_round
from tuquan.meetings.services.tasks import NewResolution, add_resolution, finish_resolution

__all__ = [
    "BallotFigures",
    "Counting",
    "ElectionFigures",
    "MeetingFollower",
    "MotionFigures",
    "NewCandidate",
    "NewElection",
    "NewMeeting",
    "NewMotion",
    "NewResolution",
    "Witness",
    "add_correction",
    "add_resolution",
    "cancel_meeting",
    "change_plan",
    "choose_vote_method",
    "close_meeting",
    "drop_election",
    "drop_motion",
    "finish_resolution",
    "forget_called_off",
    "invite_guest",
    "mark_guests",
    "mark_many",
    "nominate",
    "open_election",
    "open_leader_election",
    "open_meeting",
    "open_next_round",
    "plan_meeting",
    "propose_motion",
    "record_election",
    "record_motion",
    "remove_guest",
    "sign_minutes",
    "withdraw_candidate",
    "write_minutes",
]

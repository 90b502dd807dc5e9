"""Pages of meetings: for leaders on the phone, for officers at the desk."""

from __future__ import annotations

from tuquan.meetings.views.elections import (
    drop_election,
    election,
    new_election,
    next_round,
    nominate,
    stage,
    withdraw,
)
from tuquan.meetings.views.holding import attendance, close, guests, method, minutes, opening
from tuquan.meetings.views.meetings import (
    cancel,
    change,
    detail,
    index,
    invitation,
    invite,
    new,
    uninvite,
)
from tuquan.meetings.views.motions import drop_motion, motion, new_motion
from tuquan.meetings.views.papers import election_paper, motion_paper, paper
from tuquan.meetings.views.tasks import correct, finish, resolve, sign, tasks

__all__ = [
    "attendance",
    "cancel",
    "change",
    "close",
    "correct",
    "detail",
    "drop_election",
    "drop_motion",
    "election",
    "election_paper",
    "finish",
    "guests",
    "index",
    "invitation",
    "invite",
    "method",
    "minutes",
    "motion",
    "motion_paper",
    "new",
    "new_election",
    "new_motion",
    "next_round",
    "nominate",
    "opening",
    "paper",
    "resolve",
    "sign",
    "stage",
    "tasks",
    "uninvite",
    "withdraw",
]

"""Meetings: who came, what was said, what was decided, who does it."""

from __future__ import annotations

from tuquan.meetings.models.meetings import (
    Addition,
    AgendaItem,
    Attendance,
    AttendanceQuerySet,
    Guest,
    Meeting,
    MeetingQuerySet,
    MinutesSignature,
)
from tuquan.meetings.models.tasks import Resolution, ResolutionQuerySet
from tuquan.meetings.models.votes import (
    Candidate,
    Election,
    ElectionQuerySet,
    Motion,
    MotionQuerySet,
    Participant,
    VoteState,
)

__all__ = [
    "Addition",
    "AgendaItem",
    "Attendance",
    "AttendanceQuerySet",
    "Candidate",
    "Election",
    "ElectionQuerySet",
    "Guest",
    "Meeting",
    "MeetingQuerySet",
    "MinutesSignature",
    "Motion",
    "MotionQuerySet",
    "Participant",
    "Resolution",
    "ResolutionQuerySet",
    "VoteState",
]

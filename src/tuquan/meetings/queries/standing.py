"""How a meeting stands: was it announced in time, and what is missing until it can be closed."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from tuquan.base.texts.meetings import word
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import same_name_key
from tuquan.core.voting.thresholds import LAW
from tuquan.meetings.models import Meeting, VoteState
from tuquan.meetings.queries.counting import next_round_of

NOTICE_DAYS = 2
"""Luật 10/2022/QH15: notice and papers of a meeting of an area, at least so many days before."""


def notice_remark(meeting: Meeting) -> Problem | None:
    """That the residents were told too late (d3); the law speaks of areas, so a group is free."""
    if meeting.kind != Meeting.Kind.RESIDENTS or meeting.state == Meeting.State.CANCELLED:
        return None
    announced = timezone.localdate(meeting.planned_at)
    if (meeting.held_on - announced).days >= NOTICE_DAYS:
        return None
    shown = {"announced": announced, "day": meeting.held_on, "law": LAW, "days": NOTICE_DAYS}
    return Problem("notice_too_short", "held_on", shown, is_warning=True)


def missing_to_close(meeting: Meeting) -> list[Problem]:
    """Everything that stands against closing, and warnings; each says who does it (F-76)."""
    return [
        *_people(meeting),
        *_votes(meeting),
        *_words(meeting),
    ]


def _people(meeting: Meeting) -> Iterator[Problem]:
    unmarked = meeting.attendance.filter(present=None).count()
    if unmarked:
        yield Problem("attendance_not_marked", "attendance", {"count": unmarked})
    members = meeting.guests.filter(present=None, right="member").count()
    if members:
        yield Problem("people_not_marked", "guests", {"count": members})


def _votes(meeting: Meeting) -> Iterator[Problem]:
    for motion in meeting.motions.filter(state=VoteState.OPEN):
        yield Problem("motion_not_counted", "motions", {"text": motion.text})
    for election in meeting.elections.exclude(state=VoteState.DROPPED):
        state = election.outcome.get("state", "undecided")
        if election.state == VoteState.OPEN or state == "undecided":
            yield Problem("election_not_counted", "elections", {"label": election.label})
        elif state in ("tied", "second_round") and next_round_of(election) is None:
            shown = {"label": election.label, "state": word("election", state)}
            yield Problem("election_goes_on", "elections", shown, is_warning=True)


def _words(meeting: Meeting) -> Iterator[Problem]:
    agenda = list(meeting.agenda.all())
    if not any(item.notes for item in agenda):
        yield Problem("minutes_empty", "agenda")
    if not meeting.conclusions:
        yield Problem("conclusions_missing", "conclusions")
    if not meeting.chair_name:
        yield Problem("chair_missing", "chair_name")
    if not meeting.secretary_name:
        yield Problem("secretary_missing", "secretary_name")
    elif same_name_key(meeting.chair_name) == same_name_key(meeting.secretary_name):
        yield Problem("chair_is_secretary", "secretary_name")

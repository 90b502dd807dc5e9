"""Putting a question to the households and entering how they voted (F-77, F-78)."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass

from django.db import transaction

from tuquan.audit.services import record
from tuquan.base.actor import Actor
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import tidy
from tuquan.core.voting import VoteCount, count_motion
from tuquan.meetings.models import AgendaItem, Meeting, Motion
from tuquan.meetings.queries.counting import entitled_count, turnout_of
from tuquan.meetings.queries.rules import (
    matter_here,
    motion_matters,
    quorum_for,
    quorum_of,
    reasons_data,
    remarks_data,
    required_of,
    requirement_data,
)
from tuquan.meetings.queries.texts import check_text, refuse
from tuquan.meetings.queries.ways import Counting, check_way, with_majority
from tuquan.meetings.services.taking import take
from tuquan.meetings.services.votes import drop_vote, list_participants, take_figures


@dataclass(frozen=True, slots=True)
class NewMotion:
    """What is put to the vote; `majority` is a key of `MAJORITIES` where no law fixes it."""

    text: str
    matter: str = "other_matters"
    method: str = "show_of_hands"
    majority: str = ""
    item: AgendaItem | None = None
    online_consent: int | None = None


@dataclass(frozen=True, slots=True)
class MotionFigures:
    """How the households voted, as numbers."""

    in_favour: int | None
    against: int | None
    abstained: int | None
    blank: int | None = 0
    invalid: int | None = 0
    counting: Counting = Counting()


@transaction.atomic
def propose_motion(actor: Actor, meeting: Meeting, motion: NewMotion) -> Motion:
    """Put a question to the vote by a method, before the meeting or in it.

    The share it takes is the law's where the law speaks of it, else chosen by the programme.
    """
    take(actor, meeting, Meeting.State.PLANNED, Meeting.State.OPEN)
    text = tidy(motion.text)
    problems = check_text("text", text, needed=True, kind="motion")
    if not meeting.is_of_households:
        problems.append(Problem("votes_are_for_households"))
    elif motion.matter not in motion_matters(meeting):
        problems.append(Problem("motion_matter_unknown", "matter"))
    refuse(problems)
    matter = with_majority(matter_here(meeting, motion.matter), motion.majority)
    check_way(meeting, matter, motion.method, motion.online_consent)
    made = Motion.objects.create(
        meeting=meeting,
        item=motion.item if motion.item and motion.item.meeting_id == meeting.pk else None,
        text=text,
        matter=matter.key,
        method=motion.method,
        online_consent=motion.online_consent,
        threshold=requirement_data(matter.threshold),
        quorum=requirement_data(quorum_for(meeting, matter)),
        entitled=entitled_count(meeting),
    )
    record(
        actor,
        "meetings.motion_proposed",
        meeting,
        meeting.path,
        matter=made.matter,
        method=made.method,
    )
    return made


@transaction.atomic
def record_motion(actor: Actor, motion: Motion, figures: MotionFigures) -> Motion:
    """Enter how the households voted; until the meeting is closed the figures can be corrected.

    Figures that cannot be true are refused with the reason; what is missing is asked for.
    """
    meeting, motion = motion.meeting, copy(motion)  # a refusal leaves the caller's as it was
    take(actor, meeting, Meeting.State.OPEN)
    found = take_figures(actor, motion, figures.counting)
    votes = VoteCount(
        figures.in_favour, figures.against, figures.abstained, figures.blank, figures.invalid
    )
    outcome = count_motion(required_of(motion), quorum_of(motion.quorum), turnout_of(motion), votes)
    refuse([*outcome.problems, *found], figures.counting.participants or ())
    for name in ("in_favour", "against", "abstained", "blank", "invalid"):
        setattr(motion, name, getattr(votes, name))
    motion.outcome = {
        "state": outcome.state,
        "whole": outcome.whole,
        "needed": outcome.needed,
        "lacking": outcome.lacking,
        "reasons": reasons_data(outcome.reasons),
        "remarks": remarks_data(found),
    }
    motion.save()
    list_participants(actor, motion, figures.counting)
    record(
        actor,
        "meetings.motion_counted",
        meeting,
        meeting.path,
        motion=motion.pk,
        state=outcome.state,
    )
    return motion


@transaction.atomic
def drop_motion(actor: Actor, motion: Motion, reason: str) -> Motion:
    """Do not put it to the vote after all; the reason stands in the minutes."""
    meeting = motion.meeting
    take(actor, meeting, Meeting.State.PLANNED, Meeting.State.OPEN)
    drop_vote(actor, motion, reason)
    record(actor, "meetings.motion_dropped", meeting, meeting.path, motion=motion.pk)
    return motion

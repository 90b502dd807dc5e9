"""What a telephone keeps of the roll of a meeting, to mark who came without network (F-75, F-107).

As few facts as the task needs (domain h-4): whose household, where it lives, how it is marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from tuquan.accounts.models import Role
from tuquan.audit.models import subject_of
from tuquan.base.actor import Actor
from tuquan.meetings.models import Attendance, Meeting
from tuquan.meetings.queries.finding import attendance_list, visible_meetings
from tuquan.meetings.queries.rules import quorum_of
from tuquan.residents.queries.phone import looked_at_today

SUBJECT = "meeting:"
"""What the subject of a roll begins with; the number of the meeting follows."""

KEEPERS = (Role.GROUP_LEADER, Role.AREA_HEAD)
"""Who keeps the roll of their own meetings; officers reach many and work where there is network."""

OF_HOUSEHOLDS = (Meeting.Kind.HOUSEHOLDS, Meeting.Kind.RESIDENTS)
"""The meetings that have a roll: a household has a vote each."""

MOST = 5
"""How many rolls a telephone keeps: nobody holds more meetings at a time."""

LOOK_TAKEN = "meetings.phone"
"""For what a household was looked at when a telephone took the roll along."""


@dataclass(frozen=True, slots=True)
class KeptRoll:
    """A meeting that goes on, and its roll in the order of the household list."""

    meeting: Meeting
    rows: Sequence[Attendance]


def meetings_kept(actor: Actor) -> list[Meeting]:
    """The meetings going on whose roll somebody keeps: of their own group or area, latest first."""
    paths = [grant.path for grant in actor.grants if grant.role in KEEPERS]
    if not paths:
        return []
    held = visible_meetings(actor).filter(kind__in=OF_HOUSEHOLDS, path__in=paths)
    return list(held.filter(state=Meeting.State.OPEN)[:MOST])


def open_rolls(actor: Actor) -> list[KeptRoll]:
    """Their rolls."""
    return [KeptRoll(one, list(attendance_list(one))) for one in meetings_kept(actor)]


def not_looked_at_today(actor: Actor, rolls: Iterable[KeptRoll]) -> list[tuple[Attendance, str]]:
    """The households on them of which no look by this telephone is on record yet today."""
    known = looked_at_today(actor, LOOK_TAKEN)
    shown = [(row, roll.meeting.path) for roll in rolls for row in roll.rows]
    return [(row, path) for row, path in shown if subject_of(row.household) not in known]


def kept_roll(roll: KeptRoll) -> dict[str, object]:
    """One roll as plain values; `need` is how many households the meeting needs, if it says so."""
    meeting = roll.meeting
    quorum = quorum_of(meeting.quorum)
    marked = [row for row in roll.rows if row.present is not None]
    return {
        "subject": f"{SUBJECT}{meeting.pk}",
        "title": meeting.title,
        "group": meeting.group.name if meeting.group else meeting.place.name,
        "households": [_kept(row) for row in roll.rows],
        "marks": {str(row.household_id): plain_mark(row) for row in marked},
        "need": quorum.least(len(roll.rows)) if quorum else None,
        "online": reverse("meetings:detail", args=[meeting.pk]),
    }


def plain_mark(row: Attendance) -> dict[str, object]:
    """How a household is marked, as plain values."""
    return {"present": row.present, "by": row.represented_by}


def roll_page(actor: Actor, meeting: Meeting) -> str:
    """The page of this person's telephone for the roll of a meeting; empty where it keeps none."""
    held = [grant.role for grant in actor.grants if grant.path == meeting.path]
    if not (meeting.is_of_households and set(held) & set(KEEPERS)):
        return ""
    return f"{reverse('roll_shells:attendance')}?hop={meeting.pk}"


def shells_for_keepers(actor: Actor) -> list[str]:
    """The page on which somebody marks who came."""
    keeps = any(actor.holds(role) for role in KEEPERS)
    return [reverse("roll_shells:attendance")] if keeps else []


def rolls_instead(actor: Actor) -> dict[str, str]:
    """Which page stands for those of a meeting without network."""
    pages = {}
    for meeting in meetings_kept(actor):
        own = roll_page(actor, meeting)
        for name in ("meetings:detail", "meetings:attendance"):
            pages[reverse(name, args=[meeting.pk])] = own
        pages.setdefault(reverse("meetings:index"), own)
    return pages


def _kept(row: Attendance) -> dict[str, object]:
    household = row.household
    return {
        "id": household.pk,
        "name": household.head_name,
        "door": household.house_number,
        "lane": household.lane,
    }

"""Taking the rolls that were ticked on telephones, with or without network (F-75, F-107, F-109)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.core.problems import Problem
from tuquan.meetings.models import Attendance, Meeting
from tuquan.meetings.queries.finding import visible_meetings
from tuquan.meetings.queries.phone import SUBJECT, plain_mark
from tuquan.meetings.services.marking import Mark, MarkedMeanwhile, Tick, mark_some
from tuquan.outbox.deliveries import Delivered, Item, Locked, ServerCopy

MOST = 2000
"""More households than any area has: such an entry was not made by our page."""

NOT_OPEN = "meeting_not_open"


def deliver_attendance(actor: Actor, item: Item) -> Delivered:
    """Mark who came; what somebody else marked differently meanwhile is shown, not overwritten."""
    meeting = _meeting(actor, item.subject)
    ticks = _ticks(item.data)
    try:
        marked = mark_some(actor, meeting, ticks)
    except MarkedMeanwhile as meanwhile:
        raise _copied(meanwhile) from meanwhile
    except Conflict as conflict:
        if conflict.problem.code != NOT_OPEN:
            raise
        raise Locked("roll_closed") from conflict
    return Delivered({"marked": marked, "url": reverse("meetings:detail", args=[meeting.pk])})


def _meeting(actor: Actor, subject: str) -> Meeting:
    number = subject.removeprefix(SUBJECT)
    if not (subject.startswith(SUBJECT) and number.isascii() and number.isdigit()):
        raise NotAllowed("not_allowed")
    return visible_meetings(actor).get(pk=int(number[:18]))


def _copied(meanwhile: MarkedMeanwhile) -> ServerCopy:
    """How the households in question are marked now, by whom and when."""
    marks = {str(row.household_id): _copy(row) for row in meanwhile.rows}
    return ServerCopy(meanwhile.problem.code, {"data": marks})


def _copy(row: Attendance) -> dict[str, object]:
    who = row.marked_by.name if row.marked_by else ""
    return {"mark": plain_mark(row), "by": who, "at": row.marked_at}


def _ticks(data: Mapping[str, Any]) -> dict[int, Tick]:
    """The ticks by household; what cannot be read was not made by our page."""
    if not 0 < len(data) <= MOST:
        raise Invalid([Problem("entry_malformed")])
    try:
        return {int(number[:18]): _tick(told) for number, told in data.items()}
    except (KeyError, TypeError, ValueError) as error:
        raise Invalid([Problem("entry_malformed")]) from error


def _tick(told: Mapping[str, Any]) -> Tick:
    mark = _mark(told)
    if mark.present is None:
        raise ValueError("a household came or did not come")
    return Tick(mark, _mark(told["seen"]) if told["seen"] else Mark())


def _mark(told: Mapping[str, Any]) -> Mark:
    present, by = told["present"], told["by"]
    if not isinstance(by, str) or not (present is None or isinstance(present, bool)):
        raise TypeError("not a mark")
    return Mark(present, by.replace("\0", ""))

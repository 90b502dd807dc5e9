"""Taking a meeting in hand: of two people at once the second is told, and nothing is half done."""

from __future__ import annotations

from django.db.models import F

from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, require
from tuquan.meetings.models import Meeting

_WRONG_STATE = {
    Meeting.State.PLANNED: "meeting_not_planned",
    Meeting.State.OPEN: "meeting_not_open",
    Meeting.State.CLOSED: "meeting_not_closed",
}


def take(
    actor: Actor, meeting: Meeting, *states: Meeting.State, version: int | None = None
) -> None:
    """Let somebody who may change a meeting go on alone: its version is counted on.

    Refused where the meeting is in none of the states, or where somebody has changed what a page
    of this version showed.
    """
    require(actor.may("meetings.manage", meeting.path))
    rows = Meeting.objects.filter(pk=meeting.pk, state__in=states)
    if version is not None:
        rows = rows.filter(version=version)
    taken = rows.update(version=F("version") + 1)
    meeting.refresh_from_db()
    if not taken:
        stale = meeting.state in states
        raise Conflict("meeting_changed_meanwhile" if stale else _WRONG_STATE[states[-1]])

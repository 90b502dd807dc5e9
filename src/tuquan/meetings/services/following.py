"""Meetings follow a reform of the map: those still to be held go where their group or area goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tuquan.core.problems import Problem
from tuquan.groups.queries import areas_touched
from tuquan.meetings.models import Meeting, MeetingQuerySet
from tuquan.places.models import Place, Reform
from tuquan.places.queries.written import rows_made, values_before
from tuquan.places.services.followers import Closed, Moves
from tuquan.places.services.journal import Journal


class MeetingFollower:
    """How meetings follow (F-3).

    Meetings below a place that moves get its new path. Those of a group of a closed area go with
    the group; those of the area itself go to the place that takes the rest, with their minutes, so
    that whoever looks after it reads them.
    """

    name = "meetings"

    def affected(self, moves: Moves) -> int:
        """How many meetings get another path."""
        return sum(Meeting.objects.filter(place__in=some).count() for some in areas_touched(moves))

    def problems(self, moves: Moves) -> list[Problem]:
        """Meetings of an area that nothing takes, while they are still to be closed."""
        return [
            Problem(
                "reform_meeting_orphaned",
                "meetings.meeting",
                {"title": meeting.title, "place": closed.place.name},
            )
            for closed in moves.closed
            if _heir(closed) is None
            for meeting in _of_area(closed).filter(state__in=_UNFINISHED)
        ]

    def measure(self, paths: Sequence[str]) -> Mapping[str, int | str]:
        """Nothing to add up: meetings of an area that nothing takes stay where they were held."""
        return {}

    def follow(self, moves: Moves, journal: Journal) -> None:
        """Move the meetings, after the groups."""
        journal.rewrite_below(Meeting, "path", moves.beginnings)
        for closed in moves.closed:
            _of_groups_follow(closed, journal)
            heir = _heir(closed)
            if heir:
                rows = _of_area(closed)
                keys = list(rows.order_by("pk").values_list("pk", flat=True))
                kept = Meeting.objects.filter(pk__in=keys)
                journal.change(kept, "place_id", heir.pk)
                journal.change(kept, "path", heir.path)

    def blockers(self, reform: Reform) -> list[Problem]:
        """Meetings planned since in places the reform founded."""
        founded = rows_made(reform, "places.place")
        moved = values_before(reform, "meetings.meeting", "place_id")
        since = Meeting.objects.filter(place__in=founded).exclude(pk__in=moved)
        return [
            Problem("reform_undo_meeting_held", params={"place": meeting.place.name})
            for meeting in since.select_related("place")
        ]


_UNFINISHED = (Meeting.State.PLANNED, Meeting.State.OPEN)


def _of_area(closed: Closed) -> MeetingQuerySet:
    """The meetings of an area itself, not of a group in it."""
    return Meeting.objects.filter(place=closed.place.pk, group=None)


def _of_groups_follow(closed: Closed, journal: Journal) -> None:
    """The meetings of groups that stood in a closed area stand where their group stands now."""
    rows = Meeting.objects.filter(place=closed.place.pk, group__isnull=False)
    by_group: dict[int, list[Meeting]] = {}
    for meeting in rows.select_related("group__place").order_by("pk"):
        by_group.setdefault(meeting.group_id or 0, []).append(meeting)
    for meetings in by_group.values():
        group = meetings[0].group
        if group is None or group.place_id == closed.place.pk:
            continue
        kept = Meeting.objects.filter(pk__in=[one.pk for one in meetings])
        journal.change(kept, "place_id", group.place_id)
        journal.change(kept, "path", group.path)


def _heir(closed: Closed) -> Place | None:
    """The place that takes the rest, else the largest part."""
    if closed.rest:
        return closed.rest
    largest = max(closed.parts, key=lambda part: part[1], default=None)
    return largest[0] if largest else None

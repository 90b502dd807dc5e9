"""Marks that were made household by household, perhaps hours ago and by several people (F-75)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import tidy
from tuquan.meetings.models import Attendance, Meeting
from tuquan.meetings.queries.texts import check_text
from tuquan.meetings.services.taking import take


@dataclass(frozen=True, slots=True)
class Mark:
    """Whether a household came, and who came for it; not `present` either way: nobody marked it."""

    present: bool | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """What somebody marks, and the mark that stood there when they did."""

    mark: Mark
    seen: Mark


class MarkedMeanwhile(Conflict):
    """Other people marked some of the households differently; `rows` are those."""

    def __init__(self, rows: Sequence[Attendance]) -> None:
        super().__init__("roll_marked_meanwhile")
        self.rows = rows


@transaction.atomic
def mark_some(actor: Actor, meeting: Meeting, ticks: Mapping[int, Tick]) -> int:
    """Mark single households of a roll; gives how many were changed.

    A mark that somebody else changed since it was seen is not overwritten: nothing is written then.
    What stands there already is passed over, so that the same ticks may come again.
    """
    take(actor, meeting, Meeting.State.OPEN)
    rows = {
        row.household_id: row
        for row in meeting.attendance.filter(household__in=ticks).select_related("marked_by")
    }
    wanted = {pk: _tidied(tick.mark) for pk, tick in ticks.items()}
    _check(wanted, rows)
    new = [row for pk, row in rows.items() if _stands(row) != wanted[pk]]
    differing = [row for row in new if _is_anothers(actor, row, ticks[row.household_id])]
    if differing:
        raise MarkedMeanwhile(differing)
    for row in new:
        mark = wanted[row.household_id]
        row.present, row.represented_by, row.how = mark.present, mark.by, Attendance.How.PHONE
        row.marked_at, row.marked_by_id = clock.now(), actor.user_id
    fields = ["present", "represented_by", "how", "marked_at", "marked_by"]
    Attendance.objects.bulk_update(new, fields, batch_size=500)
    if new:
        record(actor, "meetings.some_marked", meeting, meeting.path, households=len(new))
    return len(new)


def _tidied(mark: Mark) -> Mark:
    return Mark(mark.present, tidy(mark.by) if mark.present else "")


def _check(wanted: Mapping[int, Mark], rows: Mapping[int, Attendance]) -> None:
    """Each problem by the number of its household; nobody is named who is not on the roll."""
    problems = [
        Problem("roll_household_unknown", str(pk)) for pk in sorted(wanted.keys() - rows.keys())
    ]
    for pk, mark in wanted.items():
        too_long = check_text("represented_by", mark.by)
        problems += [Problem(one.code, str(pk), one.params) for one in too_long]
    if problems:
        raise Invalid(problems)


def _stands(row: Attendance) -> Mark:
    return Mark(row.present, row.represented_by)


def _is_anothers(actor: Actor, row: Attendance, tick: Tick) -> bool:
    """Whether somebody else marked it after it was seen; one's own marks follow each other."""
    by_another = row.marked_at is not None and row.marked_by_id != actor.user_id
    return by_another and _stands(row) != _tidied(tick.seen)

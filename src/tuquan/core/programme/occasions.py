"""Calendars nobody wrote as one: of meetings held again and again, of what happens unforeseen."""

from __future__ import annotations

from typing import Literal

from tuquan.core.programme.edition import Edition
from tuquan.core.programme.organisation import Board, Calendar, IncidentReport
from tuquan.core.programme.process import RecurringMeeting
from tuquan.core.programme.standing import MEETING_FORM
from tuquan.core.time import DueRule

MEETING = "meeting/"
"""What the key of the calendar of a recurring meeting begins with: `meeting/<key>/<period>`."""

INCIDENT = "incident/"
"""What the key of the calendar of an incident report begins with: `incident/<key>`."""

DAYS_FOR_A_RECORD = 10
"""How many days after its period the record of a meeting is due.

No source says so. It is the day by which S1-20 wants the monthly report, so that one sitting does.
"""


def calendar_named(edition: Edition, key: str) -> Calendar:
    """The calendar under a key: one of the edition's, of a meeting or of an incident report.

    `KeyError` when there is none.
    """
    if key.startswith(MEETING):
        name, _slash, period = key.removeprefix(MEETING).rpartition("/")
        meeting = {one.key: one for one in edition.meetings}[name]
        return next(one for one in meeting_calendars(edition, meeting) if one.period == period)
    if key.startswith(INCIDENT):
        reports = {one.key: one for one in edition.incident_reports}
        return incident_calendar(reports[key.removeprefix(INCIDENT)])
    return edition.calendar(key)


def meeting_calendars(edition: Edition, meeting: RecurringMeeting) -> tuple[Calendar, ...]:
    """One calendar for each rhythm of a meeting: S2-18 wants one a quarter, half-year and year.

    Who writes the record is who meets: a kind of group or a board that `who` names, else the
    commune.
    """
    return tuple(
        Calendar(
            key=f"{MEETING}{meeting.key}/{period}",
            title=meeting.label,
            title_en=meeting.label_en,
            period=period,
            reporter=_who_meets(edition, meeting),
            reported_by=meeting.who,
            reported_by_en=meeting.who_en,
            due=DueRule(days_after_end=DAYS_FOR_A_RECORD),
            form=MEETING_FORM + meeting.key,
            agenda=meeting.agenda,
            source=meeting.source,
        )
        for period in meeting.periods
    )


def incident_calendar(report: IncidentReport) -> Calendar:
    """The calendar of an incident report: one day, due on that day (S2-08)."""
    return Calendar(
        key=INCIDENT + report.key,
        title=report.title,
        title_en=report.title_en,
        period="once",
        reporter="group",
        due=DueRule(days_after_end=0),
        form=report.form,
        recipients=report.recipients,
        optional=report.optional,
        source=report.source,
    )


def _who_meets(
    edition: Edition, meeting: RecurringMeeting
) -> Literal["group", "area", "commune", "board", "organisation"]:
    """Which reporter `who` names: a kind of group, a board or organisation, else the commune."""
    who = meeting.who.casefold()
    if any(kind.label.casefold() == who for kind in edition.group_kinds):
        return "group"
    if board_named(edition, meeting.who):
        return "board"
    return "commune"


def board_named(edition: Edition, label: str) -> Board | None:
    """The board of an edition that a text speaks of, in full or by its first words: `Ban Chỉ đạo
    xã` is the board `Ban Chỉ đạo xây dựng thí điểm Tổ Dân vận cộng đồng của xã`."""
    words = label.casefold().split()
    for board in edition.boards:
        full = board.label.casefold().split()
        if full == words or (len(words) > 1 and _same_ends(full, words)):
            return board
    return None


def _same_ends(full: list[str], short: list[str]) -> bool:
    """Whether a short name begins as the full one does and ends in the same word."""
    return full[: len(short) - 1] == short[:-1] and full[-1] == short[-1]

"""Taking the sheets that were filled in on telephones, perhaps days ago (S3-11, F-107 to F-110).

Nothing a telephone sends is believed: who may mark, which rows there are and which version the
sheet has are looked up again.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from tuquan.assessments.models import AssessmentSheet, SheetRevision
from tuquan.assessments.queries.phone import SUBJECT
from tuquan.assessments.queries.sheets import visible_sheets
from tuquan.assessments.services.marking import save_marks
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, NotAllowed, require
from tuquan.core.assessing import Marks, marks_from_json, marks_to_json, rows_of
from tuquan.core.problems import Problem
from tuquan.outbox.deliveries import Delivered, Item, Locked, ServerCopy

OVERTAKEN = "sheet_changed_meanwhile"
MOST = 500
"""More rows than any sheet has: such an entry was not made by our page."""


@dataclass(frozen=True, slots=True)
class _Sent:
    """A sheet as the telephone sent it, read and found to be one."""

    marks: Marks
    hand_in: bool
    base: int


def deliver_sheet(actor: Actor, item: Item) -> Delivered:
    """Keep the marks of a sheet, or hand it in; what somebody else marked differently meanwhile is
    shown, never overwritten."""
    sheet, sent = _sheet(actor, item.subject), _read(item)
    require(sheet.markable_by(actor))
    is_same = sheet.own == marks_to_json(sent.marks)
    if sheet.state not in AssessmentSheet.MARKABLE:
        if sent.hand_in and is_same:
            return _receipt(sheet)
        raise Locked("sheet_closed_meanwhile", name=sheet.name)
    if is_same and not sent.hand_in:
        return _receipt(sheet)
    base = sheet.version if is_same else sent.base
    if base != sheet.version:
        raise _copied(sheet, sent)
    try:
        save_marks(actor, sheet, sent.marks, base, hand_in=sent.hand_in)
    except Conflict as conflict:
        if conflict.problem.code != OVERTAKEN:
            raise
        sheet.refresh_from_db()
        raise _copied(sheet, sent) from conflict
    return _receipt(sheet)


def _receipt(sheet: AssessmentSheet) -> Delivered:
    return Delivered(
        {
            "version": sheet.version,
            "received_at": sheet.saved_at or clock.now(),
            "url": reverse("assessments:sheet", args=[sheet.pk]),
        }
    )


def _copied(sheet: AssessmentSheet, sent: _Sent) -> ServerCopy:
    """What the server has: its marks, those both began with, who saved them and when."""
    said = {
        one.version: one for one in sheet.revisions.filter(version__in=(sent.base, sheet.version))
    }
    before, latest = said.get(sent.base), said.get(sheet.version)
    theirs = sheet.own_marks
    unlike = (
        row.number or row.label
        for row in rows_of(sheet.cycle.content.criteria)
        if sent.marks.get(row.key) != theirs.get(row.key)
    )
    copy = {
        "version": sheet.version,
        "data": marks_to_json(theirs),
        "before": before.own if before else {},
        "by": _who(latest),
        "at": sheet.saved_at,
    }
    return ServerCopy("sheet_marked_elsewhere", copy, rows=", ".join(unlike))


def _who(revision: SheetRevision | None) -> str:
    return revision.by_name if revision else ""


def _sheet(actor: Actor, subject: str) -> AssessmentSheet:
    number = subject.removeprefix(SUBJECT)
    if not (subject.startswith(SUBJECT) and number.isascii() and number.isdigit()):
        raise NotAllowed("not_allowed")
    found: AssessmentSheet = visible_sheets(actor).get(pk=int(number[:18]))
    return found


def _read(item: Item) -> _Sent:
    hand_in, told = item.data.get("hand_in", False), item.data.get("marks")
    try:
        marks = marks_from_json(told)
    except ValueError as error:
        raise Invalid([Problem("entry_malformed")]) from error
    if not isinstance(hand_in, bool) or len(marks) > MOST:
        raise Invalid([Problem("entry_malformed")])
    return _Sent(marks, hand_in, item.base)

"""The year's sheets in the demonstration: some decided, some waiting, most still to be marked."""

from __future__ import annotations

from datetime import timedelta

from tuquan.assessments.models import AssessmentCycle, AssessmentSheet
from tuquan.assessments.queries import read_sheet
from tuquan.assessments.services import (
    NewComplaint,
    NewDays,
    decide,
    open_cycles,
    publish,
    receive_complaint,
    save_findings,
    save_marks,
    set_days,
)
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.core.assessing import Mark
from tuquan.places.models import Place
from tuquan.project.demo.stage import ACTOR

DECIDED = ("Bản Ngọc", "Thôn 2")
HANDED_IN = ("Thôn 4",)
"""Areas whose groups are through, and those whose groups wait; the others have not begun."""

GROUPS = "quynh-vinh-2019"
OBJECTION = "Rác ở đầu ngõ do công trình bên ngoài để lại, tổ đã dọn ngay. Đề nghị xem lại."
NOT_KEPT = Mark("no", "Rác còn đổ ở đầu ngõ ba lần trong năm.", "07/BB-MT")


def assess(commune: Place, officer: Actor) -> None:
    """Open the sheets of the year, and take some of them as far as people do by November."""
    open_cycles(ACTOR)
    sheets = AssessmentSheet.objects.below(commune.path).exclude(group=None)
    for number, sheet in enumerate(sheets.filter(place__name__in=(*DECIDED, *HANDED_IN))):
        own = marked(sheet)
        save_marks(_leader(sheet, officer), sheet, own, 0, hand_in=True)
        if sheet.place.name not in DECIDED:
            continue
        found = own | ({"no_pollution": NOT_KEPT} if number % 5 == 0 else {})
        save_findings(officer, sheet, found, sheet.version, done=True)
        decide(officer, sheet, sheet.version)
    _finish(commune, officer)


def _finish(commune: Place, officer: Actor) -> None:
    """The days of the steps, a complaint that waits, and the results for everybody to read."""
    cycle = AssessmentCycle.objects.below(commune.path).get(edition__programme__key=GROUPS)
    today = clock.today()
    days = [
        NewDays("area_review", today - timedelta(days=20), today + timedelta(days=6)),
        NewDays("recognise", None, today + timedelta(days=12)),
    ]
    set_days(officer, cycle, days)
    missed = cycle.sheets.filter(results__class_key="").first()
    if missed:
        receive_complaint(officer, missed, NewComplaint(OBJECTION, "meeting", today))
    publish(officer, cycle)


def marked(sheet: AssessmentSheet) -> dict[str, Mark]:
    """Every row that figures leave to people, marked as met."""
    rows = (row for row in read_sheet(sheet).rows if not row.is_standard)
    return {row.criterion.key: Mark(row.criterion.met_by) for row in rows if row.figures is None}


def _leader(sheet: AssessmentSheet, officer: Actor) -> Actor:
    leader = sheet.group and sheet.group.tenures.filter(position="leader", ended_on=None).first()
    if not leader:
        return ACTOR
    return Actor(leader.account_id, leader.holder_name, officer.grants, "command")

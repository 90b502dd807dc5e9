"""The rows of assessments."""

from __future__ import annotations

from tests import make
from tests.access.answers import GONE, MOVED, OK, TAKEN, WRONG, Row
from tests.access.scene import Scene
from tests.assessments.worlds import marks
from tuquan.assessments.models import AssessmentSheet, TitleHeld
from tuquan.assessments.services import (
    NewComplaint,
    decide,
    open_cycles,
    receive_complaint,
    save_findings,
)
from tuquan.base import clock

SEEN = (GONE, OK, OK, OK)
DESK = (GONE, OK, OK, GONE)
BASE = {"base": "0"}

ROWS: dict[str, Row] = {
    "assessments:index": Row(SEEN),
    "assessments:sheet": Row(SEEN, "sheet_id"),
    "assessments:mark": Row((GONE, MOVED, MOVED, MOVED), "sheet_id", post=True, data=BASE),
    "assessments:check": Row((GONE, MOVED, MOVED, GONE), "sheet_id", post=True, data=BASE),
    "assessments:give_back": Row((GONE, WRONG, WRONG, GONE), "sheet_id", post=True, data=BASE),
    "assessments:decide": Row((GONE, TAKEN, GONE, GONE), "sheet_id", post=True, data=BASE),
    "assessments:what_if": Row(SEEN, "sheet_id"),
    "assessments:appraise": Row((GONE, WRONG, WRONG, WRONG), "sheet_id", post=True),
    "assessments:complain": Row(SEEN, "sheet_id"),
    "assessments:complaints": Row(DESK),
    "assessments:complaint": Row((GONE, OK, GONE, GONE), "complaint_id"),
    "assessments:acknowledge": Row((GONE, MOVED, GONE, GONE), "complaint_id", post=True),
    "assessments:answer": Row((GONE, WRONG, GONE, GONE), "complaint_id", post=True),
    "assessments:withdraw": Row((GONE, MOVED, GONE, GONE), "complaint_id", post=True),
    "assessments:cycle": Row(DESK, "cycle_id"),
    "assessments:set_days": Row((GONE, MOVED, GONE, GONE), "cycle_id", post=True),
    "assessments:set_limits": Row((GONE, WRONG, WRONG, GONE), "cycle_id", post=True),
    "assessments:draw": Row((GONE, WRONG, WRONG, GONE), "cycle_id", post=True),
    "assessments:pass_undrawn": Row((GONE, MOVED, GONE, GONE), "cycle_id", post=True),
    "assessments:return_all": Row((GONE, WRONG, WRONG, GONE), "cycle_id", post=True),
    "assessments:post": Row((GONE, WRONG, WRONG, GONE), "cycle_id", post=True),
    "assessments:decide_all": Row((GONE, TAKEN, GONE, GONE), "cycle_id", post=True),
    "assessments:publish": Row((GONE, MOVED, GONE, GONE), "cycle_id", post=True),
    "assessments:ranking": Row(DESK, "cycle_id"),
    "assessments:titles": Row(DESK, "cycle_id"),
    "assessments:benchmarks": Row(SEEN, "cycle_id"),
    "assessments:remove_title": Row((GONE, MOVED, MOVED, GONE), "cycle_id title_id", post=True),
    "assessments:result": Row((GONE, OK, GONE, GONE), "result_id"),
    "assessments:correct": Row((GONE, WRONG, GONE, GONE), "result_id", post=True, data=BASE),
}


def objects(scene: Scene) -> dict[str, int | str]:
    """The open sheet of our group, and the result of another."""
    open_cycles(make.SYSTEM)
    decided = AssessmentSheet.objects.get(place=scene.world.other_area)
    save_findings(make.SYSTEM, decided, marks(decided), 0, done=True)
    result = decide(make.SYSTEM, decided, 1)
    sheet = AssessmentSheet.objects.get(group=scene.group)
    about = NewComplaint("Đã dọn từ tháng 6.", "paper", clock.today())
    before = TitleHeld.objects.create(
        place=sheet.place,
        group=sheet.group,
        path=sheet.path,
        title="mutual_help",
        year=2025,
        held=False,
        entered_at=clock.now(),
        entered_by_name="Đỗ Thị Nga",
    )
    return {
        "sheet_id": sheet.pk,
        "result_id": result.pk,
        "cycle_id": sheet.cycle_id,
        "complaint_id": receive_complaint(make.SYSTEM, decided, about).pk,
        "title_id": before.pk,
    }

"""The rows of assessments."""

from __future__ import annotations

from tests import make
from tests.access.answers import GONE, MOVED, OK, TAKEN, WRONG, Row
from tests.access.scene import Scene
from tests.assessments.worlds import marks
from tuquan.assessments.models import AssessmentSheet
from tuquan.assessments.services import decide, open_cycles, save_findings

SEEN = (GONE, OK, OK, OK)
BASE = {"base": "0"}

ROWS: dict[str, Row] = {
    "assessments:index": Row(SEEN),
    "assessments:sheet": Row(SEEN, "sheet_id"),
    "assessments:mark": Row((GONE, MOVED, MOVED, MOVED), "sheet_id", post=True, data=BASE),
    "assessments:check": Row((GONE, MOVED, MOVED, GONE), "sheet_id", post=True, data=BASE),
    "assessments:give_back": Row((GONE, WRONG, WRONG, GONE), "sheet_id", post=True, data=BASE),
    "assessments:decide": Row((GONE, TAKEN, GONE, GONE), "sheet_id", post=True, data=BASE),
    "assessments:result": Row((GONE, OK, GONE, GONE), "result_id"),
    "assessments:correct": Row((GONE, WRONG, GONE, GONE), "result_id", post=True, data=BASE),
}


def objects(scene: Scene) -> dict[str, int | str]:
    """The open sheet of our group, and the result of another."""
    open_cycles(make.SYSTEM)
    decided = AssessmentSheet.objects.get(place=scene.world.other_area)
    save_findings(make.SYSTEM, decided, marks(decided), 0, done=True)
    result = decide(make.SYSTEM, decided, 1)
    return {
        "sheet_id": AssessmentSheet.objects.get(group=scene.group).pk,
        "result_id": result.pk,
    }

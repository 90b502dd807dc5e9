"""The rows of sheets on paper and on telephones, and of the evidence beside them."""

from __future__ import annotations

from tests import make
from tests.access.answers import GONE, MOVED, OK, Row, everybody
from tests.access.scene import Scene
from tests.assessments.test_evidence import ROW, photo
from tuquan.assessments.models import AssessmentSheet
from tuquan.assessments.services import add_evidence, open_cycles

SEEN = (GONE, OK, OK, OK)
TAKEN_BACK = (GONE, MOVED, MOVED, GONE)

ROWS: dict[str, Row] = {
    "assessments:paper": Row(SEEN, "sheet_id ending", using="evident_sheet pdf"),
    "assessments:row_evidence": Row(SEEN, "sheet_id row", using="evident_sheet evident_row"),
    "assessments:evidence_file": Row(SEEN, "evidence_id"),
    "assessments:evidence_withdraw": Row(TAKEN_BACK, "evidence_id", post=True),
    "sheet_shells:sheet": Row(everybody(), public=True),
}


def objects(scene: Scene) -> dict[str, int | str]:
    """A photo beside a row of our group's open sheet, which the leader did not add."""
    open_cycles(make.SYSTEM)
    sheet = AssessmentSheet.objects.get(group=scene.group)
    return {
        "evident_sheet": sheet.pk,
        "evident_row": ROW,
        "pdf": "pdf",
        "evidence_id": add_evidence(make.SYSTEM, sheet, ROW, photo()).pk,
    }

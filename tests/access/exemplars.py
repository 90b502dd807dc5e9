"""The rows of good models and of who follows them."""

from __future__ import annotations

from tests import make
from tests.access.answers import GONE, MOVED, OK, WRONG, Row
from tests.access.scene import Scene
from tuquan.assessments.models import AssessmentResult
from tuquan.base import clock
from tuquan.exemplars.services import (
    About,
    ExemplarWords,
    StepWords,
    Trial,
    adopt_here,
    share_exemplar,
    write_exemplar,
)

SEEN = (GONE, OK, OK, OK)
WRITERS = (GONE, OK, OK, GONE)
OF_ANOTHER_AREA = (GONE, OK, GONE, GONE)
REFUSED = (GONE, WRONG, GONE, GONE)
ONE, TWO = {"base": "1"}, {"base": "2"}
TRIAL, PLAN = "replication_id", "replication_id number"

ROWS: dict[str, Row] = {
    "exemplars:index": Row(SEEN),
    "exemplars:write": Row(WRITERS),
    "exemplars:exemplar": Row(SEEN, "exemplar_id"),
    "exemplars:rewrite": Row(OF_ANOTHER_AREA, "exemplar_id"),
    "exemplars:share": Row(REFUSED, "exemplar_id", post=True, data=TWO),
    "exemplars:withdraw": Row(REFUSED, "exemplar_id", post=True, data=TWO),
    "exemplars:adopt": Row(WRITERS, "exemplar_id"),
    "exemplars:replication": Row(SEEN, TRIAL),
    "exemplars:tick": Row(
        (GONE, MOVED, MOVED, GONE),
        PLAN,
        post=True,
        data={"b1-base": "1"},
        using="replication_id step_number",
    ),
    "exemplars:keep": Row((GONE, MOVED, MOVED, GONE), TRIAL, post=True, data=ONE),
    "exemplars:stop": Row((GONE, WRONG, WRONG, GONE), TRIAL, post=True, data=ONE),
}


def objects(scene: Scene) -> dict[str, int | str]:
    """What the other area shares with the commune after its result, and our group follows."""
    result = AssessmentResult.objects.select_related("sheet__place", "sheet__group").get(
        sheet__place=scene.world.other_area
    )
    sheet = result.sheet
    words = ExemplarWords(
        "Đường hoa",
        (StepWords("Trồng hoa"),),
        contact_post="Trưởng thôn",
        contact_reach="Nhà văn hóa",
    )
    about = About(sheet.cycle.adoption, sheet.place, sheet.group)
    made = write_exemplar(make.SYSTEM, about, words)
    share_exemplar(make.SYSTEM, made, scene.world.commune, made.version)
    trial = Trial(scene.world.area, scene.group, clock.today())
    return {
        "exemplar_id": made.pk,
        "replication_id": adopt_here(make.SYSTEM, made, trial).pk,
        "step_number": 1,
    }

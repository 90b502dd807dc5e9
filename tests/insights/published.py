"""Results made public: S0's groups with the month worked out by hand, S3's areas."""

from __future__ import annotations

from collections.abc import Mapping

from tests import make
from tests.assessments.worlds import S3
from tuquan.assessments.models import AssessmentCycle, AssessmentSheet
from tuquan.assessments.queries import read_sheet
from tuquan.assessments.services import decide, open_cycles, publish, save_findings, save_marks
from tuquan.base.actor import Actor
from tuquan.core.assessing import Mark
from tuquan.programmes.models import Adoption

NOT_KEPT = Mark("no")
_AREA = Actor.system("the area itself")


def open_year(adoption: Adoption) -> AssessmentCycle:
    """The cycle of this year, with a sheet for each unit."""
    open_cycles(make.SYSTEM)
    return AssessmentCycle.objects.get(adoption=adoption)


def give(sheet: AssessmentSheet, **failed: Mark) -> None:
    """Check a sheet, every criterion kept but for those named, and give its result."""
    rows = [row for row in read_sheet(sheet).rows if not row.is_standard and row.figures is None]
    found = {row.criterion.key: Mark(row.criterion.met_by) for row in rows} | failed
    if sheet.cycle.step("self_assess"):
        save_marks(_AREA, sheet, found, sheet.version, hand_in=True)
    save_findings(make.SYSTEM, sheet, found, sheet.version, done=True)
    decide(make.SYSTEM, sheet, sheet.version)


def publish_year(
    adoption: Adoption, failing: Mapping[int, Mapping[str, Mark]] | None = None
) -> AssessmentCycle:
    """Give every result and make the year public; `failing` names criteria by number of group."""
    cycle = open_year(adoption)
    for sheet in cycle.sheets.select_related("cycle__edition", "place", "group"):
        give(sheet, **(failing or {}).get(sheet.group_id or sheet.place_id, {}))
    return publish(make.SYSTEM, cycle)


def areas_public(world: make.World) -> AssessmentCycle:
    """S3 in our commune, its areas assessed and public."""
    return publish_year(make.adoption(world.commune, S3))

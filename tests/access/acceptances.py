"""The rows of acceptances and visits."""

from __future__ import annotations

from datetime import timedelta

from tests import make
from tests.access.answers import GONE, MOVED, OK, TAKEN, WRONG, Row
from tests.access.scene import Scene
from tests.assessments.acceptance_worlds import BEFORE, committee, report
from tuquan.assessments.models import Acceptance
from tuquan.assessments.services import (
    Check,
    NewFinding,
    NewVisit,
    Present,
    accept_model,
    add_finding,
    open_cycles,
    record_check,
    record_visit,
)
from tuquan.base import clock

SEEN = (GONE, OK, OK, OK)
DESK = (GONE, OK, OK, GONE)
OFFICE = (GONE, WRONG, GONE, GONE)
OPEN, DECIDED = "acceptance_id", "decided_acceptance"
BASE = {"base": "0"}

ROWS: dict[str, Row] = {
    "assessments:acceptance": Row(SEEN, OPEN),
    "assessments:check_model": Row(OFFICE, OPEN, post=True, data=BASE),
    "assessments:accept": Row(OFFICE, OPEN, post=True, data=BASE),
    "assessments:refuse": Row(OFFICE, OPEN, post=True, data=BASE),
    "assessments:correct_acceptance": Row((GONE, OK, GONE, GONE), OPEN, using=DECIDED),
    "assessments:acceptance_minutes": Row(
        (GONE, MOVED, GONE, GONE), OPEN, post=True, using=DECIDED
    ),
    "assessments:festival": Row((GONE, OK, GONE, GONE), OPEN, using=DECIDED),
    "assessments:told_at_festival": Row((GONE, TAKEN, TAKEN, GONE), OPEN, post=True),
    "assessments:visits": Row(SEEN),
    "assessments:new_visit": Row(DESK),
    "assessments:visit": Row(SEEN, "visit_id"),
    "assessments:add_finding": Row((GONE, WRONG, WRONG, GONE), "visit_id", post=True),
    "assessments:withdraw_visit": Row((GONE, WRONG, WRONG, GONE), "visit_id", post=True),
    "assessments:finish_finding": Row((GONE, MOVED, MOVED, MOVED), "finding_id", post=True),
}


def objects(scene: Scene) -> dict[str, int | str]:
    """Our group's open acceptance and a visit to it; the decided one of another group."""
    open_cycles(make.SYSTEM)
    mine = Acceptance.objects.get(group=scene.group)
    other = Acceptance.objects.filter(place=scene.world.other_area).first()
    assert other is not None
    assert other.group is not None
    report(other.group, "monthly", BEFORE)
    check = Check(
        clock.today(),
        committee(scene.world.commune, "Ban Chỉ đạo nghiệm thu"),
        (Present("Lò Văn Điệp"),),
        with_group=True,
        results="Ngõ sạch.",
    )
    record_check(make.SYSTEM, other, 0, check)
    accept_model(make.SYSTEM, other, 1)
    new = NewVisit("visit", clock.today(), "Mặt trận xã", "Ngõ sạch, rác để gọn.")
    visit = record_visit(make.SYSTEM, mine.cycle.adoption, (mine.place, mine.group), new)
    due = clock.today() + timedelta(days=10)
    finding = add_finding(make.SYSTEM, visit, NewFinding("Thiếu đèn.", due, "Tổ trưởng"))
    return {
        OPEN: mine.pk,
        DECIDED: other.pk,
        "visit_id": visit.pk,
        "finding_id": finding.pk,
    }

"""The rows of the consolidations app."""

from __future__ import annotations

from tests import make
from tests.access.answers import GONE, MOVED, OK, WRONG, Row
from tests.access.scene import Scene
from tests.insights.case import filled
from tuquan.consolidations.services import send_up
from tuquan.core.answers import Answers
from tuquan.places.models import PlaceKind
from tuquan.reports.models import Obligation
from tuquan.reports.services import accept_report, submit_report

SEEN = (GONE, OK, OK, GONE)
OFFICE = (GONE, OK, GONE, GONE)
"""What the commune sends up is the office's; the head of the area has a place below."""

ROWS: dict[str, Row] = {
    "consolidations:index": Row(SEEN),
    "consolidations:complete": Row(SEEN),
    "consolidations:communes": Row((GONE, GONE, GONE, GONE)),
    "consolidations:meeting": Row(SEEN, "place_id"),
    "consolidations:total": Row(OFFICE, "obligation_id", using="total_id"),
    "consolidations:adjust": Row(
        (GONE, WRONG, GONE, GONE), "obligation_id", post=True, using="total_id"
    ),
    "consolidations:drop": Row(
        (GONE, MOVED, GONE, GONE), "obligation_id", post=True, using="total_id"
    ),
    "consolidations:decide": Row(
        (GONE, WRONG, GONE, GONE), "obligation_id", post=True, using="total_id"
    ),
    "consolidations:received": Row(OFFICE, "obligation_id", using="total_id"),
    "consolidations:version": Row(OFFICE, "sent_id"),
    "consolidations:workbook": Row(OFFICE, "sent_id"),
    "consolidations:paper": Row((GONE, MOVED, GONE, GONE), "sent_id", post=True),
}


def objects(scene: Scene) -> dict[str, int | str]:
    """A total of our commune that was sent up, of an area of its own."""
    commune = scene.world.commune
    [group] = make.groups(make.place("Thôn Tổng Hợp", PlaceKind.AREA, commune))
    owed = make.obligation(group, "monthly")
    report = submit_report(make.SYSTEM, owed, Answers(filled(owed, {}, frozenset())), 0)
    accept_report(make.SYSTEM, report, report.version)
    total = Obligation.objects.get(
        kind=Obligation.Kind.TOTAL,
        calendar="monthly",
        period_key=owed.period_key,
        edition=owed.edition,
        place=commune,
    )
    sent = send_up(make.SYSTEM, total, Answers(), 0)
    return {"total_id": total.pk, "sent_id": sent.pk}

"""The rows of who owes what, more time, the unforeseen, goals and what is pressing."""

from __future__ import annotations

from datetime import date

from tests import make
from tests.access.answers import GONE, MOVED, OK, Row
from tests.access.scene import Scene
from tuquan.programmes.models import Adoption
from tuquan.reports.services.aims import write_issue

ROWS: dict[str, Row] = {
    "reports:owing": Row((GONE, OK, OK, OK)),
    "reports:deadline": Row((GONE, OK, GONE, GONE), "obligation_id", using="draft_id"),
    "reports:incident": Row((GONE, OK, OK, OK)),
    "reports:aims": Row((GONE, OK, OK, OK), "place_id"),
    "reports:write_issue": Row(
        (GONE, MOVED, MOVED, GONE),
        "place_id",
        post=True,
        data={"text": "Cống đầu ngõ tắc", "found_on": "19/11/2026"},
    ),
    "reports:settle_issue": Row((GONE, OK, OK, GONE), "issue_id"),
}


def objects(scene: Scene) -> dict[str, int | str]:
    """Something pressing in our area."""
    adoption = Adoption.objects.get(place=scene.world.commune, edition__programme__key=make.S1)
    issue = write_issue(
        make.SYSTEM, adoption, scene.world.area, "Đèn ngõ Đình hỏng", date(2026, 11, 1)
    )
    return {"issue_id": issue.pk}

"""The rows of the notices app."""

from __future__ import annotations

from tests.access.answers import GONE, MOVED, Row, everybody
from tests.access.scene import Scene
from tuquan.notices.models import Notice
from tuquan.notices.services import tell

ROWS: dict[str, Row] = {
    "notices:inbox": Row(everybody()),
    "notices:read_all": Row(everybody(MOVED), post=True),
    "notices:open": Row((GONE, MOVED, GONE, GONE), "notice_id", post=True),
}


def objects(scene: Scene) -> dict[str, int | str]:
    """A notice to our officer, and to nobody else."""
    params = {"body": "Ban Chỉ đạo", "since": "2026-11-01"}
    tell([scene.inside["officer"]], "chair_vacant", params, "/to-chuc/", "matrix")
    return {"notice_id": Notice.objects.get(key="matrix").pk}

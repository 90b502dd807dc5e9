"""The rows of the outbox: shells are for anybody, what scripts ask for is answered in JSON."""

from __future__ import annotations

from uuid import UUID

from tests.access.answers import GONE, MOVED, OK, Row, everybody
from tests.access.scene import Scene
from tuquan.base import clock
from tuquan.outbox.models import StrayItem

UNREADABLE, NOBODY, TOO_OLD = 400, 401, 422

ROWS: dict[str, Row] = {
    "outbox:session": Row(everybody(), public=True),
    "outbox:worker": Row(everybody(), public=True),
    "outbox:manifest": Row(everybody(), public=True),
    "outbox:today": Row(everybody(), public=True),
    "outbox:ledger": Row(everybody(), public=True),
    "outbox:kept": Row(everybody(), visitor=NOBODY),
    "outbox:send": Row(everybody(UNREADABLE), post=True, visitor=NOBODY),
    "outbox:strays": Row((GONE, OK, GONE, GONE)),
    "outbox:stray": Row((GONE, OK, GONE, GONE), "stray_id"),
    "outbox:enter_stray": Row((GONE, TOO_OLD, GONE, GONE), "stray_id", post=True),
    "outbox:set_aside_stray": Row(
        (GONE, MOVED, GONE, GONE), "stray_id", post=True, data={"reason": "Viết nhầm tổ"}
    ),
}


def objects(scene: Scene) -> dict[str, int | str]:
    """Something of our leader's closed phone, of a kind that is not taken any more."""
    leader = scene.inside["leader"]
    stray = StrayItem.objects.create(
        account=leader,
        account_name=leader.name,
        path=scene.group.path,
        key=UUID(int=6),
        kind="forgotten",
        subject="obligation:1",
        received_at=clock.now(),
    )
    return {"stray_id": stray.pk}

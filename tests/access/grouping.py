"""The rows of grouping: barriers, wishes, reconstituting, members in charge."""

from __future__ import annotations

from tests import make
from tests.access.answers import GONE, MOVED, OK, WRONG, Row
from tests.access.scene import Scene
from tuquan.groups.models import BarrierLine
from tuquan.groups.services import add_wish, plan_regrouping

ROWS: dict[str, Row] = {
    # grouping: what groups are made by, adjusting and rearranging them
    "groups:adjust": Row((GONE, MOVED, GONE, GONE), "place_id"),
    "groups:adjust_move": Row((GONE, WRONG, GONE, GONE), "place_id", post=True),
    "groups:barriers": Row((GONE, OK, GONE, GONE), "place_id"),
    "groups:barrier": Row((GONE, OK, GONE, GONE), "barrier_id"),
    "groups:remove_barrier": Row((GONE, MOVED, GONE, GONE), "barrier_id", post=True),
    "groups:wishes": Row((GONE, OK, GONE, GONE), "place_id"),
    "groups:remove_wish": Row((GONE, MOVED, GONE, GONE), "wish_id", post=True),
    "groups:regroup": Row((GONE, OK, GONE, GONE), "place_id"),
    "groups:plan_regrouping": Row((GONE, MOVED, GONE, GONE), "place_id", post=True),
    "groups:regrouping": Row((GONE, OK, GONE, GONE), "regrouping_id"),
    "groups:adjust_regrouping": Row((GONE, GONE, GONE, GONE), "regrouping_id", post=True),
    "groups:renew_regrouping": Row((GONE, MOVED, GONE, GONE), "regrouping_id", post=True),
    "groups:drop_regrouping": Row((GONE, MOVED, GONE, GONE), "regrouping_id", post=True),
}


def objects(scene: Scene) -> dict[str, int | str]:
    """What the addresses of the app name."""
    area, group = scene.world.area, scene.group
    first, second = (member.household for member in group.memberships.all()[:2])
    barrier = BarrierLine.objects.create(
        place=area, name="Sông Cái", points=[["21.0", "105.0"], ["21.1", "105.0"]]
    )
    wish = add_wish(make.SYSTEM, group.programme, area, "together", [first, second])
    plan = plan_regrouping(
        make.SYSTEM, group.programme, area, {first.pk: "new-2"}, {"new-2": "Tổ 2"}
    )
    return {"barrier_id": barrier.pk, "wish_id": wish.pk, "regrouping_id": plan.pk}

"""The rows of the pages everybody may read, and of reviews."""

from __future__ import annotations

from tests import make
from tests.access.answers import GONE, OK, Row, everybody
from tests.access.scene import Scene
from tests.assessments.worlds import S3
from tests.insights.published import publish_year
from tuquan.places.models import PlaceKind

ROWS: dict[str, Row] = {
    "public:index": Row(everybody(), public=True),
    "public:cycle": Row(everybody(), "cycle_id", public=True, using="public_cycle"),
    "public:area": Row(
        everybody(), "cycle_id place_id", public=True, using="public_cycle public_place"
    ),
    "insights:review": Row((GONE, OK, GONE, GONE)),
}


def objects(scene: Scene) -> dict[str, int | str]:
    """A commune by itself, which made the results of its only area public."""
    commune = make.place("Xã Công Khai", PlaceKind.COMMUNE, scene.world.province)
    area = make.place("Thôn Công Khai", PlaceKind.AREA, commune)
    cycle = publish_year(make.adoption(commune, S3))
    return {"public_cycle": cycle.pk, "public_place": area.pk}

"""The rows of dossiers in the formation app."""

from __future__ import annotations

from tests import make
from tests.access.answers import GONE, MOVED, OK, WRONG, Row
from tests.access.scene import Scene
from tuquan.formation.services import open_dossier
from tuquan.groups.services import plan_regrouping
from tuquan.programmes.models import Adoption

SEEN = (GONE, OK, OK, GONE)
DONE = (GONE, MOVED, MOVED, GONE)
REFUSED = (GONE, WRONG, WRONG, GONE)

ROWS: dict[str, Row] = {
    "formation:dossiers": Row(SEEN),
    "formation:open": Row(REFUSED, post=True),
    "formation:open_later": Row(REFUSED, post=True),
    "formation:open_plan": Row(
        (GONE, MOVED, GONE, GONE), "regrouping_id", post=True, using="plan_for_dossiers"
    ),
    "formation:decide": Row((GONE, WRONG, GONE, GONE), post=True),
    "formation:dossier": Row(SEEN, "dossier_id"),
    "formation:link_meeting": Row(REFUSED, "dossier_id", post=True),
    "formation:nominate": Row(REFUSED, "dossier_id", post=True),
    "formation:draft": Row(
        REFUSED, "dossier_id paper", post=True, using="dossier_id dossier_paper"
    ),
    "formation:drop": Row(DONE, "dossier_id", post=True, data={"reason": "Để lần sau"}),
    "formation:remove_nomination": Row(DONE, "nomination_id", post=True),
}


def objects(scene: Scene) -> dict[str, int | str]:
    """The dossier of our group, whose leader stays, and a plan for a group of the other area."""
    adoption = Adoption.objects.get(pk=scene.ids["adoption_id"])
    officer = make.actor(scene.inside["officer"])
    dossier = open_dossier(officer, adoption, scene.group, "recognise_head")
    area = scene.world.other_area
    [other] = make.groups(area)
    [newcomer] = make.households(area, 1, first=50)
    plan = plan_regrouping(officer, other.programme, area, {newcomer.pk: other.pk}, {})
    return {
        "dossier_id": dossier.pk,
        "nomination_id": dossier.nominations.get().pk,
        "dossier_paper": "request",
        "plan_for_dossiers": plan.pk,
    }

"""The rows of posts of groups, teams and who looks after which households."""

from __future__ import annotations

from datetime import date

from tests import make
from tests.access.answers import GONE, MOVED, OK, TAKEN, WRONG, Row
from tests.access.scene import Scene
from tuquan.groups.models import Tenure
from tuquan.groups.services import add_member, form_groups, propose_area_groups

S2 = "luc-ngan-2021"

ROWS: dict[str, Row] = {
    "groups:add_member": Row((GONE, WRONG, GONE, GONE), "group_id", post=True, using="team_id"),
    "groups:set_predecessor": Row((GONE, MOVED, GONE, GONE), "group_id", post=True),
    "groups:care": Row((GONE, OK, OK, GONE), "group_id", using="team_id"),
    "groups:assign_care": Row((GONE, WRONG, GONE, GONE), "group_id", post=True, using="team_id"),
    "groups:share_care": Row((GONE, MOVED, GONE, GONE), "group_id", post=True, using="team_id"),
    "groups:end_care": Row((GONE, WRONG, GONE, GONE), "group_id", post=True, using="team_id"),
    "groups:care_sheet": Row((GONE, OK, OK, GONE), "place_id", query=f"programme={S2}"),
    "groups:tenure": Row((GONE, OK, OK, MOVED), "tenure_id"),
    "groups:hand_over": Row((GONE, WRONG, GONE, GONE), "tenure_id", post=True),
    "groups:end_tenure": Row((GONE, WRONG, GONE, GONE), "tenure_id", post=True),
    "groups:change_post": Row((GONE, MOVED, GONE, GONE), "tenure_id", post=True),
    "groups:give_access": Row((GONE, TAKEN, GONE, GONE), "tenure_id", post=True),
}


def objects(scene: Scene) -> dict[str, int | str]:
    """What the addresses of the app name."""
    adoption = make.adoption(scene.world.commune, S2)
    edition = adoption.edition
    rules = edition.content.group_rules
    assert rules is not None
    propose_area_groups(make.SYSTEM, edition.programme, rules, scene.world.area)
    [team] = form_groups(make.SYSTEM, edition.programme, scene.world.area)
    add_member(make.SYSTEM, team, "Lò Thị Ánh", date(2026, 11, 1))
    leads = Tenure.objects.current().get(group=scene.group, position="leader")
    return {"team_id": team.pk, "tenure_id": leads.pk}

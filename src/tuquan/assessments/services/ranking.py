"""Among whom units are ranked, and which pass marks hold for them (F-58)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from tuquan.assessments.models import AssessmentCycle, AssessmentSheet
from tuquan.assessments.queries import zones_in
from tuquan.audit.services import record
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import tidy

LONGEST = 60


@dataclass(frozen=True, slots=True)
class Standing:
    """In which cluster a unit is ranked, and in which zone it lies; either may be empty."""

    cluster: str = ""
    zone: str = ""


@transaction.atomic
def set_standings(actor: Actor, cycle: AssessmentCycle, standings: Mapping[int, Standing]) -> int:
    """Say in which cluster and zone each sheet of a cycle stands; how many changed.

    Not once results were given: pass marks and quotas inside clusters rest on them.
    """
    require(actor.may("assessments.decide", cycle.path))
    wanted = {key: Standing(tidy(one.cluster), one.zone) for key, one in standings.items()}
    zones = zones_in(cycle.content)
    if any(len(one.cluster) > LONGEST for one in wanted.values()):
        raise Invalid([Problem("cluster_name_too_long", params={"most": LONGEST})])
    if any(one.zone and one.zone not in zones for one in wanted.values()):
        raise Invalid([Problem("zone_unknown", params={"zones": ", ".join(zones)})])
    if cycle.sheets.filter(state=AssessmentSheet.State.DECIDED).exists():
        raise Conflict("clusters_after_results")
    sheets = cycle.sheets.filter(pk__in=wanted)
    changed = [one for one in sheets if Standing(one.cluster, one.zone) != wanted[one.pk]]
    for sheet in changed:
        sheet.cluster, sheet.zone = wanted[sheet.pk].cluster, wanted[sheet.pk].zone
    AssessmentSheet.objects.bulk_update(changed, ["cluster", "zone"])
    if changed:
        record(actor, "assessments.clustered", cycle, cycle.path, sheets=len(changed))
    return len(changed)

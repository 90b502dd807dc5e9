"""What the platform itself knows about who reports, to check answers against."""

from __future__ import annotations

from tuquan.groups.queries import household_count
from tuquan.reports.models import Obligation
from tuquan.residents.models import Household


def facts_of(obligation: Obligation) -> dict[str, int]:
    """The facts of today, by name (`core.programme.FACTS`)."""
    group, place = obligation.group, obligation.place
    if group:
        return {"households": household_count(group)}
    if obligation.reporter_kind == Obligation.Reporter.AREA:
        return {"households": Household.objects.current().below(place.path).count()}
    return {}

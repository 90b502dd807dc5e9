"""Taking away what nobody can owe any more: its group, area, commune or body has ended."""

from __future__ import annotations

from collections import Counter

from django.db.models import F, Q

from tuquan.audit.services import record
from tuquan.base.actor import Actor
from tuquan.groups.models import ResidentGroup
from tuquan.places.queries.written import in_chunks
from tuquan.reports.models import Obligation
from tuquan.reports.services.followers import tell_opened

_DISSOLVED = Q(
    group__state=ResidentGroup.State.DISSOLVED, period_until__gt=F("group__dissolved_on")
)
_PLACE_ENDED = Q(group=None, period_until__gt=F("place__ended_on"))
_BODY_ENDED = Q(body__isnull=False, period_until__gt=F("body__dissolved_on"))


def close_orphans(actor: Actor, inside: str) -> None:
    """Nobody owes a period that was not over when the reporter ended, unless it is begun.

    Whoever takes the households or the work over reports them for that period. What was over by
    then stays owed: an officer of the commune enters it, and so they do with a draft.
    """
    orphans = (
        Obligation.objects.below(inside)
        .filter(_DISSOLVED | _PLACE_ENDED | _BODY_ENDED, report=None)
        .exclude(kind=Obligation.Kind.INCIDENT)
    )
    closing = list(orphans.select_related("commune").order_by("pk"))
    tell_opened(closing)
    for some in in_chunks(one.pk for one in closing):
        Obligation.objects.filter(pk__in=some).delete()
    for commune, count in Counter(one.commune for one in closing).items():
        record(actor, "reports.closed", commune, commune.path, obligations=count)

"""Open reports take over what was decided since they were opened."""

from __future__ import annotations

from collections import Counter

from django.db import transaction

from tuquan.audit.services import record
from tuquan.base.actor import Actor
from tuquan.base.errors import require
from tuquan.places.models import Place
from tuquan.reports.models import Obligation
from tuquan.reports.queries.reevaluation import reevaluation


@transaction.atomic
def reevaluate_open_reports(actor: Actor) -> int:
    """Give open, unwritten reports the day and the edition that hold today; returns how many.

    What somebody began to write in the meantime stays as it was opened.
    """
    require(bool(actor.paths("reports.review")))
    done: Counter[Place] = Counter()
    for move in reevaluation(actor):
        changed = Obligation.objects.filter(pk=move.obligation.pk, report=None).update(
            adoption=move.adoption,
            edition=move.adoption.edition,
            form_key=move.form_key,
            due_at=move.due_at,
            locks_at=move.locks_at,
        )
        done[move.adoption.place] += changed
    for place, count in done.items():
        record(actor, "reports.reevaluated", place, place.path, obligations=count)
    return done.total()

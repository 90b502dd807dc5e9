"""A post of a group ends: its care and its access with it; what the next one must know stays."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from tuquan.accounts.models import Account, Grant
from tuquan.accounts.services import end_grant
from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.bodies.queries.naming import day_problems
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import tidy
from tuquan.groups.models import MEMBER, Care, ResidentGroup, Tenure
from tuquan.groups.queries import long_text, text_problems


@transaction.atomic
def end_tenure(actor: Actor, tenure: Tenure, on: date, reason: str, handover: str = "") -> None:
    """End a post of a group without a successor: it is vacant from then on (F-21).

    Nobody looks after the households of whoever leaves until somebody is named for them.
    """
    group = tenure.group
    require(actor.may("groups.manage", group.path))
    why, note = tidy(reason), long_text(handover)
    problems = [] if why else [Problem("end_reason_missing", "reason")]
    problems += day_problems(on, "on", min(tenure.term_from, clock.today()))
    problems += text_problems(reason=why, handover=note)
    if problems:
        raise Invalid(problems)
    close_tenure(actor, tenure, on, why, note)
    record(
        actor,
        "groups.tenure_ended",
        group,
        group.path,
        position=tenure.position,
        tenure=tenure.pk,
    )


@transaction.atomic
def remove_member(actor: Actor, tenure: Tenure, on: date, reason: str, handover: str = "") -> None:
    """Take somebody out of a team: nobody looks after their households until somebody is named."""
    require(actor.may("groups.manage", tenure.group.path))
    if tenure.position != MEMBER:
        raise Conflict("tenure_not_of_member", name=tenure.holder_name)
    end_tenure(actor, tenure, on, reason, handover)


def require_working_group(actor: Actor, group: ResidentGroup) -> None:
    """Refuse unless the actor manages the group and it works: neither proposed nor dissolved."""
    require(actor.may("groups.manage", group.path))
    if group.state != ResidentGroup.State.FORMED:
        raise Conflict("group_not_formed", name=group.name)


def close_tenure(
    actor: Actor,
    tenure: Tenure,
    on: date,
    reason: str = "",
    handover: str = "",
    *,
    keeps_access: bool = False,
) -> None:
    """End a post that still goes on, with the care and the access that hang on it.

    Who goes on in another post `keeps_access`; the caller looks whether they do.
    """
    said = {"ended_on": on, "end_reason": reason, "handover": handover}
    if not Tenure.objects.filter(pk=tenure.pk, ended_on=None).update(**said):
        raise Conflict("tenure_ended_already", name=tenure.holder_name)
    tenure.ended_on, tenure.end_reason, tenure.handover = on, reason, handover
    Care.objects.current().filter(tenure=tenure).end(on)
    if not keeps_access:
        end_duties(actor, tenure.group, tenure.account)


def end_duties(actor: Actor, group: ResidentGroup, account: Account | None) -> None:
    """Take the access to a group from whoever holds no post of it any more."""
    still_serving = group.tenures.filter(ended_on=None, account=account).exists()
    if account is None or still_serving:
        return
    for grant in Grant.objects.filter(account=account, path=group.path, effective_until=None):
        end_grant(actor, grant)

"""A group ends: its posts and access with it; what it reported stays."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from tuquan.audit.services import record
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import tidy
from tuquan.groups.models import MembershipQuerySet, ResidentGroup
from tuquan.groups.queries.regrouping import ending_problems
from tuquan.groups.services.ending import close_tenure

LONGEST_REASON = 200


@transaction.atomic
def dissolve_group(actor: Actor, group: ResidentGroup, on: date, reason: str) -> None:
    """End a formed group on a day (S0-17): its households are in none, its posts are vacant.

    Its reports stay as they are, and its path, so that what it wrote is still found.
    """
    require(actor.may("groups.manage", group.path))
    said = tidy(reason)
    if problems := _problems(group, on, said):
        raise Invalid(problems)
    ended = ResidentGroup.objects.formed().filter(pk=group.pk)
    if not ended.update(state=ResidentGroup.State.DISSOLVED, dissolved_on=on):
        raise Conflict("group_not_formed", name=group.name)
    group.state, group.dissolved_on = ResidentGroup.State.DISSOLVED, on
    left = _members(group).update(effective_until=on)
    for tenure in group.tenures.filter(ended_on=None).select_related("group", "account"):
        close_tenure(actor, tenure, on, said)
    record(actor, "groups.dissolved", group, group.path, name=group.name, households=left)


def _problems(group: ResidentGroup, on: date, reason: str) -> list[Problem]:
    problems = ending_problems(_members(group), on)
    if not reason:
        problems.append(Problem("dissolving_reason_missing", "reason"))
    if len(reason) > LONGEST_REASON:
        problems.append(Problem("dissolving_reason_long", "reason", {"maximum": LONGEST_REASON}))
    return problems


def _members(group: ResidentGroup) -> MembershipQuerySet:
    members: MembershipQuerySet = group.memberships.filter(effective_until=None)
    return members

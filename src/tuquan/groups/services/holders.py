"""Naming who leads a group, with an account and for a term."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db import transaction

from tuquan.accounts.models import Account, Grant, Role
from tuquan.accounts.services import create_account, end_grant, give_grant
from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import same_name_key, tidy
from tuquan.groups.models import ResidentGroup, Tenure
from tuquan.programmes.models import Programme


class NamedHolder(NamedTuple):
    """A position filled, and what the new holder needs to sign in the first time."""

    tenure: Tenure
    account: Account
    first_password: str


@transaction.atomic
def name_holder(
    actor: Actor,
    group: ResidentGroup,
    position: str,
    name: str,
    term_from: date,
    term_until: date | None,
) -> NamedHolder:
    """Name the leader or deputy for a term; they get an account, and their predecessor's duty ends.

    Somebody who holds a position of the group already keeps their account, whether the term is
    renewed or a deputy becomes leader: the password is then "".
    """
    require(actor.may("groups.manage", group.path))
    if group.state != ResidentGroup.State.FORMED:
        raise Conflict("group_not_formed", name=group.name)
    holder = tidy(name)
    problems = []
    if position not in _positions(group.programme):
        problems.append(Problem("position_unknown", "position", {"position": position}))
    if not holder:
        problems.append(Problem("holder_name_missing", "name"))
    if term_until and term_until <= term_from:
        problems.append(Problem("term_ends_before_it_begins", "term_until"))
    if problems:
        raise Invalid(problems)
    account, password = _hand_over(actor, group, position, holder)
    tenure = Tenure.objects.create(
        group=group,
        position=position,
        holder_name=holder,
        account=account,
        term_from=term_from,
        term_until=term_until,
    )
    record(actor, "groups.holder_named", group, group.path, position=position, tenure=tenure.pk)
    return NamedHolder(tenure, account, password)


def _positions(programme: Programme) -> set[str]:
    return {
        position.key
        for edition in programme.editions.all()
        for kind in edition.content.group_kinds
        for position in kind.positions
    }


def _hand_over(
    actor: Actor, group: ResidentGroup, position: str, holder: str
) -> tuple[Account, str]:
    serving = list(group.tenures.filter(ended_on=None).select_related("account"))
    wanted = same_name_key(holder)
    known = next((t.account for t in serving if same_name_key(t.holder_name) == wanted), None)
    for present in serving:
        if present.position == position:
            present.ended_on = clock.today()
            present.save(update_fields=["ended_on"])
            if present.account != known:
                _end_duties(actor, group, present.account)
    if known:
        give_grant(actor, known, Role.GROUP_LEADER, group.place, path=group.path)
        return known, ""
    return create_account(
        actor,
        holder,
        Role.GROUP_LEADER,
        group.place,
        path=group.path,
        programme=group.programme.key,
    )


def _end_duties(actor: Actor, group: ResidentGroup, account: Account | None) -> None:
    still_serving = group.tenures.filter(ended_on=None, account=account).exists()
    if account is None or still_serving:
        return
    for grant in Grant.objects.filter(account=account, path=group.path, effective_until=None):
        end_grant(actor, grant)

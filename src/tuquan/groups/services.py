"""Proposing groups, adjusting them, forming them, and naming who leads them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import Max

from tuquan.accounts.models import Account, Grant, Role
from tuquan.accounts.services import create_account, end_grant, give_grant
from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.grouping import Door, ProposedGroup, SizeBounds, propose_groups
from tuquan.core.problems import Problem
from tuquan.core.programme import GroupRules
from tuquan.core.vietnamese import same_name_key, tidy
from tuquan.groups.models import GroupQuerySet, Membership, ResidentGroup, Tenure
from tuquan.groups.queries import household_count, ungrouped_households
from tuquan.places.models import Place
from tuquan.programmes.models import Programme
from tuquan.residents.models import Household


@transaction.atomic
def propose_area_groups(
    actor: Actor, programme: Programme, rules: GroupRules, area: Place
) -> list[ResidentGroup]:
    """Propose groups for the households of an area that are in none yet (S0-10, S0-11, F-18, F-20).

    An earlier proposal for the area is replaced; groups already formed stay as they are.
    """
    require(actor.may("groups.manage", area.path))
    _proposed(programme, area).delete()
    households = list(ungrouped_households(programme, area))
    if not households:
        raise Invalid([Problem("no_households_to_group", "", {"place": area.name})])
    doors = [Door(h.pk, h.lane, h.house_number, order) for order, h in enumerate(households)]
    bounds = SizeBounds(rules.minimum or 1, rules.maximum or len(doors), rules.soft)
    first = _next_number(programme, area)
    groups = [
        _propose(programme, area, first + index, proposal)
        for index, proposal in enumerate(propose_groups(doors, bounds))
    ]
    record(actor, "groups.proposed", area, area.path, groups=len(groups), households=len(doors))
    return groups


def _propose(
    programme: Programme, area: Place, number: int, proposal: ProposedGroup
) -> ResidentGroup:
    group = ResidentGroup.objects.create(
        programme=programme,
        place=area,
        path=f"new {programme.pk} {area.pk} {number}",  # replaced below: it needs the row's number
        name=f"Tổ {number}",
        number=number,
        reasons=[{"code": r.code, "params": dict(r.params)} for r in proposal.reasons],
    )
    group.path = ResidentGroup.path_of(area, group.pk)
    group.save(update_fields=["path"])
    _add_members(group, proposal.members, clock.today())
    return group


def _add_members(group: ResidentGroup, households: tuple[int, ...], since: date) -> None:
    Membership.objects.bulk_create(
        Membership(
            group=group,
            programme_id=group.programme_id,
            household_id=household,
            effective_from=since,
        )
        for household in households
    )


@transaction.atomic
def drop_proposal(actor: Actor, programme: Programme, area: Place) -> int:
    """Throw the proposed groups of an area away; returns how many there were."""
    require(actor.may("groups.manage", area.path))
    groups = _proposed(programme, area)
    count = groups.count()
    groups.delete()
    record(actor, "groups.proposal_dropped", area, area.path, groups=count)
    return count


@transaction.atomic
def move_household(actor: Actor, household: Household, to: ResidentGroup) -> None:
    """Move a household to another group of its area; from formed groups the history is kept."""
    require(actor.may("groups.manage", to.path) and actor.may("groups.manage", household.path))
    if to.place_id != household.place_id:
        raise Invalid([Problem("group_of_other_area", "group")])
    old = Membership.objects.current().filter(programme=to.programme, household=household).first()
    if old and old.group_id == to.pk:
        return
    if old and old.group.state == ResidentGroup.State.PROPOSED:
        old.delete()
    elif old:
        old.effective_until = clock.today()
        old.save(update_fields=["effective_until"])
    try:
        with transaction.atomic():
            _add_members(to, (household.pk,), clock.today())
    except IntegrityError as error:  # somebody else moved it at the same moment
        raise Conflict("household_grouped_already", name=household.head_name) from error
    record(
        actor,
        "groups.household_moved",
        to,
        to.path,
        household=household.pk,
        from_group=old.group_id if old else None,
    )


@transaction.atomic
def rename_group(actor: Actor, group: ResidentGroup, name: str) -> None:
    """Give a group another name, unique in its area."""
    require(actor.may("groups.manage", group.path))
    new = tidy(name)
    if not new:
        raise Invalid([Problem("group_name_missing", "name")])
    others = group.place.groups.filter(programme=group.programme).exclude(pk=group.pk)
    others = others.exclude(state=ResidentGroup.State.DISSOLVED)
    if same_name_key(new) in {same_name_key(other.name) for other in others}:
        taken = {"name": new, "place": group.place.name}
        raise Invalid([Problem("group_name_taken", "name", taken)])
    old, group.name = group.name, new
    group.save(update_fields=["name"])
    record(actor, "groups.renamed", group, group.path, old=old, new=new)


@transaction.atomic
def form_groups(actor: Actor, programme: Programme, area: Place) -> list[ResidentGroup]:
    """Make the proposed groups of an area real. Sizes out of bounds warn; they do not block."""
    require(actor.may("groups.manage", area.path))
    groups = list(_proposed(programme, area))
    empty = [
        Problem("group_empty", str(group.number), {"name": group.name})
        for group in groups
        if household_count(group) == 0
    ]
    if empty:
        raise Invalid(empty)
    for group in groups:
        group.state = ResidentGroup.State.FORMED
        group.formed_on = clock.today()
        group.save(update_fields=["state", "formed_on"])
        record(actor, "groups.formed", group, group.path, name=group.name)
    return groups


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

    Naming the present holder again renews the term and keeps the account: the password is then "".
    """
    require(actor.may("groups.manage", group.path))
    if group.state != ResidentGroup.State.FORMED:
        raise Conflict("group_not_formed", name=group.name)
    holder = tidy(name)
    problems = []
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


def _hand_over(
    actor: Actor, group: ResidentGroup, position: str, holder: str
) -> tuple[Account, str]:
    present = Tenure.objects.current().filter(group=group, position=position).first()
    if present:
        present.ended_on = clock.today()
        present.save(update_fields=["ended_on"])
        if present.account and same_name_key(present.holder_name) == same_name_key(holder):
            give_grant(actor, present.account, Role.GROUP_LEADER, group.place, path=group.path)
            return present.account, ""
        _end_duties(actor, group, present.account)
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


def _proposed(programme: Programme, area: Place) -> GroupQuerySet:
    return ResidentGroup.objects.filter(
        programme=programme, place=area, state=ResidentGroup.State.PROPOSED
    )


def _next_number(programme: Programme, area: Place) -> int:
    groups = ResidentGroup.objects.filter(programme=programme, place=area)
    return (groups.aggregate(last=Max("number"))["last"] or 0) + 1

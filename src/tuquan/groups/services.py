"""Proposing groups, adjusting them, forming them, and naming who leads them."""

from __future__ import annotations

from collections.abc import Sequence
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
from tuquan.core.grouping import ProposedGroup
from tuquan.core.problems import Problem
from tuquan.core.programme import GroupRules
from tuquan.core.vietnamese import same_name_key, tidy
from tuquan.groups.models import GroupQuerySet, Membership, ResidentGroup, Tenure
from tuquan.groups.queries import household_count, propose_for, size_remark_of
from tuquan.places.models import Place
from tuquan.programmes.models import Programme
from tuquan.residents.models import Household


def propose_area_groups(
    actor: Actor, programme: Programme, rules: GroupRules, area: Place
) -> list[ResidentGroup]:
    """Propose groups for the households of an area that are in none yet (S0-10, S0-11, F-18, F-20).

    An earlier proposal for the area is replaced; groups already formed stay as they are.
    """
    require(actor.may("groups.manage", area.path))
    proposals = propose_for(programme, rules, area)
    if not proposals:
        raise Invalid([Problem("no_households_to_group", "", {"place": area.name})])
    try:
        with transaction.atomic():
            return _write_proposals(actor, programme, area, proposals)
    except IntegrityError as error:  # somebody proposed or moved at the same moment
        raise Conflict("groups_changed_meanwhile", place=area.name) from error


def _write_proposals(
    actor: Actor, programme: Programme, area: Place, proposals: Sequence[ProposedGroup]
) -> list[ResidentGroup]:
    _proposed(programme, area).delete()
    first = _next_number(programme, area)
    groups = [
        _propose(programme, area, first + index, proposal)
        for index, proposal in enumerate(proposals)
    ]
    count = sum(len(proposal.members) for proposal in proposals)
    record(actor, "groups.proposed", area, area.path, groups=len(groups), households=count)
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


def _add_members(group: ResidentGroup, households: Sequence[int], since: date) -> None:
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
def move_household(
    actor: Actor, household: Household, to: ResidentGroup, source: ResidentGroup | None = None
) -> None:
    """Move a household to another group of its area; from formed groups the history is kept.

    Refused when it is no longer in the `source` the officer saw it in.
    """
    require(actor.may("groups.manage", to.path) and actor.may("groups.manage", household.path))
    if to.place_id != household.place_id:
        raise Invalid([Problem("group_of_other_area", "group")])
    if to.state == ResidentGroup.State.DISSOLVED:
        raise Conflict("group_dissolved", name=to.name)
    old = (
        Membership.objects.current()
        .filter(programme=to.programme, household=household)
        .select_related("group")
        .first()
    )
    if source and (old is None or old.group_id != source.pk):
        raise Conflict("household_moved_meanwhile", name=household.head_name)
    if old and old.group_id == to.pk:
        return
    if old:
        _leave(old, to, household)
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


def _leave(old: Membership, to: ResidentGroup, household: Household) -> None:
    """End a membership, unless somebody else just did; a mere proposal leaves no history."""
    mine = Membership.objects.current().filter(pk=old.pk)
    if old.group.state == ResidentGroup.State.PROPOSED:
        gone, _ = mine.delete()
    elif to.state == ResidentGroup.State.PROPOSED:
        raise Conflict("group_not_formed", name=to.name)  # a proposal can be thrown away
    else:
        gone = mine.update(effective_until=clock.today())
    if not gone:
        raise Conflict("household_moved_meanwhile", name=household.head_name)


@transaction.atomic
def move_households(
    actor: Actor, source: ResidentGroup, households: Sequence[Household], to: ResidentGroup
) -> bool:
    """Move several households out of one group into another: all of them or none.

    Refused when one of them has left `source` meanwhile, so that of two officers the second does
    not undo the first unseen. A proposed group that loses its last household is removed: returns
    whether `source` is still there.
    """
    require(actor.may("groups.manage", source.path))
    if not households:
        raise Invalid([Problem("households_not_chosen", "household")])
    for household in households:
        move_household(actor, household, to, source)
    if source.state != ResidentGroup.State.PROPOSED or household_count(source):
        return True
    record(actor, "groups.proposal_emptied", source, source.path, name=source.name)
    source.delete()
    return False


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
def form_groups(
    actor: Actor, programme: Programme, area: Place, rules: GroupRules | None = None
) -> list[ResidentGroup]:
    """Make the proposed groups of an area real, their households members from today.

    Sizes out of soft bounds warn; they do not block (S0-11). With `rules` whose bounds are hard,
    a wrong size is refused.
    """
    require(actor.may("groups.manage", area.path))
    groups = list(_proposed(programme, area))
    if not groups:
        raise Conflict("no_proposal", place=area.name)
    if problems := [problem for group in groups for problem in _size_problems(group, rules)]:
        raise Invalid(problems)
    for group in groups:
        group.state = ResidentGroup.State.FORMED
        group.formed_on = clock.today()
        group.save(update_fields=["state", "formed_on"])
        group.memberships.filter(effective_until=None).update(effective_from=clock.today())
        record(actor, "groups.formed", group, group.path, name=group.name)
    return groups


def _size_problems(group: ResidentGroup, rules: GroupRules | None) -> list[Problem]:
    count = household_count(group)
    if count == 0:
        return [Problem("group_empty", str(group.number), {"name": group.name})]
    remark = size_remark_of(group, rules, count) if rules and not rules.soft else None
    if remark is None:
        return []
    return [Problem("group_size_refused", str(group.number), {**remark.params, "name": group.name})]


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


def _proposed(programme: Programme, area: Place) -> GroupQuerySet:
    return ResidentGroup.objects.filter(
        programme=programme, place=area, state=ResidentGroup.State.PROPOSED
    )


def _next_number(programme: Programme, area: Place) -> int:
    groups = ResidentGroup.objects.filter(programme=programme, place=area)
    return (groups.aggregate(last=Max("number"))["last"] or 0) + 1

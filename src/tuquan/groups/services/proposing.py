"""Proposing groups for the households of an area, and forming them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from itertools import count

from django.db import IntegrityError, transaction
from django.db.models import Max

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.grouping import ProposedGroup
from tuquan.core.problems import Problem
from tuquan.core.programme import GroupRules
from tuquan.groups.models import GroupQuerySet, Membership, ResidentGroup
from tuquan.groups.queries import household_count, size_remark_of
from tuquan.groups.queries.comparing import groups_proposed
from tuquan.groups.queries.kinds import covers_area, group_name, kind_of
from tuquan.groups.services.discarding import discard_proposals
from tuquan.places.models import Place
from tuquan.programmes.models import Programme


def propose_area_groups(
    actor: Actor, programme: Programme, rules: GroupRules, area: Place, method: str = ""
) -> list[ResidentGroup]:
    """Propose groups for the households of an area that are in none yet (S0-10, S0-11, F-18, F-20).

    By the lanes, or by the method chosen among the proposals of `queries.comparing`; under rules
    for whole areas everybody in one group (S1-11). An earlier proposal for the area is replaced;
    groups already formed stay as they are.
    """
    require(actor.may("groups.manage", area.path))
    _refuse_second_kind(programme, rules, area)
    proposals = groups_proposed(area, programme, rules, method)
    if not proposals:
        raise Invalid([Problem("no_households_to_group", "", {"place": area.name})])
    try:
        with transaction.atomic():
            return _write_proposals(actor, programme, rules, area, proposals, method)
    except IntegrityError as error:  # somebody proposed or moved at the same moment
        raise Conflict("groups_changed_meanwhile", place=area.name) from error


def _refuse_second_kind(programme: Programme, rules: GroupRules, area: Place) -> None:
    """A group of the whole area leaves no household for another one, and needs all of them."""
    formed = ResidentGroup.objects.formed().filter(programme=programme, place=area)
    if covers_area(rules):
        if formed.exists():
            raise Conflict("area_has_groups", place=area.name)
    elif formed.exclude(kind="").exists():
        raise Conflict("area_is_one_group", place=area.name)


def _write_proposals(
    actor: Actor,
    programme: Programme,
    rules: GroupRules,
    area: Place,
    proposals: Sequence[ProposedGroup],
    method: str,
) -> list[ResidentGroup]:
    going_on = {proposal.existing for proposal in proposals if method == "keep_existing"}
    kept = {group.pk: group for group in _proposed(programme, area) if group.pk in going_on}
    discard_proposals(actor, _proposed(programme, area))
    first = max([_next_number(programme, area), *(old.number + 1 for old in kept.values())])
    numbers = count(first)
    groups = []
    for proposal in proposals:
        old = kept.get(proposal.existing or 0)
        number = old.number if old else next(numbers)
        name = old.name if old else group_name(rules, area, number)
        groups.append(_propose(programme, area, proposal, number, name, kind_of(rules)))
    total = sum(len(proposal.members) for proposal in proposals)
    by = {"method": method} if method else {}
    record(actor, "groups.proposed", area, area.path, groups=len(groups), households=total, **by)
    return groups


def _propose(
    programme: Programme,
    area: Place,
    proposal: ProposedGroup,
    number: int,
    name: str,
    kind: str,
) -> ResidentGroup:
    group = ResidentGroup.objects.create(
        programme=programme,
        place=area,
        path=f"new {programme.pk} {area.pk} {number}",  # replaced below: it needs the row's number
        name=name,
        number=number,
        kind=kind,
        reasons=[{"code": r.code, "params": dict(r.params)} for r in proposal.reasons],
    )
    group.path = ResidentGroup.path_of(area, group.pk)
    group.save(update_fields=["path"])
    today = clock.today()
    Membership.objects.bulk_create(
        Membership(group=group, programme=programme, household_id=household, effective_from=today)
        for household in proposal.members
    )
    return group


@transaction.atomic
def drop_proposal(actor: Actor, programme: Programme, area: Place) -> int:
    """Throw the proposed groups of an area away; returns how many there were."""
    require(actor.may("groups.manage", area.path))
    groups = _proposed(programme, area)
    dropped = groups.count()
    discard_proposals(actor, groups)
    record(actor, "groups.proposal_dropped", area, area.path, groups=dropped)
    return dropped


@transaction.atomic
def form_groups(
    actor: Actor,
    programme: Programme,
    area: Place,
    rules: GroupRules | None = None,
    *,
    only: Collection[int] | None = None,
    on: date | None = None,
) -> list[ResidentGroup]:
    """Make the proposed groups of an area real, their households members from the day (today).

    `only` names those of them that a decision is about. Sizes out of soft bounds warn; they do not
    block (S0-11). With `rules` whose bounds are hard, a wrong size is refused.
    """
    require(actor.may("groups.manage", area.path))
    proposed = _proposed(programme, area)
    groups = list(proposed if only is None else proposed.filter(pk__in=only))
    if not groups:
        raise Conflict("no_proposal", place=area.name)
    if problems := [problem for group in groups for problem in _size_problems(group, rules)]:
        raise Invalid(problems)
    for group in groups:
        group.state = ResidentGroup.State.FORMED
        group.formed_on = on or clock.today()
        group.save(update_fields=["state", "formed_on"])
        group.memberships.filter(effective_until=None).update(effective_from=group.formed_on)
        record(actor, "groups.formed", group, group.path, name=group.name)
    return groups


def _size_problems(group: ResidentGroup, rules: GroupRules | None) -> list[Problem]:
    households = household_count(group)
    if households == 0:
        return [Problem("group_empty", str(group.number), {"name": group.name})]
    remark = size_remark_of(group, rules, households) if rules and not rules.soft else None
    if remark is None:
        return []
    return [Problem("group_size_refused", str(group.number), {**remark.params, "name": group.name})]


def _proposed(programme: Programme, area: Place) -> GroupQuerySet:
    return ResidentGroup.objects.filter(
        programme=programme, place=area, state=ResidentGroup.State.PROPOSED
    )


def _next_number(programme: Programme, area: Place) -> int:
    groups = ResidentGroup.objects.filter(programme=programme, place=area)
    return (groups.aggregate(last=Max("number"))["last"] or 0) + 1

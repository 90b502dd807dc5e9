"""A plan to reconstitute groups is carried out, by the decision that orders it (S0-17, F-25)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from tuquan.audit.services import record
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.grouping import size_remark
from tuquan.core.problems import Problem
from tuquan.groups.models import Care, Membership, Regrouping, ResidentGroup
from tuquan.groups.queries.finding import size_bounds
from tuquan.groups.queries.kinds import rules_in
from tuquan.groups.queries.regrouping import (
    ENDS,
    Key,
    ending_problems,
    formed_in,
    groups_after,
    groups_before,
    moves_of,
    why_unfit,
)
from tuquan.groups.services.dissolving import dissolve_group
from tuquan.groups.services.regrouping import end_plan


@transaction.atomic
def carry_out_regrouping(actor: Actor, regrouping: Regrouping, on: date) -> list[ResidentGroup]:
    """Move the households on a day, found the new groups, dissolve those left without households.

    All or nothing; refused with the reasons when the register changed so that the plan no longer
    fits, or a size is wrong where the bounds are hard. Returns the formed groups of the area.
    """
    require(actor.may("groups.manage", regrouping.place.path))
    end_plan(actor, regrouping, Regrouping.State.CARRIED_OUT, carried_out_on=on)
    plan = _planned_again(regrouping)
    if problems := _problems(plan, on):
        raise Invalid(problems)
    after = groups_after(plan)
    founded = _found(actor, plan, on)
    _move(actor, plan, founded, on)
    emptied = [one.key for one in after if one.fate == ENDS]
    for group in formed_in(plan.programme, plan.place).filter(pk__in=emptied):
        dissolve_group(actor, group, on, _("no household left after the groups were rearranged"))
    record(
        actor,
        "groups.regrouping_carried_out",
        regrouping,
        regrouping.place.path,
        households=len(regrouping.assignments),
        new_groups=len(founded),
        dissolved=len(emptied),
    )
    return list(formed_in(regrouping.programme, regrouping.place))


def _planned_again(regrouping: Regrouping) -> Regrouping:
    """The plan as it was a moment ago, to ask what it would change."""
    plan = Regrouping.objects.select_related("place", "programme").get(pk=regrouping.pk)
    plan.state = Regrouping.State.PLANNED
    return plan


def _problems(plan: Regrouping, on: date) -> list[Problem]:
    moving = Membership.objects.current().filter(
        programme=plan.programme, household__in=moves_of(plan)
    )
    return [*why_unfit(plan), *ending_problems(moving, on), *_size_problems(plan)]


def _size_problems(plan: Regrouping) -> list[Problem]:
    rules = rules_in(plan.programme, plan.place)
    if rules is None or rules.soft:
        return []
    bounds = size_bounds(rules, len(plan.before))
    return [
        Problem("group_size_refused", params={**remark.params, "name": group.name})
        for group in groups_after(plan)
        if group.fate != ENDS and (remark := size_remark(group.after, bounds))
    ]


def _found(actor: Actor, plan: Regrouping, on: date) -> dict[Key, ResidentGroup]:
    """The new groups, each going on from the one most of its households come from."""
    came = _came_from(plan)
    groups = ResidentGroup.objects.filter(programme=plan.programme, place=plan.place)
    number = groups.aggregate(last=Max("number"))["last"] or 0
    founded: dict[Key, ResidentGroup] = {}
    for key, name in plan.new_groups.items():
        number += 1
        group = ResidentGroup.objects.create(
            programme=plan.programme,
            place=plan.place,
            path=f"new {plan.pk} {number}",  # replaced below: it needs the row's number
            name=name,
            number=number,
            state=ResidentGroup.State.FORMED,
            formed_on=on,
            predecessor_id=came.get(key),
        )
        group.path = ResidentGroup.path_of(plan.place, group.pk)
        group.save(update_fields=["path"])
        record(actor, "groups.formed", group, group.path, name=group.name)
        founded[key] = group
    return founded


def _came_from(plan: Regrouping) -> dict[Key, int]:
    before = groups_before(plan)
    counted: dict[Key, Counter[int]] = {}
    for household, target in moves_of(plan).items():
        if household in before:
            counted.setdefault(target, Counter())[before[household]] += 1
    return {target: groups.most_common(1)[0][0] for target, groups in counted.items()}


def _move(actor: Actor, plan: Regrouping, founded: Mapping[Key, ResidentGroup], on: date) -> None:
    groups: dict[Key, ResidentGroup] = {
        **{group.pk: group for group in formed_in(plan.programme, plan.place)},
        **founded,
    }
    before, moves = groups_before(plan), moves_of(plan)
    current = Membership.objects.current().filter(programme=plan.programme, household__in=moves)
    if current.update(effective_until=on) != len(before.keys() & moves.keys()):
        raise Conflict("groups_changed_meanwhile", place=plan.place.name)
    cared = Care.objects.filter(tenure__group__programme=plan.programme, household__in=moves)
    cared.end(on)
    rows = [
        Membership(
            group=groups[target],
            programme=plan.programme,
            household_id=household,
            effective_from=on,
        )
        for household, target in moves.items()
    ]
    try:
        with transaction.atomic():
            Membership.objects.bulk_create(rows)
    except IntegrityError as error:  # somebody put one into a group at the same moment
        raise Conflict("groups_changed_meanwhile", place=plan.place.name) from error
    for household, target in moves.items():
        group = groups[target]
        record(
            actor,
            "groups.household_moved",
            group,
            group.path,
            household=household,
            from_group=before.get(household),
        )

"""Plans to reconstitute the groups of an area: what they change, and whether they still fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.core.grouping import Proposal
from tuquan.core.problems import Problem
from tuquan.core.programme import GroupRules
from tuquan.groups.models import (
    GroupQuerySet,
    MembershipQuerySet,
    Regrouping,
    RegroupingQuerySet,
    ResidentGroup,
)
from tuquan.groups.queries.basis import formed_groups_of
from tuquan.groups.queries.finding import size_bounds
from tuquan.groups.queries.kinds import group_name, rules_in
from tuquan.places.models import Place
from tuquan.programmes.models import Programme
from tuquan.residents.models import Household

Key = int | str
"""The number of a formed group, or the key of one that the plan founds."""

STAYS, NEW, ENDS = "stays", "new", "ends"


@dataclass(frozen=True, slots=True)
class RegroupingLine:
    """One household that the plan moves: from which group, empty for none, into which."""

    household: Household
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class GroupAfter:
    """A group as the plan leaves it: how many households it had and has, and what becomes of it."""

    key: Key
    name: str
    before: int
    after: int
    fate: str


@dataclass(frozen=True, slots=True)
class Situation:
    """Why groups of an area may have to be reconstituted."""

    households: int
    formed: int
    ungrouped: int
    below: tuple[str, ...]
    above: tuple[str, ...]
    proposed: int

    @property
    def fits(self) -> bool:
        """Whether every household is in a group of a fitting size."""
        return not (self.ungrouped or self.below or self.above)


def visible_regroupings(actor: Actor) -> RegroupingQuerySet:
    """Plans for areas whose groups the actor manages."""
    return Regrouping.objects.visible_to(actor).select_related("place", "programme")


def plan_of(programme: Programme, area: Place) -> Regrouping | None:
    """The plan that waits to be carried out in an area, if there is one."""
    planned = Regrouping.objects.filter(programme=programme, place=area)
    return planned.filter(state=Regrouping.State.PLANNED).first()


def formed_in(programme: Programme, area: Place) -> GroupQuerySet:
    """The groups of an area that work, in the order of their numbers."""
    groups = ResidentGroup.objects.formed().filter(programme=programme, place=area)
    return groups.select_related("place", "programme").order_by("number", "pk")


def situation_of(programme: Programme, area: Place, rules: GroupRules) -> Situation:
    """What changed in an area since its groups were formed: who is in none, whose size is off."""
    grouped = formed_groups_of(area, programme)
    households = Household.objects.current().filter(place=area).count()
    bounds = size_bounds(rules, households)
    sizes = {
        group.name: sum(key == group.pk for key in grouped.values())
        for group in formed_in(programme, area)
    }
    proposed = ResidentGroup.objects.filter(
        programme=programme, place=area, state=ResidentGroup.State.PROPOSED
    )
    return Situation(
        households,
        len(sizes),
        households - len(grouped),
        tuple(name for name, size in sizes.items() if size < bounds.minimum),
        tuple(name for name, size in sizes.items() if size > bounds.maximum),
        proposed.count(),
    )


def assignments_of(
    proposal: Proposal, programme: Programme, area: Place
) -> tuple[dict[int, Key], dict[str, str]]:
    """A proposal beside formed groups as a plan: who goes where, and what new groups are called."""
    now = formed_groups_of(area, programme)
    last = max((group.number for group in _ever(programme, area)), default=0)
    assignments: dict[int, Key] = {}
    new: dict[str, str] = {}
    for group in proposal.groups:
        target: Key
        if group.existing is None:
            number = last + len(new) + 1
            target = f"new-{number}"
            new[target] = group_name(rules_in(programme, area), area, number)
        else:
            target = group.existing
        moved = (key for key in group.members if now.get(key) != target)
        assignments.update(dict.fromkeys(moved, target))
    return assignments, new


def _ever(programme: Programme, area: Place) -> GroupQuerySet:
    return ResidentGroup.objects.filter(programme=programme, place=area)


def groups_before(regrouping: Regrouping) -> dict[int, int]:
    """The formed group of each household when the plan was made; those in none are left out."""
    return {int(key): group for key, group in regrouping.before.items() if group is not None}


def groups_planned(regrouping: Regrouping) -> dict[int, Key]:
    """The group of each household once the plan is carried out, by the households of today."""
    if regrouping.state == Regrouping.State.PLANNED:
        now: Mapping[int, int] = formed_groups_of(regrouping.place, regrouping.programme)
    else:
        now = groups_before(regrouping)
    return {**now, **moves_of(regrouping)}


def moves_of(regrouping: Regrouping) -> dict[int, Key]:
    """Who moves where; keys of households are text in the table."""
    return {int(key): target for key, target in regrouping.assignments.items()}


def names_in(regrouping: Regrouping) -> dict[Key, str]:
    """What every group the plan speaks of is called, formed before or founded by it."""
    standing = _ever(regrouping.programme, regrouping.place).exclude(
        state=ResidentGroup.State.PROPOSED
    )
    return {**dict(standing.values_list("pk", "name")), **regrouping.new_groups}


def what_changes(regrouping: Regrouping) -> list[RegroupingLine]:
    """Every household that moves, in the order of the list: for the page and the paper."""
    moves, before, names = moves_of(regrouping), groups_before(regrouping), names_in(regrouping)
    households = Household.objects.filter(pk__in=moves).order_by("list_order", "pk")
    return [
        RegroupingLine(
            household,
            names.get(before.get(household.pk, 0), ""),
            names.get(moves[household.pk], ""),
        )
        for household in households
    ]


def groups_after(regrouping: Regrouping) -> list[GroupAfter]:
    """Every group with its size before and after, the formed ones first."""
    before, after = groups_before(regrouping), groups_planned(regrouping)
    names = names_in(regrouping)
    wanted = {*before.values(), *after.values(), *regrouping.new_groups}
    sizes = {
        key: (
            sum(one == key for one in before.values()),
            sum(one == key for one in after.values()),
        )
        for key in names
        if key in wanted
    }
    return [
        GroupAfter(key, names[key], had, has, _fate(key, has)) for key, (had, has) in sizes.items()
    ]


def _fate(key: Key, households: int) -> str:
    if isinstance(key, str):
        return NEW
    return STAYS if households else ENDS


def why_unfit(regrouping: Regrouping) -> list[Problem]:
    """Why the plan no longer fits the register: somebody left, moved, or a group is no more.

    A household that came since is no reason: it stays without a group until the next plan.
    """
    now = formed_groups_of(regrouping.place, regrouping.programme)
    here = set(
        Household.objects.current().filter(place=regrouping.place).values_list("pk", flat=True)
    )
    before, moves = groups_before(regrouping), moves_of(regrouping)
    gone = [key for key in moves if key not in here]
    moved = [key for key in sorted({*before, *now} & here) if before.get(key) != now.get(key)]
    formed = set(formed_in(regrouping.programme, regrouping.place).values_list("pk", flat=True))
    targets = {key for key in moves.values() if isinstance(key, int)}
    problems = []
    for code, keys in {"regrouping_household_gone": gone, "regrouping_moved": moved}.items():
        if keys:
            heads = Household.objects.filter(pk__in=keys).order_by("list_order", "pk")
            names = ", ".join(heads.values_list("head_name", flat=True))
            problems.append(Problem(code, params={"count": len(keys), "names": names}))
    if targets - formed:
        problems.append(Problem("regrouping_group_gone"))
    return problems


def ending_problems(memberships: MembershipQuerySet, on: date) -> list[Problem]:
    """Why memberships cannot end on a day: it is still to come, or they began later."""
    if on > clock.today():
        return [Problem("regrouping_day_ahead", "on")]
    last = memberships.order_by("-effective_from").first()
    if last is not None and last.effective_from > on:
        return [Problem("regrouping_day_early", "on", {"since": last.effective_from})]
    return []

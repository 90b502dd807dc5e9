"""Several ways to group the households of an area, to be compared before one is chosen (F-18)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tuquan.base.errors import Invalid
from tuquan.core.grouping import (
    METHODS,
    Proposal,
    ProposedGroup,
    Reason,
    check_move,
    propose,
    whole_area,
)
from tuquan.core.problems import Problem
from tuquan.core.programme import GroupRules
from tuquan.groups.models import ResidentGroup
from tuquan.groups.queries.basis import (
    Basis,
    basis_of,
    basis_to_group,
    formed_groups_of,
    with_names,
)
from tuquan.groups.queries.finding import propose_for, size_bounds
from tuquan.groups.queries.kinds import covers_area
from tuquan.places.models import Place
from tuquan.programmes.models import Programme

MANY_HOUSEHOLDS = 400
"""With more households a page would be waited for; only the quicker methods are compared then."""

QUICK_METHODS = ("least_walking", "by_lanes")
REGROUPING_METHODS = ("keep_existing", "least_walking", "even_sizes", "by_lanes")
"""Where groups exist, the way that moves fewest households comes first."""

QUICK_REGROUPING = ("keep_existing", "by_lanes")

_ON_THE_GROUND = frozenset({"no_neighbour_in_group", "crosses_barrier"})
_WISHED = frozenset({"separates", "brings_together"})
"""What of a move is told household by household; sizes are told group by group."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The proposals for the households of an area, or why there are none."""

    households: int
    grouped_before: bool
    proposals: tuple[Proposal, ...]
    problems: tuple[Problem, ...]
    barriers: int = 0


def can_compare(area: Place, programme: Programme, rules: GroupRules) -> bool:
    """Whether there is a choice: more to go by than the lanes, and enough for two groups."""
    return _has_choice(basis_to_group(area, programme), rules)


def proposals_for(
    area: Place, programme: Programme, rules: GroupRules, methods: Sequence[str] = METHODS
) -> Comparison:
    """Groups by each of the methods that apply (F-18 to F-20); nothing is written."""
    return _compared(basis_to_group(area, programme), rules, methods)


def proposal_by(area: Place, programme: Programme, rules: GroupRules, method: str) -> Proposal:
    """What one method gives; `Invalid` where it is unknown, does not apply, or no sizes fit."""
    return only_proposal(proposals_for(area, programme, rules, _known(method)), area)


def groups_proposed(
    area: Place, programme: Programme, rules: GroupRules, method: str = ""
) -> tuple[ProposedGroup, ...]:
    """Groups by a method; without one by the lanes, or the whole area as one group (S1-11)."""
    basis = basis_to_group(area, programme)
    if covers_area(rules):
        found = whole_area(basis.homes, size_bounds(rules, len(basis.homes)), basis.barriers)
        return found.groups if found else ()
    wished = basis.wishes.together or basis.wishes.apart
    if basis.homes and (method or wished or basis.barriers):
        return proposal_by(area, programme, rules, method or "by_lanes").groups
    return propose_for(programme, rules, area)


def regrouping_proposals(
    area: Place, programme: Programme, rules: GroupRules, methods: Sequence[str] = ()
) -> Comparison:
    """How all households of an area would be grouped beside the groups formed there (F-19, F-25).

    First the way that keeps these groups with the fewest moves; nothing is written.
    """
    basis = basis_of(area, programme).regrouped(formed_groups_of(area, programme))
    few = len(basis.homes) <= MANY_HOUSEHOLDS
    return _compared(basis, rules, methods or (REGROUPING_METHODS if few else QUICK_REGROUPING))


def regrouping_by(area: Place, programme: Programme, rules: GroupRules, method: str) -> Proposal:
    """What one method gives beside the groups formed; `Invalid` as with `proposal_by`."""
    return only_proposal(regrouping_proposals(area, programme, rules, _known(method)), area)


def only_proposal(comparison: Comparison, area: Place) -> Proposal:
    """The one proposal asked for; `Invalid` where there is none."""
    if comparison.problems:
        raise Invalid(list(comparison.problems))
    if not comparison.proposals:
        raise Invalid([Problem("grouping_method_not_here", "method", {"place": area.name})])
    return comparison.proposals[0]


def _known(method: str) -> tuple[str]:
    if method not in METHODS:
        raise Invalid([Problem("grouping_method_unknown", "method", {"method": method})])
    return (method,)


def comparison_of(area: Place, programme: Programme, rules: GroupRules) -> Comparison | None:
    """The proposals that a page can wait for; None where there is no choice."""
    basis = basis_to_group(area, programme)
    if not _has_choice(basis, rules):
        return None
    few = len(basis.homes) <= MANY_HOUSEHOLDS
    return _compared(basis, rules, METHODS if few else QUICK_METHODS)


def _has_choice(basis: Basis, rules: GroupRules) -> bool:
    minimum = size_bounds(rules, len(basis.homes)).minimum
    return basis.enough_points and len(basis.homes) >= 2 * minimum


def _compared(basis: Basis, rules: GroupRules, methods: Sequence[str]) -> Comparison:
    bounds = size_bounds(rules, len(basis.homes))
    proposals, problems = propose(
        basis.homes, bounds, basis.barriers, basis.wishes, methods=methods
    )
    grouped_before = any(home.group is not None for home in basis.homes)
    named = tuple(with_names(problems))
    return Comparison(len(basis.homes), grouped_before, proposals, named, len(basis.barriers))


def remarks_on_move(
    group: ResidentGroup, rules: GroupRules, households: Sequence[int], to: ResidentGroup
) -> dict[int, tuple[Reason, ...]]:
    """What speaks against moving households to another group, by household (F-19); no refusal."""
    basis = basis_of(group.place, group.programme)
    members = {
        one.pk: [home.key for home in basis.homes if home.group == one.pk] for one in (group, to)
    }
    return remarks_on_moves(basis, rules, members, households, to.pk)


def remarks_on_moves(
    basis: Basis,
    rules: GroupRules,
    members: Mapping[int, Sequence[int]],
    households: Sequence[int],
    target: int,
) -> dict[int, tuple[Reason, ...]]:
    """What speaks against moving households to the group `target`, given who is in which so far.

    On the ground they are taken as moved one after another, there and back along the list: whoever
    moves beside somebody with neighbours in the new group is no remark. Without points nothing is
    known of the ground. Wishes are looked at with all of them moved.
    """
    remarks = _on_the_ground(basis, rules, members, households, target)
    for household, wished in _about_wishes(basis, rules, members, households, target).items():
        remarks[household] = (*remarks.get(household, ()), *wished)
    return remarks


def _on_the_ground(
    basis: Basis,
    rules: GroupRules,
    members: Mapping[int, Sequence[int]],
    households: Sequence[int],
    target: int,
) -> dict[int, tuple[Reason, ...]]:
    remarks: dict[int, tuple[Reason, ...]] = {}
    if not basis.enough_points:
        return remarks
    bounds = size_bounds(rules, len(basis.homes))
    left = {key: list(keys) for key, keys in members.items()}
    for household in (*households, *reversed(households)):
        found = check_move(basis.homes, left, household, target, bounds, basis.barriers)
        told = tuple(reason for reason in found if reason.code in _ON_THE_GROUND)
        if told:
            remarks[household] = told
        elif household not in left[target]:
            remarks.pop(household, None)
            left = {key: [one for one in keys if one != household] for key, keys in left.items()}
            left[target].append(household)
    return remarks


def _about_wishes(
    basis: Basis,
    rules: GroupRules,
    members: Mapping[int, Sequence[int]],
    households: Sequence[int],
    target: int,
) -> dict[int, tuple[Reason, ...]]:
    bounds = size_bounds(rules, len(basis.homes))
    moving = set(households) - set(members[target])
    remarks = {}
    for household in sorted(moving):
        others = moving - {household}
        left = {key: [one for one in keys if one not in others] for key, keys in members.items()}
        left[target] += sorted(others)
        found = check_move(basis.homes, left, household, target, bounds, wishes=basis.wishes)
        if told := tuple(reason for reason in found if reason.code in _WISHED):
            remarks[household] = told
    return remarks

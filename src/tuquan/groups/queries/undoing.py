"""What was done to groups since a reform, so that it can no longer be undone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tuquan.accounts.models import Grant
from tuquan.core.problems import Problem
from tuquan.groups.models import Membership, ResidentGroup
from tuquan.places.models import Reform
from tuquan.places.queries.written import in_chunks, rows_made, rows_moved, values_before


def what_stands_on(reform: Reform) -> list[Problem]:
    """Groups formed since, households put into groups of another old area, leaders named since."""
    codes = {
        "reform_undo_group_formed": _formed_since(reform),
        "reform_undo_household_grouped": _mixed_since(reform),
        "reform_undo_leader_named": _named_since(reform),
    }
    return [
        Problem(code, params={"group": group.name, "place": group.place.name})
        for code, groups in codes.items()
        for group in groups
    ]


def _formed_since(reform: Reform) -> list[ResidentGroup]:
    """Groups in an area the reform founded that it did not bring there."""
    brought = values_before(reform, "groups.residentgroup", "place_id")
    return [
        group
        for some in in_chunks(rows_made(reform, "places.place"))
        for group in ResidentGroup.objects.filter(place__in=some).select_related("place")
        if group.pk not in brought
    ]


def _mixed_since(reform: Reform) -> list[ResidentGroup]:
    """Groups that would have households of another area once everything is back in its place."""
    groups = values_before(reform, "groups.residentgroup", "place_id")
    households = values_before(reform, "residents.household", "place_id")
    found = {}
    for member in _members(groups, households):
        of_group = groups.get(member.group_id, member.group.place_id)
        of_household = households.get(member.household_id, member.household.place_id)
        if of_group != of_household:
            found[member.group_id] = member.group
    return list(found.values())


def _members(
    groups: Mapping[int, object], households: Mapping[int, object]
) -> Iterator[Membership]:
    current = Membership.objects.current().select_related("group__place", "household")
    for some in in_chunks(groups):
        yield from current.filter(group__in=some)
    for some in in_chunks(households):
        yield from current.filter(household__in=some)


def _named_since(reform: Reform) -> list[ResidentGroup]:
    """Groups brought from a closed area in which somebody holds a duty that did not come along."""
    brought = rows_moved(reform, "accounts.grant")
    found: dict[int, ResidentGroup] = {}
    for some in in_chunks(values_before(reform, "groups.residentgroup", "place_id")):
        groups = {
            group.path: group
            for group in ResidentGroup.objects.filter(pk__in=some).select_related("place")
        }
        for grant in Grant.objects.filter(path__in=groups, effective_until=None):
            if grant.pk not in brought:
                found[groups[grant.path].pk] = groups[grant.path]
    return list(found.values())

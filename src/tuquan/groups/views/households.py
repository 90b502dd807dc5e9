"""The households of a group: a leader's list on the phone, and the mark every look leaves."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import render

from tuquan.audit.models import Look
from tuquan.audit.services import mark_looks
from tuquan.base.actor import Actor
from tuquan.base.errors import require
from tuquan.base.http import PageRequest
from tuquan.core.vietnamese import search_key
from tuquan.groups import queries
from tuquan.groups.models import Membership, ResidentGroup


def households(request: PageRequest) -> HttpResponse:
    """The households a leader looks after, on the phone, with a search box."""
    actor = request.actor
    require(actor.holds("group_leader"))
    wanted = request.GET.get("q", "").strip()
    groups = list(queries.led_groups(actor))
    found = []
    total = 0
    for group in groups:
        members = queries.members_in_walking_order(actor, group)
        total += len(members)
        found.append((group, [member for member in members if _matches(member, wanted)]))
    for group, members in found:
        mark_as_listed(actor, group, members, "groups.households")
    context = {
        "groups": found,
        "wanted": wanted,
        "shown": sum(len(members) for _group, members in found),
        "total": total,
    }
    return render(request, "groups/households.html", context)


def _matches(member: Membership, wanted: str) -> bool:
    household = member.household
    words = f"{household.head_name} {household.lane} {household.house_number}"
    return search_key(wanted) in search_key(words)


def mark_as_listed(
    actor: Actor, group: ResidentGroup, members: Iterable[Membership], page: str
) -> None:
    """Leave a mark on each household shown (domain h-6), seen through its group."""
    shown = ((member.household, group.path) for member in members)
    mark_looks(actor, shown, Look.Kind.LISTED, page)

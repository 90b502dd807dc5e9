"""The households of a group: a leader's list on the phone, and the mark every look leaves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import render

from tuquan.audit.models import Look
from tuquan.audit.services import mark_looks
from tuquan.base.actor import Actor
from tuquan.base.errors import require
from tuquan.base.http import PageRequest
from tuquan.groups import queries
from tuquan.groups.models import Membership, ResidentGroup
from tuquan.residents.queries import matching, numbers_of, reachable_households


def households(request: PageRequest) -> HttpResponse:
    """The households a leader looks after, on the phone: find one, call it, tell what happened."""
    actor = request.actor
    require(actor.holds("group_leader"))
    wanted = request.GET.get("q", "").strip()
    reached = matching(reachable_households(actor), wanted)
    meant = set(reached.order_by().values_list("pk", flat=True))
    found = []
    total = 0
    for group in queries.led_groups(actor):
        members = queries.members_in_walking_order(actor, group)
        total += len(members)
        shown = [member for member in members if member.household_id in meant]
        mark_as_listed(actor, group, shown, "groups.households")
        found.append((group, _lines(shown)))
    context = {
        "groups": found,
        "wanted": wanted,
        "shown": sum(len(lines) for _group, lines in found),
        "total": total,
        "here": quote(request.get_full_path()),
    }
    return render(request, "groups/households.html", context)


def _lines(members: Sequence[Membership]) -> list[tuple[Membership, str]]:
    """Each household with the number it agreed to be called at, if there is one."""
    numbers = numbers_of([member.household_id for member in members])
    return [(member, numbers.get(member.household_id, "")) for member in members]


def mark_as_listed(
    actor: Actor, group: ResidentGroup, members: Iterable[Membership], page: str
) -> None:
    """Leave a mark on each household shown (domain h-6), seen through its group."""
    shown = ((member.household, group.path) for member in members)
    mark_looks(actor, shown, Look.Kind.LISTED, page)

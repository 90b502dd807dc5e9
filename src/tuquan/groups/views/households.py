"""The households of a group: a leader's list on the phone, and the mark every look leaves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import render

from tuquan.audit.models import Look
from tuquan.audit.services import mark_looks
from tuquan.base.actor import Actor
from tuquan.base.errors import require
from tuquan.base.http import PageRequest
from tuquan.base.texts.posts import work_sentence
from tuquan.groups import queries
from tuquan.groups.models import Membership, ResidentGroup, Tenure
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
        lines = queries.care_lines(actor, group)
        total += len(lines)
        shown = [line for line in lines if line.member.household_id in meant]
        mark_as_listed(actor, group, [line.member for line in shown], "groups.households")
        found.append((group, _lines(actor, shown)))
    context = {
        "groups": found,
        "left": [] if wanted else _left(actor, [group for group, _lines in found]),
        "wanted": wanted,
        "shown": sum(len(lines) for _group, lines in found),
        "total": total,
        "here": quote(request.get_full_path()),
    }
    return render(request, "groups/households.html", context)


@dataclass(frozen=True, slots=True)
class HouseholdLine:
    """A household on the phone: the number it agreed to be called at, who looks after it."""

    member: Membership
    number: str
    people: tuple[Tenure, ...]
    mine: bool


def _lines(actor: Actor, lines: Sequence[queries.CareLine]) -> list[HouseholdLine]:
    """Households as one walks; those in the care of whoever looks come first."""
    numbers = numbers_of([line.member.household_id for line in lines])
    shown = [
        HouseholdLine(
            line.member,
            numbers.get(line.member.household_id, ""),
            line.people,
            any(one.account_id == actor.user_id for one in line.people),
        )
        for line in lines
    ]
    return sorted(shown, key=lambda line: not line.mine)


def _left(actor: Actor, groups: Iterable[ResidentGroup]) -> list[tuple[Tenure, list[str]]]:
    """What those before them left to whoever has just taken a post over (F-25)."""
    return [
        (before, work_sentences(queries.open_work(group)))
        for group in groups
        for before in queries.handed_to(group, actor.user_id)
    ]


def work_sentences(work: Iterable[queries.OpenWork]) -> list[str]:
    """What a group still has to do, in words."""
    return [work_sentence(one.code, one.count) for one in work]


def mark_as_listed(
    actor: Actor, group: ResidentGroup, members: Iterable[Membership], page: str
) -> None:
    """Leave a mark on each household shown (domain h-6), seen through its group."""
    shown = ((member.household, group.path) for member in members)
    mark_looks(actor, shown, Look.Kind.LISTED, page)

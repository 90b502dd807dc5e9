"""Who holds the posts of groups, for how long, what they leave to the next, and where groups come
from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.bodies.queries import area_head_until
from tuquan.core.boards import acting_ends, expiry
from tuquan.core.boards import term_end as end_of_term
from tuquan.core.grouping import Reason, SizeBounds, size_remark
from tuquan.core.programme import GroupRules
from tuquan.core.programme.organisation import Position
from tuquan.groups.models import MEMBER, GroupQuerySet, ResidentGroup, Tenure, TenureQuerySet
from tuquan.groups.queries.finding import visible_groups

ORDER = ("leader", "deputy", MEMBER)
"""In which order the people of a group are named."""

TermState = Literal["", "ending", "over"]


@dataclass(frozen=True, slots=True)
class TermOffer:
    """The end offered for a term, and by what: the head of the area, what was entered for another
    group of the area, the months of the programme, or nothing."""

    until: date | None
    by: Literal["area_head", "entered", "months", "nothing"]
    months: int | None
    follows_area_head: bool


@dataclass(frozen=True, slots=True)
class OpenWork:
    """Something a group still has to do: its kind, as `base.texts.posts` says it, and how many."""

    code: str
    count: int


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """What the next holder of a post must know: open work, households in care, the note left."""

    work: tuple[OpenWork, ...]
    households: int
    note: str


@dataclass(frozen=True, slots=True)
class PastPost:
    """A post that ended: the reason given, or who followed."""

    tenure: Tenure
    successor: str


Work = Callable[[ResidentGroup], Iterable[OpenWork]]

_WORK: list[Work] = []


def provide_open_work(work: Work) -> None:
    """Let an app above say what a group still has to do, for whoever takes a post over."""
    if work not in _WORK:
        _WORK.append(work)


def open_work(group: ResidentGroup) -> tuple[OpenWork, ...]:
    """What a group still has to do, of everything there is at least one of."""
    return tuple(one for work in _WORK for one in work(group) if one.count)


def visible_tenures(actor: Actor) -> TenureQuerySet:
    """Posts of groups the actor may see, held now and before."""
    return Tenure.objects.visible_to(actor).select_related(
        "group__place", "group__programme", "account", "holder"
    )


def people_of(group: ResidentGroup) -> list[Tenure]:
    """Who holds a post of a group now: its leader first, then the deputy, then the members."""
    found = Tenure.objects.current().filter(group=group).select_related("account", "holder")
    return in_order(found)


def in_order(tenures: Iterable[Tenure]) -> list[Tenure]:
    """Leader, deputy, members; members by the day they came."""
    return sorted(tenures, key=lambda one: (ORDER.index(one.position), one.term_from, one.pk))


def leading_posts(group: ResidentGroup) -> dict[str, Position]:
    """The positions one person each holds in groups of the programme, by key (S0-12, S2-13)."""
    return {
        position.key: position
        for edition in group.programme.editions.all()
        for kind in edition.content.group_kinds
        for position in kind.positions
    }


def has_members(rules: GroupRules) -> bool:
    """Whether people belong to it beside leader and deputy: a team, or people appointed to it.

    S2-13; S1-15, S1-18: members are named and look after households.
    """
    return rules.covers == "team" or any(one.filled_by == "appointed" for one in rules.positions)


def people_remark(rules: GroupRules, people: int) -> Reason | None:
    """What the programme says to the number of people of a team (S2-13); it warns, never blocks."""
    if rules.people_minimum is None and rules.people_maximum is None:
        return None
    least = rules.people_minimum or 1
    return size_remark(people, SizeBounds(least, rules.people_maximum or max(least, people), True))


def term_offer(group: ResidentGroup, rules: GroupRules, since: date) -> TermOffer:
    """When a term that begins on a day ends: as the head's of the area where the source says so.

    Where that is not known, as an officer entered it for another group of the area; else by the
    months of the source.
    """
    term = next((position.term for position in rules.positions if position.term), None)
    if term is None:
        return TermOffer(None, "nothing", None, False)
    follows = term.same_as == "area_head"
    if follows and (head := area_head_until(group.place.path)) and head > since:
        return TermOffer(head, "area_head", term.months, True)
    if follows and (entered := _entered(group, since)):
        return TermOffer(entered, "entered", term.months, True)
    until = end_of_term(term, since, None)
    return TermOffer(until, "months" if until else "nothing", term.months, follows)


def _entered(group: ResidentGroup, since: date) -> date | None:
    others = Tenure.objects.current().filter(
        group__place=group.place_id,
        group__programme=group.programme_id,
        acting=False,
        term_until__gt=since,
    )
    return others.order_by("-pk").values_list("term_until", flat=True).first()


def term_state(tenure: Tenure, today: date | None = None) -> TermState:
    """ "over", "ending" within three months (F-21: the page says so in time) or ""."""
    state = expiry(tenure.term_until, today or clock.today())
    if state == "running":
        return ""
    return "over" if state == "over" else "ending"


def acting_too_long(tenure: Tenure, today: date | None = None) -> bool:
    """Whether somebody has been acting for more than six months."""
    over = tenure.acting and acting_ends(tenure.term_from) < (today or clock.today())
    return over and tenure.ended_on is None


def past_posts(actor: Actor, group: ResidentGroup) -> list[PastPost]:
    """The posts of a group that ended, latest first, with who followed (F-21, F-25)."""
    every = list(visible_tenures(actor).filter(group=group).order_by("-pk"))
    ended = [one for one in every if one.ended_on]
    ended.sort(key=lambda one: (one.ended_on or one.term_from, one.pk), reverse=True)
    return [PastPost(one, _successor(one, every)) for one in ended]


def _successor(tenure: Tenure, every: Sequence[Tenure]) -> str:
    if tenure.position == MEMBER:
        return ""
    later = [o for o in every if o.position == tenure.position and o.pk > tenure.pk]
    return later[-1].holder_name if later else ""


def left_behind(tenure: Tenure) -> LeftBehind:
    """What whoever takes a post over must know (F-25)."""
    day = tenure.ended_on
    care = tenure.care.filter(effective_until=day)  # no day: what goes on
    return LeftBehind(open_work(tenure.group), care.count(), tenure.handover)


def handed_to(group: ResidentGroup, account: int | None) -> list[Tenure]:
    """The posts before those somebody holds now, whose holders left a note to them."""
    mine = Tenure.objects.current().filter(group=group, account=account)
    found = []
    for tenure in mine if account else ():
        before = Tenure.objects.filter(
            group=group, position=tenure.position, ended_on__isnull=False, pk__lt=tenure.pk
        )
        last = before.order_by("-ended_on", "-pk").first()
        if last and last.handover and last.position != MEMBER:
            found.append(last)
    return found


def linked_groups(actor: Actor, group: ResidentGroup) -> GroupQuerySet:
    """Working groups of other programmes in the same area, to work hand in hand with (S2-17)."""
    others = visible_groups(actor).formed().filter(place=group.place_id)
    return others.exclude(programme=group.programme_id)


def possible_predecessors(actor: Actor, group: ResidentGroup) -> GroupQuerySet:
    """The groups of the area, working or ended, that a group may go on from (S2-01)."""
    known = ResidentGroup.objects.visible_to(actor).filter(place=group.place_id)
    known = known.exclude(state=ResidentGroup.State.PROPOSED).exclude(pk=group.pk)
    return known.select_related("programme").order_by("programme_id", "number", "pk")

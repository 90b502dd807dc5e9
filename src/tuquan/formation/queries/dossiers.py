"""Dossiers: finding them, what is done, what is missing and who is next (S0-13 to S0-17, F-23)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from django.db.models import QuerySet

from tuquan.base.actor import Actor
from tuquan.core.problems import Problem
from tuquan.core.programme import Body, GroupRules, Paper
from tuquan.documents.models import OfficialDocument
from tuquan.formation.models import (
    DecisionKind,
    Dossier,
    DossierQuerySet,
    GroupDecision,
    GroupDecisionQuerySet,
    Nomination,
)
from tuquan.groups.models import MEMBER, GroupQuerySet, ResidentGroup
from tuquan.groups.queries import (
    has_members,
    household_count,
    rules_for,
    size_remark_of,
    visible_groups,
)
from tuquan.meetings.models import Meeting, MeetingQuerySet
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption

StepKey = Literal["list", "meeting", "people", "request", "decision"]
StepState = Literal["done", "now", "later", "not_needed"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a dossier: how it stands, what is missing, and who does it next."""

    key: StepKey
    state: StepState
    missing: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()
    who: Body | None = None


@dataclass(frozen=True, slots=True)
class AreaDossiers:
    """An area with its dossiers, and the proposed groups that have none yet."""

    area: Place
    dossiers: tuple[Dossier, ...]
    waiting: tuple[ResidentGroup, ...]


def visible_dossiers(actor: Actor, permission: str = "formation.view") -> DossierQuerySet:
    """Dossiers the actor may see, with what their pages show."""
    return Dossier.objects.visible_to(actor, permission).select_related(
        "group__place",
        "group__programme",
        "adoption__edition__programme",
        "adoption__edition__parent",
        "adoption__place",
        "meeting",
        "minutes",
        "request",
        "decision",
        "regrouping",
    )


def visible_nominations(actor: Actor) -> QuerySet[Nomination]:
    """People named in dossiers the actor may see."""
    mine = visible_dossiers(actor).order_by().values("pk")
    return Nomination.objects.filter(dossier__in=mine).select_related("dossier__group")


def visible_decisions(actor: Actor) -> GroupDecisionQuerySet:
    """Decisions about groups the actor may see, newest first."""
    return GroupDecision.objects.visible_to(actor).select_related("document", "group")


def dossiers_by_area(
    actor: Actor, adoption: Adoption, *, ended: bool = False
) -> list[AreaDossiers]:
    """The dossiers of an adoption by area; those decided or dropped only when asked for."""
    dossiers = visible_dossiers(actor).filter(adoption=adoption)
    found: dict[int, list[Dossier]] = {}
    for dossier in dossiers if ended else dossiers.under_way():
        found.setdefault(dossier.group.place_id, []).append(dossier)
    waiting: dict[int, list[ResidentGroup]] = {}
    for group in groups_without_dossier(actor, adoption).select_related("place"):
        waiting.setdefault(group.place_id, []).append(group)
    areas = Place.objects.in_bulk({*found, *waiting})
    return [
        AreaDossiers(area, tuple(found.get(area.pk, ())), tuple(waiting.get(area.pk, ())))
        for area in sorted(areas.values(), key=lambda one: (one.sort_key, one.pk))
    ]


def groups_without_dossier(actor: Actor, adoption: Adoption) -> GroupQuerySet:
    """Proposed groups of the programme in the place that nobody opened a dossier for."""
    groups = visible_groups(actor).filter(
        programme=adoption.edition.programme_id, state=ResidentGroup.State.PROPOSED
    )
    groups = groups.below(adoption.place.path)
    return groups.exclude(pk__in=Dossier.objects.under_way().values("group_id"))


def possible_meetings(dossier: Dossier) -> MeetingQuerySet:
    """Closed meetings of the group or of its area that a dossier may rest on, newest first."""
    meetings = Meeting.objects.filter(state=Meeting.State.CLOSED, place=dossier.group.place_id)
    return meetings.filter(group=dossier.group_id) | meetings.filter(group=None)


def coming_meetings(dossier: Dossier) -> MeetingQuerySet:
    """Meetings of the group that are planned or going on, the next one first."""
    states = (Meeting.State.PLANNED, Meeting.State.OPEN)
    return Meeting.objects.filter(group=dossier.group_id, state__in=states).order_by("held_on")


def rules_of(dossier: Dossier) -> GroupRules | None:
    """The rules the group of a dossier stands under."""
    return rules_for(dossier.group)


@dataclass(frozen=True, slots=True)
class Post:
    """A post somebody can be named for in a dossier, unless the households elect to it."""

    key: str
    label: str
    is_elected: bool


def posts_of(dossier: Dossier) -> list[Post]:
    """Every post of the group a dossier is about; none where the group is dissolved."""
    rules = rules_of(dossier)
    if rules is None or dossier.kind == DecisionKind.DISSOLVE:
        return []
    posts = [Post(one.key, one.label, one.filled_by == "elected") for one in rules.positions]
    if has_members(rules):
        posts.append(Post(MEMBER, label_of(rules, MEMBER), is_elected=False))
    return posts


def papers_serving(adoption: Adoption, what: str, *, many: bool = False) -> list[Paper]:
    """The papers of a programme for a step: minutes, request, or a kind of decision."""
    papers = [one for one in adoption.content.papers if one.serves == what and not one.missing]
    return [one for one in papers if one.many == many] or papers


def needs_meeting(dossier: Dossier, nominations: Sequence[Nomination]) -> bool:
    """Whether households have to meet: where they elect (S0-12), and somebody new is to come."""
    rules = rules_of(dossier)
    if rules is None or dossier.kind == DecisionKind.DISSOLVE:
        return False
    elected = {one.key for one in rules.positions if one.filled_by == "elected"}
    if not elected:
        return False
    known = {one.position for one in nominations if one.stays}
    return dossier.kind == DecisionKind.ESTABLISH or bool(elected - known)


def steps_of(dossier: Dossier) -> tuple[Step, ...]:
    """Every step in order; the first one not done is the one that is next."""
    nominations = list(dossier.nominations.all())
    rules = rules_of(dossier)
    found = []
    is_next = dossier.is_under_way
    for key, needed, missing, remarks in _judged(dossier, rules, nominations):
        state: StepState = "not_needed" if not needed else "done"
        if needed and missing:
            state = "now" if is_next else "later"
            is_next = False
        found.append(Step(key, state, tuple(missing), tuple(remarks), _who(rules, key)))
    return tuple(found)


_Judged = tuple[StepKey, bool, list[Problem], list[Problem]]


def _judged(
    dossier: Dossier, rules: GroupRules | None, nominations: Sequence[Nomination]
) -> Iterator[_Judged]:
    yield "list", True, *_about_list(dossier, rules)
    wanted = needs_meeting(dossier, nominations)
    yield "meeting", wanted, [] if dossier.meeting_id else [Problem("dossier_no_meeting")], []
    people = dossier.kind != DecisionKind.DISSOLVE
    yield "people", people, [*_missing_people(dossier, rules, nominations)], []
    asked = bool(papers_serving(dossier.adoption, "request"))
    yield "request", asked, _not_issued(dossier.request, "dossier_no_request"), []
    yield "decision", True, _not_issued(dossier.decision, "dossier_no_decision"), []


def _about_list(dossier: Dossier, rules: GroupRules | None) -> tuple[list[Problem], list[Problem]]:
    households = household_count(dossier.group)
    if not households and dossier.kind != DecisionKind.DISSOLVE:
        return [Problem("dossier_no_households", params={"group": dossier.group.name})], []
    remark = size_remark_of(dossier.group, rules, households) if rules else None
    if remark is None or dossier.kind == DecisionKind.DISSOLVE:
        return [], []
    return [], [Problem(f"dossier_{remark.code}", params=remark.params)]


def _missing_people(
    dossier: Dossier, rules: GroupRules | None, nominations: Sequence[Nomination]
) -> Iterator[Problem]:
    named = {one.position for one in nominations}
    for position in rules.positions if rules else ():
        # A deputy may be lacking; without a leader nobody answers for the group.
        if position.key == "leader" and position.key not in named:
            yield Problem("dossier_no_leader", params={"post": position.label})
    fewest = (rules.people_minimum or 0) if rules else 0
    if 0 < len(nominations) < fewest:
        params = {"count": len(nominations), "needed": fewest}
        yield Problem("dossier_few_people", params=params)
    nobody_new = bool(nominations) and all(one.stays for one in nominations)
    if nobody_new and dossier.kind == DecisionKind.RECOGNISE_HEAD:
        yield Problem("dossier_nobody_new")


def _not_issued(document: OfficialDocument | None, code: str) -> list[Problem]:
    if document is None:
        return [Problem(code)]
    if document.state == OfficialDocument.State.DRAFT:
        return [Problem(f"{code}_issued")]
    if document.state == OfficialDocument.State.WITHDRAWN:
        return [Problem(f"{code}_withdrawn", params={"number": document.number_text})]
    return []


def _who(rules: GroupRules | None, key: StepKey) -> Body | None:
    if rules is None:
        return None
    return {
        "list": rules.listed_by,
        "meeting": rules.nominated_by or rules.requested_by,
        "people": rules.nominated_by or rules.requested_by,
        "request": rules.requested_by,
        "decision": rules.established_by,
    }[key]


def label_of(rules: GroupRules | None, position: str) -> str:
    """What a position is called on paper: as in the pack, "Tổ viên" for a member."""
    if rules:
        for one in rules.positions:
            if one.key == position:
                return one.label
    return "Tổ viên" if position == MEMBER else position

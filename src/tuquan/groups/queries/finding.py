"""Finding groups, their households and the people who lead them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q

from tuquan.base.actor import Actor
from tuquan.core.grouping import (
    Door,
    ProposedGroup,
    Reason,
    SizeBounds,
    propose_groups,
    size_remark,
    walking_order,
)
from tuquan.core.programme import GroupRules
from tuquan.core.vietnamese import same_name_key, tidy
from tuquan.groups.models import (
    GroupQuerySet,
    Membership,
    MembershipQuerySet,
    ResidentGroup,
    Tenure,
)
from tuquan.groups.queries.kinds import rules_in
from tuquan.places.models import Place
from tuquan.places.queries import areas_of
from tuquan.programmes.models import Adoption, Programme
from tuquan.programmes.queries import Facts
from tuquan.residents.models import Household, HouseholdQuerySet


def visible_groups(actor: Actor) -> GroupQuerySet:
    """Groups the actor may see, with household counts and present holders of positions."""
    return (
        ResidentGroup.objects.visible_to(actor)
        .exclude(state=ResidentGroup.State.DISSOLVED)
        .select_related("place", "programme")
        .annotate(household_count=Count("memberships", filter=Q(memberships__effective_until=None)))
        .prefetch_related(
            Prefetch("tenures", Tenure.objects.current().order_by("position"), "present_tenures")
        )
        .order_by("place__sort_key", "number")
    )


def groups_of_area(actor: Actor, programme: Programme, area: Place) -> GroupQuerySet:
    """The groups of one programme in one area, proposed and formed."""
    return visible_groups(actor).filter(programme=programme, place=area)


def members_of(actor: Actor, group: ResidentGroup) -> MembershipQuerySet:
    """The households in a group today; empty for whoever may not read household records."""
    return (
        Membership.objects.visible_to(actor)
        .current()
        .filter(group=group)
        .select_related("household", "household__place")
    )


def members_in_walking_order(actor: Actor, group: ResidentGroup) -> list[Membership]:
    """The households of a group as one meets them walking: lane by lane, door by door."""
    members = {member.household_id: member for member in members_of(actor, group)}
    doors = (_door(member.household, member.household.list_order) for member in members.values())
    return [members[door.key] for door in walking_order(doors)]


def ungrouped_households(programme: Programme, area: Place) -> HouseholdQuerySet:
    """Households of an area that are in no group of the programme, in list order."""
    grouped = Membership.objects.current().filter(programme=programme).values("household_id")
    return Household.objects.current().filter(place=area).exclude(pk__in=grouped)


def reporting_groups(adoption: Adoption, came_from: Collection[int] = ()) -> GroupQuerySet:
    """The formed groups that file the reports of an adoption.

    Also those that a reform has moved away since (`came_from`): they report what began before.
    """
    here = Q(path__below=adoption.place.path) | Q(pk__in=came_from)
    return (
        ResidentGroup.objects.formed()
        .filter(here, programme=adoption.reporting_programme)
        .select_related("place")
    )


def group_facts(adoption: Adoption) -> Facts:
    """What is counted of groups and their households, for milestones and criteria."""
    groups = ResidentGroup.objects.filter(programme=adoption.reporting_programme)
    formed = groups.formed()
    leaders = Tenure.objects.current().filter(position="leader")
    return {
        "households": Household.objects.current(),
        "groups": groups.exclude(state=ResidentGroup.State.DISSOLVED),
        "groups_established": formed,
        "groups_with_leader": formed.filter(pk__in=leaders.values("group")),
        "areas_with_groups": Place.objects.filter(pk__in=formed.values("place")),
        "households_in_groups": Membership.objects.current().filter(group__in=formed),
    }


def household_count(group: ResidentGroup) -> int:
    """How many households are in the group today."""
    return group.memberships.filter(effective_until=None).count()


def household_counts(groups: Sequence[ResidentGroup]) -> dict[int, int]:
    """How many households each of several groups has today, in one query."""
    found = _count_by(Membership.objects.current().filter(group__in=list(groups)), "group_id")
    return {group.pk: found.get(group.pk, 0) for group in groups}


def led_groups(actor: Actor) -> GroupQuerySet:
    """The formed groups somebody leads (their grant is on the group itself)."""
    paths = [grant.path for grant in actor.grants if grant.role == "group_leader"]
    return visible_groups(actor).formed().filter(path__in=paths)


def rules_for(group: ResidentGroup) -> GroupRules | None:
    """The rules a group stands under: of the edition its place runs, else of the newest one."""
    return rules_in(group.programme, group.place, group.kind)


def places_to_move_to(actor: Actor, group: ResidentGroup) -> GroupQuerySet:
    """Where households of a group may move to in their area; from a formed group to formed ones."""
    others = groups_of_area(actor, group.programme, group.place).exclude(pk=group.pk)
    return others if group.state == ResidentGroup.State.PROPOSED else others.formed()


def size_bounds(rules: GroupRules, households: int) -> SizeBounds:
    """The sizes the programme wants; without a maximum, everybody may be in one group."""
    minimum = rules.minimum or 1
    return SizeBounds(minimum, max(minimum, rules.maximum or households), rules.soft)


def size_remark_of(group: ResidentGroup, rules: GroupRules, households: int) -> Reason | None:
    """What the programme says to the size of a group (S0-11); a mere wish stays a warning."""
    return size_remark(households, size_bounds(rules, households))


def propose_for(programme: Programme, rules: GroupRules, area: Place) -> tuple[ProposedGroup, ...]:
    """How the households of an area that are in no formed group would be cut into groups.

    Nothing is written. Doors keep their place among all households of the area, so that lanes on
    either side of a formed group are known to be apart.
    """
    formed = Membership.objects.current().filter(
        programme=programme, household__place=area, group__state=ResidentGroup.State.FORMED
    )
    taken = set(formed.values_list("household_id", flat=True))
    households = Household.objects.current().filter(place=area).order_by("list_order", "pk")
    doors = [
        _door(household, order)
        for order, household in enumerate(households)
        if household.pk not in taken
    ]
    return propose_groups(doors, size_bounds(rules, len(doors))) if doors else ()


def _door(household: Household, order: int) -> Door:
    return Door(household.pk, household.lane, household.house_number, order)


@dataclass(frozen=True, slots=True)
class AreaSummary:
    """How far an area has come with its groups; a mere proposal leaves households ungrouped."""

    area: Place
    households: int
    ungrouped: int
    formed: int
    proposed: int
    leaderless: int


def area_summaries(actor: Actor, adoption: Adoption) -> list[AreaSummary]:
    """The areas the actor sees under an adoption, with counts; five queries for any number."""
    programme, inside = adoption.edition.programme, adoption.place.path
    here = {"place__path__below": inside}
    groups = ResidentGroup.objects.filter(programme=programme, **here)
    formed = groups.formed()
    led = Tenure.objects.current().filter(position="leader").values("group_id")
    grouped = Membership.objects.current().filter(
        programme=programme,
        group__state=ResidentGroup.State.FORMED,
        household__closed_on=None,
        household__place__path__below=inside,
    )
    households = _count_by(Household.objects.current().filter(**here), "place_id")
    with_group = _count_by(grouped, "household__place_id")
    proposals = _count_by(groups.filter(state=ResidentGroup.State.PROPOSED), "place_id")
    working = _count_by(formed, "place_id")
    without_leader = _count_by(formed.exclude(pk__in=led), "place_id")
    return [
        AreaSummary(
            area,
            households.get(area.pk, 0),
            households.get(area.pk, 0) - with_group.get(area.pk, 0),
            working.get(area.pk, 0),
            proposals.get(area.pk, 0),
            without_leader.get(area.pk, 0),
        )
        for area in areas_of(actor, adoption.place, "groups.view")
    ]


def _count_by(
    rows: GroupQuerySet | HouseholdQuerySet | MembershipQuerySet, key: str
) -> dict[int, int]:
    counted = rows.order_by().values_list(key).annotate(count=Count("pk"))
    return dict(counted)


def lanes_of(groups: Iterable[ResidentGroup]) -> dict[int, list[str]]:
    """The lanes of each group, in list order, each under its first spelling."""
    rows = (
        Membership.objects.current()
        .filter(group__in=list(groups))
        .order_by("household__list_order", "household_id")
        .values_list("group_id", "household__lane")
    )
    lanes: dict[int, dict[str, str]] = {}
    for group, lane in rows:
        if lane:
            lanes.setdefault(group, {}).setdefault(same_name_key(lane), tidy(lane))
    return {group: list(names.values()) for group, names in lanes.items()}

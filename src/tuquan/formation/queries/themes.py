"""Models of areas and groups, and the notice of five fields about them (S1-10…S1-12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.dated import in_force
from tuquan.formation.models import SelfManagementModel, SelfManagementModelQuerySet
from tuquan.groups.models import MEMBER, ResidentGroup, Tenure
from tuquan.groups.queries import household_counts, members_in_walking_order
from tuquan.places.models import Place
from tuquan.places.queries import areas_of
from tuquan.programmes.models import Adoption
from tuquan.programmes.queries import adoptions_that_concern
from tuquan.residents.models import Household

LEADER = "leader"


@dataclass(frozen=True, slots=True)
class ModelLine:
    """A whole area, or one group in it, with its model if it has chosen one, and its people."""

    area: Place
    group: ResidentGroup | None
    model: SelfManagementModel | None
    groups: int
    households: int
    leader: str


@dataclass(frozen=True, slots=True)
class AreaModels:
    """An area: the line of the whole of it, then those of its groups."""

    area: Place
    whole: ModelLine
    groups: tuple[ModelLine, ...]

    @property
    def has_model(self) -> bool:
        """Whether the area or any group in it has chosen a model."""
        return any(line.model for line in (self.whole, *self.groups))


def model_adoptions(actor: Actor, permission: str = "formation.view") -> list[Adoption]:
    """The adoptions in force whose programme has themes, where the actor sees or keeps models."""
    adoptions = adoptions_that_concern(actor, permission).filter(in_force(clock.today()))
    return [one for one in adoptions if one.content.themes]


def covers_area(adoption: Adoption, group: ResidentGroup) -> bool:
    """Whether a group is of the kind that holds its whole area, not only some households (S1-11).

    Groups of another programme that file the reports here are never of such a kind.
    """
    if adoption.groups_of_id:
        return False
    kinds = {one.key: one.covers for one in adoption.content.group_kinds}
    return kinds.get(group.kind) == "area"


def groups_and_subgroups(adoption: Adoption, area: Place) -> tuple[int, int]:
    """How many groups and how many subgroups an area has; only some programmes tell them apart."""
    groups = _groups(adoption, area)
    whole = sum(covers_area(adoption, group) for group in groups)
    told_apart = any(one.covers == "area" for one in adoption.content.group_kinds)
    if adoption.groups_of_id or not told_apart:
        return len(groups), 0
    return whole, len(groups) - whole


def model_of(
    adoption: Adoption, area: Place, group: ResidentGroup | None
) -> SelfManagementModel | None:
    """What a group carries out now: its own model, or that of its area."""
    current = SelfManagementModel.objects.current().filter(adoption__in=adoption.lineage)
    found = {one.group_id: one for one in current.filter(place=area)}
    return found.get(group.pk if group else None) or found.get(None)


def visible_models(actor: Actor) -> SelfManagementModelQuerySet:
    """Models the actor may see, also those that ended."""
    return SelfManagementModel.objects.visible_to(actor).select_related(
        "adoption__edition__programme", "adoption__edition__parent", "place", "group"
    )


def models_by_area(
    actor: Actor, adoption: Adoption, areas: Sequence[Place] | None = None
) -> list[AreaModels]:
    """The areas of a programme with their models; the same few queries for any number."""
    if areas is None:
        areas = list(areas_of(actor, adoption.place, "formation.view"))
    numbers = [area.pk for area in areas]
    groups = ResidentGroup.objects.formed().filter(
        programme=adoption.reporting_programme, place__in=numbers
    )
    found = list(groups.order_by("number", "pk"))
    counts, leaders = household_counts(found), _leaders(found)
    households = _households(numbers)
    current = {
        (one.place_id, one.group_id): one
        for one in visible_models(actor).current().filter(adoption__in=adoption.lineage)
    }
    by_area: dict[int, list[ResidentGroup]] = {}
    for group in found:
        by_area.setdefault(group.place_id, []).append(group)
    return [
        AreaModels(
            area,
            ModelLine(
                area,
                None,
                current.get((area.pk, None)),
                len(by_area.get(area.pk, ())),
                households.get(area.pk, 0),
                "",
            ),
            tuple(
                ModelLine(
                    area,
                    group,
                    current.get((area.pk, group.pk)),
                    1,
                    households.get(area.pk, 0)
                    if covers_area(adoption, group)
                    else counts[group.pk],
                    leaders.get(group.pk, ""),
                )
                for group in by_area.get(area.pk, ())
            ),
        )
        for area in areas
    ]


def ended_models(actor: Actor, adoption: Adoption, area: Place) -> SelfManagementModelQuerySet:
    """What the area and its groups carried out before, latest first."""
    ended = visible_models(actor).filter(adoption__in=adoption.lineage, place=area)
    return ended.exclude(ended_on=None).order_by("-ended_on", "-pk")


def households_of_notice(actor: Actor, adoption: Adoption, area: Place) -> list[Household]:
    """The households whose heads the notice names."""
    return [
        member.household
        for group in _groups(adoption, area)
        if not _named_members(group)
        for member in members_in_walking_order(actor, group)
    ]


def notice_rows(actor: Actor, adoption: Adoption, area: Place) -> list[dict[str, str]]:
    """The notice of an area about its groups, a row for each: the five fields of S1-12.

    Members are those named in the group's positions; where nobody but the leader is, the heads of
    its households.
    """
    [models] = models_by_area(actor, adoption, [area])
    rows = []
    for line in models.groups:
        assert line.group is not None  # noqa: S101 - tells the type checker
        rows.append(
            {
                "number_of_groups": line.group.name,
                "model": _model_words(line.model or models.whole.model),
                "households": str(line.households),
                "leader": line.leader,
                "members": ", ".join(_members(actor, line.group)),
            }
        )
    return rows


def _model_words(model: SelfManagementModel | None) -> str:
    return f"{model.name}: {' '.join(model.content.split())}" if model else ""


def _members(actor: Actor, group: ResidentGroup) -> list[str]:
    named = _named_members(group)
    if named:
        return named
    return [member.household.head_name for member in members_in_walking_order(actor, group)]


def _named_members(group: ResidentGroup) -> list[str]:
    """Deputies and members named in the group, in that order."""
    held = Tenure.objects.current().filter(group=group).exclude(position=LEADER)
    named = list(held.values_list("position", "holder_name"))
    return [name for position, name in sorted(named, key=lambda one: one[0] == MEMBER)]


def _groups(adoption: Adoption, area: Place) -> list[ResidentGroup]:
    groups = ResidentGroup.objects.formed().filter(place=area)
    return list(groups.filter(programme=adoption.reporting_programme).order_by("number", "pk"))


def _leaders(groups: Sequence[ResidentGroup]) -> dict[int, str]:
    held = Tenure.objects.current().filter(group__in=list(groups), position=LEADER)
    return dict(held.values_list("group_id", "holder_name"))


def _households(areas: Sequence[int]) -> dict[int, int]:
    counted = Household.objects.current().filter(place__in=areas).order_by()
    return dict(counted.values_list("place_id").annotate(count=Count("pk")))

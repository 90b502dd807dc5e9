"""The register as people read it: narrowed by year, level, kind and name (F-70)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from tuquan.awards.models import AwardGiven, AwardGivenQuerySet, AwardNomination
from tuquan.awards.models.nominations import PERSONAL
from tuquan.base.actor import Actor
from tuquan.core.vietnamese import search_key


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """What the register is narrowed to; empty: all of it."""

    text: str = ""
    year: int | None = None
    level: str = ""
    kind: str = ""


def visible_awards(actor: Actor) -> AwardGivenQuerySet:
    """Lines of the register about whoever stood where the actor works."""
    related = ("giver", "place", "group", "household", "decision", "certificate")
    return AwardGiven.objects.visible_to(actor).select_related(*related)


def narrowed(
    actor: Actor, awards: AwardGivenQuerySet, wanted: RegisterFilter
) -> AwardGivenQuerySet:
    """The lines of a year, level and kind in whose name all words stand.

    Nobody finds a household or a person by name who may not read households there.
    """
    if wanted.year:
        awards = awards.filter(year=wanted.year)
    if wanted.level:
        awards = awards.filter(level=wanted.level)
    if wanted.kind:
        awards = awards.filter(kind=wanted.kind)
    words = search_key(wanted.text).split()
    if words:
        readable = AwardGiven.objects.visible_to(actor, "households.view").order_by()
        awards = awards.filter(~Q(kind__in=PERSONAL) | Q(pk__in=readable.values("pk")))
    for word in words:
        awards = awards.filter(search_key__contains=word)
    return awards


def years_given(awards: AwardGivenQuerySet) -> list[int]:
    """The years in which something was given, the latest first."""
    return list(awards.order_by("-year").values_list("year", flat=True).distinct())


def levels_given(awards: AwardGivenQuerySet) -> list[str]:
    """The levels at which something was given."""
    return list(awards.order_by("level").values_list("level", flat=True).distinct())


def awards_of(actor: Actor, round_id: int) -> AwardGivenQuerySet:
    """What a round gave, as far as the actor sees it, with what was taken back."""
    return visible_awards(actor).filter(nomination__round=round_id)


def names_shown(actor: Actor, row: AwardGiven | AwardNomination) -> bool:
    """Whether the actor may read the name: of households and people only with the register."""
    return not row.is_personal or actor.may("households.view", row.path)

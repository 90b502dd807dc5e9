"""Which programmes are installed, and which run where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.dated import in_force, not_over
from tuquan.base.scoping import paths_above
from tuquan.core.programme import Calendar, GroupRules
from tuquan.core.time import DueRule, Period, due_day
from tuquan.places.models import Place
from tuquan.programmes.models import (
    Adoption,
    AdoptionQuerySet,
    Programme,
    ProgrammeEdition,
    ProgrammeEditions,
)


def installed_editions() -> ProgrammeEditions:
    """Every installed edition; what an official issued is public."""
    return ProgrammeEdition.objects.select_related("programme")


def visible_adoptions(actor: Actor) -> AdoptionQuerySet:
    """Adoptions by places the actor may see."""
    return Adoption.objects.visible_to(actor).select_related(
        "edition__programme", "place", "groups_of"
    )


def adoptions_in_force(on: date) -> AdoptionQuerySet:
    """Adoptions that run on a day, anywhere."""
    return Adoption.objects.filter(in_force(on)).select_related(
        "edition__programme", "place", "groups_of"
    )


def adoptions_that_concern(actor: Actor, permission: str = "programmes.view") -> AdoptionQuerySet:
    """Adoptions not yet over, by places the actor works in or under.

    The head of an area does not see the commune as a place, but lives under what it adopted.
    """
    near = Q(pk__in=[])
    for path in actor.paths(permission):
        near |= Q(place__path__below=path) | Q(place__path__in=paths_above(path))
    adoptions = Adoption.objects.filter(near, not_over(clock.today()))
    return adoptions.select_related("edition__programme", "place", "groups_of").order_by(
        "place__path", "effective_from", "pk"
    )


def grouping_adoptions(actor: Actor) -> list[Adoption]:
    """Adoptions in force under which groups of households are formed, where the actor sees groups.

    A programme whose reports are filed by another one's groups forms none of its own.
    """
    adoptions = adoptions_that_concern(actor, "groups.view").filter(
        in_force(clock.today()), groups_of=None
    )
    return [adoption for adoption in adoptions if household_rules(adoption.edition)]


def grouping_adoption_at(path: str, programme: str = "") -> Adoption | None:
    """The adoption in force at a path or above it under which groups are formed.

    Of the programme with this key, or of any.
    """
    adoptions = adoptions_in_force(clock.today()).filter(
        place__path__in=paths_above(path), groups_of=None
    )
    if programme:
        adoptions = adoptions.filter(edition__programme__key=programme)
    nearest = sorted(adoptions, key=lambda adoption: -len(adoption.place.path))
    return next((one for one in nearest if household_rules(one.edition)), None)


def household_rules(edition: ProgrammeEdition) -> GroupRules | None:
    """The rules of an edition for groups made of households; None when it has no such groups."""
    rules = edition.content.group_rules
    return rules if rules and rules.covers == "households" else None


def programmes_with_groups(adoptions: Iterable[Adoption]) -> list[Programme]:
    """The programmes among these adoptions that form groups of their own."""
    found = {
        adoption.edition.programme_id: adoption.edition.programme
        for adoption in adoptions
        if adoption.groups_of_id is None and household_rules(adoption.edition)
    }
    return list(found.values())


def runs_in(place: Place, programme: Programme) -> bool:
    """Whether a place runs a programme, or is about to."""
    running = Adoption.objects.filter(not_over(clock.today()), place=place)
    return running.filter(edition__programme=programme).exists()


@dataclass(frozen=True, slots=True)
class FirstReport:
    """The first period of a calendar in a place, with its day due; no period when switched off."""

    calendar: Calendar
    period: Period | None = None
    due: date | None = None
    rule: DueRule | None = None


def first_reports(adoption: Adoption) -> Iterator[FirstReport]:
    """When the first report of each calendar falls due under the place's own dates."""
    for calendar in adoption.edition.content.calendars:
        rule = adoption.due_rule(calendar)
        if rule is None:
            yield FirstReport(calendar)
            continue
        period = calendar.period_on(adoption.effective_from)
        yield FirstReport(calendar, period, due_day(rule, period), rule)

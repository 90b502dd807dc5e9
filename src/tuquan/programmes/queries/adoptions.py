"""Which programmes are installed, and which run where on what terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.dated import in_force, not_over
from tuquan.base.scoping import paths_above
from tuquan.base.working_days import work_calendar
from tuquan.core.programme import Calendar, GroupRules
from tuquan.core.time import DueRule, Period, UnknownYear
from tuquan.places.models import Place
from tuquan.programmes.models import (
    Adoption,
    AdoptionQuerySet,
    Programme,
    ProgrammeEdition,
    ProgrammeEditions,
)

LONGEST_PERIOD = timedelta(days=400)
"""Longer than any reporting period, so that none is missed."""


def installed_editions() -> ProgrammeEditions:
    """Every installed edition; what an official issued is public."""
    return ProgrammeEdition.objects.select_related("programme", "parent")


def other_editions(adoption: Adoption) -> ProgrammeEditions:
    """The other installed editions of the programme a place runs."""
    same = installed_editions().filter(programme=adoption.edition.programme_id)
    return same.exclude(pk=adoption.edition_id)


def visible_adoptions(actor: Actor) -> AdoptionQuerySet:
    """Adoptions by places the actor may see."""
    return _with_edition(Adoption.objects.visible_to(actor))


def adoptions_in_force(on: date) -> AdoptionQuerySet:
    """Adoptions that run on a day, anywhere."""
    return _with_edition(Adoption.objects.filter(in_force(on)))


def adoptions_that_concern(actor: Actor, permission: str = "programmes.view") -> AdoptionQuerySet:
    """Adoptions not yet over, by places the actor works in or under.

    The head of an area does not see the commune as a place, but lives under what it adopted.
    """
    near = Q(pk__in=[])
    for path in actor.paths(permission):
        near |= Q(place__path__below=path) | Q(place__path__in=paths_above(path))
    adoptions = Adoption.objects.filter(near, not_over(clock.today()))
    return _with_edition(adoptions).order_by("place__path", "effective_from", "pk")


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
    return rules if rules and rules.made_of_households else None


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


def keeps_members(place: Place) -> bool:
    """Whether a place runs, or lives under, an adoption that asks for household members (S2-14)."""
    here = Adoption.objects.filter(in_force(clock.today()), place__path__in=paths_above(place.path))
    return any(adoption.terms.household_members for adoption in here)


def checks_register(place: Place) -> bool:
    """Whether a place runs, or lives under, an adoption that wants a second person (F-63)."""
    here = Adoption.objects.filter(in_force(clock.today()), place__path__in=paths_above(place.path))
    return any("register_changes" in adoption.terms.second_person for adoption in here)


@dataclass(frozen=True, slots=True)
class FirstReport:
    """The first period of a calendar in a place, with its day due; no period when switched off."""

    calendar: Calendar
    period: Period | None = None
    due: date | None = None
    rule: DueRule | None = None


def first_reports(adoption: Adoption) -> Iterator[FirstReport]:
    """When the first report of each calendar falls due under the place's own dates."""
    here = {calendar.key: calendar for calendar in adoption.content.calendars}
    for calendar in adoption.edition.content.calendars:
        local = here.get(calendar.key)
        if local is None:
            yield FirstReport(calendar)
            continue
        period = local.first_period(adoption.effective_from)
        yield FirstReport(local, period, _due(local, period) if period else None, local.due)


def _due(calendar: Calendar, period: Period) -> date | None:
    """The day due; None while it waits for an event, or for the working days of its year."""
    try:
        return calendar.due_day(period, work_calendar())
    except UnknownYear:
        return None


def adoptions_to_open(on: date) -> AdoptionQuerySet:
    """Adoptions whose periods may have to be opened on a day: also those that ended lately.

    A period that began before its adoption ended is reported under it, however late it opens.
    """
    begun = Adoption.objects.filter(effective_from__lte=on)
    lately = Q(effective_until=None) | Q(effective_until__gt=on - LONGEST_PERIOD)
    return _with_edition(begun.filter(lately))


def _with_edition(adoptions: AdoptionQuerySet) -> AdoptionQuerySet:
    return adoptions.select_related("edition__programme", "edition__parent", "place", "groups_of")

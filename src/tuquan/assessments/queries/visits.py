"""Visits in a list and at a sheet; findings that are still to be done, and of which to tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Min, Q
from django.urls import reverse

from tuquan.assessments.models import AssessmentSheet, Finding, FindingQuerySet, VisitQuerySet
from tuquan.assessments.models.visits import Visit
from tuquan.assessments.queries.units import Unit
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.dated import in_force
from tuquan.base.scoping import paths_above
from tuquan.groups.models import ResidentGroup
from tuquan.groups.queries import reporting_groups
from tuquan.notices.queries import Alert
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption
from tuquan.programmes.queries import adoptions_that_concern

STATES = ("to_do", "done")
"""Filters of the list: something is still to be done, or nothing is."""


@dataclass(frozen=True, slots=True)
class VisitUnit:
    """A group or area that may be visited under a programme; `key` names it in a form."""

    adoption: Adoption
    unit: Unit

    @property
    def key(self) -> str:
        """The programme and the unit: `3:g12`, `3:p7`."""
        place, group = self.unit
        return f"{self.adoption.pk}:{f'g{group.pk}' if group else f'p{place.pk}'}"

    @property
    def label(self) -> str:
        """How it is called."""
        place, group = self.unit
        return f"{group.name} · {place.name}" if group else place.name


def units_to_visit(actor: Actor) -> dict[str, VisitUnit]:
    """Every group and area whose visit the actor may write down, by key, programme by programme."""
    adoptions = adoptions_that_concern(actor, "assessments.verify").filter(in_force(clock.today()))
    found = {}
    for adoption in adoptions:
        for unit in _units_of(adoption):
            place, group = unit
            path = group.path if group else place.path
            if actor.may("assessments.verify", paths_above(path)[-2]):
                one = VisitUnit(adoption, unit)
                found[one.key] = one
    return found


def _units_of(adoption: Adoption) -> Iterator[Unit]:
    """The areas of an adoption, each before its groups."""
    groups: dict[int, list[ResidentGroup]] = {}
    for group in reporting_groups(adoption).order_by("number", "pk"):
        groups.setdefault(group.place_id, []).append(group)
    for area in Place.objects.below(adoption.place.path).standing().areas().order_by("sort_key"):
        yield area, None
        for group in groups.get(area.pk, ()):
            yield area, group


def visible_visits(actor: Actor) -> VisitQuerySet:
    """Visits the actor may see, the latest first."""
    related = ("place", "group", "sheet", "adoption__place", "adoption__edition__programme")
    more = ("adoption__edition__text", "adoption__edition__parent")
    return Visit.objects.visible_to(actor).select_related(*related, *more)


def visit_list(actor: Actor, state: str = "") -> VisitQuerySet:
    """Visits with how many findings are open and the first day among them; one query."""
    still = Q(findings__done_on=None, findings__due_on__isnull=False, withdrawn_on=None)
    visits = visible_visits(actor).annotate(
        to_do=Count("findings", filter=still), first_due=Min("findings__due_on", filter=still)
    )
    if state == "to_do":
        return visits.filter(to_do__gt=0).order_by("first_due", "pk")
    visits = visits.order_by("-held_on", "-pk")
    return visits.filter(to_do=0) if state == "done" else visits


def findings_of(visit: Visit) -> FindingQuerySet:
    """What was found, what is still to be done first."""
    nulls = F("done_on").asc(nulls_first=True), F("due_on").asc(nulls_last=True)
    return visit.findings.order_by(*nulls, "pk")


def visible_findings(actor: Actor) -> FindingQuerySet:
    """Findings of visits the actor may see."""
    related = ("visit__place", "visit__group", "visit__adoption__place")
    return Finding.objects.visible_to(actor).select_related(*related)


def findings_to_do(actor: Actor) -> FindingQuerySet:
    """What the actor may see done: of the groups they lead and of their areas, earliest first."""
    mine = Finding.objects.open().visible_to(actor, "assessments.mark")
    return mine.select_related("visit__place", "visit__group").order_by("due_on", "pk")


def visits_of_sheet(sheet: AssessmentSheet) -> list[Visit]:
    """The re-verifications of a sheet that stand, with their findings, the latest first."""
    visits = Visit.objects.standing().filter(sheet=sheet)
    return list(visits.prefetch_related("findings").select_related("place", "group"))


def finding_alerts(today: date) -> Iterator[Alert]:
    """Findings whose day has come; whoever leads there, the head of the area and the officer."""
    due = Finding.objects.open().filter(due_on__lte=today).select_related("visit__place")
    for finding in due.select_related("visit__group", "visit__place").order_by("pk"):
        visit = finding.visit
        yield Alert(
            code="finding_due",
            params={"body": visit.name, "until": finding.due_on},
            path=visit.path,
            permission="assessments.mark",
            url=reverse("assessments:visit", args=[visit.pk]),
            key=f"assessments.finding_due:{finding.pk}",
        )

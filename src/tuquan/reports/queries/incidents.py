"""Which reports of something unforeseen a person may begin, and for whom (S2-08)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tuquan.accounts.models import Role
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.scoping import paths_above
from tuquan.base.texts.wording import worded
from tuquan.core.programme import IncidentReport
from tuquan.groups.models import ResidentGroup
from tuquan.groups.queries import led_groups
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption
from tuquan.programmes.queries import adoptions_in_force


@dataclass(frozen=True, slots=True)
class Beginning:
    """One incident report somebody may begin for one reporter."""

    adoption: Adoption
    report: IncidentReport
    reporter: ResidentGroup | Place

    @property
    def value(self) -> str:
        """How a form names it."""
        kind = "area" if isinstance(self.reporter, Place) else "group"
        return f"{self.adoption.pk}:{self.report.key}:{kind}:{self.reporter.pk}"

    @property
    def label(self) -> str:
        """What is reported, for whom."""
        return f"{worded(self.report, 'title')} · {self.reporter.name}"


def incident_beginnings(actor: Actor) -> list[Beginning]:
    """Every incident report of the programmes that run where the actor leads a group or an area."""
    reporters = list(_reporters(actor))
    above = {step for one in reporters for step in paths_above(one.path)}
    adoptions = adoptions_in_force(clock.today()).filter(place__path__in=above)
    return [
        Beginning(adoption, report, reporter)
        for adoption in adoptions.order_by("pk")
        for report in adoption.content.incident_reports
        for reporter in reporters
        if reports_under(adoption, reporter)
    ]


def reports_under(adoption: Adoption, reporter: ResidentGroup | Place) -> bool:
    """Whether a group or an area reports under an adoption: groups of its programme alone, and an
    area where there are none."""
    if not reporter.path.startswith(adoption.place.path):
        return False
    if isinstance(reporter, ResidentGroup):
        return reporter.programme_id == adoption.reporting_programme.pk
    return not (adoption.groups_of_id or adoption.edition.content.group_kinds)


def _reporters(actor: Actor) -> Iterator[ResidentGroup | Place]:
    yield from led_groups(actor).select_related("place")
    headed = [grant.path for grant in actor.grants if grant.role == Role.AREA_HEAD]
    yield from Place.objects.areas().filter(path__in=headed)

"""Who else owes a report in the demonstration: organisations, areas; more time, goals, an issue."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.bodies.services import NewBody, found_body
from tuquan.core.localising import proposed_terms
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption, ProgrammeEdition
from tuquan.programmes.services import AdoptionTerms, adopt_programme
from tuquan.reports.models import Obligation
from tuquan.reports.services import open_periods
from tuquan.reports.services.aims import set_goals, write_issue
from tuquan.reports.services.deadlines import extend

ORGANISATIONS = ("Hội Liên hiệp Phụ nữ xã", "Hội Cựu chiến binh xã")
SURVEYED = "tuyen-quang-2018"
SHEET = "tan-phong-2021"
GOALS = {"households_sorting_waste": Decimal(80), "trees_planted": Decimal(60)}


def found_organisations(actor: Actor, commune: Place) -> None:
    """The member organisations of the Front that report to it (S4-11)."""
    for name in ORGANISATIONS:
        found_body(actor, commune, NewBody("mass_organisation", name, clock.today()))


def ask_more(actor: Actor, officer: Actor, commune: Place, sheet: ProgrammeEdition) -> None:
    """Let areas report too, give one group more time, set goals, note something pressing."""
    begun = clock.today().replace(month=1, day=1)
    adopt_programme(
        actor, commune, sheet, AdoptionTerms(begun, local=proposed_terms(sheet.content, begun))
    )
    open_periods(actor, commune)
    _more_time(officer, commune)
    area = Place.objects.get(parent=commune, name="Thôn 6")
    adoption = Adoption.objects.get(
        place=commune, edition__programme__key=SURVEYED, effective_until=None
    )
    set_goals(officer, adoption, area, clock.today().year, GOALS)
    found_on = clock.today() - timedelta(days=20)
    write_issue(
        officer,
        adoption,
        area,
        "Cống đầu ngõ Đình bị tắc, mưa là ngập sân ba hộ",
        found_on,
        found_on + timedelta(days=30),
    )


def _more_time(officer: Actor, commune: Place) -> None:
    """The group that has begun nothing gets five days more, as somebody asked by telephone."""
    missing = Obligation.objects.filter(
        commune=commune,
        kind=Obligation.Kind.FORM,
        calendar="monthly",
        report=None,
        period_until__lte=clock.today(),
    )
    owed = missing.select_related("adoption__edition__parent").latest("period_start", "pk")
    due_on = timezone.localtime(owed.due_at).date()
    later = max(due_on, clock.today()) + timedelta(days=5)
    extend(officer, owed, later, "Tổ trưởng đi chăm người ốm, xin thêm năm ngày.")

"""What was promised at the start of the year in the demonstration: registered areas, signatures."""

from __future__ import annotations

from datetime import date, timedelta

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.formation.models import PledgeRegistration
from tuquan.formation.services import NewRegistration, register_pledge, sign_many
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption
from tuquan.residents.models import Household

GROUPS, AREAS = "quynh-vinh-2019", "tan-phong-2021"
NOT_REGISTERED = "Thôn 11"
"""The area that has registered nothing yet, as some never do."""

OFFICES = 2
"""Offices of each area that sign beside its households."""

MISSING = 9
"""One household in so many has not signed yet."""


def promise(commune: Place, officer: Actor) -> None:
    """Areas register what the programmes ask for, and most households sign (S0-24, S3-08)."""
    adoptions = Adoption.objects.filter(place=commune, effective_until=None)
    by_key = {one.edition.programme.key: one for one in adoptions}
    areas = Place.objects.below(commune.path).standing().areas()
    for area in areas.exclude(name=NOT_REGISTERED):
        head = f"Trưởng ban công tác Mặt trận {area.name}"
        _of_groups(officer, by_key[GROUPS], area, head)
        _of_area(officer, by_key[AREAS], area, head)


def _of_groups(officer: Actor, adoption: Adoption, area: Place, head: str) -> None:
    new = NewRegistration(clock.today().year, _early(adoption), head)
    register_pledge(officer, adoption, "area_registration", area, new)
    _sign(officer, register_pledge(officer, adoption, "household_commitment", area, new), area)


def _of_area(officer: Actor, adoption: Adoption, area: Place, head: str) -> None:
    households = Household.objects.current().below(area.path).count()
    new = NewRegistration(clock.today().year, _early(adoption), head, households + OFFICES)
    _sign(officer, register_pledge(officer, adoption, "security", area, new), area)


def _sign(officer: Actor, registration: PledgeRegistration, area: Place) -> None:
    households = Household.objects.current().below(area.path).order_by("pk")
    signing = [one for number, one in enumerate(households) if number % MISSING]
    sign_many(officer, registration, signing, registration.registered_on + timedelta(days=3))


def _early(adoption: Adoption) -> date:
    """Ten days after the programme began here, this year."""
    began = max(adoption.effective_from, clock.today().replace(month=1, day=1))
    return min(began + timedelta(days=10), clock.today() - timedelta(days=3))

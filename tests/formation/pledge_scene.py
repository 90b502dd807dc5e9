"""Pledges of our commune, registered as the tests of pledges need them."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests import make
from tuquan.base.errors import Invalid
from tuquan.formation.models import PledgeRegistration
from tuquan.formation.services import NewRegistration, register_pledge
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption

TODAY = date(2026, 11, 20)
S3 = "tan-phong-2021"
COMMITMENT = "household_commitment"
FRONT = "Lê Thị Mai, trưởng ban công tác Mặt trận"


def said(**more: Any) -> NewRegistration:
    """What is said at a registration for 2026, with what a test says otherwise."""
    return NewRegistration(
        **dict[str, Any](year=2026, registered_on=date(2026, 11, 18), registered_by=FRONT) | more
    )


def registered(
    adoption: Adoption, area: Place, key: str = COMMITMENT, **more: Any
) -> PledgeRegistration:
    """A registered pledge of an area."""
    return register_pledge(make.SYSTEM, adoption, key, area, said(**more))


def problems_in(refusal: Invalid) -> list[tuple[str, str]]:
    """The problems of a refusal: the field and the code of each."""
    return [(str(problem.where), problem.code) for problem in refusal.problems]

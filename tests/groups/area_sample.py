"""An area along one meridian for tests of barriers, wishes and plans: forty doors in a row.

Doors of "Ngõ 1" are 0.0001 degrees apart, 11 metres; what is north of door 20 lies north of 21.002.
"""

from __future__ import annotations

from decimal import Decimal

from tests import make
from tests.groups.test_comparing import home
from tests.groups.test_proposing_groups import programme, rules
from tuquan.core.points import Degrees
from tuquan.groups.models import ResidentGroup
from tuquan.groups.services import NewBarrier, form_groups, propose_area_groups
from tuquan.places.models import Place
from tuquan.residents.models import Household
from tuquan.residents.services import add_households


def row(area: Place, count: int = 40, first: int = 1) -> list[Household]:
    """Households at the doors `first`, `first + 1` … of the lane."""
    return add_households(
        make.SYSTEM, area, [home("Ngõ 1", door, door) for door in range(first, first + count)]
    )


def formed(area: Place, count: int = 40) -> tuple[list[Household], list[ResidentGroup]]:
    """The row in formed groups of even size; forty doors make two of twenty."""
    households = row(area, count)
    propose_area_groups(make.SYSTEM, programme(), rules(), area, "even_sizes")
    return households, form_groups(make.SYSTEM, programme(), area)


def across(step: str, name: str = "Sông Cái", price: int | None = None) -> NewBarrier:
    """A barrier from west to east so many steps north of 21°."""
    return NewBarrier(name, "road" if price else "river", line_at(step), price)


def line_at(step: str) -> tuple[Degrees, ...]:
    """From west to east, so many steps north of 21°."""
    latitude = Decimal(21) + Decimal(step) / 10_000
    return (latitude, Decimal("104.99")), (latitude, Decimal("105.01"))


def members(group: ResidentGroup) -> set[int]:
    """The households of a group today."""
    current = group.memberships.filter(effective_until=None)
    return set(current.values_list("household_id", flat=True))

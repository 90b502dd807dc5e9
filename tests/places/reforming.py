"""Plans of reforms and what is looked at before and after them (F-1 to F-6)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from tests import make
from tests.places.reforms import tree
from tuquan.core.succession import (
    Found,
    Plan,
    merge,
    split,
)
from tuquan.places.models import (
    PlaceKind,
)
from tuquan.residents.models import Household

DAY = date(2026, 11, 1)
HALF = Fraction(1, 2)


def area_of(world: make.World, name: str = "Thôn Hợp Nhất") -> Found:
    """A new area of our commune."""
    return Found("new", name, PlaceKind.AREA, world.commune.pk)


def merger(world: make.World) -> Plan:
    """Both areas of our commune become one."""
    return merge(tree(), DAY, [world.area.pk, world.other_area.pk], area_of(world))


def commune_merger(world: make.World) -> Plan:
    """Our commune and the one next door become one."""
    new = Found("new", "Xã Minh Hạ", PlaceKind.COMMUNE, world.province.pk)
    return merge(tree(), DAY, [world.commune.pk, world.neighbour.pk], new)


def division(world: make.World) -> Plan:
    """Our first area is divided: a third goes to a new one, the rest to the other area."""
    third = Fraction(1, 3)
    parts: list[tuple[Found | int, Fraction]] = [
        (area_of(world, "Thôn 3"), third),
        (world.other_area.pk, 1 - third),
    ]
    first = Household.objects.filter(place=world.area).order_by("pk").first()
    assigned = {"residents.household": {first.pk: "new"}} if first else {}
    return split(tree(), DAY, world.area.pk, parts, rest=world.other_area.pk, assigned=assigned)


def below(path: str) -> int:
    """How many households stand below a path."""
    return Household.objects.below(path).count()

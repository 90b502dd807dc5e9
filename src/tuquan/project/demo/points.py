"""Invented points for the households of one area, door by door along its lanes (F-16)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import cos, radians, sin
from random import Random

from tuquan.core.sketch_map import METRES_PER_DEGREE
from tuquan.residents.services import NewHousehold

AREA = "Thôn 6"

WITHOUT = 0.06
"""So many households have no point: nobody has to have one."""


@dataclass(frozen=True, slots=True)
class Way:
    """A lane in metres from the middle of the village: where it begins, whereto, how it bends."""

    east: float
    north: float
    bearing: float
    bend: float
    between_doors: float = 11.0


@dataclass(frozen=True, slots=True)
class Village:
    """Where a village would be if it existed, and its lanes.

    `slip_at` is a household whose latitude somebody typed wrongly, to be found on the map.
    """

    centre: tuple[float, float]
    ways: Mapping[str, Way]
    slip_at: int | None = None


THON_6 = Village(
    (21.7342, 104.8768),
    {
        "Ngõ Kho Lúa": Way(-30, 40, 345, 0.9),
        "Ngõ Chợ": Way(30, 10, 88, -0.5),
        "Xóm Mới": Way(-60, -20, 255, 0.6, 12.5),
        "Ngõ Ao Sen": Way(10, -50, 170, 1.1),
        "Xóm Tây": Way(-150, 120, 300, -0.8, 13.0),
    },
    slip_at=71,
)


def with_points(area: str, households: Sequence[NewHousehold]) -> list[NewHousehold]:
    """The same households, in one area with points; other areas keep none, as is the rule."""
    if area != AREA:
        return list(households)
    dice = Random(20260706)  # noqa: S311 - of its own, so that nothing else changes
    return placed(THON_6, households, dice)


def placed(
    village: Village, households: Sequence[NewHousehold], dice: Random
) -> list[NewHousehold]:
    """The households of a village at their doors; a few without a point."""
    return [_placed(village, one, at, dice) for at, one in enumerate(households)]


def _placed(village: Village, household: NewHousehold, at: int, dice: Random) -> NewHousehold:
    way, door = village.ways[household.lane], int(household.house_number)
    steps, side = (door + 1) // 2, 1 if door % 2 else -1
    bearing = radians(way.bearing + way.bend * steps)
    along = steps * 2 * way.between_doors + dice.uniform(-3, 3)
    aside = side * (9 + dice.uniform(0, 7))
    east = way.east + along * sin(bearing) + aside * cos(bearing)
    north = way.north + along * cos(bearing) - aside * sin(bearing)
    if dice.random() < WITHOUT:
        return household
    latitude, longitude = degrees_at(village, east, north)
    if at == village.slip_at:
        latitude += 0.3
    return replace(
        household,
        latitude=Decimal(f"{latitude:.6f}"),
        longitude=Decimal(f"{longitude:.6f}"),
    )


def degrees_at(village: Village, east: float, north: float) -> tuple[float, float]:
    """Latitude and longitude of a spot so many metres from the middle of a village."""
    latitude, longitude = village.centre
    metres_per_degree_east = METRES_PER_DEGREE * cos(radians(latitude))
    return latitude + north / METRES_PER_DEGREE, longitude + east / metres_per_degree_east

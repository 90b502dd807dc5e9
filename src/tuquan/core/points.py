"""Points on the earth in degrees: which of several lie together and which are likely slips."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from statistics import median

Degrees = tuple[Decimal, Decimal]
"""Latitude and longitude."""

FAR = Decimal("0.5")
"""So many degrees from the middle of the others no point of one list lies, about 55 km."""


def middle_of(points: Mapping[int, Degrees]) -> Degrees:
    """The median of both axes, which a few slips do not move."""
    latitude, longitude = (median(point[axis] for point in points.values()) for axis in (0, 1))
    return latitude, longitude


def near_points(points: Mapping[int, Degrees], far: Decimal = FAR) -> dict[int, Degrees]:
    """The points that lie no further than `far` from the middle of all, on both axes."""
    if not points:
        return {}
    middle = middle_of(points)
    return {key: point for key, point in points.items() if distance(point, middle) <= far}


def distance(one: Degrees, other: Degrees) -> Decimal:
    """The longer of the two ways between points, along the meridian or across it, in degrees."""
    return max(abs(one[axis] - other[axis]) for axis in (0, 1))

"""A map of one area drawn from points alone: true proportions, north up, a scale bar (F-16).

Nothing here knows streets or borders, so nothing can be drawn wrong; the frame is measured in
units of its own, which the page stretches to any width.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from math import cos, pi, radians

from tuquan.core.points import Degrees, distance, middle_of, near_points

WIDTH = 640.0
LOWEST, HIGHEST = 300.0, 720.0
"""The frame is as high as the points need: never a strip, never higher than a sheet of A4."""

MARGIN = 44.0
FOOT = 48.0
"""Left free below the points for the scale bar."""

METRES_PER_DEGREE = pi * 6_371_008.8 / 180
SMALLEST_SPAN = 40.0
"""Metres the frame shows at least, so that one household does not fill it."""

LONGEST_BAR = WIDTH / 4
TEXT = 26.0
"""Height of the letters on the narrowest screen; wider screens write smaller on the same spot."""

LONGEST_NAME = 24
MOST_NAMES = 40
"""More names than this nobody reads on one sheet; the list beside the map has them all."""

_XY = tuple[float, float]
_LETTER = 0.56
_DOT = 8.0
_STEPS = (0.0, 14.0, 30.0, 50.0, 76.0)
_TIGHTEST, _WIDEST = Decimal("0.02"), Decimal("0.1")
_SPREAD = 4
_SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))


@dataclass(frozen=True, slots=True)
class Spot:
    """What is to be drawn: whose point it is, where it lies, in which lane."""

    key: int
    at: Degrees
    lane: str = ""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line to be drawn beside the points: what it is called, its kind, its corners."""

    name: str
    kind: str
    corners: tuple[Degrees, ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """Where in the frame somebody's point lies."""

    key: int
    x: float
    y: float
    lane: str


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a lane, around the middle of its box in the frame."""

    text: str
    lane: str
    x: float
    y: float
    width: float

    def overlaps(self, other: Name) -> bool:
        """Whether two names would be written over one another."""
        across = abs(self.x - other.x) < (self.width + other.width) / 2
        return across and abs(self.y - other.y) < TEXT

    def covers(self, dot: Dot) -> bool:
        """Whether the name would be written over a dot."""
        across = abs(self.x - dot.x) < self.width / 2 + _DOT
        return across and abs(self.y - dot.y) < TEXT / 2 + _DOT


@dataclass(frozen=True, slots=True)
class Line:
    """Where in the frame the corners of a stroke lie; what leaves the frame is cut off there."""

    name: str
    kind: str
    corners: tuple[_XY, ...]


@dataclass(frozen=True, slots=True)
class ScaleBar:
    """So many metres are this long in the frame."""

    metres: int
    length: float


@dataclass(frozen=True, slots=True)
class SketchMap:
    """What is drawn in a frame of `WIDTH` by `height`, and whose points are doubtful."""

    height: float
    dots: tuple[Dot, ...]
    names: tuple[Name, ...]
    bar: ScaleBar
    doubtful: tuple[int, ...]
    lines: tuple[Line, ...] = ()


def sketch(spots: Sequence[Spot], strokes: Sequence[Stroke] = ()) -> SketchMap | None:
    """The map of these points; those far from the rest are named and left out.

    Strokes are drawn where they lie among the points, which alone decide the frame. None where no
    point is left to draw.
    """
    points = {spot.key: spot.at for spot in spots}
    near = near_points(points, far_for(points)) if points else {}
    if not near:
        return None
    scale, height, place = _frame(near)
    dots = tuple(Dot(s.key, *place(s.at), s.lane) for s in spots if s.key in near)
    return SketchMap(
        height=height,
        dots=dots,
        names=_names(dots, height),
        bar=scale_bar(scale),
        doubtful=tuple(spot.key for spot in spots if spot.key not in near),
        lines=tuple(Line(s.name, s.kind, tuple(map(place, s.corners))) for s in strokes),
    )


def far_for(points: Mapping[int, Degrees]) -> Decimal:
    """From how many degrees on a point is too far from the others of one area.

    A list may cover a district; an area is as wide as its own points say: four times the distance
    within which three of four of them lie, at least 2 km and at most 11 km.
    """
    middle = middle_of(points)
    distances = sorted(distance(point, middle) for point in points.values())
    most = distances[(3 * len(distances) - 1) // 4]
    return min(_WIDEST, max(_TIGHTEST, _SPREAD * most))


def scale_bar(scale: float) -> ScaleBar:
    """The longest round number of metres (1, 2, 5, 10…) that fits a quarter of the frame."""
    longest = LONGEST_BAR / scale
    step = 1
    while step * 10 <= longest:
        step *= 10
    metres = max(step * factor for factor in (1, 2, 5) if step * factor <= longest)
    return ScaleBar(metres, metres * scale)


def _frame(near: Mapping[int, Degrees]) -> tuple[float, float, Callable[[Degrees], _XY]]:
    """Units per metre, the height, and where in the frame a point comes to lie."""
    souths, wests = zip(*near.values(), strict=True)
    middle = (float(min(souths) + max(souths)) / 2, float(min(wests) + max(wests)) / 2)
    across = METRES_PER_DEGREE * cos(radians(middle[0]))
    wide = max(float(max(wests) - min(wests)) * across, SMALLEST_SPAN)
    high = float(max(souths) - min(souths)) * METRES_PER_DEGREE
    room = HIGHEST - 2 * MARGIN - FOOT
    scale = (WIDTH - 2 * MARGIN) / wide
    if high * scale > room:
        scale = room / high
    height = max(LOWEST, high * scale + 2 * MARGIN + FOOT)

    def place(point: Degrees) -> _XY:
        east = (float(point[1]) - middle[1]) * across
        north = (float(point[0]) - middle[0]) * METRES_PER_DEGREE
        return WIDTH / 2 + east * scale, (height - FOOT) / 2 - north * scale

    return scale, height, place


def _names(dots: Sequence[Dot], height: float) -> tuple[Name, ...]:
    """The names of the lanes, the fullest first; one that finds no free place is left out."""
    lanes: dict[str, list[Dot]] = {}
    for dot in dots:
        lanes.setdefault(dot.lane, []).append(dot)
    lanes.pop("", None)
    placed: list[Name] = []
    for lane in sorted(lanes, key=lambda lane: -len(lanes[lane]))[:MOST_NAMES]:
        name = _free_place(lane, _middle_dot(lanes[lane]), dots, placed, height)
        if name is not None:
            placed.append(name)
    return tuple(placed)


def _middle_dot(dots: Sequence[Dot]) -> Dot:
    """The dot nearest to the middle of its lane."""
    x, y = (sum(getattr(dot, axis) for dot in dots) / len(dots) for axis in ("x", "y"))
    return min(dots, key=lambda dot: (dot.x - x) ** 2 + (dot.y - y) ** 2)


def _free_place(
    lane: str, middle: Dot, dots: Sequence[Dot], placed: Sequence[Name], height: float
) -> Name | None:
    """The nearest box beside the middle that hides the fewest dots and no other name."""
    text = lane if len(lane) <= LONGEST_NAME else f"{lane[: LONGEST_NAME - 1].rstrip()}…"
    best: tuple[int, Name] | None = None
    for gap, (right, down) in product(_STEPS, _SIDES):
        name = _box(text, lane, middle, (right, down), 14.0 + gap, height)
        if any(name.overlaps(other) for other in placed):
            continue
        hidden = sum(name.covers(dot) for dot in dots)
        if best is None or hidden < best[0]:
            best = hidden, name
    return best[1] if best else None


def _box(
    text: str, lane: str, beside: Dot, side: tuple[int, int], gap: float, height: float
) -> Name:
    """A box on one side of a dot, pushed back where it would leave the frame."""
    width = len(text) * TEXT * _LETTER
    x = beside.x + side[0] * (gap + width / 2)
    y = beside.y + side[1] * (gap + TEXT / 2)
    return Name(
        text,
        lane,
        min(max(x, width / 2 + 4), WIDTH - width / 2 - 4),
        min(max(y, TEXT / 2 + 4), height - FOOT - TEXT / 2),
        width,
    )

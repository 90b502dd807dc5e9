"""Totals on the map of another day: up a tree in which some records lie by shares (F-3 to F-5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from tuquan.core.rollup.apportion import apportion
from tuquan.core.rollup.combining import combine, roll_up
from tuquan.core.rollup.figures import Totals


class Spot(NamedTuple):
    """Where a share of the records of a place lies: a path of the map, None for elsewhere."""

    path: str | None
    share: Fraction = Fraction(1)


def roll_up_on(
    leaves: Mapping[str, Totals], shared: Iterable[tuple[Totals, Sequence[Spot]]]
) -> dict[str, Totals]:
    """Totals of every place of a map: of what lies wholly in one, and of what is shared out.

    The spots of shared totals say where all of them lies, so that its parts are the same whichever
    place one looks at; what lies elsewhere is left out. Where all parts come together nothing is
    apportioned any more: the figures there are exact, and say so.
    """
    gathered = {path: [totals] for path, totals in leaves.items()}
    counted: dict[str, int] = {}
    for totals, spots in shared:
        parts = apportion(totals, [spot.share for spot in spots])
        for spot, part in zip(spots, parts, strict=True):
            if spot.path is not None:
                gathered.setdefault(spot.path, []).append(part)
        for path, share in _lying_in(spots).items():
            count = parts[0].apportioned if share < 1 else totals.apportioned
            counted[path] = counted.get(path, 0) + count
    rolled = roll_up({path: combine(parts) for path, parts in gathered.items()})
    for path, count in counted.items():
        rolled[path] = replace(rolled[path], apportioned=count)
    return rolled


def _lying_in(spots: Sequence[Spot]) -> dict[str, Fraction]:
    """The share that lies in each place on the way up, where there is any."""
    shares: dict[str, Fraction] = {}
    for path, share in spots:
        steps = [] if path is None else path.split(".")[:-1]
        for count in range(len(steps) + 1) if path is not None else ():
            above = "".join(f"{step}." for step in steps[:count])
            shares[above] = shares.get(above, Fraction(0)) + share
    return shares

"""A figure beside its baseline and its target."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from tuquan.core.rollup.figures import Number
from tuquan.core.rollup.numbers import difference

Direction = Literal["none", "up", "down"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A figure beside its baseline and its target; None where there is nothing to compare."""

    change: Number | None
    share_of_target: Fraction | None
    reached: bool | None


def compare(
    value: Number | None, baseline: Number | None, target: Number | None, direction: Direction
) -> Comparison:
    """How far a figure has come since the baseline survey, and towards its target.

    Upwards the share is value over target. Downwards it is the part done of the way from the
    baseline to the target, so it needs a baseline above the target.
    """
    if value is None:
        return Comparison(None, None, None)
    change = None if baseline is None else difference(value, baseline)
    if target is None or direction == "none":
        return Comparison(change, None, None)
    if direction == "up":
        share = Fraction(value) / Fraction(target) if target > 0 else None
        return Comparison(change, share, value >= target)
    share = None
    if baseline is not None and baseline > target:
        share = (Fraction(baseline) - Fraction(value)) / (Fraction(baseline) - Fraction(target))
    return Comparison(change, share, value <= target)

"""Figures of many reports: summed up a tree of places, keeping zero apart from nothing said.

Totals are values that combine in any order and any grouping, and exactly, so that a commune is the
sum of its areas and a province the sum of its communes (F-42, F-47, F-49 to F-51, F-53).
"""

from __future__ import annotations

from tuquan.core.rollup.apportion import apportion
from tuquan.core.rollup.combining import combine, roll_up
from tuquan.core.rollup.comparing import Comparison, Direction, compare
from tuquan.core.rollup.dated import Spot, roll_up_on
from tuquan.core.rollup.figures import (
    Aggregation,
    Figure,
    Indicator,
    Number,
    RatioFigure,
    RatioIndicator,
    Submission,
    Totals,
)
from tuquan.core.rollup.numbers import round_half_up
from tuquan.core.rollup.over_time import over_time, periods_said
from tuquan.core.rollup.reading import BATCH, total_of
from tuquan.core.rollup.stored import from_json, to_json

__all__ = [
    "BATCH",
    "Aggregation",
    "Comparison",
    "Direction",
    "Figure",
    "Indicator",
    "Number",
    "RatioFigure",
    "RatioIndicator",
    "Spot",
    "Submission",
    "Totals",
    "apportion",
    "combine",
    "compare",
    "from_json",
    "over_time",
    "periods_said",
    "roll_up",
    "roll_up_on",
    "round_half_up",
    "to_json",
    "total_of",
]

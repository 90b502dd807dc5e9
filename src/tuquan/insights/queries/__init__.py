"""Totals of a place for one period, line by line, and the submissions behind each of them."""

from __future__ import annotations

from tuquan.insights.queries.lines import Line, line_of, lines_of
from tuquan.insights.queries.overview import (
    Overview,
    PlaceBelow,
    SharedFrom,
    Submission,
    counted_together,
    day_shown,
    line_named,
    lines_together,
    overview_of,
    starting_places,
    submissions_behind,
    way_up,
)
from tuquan.insights.queries.rounds import Round, find_round, latest_round, rounds_below
from tuquan.insights.queries.totals import Compared, Plan, plan_for, totals_by_place

__all__ = [
    "Compared",
    "Line",
    "Overview",
    "PlaceBelow",
    "Plan",
    "Round",
    "SharedFrom",
    "Submission",
    "counted_together",
    "day_shown",
    "find_round",
    "latest_round",
    "line_named",
    "line_of",
    "lines_of",
    "lines_together",
    "overview_of",
    "plan_for",
    "rounds_below",
    "starting_places",
    "submissions_behind",
    "totals_by_place",
    "way_up",
]

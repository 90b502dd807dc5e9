"""Totals of a place for one period and the submissions behind them; results everybody may read;
what is known for a review."""

from __future__ import annotations

from tuquan.consolidations.queries.lines import Line, choices_words, line_of, lines_of
from tuquan.consolidations.queries.plans import Compared, Plan, plan_for
from tuquan.consolidations.queries.rounds import Round, find_round, latest_round, rounds_below
from tuquan.consolidations.queries.totals import totals_by_place
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
    said_alone,
    starting_places,
    submissions_behind,
    way_up,
)
from tuquan.insights.queries.public import (
    ClassCount,
    area_named,
    class_counts,
    class_name,
    outcome_of,
    published_cycles,
)
from tuquan.insights.queries.public_figures import Progress, progress_of
from tuquan.insights.queries.reviews import (
    Review,
    ReviewFacts,
    ReviewKind,
    facts_for,
    review_kinds,
    reviewable_adoptions,
)

__all__ = [
    "ClassCount",
    "Progress",
    "Review",
    "ReviewFacts",
    "ReviewKind",
    "area_named",
    "class_counts",
    "class_name",
    "facts_for",
    "outcome_of",
    "progress_of",
    "published_cycles",
    "review_kinds",
    "reviewable_adoptions",
    "Compared",
    "Line",
    "Overview",
    "PlaceBelow",
    "Plan",
    "Round",
    "SharedFrom",
    "Submission",
    "choices_words",
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
    "said_alone",
    "starting_places",
    "submissions_behind",
    "totals_by_place",
    "way_up",
]

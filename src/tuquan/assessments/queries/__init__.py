"""What is known of groups and areas that are assessed, and their sheets."""

from __future__ import annotations

from tuquan.assessments.queries.knowing import figures_of, known_of, titles_of
from tuquan.assessments.queries.results import (
    current_result,
    is_intact,
    later_result,
    result_hash,
    results_of,
    visible_results,
)
from tuquan.assessments.queries.sheets import (
    ReadSheet,
    Row,
    class_words,
    read_result,
    read_sheet,
    sheets_to_mark,
    visible_cycles,
    visible_sheets,
)
from tuquan.assessments.queries.standing import Reached, reached_by
from tuquan.assessments.queries.units import assessed_units, unit_kind

__all__ = [
    "ReadSheet",
    "Reached",
    "Row",
    "assessed_units",
    "class_words",
    "current_result",
    "figures_of",
    "is_intact",
    "known_of",
    "later_result",
    "reached_by",
    "read_result",
    "read_sheet",
    "result_hash",
    "results_of",
    "sheets_to_mark",
    "titles_of",
    "unit_kind",
    "visible_cycles",
    "visible_results",
    "visible_sheets",
]

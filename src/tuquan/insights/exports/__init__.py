"""Totals as a workbook, and what fills the paper of a review."""

from __future__ import annotations

from tuquan.insights.exports.reviews import REVIEW, review_contents
from tuquan.insights.exports.totals import (
    coverage_words,
    file_name,
    map_words,
    round_name,
    share_words,
    shared_words,
    state_words,
    totals_workbook,
)

__all__ = [
    "REVIEW",
    "coverage_words",
    "file_name",
    "map_words",
    "review_contents",
    "round_name",
    "share_words",
    "shared_words",
    "state_words",
    "totals_workbook",
]

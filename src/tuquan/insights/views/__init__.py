"""Pages of the totals, the results everybody may read, and drafting the paper of a review."""

from __future__ import annotations

from tuquan.insights.views.public import area, cycle, published
from tuquan.insights.views.reviews import review
from tuquan.insights.views.totals import ROWS_ON_A_PAGE, submissions, totals, workbook

__all__ = [
    "ROWS_ON_A_PAGE",
    "area",
    "cycle",
    "published",
    "review",
    "submissions",
    "totals",
    "workbook",
]

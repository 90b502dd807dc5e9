"""Pages of totals."""

from __future__ import annotations

from tuquan.consolidations.views.complete import complete, meeting
from tuquan.consolidations.views.preparing import adjust, drop, index, total
from tuquan.consolidations.views.sent import paper, received, version, workbook

__all__ = [
    "adjust",
    "complete",
    "drop",
    "index",
    "meeting",
    "paper",
    "received",
    "total",
    "version",
    "workbook",
]

"""Pages of totals."""

from __future__ import annotations

from tuquan.consolidations.views.communes import communes
from tuquan.consolidations.views.complete import complete, meeting
from tuquan.consolidations.views.deciding import decide
from tuquan.consolidations.views.preparing import adjust, drop, index, total
from tuquan.consolidations.views.sent import paper, received, version, workbook

__all__ = [
    "adjust",
    "communes",
    "complete",
    "decide",
    "drop",
    "index",
    "meeting",
    "paper",
    "received",
    "total",
    "version",
    "workbook",
]

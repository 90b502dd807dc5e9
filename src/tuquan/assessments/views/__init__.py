"""Pages of the assessments app."""

from __future__ import annotations

from tuquan.assessments.views.lists import sheets
from tuquan.assessments.views.results import correct, result
from tuquan.assessments.views.sheet import check, decide, give_back, mark, sheet

__all__ = ["check", "correct", "decide", "give_back", "mark", "result", "sheet", "sheets"]

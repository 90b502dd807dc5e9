"""Opening cycles, marking and checking sheets, giving results."""

from __future__ import annotations

from tuquan.assessments.services.deciding import correct, decide
from tuquan.assessments.services.marking import return_sheet, save_findings, save_marks
from tuquan.assessments.services.opening import open_cycles

__all__ = [
    "correct",
    "decide",
    "open_cycles",
    "return_sheet",
    "save_findings",
    "save_marks",
]

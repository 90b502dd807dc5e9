"""Opening, writing and deciding about reports."""

from __future__ import annotations

from tuquan.reports.services.opening import open_periods, reevaluate_open_reports
from tuquan.reports.services.writing import (
    accept_report,
    facts_of,
    return_report,
    save_draft,
    submit_report,
)

__all__ = [
    "accept_report",
    "facts_of",
    "open_periods",
    "reevaluate_open_reports",
    "return_report",
    "save_draft",
    "submit_report",
]

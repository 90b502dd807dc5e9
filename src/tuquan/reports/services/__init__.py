"""Opening, writing and deciding about reports."""

from __future__ import annotations

from tuquan.reports.queries.facts import facts_of
from tuquan.reports.services.bulk import Outcome, accept_many
from tuquan.reports.services.deciding import accept_report, endorse_report, return_report
from tuquan.reports.services.opening import open_periods
from tuquan.reports.services.reevaluating import reevaluate_open_reports
from tuquan.reports.services.remarks import add_remark, may_remark, settle_remarks
from tuquan.reports.services.told import may_take_told, take_told_report
from tuquan.reports.services.writing import (
    correct_report,
    save_draft,
    submit_nil,
    submit_report,
)

__all__ = [
    "Outcome",
    "accept_many",
    "add_remark",
    "may_remark",
    "may_take_told",
    "settle_remarks",
    "take_told_report",
    "accept_report",
    "correct_report",
    "endorse_report",
    "facts_of",
    "open_periods",
    "reevaluate_open_reports",
    "return_report",
    "save_draft",
    "submit_nil",
    "submit_report",
]

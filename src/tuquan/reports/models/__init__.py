"""Obligations, reports and their revisions, remarks, goals and contacts."""

from __future__ import annotations

from tuquan.reports.models.aims import Goal, PressingIssue
from tuquan.reports.models.chasing import Contact
from tuquan.reports.models.obligations import DeadlineChange, Obligation, ObligationQuerySet
from tuquan.reports.models.reports import Remark, Report, ReportQuerySet, Revision
from tuquan.reports.models.told import ToldReport

__all__ = [
    "Contact",
    "DeadlineChange",
    "Goal",
    "Obligation",
    "ObligationQuerySet",
    "PressingIssue",
    "Remark",
    "Report",
    "ReportQuerySet",
    "Revision",
    "ToldReport",
]

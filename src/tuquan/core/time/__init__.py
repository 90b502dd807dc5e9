"""Reporting periods, the instants that hang on them, and working days. Nothing reads a clock."""

from __future__ import annotations

from tuquan.core.time.days import add_months, day_and_month
from tuquan.core.time.due import (
    NOTHING_HAPPENED,
    DueRule,
    Instants,
    cut_off_instant,
    due_day,
    due_instant,
    opening_instant,
)
from tuquan.core.time.periods import (
    LAST_START_DAY,
    LONGEST_WINDOW_NAME,
    MONTHS_IN,
    PERIODS_IN_YEAR,
    Period,
    PeriodKind,
    in_force,
    period_containing,
    period_from_key,
)
from tuquan.core.time.windows import Window, window_for, window_in
from tuquan.core.time.working_days import UnknownYear, WorkCalendar

__all__ = [
    "NOTHING_HAPPENED",
    "LAST_START_DAY",
    "LONGEST_WINDOW_NAME",
    "MONTHS_IN",
    "PERIODS_IN_YEAR",
    "DueRule",
    "Instants",
    "Period",
    "PeriodKind",
    "UnknownYear",
    "Window",
    "WorkCalendar",
    "add_months",
    "cut_off_instant",
    "day_and_month",
    "due_day",
    "due_instant",
    "in_force",
    "opening_instant",
    "period_containing",
    "period_from_key",
    "window_for",
    "window_in",
]

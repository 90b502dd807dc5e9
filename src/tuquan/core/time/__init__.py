"""Reporting periods, the instants that hang on them, and working days. Nothing reads a clock."""

from __future__ import annotations

from tuquan.core.time.periods import (
    LAST_START_DAY,
    MONTHS_IN,
    DueRule,
    Instants,
    Period,
    PeriodKind,
    add_working_days,
    cut_off_instant,
    day_and_month,
    due_day,
    due_instant,
    in_force,
    opening_instant,
    period_containing,
    period_from_key,
)

__all__ = [
    "LAST_START_DAY",
    "MONTHS_IN",
    "DueRule",
    "Instants",
    "Period",
    "PeriodKind",
    "add_working_days",
    "cut_off_instant",
    "day_and_month",
    "due_day",
    "due_instant",
    "in_force",
    "opening_instant",
    "period_containing",
    "period_from_key",
]

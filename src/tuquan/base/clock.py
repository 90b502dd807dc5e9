"""The only reader of time. `TUQUAN_TODAY=2026-11-20` fixes today, to rehearse a deadline or a test.

A fixed day keeps the real time of day, so that two actions of one rehearsal still have an order.
"""

from __future__ import annotations

import os
from datetime import date, datetime

from django.utils import timezone


def today() -> date:
    """The legal day in Vietnam."""
    fixed = os.environ.get("TUQUAN_TODAY")
    return date.fromisoformat(fixed) if fixed else timezone.localdate()


def now() -> datetime:
    """This instant, aware; on the fixed day when one is set."""
    real = timezone.now()  # noqa: TID251 - the one place that may
    if not os.environ.get("TUQUAN_TODAY"):
        return real
    local = timezone.localtime(real)
    fixed = today()
    return local.replace(year=fixed.year, month=fixed.month, day=fixed.day)

"""The only reader of time. `TUQUAN_TODAY=2026-11-20` fixes today, to rehearse a deadline or a test.

A fixed day keeps the real time of day, so that two actions of one rehearsal still have an order.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_pretended: ContextVar[datetime | None] = ContextVar("pretended", default=None)


def today() -> date:
    """The legal day in Vietnam."""
    if pretended := _pretended.get():
        return timezone.localdate(pretended)
    fixed = os.environ.get("TUQUAN_TODAY")
    return date.fromisoformat(fixed) if fixed else timezone.localdate()


def now() -> datetime:
    """This instant, aware; on the fixed day when one is set."""
    if pretended := _pretended.get():
        return pretended
    real = timezone.now()  # noqa: TID251 - the one place that may
    if not os.environ.get("TUQUAN_TODAY"):
        return real
    local = timezone.localtime(real)
    fixed = today()
    return local.replace(year=fixed.year, month=fixed.month, day=fixed.day)


@contextmanager
def pretending(instant: datetime) -> Iterator[None]:
    """Let it be another instant inside the block: how the demonstration gets its past."""
    token = _pretended.set(instant)
    try:
        yield
    finally:
        _pretended.reset(token)

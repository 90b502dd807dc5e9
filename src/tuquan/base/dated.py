"""Rows that hold from one day until another, as SQL: the twin of `core.time.in_force`."""

from __future__ import annotations

from datetime import date

from django.db.models import Q


def not_over(on: date) -> Q:
    """Rows that hold on a day or will later; `effective_until` is the first day they do not."""
    return Q(effective_until=None) | Q(effective_until__gt=on)


def in_force(on: date) -> Q:
    """Rows that hold on a day."""
    return Q(effective_from__lte=on) & not_over(on)

"""Several counts in one question to the database, for what every page shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import CharField, Count, QuerySet, Value


def counted(wanted: Mapping[str, QuerySet[Any]]) -> dict[str, int]:
    """How many rows each of several querysets has, by its name; one query for all of them."""
    rows = [
        queryset.order_by()
        .annotate(counted_as=Value(name, CharField()))
        .values("counted_as")
        .annotate(n=Count("pk"))
        .values_list("counted_as", "n")
        for name, queryset in wanted.items()
    ]
    found = dict.fromkeys(wanted, 0)
    if rows:
        first, *others = rows
        found |= dict(first.union(*others, all=True))
    return found

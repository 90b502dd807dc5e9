"""Several counts in one question to the database, for what every page shows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from os.path import commonprefix
from typing import Any

from django.db.models import CharField, Count, QuerySet, Value

from tuquan.base.scoping import ScopedQuerySet, paths_above


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


def counted_below(rows: ScopedQuerySet[Any], paths: Collection[str]) -> dict[str, int]:
    """How many rows stand at or under each of some paths; one query for all of them."""
    found = dict.fromkeys(paths, 0)
    if not found:
        return found
    inside = rows.below(commonprefix(list(found))).order_by()
    for path, count in inside.values_list(rows.place_lookup).annotate(Count("pk")):
        for above in found.keys() & paths_above(path):
            found[above] += count
    return found

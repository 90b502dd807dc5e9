"""What a reform wrote, read back from its journal: which rows it made, moved and changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from tuquan.base.scoping import paths_above
from tuquan.places.models import Place, Reform, ReformEntry

CHUNK = 5000
"""How many rows one query names; SQLite takes some thirty thousand values at most."""


def rows_moved(reform: Reform, table: str) -> set[int]:
    """The rows of a table (`groups.residentgroup`) whose path the reform rewrote."""
    return _rows(reform, table, ReformEntry.Operation.REWRITTEN)


def rows_made(reform: Reform, table: str) -> set[int]:
    """The rows of a table that the reform made."""
    return _rows(reform, table, ReformEntry.Operation.MADE)


def values_before(reform: Reform, table: str, field: str) -> dict[int, object]:
    """What a column held before, by row, of every row in which the reform changed it."""
    entries = reform.entries.filter(
        operation=ReformEntry.Operation.CHANGED, model=table, field=field
    )
    found: dict[int, object] = {}
    for entry in entries.order_by("-number"):
        found.update(dict.fromkeys(entry.rows, entry.before))
    return found


def new_paths(reform: Reform) -> list[str]:
    """The paths that exist only since the reform: of places it founded, and of those it moved."""
    made = Place.objects.filter(pk__in=rows_made(reform, "places.place"))
    rewritten = reform.entries.filter(
        operation=ReformEntry.Operation.REWRITTEN, model="places.place"
    )
    return [*made.values_list("path", flat=True), *(str(entry.after) for entry in rewritten)]


def places_below(paths: Collection[str]) -> list[int]:
    """The places at many paths or under them, in one walk over all places."""
    tops = set(paths)
    every = Place.objects.order_by("pk").values_list("pk", "path")
    return [place for place, path in every if not tops.isdisjoint(paths_above(path))]


def in_chunks(rows: Iterable[int]) -> Iterator[list[int]]:
    """The rows in parts small enough for one query."""
    left = iter(rows)
    while some := list(islice(left, CHUNK)):
        yield some


def _rows(reform: Reform, table: str, operation: ReformEntry.Operation) -> set[int]:
    entries = reform.entries.filter(operation=operation, model=table)
    return {row for rows in entries.values_list("rows", flat=True) for row in rows}

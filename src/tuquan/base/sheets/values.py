"""From what the libraries give to the values of `tuquan.core.lists`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time, timedelta

from tuquan.core.lists.sheets import Value


def plain_value(value: object) -> Value:
    """Empty text as None, whole floats as whole numbers, the rest as it is."""
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, str):
        return value or None
    return value if isinstance(value, int | date | time | timedelta) else None


def plain_rows(rows: Iterable[Iterable[object]]) -> tuple[tuple[Value, ...], ...]:
    """Rows of values, empty cells at the end of a row and empty rows at the end left off."""
    made: list[tuple[Value, ...]] = []
    for row in rows:
        values = [plain_value(value) for value in row]
        while values and values[-1] is None:
            values.pop()
        made.append(tuple(values))
    while made and not made[-1]:
        made.pop()
    return tuple(made)

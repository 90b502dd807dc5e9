"""The cells of a table: merged heads, columns that span rows, widths in millimetres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from tuquan.core.papers.model import Table


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of the head with how many columns and rows it covers, from `column` on."""

    column: int
    text: str
    across: int = 1
    down: int = 1


def widths_of(table: Table, width: float) -> list[float]:
    """Millimetres of every column, by their shares."""
    whole = sum(column.width for column in table.columns)
    return [round(width * column.width / whole, 2) for column in table.columns]


def heads_of(table: Table) -> list[list[HeadCell]]:
    """One row of heads, or two where columns share a heading."""
    columns = table.columns
    if not table.has_two_heads:
        return [[HeadCell(place, column.label) for place, column in enumerate(columns)]]
    upper, lower = [], []
    # A column without a shared heading stands alone: its place makes it unlike its neighbours.
    for _, group in groupby(enumerate(columns), key=lambda one: one[1].under or one[0]):
        places = list(group)
        first, column = places[0]
        if not column.under:
            upper.append(HeadCell(first, column.label, down=2))
            continue
        upper.append(HeadCell(first, column.under, across=len(places)))
        lower += [HeadCell(place, one.label) for place, one in places]
    return [upper, lower]


def spans_of(rows: Sequence[Sequence[str]], column: int) -> list[int]:
    """For each row how many rows its cell covers downwards; 0 where one above covers it."""
    spans = [0] * len(rows)
    top = 0
    for place, row in enumerate(rows):
        if place == 0 or row[column]:
            top = place
        spans[top] += 1
    return spans

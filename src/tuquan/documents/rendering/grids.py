"""The cells of a table: merged heads, columns that span rows, widths in millimetres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from tuquan.core.papers.model import Table
from tuquan.documents.rendering.measuring import width_of

TEXT, SIDES, LONGEST = 13.0, 3.6, 32.0
"""Points of the text in tables; millimetres beside it in a cell; up to which a word is kept."""


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of the head with how many columns and rows it covers, from `column` on."""

    column: int
    text: str
    across: int = 1
    down: int = 1


def widths_of(table: Table, width: float) -> list[float]:
    """Millimetres of every column, by their shares, but none narrower than its longest word."""
    least = [_longest_word(table, place) for place in range(len(table.columns))]
    if sum(least) >= width:
        return _shared(least, width)
    shares = [column.width for column in table.columns]
    widths = _shared(shares, width)
    while any(one < narrowest for one, narrowest in zip(widths, least, strict=True)):
        held = [
            max(one, narrowest) == narrowest for one, narrowest in zip(widths, least, strict=True)
        ]
        room = width - sum(one for one, is_held in zip(least, held, strict=True) if is_held)
        free = [0.0 if is_held else share for share, is_held in zip(shares, held, strict=True)]
        rest = _shared(free, room)
        widths = [
            narrowest if is_held else one
            for one, narrowest, is_held in zip(rest, least, held, strict=True)
        ]
    return widths


def _shared(shares: Sequence[float], width: float) -> list[float]:
    whole = sum(shares)
    return [round(width * share / whole, 2) for share in shares]


def _longest_word(table: Table, place: int) -> float:
    """Millimetres of a cell round the longest word of a column; longer ones may break."""
    texts = (table.columns[place].label, *(row[place] for row in table.rows))
    words = {word for text in texts for word in text.split()}
    length = max(map(len, words), default=0)
    # Letters are of different widths, so that a word one letter shorter may be the wider one.
    widest = max((width_of(word, TEXT) for word in words if len(word) >= length - 1), default=0)
    return min(widest + SIDES, LONGEST)


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


def spans_of(table: Table) -> dict[int, list[int]]:
    """For each column that spans, how many rows each cell covers; 0 where one above covers it.

    Where a column on its left begins anew, such as the next team, a cell begins anew too.
    """
    spanning = [place for place, column in enumerate(table.columns) if column.spans]
    return {
        column: _spans(table.rows, spanning[: place + 1]) for place, column in enumerate(spanning)
    }


def _spans(rows: Sequence[Sequence[str]], beginning: Sequence[int]) -> list[int]:
    spans = [0] * len(rows)
    top = 0
    for place, row in enumerate(rows):
        if place == 0 or any(row[column] for column in beginning):
            top = place
        spans[top] += 1
    return spans

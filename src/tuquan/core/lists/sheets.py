"""What the recogniser reads: a workbook as plain values, whatever file it came from.

`tuquan.base.sheets` builds these values from bytes. Rows hold bare values, because a list may have
a million cells; what is rare (a formula, an error, a comment, a font) stands beside them by place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Value = str | int | float | bool | date | datetime | time | timedelta | None
"""What a cell may hold; None is an empty cell."""


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, counted from 1, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Detail:
    """What a cell carries besides its value."""

    formula: bool = False
    error: str = ""
    comment: str = ""
    font: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as the file holds it."""

    value: Value
    detail: Detail


PLAIN = Detail()
_UNSEEN = " \t\r\n\xa0\u200b\u200c\u200d\u2060\ufeff"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: rows from row 1 and column 1 on, short rows are allowed."""

    name: str
    rows: tuple[tuple[Value, ...], ...]
    hidden: bool = False
    merges: tuple[Merge, ...] = ()
    details: Mapping[tuple[int, int], Detail] = field(default_factory=dict)
    lines: tuple[int, ...] = ()

    def value(self, row: int, column: int) -> Value:
        """The value at a place counted from 1; None outside the rows."""
        if not 0 < row <= len(self.rows):
            return None
        cells = self.rows[row - 1]
        return cells[column - 1] if 0 < column <= len(cells) else None

    def cell(self, row: int, column: int) -> Cell:
        """Value and detail of one place."""
        return Cell(self.value(row, column), self.details.get((row, column), PLAIN))

    def line(self, row: int) -> int | None:
        """The line of a text file where a record starts, when it differs from the row."""
        if not self.lines or self.lines[row - 1] == row:
            return None
        return self.lines[row - 1]


@dataclass(frozen=True, slots=True)
class Workbook:
    """One file: its sheets in order, and for a text file how it was written."""

    name: str
    sheets: tuple[Sheet, ...]
    format: str = "xlsx"
    encoding: str = ""
    delimiter: str = ""


def column_letter(column: int) -> str:
    """The letters of a column counted from 1.

    >>> column_letter(28)
    'AB'
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def is_blank(value: Value) -> bool:
    """No value, or nothing but white space and hidden signs."""
    return value is None or (isinstance(value, str) and not value.strip(_UNSEEN))


def shown(value: Value) -> str | int | float | bool | None:
    """The value as a report shows it: dates as ISO text, the rest unchanged."""
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, timedelta) else value

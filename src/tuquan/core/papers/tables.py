"""From the columns of a pack's list to a table whose widths follow what stands in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tuquan.core.papers.model import Align, Table, TableColumn
from tuquan.core.programme.papers import Column

NARROWEST, WIDEST, PROSE = 4, 26, 56
"""Characters a column is made for at least and at most; longer texts wrap, sentences late."""

PADDING = 2
"""Characters for what stands empty at both sides of a cell."""

NAME, WORDS, TICK = 16, 10, 6
"""Characters of a column that is filled by hand: with names, with words, with a tick."""

ROOM_TO_SIGN = 8.5
"""Millimetres of a row in which somebody signs by hand."""

_SIGNED = re.compile(r"(?i)^(ký tên|ký nhận|chữ ký)")
_NAME = re.compile(r"(?i)^(họ và tên|họ tên|chủ hộ|người |tổ trưởng$|tổ phó$)")
_COUNTERS = re.compile(r"(?i)^(tt|stt|số tt|no\.?)$")
_NUMBER = re.compile(r"^[\d.,/%+\-– ]*$")
_CROSS = "x"


def is_counter(column: Column) -> bool:
    """Whether the column only counts the rows."""
    return bool(_COUNTERS.match(column.label.strip()))


def table_of(
    columns: Sequence[Column],
    rows: Sequence[Mapping[str, str]],
    *,
    total: Mapping[str, str] | None = None,
    spanning: Sequence[str] = (),
    headings: Sequence[int] = (),
) -> Table:
    """A table of rows by column key; columns in `spanning` go on downwards over empty cells.

    `headings` are the places of rows that head the ones below them.
    """
    cells = tuple(tuple(row.get(column.key, "") for column in columns) for row in rows)
    described = tuple(
        TableColumn(
            label=column.label,
            width=_width(column, [row[place] for row in cells]),
            align=_align(column, [row[place] for row in cells]),
            under=column.under,
            spans=column.key in spanning,
        )
        for place, column in enumerate(columns)
    )
    last = tuple(total.get(column.key, "") for column in columns) if total else ()
    is_signed = any(_SIGNED.match(column.label) for column in columns)
    height = ROOM_TO_SIGN if is_signed else 0.0
    return Table(described, cells, last, height, frozenset(headings))


def rows_of_template(columns: Sequence[Column], texts: Sequence[str]) -> list[dict[str, str]]:
    """Rows a pack gives by a text each: counted where a column counts, the text in the last one."""
    counters = [column.key for column in columns if is_counter(column)]
    return [
        dict.fromkeys(counters, str(number)) | {columns[-1].key: text}
        for number, text in enumerate(texts, start=1)
    ]


def _width(column: Column, cells: Sequence[str]) -> float:
    longest = max(map(len, cells), default=0)
    words = max(map(len, column.label.split()), default=0)
    if is_counter(column):
        return float(max(longest, words) + PADDING)
    label = len(column.label) / 3
    widest = PROSE if longest > PROSE else WIDEST
    least = 0 if longest and not _NAME.match(column.label) else _by_hand(column)
    return float(min(max(longest + PADDING, words + PADDING, label, NARROWEST + 1, least), widest))


def _by_hand(column: Column) -> int:
    if _NAME.match(column.label):
        return NAME
    return WORDS if " " in column.label else TICK


def _align(column: Column, cells: Sequence[str]) -> Align:
    filled = [cell for cell in cells if cell]
    numbers = bool(filled) and all(_NUMBER.match(cell) or cell == _CROSS for cell in filled)
    return "center" if is_counter(column) or numbers else "left"

"""From the columns of a pack's list to a table whose widths follow what stands in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tuquan.core.papers.model import Align, Table, TableColumn
from tuquan.core.programme.papers import Column

NARROWEST, WIDEST = 4, 26
"""Characters a column is made for at least and at most; longer texts wrap."""

_COUNTERS = re.compile(r"(?i)^(tt|stt|số tt|no\.?)$")
_NUMBER = re.compile(r"^[\d.,/%+\- ]*$")


def is_counter(column: Column) -> bool:
    """Whether the column only counts the rows."""
    return bool(_COUNTERS.match(column.label.strip()))


def table_of(
    columns: Sequence[Column],
    rows: Sequence[Mapping[str, str]],
    *,
    total: Mapping[str, str] | None = None,
    spanning: Sequence[str] = (),
) -> Table:
    """A table of rows by column key; columns in `spanning` go on downwards over empty cells."""
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
    return Table(described, cells, last)


def rows_of_template(columns: Sequence[Column], texts: Sequence[str]) -> list[dict[str, str]]:
    """Rows a pack gives by a text each: counted where a column counts, the text in the last one."""
    counters = [column.key for column in columns if is_counter(column)]
    return [
        dict.fromkeys(counters, str(number)) | {columns[-1].key: text}
        for number, text in enumerate(texts, start=1)
    ]


def _width(column: Column, cells: Sequence[str]) -> float:
    if is_counter(column):
        return float(NARROWEST)
    words = max(map(len, column.label.split()), default=0)
    longest = max(map(len, cells), default=0)
    label = len(column.label) / 3
    return float(min(max(longest, words + 1, label, NARROWEST + 1), WIDEST))


def _align(column: Column, cells: Sequence[str]) -> Align:
    filled = [cell for cell in cells if cell]
    numbers = bool(filled) and all(map(_NUMBER.match, filled))
    return "center" if is_counter(column) or numbers else "left"

"""Finding the heading rows of lists in a sheet, and which column means which field."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from tuquan.core.lists.areas import area_named, is_total
from tuquan.core.lists.grid import Grid
from tuquan.core.lists.vocabulary import CODE, FILLERS, HEADINGS, PART_HEADINGS, PLACE_FIELDS
from tuquan.core.vietnamese import search_key

_LONGEST_HEADING = 90
_TITLE_ROWS = 12
_PATTERNS = tuple(
    (field, anywhere, re.compile(rf"\b(?:{words})\b" if anywhere else f"(?:{words})"))
    for field, anywhere, words in HEADINGS
)
_CODE_ROWS = 200
_CODE_LIKE = (None, "number", "household_number")
_NAMES = frozenset(["name", "family_name", "head_name"])


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list: its heading as typed and decoded, and the field it fills."""

    column: int
    header: str
    decoded: str
    field: str | None


@dataclass(frozen=True, slots=True)
class Table:
    """One list inside a sheet: where its heading and its rows stand, and its columns."""

    header_rows: tuple[int, ...]
    columns: tuple[Column, ...]
    first_row: int
    last_row: int
    last_column: int

    def places(self, field: str) -> tuple[int, ...]:
        """The columns that fill a field."""
        return tuple(c.column for c in self.columns if c.field == field)

    def has(self, field: str) -> bool:
        """Whether any column fills the field."""
        return any(column.field == field for column in self.columns)

    @property
    def span(self) -> range:
        """All columns of the list, also those to the right without a heading."""
        return range(self.columns[0].column, self.last_column + 1)


def heading_key(text: str) -> str:
    """A heading without marks, signs and capitals, for comparing."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", search_key(text)).split())


@lru_cache(maxsize=8192)
def field_of(text: str) -> str | None:
    """The field a heading means; None when it is not known."""
    if len(text) > _LONGEST_HEADING:
        return None
    key = heading_key(text)
    for field, anywhere, pattern in _PATTERNS:
        if (pattern.search(key) if anywhere else pattern.fullmatch(key)) is None:
            continue
        if field not in PLACE_FIELDS or FILLERS.issuperset(key.split(" ")):
            return field
    return None


def _fields(grid: Grid, row: int) -> dict[int, str | None] | None:
    """What each text of a row would mean as a heading; None for a row with numbers."""
    cells = grid.sheet.rows[row - 1]
    if sum(isinstance(value, str) for value in cells) < 2:
        return None
    if any(value is not None and not isinstance(value, str) for value in cells):
        return None
    return {column: field_of(str(value)) for column, value in grid.filled(row).items()}


def _is_header(grid: Grid, row: int) -> bool:
    fields = _fields(grid, row)
    if fields is None:
        return False
    known = {field for field in fields.values() if field}
    return bool(known & _NAMES) and len(known) > 1 and 3 * len(known) >= len(fields)


def _continues(grid: Grid, row: int) -> bool:
    """Whether a row under a heading row is its lower part."""
    if row > grid.height:
        return False
    filled = grid.filled(row)
    if not filled or not all(isinstance(value, str) for value in filled.values()):
        return False
    if any(_hangs_into(grid, row, column) for column in range(1, grid.width + 1)):
        return True
    known = [value for value in filled.values() if _is_part(str(value))]
    under = [column for column in filled if _is_under_span(grid, row - 1, column)]
    return len(known) * 2 >= len(filled) and (
        len(under) == len(filled) or all(grid.value(row - 1, c) is None for c in filled)
    )


def _is_part(text: str) -> bool:
    """Whether a text can be a lower heading."""
    return field_of(text) is not None or heading_key(text) in PART_HEADINGS


def _hangs_into(grid: Grid, row: int, column: int) -> bool:
    """Whether a heading above is merged down into this row."""
    return grid.merge_above(row, column) is not None


def _is_under_span(grid: Grid, row: int, column: int) -> bool:
    """Whether the heading above spans several columns (merged, or blank beside a text)."""
    if grid.across(row, column) is not None or grid.value(row, column) is None:
        return True
    return not grid.sheet.merges and grid.value(row, column + 1) is None


def _header_rows(grid: Grid, row: int) -> tuple[int, ...]:
    first = last = row
    while first > 1 and any(
        _hangs_into(grid, first, column) and grid.value(first - 1, column) is not None
        for column in range(1, grid.width + 1)
    ):
        first -= 1
    while _continues(grid, last + 1):
        last += 1
    return tuple(range(first, last + 1))


def _heading_parts(grid: Grid, rows: tuple[int, ...], column: int, raw: bool) -> list[str]:
    """The headings above a column, top down, spanning ones included."""
    parts: list[str] = []
    for row in rows:
        source = column
        merge = grid.across(row, column)
        if merge is not None:
            source = merge.left
        elif grid.value(row, column) is None and row < rows[-1] and not grid.sheet.merges:
            source = _text_to_the_left(grid, row, column)
        value = grid.raw(row, source) if raw else grid.value(row, source)
        text = "" if value is None else str(value)
        if text.strip() and text not in parts:
            parts.append(text)
    return parts


def _text_to_the_left(grid: Grid, row: int, column: int) -> int:
    """A spanning heading of a file without merges: the nearest text to the left."""
    for source in range(column, 0, -1):
        if grid.value(row, source) is not None:
            return source
    return column


def _field_of_parts(parts: list[str]) -> str | None:
    lower, part = field_of(parts[-1]), heading_key(parts[-1])
    whole = field_of(" ".join(parts))
    if whole in ("birth_date", "birth_year") and part in PART_HEADINGS:
        return "birth_year" if part in ("nam", "nu") else None
    return lower or whole


def _columns(grid: Grid, rows: tuple[int, ...]) -> list[Column]:
    columns = []
    for column in range(1, grid.width + 1):
        parts = _heading_parts(grid, rows, column, raw=False)
        if not parts:
            continue
        raw = " / ".join(_heading_parts(grid, rows, column, raw=True))
        columns.append(Column(column, raw, " / ".join(parts), _field_of_parts(parts)))
    first = columns[0].column - 1
    if not any(column.field == "number" for column in columns) and isinstance(
        grid.value(rows[-1] + 1, first), int
    ):
        columns.insert(0, Column(first, "", "", "number"))
    return columns


def _side_by_side(columns: list[Column]) -> list[list[Column]]:
    """Lists standing beside each other repeat the heading of their first column and the name."""
    first = heading_key(columns[0].decoded)
    starts = [n for n, column in enumerate(columns) if heading_key(column.decoded) == first]
    parts = [columns[a:b] for a, b in zip(starts, [*starts[1:], len(columns)], strict=True)]
    return parts if all(any(c.field in _NAMES for c in part) for part in parts) else [columns]


def _settle(columns: Iterable[Column]) -> tuple[Column, ...]:
    """One meaning for every column: whose name it is, and which of two like columns counts."""
    columns = list(columns)
    known = {column.field for column in columns}
    person = "relation" in known
    explicit = "head_name" in known
    names = [column.decoded for column in columns if column.field == "name"]
    settled: list[Column] = []
    for column in columns:
        field = column.field
        if field == "name" and column.decoded != names[0]:
            field = None
        elif field in ("name", "family_name"):
            field = "person_name" if person else None if explicit else "head_name"
        elif field == "head_name" and person:
            field = None if "name" in known else "person_name"
        elif field == "household_number" and not person:
            field = None if "number" in known else "number"
        elif field == "address":
            field = None if "lane" in known else "lane"
        elif field in ("not_kept", "position"):
            field = None
        settled.append(replace(column, field=field))
    return tuple(_first_only(settled))


_SHARED = frozenset(["birth_year", "head_name", "person_name"])


def _first_only(columns: list[Column]) -> Iterable[Column]:
    """Fields filled by one column only keep the one that says it is the total, or the first."""
    totals = {
        column.field
        for column in columns
        if column.field == "member_count" and "tong" in heading_key(column.decoded).split(" ")
    }
    seen: set[str] = set()
    for column in columns:
        field = column.field
        is_total = "tong" in heading_key(column.decoded).split(" ")
        beaten = field in totals and not is_total
        if field and field not in _SHARED and (field in seen or beaten):
            column = replace(column, field=None)
        elif field:
            seen.add(field)
        yield column


def same_heading(grid: Grid, row: int, table: Table) -> bool:
    """Whether a row prints the table's heading again."""
    keys = {c.column: heading_key(c.decoded.rsplit(" / ", 1)[-1]) for c in table.columns}
    filled = grid.filled(row, table.span)
    same = [c for c, value in filled.items() if keys.get(c) == heading_key(str(value))]
    return len(same) > 1 and len(same) * 2 > len(filled)


def find_tables(grid: Grid) -> list[Table]:
    """All lists of a sheet, in the order they stand."""
    found: list[tuple[tuple[int, ...], list[Column]]] = []
    row = 1
    while row <= grid.height:
        if _is_header(grid, row):
            rows = _header_rows(grid, row)
            columns = _columns(grid, rows)
            if not found or not _is_printed_again(grid, row, columns, found[-1]):
                found.append((rows, columns))
            row = rows[-1]
        row += 1
    tables = []
    for place, (rows, columns) in enumerate(found, start=1):
        end = found[place][0][0] - 1 if place < len(found) else grid.height
        parts = _side_by_side(columns)
        edges = [part[0].column - 1 for part in parts[1:]] + [grid.width]
        for part, edge in zip(parts, edges, strict=True):
            settled = _with_codes(grid, _settle(part), rows[-1] + 1)
            tables.append(Table(rows, settled, rows[-1] + 1, end, edge))
    return tables


def _with_codes(grid: Grid, columns: tuple[Column, ...], first_row: int) -> tuple[Column, ...]:
    """A column is the register's own number when its values say so, whatever its heading."""
    last = min(grid.height, first_row + _CODE_ROWS)
    for place, column in enumerate(columns):
        if column.field in _CODE_LIKE and any(
            isinstance(value := grid.raw(row, column.column), str) and CODE.fullmatch(value.strip())
            for row in range(first_row, last + 1)
        ):
            return (*columns[:place], replace(column, field="code"), *columns[place + 1 :])
    return columns


def _is_printed_again(
    grid: Grid, row: int, columns: list[Column], last: tuple[tuple[int, ...], list[Column]]
) -> bool:
    """Whether a heading is the one before printed again, and no other area stands above it."""
    rows, before = last
    keys = {(c.column, heading_key(c.decoded.rsplit(" / ", 1)[-1])) for c in before}
    again = {(c.column, heading_key(c.decoded.rsplit(" / ", 1)[-1])) for c in columns}
    if len(keys & again) * 2 <= len(again):
        return False
    other = _area_above(grid, row)
    return not other or other == _area_above(grid, rows[0])


def _area_above(grid: Grid, header_row: int) -> str:
    """The area named between the last row with a number and a heading."""
    for row in range(header_row - 1, max(0, header_row - _TITLE_ROWS), -1):
        values = grid.filled(row).values()
        if any(not isinstance(value, str) for value in values):
            return ""
        texts = [str(value) for value in values if not is_total(str(value))]
        if area := next(filter(None, map(area_named, texts)), ""):
            return area
    return ""

"""What each row under a heading is: a household or person, a section, a total, a remark …"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tuquan.core.lists.areas import is_signature, is_total, section_named
from tuquan.core.lists.grid import Grid
from tuquan.core.lists.headings import Table, same_heading
from tuquan.core.lists.sheets import Value
from tuquan.core.lists.vocabulary import DITTO

ENTRY = "entry"
_DOTS = re.compile(r"[.…\-_\s]+")
_COLUMN_NUMBER = re.compile(r"\(?\s*(\d{1,2}|[A-Za-z])\s*\)?")
_NUMBER_LIKE = re.compile(r"\(?\d+\s*[.)]?\s*\w?\)?|[IVXLC]+\.?|[A-Za-z]\.?")
_NAME_WORD = r"[^\W\d_](?:[^\W\d_]|['’.?-])*"
_PERSON_LIKE = re.compile(rf"{_NAME_WORD}(?: {_NAME_WORD}){{0,5}}")
_CONTEXT = ("group", "assignees", "area")


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is not blank: what it is, and its values by column."""

    row: int
    kind: str
    filled: dict[int, Value]

    @property
    def first(self) -> int:
        """The first column that holds something."""
        return min(self.filled)


class Sorter:
    """Tells the rows of one list apart by what their cells hold."""

    def __init__(self, grid: Grid, table: Table) -> None:
        self.grid, self.table = grid, table
        self.numbers = set(table.places("number") + table.places("household_number"))
        self.names = set(table.places("head_name") + table.places("person_name"))
        self.figures = {
            column
            for field in ("birth_year", "birth_date", "member_count")
            for column in table.places(field)
        }
        self.years = self.figures - set(table.places("member_count"))
        self._counted = self.numbers | self.years
        self._sure = self.figures | self.numbers
        self.notes = set(table.places("note"))
        self.context = {column for field in _CONTEXT for column in table.places(field)}

    def rows(self) -> list[Row]:
        """All rows of the list that hold something, each with its kind."""
        table, found = self.table, []
        last = min(table.last_row, self.grid.height)
        for row in range(table.first_row, last + 1):
            filled = self.grid.filled(row, table.span)
            if filled:
                found.append(Row(row, self._kind(row, filled), filled))
        return self._with_trailing(found)

    def _kind(self, row: int, filled: dict[int, Value]) -> str:
        if self._is_entry_at_once(filled):
            return ENTRY
        if same_heading(self.grid, row, self.table):
            return "repeated_header"
        if row == self.table.first_row and self._is_column_numbers(filled):
            return "column_number_row"
        texts = [value for value in filled.values() if isinstance(value, str)]
        if texts and is_total(texts[0]) and not self.years & filled.keys():
            return "total_row"
        own = {column: value for column, value in filled.items() if column not in self.context}
        if not own:
            return "section_row"
        if all(self._is_idle(column, value) for column, value in own.items()):
            return "empty_numbered_row"
        return self._kind_of_texts(own)

    def _is_entry_at_once(self, filled: dict[int, Value]) -> bool:
        """The plain case of nearly every row: a number or a year, and a name."""
        return any(isinstance(filled.get(column), int) for column in self._counted) and any(
            isinstance(name := filled.get(column), str)
            and _PERSON_LIKE.fullmatch(name) is not None
            and section_named(name) is None
            and not is_total(name)
            for column in self.names
        )

    def _is_column_numbers(self, filled: dict[int, Value]) -> bool:
        signs = [_COLUMN_NUMBER.fullmatch(str(value)) for value in filled.values()]
        return len(signs) > 1 and all(signs) and bool(self.names & filled.keys())

    def _is_idle(self, column: int, value: Value) -> bool:
        """A cell that holds no data: a row number, or dots."""
        if isinstance(value, str) and _DOTS.fullmatch(value):
            return value.strip() not in DITTO
        return column in self.numbers and self._is_number(value)

    @staticmethod
    def _is_number(value: Value) -> bool:
        return not isinstance(value, str) or _NUMBER_LIKE.fullmatch(value.strip()) is not None

    def _kind_of_texts(self, own: dict[int, Value]) -> str:
        """A row that holds more than numbers: an entry, a section or a remark."""
        said = {c: v for c, v in own.items() if not (c in self.numbers and self._is_number(v))}
        lone = next(iter(said.values()))
        if not self.years & said.keys() and self._opens_section(said):
            return "section_row"
        if len(own) > 1:
            return ENTRY
        if set(said) <= self.names and _PERSON_LIKE.fullmatch(str(lone).strip()):
            return ENTRY
        return "note_only_row"

    def _opens_section(self, said: dict[int, Value]) -> bool:
        text = next((value for value in said.values() if isinstance(value, str)), "")
        others = said.keys() - self.names - self.numbers - self.figures
        is_lone = len(said) == 1 and not self.notes & said.keys()
        return section_named(text) is not None and (is_lone or not others)

    def _with_trailing(self, rows: list[Row]) -> list[Row]:
        """Entries after the last sure one and under a total or a signature are no entries."""
        sure = {n for n, row in enumerate(rows) if row.kind == ENTRY and self._is_sure(row)}
        last = max(sure, default=-1)
        for n in range(last + 1, len(rows)):
            if rows[n].kind == "total_row" or self._is_signed(rows[n]):
                break
            if rows[n].kind == ENTRY:
                last = n
        settled = []
        for n, row in enumerate(rows):
            if n > last and row.kind in (ENTRY, "note_only_row", "section_row"):
                row = Row(row.row, "trailing_text", row.filled)
            elif row.kind == ENTRY and n not in sure and self._is_signed(row):
                row = Row(row.row, "note_only_row", row.filled)
            settled.append(row)
        return settled

    def _is_sure(self, row: Row) -> bool:
        filled = row.filled
        return any(
            any(sign.isdigit() for sign in str(filled[column]))
            for column in self._sure & filled.keys()
        )

    @staticmethod
    def _is_signed(row: Row) -> bool:
        return any(isinstance(v, str) and is_signature(v) for v in row.filled.values())

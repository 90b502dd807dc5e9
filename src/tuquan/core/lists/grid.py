"""A sheet as it is to be read: old encodings decoded cell by cell, the typed values kept."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from tuquan.core.lists.encodings import UNICODE, decoded, encoding_of, row_encoding, usual_encoding
from tuquan.core.lists.sheets import PLAIN, Detail, Merge, Sheet, Value, is_blank

_SAMPLE_TEXTS = 3000
_MOST_MERGED = 1_000_000


class Grid:
    """Decoded access to one sheet by row and column counted from 1."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.height = len(sheet.rows)
        self.width = max((len(row) for row in sheet.rows), default=0)
        self.legacy = usual_encoding(self._sample())
        self._row_encodings: dict[int, str] = {}
        self.merged_down = {
            (row, merge.left): merge for row, merge in self._spans() if merge.bottom > merge.top
        }
        self._merged_across: dict[int, list[Merge]] = {}
        for row, merge in self._spans():
            if merge.right > merge.left:
                self._merged_across.setdefault(row, []).append(merge)

    def _spans(self) -> Iterator[tuple[int, Merge]]:
        """Each merged range by each of its rows, within reason: files are not trusted."""
        spans = (
            (row, merge)
            for merge in self.sheet.merges
            for row in range(merge.top, min(merge.bottom, self.height) + 1)
        )
        return islice(spans, _MOST_MERGED)

    def _sample(self) -> list[tuple[str, str]]:
        texts: list[tuple[str, str]] = []
        for row in range(1, self.height + 1):
            texts += self._foreign(row)
            if len(texts) > _SAMPLE_TEXTS:
                break
        return texts

    def _foreign(self, row: int) -> list[tuple[str, str]]:
        """The texts of a row that an encoding can be told from, with their fonts."""
        return [
            (value, self.detail(row, column).font)
            for column, value in enumerate(self.sheet.rows[row - 1], start=1)
            if isinstance(value, str) and not value.isascii()
        ]

    def raw(self, row: int, column: int) -> Value:
        """The value as it is typed."""
        return self.sheet.value(row, column)

    def detail(self, row: int, column: int) -> Detail:
        """Formula, error, comment and font of a cell."""
        return self.sheet.details.get((row, column), PLAIN)

    def value(self, row: int, column: int) -> Value:
        """The value to read: decoded, None when there is nothing to see."""
        value = self.sheet.value(row, column)
        if not isinstance(value, str):
            return value
        if self.legacy:
            value = decoded(value, self._encoding(row, column, value))
        return None if is_blank(value) else value

    def is_unicode(self, row: int, column: int, value: str) -> bool:
        """Whether a text of a sheet in an old encoding is Unicode already."""
        return not value.isascii() and self._encoding(row, column, value) == UNICODE

    def _encoding(self, row: int, column: int, value: str) -> str:
        if row not in self._row_encodings:
            self._row_encodings[row] = row_encoding(self._foreign(row), self.legacy)
        return encoding_of(value, self.detail(row, column).font, self._row_encodings[row])

    def filled(self, row: int, columns: range | None = None) -> dict[int, Value]:
        """The values of a row that are not blank, by column."""
        cells = self.sheet.rows[row - 1]
        first, last = (columns.start, columns.stop - 1) if columns else (1, len(cells))
        found: dict[int, Value] = {}
        for column, value in enumerate(cells[first - 1 : last], start=first):
            if isinstance(value, str):
                value = self.value(row, column)
            if value is not None:
                found[column] = value
        return found

    def texts(self, last_row: int) -> Iterator[str]:
        """The texts of the first rows, in order: the title block."""
        for row in range(1, last_row + 1):
            for value in self.filled(row).values():
                if isinstance(value, str):
                    yield value

    def merge_above(self, row: int, column: int) -> Merge | None:
        """The range merged downwards that covers a cell below its first row."""
        merge = self.merged_down.get((row, column))
        return merge if merge is not None and merge.top < row else None

    def across(self, row: int, column: int) -> Merge | None:
        """The range merged to the right that covers a cell."""
        for merge in self._merged_across.get(row, ()):
            if merge.left <= column <= merge.right:
                return merge
        return None

"""Reading the fields of one row, with a remark for everything that is repaired or left empty."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tuquan.core.lists.areas import Section
from tuquan.core.lists.grid import Grid
from tuquan.core.lists.headings import Table
from tuquan.core.lists.numbers import (
    YOUNGEST_HEAD,
    Reading,
    read_birth_date,
    read_birth_year,
    read_member_count,
    read_phone,
)
from tuquan.core.lists.remarks import Remark
from tuquan.core.lists.rows import Row
from tuquan.core.lists.sheets import Value, column_letter, shown
from tuquan.core.lists.texts import clean_name, clean_note, clean_text
from tuquan.core.lists.vocabulary import CODE, DITTO, DOOR_BEHIND_NAME, NAME_PREFIX, SENSITIVE
from tuquan.core.vietnamese import search_key, tidy

Cleaner = Callable[[str], tuple[str, tuple[str, ...]]]
_SENSITIVE = re.compile(rf"\b(?:{SENSITIVE})\b", re.IGNORECASE)
_PLAIN_SENSITIVE = re.compile(rf"\b(?:{search_key(SENSITIVE)})\b")
_ASSIGNEE_BREAK = re.compile(r"[;\n,]|(?<=[^\W\d_])\s*(?=\d+\s*[.)])")
_ASSIGNEE_NUMBER = re.compile(r"^\d+\s*[.)/-]\s*|[\s.:–-]+$")
_PREFIX = re.compile(NAME_PREFIX, re.IGNORECASE)


@dataclass
class Remarks:
    """Collects the remarks of one sheet."""

    grid: Grid
    found: list[Remark] = field(default_factory=list)

    def say(self, code: str, row: int, column: int, **more: Any) -> None:
        """Tell of one cell; the typed value is taken from it unless `raw` is given."""
        more["cell"] = f"{column_letter(column)}{row}"
        more.setdefault("raw", shown(self.grid.raw(row, column)))
        line = self.grid.sheet.line(row)
        self.found.append(Remark(code, self.grid.sheet.name, row, line=line, **more))

    def say_of_sheet(self, code: str, **more: Any) -> None:
        """Tell of the sheet or of a column."""
        self.found.append(Remark(code, self.grid.sheet.name, **more))


class Progress:
    """Tells somebody now and then how many rows are read."""

    EVERY = 200

    def __init__(self, tell: Callable[[int], None] | None = None) -> None:
        self._tell, self._rows = tell, 0

    def row(self) -> None:
        """One more row is read."""
        self._rows += 1
        if self._tell is not None and self._rows % self.EVERY == 0:
            self._tell(self._rows)


def split_assignees(text: str) -> tuple[str, ...]:
    """The people named in one cell: `1. Lê Văn Long; 2. Hoàng Văn Nam` or one a line.

    >>> split_assignees("1.Bùi Văn Hải;2. Bà Lê Thị Mai:")
    ('Bùi Văn Hải', 'Lê Thị Mai')
    """
    names = (_ASSIGNEE_NUMBER.sub("", tidy(part)) for part in _ASSIGNEE_BREAK.split(text))
    return tuple(_PREFIX.sub("", name) for name in names if name)


def is_ditto(value: Value) -> bool:
    """Whether a cell only says that it is the same as above."""
    return isinstance(value, str) and value.strip().casefold() in DITTO


def is_sensitive(note: str) -> bool:
    """Whether a remark holds what is not kept for one household (poverty, belief, health …)."""
    if _SENSITIVE.search(note):
        return True
    return note.isascii() and _PLAIN_SENSITIVE.search(note.lower()) is not None


class Reader:
    """Reads the fields of rows of one list, top down, remembering what stands above."""

    def __init__(
        self,
        grid: Grid,
        table: Table,
        today: date,
        remarks: Remarks,
        delimiter: str,
        number: int | None,
    ) -> None:
        self.grid, self.table, self.today, self.remarks = grid, table, today, remarks
        self.delimiter, self.list = delimiter, number
        self.as_text = "" if delimiter else "number_as_text"
        self.above: dict[str, str] = {}
        self.section: dict[str, str] = {}
        self.commented: dict[int, list[int]] = {}
        for (place, column), detail in sorted(grid.sheet.details.items()):
            if detail.comment:
                self.commented.setdefault(place, []).append(column)
        self.progress = Progress()
        self.last_header = table.columns[-1].column
        self.columns = {
            column.field: table.places(column.field) for column in table.columns if column.field
        }

    def open_section(self, section: Section) -> None:
        """Remember the lane, group or area a heading row opens."""
        self.section[section.field] = self.above[section.field] = section.name
        if section.field == "area":
            self.section.pop("lane", None)

    def column(self, field: str, filled: dict[int, Value]) -> int | None:
        """The column of a field in one row: the first that holds something, or the first."""
        places = self.columns.get(field, ())
        if len(places) > 1:
            return next((place for place in places if place in filled), places[0])
        return places[0] if places else None

    def name(self, row: Row, field: str) -> str:
        """A person's name, parts from several columns joined."""
        places = [column for column in self.columns[field] if column in row.filled]
        if not places:
            return ""
        text = self.without_door(" ".join(str(shown(row.filled[column])) for column in places))[0]
        return self._cleaned(row.row, places[0], "head_name", text, clean_name)

    def without_door(self, text: str) -> tuple[str, str]:
        """A name and the house number typed behind it, where no column holds house numbers."""
        match = DOOR_BEHIND_NAME.search(text)
        if match is None or match.end() < len(text.rstrip()) or "house_number" in self.columns:
            return text, ""
        return text[: match.start()], tidy(match[1])

    def house_number(self, row: Row) -> str:
        """The house number, of its own cell or behind the name of the head."""
        if "house_number" in self.columns:
            return self.text(row, "house_number")
        names = [column for column in self.columns["head_name"] if column in row.filled]
        return self.without_door(str(shown(row.filled[names[-1]])))[1] if names else ""

    def text(self, row: Row, field: str) -> str:
        """A short text of its own cell (a house number)."""
        column = self.column(field, row.filled)
        value = row.filled.get(column) if column else None
        if value is None or column is None:
            return ""
        if isinstance(value, date):
            return f"{value.day}/{value.month}"
        return self._cleaned(row.row, column, field, str(value), clean_text)

    def placed(self, row: Row, field: str) -> str:
        """A place that may be a ditto mark, merged, or given by the section above."""
        text = self._placed(row, field)
        if text:
            self.above[field] = text
        return text

    def _placed(self, row: Row, field: str) -> str:
        column = self.column(field, row.filled)
        if column is None:
            return self.section.get(field, "")
        value = row.filled.get(column)
        if value is None:
            return self._from_above(row.row, column, field)
        text = str(shown(value))
        if is_ditto(value):
            filled = self.above.get(field, "")
            self.remarks.say("ditto_filled", row.row, column, field=field, value=filled or None)
            return filled
        return self._cleaned(row.row, column, field, text, clean_text)

    def _from_above(self, row: int, column: int, field: str) -> str:
        merge = self.grid.merge_above(row, column)
        if merge is not None:
            filled = self.above.get(field, "")
            if filled and field == "lane":
                self.remarks.say("merged_cell_filled", row, column, field=field, value=filled)
            return filled
        return self.section.get(field, "")

    def _cleaned(self, row: int, column: int, field: str, text: str, clean: Cleaner) -> str:
        cleaned, codes = clean(text)
        for code in codes:
            self.remarks.say(code, row, column, field=field, value=cleaned)
        raw = self.grid.raw(row, column)
        if self.grid.legacy and isinstance(raw, str) and self.grid.is_unicode(row, column, raw):
            self.remarks.say("encoding_mixed", row, column, field=field, value=cleaned)
        return cleaned

    def code(self, row: Row) -> str:
        """The number under which the register printed the household; empty when it is none."""
        column = self.column("code", row.filled)
        value = row.filled.get(column) if column else None
        text = "" if value is None else str(shown(value)).strip().upper()
        return text if CODE.fullmatch(text) else ""

    def number(self, row: Row) -> str:
        """The row number as it stands."""
        column = self.column("number", row.filled)
        value = row.filled.get(column) if column else None
        return "" if value is None else tidy(str(shown(value)))

    def birth_year(self, row: Row) -> int | None:
        """The birth year, from a year column or a date column."""
        if "birth_date" in self.columns:
            return self.year_of_head(row.row, self.birth_date(row))
        column = self.column("birth_year", row.filled)
        if column is None:
            return None
        value = self._figure(row, column, "birth_year")
        if value is None:
            return None
        reading = read_birth_year(value, self.today, self.as_text)
        year = self._take(row.row, column, "birth_year", reading)
        return self.year_of_head(row.row, str(year or ""))

    def year_of_head(self, row: int, birth_date: str) -> int | None:
        """The year of a head's birth; a head under 15 is told and kept."""
        if not birth_date:
            return None
        year = int(birth_date[:4])
        if self.today.year - year < YOUNGEST_HEAD:
            column = self._birth_places()[0]
            self.remarks.say("head_too_young", row, column, field="birth_year", value=year)
        return year

    def _birth_places(self) -> list[int]:
        return [c for field in ("birth_date", "birth_year") for c in self.columns.get(field, ())]

    def birth_date(self, row: Row) -> str:
        """The birth date as exact as it is typed."""
        places = self._birth_places()
        if not places:
            return ""
        column = next((place for place in places if place in row.filled), places[0])
        value = self._figure(row, column, "birth_date")
        if value is None:
            return ""
        reading = read_birth_date(value, self.today)
        return str(self._take(row.row, column, "birth_date", reading) or "")

    def member_count(self, row: Row) -> int | None:
        """The number of members."""
        column = self.column("member_count", row.filled)
        value = self._figure(row, column, "member_count") if column else None
        if column is None or value is None:
            return None
        reading = read_member_count(value, self.as_text)
        count = self._take(row.row, column, "member_count", reading)
        return None if count is None else int(count)

    def phone(self, row: Row) -> str:
        """The telephone number, ten digits."""
        column = self.column("phone", row.filled)
        if column is None or column not in row.filled:
            return ""
        return str(self._take(row.row, column, "phone", read_phone(row.filled[column])) or "")

    def _figure(self, row: Row, column: int, field: str) -> Value:
        """A cell that should hold a figure; an error or an empty cell is told at once."""
        detail = self.grid.detail(row.row, column)
        value = row.filled.get(column)
        if detail.error:
            self.remarks.say("formula_error", row.row, column, field=field, raw=detail.error)
            return None
        if value is None:
            self.remarks.say(f"{field}_missing", row.row, column, field=field, raw=None)
        elif detail.formula:
            self.remarks.say("formula_value_used", row.row, column, field=field, value=shown(value))
        return value

    def _take(self, row: int, column: int, field: str, reading: Reading) -> int | str | None:
        if reading.code:
            self.remarks.say(reading.code, row, column, field=field, value=reading.value)
        return reading.value

    def note(self, row: Row) -> str:
        """The remark of a row, with what stands to the right of the last heading."""
        extra = sorted(place for place in row.filled if place > self.last_header)
        own = [column for column in self.columns.get("note", ()) if column in row.filled]
        places = own + extra
        if not places:
            return ""
        is_last = self.last_header in self.columns.get("note", ())
        column = self.last_header if is_last else places[0]
        text = (self.delimiter or " ").join(str(shown(row.filled[place])) for place in places)
        note, codes = clean_note(text)
        for code in codes + (("row_too_wide",) if extra else ()):
            self.remarks.say(code, row.row, column, field="note", raw=text, value=note)
        if is_sensitive(note):
            self.remarks.say("note_sensitive", row.row, column, field="note", raw=text)
            return ""
        return note

    def comments(self, row: Row) -> None:
        """Tell of the comments that cells of the row carry."""
        for column in self.commented.get(row.row, ()):
            if column in row.filled:
                value = row.filled[column]
                field = next((c.field or "" for c in self.table.columns if c.column == column), "")
                self.remarks.say("cell_comment", row.row, column, field=field, value=shown(value))

"""Handing a workbook back with what was noticed: a column of remarks, colours, comments.

The workbook of somebody is kept as it is and gets remarks where it can; otherwise its values are
written into a fresh one. Nothing in it is run: links and macros are left out, text stays text.
"""

from __future__ import annotations

import io
import logging
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import openpyxl
import xlsxwriter
from openpyxl.cell.cell import Cell as BookCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet
from xlsxwriter.format import Format

from tuquan.base.sheets import read_workbook
from tuquan.core.lists import Sheet, Workbook
from tuquan.core.lists.grid import Grid
from tuquan.core.lists.sheets import column_letter

MOST_ROWS_KEPT = 20_000
"""Rows up to which the workbook itself is kept; above, a fresh one is written."""

COLOURS = {"error": "F8CBAD", "warning": "FFE699", "info": "DDEBF7", "skip": "E7E6E6"}
"""By how grave a remark is; the words beside it say the same."""

_ORDER = tuple(COLOURS)
_LONGEST_COMMENT = 1_000
_LONGEST_CELL = 32_000
_WIDTH = 60
_LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_REFERENCE = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Noticed:
    """One remark: sheet and row (none: the whole sheet), the cell, how grave, the sentence."""

    sheet: str
    row: int | None
    cell: str
    severity: str
    sentence: str


def remarked_workbook(
    name: str,
    content: bytes,
    noticed: Sequence[Noticed],
    heading: str,
    headings: Mapping[str, int] | None = None,
) -> bytes:
    """The workbook with remarks, as .xlsx; `headings` says in which row each sheet's heading is."""
    read = read_workbook(name, content)
    if not isinstance(read, Workbook):
        raise ValueError("only a workbook that was read can be handed back")
    by_sheet: dict[str, list[Noticed]] = defaultdict(list)
    for one in noticed:
        by_sheet[one.sheet].append(one)
    rows = sum(len(sheet.rows) for sheet in read.sheets)
    if read.format == "xlsx" and rows <= MOST_ROWS_KEPT:
        try:
            return _kept(content, by_sheet, heading, headings or {})
        except Exception:  # openpyxl raises anything on files it does not understand
            _log.info("a workbook could not be kept; its values are handed back", exc_info=True)
    return _fresh(read, by_sheet, heading, headings or {})


def _kept(
    content: bytes,
    by_sheet: Mapping[str, Sequence[Noticed]],
    heading: str,
    headings: Mapping[str, int],
) -> bytes:
    """The workbook itself, with remarks added."""
    book = openpyxl.load_workbook(io.BytesIO(content), keep_vba=False, keep_links=False)
    for sheet in book.worksheets:
        if noticed := by_sheet.get(sheet.title):
            _remark_sheet(sheet, noticed, heading, headings.get(sheet.title, 1))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _remark_sheet(
    sheet: Worksheet, noticed: Sequence[Noticed], heading: str, header_row: int
) -> None:
    column = sheet.max_column + 1
    _write(sheet, header_row, column, heading, bold=True)
    for row, remarks in _by_row(noticed).items():
        text = _together(remarks)
        _write(sheet, row or 1, column, text, colour=COLOURS[_gravest(remarks)])
        for one in remarks:
            if _REFERENCE.fullmatch(one.cell):
                _mark(sheet, one)
    sheet.column_dimensions[column_letter(column)].width = _WIDTH


def _write(
    sheet: Worksheet, row: int, column: int, text: str, *, bold: bool = False, colour: str = ""
) -> None:
    cell = sheet.cell(row, column)
    if not isinstance(cell, BookCell):
        return
    cell.value = text[:_LONGEST_CELL]
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(bold=bold)
    if colour:
        cell.fill = PatternFill("solid", fgColor=colour)


def _mark(sheet: Worksheet, one: Noticed) -> None:
    """Colour and comment of one cell; inside a merged range its first cell."""
    cell = sheet[one.cell]
    if not isinstance(cell, BookCell):
        ranges = (merged for merged in sheet.merged_cells.ranges if one.cell in merged)
        found = next((sheet.cell(merged.min_row, merged.min_col) for merged in ranges), None)
        if not isinstance(found, BookCell):
            return
        cell = found
    cell.fill = PatternFill("solid", fgColor=COLOURS[one.severity])
    before = f"{cell.comment.text}\n" if cell.comment else ""
    cell.comment = Comment((before + one.sentence)[:_LONGEST_COMMENT], "Tự Quản")


def _fresh(
    read: Workbook,
    by_sheet: Mapping[str, Sequence[Noticed]],
    heading: str,
    headings: Mapping[str, int],
) -> bytes:
    """A new workbook with the values of the old one, row for row."""
    made = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "nan_inf_to_errors": True,
    }
    with xlsxwriter.Workbook(made, options) as book:
        colours = {name: book.add_format({"bg_color": f"#{c}"}) for name, c in COLOURS.items()}
        for number, sheet in enumerate(read.sheets, start=1):
            page = book.add_worksheet(_title(sheet.name, number))
            noticed = by_sheet.get(sheet.name, ())
            _fresh_sheet(page, sheet, noticed, (heading, headings.get(sheet.name, 1)), colours)
    return made.getvalue()


def _title(name: str, number: int) -> str:
    """The name of a sheet as .xlsx takes it; where it does not, its number stands before it."""
    plain = _NOT_IN_NAMES.sub(" ", name).strip("' ")
    is_same = plain == name and len(name) <= _LONGEST_NAME
    return name if name and is_same else f"{number} {plain}"[:_LONGEST_NAME].strip()


def _fresh_sheet(
    page: xlsxwriter.worksheet.Worksheet,
    sheet: Sheet,
    noticed: Sequence[Noticed],
    heading: tuple[str, int],
    colours: Mapping[str, Format],
) -> None:
    by_row, grid = _by_row(noticed), Grid(sheet)
    width = max((len(cells) for cells in sheet.rows), default=0)
    page.set_column(width, width, _WIDTH)
    for row, cells in enumerate(sheet.rows, start=1):
        remarks = by_row.get(row, []) + (by_row.get(None, []) if row == 1 else [])
        marked = {one.cell: one for one in remarks}
        for column in range(len(cells)):
            value = grid.value(row, column + 1)
            place = f"{column_letter(column + 1)}{row}"
            one = marked.get(place)
            _fresh_cell(page, row - 1, column, value, colours[one.severity] if one else None)
            if one:
                page.write_comment(row - 1, column, one.sentence[:_LONGEST_COMMENT])
        if remarks:
            text = _together(remarks)[:_LONGEST_CELL]
            page.write_string(row - 1, width, text, colours[_gravest(remarks)])
        elif row == heading[1]:
            page.write_string(row - 1, width, heading[0])


def _fresh_cell(
    page: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: object, look: Format | None
) -> None:
    if value is None:
        if look is not None:
            page.write_blank(row, column, None, look)
    elif isinstance(value, bool) or not isinstance(value, int | float):
        text = value.strftime("%d/%m/%Y") if isinstance(value, date | datetime) else str(value)
        page.write_string(row, column, text[:_LONGEST_CELL], look)
    else:
        page.write_number(row, column, value, look)


def _by_row(noticed: Sequence[Noticed]) -> dict[int | None, list[Noticed]]:
    found: dict[int | None, list[Noticed]] = {}
    for one in noticed:
        found.setdefault(one.row, []).append(one)
    return found


def _together(remarks: Sequence[Noticed]) -> str:
    """All remarks of a row, gravest first."""
    ordered = sorted(remarks, key=lambda one: _ORDER.index(one.severity))
    said = (f"{one.cell}: {one.sentence}" if one.cell else one.sentence for one in ordered)
    return "\n".join(dict.fromkeys(said))


def _gravest(remarks: Sequence[Noticed]) -> str:
    return min((one.severity for one in remarks), key=_ORDER.index)

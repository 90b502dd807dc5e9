"""Writing Excel workbooks that open the same everywhere and do nothing when opened.

Whatever somebody typed stays text: no cell becomes a formula or a link. Sheets print on A4 with
their headings repeated, as few pages wide as stay readable.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from math import ceil

import xlsxwriter
from django.utils import timezone
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tuquan.core.vietnamese import format_number


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage, in per cent: 74.5 is shown as 74,5%."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Plain:
    """A number that is a name rather than a count: the year 1975 takes no dot."""

    value: int


Cell = str | int | Decimal | Percent | Plain | date | datetime | None
"""What a cell may hold; None leaves it empty, which is not the same as zero."""

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXACT_DIGITS = 15
"""A spreadsheet keeps no more digits of a number; a longer one is written as text."""

Look = dict[str, object]

_A4 = 9
_ACROSS = 90
"""Characters beyond which a sheet is printed across the paper."""
_PAGE = 190
"""Characters that stay readable on the width of one page across."""
_LINE = 15.75
"""Points of one line of text."""
_FONT: Look = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
_FRAME: Look = {"border": 1, "border_color": "#808080"}
_DAY, _MOMENT = "dd/mm/yyyy", "hh:mm dd/mm/yyyy"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading and its width in characters."""

    heading: str
    width: int = 12


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a title, lines that say what the figures are, then a table and its foot.

    The first `kept` columns stay in sight and are repeated on every page beside the others.
    """

    name: str
    title: str
    notes: Sequence[str]
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    foot: Sequence[Cell] = ()
    kept: int = 1


def workbook_bytes(sheets: Iterable[Sheet]) -> bytes:
    """The workbook as a file; rows are written one by one, so that a long list stays small."""
    buffer = BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(buffer, options) as workbook:
        formats = _Formats(workbook)
        for sheet in sheets:
            _write_sheet(workbook.add_worksheet(sheet.name), sheet, formats)
    return buffer.getvalue()


class _Formats:
    """The few formats of a workbook, each made once."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, bool], Format] = {}
        self.title = workbook.add_format(_FONT | {"bold": True, "font_size": 14})
        self.note = workbook.add_format(_FONT)
        self.heading = workbook.add_format(
            _FONT | _FRAME | {"bold": True, "text_wrap": True, "bg_color": "#E1EEE8"}
        )

    def cell(self, pattern: str, bold: bool) -> Format:
        """The format of a cell whose number is shown by this pattern; text when it is empty."""
        if (pattern, bold) not in self._made:
            shown: Look = {"num_format": pattern or "@", "text_wrap": not pattern}
            self._made[pattern, bold] = self._workbook.add_format(
                _FONT | _FRAME | shown | {"bold": bold}
            )
        return self._made[pattern, bold]


def _write_sheet(worksheet: Worksheet, sheet: Sheet, formats: _Formats) -> None:
    top = len(sheet.notes) + 2
    _set_up_page(worksheet, sheet, top)
    worksheet.write_string(0, 0, sheet.title, formats.title)
    for number, note in enumerate(sheet.notes, start=1):
        worksheet.write_string(number, 0, note, formats.note)
    _make_room(worksheet, top, sheet.columns, [column.heading for column in sheet.columns])
    for at, column in enumerate(sheet.columns):
        worksheet.write_string(top, at, column.heading, formats.heading)
    row = top
    for row, cells in enumerate(sheet.rows, start=top + 1):
        _make_room(worksheet, row, sheet.columns, cells)
        _write_row(worksheet, row, cells, formats)
    if sheet.foot:
        row += 1
        _write_row(worksheet, row, sheet.foot, formats, bold=True)
    worksheet.print_area(0, 0, row, len(sheet.columns) - 1)


def _set_up_page(worksheet: Worksheet, sheet: Sheet, top: int) -> None:
    for at, column in enumerate(sheet.columns):
        worksheet.set_column(at, at, column.width)
    worksheet.freeze_panes(top + 1, sheet.kept)
    worksheet.repeat_rows(top)
    worksheet.set_paper(_A4)
    width = sum(column.width for column in sheet.columns)
    if width > _ACROSS:
        worksheet.set_landscape()
    pages = ceil(width / _PAGE)
    if pages > 1:
        worksheet.repeat_columns(0, sheet.kept - 1)
    worksheet.fit_to_pages(pages, 0)
    worksheet.set_margins(left=0.8, right=0.6, top=0.8, bottom=0.8)
    worksheet.set_footer("&R&P/&N")


def _make_room(
    worksheet: Worksheet, row: int, columns: Sequence[Column], cells: Sequence[Cell]
) -> None:
    """Height for the longest text of a row: not every program works it out by itself."""
    lines = [
        sum(1 + len(part) // column.width for part in cell.split("\n"))
        for column, cell in zip(columns, cells, strict=True)
        if isinstance(cell, str)
    ]
    if max(lines, default=1) > 1:
        worksheet.set_row(row, _LINE * max(lines))


def _write_row(
    worksheet: Worksheet,
    row: int,
    cells: Sequence[Cell],
    formats: _Formats,
    *,
    bold: bool = False,
) -> None:
    for at, cell in enumerate(cells):
        if cell is None:
            worksheet.write_blank(row, at, None, formats.cell("", bold))
        elif isinstance(cell, str):
            _write_text(worksheet, row, at, cell, formats.cell("", bold))
        elif isinstance(cell, date):
            local, pattern = _on_the_clock(cell)
            worksheet.write_datetime(row, at, local, formats.cell(pattern, bold))
        elif isinstance(cell, Percent):
            shown = formats.cell(_pattern(cell.value) + '"%"', bold)
            worksheet.write_number(row, at, float(cell.value), shown)
        elif isinstance(cell, Plain):
            worksheet.write_number(row, at, cell.value, formats.cell("0", bold))
        elif _too_long(cell):
            _write_text(worksheet, row, at, format_number(cell), formats.cell("", bold))
        else:
            worksheet.write_number(row, at, float(cell), formats.cell(_pattern(cell), bold))


def _write_text(worksheet: Worksheet, row: int, at: int, text: str, shown: Format) -> None:
    """Text as text; a cell that would silently lose its end is refused."""
    if worksheet.write_string(row, at, text, shown):
        raise ValueError(f"A text of {len(text)} characters does not fit into a cell.")


def _on_the_clock(cell: date) -> tuple[datetime, str]:
    """A day, or an instant on the clock of the place, which is all a spreadsheet knows."""
    if not isinstance(cell, datetime):
        return datetime.combine(cell, time()), _DAY
    return (timezone.make_naive(cell) if timezone.is_aware(cell) else cell), _MOMENT


def _pattern(number: int | Decimal) -> str:
    """As many decimals as the number has; the marks are those of the reader's own system."""
    places = max(0, -int(number.as_tuple().exponent)) if isinstance(number, Decimal) else 0
    return "#,##0" + ("." + "0" * places if places else "")


def _too_long(number: int | Decimal) -> bool:
    return len(Decimal(number).normalize().as_tuple().digits) > EXACT_DIGITS

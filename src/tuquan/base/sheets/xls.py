"""Reading .xls of Excel 97-2003 by xlrd: the only reader here that knows the fonts of its cells."""

from __future__ import annotations

import io
from datetime import time

import xlrd
from xlrd.biffh import (
    XL_CELL_BOOLEAN,
    XL_CELL_DATE,
    XL_CELL_ERROR,
    XLRDError,
    error_text_from_code,
)
from xlrd.book import Book
from xlrd.sheet import Cell
from xlrd.sheet import Sheet as XlsSheet

from tuquan.base.sheets.limits import Refused, check_size
from tuquan.base.sheets.values import plain_rows
from tuquan.core.lists import Detail, Merge, Sheet, Workbook

_ENCRYPTED_PARTS = ("EncryptedPackage".encode("utf-16-le"), "EncryptionInfo".encode("utf-16-le"))
_WORD_PART = "WordDocument".encode("utf-16-le")


def read_xls(name: str, content: bytes) -> Workbook:
    """All sheets of an .xls file."""
    if any(part in content for part in _ENCRYPTED_PARTS):
        raise Refused("file_encrypted")
    if _WORD_PART in content:
        raise Refused("file_not_a_workbook")
    try:
        book = xlrd.open_workbook(
            file_contents=content, formatting_info=True, logfile=io.StringIO()
        )
    except XLRDError as error:
        encrypted = "encrypt" in str(error).lower()
        raise Refused("file_encrypted" if encrypted else "file_broken") from error
    kind = f"xls (BIFF{book.biff_version // 10})" if book.biff_version else "xls"
    return Workbook(name, tuple(_sheet(book, sheet) for sheet in book.sheets()), format=kind)


def _sheet(book: Book, sheet: XlsSheet) -> Sheet:
    check_size(sheet.nrows, sheet.ncols)
    rows: list[list[object]] = []
    details: dict[tuple[int, int], Detail] = {}
    for number in range(sheet.nrows):
        cells = sheet.row(number)
        rows.append([_value(book, cell) for cell in cells])
        for column, cell in enumerate(cells):
            detail = _detail(book, sheet, number, column, cell)
            if detail is not None:
                details[(number + 1, column + 1)] = detail
    return Sheet(
        name=sheet.name,
        rows=plain_rows(rows),
        hidden=sheet.visibility != 0,
        merges=tuple(
            Merge(top + 1, left + 1, bottom, right)
            for top, bottom, left, right in sheet.merged_cells
        ),
        details=details,
    )


def _value(book: Book, cell: Cell) -> object:
    if cell.ctype == XL_CELL_ERROR:
        return None
    if cell.ctype == XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == XL_CELL_DATE:
        try:
            moment = xlrd.xldate_as_datetime(float(cell.value), book.datemode)
        except (ValueError, OverflowError):
            return cell.value
        return moment.date() if moment.time() == time() else moment
    return cell.value


def _detail(book: Book, sheet: XlsSheet, row: int, column: int, cell: Cell) -> Detail | None:
    error = error_text_from_code.get(int(cell.value), "") if cell.ctype == XL_CELL_ERROR else ""
    note = sheet.cell_note_map.get((row, column))
    comment = note.text if note is not None else ""
    font = ""
    if isinstance(cell.value, str) and cell.value and cell.xf_index is not None:
        font = book.font_list[book.xf_list[cell.xf_index].font_index].name
    if not (error or comment or font):
        return None
    return Detail(error=error, comment=comment, font=font)

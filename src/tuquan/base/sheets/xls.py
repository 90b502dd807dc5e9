"""Reading .xls of Excel 97-2003 by xlrd: the only reader here that knows the fonts of its cells."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import time

import xlrd
from xlrd.biffh import (
    XL_CELL_BOOLEAN,
    XL_CELL_DATE,
    XL_CELL_ERROR,
    XL_CELL_TEXT,
    XLRDError,
    error_text_from_code,
)
from xlrd.book import Book
from xlrd.sheet import Sheet as XlsSheet

from tuquan.base.sheets.limits import Refused, check_size
from tuquan.base.sheets.values import plain_rows
from tuquan.core.lists import Detail, Merge, Sheet, Workbook
from tuquan.core.lists.sheets import PLAIN

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
            file_contents=content, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
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
    for row in range(sheet.nrows):
        kinds, values = sheet.row_types(row), sheet.row_values(row)
        rows.append(
            [
                cell_value(kind, value, book.datemode)
                for kind, value in zip(kinds, values, strict=True)
            ]
        )
        for column, kind in enumerate(kinds):
            if kind == XL_CELL_TEXT:
                details[(row + 1, column + 1)] = Detail(font=_font(book, sheet, row, column))
            elif kind == XL_CELL_ERROR:
                error = error_text_from_code.get(int(values[column]), "")
                details[(row + 1, column + 1)] = Detail(error=error)
    for (row, column), note in sheet.cell_note_map.items():
        here = (row + 1, column + 1)
        details[here] = replace(details.get(here, PLAIN), comment=note.text)
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


def cell_value(kind: int, value: object, datemode: int) -> object:
    """The value of one cell from what xlrd stores: dates are numbers there, errors are codes."""
    if kind == XL_CELL_ERROR or value == "":
        return None
    if kind == XL_CELL_BOOLEAN:
        return bool(value)
    if kind == XL_CELL_DATE and isinstance(value, float):
        try:
            moment = xlrd.xldate_as_datetime(value, 1 if datemode else 0)
        except (ValueError, OverflowError):
            return value
        return moment.date() if moment.time() == time() else moment
    return value


def _font(book: Book, sheet: XlsSheet, row: int, column: int) -> str:
    style = book.xf_list[sheet.cell_xf_index(row, column)]
    return str(book.font_list[style.font_index].name)

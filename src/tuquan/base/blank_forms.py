"""An empty form to fill in a spreadsheet: the headings as issued, help where figures are typed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter

_A4 = 9
_FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
_FRAME = {"border": 1, "text_wrap": True}


@dataclass(frozen=True, slots=True)
class Whole:
    """Only whole numbers between two are taken; the messages say so in words."""

    least: int
    most: int
    title: str
    message: str


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column to fill; a hidden one is for the computer."""

    heading: str
    width: int
    whole: Whole | None = None
    hidden: bool = False


def blank_form(
    name: str, titles: Sequence[str], notice: str, columns: Sequence[FormColumn], rows: int
) -> bytes:
    """A workbook with one sheet: titles, a line that says how to fill it, headings, empty rows."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"strings_to_formulas": False}) as book:
        page = book.add_worksheet(name)
        last = sum(not column.hidden for column in columns) - 1
        title = book.add_format(_FONT | {"bold": True, "align": "center"})
        for row, text in enumerate(titles):
            page.merge_range(row, 0, row, last, text, title)
        small = book.add_format(_FONT | {"italic": True, "text_wrap": True})
        page.merge_range(len(titles), 0, len(titles), last, notice, small)
        page.set_row(len(titles), 48)
        top = len(titles) + 1
        heading = book.add_format(_FONT | _FRAME | {"bold": True, "align": "center"})
        empty = book.add_format(_FONT | _FRAME)
        for at, column in enumerate(columns):
            page.set_column(at, at, column.width, None, {"hidden": column.hidden})
            page.write_string(top, at, column.heading, heading)
            for row in range(top + 1, top + 1 + rows):
                page.write_blank(row, at, None, empty)
            if column.whole:
                page.data_validation(top + 1, at, top + rows, at, _rule(column.whole))
        page.freeze_panes(top + 1, 0)
        page.repeat_rows(top)
        page.print_area(0, 0, top + rows, last)
        page.set_paper(_A4)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.set_footer("&R&P/&N")
    return made.getvalue()


def _rule(whole: Whole) -> dict[str, object]:
    return {
        "validate": "integer",
        "criteria": "between",
        "minimum": whole.least,
        "maximum": whole.most,
        "error_title": whole.title,
        "error_message": whole.message,
        "error_type": "warning",
        "input_title": whole.title,
        "input_message": whole.message,
    }

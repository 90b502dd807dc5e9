"""Workbooks: exact figures, text that stays text, sheets ready to print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tuquan.base.workbooks import Cell, Column, Percent, Sheet, workbook_bytes

COLUMNS = (Column("Tổ", 30), Column("Số hộ"), Column("Tỷ lệ"))


def written(rows: Sequence[Sequence[Cell]], foot: Sequence[Cell] = ()) -> bytes:
    return workbook_bytes([Sheet("Từng tổ", "Báo cáo", ("ghi chú",), COLUMNS, rows, foot)])


def opened(content: bytes) -> Worksheet:
    sheet = openpyxl.load_workbook(BytesIO(content))["Từng tổ"]
    assert isinstance(sheet, Worksheet)
    return sheet


def test_title_notes_headings_rows_and_foot_stand_in_this_order() -> None:
    sheet = opened(written([("Tổ 1", 12, Percent(Decimal("74.5")))], ("Cộng", 12, None)))
    assert [tuple(row) for row in sheet.iter_rows(values_only=True)] == [
        ("Báo cáo", None, None),
        ("ghi chú", None, None),
        (None, None, None),
        ("Tổ", "Số hộ", "Tỷ lệ"),
        ("Tổ 1", 12, 74.5),
        ("Cộng", 12, None),
    ]


@pytest.mark.parametrize(
    "text", ["=1+1", "+84912345678", "-5", "@SUM(A1)", "https://example.org", "{=A1}", "0912"]
)
def test_text_that_looks_like_a_formula_a_link_or_a_number_stays_text(text: str) -> None:
    sheet = opened(written([(text, None, None)]))
    cell = sheet["A5"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_no_sheet_holds_a_formula_or_a_link() -> None:
    content = written([('=HYPERLINK("http://example.org")', 1, None)])
    xml = ZipFile(BytesIO(content)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in xml
    assert b"<hyperlink" not in xml


def test_an_empty_cell_is_not_a_zero() -> None:
    sheet = opened(written([("Tổ 1", None, None), ("Tổ 2", 0, None)]))
    assert (sheet["B5"].value, sheet["B6"].value) == (None, 0)


def test_numbers_show_the_decimals_they_have_and_group_thousands() -> None:
    sheet = opened(
        written([("Tổ 1", 1234, Percent(Decimal("74.5"))), ("Tổ 2", Decimal("0.25"), None)])
    )
    assert sheet["B5"].number_format == "#,##0"
    assert sheet["C5"].number_format == '#,##0.0"%"'
    assert sheet["B6"].number_format == "#,##0.00"


def test_a_number_that_a_spreadsheet_would_round_is_written_as_text() -> None:
    sheet = opened(written([("Tổ 1", 1234567890123456, None)]))
    assert sheet["B5"].value == "1.234.567.890.123.456"


def test_days_and_moments_are_written_day_first_on_the_local_clock() -> None:
    moment = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)
    sheet = opened(written([("Tổ 1", date(2026, 3, 5), moment)]))
    assert (sheet["B5"].value, sheet["B5"].number_format) == (datetime(2026, 3, 5), "dd/mm/yyyy")  # noqa: DTZ001
    assert sheet["C5"].value == datetime(2026, 11, 21, 1, 30)  # noqa: DTZ001
    assert sheet["C5"].number_format == "hh:mm dd/mm/yyyy"


def test_a_text_too_long_for_a_cell_is_refused_rather_than_cut() -> None:
    with pytest.raises(ValueError, match="32768"):
        written([("x" * 32768, None, None)])


def test_headings_stay_in_sight_and_are_repeated_on_a4_one_page_wide() -> None:
    sheet = opened(written([("Tổ 1", 1, None)]))
    assert sheet.freeze_panes == "B5"
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.print_area == "'Từng tổ'!$A$1:$C$5"
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.orientation == "portrait"
    fitting = sheet.sheet_properties.pageSetUpPr
    assert fitting is not None
    assert fitting.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.column_dimensions["A"].width == pytest.approx(30, abs=1)


def test_a_table_too_wide_for_a_page_repeats_the_columns_that_say_who_it_is_about() -> None:
    columns = [Column(f"Chỉ tiêu {number}", 20) for number in range(12)]
    sheet = opened(workbook_bytes([Sheet("Từng tổ", "Báo cáo", (), columns, [], kept=2)]))
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (2, 0)
    assert sheet.print_title_cols == "$A:$B"
    assert sheet.freeze_panes == "C4"


def test_long_words_get_as_many_lines_as_they_need() -> None:
    sheet = opened(written([("x" * 65, 1, None), ("Tổ 2\nThôn 10", 1, None), ("Tổ 3", 1, None)]))
    assert [sheet.row_dimensions[row].height for row in (5, 6, 7)] == [47.25, 31.5, None]


def test_a_wide_table_is_printed_across_the_paper() -> None:
    columns = [Column(f"Chỉ tiêu {number}", 20) for number in range(5)]
    content = workbook_bytes([Sheet("Từng tổ", "Báo cáo", (), columns, [])])
    assert opened(content).page_setup.orientation == "landscape"

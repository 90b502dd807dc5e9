"""Reading workbooks from untrusted bytes: values, what stands beside them, and refusals."""

import io
import logging
import struct
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font
from xlrd import biffh

from tuquan.base.sheets import MAX_BYTES, MAX_ROWS, Refusal, read_workbook
from tuquan.base.sheets.values import plain_rows
from tuquan.base.sheets.xls import cell_value
from tuquan.core.lists import Merge, Workbook

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' office:version="1.3">'
)


def xlsx(fill: Callable[[Any], None]) -> bytes:
    book = openpyxl.Workbook()
    fill(book.active)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def rewritten(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.namelist():
            data = old.read(part)
            new.writestr(part, change(data) if part == name else data)
    return stream.getvalue()


def ods(body: str, styles: str = "") -> bytes:
    stream = io.BytesIO()
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr(
            "META-INF/manifest.xml",
            "<manifest:manifest"
            ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
            "</manifest:manifest>",
        )
        archive.writestr(
            "content.xml",
            f"{ODS_HEAD}<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
            f"<office:spreadsheet>{body}</office:spreadsheet></office:body>"
            "</office:document-content>",
        )
    return stream.getvalue()


def book(name: str, content: bytes) -> Workbook:
    made = read_workbook(name, content)
    assert isinstance(made, Workbook), made
    return made


def refusal(name: str, content: bytes) -> str:
    made = read_workbook(name, content)
    assert isinstance(made, Refusal)
    return made.code


def simple(sheet: Any) -> None:
    sheet.append(["TT", "Họ và tên"])
    sheet.append([1, "Nguyễn Văn An"])


def test_values_formulas_errors_comments_fonts_and_merges_of_xlsx_are_read() -> None:
    def fill(sheet: Any) -> None:
        sheet.title = "Thôn 1"
        sheet.append(["TT", "Họ và tên", 1.5, date(2020, 1, 2), True, None])
        sheet["A2"] = "=1+1"
        sheet["B2"] = "#N/A"
        sheet["C2"] = "x"
        sheet["C2"].comment = Comment("hỏi lại", "ai đó")
        sheet["D2"] = "y"
        sheet["D2"].font = Font(name=".VnTime")
        sheet.merge_cells("A3:B4")

    sheet = book("a.xlsx", xlsx(fill)).sheets[0]
    assert (sheet.name, sheet.hidden) == ("Thôn 1", False)
    assert sheet.rows[0] == ("TT", "Họ và tên", 1.5, date(2020, 1, 2), True)
    assert sheet.cell(2, 1).detail.formula
    assert sheet.cell(2, 2).detail.error == "#N/A"
    assert sheet.value(2, 2) is None
    assert sheet.cell(2, 3).detail.comment == "hỏi lại"
    assert sheet.cell(2, 4).detail.font == ".VnTime"
    assert sheet.merges == (Merge(3, 1, 4, 2),)


def test_the_stored_result_of_a_formula_is_read_and_the_formula_only_marked() -> None:
    sheet = book("a6.xlsx", (SAMPLES / "a6-lon-xon.xlsx").read_bytes()).sheets[0]
    assert sheet.value(44, 3) == 1972
    assert sheet.cell(44, 3).detail.formula
    assert sheet.cell(55, 4).detail.error == "#N/A"
    assert len(sheet.rows) == 115


def test_hidden_sheets_of_xlsx_are_told() -> None:
    sheets = book("a5.xlsx", (SAMPLES / "a5-toan-xa-11-trang.xlsx").read_bytes()).sheets
    assert [sheet.name for sheet in sheets if sheet.hidden] == ["thon 3"]


def test_the_fonts_of_an_old_xls_are_read_and_its_numbers_are_whole() -> None:
    made = book("a4.xls", (SAMPLES / "a4-thon-5-abc.xls").read_bytes())
    sheet = made.sheets[0]
    assert made.format == "xls (BIFF8)"
    assert sheet.rows[7][:3] == (1, "Cao Gia Khang", 1971)
    assert sheet.cell(20, 2).detail.font == "Times New Roman"
    assert Merge(1, 1, 1, 3) in sheet.merges


def test_an_error_value_of_an_old_xls_is_told() -> None:
    content = (SAMPLES / "a4-thon-5-abc.xls").read_bytes()
    start = content.index(struct.pack("<HHHH", 0x00BD, 18, 8, 2))
    error = struct.pack("<HHHHHBB", 0x0205, 8, 8, 3, 0, 0x2A, 1)
    unknown = struct.pack("<HH6x", 0x0FFF, 6)
    patched = content[:start] + error + unknown + content[start + 22 :]
    sheet = book("a.xls", patched).sheets[0]
    assert sheet.cell(9, 4).detail.error == "#N/A"
    assert sheet.value(9, 4) is None


def test_a_password_in_an_old_xls_is_told() -> None:
    content = (SAMPLES / "a4-thon-5-abc.xls").read_bytes()
    code_page = struct.pack("<HHH", 0x0042, 2, 1200)
    assert code_page in content
    locked = content.replace(code_page, struct.pack("<HHH", 0x002F, 2, 1200))
    assert refusal("a.xls", locked) == "file_encrypted"


def test_the_kind_of_a_file_is_told_from_its_bytes_not_from_its_name() -> None:
    assert book("a.xls", xlsx(simple)).format == "xlsx"
    assert book("a.txt", (SAMPLES / "a4-thon-5-abc.xls").read_bytes()).format == "xls (BIFF8)"


def test_a_chart_sheet_is_left_out() -> None:
    workbook = openpyxl.Workbook()
    workbook.create_chartsheet("Biểu đồ")
    stream = io.BytesIO()
    workbook.save(stream)
    assert [sheet.name for sheet in book("a.xlsx", stream.getvalue()).sheets] == ["Sheet"]


def test_cells_without_references_stand_one_after_the_other() -> None:
    rows = b"<row><c><v>1</v></c><c><f>1+1</f><v>2</v></c></row>"

    def change(data: bytes) -> bytes:
        start, end = data.index(b"<sheetData"), data.index(b"</worksheet>")
        return data[:start] + b"<sheetData>" + rows + b"</sheetData>" + data[end:]

    content = rewritten(xlsx(simple), "xl/worksheets/sheet1.xml", change)
    sheet = book("a.xlsx", content).sheets[0]
    assert sheet.cell(1, 2).detail.formula
    assert not sheet.cell(1, 1).detail.formula


@pytest.mark.parametrize(
    ("kind", "value", "read"),
    [
        (biffh.XL_CELL_TEXT, "An", "An"),
        (biffh.XL_CELL_TEXT, "", None),
        (biffh.XL_CELL_NUMBER, 5.5, 5.5),
        (biffh.XL_CELL_BOOLEAN, 1, True),
        (biffh.XL_CELL_ERROR, 42, None),
        (biffh.XL_CELL_DATE, 25000.0, date(1968, 6, 11)),
        (biffh.XL_CELL_DATE, 25000.5, datetime(1968, 6, 11, 12)),  # noqa: DTZ001
        (biffh.XL_CELL_DATE, 1e12, 1e12),
    ],
)
def test_a_cell_of_an_old_xls_is_read_by_its_kind(kind: int, value: object, read: object) -> None:
    assert cell_value(kind, value, 0) == read


def test_an_ods_file_gives_values_merges_formulas_comments_and_hidden_sheets() -> None:
    body = (
        '<table:table table:name="Thôn 1"><table:table-row>'
        '<table:table-cell office:value-type="string" table:number-columns-spanned="2"'
        ' table:number-rows-spanned="1"><text:p>TT</text:p></table:table-cell>'
        "<table:covered-table-cell/>"
        '<table:table-cell office:value-type="float" office:value="5" table:formula="of:=2+3">'
        "<office:annotation><text:p>hỏi lại</text:p></office:annotation><text:p>5</text:p>"
        '</table:table-cell><table:table-cell table:formula="of:=x" office:value-type="string"'
        ' calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell></table:table-row>'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell'
        ' office:value-type="string" table:number-columns-repeated="2"><text:p>x</text:p>'
        "</table:table-cell></table:table-row>"
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell'
        ' table:number-columns-repeated="16384"/></table:table-row></table:table>'
        '<table:table table:name="Ẩn" table:style-name="ta1"><table:table-row>'
        "<table:table-cell/></table:table-row></table:table>"
    )
    styles = (
        '<style:style style:name="ta1" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    first, second = book("a.ods", ods(body, styles)).sheets
    assert [row[:3] for row in first.rows] == [("TT", None, 5), ("x", "x"), ("x", "x")]
    assert first.merges == (Merge(1, 1, 1, 2),)
    assert first.cell(1, 3).detail.formula
    assert first.cell(1, 3).detail.comment == "hỏi lại"
    assert first.cell(1, 4).detail.error == "#N/A"
    assert (second.name, second.hidden) == ("Ẩn", True)


@pytest.mark.parametrize(
    ("columns", "rows", "code"),
    [(1, 1_000_000, "file_too_many_rows"), (16384, 90_000, "file_too_large")],
)
def test_an_ods_file_with_repeated_cells_cannot_fill_the_memory(
    columns: int, rows: int, code: str
) -> None:
    body = (
        f'<table:table table:name="A"><table:table-row table:number-rows-repeated="{rows}">'
        f'<table:table-cell office:value-type="float" office:value="5"'
        f' table:number-columns-repeated="{columns}"/></table:table-row></table:table>'
    )
    assert refusal("a.ods", ods(body)) == code


def test_csv_rows_keep_their_lines_and_telephones_their_zero() -> None:
    text = 'TT;Tên;Điện thoại\r\n;;\r\n1;"Nhà\ntrên";0912345678\r\n2;An;957561831\r\n'
    made = book("a.csv", text.encode())
    sheet = made.sheets[0]
    assert (made.format, made.encoding, made.delimiter) == ("csv", "UTF-8", ";")
    assert sheet.rows[1] == (None, None, None)
    assert sheet.rows[2] == (1, "Nhà\ntrên", "0912345678")
    assert sheet.rows[3] == (2, "An", 957561831)
    assert [sheet.line(row) for row in (1, 3, 4)] == [None, None, 5]


@pytest.mark.parametrize("sign", [",", "\t", "|"])
def test_the_delimiter_of_a_text_file_is_told_from_its_rows(sign: str) -> None:
    text = "\n".join(sign.join(row) for row in (["TT", "Tên; tuổi"], ["1", "An"], ["2", "Bé"]))
    assert book("a.txt", text.encode()).delimiter == sign


def test_a_text_file_in_utf_16_is_read() -> None:
    assert book("a.csv", "TT;Tên\n1;Bé\n".encode("utf-16")).sheets[0].rows[1] == (1, "Bé")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"", "file_empty"),
        ("a.csv", b"\xef\xbb\xbf", "file_empty"),
        ("a.csv", b" \r\n\r\n", "file_empty"),
        ("a.xlsx", b"Xin chao", "file_not_a_workbook"),
        ("a.xlsx", b"\x00\x01\x02\x03", "file_broken"),
        ("a.csv", b"\x89PNG\r\n\x1a\n\x00\x00", "file_not_a_workbook"),
        ("a.pdf", b"%PDF-1.4", "file_not_a_workbook"),
        ("a.xlsx", b"PK\x03\x04 broken", "file_broken"),
        ("a.xls", OLE + b"\x00" * 600, "file_broken"),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), "file_not_a_workbook"),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "file_encrypted"),
        ("a.csv", b"x" * (MAX_BYTES + 1), "file_too_large"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused_with_a_reason(
    name: str, content: bytes, code: str
) -> None:
    assert refusal(name, content) == code


def test_a_package_of_another_kind_is_no_workbook() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refusal("a.xlsx", stream.getvalue()) == "file_not_a_workbook"


def test_a_package_with_locked_parts_is_refused_as_protected() -> None:
    locked = bytearray(xlsx(simple))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = locked.find(mark)
        while start >= 0:
            struct.pack_into("<H", locked, start + place, 1)
            start = locked.find(mark, start + 4)
    assert refusal("a.xlsx", bytes(locked)) == "file_encrypted"


def test_a_broken_workbook_is_refused_and_the_cause_goes_to_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    content = rewritten(xlsx(simple), "xl/worksheets/sheet1.xml", lambda data: data[:-30])
    with caplog.at_level(logging.INFO, logger="tuquan.base.sheets.reading"):
        assert refusal("a.xlsx", content) == "file_broken"
    assert caplog.records


PANIC = type("PanicException", (BaseException,), {"__module__": "pyo3_runtime"})


def failing(fault: type[BaseException]) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise fault

    return fail


def test_a_panic_of_the_reader_is_a_broken_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tuquan.base.sheets.reading.read_csv", failing(PANIC))
    assert refusal("a.csv", b"1;2\n") == "file_broken"


def test_an_interrupt_while_reading_is_no_broken_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tuquan.base.sheets.reading.read_csv", failing(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        read_workbook("a.csv", b"1;2\n")


def test_a_zip_that_unpacks_to_more_than_it_says_is_broken() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 10_000_000)
    content = stream.getvalue().replace(struct.pack("<I", 10_000_000), struct.pack("<I", 10))
    assert refusal("a.xlsx", content) == "file_broken"


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in range(5):
            archive.writestr(f"xl/media/{part}", b"\x00" * 100_000_000)
    assert refusal("a.xlsx", stream.getvalue()) == "file_too_large"


def test_a_zip_of_very_many_parts_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for part in range(5_001):
            archive.writestr(str(part), b"")
    assert refusal("a.xlsx", stream.getvalue()) == "file_too_large"


def test_one_cell_far_out_cannot_fill_the_memory() -> None:
    def far(data: bytes) -> bytes:
        return data.replace(b'r="B2"', b'r="XFD99999"').replace(b'<row r="2"', b'<row r="99999"')

    content = rewritten(xlsx(simple), "xl/worksheets/sheet1.xml", far)
    assert refusal("a.xlsx", content) == "file_too_large"


def test_more_than_100_000_rows_are_refused_in_every_format() -> None:
    def far(data: bytes) -> bytes:
        place = str(MAX_ROWS + 1).encode()
        data = data.replace(b'r="A2"', b'r="A%s"' % place).replace(b'r="B2"', b'r="B%s"' % place)
        return data.replace(b'<row r="2"', b'<row r="%s"' % place)

    content = rewritten(xlsx(simple), "xl/worksheets/sheet1.xml", far)
    assert refusal("a.xlsx", content) == "file_too_many_rows"
    assert refusal("a.csv", b"1;2\n" * (MAX_ROWS + 1)) == "file_too_many_rows"


def test_entities_of_a_document_type_are_never_expanded() -> None:
    def evil(data: bytes) -> bytes:
        head = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        start = data.index(b"<worksheet")
        return data[:start] + head + data[start:]

    content = rewritten(xlsx(simple), "xl/worksheets/sheet1.xml", evil)
    assert refusal("a.xlsx", content) == "file_broken"


def test_rows_and_cells_without_values_at_the_end_are_left_off() -> None:
    assert plain_rows([["a", "", 1.0, ""], [""], [object(), ""]]) == (("a", None, 1),)


def test_a_text_file_that_names_its_delimiter_is_believed() -> None:
    made = book("a.csv", b"sep=,\r\nTT,Ten;Ho\r\n1,An;B\r\n2,Be;C\r\n")
    assert made.delimiter == ","
    assert made.sheets[0].rows[2] == (1, "An;B")

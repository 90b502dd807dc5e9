"""F-9: the workbook goes back with a column of remarks, colours, comments; nothing in it runs."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from tests import make
from tuquan.base.remarked import COLOURS, MOST_ROWS_KEPT
from tuquan.residents.models import HouseholdImport
from tuquan.residents.services import discard_import, preview_import

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
Typed = Callable[..., bytes]


def handed_back(officer: Client, waiting: HouseholdImport) -> bytes:
    """What the page gives."""
    answer = officer.get(reverse("residents:import_remarked", args=[waiting.pk]))
    assert answer.status_code == 200
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    return answer.content


def test_a_workbook_is_kept_with_remarks_beside_its_rows(
    world: make.World, typed: Typed, officer: Client
) -> None:
    note = "=cmd|' /C calc'!A0"
    rows = [("Lê Thị Tư", 1980, 3, "Ngõ 1", "2", note), ("Lê Văn Năm", "không rõ", 2)]
    waiting = preview_import(make.SYSTEM, world.area, "b.xlsx", typed({"Thôn 2": rows}))
    sheet = load_workbook(io.BytesIO(handed_back(officer, waiting)))["Thôn 2"]
    assert sheet["H1"].value == "Nhận xét"
    assert (sheet["B2"].value, sheet["C2"].value) == ("Lê Thị Tư", 1980)
    assert (sheet["G2"].value, sheet["G2"].data_type) == (note, "s")
    assert sheet["H3"].value.startswith("C3: ")
    assert sheet["H3"].fill.fgColor.rgb == f"00{COLOURS['warning']}"
    assert sheet["C3"].fill.fgColor.rgb == f"00{COLOURS['warning']}"
    assert sheet["C3"].comment is not None
    assert sheet["H2"].fill.fgColor.rgb == f"00{COLOURS['warning']}"  # the formula typed as text


@pytest.mark.parametrize(
    "name", ["a3-nhan-khau.xlsx", "a5-toan-xa-11-trang.xlsx", "a6-lon-xon.xlsx"]
)
def test_every_problem_of_a_sample_stands_in_its_workbook(
    world: make.World, officer: Client, name: str
) -> None:
    waiting = preview_import(make.SYSTEM, world.commune, name, (SAMPLES / name).read_bytes())
    book = load_workbook(io.BytesIO(handed_back(officer, waiting)))
    assert book.sheetnames == load_workbook(SAMPLES / name).sheetnames
    for problem in waiting.recognition["problems"]:
        sheet = book[problem["sheet"]]
        said = str(sheet.cell(problem["row"] or 1, sheet.max_column).value)
        assert problem.get("cell", "") in said


@pytest.mark.parametrize("name", ["a4-thon-5-abc.xls", "a7a-utf8-cham-phay.csv"])
def test_other_files_come_back_as_fresh_workbooks_in_unicode(
    world: make.World, officer: Client, name: str
) -> None:
    waiting = preview_import(make.SYSTEM, world.commune, name, (SAMPLES / name).read_bytes())
    book = load_workbook(io.BytesIO(handed_back(officer, waiting)))
    texts = {str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row}
    row = waiting.recognition["rows"]["households"][0]
    assert row["head_name"] in texts
    assert all(cell.data_type != "f" for line in book.worksheets[0].iter_rows() for cell in line)


def test_a_long_workbook_comes_back_fresh(
    world: make.World, typed: Typed, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_ROWS_KEPT == 20_000
    monkeypatch.setattr("tuquan.base.remarked.MOST_ROWS_KEPT", 2)
    content = typed({"Thôn 2": [("Lê Thị Tư", 1980, 3), ("Lê Văn Năm", "không rõ", 2)]})
    waiting = preview_import(make.SYSTEM, world.area, "b.xlsx", content)
    sheet = load_workbook(io.BytesIO(handed_back(officer, waiting))).worksheets[0]
    assert (sheet["B3"].value, sheet["C3"].value) == ("Lê Văn Năm", "không rõ")
    assert sheet["C3"].comment is not None
    assert str(sheet.cell(3, sheet.max_column).value).startswith("C3: ")


def test_a_file_that_was_decided_is_no_longer_there(
    world: make.World, officer: Client, neighbour: Client, waiting: HouseholdImport
) -> None:
    address = reverse("residents:import_remarked", args=[waiting.pk])
    assert neighbour.get(address).status_code == 404
    discard_import(make.SYSTEM, waiting)
    assert officer.get(address).status_code == 409

"""The workbook of the totals: the same figures, cell by cell, and a mark in the record."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests import make
from tests.insights.case import Case
from tuquan.audit.models import Change
from tuquan.base.actor import Actor
from tuquan.base.errors import NotAllowed
from tuquan.groups.models import ResidentGroup
from tuquan.insights.exports import file_name, totals_workbook

CSV = "csv:Text - txt - csv (StarCalc):44,34,76"
"""LibreOffice's name for commas, double quotes, UTF-8."""

NOTES = 8
"""Rows above the headings: the title, six notes, an empty row."""


def sheets(case: Case) -> tuple[Worksheet, Worksheet]:
    """The two sheets of the commune's workbook."""
    content = totals_workbook(case.actor, case.world.commune, case.month)
    totals, groups = openpyxl.load_workbook(BytesIO(content)).worksheets
    return totals, groups


def rows_of(sheet: Worksheet) -> list[dict[object, object]]:
    """The rows of the table by heading, empty cells left out."""
    rows = list(sheet.iter_rows(min_row=NOTES + 1, values_only=True))
    return [
        {heading: cell for heading, cell in zip(rows[0], row, strict=True) if cell is not None}
        for row in rows[1:]
    ]


def test_the_heading_says_place_period_moment_and_coverage(case: Case) -> None:
    for sheet in sheets(case):
        lines = [sheet.cell(row, 1).value for row in range(1, NOTES + 1)]
        assert lines[0] in ("Tổng số: Xã Minh Sơn", "Từng báo cáo: Xã Minh Sơn")
        assert lines[1] == "Báo cáo tháng 11/2026"
        assert str(lines[3]).startswith("Cộng từ 3 trong 5 tổ, tính đến ")
        assert str(lines[3]).endswith(" 20/11/2026.")
        assert lines[6] == "Ô trống là chưa có số, không phải là số 0."


def test_the_totals_sheet_holds_the_figures_of_the_page(case: Case) -> None:
    rows = {row["Chỉ tiêu"]: row for row in rows_of(sheets(case)[0])}
    assert rows["Hộ phân loại rác tại nhà"] == {
        "Chỉ tiêu": "Hộ phân loại rác tại nhà",
        "Đơn vị": "hộ",
        "Kỳ này": 35,
        "Đầu năm": 21,
        "Thay đổi": 13,
        "Số tổ có cả hai số": 2,
        "Số tổ có số": 3,
        "Số tổ không áp dụng": 0,
        "Số tổ chưa báo cáo": 2,
        "Số tổ có số đầu năm": 4,
    }
    assert rows["Giữ được trật tự, không có vụ gây rối"] == {
        "Chỉ tiêu": "Giữ được trật tự, không có vụ gây rối",
        "Kỳ này": 2,
        "Đầu năm": 4,
        "Thay đổi": 0,
        "Số tổ có cả hai số": 2,
        "Số tổ đạt": 2,
        "Số tổ chưa đạt": 1,
        "Số tổ có số": 3,
        "Số tổ không áp dụng": 0,
        "Số tổ chưa báo cáo": 2,
        "Số tổ có số đầu năm": 4,
    }


def test_a_share_is_written_in_per_cent_with_its_two_sums(case: Case) -> None:
    sheet = sheets(case)[0]
    row = next(row for row in rows_of(sheet) if row["Chỉ tiêu"] == "Tỷ lệ hộ phân loại rác tại nhà")
    assert (row["Kỳ này"], row["Số có"], row["Trong tổng số"]) == (50, 35, 70)
    assert (row["Đầu năm"], row["Thay đổi"], row["Mục tiêu"]) == (22.1, 27.9, 80)
    assert row["Đạt mục tiêu"] == "chưa đạt"
    assert sheet["C17"].value == 50
    assert sheet["C17"].number_format == '#,##0.0"%"'


def test_the_groups_sheet_has_a_row_for_each_group_and_the_totals_under_them(case: Case) -> None:
    rows = rows_of(sheets(case)[1])
    sorting, meeting = "Hộ phân loại rác tại nhà (hộ)", "Hộ dự buổi họp gần nhất (hộ)"
    found = [
        (row["Thôn, tổ dân phố"], row.get("Nơi báo cáo"), row.get(sorting), row.get(meeting))
        for row in rows
    ]
    assert found == [
        ("Thôn 2", "Tổ 1", 20, 15),
        ("Thôn 2", "Tổ 2", 0, "không áp dụng"),
        ("Thôn 2", "Tổ 3", None, None),
        ("Thôn 10", "Tổ 1", 15, 11),
        ("Thôn 10", "Tổ 2", None, None),
        ("Cộng", None, 35, 26),
    ]
    assert ["Gửi lúc" in row for row in rows] == [True, True, False, True, False, False]
    kept = "Giữ được trật tự, không có vụ gây rối"
    assert [row.get(kept) for row in rows] == ["đạt", "đạt", None, "chưa đạt", None, 2]


def test_each_groups_figure_stands_beside_its_own_start_of_the_year(case: Case) -> None:
    rows = rows_of(sheets(case)[1])
    before = "Hộ phân loại rác tại nhà (hộ), đầu năm"
    assert [row.get(before) for row in rows] == [5, 2, 10, None, 4, 21]


def test_no_leader_is_named(case: Case) -> None:
    make.leader(case.groups[0], "Trần Đình Bảy")
    content = totals_workbook(case.actor, case.world.commune, case.month)
    for sheet in openpyxl.load_workbook(BytesIO(content)).worksheets:
        cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
        assert "Trần Đình Bảy" not in cells


def test_a_name_that_looks_like_a_formula_stays_text(case: Case) -> None:
    ResidentGroup.objects.filter(pk=case.groups[0].pk).update(name="=1+1")
    cell = sheets(case)[1].cell(NOTES + 2, 2)
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_taking_figures_out_leaves_a_mark_without_personal_data(case: Case) -> None:
    totals_workbook(case.actor, case.world.commune, case.month)
    mark = Change.objects.get(action="insights.exported")
    assert (mark.actor_id, mark.path) == (case.actor.user_id, case.world.commune.path)
    assert mark.subject == f"places.place:{case.world.commune.pk}"
    assert mark.data == {
        "programme": "tuyen-quang-2018",
        "edition": "2018",
        "calendar": "monthly",
        "period": "2026-11",
        "groups": 5,
    }


def test_nobody_takes_out_figures_of_another_commune(case: Case) -> None:
    neighbour: Actor = make.actor(make.officer(case.world.neighbour))
    with pytest.raises(NotAllowed):
        totals_workbook(neighbour, case.world.commune, case.month)
    assert not Change.objects.filter(action="insights.exported").exists()


def test_the_file_is_sent_under_a_plain_name(case: Case) -> None:
    assert file_name(case.world.commune, case.month) == "so-lieu-xa-minh-son-2026-11.xlsx"
    browser = make.client(make.officer(case.world.commune))
    response = browser.get(
        "/so-lieu/tai-ve/", {"noi": str(case.world.commune.pk), "ky": case.month.key}
    )
    assert response["Content-Disposition"] == (
        'attachment; filename="so-lieu-xa-minh-son-2026-11.xlsx"'
    )
    assert openpyxl.load_workbook(BytesIO(response.content)).sheetnames == [
        "Tổng số",
        "Từng nơi báo cáo",
    ]


@pytest.mark.long
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_the_same_figures(case: Case, tmp_path: Path) -> None:
    book = tmp_path / "figures.xlsx"
    book.write_bytes(totals_workbook(case.actor, case.world.commune, case.month))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", CSV, "--outdir", tmp_path, book],
        check=True,
        capture_output=True,
        timeout=120,
    )
    text = (tmp_path / "figures.csv").read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("Hộ phân loại rác"))
    assert line == "Hộ phân loại rác tại nhà,hộ,35,,,21,13,2,,,,,3,0,2,4"

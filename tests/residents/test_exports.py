"""F-7, F-115, S2-30: the list goes out as form 02 or CSV, in scope, marked, and comes back."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from tests import make
from tuquan.audit.models import Change, Look
from tuquan.residents.exports import AREA_COLUMN, FORM_02, harmless
from tuquan.residents.models import Household
from tuquan.residents.services import (
    NewHousehold,
    add_households,
    assign_household,
    read_list,
)

EXPORT = reverse("residents:export")
HEADINGS = [
    "Tên nhóm",
    "Họ và tên người phụ trách các hộ gia đình",
    "Số TT",
    "Họ và tên chủ hộ",
    "Năm sinh",
    "Số nhân khẩu trong gia đình",
    "Ghi chú",
    "Mã hộ",
]
WORKBOOK = {"purpose": "residents.export_correct", "kind": "xlsx"}
TEXT = {"purpose": "residents.export_paper", "kind": "csv"}


@pytest.fixture
def five(world: make.World) -> list[Household]:
    made = add_households(
        make.SYSTEM,
        world.area,
        [
            NewHousehold("Đào Văn Hoà", 1969, 4, "Ngõ Đình", "1"),
            NewHousehold("Trần Thị Hòa", None, None, note="- sau đình"),
            NewHousehold("=HYPERLINK(1)", 1975, 2),
        ],
    )
    made += add_households(
        make.SYSTEM,
        world.other_area,
        [NewHousehold("H'Hen Niê", 1980, 3), NewHousehold("Lò Ánh", 1990, 5)],
    )
    assign_household(make.SYSTEM, made[0], "Đỗ Thị Nga")
    assign_household(make.SYSTEM, made[0], "Lê Văn Long")
    return made


def sheets(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = load_workbook(io.BytesIO(content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


def test_the_workbook_is_form_02_with_our_code_at_the_end(
    officer: Client, five: list[Household]
) -> None:
    answer = officer.post(EXPORT, WORKBOOK)
    assert answer.status_code == 200
    found = sheets(answer.content)
    assert list(found) == ["Thôn 2", "Thôn 10"]
    top = found["Thôn 2"].index(tuple(HEADINGS))
    first, second, third = found["Thôn 2"][top + 1 :]
    code = five[0].code
    assert first == (None, "Đỗ Thị Nga; Lê Văn Long", 1, "Đào Văn Hoà", 1969, 4, None, code)
    assert second == (None, None, 2, "Trần Thị Hòa", None, None, "- sau đình", five[1].code)
    assert third[3] == "=HYPERLINK(1)"
    assert "Xã Minh Sơn" in str(found["Thôn 2"][1][0])
    expected = 'attachment; filename="danh-sach-ho-xa-minh-son-2026-11-20.xlsx"'
    assert answer["Content-Disposition"] == expected


def test_the_sheet_prints_on_a4_with_its_heading_frozen_and_the_pages_counted(
    officer: Client, five: list[Household]
) -> None:
    book = load_workbook(io.BytesIO(officer.post(EXPORT, WORKBOOK).content))
    sheet = book.worksheets[0]
    rows = [row[0] for row in sheet.iter_rows(values_only=True)]
    heading = rows.index("Tên nhóm") + 1
    assert sheet.freeze_panes == f"A{heading + 1}"
    assert sheet.print_title_rows == f"${heading}:${heading}"
    assert sheet.print_area == f"'Thôn 2'!$A$1:$H${len(rows)}"
    assert sheet.page_setup.paperSize == 9
    setup, footer = sheet.sheet_properties.pageSetUpPr, sheet.oddFooter
    assert setup is not None
    assert setup.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert footer is not None
    assert footer.right.text == "&P/&N"
    assert sheet.column_dimensions["D"].width > sheet.column_dimensions["C"].width
    assert sheet.cell(heading + 3, 4).data_type == "s"  # a name that looks like a formula
    assert sheet.cell(heading + 1, 5).number_format == "0"  # a year takes no dot


def test_the_groups_of_the_households_fill_the_first_column(
    world: make.World, officer: Client
) -> None:
    first, second = make.groups(world.area, 40)
    rows = sheets(officer.post(EXPORT, WORKBOOK).content)["Thôn 2"]
    body = rows[rows.index(tuple(HEADINGS)) + 1 :]
    assert [row[0] for row in body] == [first.name] * 20 + [second.name] * 20
    assert [row[2] for row in body] == [*range(1, 21), *range(1, 21)]


def test_each_household_is_marked_and_the_record_gets_one_line(
    officer: Client, five: list[Household], world: make.World
) -> None:
    officer.post(EXPORT, WORKBOOK)
    looks = Look.objects.filter(kind="exported")
    assert sorted(looks.values_list("subject", flat=True)) == sorted(
        f"residents.household:{one.pk}" for one in five
    )
    assert set(looks.values_list("purpose", "role")) == {
        ("residents.export_correct", "commune_officer")
    }
    line = Change.objects.get(action="residents.exported")
    assert line.path == world.commune.path
    assert line.data == {"households": 5, "purpose": "residents.export_correct", "kind": "xlsx"}


def test_without_a_purpose_nothing_leaves(officer: Client, five: list[Household]) -> None:
    answer = officer.post(EXPORT, {"kind": "xlsx"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["purpose"])
    assert officer.post(EXPORT, WORKBOOK | {"purpose": "because"}).status_code == 422
    assert not Look.objects.filter(kind="exported").exists()
    assert not Change.objects.filter(action="residents.exported").exists()


def test_only_what_is_in_scope_and_asked_for_is_taken_out(
    world: make.World,
    officer: Client,
    head: Client,
    neighbour: Client,
    five: list[Household],
) -> None:
    make.households(world.neighbour_area, 3)
    assert list(sheets(head.post(EXPORT, WORKBOOK).content)) == ["Thôn 2"]
    assert list(sheets(neighbour.post(EXPORT, WORKBOOK).content)) == ["Thôn 1"]
    outside = f"{EXPORT}?dia_ban={world.neighbour_area.pk}"
    assert officer.post(outside, WORKBOOK).status_code == 404
    narrowed = officer.post(f"{EXPORT}?dia_ban={world.other_area.pk}&tim=lo", WORKBOOK)
    rows = sheets(narrowed.content)["Thôn 10"]
    assert [row[3] for row in rows[rows.index(tuple(HEADINGS)) + 1 :]] == ["Lò Ánh"]


def test_an_empty_list_makes_no_file(world: make.World, officer: Client) -> None:
    answer = officer.post(EXPORT, WORKBOOK)
    assert answer.status_code == 422
    assert not Change.objects.filter(action="residents.exported").exists()


def test_the_text_file_opens_by_a_double_click_and_runs_nothing(
    officer: Client, five: list[Household]
) -> None:
    answer = officer.post(EXPORT, TEXT)
    assert answer.content.startswith(b"\xef\xbb\xbf")
    text = answer.content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[0] == [AREA_COLUMN, *HEADINGS]
    assert len(rows) == 6
    assert rows[2][4] == "Trần Thị Hòa"
    assert rows[2][7] == "'- sau đình"
    assert rows[3][4] == "'=HYPERLINK(1)"
    assert (rows[1][5], rows[1][6]) == ("1969", "4")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_that_begins_like_a_formula_is_made_harmless(start: str) -> None:
    assert harmless(f"{start}1+1") == f"'{start}1+1"
    assert harmless(f"a{start}") == f"a{start}"


@pytest.mark.parametrize("kind", [WORKBOOK, TEXT])
def test_an_export_that_comes_back_is_recognised_row_by_row(
    world: make.World, officer: Client, kind: dict[str, str]
) -> None:
    make.households(world.area, 20)
    make.households(world.other_area, 12, lane="Ngõ 3")
    content = officer.post(EXPORT, kind).content
    name = f"danh-sach.{kind['kind']}"
    report = read_list(name, content)
    read = [
        (row["area"], row["head_name"], row["birth_year"], row["member_count"], row["code"])
        for row in report["rows"]["households"]
    ]
    kept = Household.objects.order_by("place__sort_key", "list_order").select_related("place")
    assert read == [
        (one.place.name, one.head_name, one.birth_year, one.member_count, one.code) for one in kept
    ]
    assert not [one for one in report["problems"] if one["severity"] == "error"]


def test_texts_that_look_like_formulas_come_back_as_they_were(
    officer: Client, five: list[Household]
) -> None:
    report = read_list("danh-sach.csv", officer.post(EXPORT, TEXT).content)
    read = [(row["head_name"], row["note"]) for row in report["rows"]["households"]]
    assert read == [(one.head_name, one.note) for one in five]
    assert ("=HYPERLINK(1)", "") in read
    assert ("Trần Thị Hòa", "- sau đình") in read


def test_the_movement_of_a_month_is_saved_without_names(
    world: make.World, officer: Client, five: list[Household]
) -> None:
    Household.objects.update(opened_on=date(2026, 1, 1))
    address = reverse("residents:movement_workbook")
    answer = officer.get(address, {"thang": "2026-11"})
    ((name, rows),) = sheets(answer.content).items()
    assert name
    cells = [row for row in rows if row[0] in ("Thôn 2", "Thôn 10")]
    assert [(row[0], row[1], row[2], row[-2], row[-1]) for row in cells] == [
        ("Thôn 2", 3, 6, 3, 6),
        ("Thôn 10", 2, 8, 2, 8),
    ]
    assert rows[-1][1:3] == (5, 14)
    text = str(rows)
    assert not any(one.head_name in text for one in five)
    line = Change.objects.get(action="residents.movement_exported")
    assert (line.path, line.data) == (world.commune.path, {"month": "2026-11"})


def test_the_form_names_the_columns_of_the_document() -> None:
    assert [column.heading for column in FORM_02] == HEADINGS

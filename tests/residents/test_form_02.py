"""S2-30: the empty form 02, its headings as issued; filled, it is recognised."""

from __future__ import annotations

import io

from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from tests import make
from tuquan.residents.models import Household
from tuquan.residents.services import confirm_import, preview_import

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


def empty(officer: Client, query: str = "") -> bytes:
    """The form as it is handed out."""
    answer = officer.get(reverse("residents:import_form_02") + query)
    assert answer.status_code == 200
    assert "mau-02.xlsx" in answer["Content-Disposition"]
    return answer.content


def test_the_empty_form_has_the_issued_headings_and_checks_figures(
    world: make.World, officer: Client
) -> None:
    sheet = load_workbook(io.BytesIO(empty(officer, f"?thon={world.area.pk}"))).worksheets[0]
    assert sheet.title == "Mẫu 02"
    assert [cell.value for cell in sheet[5]] == HEADINGS
    assert sheet["A3"].value == "(Thôn 2)"
    assert sheet.column_dimensions["H"].hidden
    checked = {
        str(rule.sqref): (rule.formula1, rule.formula2)
        for rule in sheet.data_validations.dataValidation
    }
    assert checked == {"E6:E305": ("1900", "2026"), "F6:F305": ("1", "20")}


def test_a_filled_form_goes_into_the_register(world: make.World, officer: Client) -> None:
    book = load_workbook(io.BytesIO(empty(officer)))
    sheet = book.worksheets[0]
    filled = (
        ("Tổ số 1", "1. Lê Văn Long; 2. Hoàng Văn Nam", 1, "Lê Văn Lộc", 1958, 2, None),
        (None, None, 2, "Phùng Văn Hoàn", 1965, 6, "Nhà mới"),
    )
    for number, row in enumerate(filled, start=6):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column, value)
    content = io.BytesIO()
    book.save(content)
    waiting = preview_import(make.SYSTEM, world.area, "mau-02.xlsx", content.getvalue())
    assert [one["code"] for one in waiting.recognition["problems"]] == []
    (read,) = waiting.recognition["sheets"]
    assert [column["field"] for column in read["columns"]][:7] == [
        "group",
        "assignees",
        "number",
        "head_name",
        "birth_year",
        "member_count",
        "note",
    ]
    assert read["groups"][0]["assignees"] == ["Lê Văn Long", "Hoàng Văn Nam"]
    confirm_import(make.SYSTEM, waiting)
    assert list(Household.objects.values_list("head_name", "birth_year", "member_count")) == [
        ("Lê Văn Lộc", 1958, 2),
        ("Phùng Văn Hoàn", 1965, 6),
    ]


def test_the_form_is_for_those_who_keep_lists(
    world: make.World, officer: Client, head: Client
) -> None:
    address = reverse("residents:import_form_02")
    assert head.get(address).status_code == 404
    assert Client().get(address).status_code == 302
    next_door = empty(officer, f"?thon={world.neighbour_area.pk}")
    assert load_workbook(io.BytesIO(next_door)).worksheets[0]["A3"].value == "(thôn …)"

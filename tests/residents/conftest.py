"""The sample workbooks, and a workbook typed in a test."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from django.test import Client
from openpyxl import Workbook

from tests import make
from tuquan.places.models import Place, PlaceKind
from tuquan.residents.models import Household, HouseholdImport
from tuquan.residents.services import NewHousehold, add_households, preview_import

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
HEADING = ("TT", "Họ và tên chủ hộ", "Năm sinh", "Số nhân khẩu", "Ngõ/xóm", "Số nhà", "Ghi chú")

Sheets = dict[str, Sequence[Sequence[object]]]


def _typed(sheets: Sheets, title: str = "") -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        if title:
            sheet.append([title])
        sheet.append(HEADING)
        for number, row in enumerate(rows, start=1):
            sheet.append([number, *row])
            for cell in sheet[sheet.max_row]:
                if isinstance(cell.value, str):
                    cell.data_type = "s"  # text that looks like a formula stays text in the file
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.fixture
def typed() -> Callable[..., bytes]:
    """An .xlsx with our usual heading: `typed({"Thôn 6": [("Lê Văn Ba", 1970, 4, "Ngõ 1")]})`."""
    return _typed


@pytest.fixture
def a1() -> bytes:
    """The clean list of Thôn 6, 180 households."""
    return (SAMPLES / "a1-thon-6.xlsx").read_bytes()


@pytest.fixture
def a2() -> bytes:
    """Form 02 of thôn Đồng Sen, 120 households, with a sheet that is no list."""
    return (SAMPLES / "a2-mau-01-mau-02.xlsx").read_bytes()


@pytest.fixture
def thon_6(world: make.World) -> Place:
    """The area the first sample belongs to."""
    return make.place("Thôn 6", PlaceKind.AREA, world.commune, "thon-6")


@pytest.fixture
def officer(world: make.World) -> Client:
    """The browser of an officer of our commune."""
    return make.client(make.officer(world.commune))


@pytest.fixture
def head(world: make.World) -> Client:
    """The browser of the head of Thôn 2, who reads and does not write."""
    return make.client(make.account("area_head", world.area))


@pytest.fixture
def neighbour(world: make.World) -> Client:
    """The browser of the officer next door."""
    return make.client(make.officer(world.neighbour))


@pytest.fixture
def household(world: make.World) -> Household:
    """One household of Thôn 2."""
    new = NewHousehold("Lê Văn Ba", 1979, 4, "Ngõ Đình", "14A", "sau đình")
    (made,) = add_households(make.SYSTEM, world.area, [new])
    return made


@pytest.fixture
def waiting(world: make.World, typed: Callable[..., bytes]) -> HouseholdImport:
    """A list for Thôn 2 that waits to be confirmed."""
    content = typed({"Thôn 2": [("Lê Thị Tư", 1980, 3, "Ngõ 1"), ("Lê Văn Năm", "không rõ", 2)]})
    return preview_import(make.SYSTEM, world.area, "thon-2.xlsx", content)

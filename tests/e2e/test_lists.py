"""F-1, F-13, S2-14: lists are read, decided about, written and taken back in Chromium."""

from __future__ import annotations

import itertools
import re
import time
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser

from tests.e2e.people import DESK, PHONE, Person
from tests.e2e.test_demo_pages import PASSWORD, visit
from tests.e2e.test_register import exported, signed_in

pytestmark = pytest.mark.browser

MESSY = Path(__file__).parent.parent / "data" / "samples" / "a6-lon-xon.xlsx"
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Lò", "Vi")
MIDDLE = ("Văn", "Thị", "Hữu", "Đức", "Công", "Ngọc", "Quang", "Minh", "Xuân", "Thanh")
GIVEN = (
    *("An", "Bình", "Chi", "Dũng", "Đào", "Giang", "Hà", "Hùng", "Khoa", "Lan", "Mai", "Nam"),
    *("Oanh", "Phúc", "Quý", "Sơn", "Tâm", "Uyên", "Vinh", "Yến"),
)
LONG = len(FAMILY) * len(MIDDLE) * len(GIVEN)


@pytest.fixture
def officer(chromium: Browser, demo: str) -> Person:
    return signed_in(chromium, demo, "canbo", DESK)


def read(officer: Person, listing: Path, area: str) -> str:
    """Give a list to be read; the address of what was read."""
    officer.open("/ho-dan/nhap/")
    officer.page.locator("input[type=file]").set_input_files(listing)
    officer.choose("#id_place", area)
    officer.press("Đọc tệp")
    return officer.page.url.removeprefix(officer.address)


def stat(officer: Person, label: str) -> int:
    """One of the counts at the top of a page."""
    box = officer.page.locator(".stat").filter(has=officer.page.get_by_text(label, exact=True))
    return int(re.sub(r"\D", "", box.locator(".stat-value").inner_text()))


def households(officer: Person, area: str) -> int:
    """How many households an area has, as the register says."""
    officer.open("/ho-dan/")
    row = officer.page.get_by_role("row").filter(
        has=officer.page.get_by_role("link", name=area, exact=True)
    )
    return int(re.sub(r"\D", "", row.locator("td").last.inner_text()))


def tick_all(officer: Person) -> None:
    """Say yes to everything that is asked before a list is written."""
    for box in officer.page.locator("#write input[type=checkbox]").all():
        box.check()


def test_a_messy_list_is_decided_about_corrected_written_and_taken_back(officer: Person) -> None:
    before = households(officer, "Thôn 4")
    preview = read(officer, MESSY, "Thôn 4")
    assert stat(officer, "Giữ lại") == 7
    assert "Mới tách hộ năm 2024" in officer.text()

    officer.press("Sửa ý nghĩa các cột")
    officer.page.get_by_label("Cột F", exact=False).select_option(label="bỏ ra")
    officer.page.get_by_label("Lần sau cũng đọc", exact=False).uncheck()
    officer.press("Đọc lại")
    assert "Mới tách hộ năm 2024" not in officer.text()

    officer.open(f"{preview}hang/?loai=held")
    officer.page.get_by_label(re.compile("^Dòng 74\\b")).select_option(label="bỏ ra")
    officer.page.get_by_label(re.compile("^Dòng 77\\b")).select_option(label="vẫn ghi hộ này")
    officer.press("Lưu các quyết định này")
    officer.open(preview)
    assert stat(officer, "Giữ lại") == 5
    expected = stat(officer, "Sẽ ghi")
    officer.press("Ghi ", exact=False)
    assert "Đúng, đây là nơi cần ghi" in officer.text(), "it asks before it writes"
    tick_all(officer)
    officer.press("Ghi ", exact=False)
    officer.open(preview)
    assert stat(officer, "Đã ghi") == expected
    assert households(officer, "Thôn 4") == before + expected

    officer.open(preview)
    officer.press("Thu hồi danh sách")
    assert households(officer, "Thôn 4") == before
    assert officer.complaints == []


def test_a_corrected_export_changes_the_corrected_rows_only(
    officer: Person, tmp_path: Path
) -> None:
    before = households(officer, "Thôn 2")
    path = exported(officer, "Thôn 2", tmp_path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    heading = next(
        cell for row in sheet.iter_rows() for cell in row if "nhân khẩu" in str(cell.value).lower()
    )
    first = sheet.cell((heading.row or 0) + 1, heading.column or 0)
    assert isinstance(first.value, int)
    assert first.value < 15
    first.value += 1
    book.save(path)

    preview = read(officer, path, "Thôn 2")
    assert (stat(officer, "Sẽ ghi"), stat(officer, "Sẽ sửa")) == (0, 1)
    assert stat(officer, "Như cũ") == before - 1
    tick_all(officer)
    officer.press("Ghi danh sách")
    officer.open(preview)
    assert stat(officer, "Đã sửa") == 1
    assert households(officer, "Thôn 2") == before
    officer.open(preview)
    officer.press("Thu hồi danh sách")
    assert officer.complaints == []


def test_a_long_list_is_read_in_the_background_and_says_how_far_it_is(
    officer: Person, tmp_path: Path
) -> None:
    names = itertools.product(FAMILY, MIDDLE, GIVEN)
    lines = [f"{n},{' '.join(name)},{1950 + n % 50},4" for n, name in enumerate(names, 1)]
    listing = tmp_path / "ban-ngoc.csv"
    listing.write_text("STT,Họ và tên chủ hộ,Năm sinh,Số nhân khẩu\n" + "\n".join(lines), "utf-8")
    before = households(officer, "Bản Ngọc")
    preview = read(officer, listing, "Bản Ngọc")
    assert "Đây là danh sách dài." in officer.text()
    assert officer.page.get_by_role("button", name="Dừng").count() == 1
    until = time.monotonic() + 60
    while "Xem lại trước khi ghi" not in officer.page.locator("h1").inner_text():
        assert time.monotonic() < until, officer.text()
        time.sleep(0.5)
        officer.open(preview)
    read_rows = [stat(officer, one) for one in ("Sẽ ghi", "Chưa chắc", "Sẽ sửa", "Như cũ")]
    assert sum(read_rows) == LONG
    officer.press("Bỏ, không ghi")
    assert households(officer, "Bản Ngọc") == before


@pytest.mark.parametrize("width", [PHONE, DESK], ids=["360", "1440"])
def test_the_pages_of_a_list_that_waits_fit_and_are_accessible(
    chromium: Browser, demo: str, width: dict[str, int]
) -> None:
    person = Person.at(chromium, demo, width)
    person.sign_in("canbo", PASSWORD)
    preview = read(person, MESSY, "Thôn 11")
    for path in (
        "/ho-dan/nhap/",
        preview,
        f"{preview}hang/?loai=held",
        f"{preview}hang/?loai=gone",
        f"{preview}cot/",
    ):
        visit(person, path)
    person.open(preview)
    person.press("Bỏ, không ghi")
    visit(person, preview)

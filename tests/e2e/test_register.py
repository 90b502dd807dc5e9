"""S2-14, S2-15, S2-16, F-14: the household register in Chromium, from a leader's phone to the desk.

Each journey leaves the demonstration's totals as it found them, or asks for the difference only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Locator

from tests.e2e.people import DESK, PHONE, Person
from tests.e2e.test_demo_pages import PASSWORD, visit

pytestmark = pytest.mark.browser

MOST_TAPS = 6
PAGES = (
    "/ho-dan/?tim=dao",
    "/ho-dan/bien-dong/",
    "/ho-dan/cho-duyet/",
    "/ho-dan/da-bao/",
    "/ho-dan/trung/",
    "/ho-dan/xuat/",
    "/ho-dan/463/",
    "/ho-dan/463/sua/",
    "/ho-dan/463/bien-dong/",
    "/ho-dan/463/bien-dong/birth/",
    "/ho-dan/463/bien-dong/split/",
    "/ho-dan/463/dong-y/zalo/",
    "/ho-dan/463/da-di/",
    "/ho-dan/463/xoa/",
)


@dataclass
class Finger:
    """Somebody's finger on a phone, counting its taps."""

    person: Person
    taps: int = 0

    def tap(self, target: Locator) -> None:
        """Tap, and wait for the page it leads to."""
        self.taps += 1
        with self.person.page.expect_navigation():
            target.click()


def signed_in(chromium: Browser, address: str, username: str, width: dict[str, int]) -> Person:
    """One of the people of the demonstration."""
    person = Person.at(chromium, address, width)
    person.sign_in(username, PASSWORD)
    return person


@pytest.fixture
def officer(chromium: Browser, demo: str) -> Person:
    return signed_in(chromium, demo, "canbo", DESK)


def kept(person: Person, household: str, label: str) -> str:
    """One line of what is kept of a household."""
    person.open(household)
    line = person.page.get_by_role("row").filter(has=person.page.get_by_text(label, exact=True))
    return line.first.locator("td").last.inner_text().strip()


def movement(person: Person) -> dict[str, dict[str, str]]:
    """The movement page of this month: by area, what stands under each heading."""
    person.open("/ho-dan/bien-dong/")
    table = person.page.locator("table").first
    headings = [cell.strip() for cell in table.locator("thead th").all_inner_texts()]
    lines = [
        [cell.strip().replace("\xa0", " ") for cell in row.locator("td").all_inner_texts()]
        for row in table.locator("tbody tr, tfoot tr").all()
    ]
    return {line[0]: dict(zip(headings, line, strict=True)) for line in lines}


def figures(cell: str) -> tuple[int, int]:
    """Households and persons of a cell of the movement page."""
    first, second = (int(part.strip().replace(".", "")) for part in cell.split("/"))
    return first, second


def assert_balanced(lines: dict[str, dict[str, str]]) -> None:
    """Beginning and change give the end, line by line and for all together."""
    for name, line in lines.items():
        ends = (figures(line["Đầu kỳ"]), figures(line["Tăng, giảm"]), figures(line["Cuối kỳ"]))
        opening, change, closing = ends
        assert (opening[0] + change[0], opening[1] + change[1]) == closing, name
    together = figures(lines["Cộng"]["Cuối kỳ"])
    areas = [figures(line["Cuối kỳ"]) for name, line in lines.items() if name != "Cộng"]
    assert (sum(one[0] for one in areas), sum(one[1] for one in areas)) == together


def test_s2_15_a_leader_tells_a_birth_in_six_taps_and_the_movement_balances(
    chromium: Browser, demo: str, officer: Person
) -> None:
    before = movement(officer)
    assert_balanced(before)
    leader = signed_in(chromium, demo, "totruong", PHONE)
    leader.open("/")
    finger, page = Finger(leader), leader.page
    finger.tap(page.get_by_role("link", name="Hộ dân"))
    asked = page.locator('main a[href*="/bien-dong/"]').first
    household = str(asked.get_attribute("href")).partition("bien-dong/")[0]
    finger.tap(asked)
    assert leader.fits()
    finger.tap(page.locator("main").get_by_role("link", name="Sinh"))
    page.locator("#id_person_name").fill("Đặng Thị Bống")
    finger.tap(page.get_by_role("button", name="Xem lại"))
    assert leader.fits()
    assert "Đặng Thị Bống" in leader.text()
    finger.tap(page.get_by_role("button", name="Lưu", exact=True))
    assert finger.taps <= MOST_TAPS
    count = int(kept(officer, household, "Nhân khẩu"))
    assert movement(officer) == before

    head = signed_in(chromium, demo, "truongthon", DESK)
    head.open("/ho-dan/cho-duyet/")
    told = head.page.get_by_role("row", name="Đặng Thị Bống")
    with head.page.expect_navigation():
        told.get_by_role("button", name="Duyệt", exact=False).first.click()
    assert "Đặng Thị Bống" in head.text()
    assert int(kept(officer, household, "Nhân khẩu")) == count + 1
    after = movement(officer)
    assert_balanced(after)
    assert int(after["Thôn 6"]["Sinh"]) == int(before["Thôn 6"]["Sinh"]) + 1
    persons = [figures(lines["Cộng"]["Cuối kỳ"])[1] for lines in (before, after)]
    assert persons[1] == persons[0] + 1
    leader.open("/ho-dan/da-bao/")
    assert "đã xong" in page.locator(".card").filter(has_text="Đặng Thị Bống").inner_text()
    assert leader.complaints + head.complaints + officer.complaints == []


def names(officer: Person, typed: str) -> list[str]:
    """The heads of the households that a search finds, as an officer types it."""
    officer.open("/ho-dan/")
    officer.page.locator("#id_tim").fill(typed)
    officer.press("Tìm")
    return (
        officer.page.locator('main td a[href^="/ho-dan/"]')
        .filter(has_not_text=re.compile("^(Thôn|Bản) "))
        .all_inner_texts()
    )


def test_a_household_is_found_without_marks_by_its_number_and_by_its_code(officer: Person) -> None:
    found = names(officer, "dao")
    assert found
    assert all("Đào" in name for name in found)
    officer.open("/ho-dan/463/")
    name = officer.page.locator("h1").inner_text()
    number = str(officer.page.locator('main a[href^="tel:"]').first.get_attribute("href"))
    assert name in names(officer, number[-4:])
    assert names(officer, "h000463") == [name]
    assert names(officer, "khong co ten nay") == []
    assert "Không tìm thấy hộ nào" in officer.text()


def test_f_17_a_duplicate_is_merged_and_the_old_code_leads_to_the_kept_record(
    officer: Person,
) -> None:
    officer.open("/ho-dan/trung/")
    pair = officer.page.locator("section.panel").filter(has_text="có lẽ là một hộ").first
    codes = [code.strip() for code in pair.locator("thead a").all_inner_texts()]
    dropped = str(pair.locator("thead a").last.get_attribute("href"))
    with officer.page.expect_navigation():
        pair.get_by_role("button", name=f"Là một hộ: giữ {codes[0]}").click()
    assert all(code in officer.text() for code in codes)
    officer.open(dropped)
    assert codes[0] in officer.page.locator(".notice").first.inner_text()
    officer.open(f"/ho-dan/?tim={codes[1]}")
    assert officer.page.locator("main td a").filter(has_text="H000").count() == 0


def test_s2_16_a_household_agrees_to_be_called_and_withdraws(officer: Person) -> None:
    officer.open("/ho-dan/2/")
    officer.page.locator('main a[href="/ho-dan/2/dong-y/contact/"]').click()
    page = officer.page
    page.get_by_label("ký trên giấy").check()
    page.get_by_label("Ai thay mặt hộ đồng ý?").fill("Tạ Thị Mười")
    page.get_by_label("Số điện thoại").fill("0950 123 456")
    page.get_by_label("Hộ đã nghe hoặc đọc").check()
    officer.press("Ghi sự đồng ý")
    assert page.locator('main a[href="tel:0950123456"]').count() == 1
    assert "Tạ Thị Mười" in names(officer, "3456")
    officer.open("/ho-dan/2/")
    page.get_by_text("Rút lại…").click()
    officer.press("Rút lại: ", exact=False)
    assert page.locator('main a[href^="tel:"]').count() == 0
    assert names(officer, "0950123456") == []


def test_an_erased_household_leaves_its_code_only(officer: Person) -> None:
    household = "/ho-dan/3/"
    officer.open(household)
    name = officer.page.locator("h1").inner_text()
    officer.press("Xóa theo quy định", exact=False)
    officer.page.locator("#id_reason").fill("Hộ yêu cầu xóa theo quy định")
    officer.page.locator("#id_code").fill("H000002")
    officer.press("Xóa hẳn")
    assert kept(officer, household, "Chủ hộ") == name
    officer.open(f"{household}xoa/")
    officer.page.locator("#id_reason").fill("Hộ yêu cầu xóa theo quy định")
    officer.page.locator("#id_code").fill("H000003")
    officer.press("Xóa hẳn")
    assert "H000003" in officer.text()
    assert name not in names(officer, "h000003")
    answer = officer.page.goto(f"{officer.address}{household}")
    assert answer is not None
    assert name not in officer.text()


def test_the_list_comes_back_in_the_layout_of_form_02_ready_for_a4(
    officer: Person, tmp_path: Path
) -> None:
    path = exported(officer, "Thôn 4", tmp_path)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert sheet.freeze_panes is not None
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.fitToWidth in (None, 1)
    page = sheet.sheet_properties.pageSetUpPr
    assert page is not None
    assert page.fitToPage
    assert sheet.print_title_rows
    printed = sheet.oddFooter
    footer = (printed.center, printed.right) if printed else ()
    assert "&P" in "".join(str(part.text) for part in footer if part)
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert "DANH SÁCH các hộ gia đình phân công phụ trách" in cells
    officer.open("/nhat-ky/?loai=xem")
    assert "Đỗ Thị Nga" in officer.text()


def exported(officer: Person, area: str, folder: Path) -> Path:
    """The list of an area, saved as a workbook to be corrected."""
    officer.open("/ho-dan/")
    with officer.page.expect_navigation():
        officer.page.locator("main").get_by_role("link", name=area, exact=True).click()
    officer.press("Lưu ra tệp")
    officer.page.get_by_label("Sửa danh sách rồi gửi lại").check()
    officer.page.get_by_label("Excel theo Mẫu 02", exact=False).check()
    with officer.page.expect_download() as download:
        officer.page.get_by_role("button", name="Lưu tệp").click()
    path = folder / "danh-sach.xlsx"
    download.value.save_as(path)
    return path


@pytest.mark.parametrize("width", [PHONE, DESK], ids=["360", "1440"])
def test_the_pages_of_the_register_fit_and_are_accessible(
    chromium: Browser, demo: str, width: dict[str, int]
) -> None:
    person = signed_in(chromium, demo, "canbo", width)
    for path in PAGES:
        visit(person, path)


def test_a_leaders_pages_of_the_register_fit_and_are_accessible(
    chromium: Browser, demo: str
) -> None:
    leader = signed_in(chromium, demo, "totruong", PHONE)
    leader.open("/to/ho-dan/")
    asked = leader.page.locator('main a[href*="/bien-dong/"]').first.get_attribute("href")
    choose = str(asked).partition("?")[0]
    for path in (choose, f"{choose}death/", f"{choose}moved_in/", "/ho-dan/da-bao/"):
        visit(leader, path)

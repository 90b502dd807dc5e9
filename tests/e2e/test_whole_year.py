"""A whole year in the demonstration, to the printed certificates: S0, S1 and S3 side by side.

S0-09, S0-24, S1-21, S2-12, S3-09, S3-11, S3-23, F-65…F-68, F-70, F-71, F-73.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.e2e import formation
from tests.e2e.people import DESK, PHONE, Person
from tests.e2e.test_demo_pages import visit
from tuquan.base import clock

pytestmark = pytest.mark.browser
PASSWORD = "minh-son-2026"


@pytest.fixture
def officer(chromium: Browser, demo: str) -> Person:
    person = Person.at(chromium, demo, DESK)
    person.sign_in("canbo", PASSWORD)
    return person


def open_cycle(person: Person, words: str) -> str:
    """The list of the sheets of a programme, by its short title; the address of its cycle."""
    person.open("/danh-gia/")
    option = person.page.locator("#cycle option").filter(has_text=words).first
    person.open(f"/danh-gia/?dot={option.get_attribute('value')}")
    return f"/danh-gia/dot/{option.get_attribute('value')}/"


def to_sheet(person: Person, name: str) -> str:
    """Follow the sheet of an area in the list; its address."""
    with person.page.expect_navigation():
        person.page.locator("main table").get_by_role("link", name=name, exact=True).click()
    return person.path()


def decide_and_certify(officer: Person, award: str, count: int) -> None:
    """The council's list, the decision, the certificates from their book; the first one is open."""
    officer.open(f"{award}hoi-dong/")
    for yes in officer.page.locator('main input[type="radio"][value="yes"]').all():
        yes.check()
    for name, votes in (("votes_for", "8"), ("votes_against", "1"), ("votes_abstaining", "0")):
        officer.page.locator(f'[name="{name}"]').fill(votes)
    officer.press("Lưu đề nghị của hội đồng")
    formation.send(officer, f"{award}quyet-dinh/")
    officer.press("Ban hành")
    assert "Đã ban hành, số" in officer.text()
    officer.open(award)
    formation.send(officer, f"{award}giay/")
    officer.press(f"Ban hành {count} giấy")
    officer.press("Ban hành")
    certificates = officer.page.locator('main a[href*="/van-ban/"]').filter(has_text="giấy số")
    for _ in range(60):
        officer.open(award)
        if certificates.count() == count:
            break
        officer.page.wait_for_timeout(1000)
    with officer.page.expect_navigation():
        certificates.first.click()


def register(person: Person, programme: str, area: str) -> None:
    """The area registers its first pledge of the year, as on its paper."""
    person.open("/thanh-lap/cam-ket/")
    link = person.page.locator('main a[href*="/cam-ket/chuong-trinh/"]').filter(has_text=programme)
    with person.page.expect_navigation():
        link.first.click()
    row = person.page.locator("main tbody tr").filter(has_text=area)
    with person.page.expect_navigation():
        row.locator("a.button").first.click()
    person.page.locator('[name="registered_by"]').fill("Hà Văn Lưu, Trưởng ban CTMT")
    denominator = person.page.locator('[name="denominator"]')
    if denominator.count():
        denominator.fill("120")
    with person.page.expect_navigation():
        person.page.locator("main form").last.get_by_role("button").last.click()


def test_s3_an_area_registers_is_checked_decided_with_all_read_by_everybody_and_praised(
    chromium: Browser, officer: Person, demo: str, tmp_path: Path
) -> None:
    register(officer, "ANTT", "Thôn 11")
    cycle = open_cycle(officer, "Tổ dân phố, bản tự quản")
    sheet = to_sheet(officer, "Thôn 4")
    visit(officer, sheet)
    printed = officer.page.request.get(f"{demo}{sheet}bieu.pdf")
    text = formation.text_of_pdf(printed.body(), tmp_path, "sheet")
    assert "BẢNG TỰ ĐÁNH GIÁ" in text
    assert all(word in text for word in ("Số tt", "Tiêu chí", "Có", "Không"))
    officer.press("Kiểm tra xong")
    assert "Phiếu đã kiểm tra xong." in officer.text()

    visit(officer, cycle)
    assert "6/6 khu dân cư đã đăng ký" in officer.text()
    officer.press("Kết luận tất cả (1)")
    assert "Đã kết luận." in officer.text()
    officer.press("Công khai kết quả")
    visit(officer, cycle + "xep-hang/")
    assert "97,5%" in officer.text()

    anybody = Person.at(chromium, demo, PHONE)
    number = cycle.strip("/").split("/")[-1]
    visit(anybody, f"/cong-khai/{number}/")
    told = anybody.text()
    assert "Phát triển toàn diện" in told
    assert "Thôn 4" in told

    officer.open("/khen-thuong/")
    officer.press_link("/merit/")
    officer.press("Mở đợt này")
    award = officer.path()
    officer.open(f"{award}de-cu/?loai=collective")
    officer.page.locator('[name="name"]').fill("Chi hội Phụ nữ Thôn 4")
    officer.page.locator('[name="reason"]').fill("Giữ tuyến đường hoa của cả thôn.")
    officer.press("Đề cử")
    decide_and_certify(officer, award, 1)
    text = formation.text_of_pdf(formation.files_of(officer)["pdf"], tmp_path, "merit")
    assert "Chi hội Phụ nữ Thôn 4" in text


def test_s0_an_area_registers_groups_are_nominated_and_get_their_printed_certificates(
    officer: Person, tmp_path: Path
) -> None:
    register(officer, "Mô hình tổ tự quản", "Thôn 11")
    visit(officer, open_cycle(officer, "Tổ tự quản Văn minh"))
    assert "6/6 khu dân cư đã đăng ký" in officer.text()
    visit(officer, "/khen-thuong/")
    officer.press_link("/commune_award/")
    officer.press("Mở đợt này")
    award = officer.path()
    officer.press("Đề xuất từ kết quả")
    ticks = officer.page.locator('main form input[type="checkbox"]')
    assert ticks.count() >= 3
    for number in range(3):
        ticks.nth(number).check()
    officer.press("Đề cử những nơi đã đánh dấu")
    assert "Đạt 9/9 tiêu chí" in officer.text()

    decide_and_certify(officer, award, 3)
    files = formation.files_of(officer)
    text = formation.text_of_pdf(files["pdf"], tmp_path, "certificate")
    assert "Đạt 9/9 tiêu chí" in text
    listed = officer.page.request.get(f"{officer.address}{award}danh-sach.pdf")
    assert listed.body().startswith(b"%PDF")


def test_s1_a_model_is_accepted_against_its_baseline_and_those_who_stood_out_are_praised(
    officer: Person, tmp_path: Path
) -> None:
    register(officer, "Nhân dân thảo luận", "Bản Ngọc")
    open_cycle(officer, "Khu dân cư tự quản")
    waiting = officer.page.locator("main tbody tr").filter(has_text="Chờ kiểm tra chung")
    with officer.page.expect_navigation():
        waiting.first.locator("a").first.click()
    page = officer.path()
    visit(officer, page)
    assert "Khảo sát ban đầu" in officer.text()
    board = officer.page.locator("#id_board option").filter(has_text="Ban Chỉ đạo").first
    formation.fill(
        officer,
        "/kiem-tra/",
        held_on=f"{clock.today():%d/%m/%Y}",
        board=str(board.get_attribute("value")),
        present="Lê Văn Tám, Trưởng ban\nHồ Văn Phú, Trưởng thôn",
        results="Ngõ sạch, hộ nào cũng có thùng rác.",
        shortcomings="Còn một đoạn chưa có đèn.",
        conclusion="Nghiệm thu.",
    )
    formation.send(officer, "/dat/")
    assert "Đã nghiệm thu" in officer.text()
    formation.send(officer, "/bien-ban/")
    assert "kiểm tra chung theo hướng dẫn" in officer.text()
    visit(officer, page + "ngay-hoi/")
    assert "Ngày hội" in officer.text()

    officer.open("/khen-thuong/")
    officer.press_link("/families_and_individuals/")
    officer.press("Mở đợt này")
    award = officer.path()
    officer.open(f"{award}de-cu/?loai=individual")
    officer.page.locator('[name="name"]').fill("Bà Vàng Thị Sáu")
    officer.page.locator('[name="reason"]').fill("Vận động cả ngõ trồng hoa, giữ ngõ sạch.")
    officer.press("Đề cử")
    decide_and_certify(officer, award, 1)
    text = formation.text_of_pdf(formation.files_of(officer)["pdf"], tmp_path, "praise")
    assert "Vàng Thị Sáu" in text

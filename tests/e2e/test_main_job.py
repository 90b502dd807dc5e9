"""The main job on the real server: from nothing to a monthly total and its workbook."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser

from tests.e2e.people import DESK, PHONE, Person
from tests.e2e.server import Installation

pytestmark = pytest.mark.browser
SAMPLE = Path(__file__).parent.parent / "data" / "samples" / "a1-thon-6.xlsx"


def test_from_an_empty_installation_to_the_total_of_a_month(
    chromium: Browser, empty: Installation, tmp_path: Path
) -> None:
    made = empty.json("setup", "--name", "Lê Thị Quản", "--username", "quanly", "--make-password")
    with empty.serve() as address:
        officer_login = set_up_the_commune(chromium, address, made["password"])
        officer = Person.at(chromium, address, DESK)
        officer.sign_in(*officer_login)
        officer.choose_own_password(officer_login[1], "cán bộ xã Yên 26")
        adopt(officer, "95-KH/ĐU")
        adopt(officer, "Khu dân cư tự quản (Tuyên Quang)", groups_of=True)
        import_the_list(officer)
        leader_login = form_groups_and_name_a_leader(officer)
        officer.open("/bao-cao/")
        officer.press("Mở kỳ đến hạn")

        # Without the worker every link leads to the pages of the server.
        leader = Person.at(chromium, address, PHONE)
        leader.sign_in(*leader_login)
        leader.choose_own_password(leader_login[1], "tổ trưởng tổ một 26")
        file_baseline(leader)
        file_month(leader)

        review(officer, "trả lại")
        correct(leader)
        review(officer, "duyệt")
        check_totals(officer, tmp_path)


def set_up_the_commune(chromium: Browser, address: str, password: str) -> tuple[str, str]:
    """The administrator's part of the first hour; the officer's first sign-in."""
    admin = Person.at(chromium, address, DESK)
    admin.sign_in("quanly", password)
    assert "Giờ đầu tiên" in admin.text()
    for name, kind, parent in (
        ("Tỉnh Nghệ Mẫu", "province", ""),
        ("Xã Yên Khê Hạ", "commune", "Tỉnh Nghệ Mẫu"),
        ("Thôn 6", "area", "Xã Yên Khê Hạ"),
    ):
        admin.open("/dia-ban/them/")
        admin.page.get_by_label("Tên", exact=True).fill(name)
        admin.page.get_by_label("Loại").select_option(kind)
        if parent:
            admin.page.get_by_label("Trực thuộc").select_option(label=parent)
        admin.page.get_by_label("Từ ngày").fill("01/07/2025")
        admin.press("Thêm")
    admin.open("/chuong-trinh/")
    while admin.page.locator("main form button").count():
        admin.press("Cài ", exact=False)
    admin.open("/tai-khoan/them/")
    admin.page.get_by_label("Họ và tên").fill("Đỗ Thị Nga")
    admin.page.get_by_label("Nơi").select_option(label="Xã Yên Khê Hạ")
    admin.page.get_by_label("Vai trò").select_option("commune_officer")
    admin.press("Lập tài khoản")
    first = admin.page.locator("#first-password").inner_text()
    return "ngadt", first


def adopt(officer: Person, programme: str, *, groups_of: bool = False) -> None:
    """Let the commune run a programme from 1 October."""
    officer.open("/chuong-trinh/")
    panel = officer.page.locator("section.panel").filter(has_text=programme)
    with officer.page.expect_navigation():
        panel.get_by_role("link", name="Áp dụng").click()
    officer.page.locator("#id_effective_from").fill("01/10/2026")
    if groups_of:
        officer.page.locator("#id_groups_of").select_option(index=1)
    officer.press("Áp dụng chương trình")
    assert "Đã tính các ngày của văn bản theo ngày 01/10/2026" in officer.text()
    officer.press("Áp dụng chương trình")


def import_the_list(officer: Person) -> None:
    """The workbook the village already has: 180 households, nothing doubtful."""
    officer.open("/ho-dan/nhap/")
    officer.page.locator("input[type=file]").set_input_files(SAMPLE)
    officer.choose("#id_place", "Thôn 6")
    officer.press("Đọc tệp")
    assert "Chưa ghi gì" in officer.text()
    assert "Nguyễn Văn Ân" in officer.text()
    officer.press("Ghi 180 hộ")
    officer.open("/ho-dan/")
    assert "180 hộ" in officer.text()
    area = officer.page.get_by_role("link", name="Thôn 6", exact=True)
    assert "180" in officer.page.get_by_role("row").filter(has=area).inner_text()


def form_groups_and_name_a_leader(officer: Person) -> tuple[str, str]:
    """Groups along the lanes, all within bounds; the first one gets its leader."""
    officer.open("/to/")
    with officer.page.expect_navigation():
        officer.page.get_by_role("link", name="Thôn 6").click()
    officer.press("Đề xuất chia tổ")
    assert "Ngõ Đình" in officer.text()
    officer.press("Xác nhận lập tổ")
    with officer.page.expect_navigation():
        officer.page.get_by_role("link", name="Tổ 1", exact=True).click()
    officer.page.locator("#holder_name").fill("Trần Đình Bảy")
    officer.press("Ghi nhận")
    figures = officer.page.locator("b.stat-value")
    return figures.nth(1).inner_text(), figures.nth(2).inner_text()


def file_baseline(leader: Person) -> None:
    """The survey first: every line answered, then sent."""
    assert leader.fits()
    assert "Khảo sát ban đầu" in leader.text()
    leader.press("Viết báo cáo")
    answer_every_line(leader, yes=False, figure="4")
    answer_every_line(leader, yes=False, figure="4")
    leader.press("Gửi cho xã")
    assert "Xã đã nhận" in leader.text()


def file_month(leader: Person) -> None:
    """The month: a figure larger than the group is refused at its line, and everything is kept."""
    leader.open("/bao-cao/cua-toi/")
    leader.page.get_by_role("link", name="Báo cáo tháng 11/2026").click()
    leader.page.wait_for_load_state()
    leader.press("Các điều còn lại đều đạt")
    leader.press("Tiếp: Con số trong tháng")
    assert "Đầu năm: 4" in leader.text()
    for box in leader.page.locator("main .count input").all():
        box.fill("9")
    sorting = leader.page.get_by_label("Hộ phân loại rác tại nhà", exact=True)
    sorting.fill("99")
    leader.press("Tiếp: Xem lại và gửi")
    assert "nhập 99" in leader.text()
    assert sorting.input_value() == "99"
    assert leader.page.get_by_label("Hộ có thùng rác", exact=True).input_value() == "9"
    sorting.fill("12")
    leader.press("Tiếp: Xem lại và gửi")
    leader.press("Gửi cho xã")
    assert "Xã đã nhận" in leader.text()
    assert leader.fits()


def answer_every_line(leader: Person, *, yes: bool, figure: str) -> None:
    """Answer what one step asks and go on."""
    leader.page.wait_for_load_state()
    assert leader.fits()
    for line in leader.page.locator("main fieldset").all():
        line.locator("input.yes" if yes else "input.no").check()
    for box in leader.page.locator("main .count input").all():
        box.fill(figure)
    leader.press("Tiếp: ", exact=False)


def review(officer: Person, decision: str) -> None:
    """Open the month's report from the desk, beside the baseline, and decide."""
    officer.open("/bao-cao/?loc=tat-ca")
    officer.choose("select[name=ky]", "Báo cáo tháng 11/2026")
    officer.press("Xem kỳ này")
    with officer.page.expect_navigation():
        officer.page.get_by_role("link", name="Tổ 1 · Thôn 6").first.click()
    assert "đầu năm" in officer.text().lower()
    if decision == "duyệt":
        officer.press("Duyệt báo cáo")
    else:
        officer.page.get_by_label("Cần sửa chỗ nào?").fill("Số hộ phân loại rác hình như thiếu.")
        officer.press("Trả lại để sửa")


def correct(leader: Person) -> None:
    """The leader sees why, and sends it again."""
    leader.open("/")
    assert "Số hộ phân loại rác hình như thiếu." in leader.text()
    leader.press("Sửa báo cáo")
    leader.press("Tiếp: Con số trong tháng")
    leader.page.get_by_label("Hộ phân loại rác tại nhà", exact=True).fill("15")
    leader.press("Tiếp: Xem lại và gửi")
    leader.press("Gửi cho xã")
    assert "Xã đã nhận" in leader.text()


def check_totals(officer: Person, folder: Path) -> None:
    """The commune's total beside the baseline, and the same figure in the workbook."""
    officer.open("/so-lieu/")
    officer.choose("select[name=ky]", "tháng 11/2026")
    officer.press("Xem")
    row = officer.page.get_by_role("row", name="Hộ phân loại rác tại nhà").first.inner_text()
    assert "15" in row
    assert "4" in row
    with officer.page.expect_download() as download:
        officer.page.get_by_role("link", name="Tệp Excel").click()
    path = folder / "so-lieu.xlsx"
    download.value.save_as(path)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    lines = [[cell.value for cell in line] for line in sheet.iter_rows()]
    [line] = [line for line in lines if line[0] == "Hộ phân loại rác tại nhà"]
    assert 15 in line
    assert 4 in line

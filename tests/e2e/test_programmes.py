"""Programmes in Chromium: read, adopted on a commune's own terms, followed, fed to a calendar."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload

from tests.e2e.people import DESK, PHONE, Person
from tests.e2e.server import Installation
from tests.e2e.test_demo_pages import PASSWORD, visit

pytestmark = pytest.mark.browser
PACKS = Path(__file__).parents[2] / "src" / "tuquan" / "packs"


@pytest.fixture
def officer(chromium: Browser, demo: str) -> Person:
    person = Person.at(chromium, demo, DESK)
    person.sign_in("canbo", PASSWORD)
    return person


def link(person: Person, path: str, beginning: str) -> str:
    """The first address on a page that begins so."""
    person.open(path)
    found = person.page.locator(f'main a[href^="{beginning}"]').first
    return str(found.get_attribute("href"))


def programme(person: Person, name: str) -> str:
    """The address of a programme's document, by its short title."""
    person.open("/chuong-trinh/")
    found = person.page.locator("main h2 a, main h3 a").filter(has_text=name).first
    if not found.count():
        found = person.page.locator('main a[href^="/chuong-trinh/"]').filter(has_text=name).first
    return str(found.get_attribute("href"))


def test_s2_22_an_officer_adopts_a_plan_whose_days_are_past_and_sees_them_moved(
    officer: Person,
) -> None:
    officer.open(programme(officer, "Tổ Dân vận cộng đồng"))
    assert "Tổ Covid cộng đồng" in officer.text()
    officer.press("Áp dụng")
    officer.page.get_by_label("Áp dụng từ ngày").fill("01/03/2027")
    officer.press("Áp dụng chương trình")
    assert "Đã tính các ngày của văn bản theo ngày 01/03/2027" in officer.text()
    first = officer.page.locator('[name="day_milestones/district_plan"]')
    assert first.input_value() == "10/03/2027"
    first.fill("12/03/2027")
    officer.press("Áp dụng chương trình")
    assert "Xã Minh Sơn (minh họa)" in officer.text()
    assert officer.page.locator("main").get_by_text("12/03/2027").count() > 0
    assert officer.complaints == []


def test_s3_13_the_criteria_sheet_reads_as_the_source_with_every_bound_in_words(
    officer: Person,
) -> None:
    address = programme(officer, "phát triển toàn diện")
    visit(officer, address)
    text = officer.text()
    assert "Có điểm, tụ điểm ma túy, mại dâm." in text
    assert "trên 80 %" in text
    assert "từ 70 % trở lên" in text
    assert "Bảng tự đánh giá, dòng 206" in text


def test_a_place_asks_for_more_and_never_for_less(officer: Person) -> None:
    adoption = link(officer, programme(officer, "phát triển toàn diện"), "/chuong-trinh/noi/")
    officer.open("/".join([*adoption.split("/")[:4], ""]))
    bound = officer.page.locator('[name^="bound_"]').first
    name = str(bound.get_attribute("name"))
    bound.fill("1")
    officer.press("Ghi lại")
    assert "không chặt hơn mức" in officer.text()
    officer.page.locator(f'[name="{name}"]').fill("99")
    officer.press("Ghi lại")
    assert "Đã ghi cách làm" in officer.text()
    assert officer.page.locator(f'[name="{name}"]').input_value() == "99"


def test_an_officer_marks_a_milestone_and_takes_it_back(officer: Person) -> None:
    adoption = link(officer, programme(officer, "Khu dân cư tự quản"), "/chuong-trinh/noi/")
    officer.open(f"{adoption.split('/moc')[0].rstrip('/')}/moc/")
    opened = officer.page.locator("details").filter(has_text="Ghi là đã xong").first
    opened.locator("summary").click()
    opened.get_by_label("Minh chứng").fill("Quyết định 12")
    with officer.page.expect_navigation():
        opened.get_by_role("button").click()
    assert "Quyết định 12" in officer.text()
    row = officer.page.locator("tr").filter(has_text="Quyết định 12")
    with officer.page.expect_navigation():
        row.get_by_role("button").click()
    assert "Quyết định 12" not in officer.text()


def test_a_calendar_program_reads_the_deadlines_until_the_address_is_revoked(
    officer: Person,
) -> None:
    officer.open("/chuong-trinh/lich/dia-chi/")
    with officer.page.expect_navigation():
        officer.page.locator('form[action$="/mo/"] button').click()
    address = officer.page.locator("#feed-address").inner_text()
    answer = officer.page.request.get(address)
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/calendar")
    lines = answer.text().split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert "DTSTART;VALUE=DATE:20261205" in lines
    assert max(len(line.encode()) for line in lines) <= 75
    officer.open("/chuong-trinh/lich/dia-chi/")
    with officer.page.expect_navigation():
        officer.page.locator('form[action$="/huy/"] button').first.click()
    assert officer.page.request.get(address).status == 404


def archive(text: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        for path in sorted((PACKS / "tam-ky-2025").rglob("*.yaml")):
            name = f"tam-ky-2025/{path.relative_to(PACKS / 'tam-ky-2025')}"
            content = path.read_text("utf-8")
            packed.writestr(name, content.replace("kind: province", text))
    return held.getvalue()


def test_an_administrator_sees_the_line_of_a_mistake_and_installs_the_pack_put_right(
    chromium: Browser, empty: Installation
) -> None:
    made = empty.with_tables().json(
        "setup", "--name", "Lê Thị Quản", "--username", "quanly", "--make-password"
    )
    with empty.serve() as address:
        person = Person.at(chromium, address, DESK)
        person.sign_in("quanly", made["password"])
        for text, button, expected in (
            ("kind: provnce", "Kiểm tra", "Có phải ý là “province”?"),
            ("kind: province", "Kiểm tra", "Đọc được"),
            ("kind: province", "Cài đặt", "Khu dân cư tự quản, đoàn kết, ấm no, hạnh phúc"),
        ):
            person.open("/chuong-trinh/kiem-tra/")
            packed = FilePayload(name="p.zip", mimeType="application/zip", buffer=archive(text))
            person.page.locator('input[type="file"]').set_input_files(packed)
            person.press(button)
            assert expected in person.text()
        person.open("/chuong-trinh/")
        assert "48/KH-MTTQ-BTT" in person.text()


@pytest.mark.parametrize("width", [PHONE, DESK], ids=["360", "1440"])
def test_the_pages_that_follow_a_programme_fit_and_are_accessible(
    chromium: Browser, demo: str, width: dict[str, int]
) -> None:
    person = Person.at(chromium, demo, width)
    person.sign_in("canbo", PASSWORD)
    document = programme(person, "Khu dân cư tự quản")
    for path in (
        "/chuong-trinh/lich/",
        "/chuong-trinh/lich/?den=nam",
        "/chuong-trinh/lich/thang/",
        "/chuong-trinh/lich/ngay-hoi/",
        "/chuong-trinh/lich/dia-chi/",
        "/bao-cao/doi-theo/",
        document,
        f"{document}ap-dung/",
        link(person, document, f"{document}mau/"),
        link(person, document, f"{document}giay-to/"),
        link(person, document, "/chuong-trinh/noi/"),
    ):
        visit(person, path)

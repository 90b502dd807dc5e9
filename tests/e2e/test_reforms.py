"""S0-10, S0-13: places are merged and divided at the desk, in Chromium, and taken back again."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from tests.e2e.people import DESK, PHONE, Person
from tests.e2e.test_demo_pages import PASSWORD, visit

pytestmark = pytest.mark.browser

PAGES = (
    "/dia-ban/",
    "/dia-ban/?ngay=30/11/2025",
    "/dia-ban/nguon/",
    "/dia-ban/sap-xep/",
    "/dia-ban/sap-xep/moi/rename/",
    "/dia-ban/sap-xep/moi/merge/",
    "/dia-ban/sap-xep/moi/split/",
    "/dia-ban/sap-xep/moi/abolish/",
    "/so-lieu/?ngay=30/11/2025",
)
FIRST_DAY, DAY_BEFORE = "20/11/2026", "19/11/2026"


@pytest.fixture
def officer(chromium: Browser, demo: str) -> Person:
    person = Person.at(chromium, demo, DESK)
    person.sign_in("canbo", PASSWORD)
    return person


def start(officer: Person, operation: str) -> None:
    """From the list of places to the form of an operation."""
    officer.open("/dia-ban/")
    officer.press("Sắp xếp địa bàn")
    officer.press(operation, exact=False)


def see_what_would_change(officer: Person, number: str) -> None:
    """Write the decision down, and look at the preview."""
    officer.page.get_by_label("Có hiệu lực từ").fill(FIRST_DAY)
    officer.page.get_by_label("Số quyết định, nghị quyết").fill(number)
    officer.page.get_by_label("Lý do").fill("Sắp xếp thôn chưa đủ quy mô.")
    officer.press("Xem trước thay đổi")
    assert "Địa bàn trước và sau" in officer.text()
    assert officer.complaints == []


def carry_out(officer: Person) -> str:
    """Carry out what the preview shows, not before it is ticked; the address of the reform."""
    officer.press("Thực hiện ngay")
    assert officer.page.locator(".error-summary, [role=alert]").count() > 0
    officer.page.get_by_label("Quyết định đã ký", exact=False).check()
    officer.press("Thực hiện ngay")
    return officer.page.url.removeprefix(officer.address)


def take_back(officer: Person, reform: str) -> None:
    """Undo, with the reason; the map is as before."""
    officer.open(reform)
    officer.page.locator("#id_reason").fill("Quyết định được thu hồi")
    officer.press("Hoàn lại")
    assert "đã hoàn lại" in officer.text().lower()


def places_on(officer: Person, day: str = "") -> set[str]:
    """The names of the places on the map of a day."""
    officer.open(f"/dia-ban/?ngay={day}" if day else "/dia-ban/")
    return set(officer.page.locator("tbody td:first-child a").all_inner_texts())


def figures(officer: Person, day: str = "") -> list[str]:
    """The commune's figures of October, on the map of a day."""
    officer.open(f"/so-lieu/?ngay={day}" if day else "/so-lieu/")
    return officer.page.locator("section.panel").first.locator("tbody tr").all_inner_texts()


def groups(officer: Person) -> int:
    """How many groups the list of groups counts in all areas."""
    officer.open("/to/")
    rows = officer.page.locator("tbody tr").all_inner_texts()
    assert rows
    return sum(int(re.sub(r"\D", "", row.split("\t")[1])) for row in rows)


def test_s0_10_two_areas_are_merged_with_equal_totals_and_the_merger_is_undone(
    officer: Person,
) -> None:
    before, counted, standing = places_on(officer), figures(officer), groups(officer)
    start(officer, "Sáp nhập")
    officer.page.get_by_label("Thôn 9", exact=False).check()
    officer.page.get_by_label("Thôn 11", exact=False).check()
    officer.page.get_by_label("Tên nơi mới").fill("Thôn Hòa Bình")
    see_what_would_change(officer, "31/NQ-HĐND")
    assert places_on_preview(officer) >= {"Thôn 9", "Thôn 11", "Thôn Hòa Bình"}
    assert officer.fits()
    reform = carry_out(officer)

    with officer.page.expect_navigation():
        officer.page.get_by_role("link", name="Biên bản để in và ký").click()
    assert "31/NQ-HĐND" in officer.text()
    assert "Số liệu trước và sau bằng nhau." in officer.text()
    rows = officer.page.locator("table").last.locator("tbody tr")
    totals = {
        row.locator("td").nth(0).inner_text(): (
            row.locator("td").nth(1).inner_text(),
            row.locator("td").nth(2).inner_text(),
        )
        for row in rows.all()
    }
    assert totals["Số hộ"] == ("267", "267")
    assert all(earlier == later for earlier, later in totals.values())

    assert places_on(officer) == before - {"Thôn 9", "Thôn 11"} | {"Thôn Hòa Bình"}
    assert places_on(officer, DAY_BEFORE) == before
    assert groups(officer) == standing
    assert figures(officer) == counted
    assert figures(officer, DAY_BEFORE) == counted
    officer.open(f"/so-lieu/?ngay={DAY_BEFORE}")
    assert officer.page.get_by_role("row", name="Thôn 11").count() == 1
    officer.open("/so-lieu/")
    assert officer.page.get_by_role("row", name="Thôn Hòa Bình").count() == 1

    take_back(officer, reform)
    assert places_on(officer) == before
    assert figures(officer) == counted
    assert groups(officer) == standing
    assert officer.complaints == []


def places_on_preview(officer: Person) -> set[str]:
    """The places that the preview names."""
    return set(officer.page.locator("table").first.locator("tbody b").all_inner_texts())


def test_s0_13_an_area_is_divided_with_its_groups_and_the_division_is_undone(
    officer: Person,
) -> None:
    before, counted, standing = places_on(officer), figures(officer), groups(officer)
    start(officer, "Chia tách")
    officer.choose("#id_dia_ban", "Thôn 2")
    officer.press("Tiếp tục")
    officer.page.get_by_label("Tên phần 1").fill("Thôn 2A")
    officer.page.get_by_label("Tên phần 2").fill("Thôn 2B")
    officer.press("Đưa tên vào danh sách bên dưới")
    for group in ("Tổ 1", "Tổ 2", "Tổ 3"):
        box = officer.page.get_by_label(re.compile(f"^{group}\\b")).get_attribute("id")
        officer.choose(f"#{box}", "Thôn 2A")
    officer.choose("#id_rest", "Thôn 2B")
    see_what_would_change(officer, "32/NQ-HĐND")
    assert places_on_preview(officer) >= {"Thôn 2", "Thôn 2A", "Thôn 2B"}
    officer.press("Quay lại sửa", exact=False)
    assert officer.page.get_by_label("Tên phần 1").input_value() == "Thôn 2A"
    officer.press("Xem trước thay đổi")
    reform = carry_out(officer)
    assert places_on(officer) == before - {"Thôn 2"} | {"Thôn 2A", "Thôn 2B"}
    officer.open("/to/")
    assert "\t3\t" in officer.page.get_by_role("row", name="Thôn 2A").inner_text() + "\t"
    assert groups(officer) == standing
    assert figures(officer) == counted
    take_back(officer, reform)
    assert places_on(officer) == before
    assert figures(officer) == counted
    assert officer.complaints == []


@pytest.mark.parametrize("width", [PHONE, DESK], ids=["360", "1440"])
def test_the_pages_of_places_and_reforms_fit_and_are_accessible(
    chromium: Browser, demo: str, width: dict[str, int]
) -> None:
    person = Person.at(chromium, demo, width)
    person.sign_in("canbo", PASSWORD)
    for path in PAGES:
        visit(person, path)
    for beginning in ("/dia-ban/sap-xep/1/", "/dia-ban/sap-xep/1/bien-ban/"):
        visit(person, beginning)

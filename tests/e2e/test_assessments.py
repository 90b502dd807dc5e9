"""S0-05, S0-06, S0-09, F-26…F-30: a sheet on its way through three pairs of hands."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.e2e.people import DESK, PHONE, Person
from tests.e2e.test_demo_pages import visit

pytestmark = pytest.mark.browser
PASSWORD = "minh-son-2026"
ROWS = 9
WHY = "Rác còn đổ ở đầu ngõ ba lần trong năm."


def mark(person: Person, row: int, box: str) -> None:
    """Press a box of a row."""
    fields = person.page.locator("fieldset.question").nth(row)
    fields.get_by_role("radio", name=box, exact=True).check()


def test_a_leader_marks_the_head_finds_otherwise_and_the_commune_concludes(
    chromium: Browser, demo: str
) -> None:
    leader = Person.at(chromium, demo, PHONE, has_touch=True)
    leader.sign_in("totruong", PASSWORD)
    leader.press_link("/danh-gia/phieu/")
    sheet = leader.path()
    visit(leader, sheet)
    for row in range(ROWS - 1):
        mark(leader, row, "Có")
    leader.press("Nộp phiếu")
    assert "Dòng 9 chưa đánh dấu." in leader.text()
    mark(leader, ROWS - 1, "Có")
    leader.press("Nộp phiếu")
    assert "Đã nộp phiếu." in leader.text()

    head = Person.at(chromium, demo, DESK)
    head.sign_in("truongthon", PASSWORD)
    visit(head, sheet)
    fields = head.page.locator("fieldset.marks").nth(3)
    fields.get_by_role("radio", name="Không", exact=True).check()
    head.press("Kiểm tra xong")
    assert "Ghi vì sao." in head.text()
    fields.get_by_label("Vì sao?").fill(WHY)
    head.press("Kiểm tra xong")
    assert "Phiếu đã kiểm tra xong." in head.text()

    officer = Person.at(chromium, demo, DESK)
    officer.sign_in("canbo", PASSWORD)
    visit(officer, sheet)
    officer.press("Kết luận")
    visit(officer, officer.path())
    told = officer.text()
    assert "8 dòng đạt, 1 dòng chưa đạt" in told
    assert WHY in told
    assert "Tỷ lệ tiêu chí đạt – 88,89 % < 100 %: không đạt" in told
    visit(leader, officer.path())
    assert leader.complaints + head.complaints + officer.complaints == []

"""F-111, F-113: from the printed card to the phone, and the change of a leader at the desk.

The names of buttons are left to the pages: what is pressed is found by where it leads.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.people import DESK, KEEPS_PAGES, PHONE, Person

pytestmark = pytest.mark.browser
AREA = "Bản Ngọc"
AGENT = "Mozilla/5.0 (Linux; Android 9) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"
MOST_TAPS = 12


@dataclass
class Hand:
    """A hand at the desk that counts its taps."""

    page: Page
    taps: int = 0

    def tap(self, place: str) -> None:
        """Press something that leads to another page."""
        self.taps += 1
        with self.page.expect_navigation():
            self.page.locator(place).first.click()

    def write(self, field: str, text: str) -> None:
        """Tap into a field and type."""
        self.taps += 1
        self.page.locator(field).click()
        self.page.keyboard.type(text)


def printed_code(page: Page) -> str:
    """The short code of the card on the page."""
    return page.locator(".card-code").inner_text()


def let_in_by(chromium: Browser, address: str, code: str) -> Person:
    """A phone on which somebody types the code of a card and says that it is them."""
    person = Person.at(chromium, address, PHONE, user_agent=AGENT, **KEEPS_PAGES)
    person.open("/vao/")
    person.page.locator("input[name=code]").fill(code.lower())
    with person.page.expect_navigation():
        person.page.locator("main form button").click()
    assert person.fits()
    with person.page.expect_navigation():
        person.page.locator("main form button").click()
    assert person.path() == "/"
    return person


def test_a_leader_changes_in_twelve_taps_and_the_old_phone_loses_nothing(
    chromium: Browser, demo: str
) -> None:
    desk = Person.at(chromium, demo, DESK)
    desk.sign_in("canbo", "minh-son-2026")

    # A card for the present leader, and their phone
    desk.open("/tai-khoan/the/")
    row = desk.page.locator("tr", has_text=AREA).first
    present = row.locator("td a").inner_text()
    with desk.page.expect_navigation():
        row.locator("td a").click()
    with desk.page.expect_navigation():
        desk.page.locator('form[action$="/the/lam/"] button').click()
    assert desk.page.locator(".sign-in-card h2").inner_text() == present
    group = desk.page.locator(".sign-in-card h2 + p").inner_text().split(", ")[1]
    old = let_in_by(chromium, demo, printed_code(desk.page))
    old.page.context.clear_cookies(name="sessionid")
    old.open("/")
    assert old.path() == "/"

    # The change, from the first page of the desk to the card of the new leader
    desk.open("/bao-cao/")
    hand = Hand(desk.page)
    hand.tap('a[href="/to/"]')
    hand.tap(f'main a:has-text("{AREA}")')
    hand.tap(f'main a:text-is("{group}")')
    hand.tap('main a[href$="/doi-to-truong/"]')
    hand.write("input[name=name]", "Lò Thị Ánh Tuyết")
    hand.write("input[name=reason]", "Chuyển đi nơi khác")
    hand.tap("main form button")
    assert hand.taps <= MOST_TAPS - 1  # one more prints
    assert desk.page.locator(".sign-in-card h2").inner_text() == "Lò Thị Ánh Tuyết"
    new_code = printed_code(desk.page)

    # The old phone is led to where it hands over, says so and is nobody's; the new one opens
    old.page.goto(f"{demo}/toi/")
    assert old.page.url.endswith("/may/?dong")
    old.page.locator('[data-line="closed"]').wait_for()
    old.wait_until("caches.keys().then((names) => !names.length)")
    old.page.goto(f"{demo}/toi/")
    assert "/dang-nhap/" in old.page.url
    new = let_in_by(chromium, demo, new_code)
    assert group in new.text()
    second = Person.at(chromium, demo, PHONE, user_agent=AGENT, **KEEPS_PAGES)
    second.open("/vao/")
    second.page.locator("input[name=code]").fill(new_code)
    with second.page.expect_navigation():
        second.page.evaluate("document.querySelector('main form').requestSubmit()")
    assert second.page.locator("main form").count() == 0
    assert desk.complaints + old.complaints + new.complaints == []

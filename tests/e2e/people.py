"""What people do in a browser, in their own words."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any, Self

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

DESK = {"width": 1440, "height": 900}
PHONE = {"width": 360, "height": 740}
KEEPS_PAGES = {"service_workers": "allow"}


@dataclass
class Person:
    """Somebody at a screen."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    @classmethod
    def at(cls, browser: Browser, address: str, width: dict[str, int], **more: object) -> Self:
        """A fresh browser of their own.

        It keeps no pages unless it is told to (`KEEPS_PAGES`): whether a link already leads to a
        kept page would depend on how far keeping has come.
        """
        viewport = {"width": width["width"], "height": width["height"]}
        usual: dict[str, Any] = {"service_workers": "block", "locale": "vi-VN"}
        context: BrowserContext = browser.new_context(**usual | {"viewport": viewport} | more)
        page = context.new_page()
        person = cls(page, address)
        page.on("pageerror", lambda error: person.complaints.append(str(error)))
        page.on("console", person.hear)
        return person

    def hear(self, said: ConsoleMessage) -> None:
        """Keep what the browser complains about, such as something the page's policy refused."""
        if said.type == "error" and "Failed to load resource" not in said.text:
            self.complaints.append(said.text)

    def open(self, path: str) -> None:
        """Go to an address of the product."""
        answer = self.page.goto(f"{self.address}{path}")
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"

    def sign_in(self, username: str, password: str) -> None:
        """Sign in."""
        self.open("/dang-nhap/")
        self.page.get_by_label("Tên đăng nhập").fill(username)
        self.page.get_by_label("Mật khẩu").fill(password)
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("button", name="Đăng nhập").click()

    def choose_own_password(self, first: str, own: str) -> None:
        """Replace the first password, as the page asks."""
        self.page.get_by_label("Mật khẩu đang dùng").fill(first)
        self.page.get_by_label("Mật khẩu mới").fill(own)
        self.press("Lưu mật khẩu")

    def press(self, name: str, *, exact: bool = True) -> None:
        """Press a button, or follow a link, and wait for the page it leads to."""
        main = self.page.locator("main")
        button = main.get_by_role("button", name=name, exact=exact)
        target = button if button.count() else main.get_by_role("link", name=name, exact=exact)
        with self.page.expect_navigation():
            target.first.click()

    def press_link(self, address: str) -> None:
        """Follow the first link of the page to an address with this in it."""
        with self.page.expect_navigation():
            self.page.locator(f'main a[href*="{address}"]').first.click()

    def wait_until(self, asked: str, seconds: float = 30) -> None:
        """Wait until something holds on the page; asked from outside, as it forbids eval."""
        until = time.monotonic() + seconds
        while not self.page.evaluate(asked):
            assert time.monotonic() < until, asked
            self.page.wait_for_timeout(200)

    def path(self) -> str:
        """Where on the product the person is."""
        return self.page.url.removeprefix(self.address)

    def choose(self, box: str, wording: str) -> None:
        """Choose the first line of a list that contains these words."""
        options = self.page.locator(f"{box} option").filter(has_text=wording)
        self.page.locator(box).select_option(options.first.get_attribute("value"))

    def text(self) -> str:
        """What stands on the page."""
        return self.page.locator("body").inner_text()

    def fits(self) -> bool:
        """Whether nothing runs out of the screen sideways."""
        width = self.page.evaluate("document.documentElement.scrollWidth")
        return bool(width <= self.page.viewport_size["width"])  # type: ignore[index]

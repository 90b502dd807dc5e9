"""A leader's telephone without network: births and moves told, signatures ticked, once each.

Screens L5 and L6 of frontend.md section 5 (S2-15, S2-16, F-13, F-14, F-82, F-107, F-109, F-110).
"""

from __future__ import annotations

import gzip
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.e2e.backstage import Ask, backstage
from tests.e2e.offline import HAS_WORKER, Phone, Server
from tests.e2e.proxy import Line
from tests.e2e.server import Installation

pytestmark = pytest.mark.browser
COUNT_TAPS = """addEventListener("pointerdown", (event) => {
  if (event.isTrusted) localStorage.taps = 1 + Number(localStorage.taps || 0);
}, true);"""
KEPT = """Promise.all([caches.match("/may/ho/"), caches.match("/may/bien-dong/"),
  TuQuan.kept("households"), TuQuan.kept("instead")]).then((all) => all.every(Boolean))"""
TOLD, TICKED = 6, 2
OWN_SCRIPT, MOST_SCRIPT = 3 * 1024, 15 * 1024


@dataclass
class Village:
    """The served commune and what to ask of its database."""

    address: str
    ask: Ask
    known: dict[str, Any]

    def household(self, number: int) -> int:
        """The households of the group in the order of the list."""
        return int(self.known["households"][number])


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Village]:
    """A group, served; every test takes a household of its own."""
    installation = Installation(tmp_path_factory.mktemp("population") / "data").with_tables()
    with backstage(installation, "population_scene") as ask:
        known = ask("make_people")
        with installation.serve() as address:
            yield Village(address, ask, known)


@pytest.fixture
def phone(chromium: Browser, village: Village, tmp_path: Path) -> Iterator[Phone]:
    """The leader's telephone, which keeps what it needs."""
    server = Server(village.address)
    line = Line(server.port)
    options = {"has_touch": True}
    made = Phone(chromium, tmp_path / "profile", server, line, COUNT_TAPS, options)
    made.start()
    made.open("/dang-nhap/")
    made.page.get_by_label("Tên đăng nhập").fill(village.known["leader"])
    made.page.get_by_label("Mật khẩu").fill(village.known["password"])
    with made.page.expect_navigation():
        made.page.locator("main").get_by_role("button", name="Đăng nhập").click()
    made.open("/")
    made.until(KEPT, 90)
    made.until(HAS_WORKER, 30)
    made.open("/")
    yield made
    made.stop()
    line.stop()


def taps(page: Page) -> int:
    """How often the screen was touched since the first page was opened."""
    return int(page.evaluate("Number(localStorage.taps || 0)"))


def tell_a_birth(phone: Phone, household: int) -> None:
    """From the first page to the receipt."""
    page = phone.page
    page.evaluate("localStorage.taps = 0")
    page.locator("nav.bottom a[href='/to/ho-dan/']").tap()
    page.locator(f"a[href='/may/bien-dong/?ho={household}']").tap()
    page.locator("a[data-kind=birth]").tap()
    page.locator("#person_name").tap()
    page.keyboard.type("Lê Bé Na")
    page.locator("#tell button[type=submit]").tap()
    expect(page.locator("#lines")).to_contain_text("Lê Bé Na")
    page.locator("#send").tap()
    expect(page.locator("#receipt")).to_be_visible()


def test_a_birth_told_without_network_waits_at_the_desk_once(
    phone: Phone, village: Village
) -> None:
    household = village.household(1)
    phone.off()
    tell_a_birth(phone, household)
    assert taps(phone.page) <= TOLD
    expect(phone.page.locator("#receipt .chip.waiting")).to_be_visible()
    assert village.ask("waiting_of", household) == []
    phone.restart()
    phone.open("/may/so-gui/")
    [item] = phone.items()
    assert (item["kind"], item["state"]) == ("population", "queued")
    phone.on()
    phone.open("/may/so-gui/")
    phone.until("TuQuan.outbox.all().then(([one]) => one.state === 'received')")
    assert village.ask("waiting_of", household) == [["birth", "Lê Bé Na"]]
    phone.flush()
    phone.restart()
    phone.open(f"/may/bien-dong/?da={item['key']}")
    expect(phone.page.locator("#receipt .chip.accepted")).to_be_visible()
    assert phone.items()[0]["waits"] is True
    assert len(village.ask("waiting_of", household)) == 1


def test_a_household_that_changed_meanwhile_is_shown_and_the_leader_decides(
    phone: Phone, village: Village
) -> None:
    household = village.household(2)
    phone.off()
    tell_a_birth(phone, household)
    village.ask("change_household", household)
    phone.on()
    clash = phone.page.locator("#clash")
    expect(clash).to_be_visible(timeout=30000)
    expect(clash.locator("#theirs")).to_contain_text("6")
    expect(clash.locator("#told")).to_contain_text("Lê Bé Na")
    assert village.ask("waiting_of", household) == []
    phone.page.locator("#settle").tap()
    expect(phone.page.locator("#receipt .chip.accepted")).to_be_visible(timeout=30000)
    assert len(village.ask("waiting_of", household)) == 1


def test_what_was_begun_is_there_again_and_a_wrong_day_is_said(
    phone: Phone, village: Village
) -> None:
    phone.off()
    page = phone.open(f"/may/bien-dong/?ho={village.household(3)}&loai=moved_in")
    page.locator("#person_name").fill("Hồ Thị Út")
    page.locator("#happened_on").fill("31/02/2026")
    page.wait_for_timeout(500)
    phone.restart()
    page = phone.open(f"/may/bien-dong/?ho={village.household(3)}&loai=moved_in")
    expect(page.locator("#person_name")).to_have_value("Hồ Thị Út")
    page.locator("#tell button[type=submit]").tap()
    expect(page.locator(".field.wrong #happened_on")).to_be_focused()
    expect(page.locator("#send")).to_be_hidden()
    page.locator("#happened_on").fill("19/11/2026")
    page.locator("#tell button[type=submit]").tap()
    expect(page.locator("#send")).to_be_visible()
    page.go_back()
    expect(page.locator("#person_name")).to_be_visible()
    assert phone.items() == []


def test_a_household_is_found_without_marks_and_called_where_it_agreed(
    phone: Phone, village: Village
) -> None:
    """S2-16: whoever did not agree has no button to call."""
    phone.off()
    page = phone.open("/may/ho/")
    expect(page.locator("#households > li")).to_have_count(20)
    expect(page.locator("a[href^='tel:']:visible")).to_have_count(1)
    page.locator("#q").fill("0912345678")
    expect(page.locator("#households > li")).to_have_count(1)
    expect(page.locator("#households b:visible")).to_have_text(village.known["name"])
    page.locator("#q").fill("ngo dinh")
    expect(page.locator("#households > li")).to_have_count(20)


def test_a_signature_is_ticked_with_two_taps_without_network_and_entered_once(
    phone: Phone, village: Village
) -> None:
    household = village.household(4)
    phone.off()
    page = phone.page
    page.evaluate("localStorage.taps = 0")
    page.locator("nav.bottom a[href='/to/ho-dan/']").tap()
    box = page.locator(f"#households input[value='{household}']")
    box.locator("xpath=..").tap()
    expect(box).to_be_checked()
    assert taps(page) <= TICKED
    other = page.locator("#households input").nth(5)
    other.locator("xpath=..").tap()
    phone.until("TuQuan.outbox.all().then(([one]) => Object.keys(one.data).length === 2)")
    other.locator("xpath=..").tap()
    phone.until("TuQuan.outbox.all().then(([one]) => Object.keys(one.data).length === 1)")
    phone.restart()
    phone.open("/may/ho/")
    expect(phone.page.locator(f"#households input[value='{household}']")).to_be_checked()
    assert village.ask("signed") == []
    phone.on()
    phone.until("TuQuan.outbox.all().then(([one]) => one.state === 'received')", 40)
    expect(phone.page.locator(f"#households input[value='{household}']")).to_be_disabled()
    phone.flush()
    assert village.ask("signed") == [household]


@pytest.mark.parametrize("path", ["/may/bien-dong/", "/may/bien-dong/?ho={household}", "/may/ho/"])
def test_the_pages_fit_a_small_screen_and_everybody_can_use_them(
    phone: Phone, village: Village, path: str
) -> None:
    page = phone.open(path.format(household=village.household(5)))
    page.set_viewport_size({"width": 320, "height": 640})
    expect(page.locator("#wait")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_the_scripts_stay_light(village: Village) -> None:
    """F-112: what a telephone on a slow line has to fetch."""
    for page, own in (("bien-dong", "told"), ("ho", "ticks")):
        with urllib.request.urlopen(f"{village.address}/may/{page}/") as answer:  # noqa: S310
            text = answer.read().decode()
        sources = [part.split('"')[0] for part in text.split('<script src="')[1:]]
        weights = {source: _weight(village.address + source) for source in sources}
        assert sum(weights.values()) <= MOST_SCRIPT, weights
        [mine] = [weight for source, weight in weights.items() if f"/{own}." in source]
        assert mine <= OWN_SCRIPT, weights


def _weight(address: str) -> int:
    with urllib.request.urlopen(address) as answer:  # noqa: S310
        return len(gzip.compress(answer.read(), 9))

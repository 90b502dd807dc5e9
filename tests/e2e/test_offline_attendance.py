"""The roll of a meeting, marked at the door of a house without network (F-75, F-107, F-109, S0-14).

Screen L8 of frontend.md section 5: kept at once, sent once, different marks chosen one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, expect

from tests.e2e.backstage import Ask, backstage
from tests.e2e.offline import HAS_WORKER, Phone, Server
from tests.e2e.proxy import Line
from tests.e2e.server import Installation

pytestmark = pytest.mark.browser
SENT = "TuQuan.outbox.all().then((all) => all.length > 0 && all.every((one) => one.state === '{}'))"


@dataclass
class Village:
    """The served commune, and a meeting that has just begun."""

    address: str
    ask: Ask
    known: dict[str, Any]
    meeting: int = 0

    @property
    def page(self) -> str:
        """The roll on the telephone."""
        return f"/may/diem-danh/?hop={self.meeting}"

    def household(self, number: int) -> int:
        """The households of the roll in the order of the list."""
        return int(self.known["households"][number])

    def marks(self) -> dict[int, Any]:
        """How the roll is marked at the commune."""
        return {int(pk): mark for pk, mark in self.ask("marks_of", self.meeting).items()}

    def changed(self) -> list[int]:
        """How many households each entry changed."""
        return list(self.ask("changed_in", self.meeting))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Village]:
    installation = Installation(tmp_path_factory.mktemp("attendance") / "data").with_tables()
    with backstage(installation, "attendance_scene") as ask:
        known = ask("make_people")
        with installation.serve() as address:
            yield Village(address, ask, known)


@pytest.fixture
def village(served: Village) -> Village:
    """Every test has a meeting of its own; the ones before are over."""
    if served.meeting:
        served.ask("close", served.meeting)
    served.meeting = served.ask("begin_meeting")
    return served


@pytest.fixture
def phone(chromium: Browser, village: Village, tmp_path: Path) -> Iterator[Phone]:
    """The leader's telephone, which keeps the roll."""
    server = Server(village.address)
    line = Line(server.port)
    made = Phone(chromium, tmp_path / "profile", server, line, options={"has_touch": True})
    made.start()
    sign_in(made, village)
    made.open(f"/hop/{village.meeting}/diem-danh/")
    made.until("caches.match('/may/diem-danh/').then(Boolean)", 90)
    made.until("TuQuan.kept('rolls').then((one) => Boolean(one && one.lists.length))", 30)
    made.until(HAS_WORKER, 30)
    made.open("/")
    yield made
    made.stop()
    line.stop()


def sign_in(phone: Phone, village: Village) -> None:
    """Sign in as the leader."""
    phone.open("/dang-nhap/")
    phone.page.get_by_label("Tên đăng nhập").fill(village.known["leader"])
    phone.page.get_by_label("Mật khẩu").fill(village.known["password"])
    with phone.page.expect_navigation():
        phone.page.locator("main").get_by_role("button", name="Đăng nhập").click()


def line_of(phone: Phone, household: int) -> Locator:
    """The line of a household."""
    return phone.page.locator(f"#households li[data-household='{household}']")


def mark(phone: Phone, household: int, way: str) -> None:
    """Tap one of the three answers."""
    line_of(phone, household).locator(f"input.{way}").tap()


def came(count: int) -> re.Pattern[str]:
    """The figure above the list, in either language; half of the households and one are needed."""
    return re.compile(rf"^{count} \S+ 20 .* 11 ")


def kept(phone: Phone, count: int) -> None:
    """Wait until so many marks are on the telephone."""
    what = f"TuQuan.outbox.all().then(([one]) => one && Object.keys(one.data).length === {count})"
    phone.until(what)


def test_a_roll_marked_without_network_arrives_once(phone: Phone, village: Village) -> None:
    """Airplane mode, marks, the browser killed, opened again, the network back."""
    one, two, three = (village.household(number) for number in range(3))
    phone.off()
    page = phone.open(f"/hop/{village.meeting}/")
    page.wait_for_url(f"**{village.page}")
    expect(page.locator("#figure")).to_have_text(came(0))
    mark(phone, one, "yes")
    mark(phone, two, "na")
    line_of(phone, two).locator("input[type=text]").fill("Bà Lê Thị Ba")
    mark(phone, three, "no")
    kept(phone, 3)
    expect(page.locator("#figure")).to_have_text(came(2))
    phone.restart()
    page = phone.open(village.page)
    expect(line_of(phone, two).locator("input[type=text]")).to_have_value("Bà Lê Thị Ba")
    expect(line_of(phone, three).locator("input.no")).to_be_checked()
    mark(phone, three, "yes")
    expect(page.locator("#figure")).to_have_text(came(3))
    assert village.marks() == {}
    phone.on()
    phone.until(SENT.format("received"), 40)
    phone.flush()
    expected = {one: [True, ""], two: [True, "Bà Lê Thị Ba"], three: [True, ""]}
    assert village.marks() == expected
    assert village.changed() == [3]
    phone.restart()
    page = phone.open(village.page)
    expect(line_of(phone, one).locator("input.yes")).to_be_checked()


def test_an_answer_that_was_lost_does_not_count_twice(phone: Phone, village: Village) -> None:
    one = village.household(4)
    page = phone.open(village.page)
    mark(phone, one, "yes")
    kept(phone, 1)
    phone.line.be("lose")
    phone.flush()
    assert village.marks() == {one: [True, ""]}
    phone.line.be("ok")
    page.reload()
    phone.until(SENT.format("received"), 40)
    assert village.changed() == [1]


def test_the_rest_is_absent_with_one_tap_and_what_was_marked_stays(
    phone: Phone, village: Village
) -> None:
    phone.off()
    page = phone.open(village.page)
    for number in range(12):
        mark(phone, village.household(number), "yes")
    kept(phone, 12)
    expect(page.locator("#figure")).to_have_text(came(12))
    page.locator("#rest").tap()
    kept(phone, 20)
    expect(page.locator("#rest")).to_be_hidden()
    phone.on()
    phone.until(SENT.format("received"), 40)
    assert [mark[0] for mark in village.marks().values()].count(True) == 12
    assert len(village.marks()) == 20


def test_different_marks_are_chosen_household_by_household(phone: Phone, village: Village) -> None:
    one, two, three = (village.household(number) for number in (5, 6, 7))
    phone.off()
    page = phone.open(village.page)
    for household in (one, two, three):
        mark(phone, household, "yes")
    kept(phone, 3)
    for household in (one, two):
        village.ask("mark_as_deputy", village.meeting, household, False)
    phone.on()
    clash = page.locator("#clash")
    expect(clash).to_be_visible(timeout=30000)
    expect(clash.locator("fieldset")).to_have_count(2)
    expect(clash).to_contain_text("Hồ Văn Tám")
    assert three not in village.marks()
    clash.locator(f"input[name='pick_{one}'][value=mine]").check()
    clash.locator(f"input[name='pick_{two}'][value=theirs]").check()
    clash.locator("button").tap()
    phone.until(SENT.format("received"), 40)
    expect(clash).to_be_hidden()
    expected = {one: [True, ""], two: [False, ""], three: [True, ""]}
    assert village.marks() == expected


def test_a_roll_that_was_closed_meanwhile_says_so_and_keeps_the_marks(
    phone: Phone, village: Village
) -> None:
    phone.off()
    page = phone.open(village.page)
    mark(phone, village.household(8), "yes")
    kept(phone, 1)
    village.ask("close", village.meeting)
    phone.on()
    expect(page.locator("#refused")).to_be_visible(timeout=30000)
    expect(page.locator("#why")).to_have_text(re.compile("biên bản|minutes"))
    expect(page.locator("#drop")).to_be_hidden()
    assert village.marks() == {}
    phone.open("/may/so-gui/")
    [item] = phone.items()
    assert (item["state"], len(item["data"])) == ("failed", 1)


def test_a_roll_opened_a_moment_ago_is_fetched_and_a_closed_one_is_not_offered(
    phone: Phone, village: Village
) -> None:
    before = village.meeting
    village.ask("close", before)
    village.meeting = village.ask("begin_meeting")
    page = phone.open(village.page)
    expect(page.locator("#households > li")).to_have_count(20)
    phone.open(f"/may/diem-danh/?hop={before}")
    page.wait_for_url(f"**/hop/{before}/")


def test_a_page_left_before_its_shells_were_kept_fetches_them_next_time(
    phone: Phone, village: Village
) -> None:
    """What was kept is counted as kept only when the pages for it are there too."""
    page = phone.page
    page.evaluate("TuQuan.store.drop('meta', 'kept_at')")
    page.evaluate(
        """caches.keys().then((names) => Promise.all(names.map((name) =>
        caches.open(name).then((cache) => cache.delete('/may/diem-danh/')))))"""
    )
    phone.context.route("**/may/diem-danh/", lambda route: route.abort())
    page = phone.open("/")
    page.wait_for_timeout(1500)
    assert page.evaluate("TuQuan.store.get('meta', 'kept_at')") is None
    phone.context.unroute("**/may/diem-danh/")
    phone.open("/")
    phone.until("caches.match('/may/diem-danh/').then(Boolean)", 30)
    phone.until("TuQuan.store.get('meta', 'kept_at').then(Boolean)", 30)


@pytest.mark.parametrize("size", ["", "large"])
def test_the_page_fits_a_small_screen_and_everybody_can_use_it(
    phone: Phone, village: Village, size: str
) -> None:
    page = phone.open(village.page)
    page.evaluate(f"localStorage.setItem('text', '{size}')")
    page = phone.open(village.page)
    page.set_viewport_size({"width": 320, "height": 640})
    mark(phone, village.household(1), "na")
    expect(page.locator("#wait")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_the_keyboard_keeps_its_place_while_marks_are_kept(phone: Phone, village: Village) -> None:
    phone.off()
    page = phone.open(village.page)
    box = line_of(phone, village.household(2)).locator("input.yes")
    box.focus()
    page.keyboard.press("Space")
    kept(phone, 1)
    expect(box).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(line_of(phone, village.household(2)).locator("input.no")).to_be_checked()

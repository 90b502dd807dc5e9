"""The sheet of the year filled in without network (S3-11, F-107, F-109, F-110).

Kept at once, handed in once, two versions chosen row by row, a sheet handed in meanwhile.
"""

from __future__ import annotations

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
SECOND_VERSION = "TuQuan.outbox.all().then((all) => all.some((one) => one.version === 2))"
DRAFTED = """TuQuan.draft.get('sheet', 'sheet:{}')
.then((one) => one && Object.keys(one.marks).length === {})"""
ROWS = (
    "no_encroachment",
    "no_domestic_violence",
    "no_school_dropout",
    "no_pollution",
    "no_offences",
    "no_social_evils",
    "cultural_life",
    "green_clean_surroundings",
    "mutual_help",
)
YES, NO = {"box": "yes"}, {"box": "no"}


@dataclass
class Village:
    """The served commune, its people and their sheets."""

    address: str
    ask: Ask
    known: dict[str, Any]

    @property
    def sheet(self) -> int:
        """The sheet of the group."""
        return int(self.known["sheet"])

    @property
    def page(self) -> str:
        """The same on the telephone."""
        return f"/may/phieu/?p={self.sheet}"

    def now(self) -> dict[str, Any]:
        """What the sheet says at the commune."""
        return dict(self.ask("now", self.sheet))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Village]:
    installation = Installation(tmp_path_factory.mktemp("sheet") / "data").with_tables()
    with backstage(installation, "sheet_scene") as ask:
        known = ask("make_people")
        with installation.serve() as address:
            yield Village(address, ask, known)


@pytest.fixture
def village(served: Village) -> Village:
    served.ask("begin_anew", served.sheet)
    return served


@pytest.fixture
def phone(chromium: Browser, village: Village, tmp_path: Path) -> Iterator[Phone]:
    """The leader's telephone, which keeps the sheet."""
    yield from phone_of("leader", chromium, village, tmp_path)


def phone_of(who: str, chromium: Browser, village: Village, folder: Path) -> Iterator[Phone]:
    server = Server(village.address)
    line = Line(server.port)
    made = Phone(chromium, folder / "profile", server, line, options={"has_touch": True})
    made.start()
    made.open("/dang-nhap/")
    made.page.get_by_label("Tên đăng nhập").fill(village.known[who])
    made.page.get_by_label("Mật khẩu").fill(village.known["password"])
    with made.page.expect_navigation():
        made.page.locator("main").get_by_role("button", name="Đăng nhập").click()
    made.open("/may/")
    made.until("caches.match('/may/phieu/').then(Boolean)", 90)
    made.until("TuQuan.kept('sheets').then((one) => Boolean(one && one.sheets.length))", 30)
    made.until(HAS_WORKER, 30)
    made.open("/may/")
    yield made
    made.stop()
    line.stop()


def row(phone: Phone, key: str) -> Locator:
    """A row of the sheet."""
    return phone.page.locator(f"#row-{key}")


def mark(phone: Phone, key: str, way: str) -> None:
    """Tap one of the three answers."""
    row(phone, key).locator(f"input.{way}").tap()


def drafted(phone: Phone, village: Village, count: int) -> None:
    """Wait until so many marks are kept on the telephone."""
    phone.until(DRAFTED.format(village.sheet, count))


def test_a_sheet_filled_in_without_network_is_handed_in_once(
    phone: Phone, village: Village
) -> None:
    """Airplane mode, marks, the browser killed, opened again, the network back."""
    phone.off()
    page = phone.open(f"/danh-gia/phieu/{village.sheet}/")
    page.wait_for_url(f"**{village.page}")
    expect(row(phone, "no_pollution")).to_contain_text("Báo cáo quý 4/2026: Chưa đạt")
    for key in ROWS[:5]:
        mark(phone, key, "yes")
    mark(phone, ROWS[5], "no")
    row(phone, ROWS[5]).locator("textarea").fill("Một tụ điểm đánh bài, đã dẹp.")
    drafted(phone, village, 6)
    phone.restart()
    page = phone.open(village.page)
    expect(row(phone, ROWS[5]).locator("textarea")).to_have_value("Một tụ điểm đánh bài, đã dẹp.")
    expect(page.locator("#figure")).to_contain_text("6")
    page.locator("#send").tap()
    expect(page.locator("#errors li")).to_have_count(3)
    assert phone.items() == []
    mark(phone, ROWS[6], "na")
    row(phone, ROWS[6]).locator("textarea").fill("Nhà văn hóa đang xây lại.")
    for key in ROWS[7:]:
        mark(phone, key, "yes")
    page.locator("#send").tap()
    expect(page.locator("#receipt")).to_be_visible()
    [item] = phone.items()
    assert (item["state"], item["data"]["hand_in"]) == ("queued", True)
    assert village.now()["version"] == 0
    phone.on()
    phone.until(SENT.format("received"), 40)
    phone.flush()
    told = village.now()
    assert (told["state"], told["version"]) == ("handed_in", 1)
    assert told["own"][ROWS[5]] == {"box": "no", "note": "Một tụ điểm đánh bài, đã dẹp."}
    assert told["own"][ROWS[6]]["box"] == "not_applicable"
    expect(page.locator("#receipt")).to_be_visible()
    expect(page.locator("#rewrite")).to_be_hidden()


def test_saving_goes_on_and_an_answer_that_was_lost_does_not_count_twice(
    phone: Phone, village: Village
) -> None:
    page = phone.open(village.page)
    mark(phone, ROWS[0], "yes")
    drafted(phone, village, 1)
    phone.line.be("lose")
    page.locator("#save").tap()
    phone.until("TuQuan.outbox.all().then((all) => all.length === 1)")
    phone.flush()
    assert village.now()["version"] == 1
    phone.line.be("ok")
    page.reload()
    phone.until(SENT.format("received"), 40)
    assert village.now() == {"state": "open", "version": 1, "own": {ROWS[0]: YES}}
    mark(phone, ROWS[1], "yes")
    page.locator("#save").tap()
    phone.until(SECOND_VERSION, 40)
    assert village.now() == {"state": "open", "version": 2, "own": {ROWS[0]: YES, ROWS[1]: YES}}
    expect(page.locator("#marks")).to_be_visible()


def test_two_versions_are_chosen_row_by_row(phone: Phone, village: Village) -> None:
    phone.off()
    page = phone.open(village.page)
    for key in ROWS[:3]:
        mark(phone, key, "yes")
    page.locator("#save").tap()
    phone.until("TuQuan.outbox.all().then((all) => all.length === 1)")
    village.ask("mark_as_deputy", village.sheet, {ROWS[0]: NO, ROWS[1]: YES, ROWS[3]: YES})
    phone.on()
    clash = page.locator("#clash")
    expect(clash).to_be_visible(timeout=30000)
    expect(clash.locator("fieldset")).to_have_count(3)
    expect(clash).to_contain_text("Hồ Văn Tám")
    # What only one of the two had marked is meant so.
    expect(clash.locator(f"input[name='{ROWS[2]}'][value=mine]")).to_be_checked()
    expect(clash.locator(f"input[name='{ROWS[3]}'][value=theirs]")).to_be_checked()
    clash.locator(f"input[name='{ROWS[0]}'][value=theirs]").check()
    clash.locator("button").tap()
    phone.until(SENT.format("received"), 40)
    expect(page.locator("#marks")).to_be_visible()
    expected = {ROWS[0]: NO, ROWS[1]: YES, ROWS[2]: YES, ROWS[3]: YES}
    assert village.now() == {"state": "open", "version": 2, "own": expected}
    expect(row(phone, ROWS[0]).locator("input.no")).to_be_checked()


def test_a_sheet_handed_in_meanwhile_says_so_and_comes_back_with_the_reason(
    phone: Phone, village: Village
) -> None:
    phone.off()
    page = phone.open(village.page)
    mark(phone, ROWS[0], "no")
    page.locator("#save").tap()
    phone.until("TuQuan.outbox.all().then((all) => all.length === 1)")
    village.ask("hand_in_as_deputy", village.sheet)
    phone.on()
    expect(page.locator("#receipt")).to_be_visible(timeout=30000)
    phone.until(SENT.format("failed"), 40)
    assert village.now()["own"][ROWS[0]] == YES
    village.ask("give_back", village.sheet, "Xem lại tiêu chí 1.")
    phone.page.evaluate(
        "TuQuan.outbox.all().then((all) => TuQuan.outbox.remove(all[0].key))"
        ".then(() => TuQuan.refresh(true))"
    )
    page = phone.open(village.page)
    expect(page.locator("#returned")).to_contain_text("Xem lại tiêu chí 1.")
    expect(row(phone, ROWS[0]).locator("input.yes")).to_be_checked()


@pytest.mark.parametrize("size", ["", "large"])
def test_the_page_fits_a_small_screen_and_everybody_can_use_it(
    chromium: Browser, village: Village, tmp_path: Path, size: str
) -> None:
    """S3-13: the long sheet of an area, where “Không” may be the good answer."""
    for phone in phone_of("head", chromium, village, tmp_path):
        address = f"/may/phieu/?p={village.known['area_sheet']}"
        page = phone.open(address)
        page.evaluate(f"localStorage.setItem('text', '{size}')")
        page = phone.open(address)
        page.set_viewport_size({"width": 320, "height": 640})
        row(phone, "drug_spots").locator("input[value=yes]").tap()
        expect(row(phone, "drug_spots").locator("textarea")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()

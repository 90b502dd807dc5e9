"""A leader's report on the telephone, in Chromium: taps, no network, two people, what is wrong.

Screens L1 to L4 and L10 of frontend.md section 5 (S1-20, S2-08; F-42, F-43, F-44, F-45, F-64,
F-107, F-109, F-112).
"""

from __future__ import annotations

import gzip
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, expect

from tests.e2e.backstage import backstage
from tests.e2e.people import KEEPS_PAGES, PHONE, Person
from tests.e2e.server import Installation

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
SMALL = {"width": 320, "height": 640}
COUNT_TAPS = """addEventListener("pointerdown", (event) => {
  if (event.isTrusted) localStorage.taps = 1 + Number(localStorage.taps || 0);
}, true);"""
IS_KEPT = """async (id) => {
  const kept = await TuQuan.kept("reports");
  const one = kept && kept.open.find((report) => report.id === id);
  const worker = await navigator.serviceWorker.getRegistration();
  if (!one || !worker || !worker.active) return false;
  return Boolean(await caches.match(one.shell, { ignoreSearch: true, ignoreVary: true }));
}"""
QUIET, TYPICAL = 8, 16
BACK, EVERY_KIND = -2, -1
"""The group whose report came back, and the one that is asked every kind of question."""
# Everything, what is needed after sending included (more.js is part of the form's script).
MOST_SCRIPT, MOST_STYLE, OWN_SCRIPT = 15 * 1024, 10 * 1024, 7.25 * 1024


@dataclass
class Leader(Person):
    """A leader or deputy with a telephone that has been online once."""

    november: int = 0

    def keep_everything(self) -> None:
        """Wait until the telephone has what it needs to write this report without network."""
        until = time.monotonic() + 90
        while not self.page.evaluate(IS_KEPT, self.november):
            assert time.monotonic() < until, "the telephone keeps nothing"
            self.page.wait_for_timeout(300)

    def tap(self, name: str) -> None:
        """Tap the button or link of this name that can be seen."""
        main = self.page.locator("main")
        found = main.get_by_role("button", name=name).or_(main.get_by_role("link", name=name))
        found.locator("visible=true").first.tap()

    def taps(self) -> int:
        """How often the screen was touched since the application was opened."""
        return int(self.page.evaluate("Number(localStorage.taps || 0)"))

    def start_counting(self) -> None:
        """The application is open on its first page."""
        self.page.evaluate("localStorage.taps = 0")

    def read_to_the_end(self) -> None:
        """Scroll slowly, as somebody does who reads."""
        for line in self.page.locator("#sheet fieldset:visible").all():
            line.scroll_into_view_if_needed()
            self.page.wait_for_timeout(60)

    def line(self, label: str) -> Locator:
        """The field of a figure."""
        return self.page.get_by_label(label, exact=True)

    def sheet(self) -> None:
        """Open the report of November as the telephone keeps it."""
        self.page.goto(f"{self.address}{self.shell}")
        self.page.locator("#sheet:visible, #receipt:visible, #clash:visible").wait_for()

    @property
    def shell(self) -> str:
        """The address of the form on the telephone."""
        return str(
            self.page.evaluate(
                """async (id) =>
                (await TuQuan.kept("reports")).open.find((one) => one.id === id).shell""",
                self.november,
            )
        )


@dataclass
class Scene:
    """The served commune."""

    address: str
    password: str
    groups: list[dict[str, Any]]

    def phone(
        self, browser: Browser, number: int, who: str = "leader", width: dict[str, int] = PHONE
    ) -> Leader:
        """Somebody of a group whose telephone is signed in and keeps what it needs."""
        group = self.groups[number]
        leader = Leader.at(browser, self.address, width, has_touch=True, **KEEPS_PAGES)
        leader.november = group["november"]
        leader.page.context.add_init_script(COUNT_TAPS)
        leader.sign_in(group[who], self.password)
        leader.keep_everything()
        leader.open("/")
        leader.page.locator("a[data-shell][href^='/may/']").first.wait_for()
        return leader


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """The groups, served; every test takes its own."""
    installation = Installation(tmp_path_factory.mktemp("leaders") / "data").with_tables()
    with backstage(installation, "leader_scene") as ask:
        made = ask("make_leaders")
    with installation.serve() as address:
        yield Scene(address, **made)


def write_a_quiet_month(leader: Leader) -> None:
    """From the first page to the receipt, without typing anything."""
    leader.start_counting()
    leader.tap("Viết báo cáo")
    leader.page.locator("#sheet").wait_for()
    leader.read_to_the_end()
    leader.tap("điều còn lại đều đạt")
    leader.tap("Tiếp: Con số trong tháng")
    leader.tap("giữ như tháng trước")
    leader.tap("Tiếp: Xem lại và gửi")
    leader.tap("Gửi cho xã")
    leader.page.locator("#receipt").wait_for()


def test_a_quiet_month_is_at_most_eight_taps_and_no_typing(chromium: Browser, scene: Scene) -> None:
    leader = scene.phone(chromium, 0)
    write_a_quiet_month(leader)
    expect(leader.page.locator("#receipt")).to_contain_text("Xã đã nhận, mã BC-")
    assert leader.taps() <= QUIET
    assert leader.complaints == []
    leader.open("/")
    assert "Báo cáo tháng 11/2026" in leader.page.locator("section.card").last.inner_text()


def test_the_last_day_is_the_same_with_and_without_network(chromium: Browser, scene: Scene) -> None:
    leader = scene.phone(chromium, 1)
    [day] = re.findall(r"Hạn (thứ .+)", leader.page.locator("section.main").first.inner_text())
    [left] = re.findall(r"Còn \d+ ngày", leader.text())
    leader.page.context.set_offline(True)
    leader.page.goto(f"{leader.address}/may/")
    november = leader.page.locator("[data-owed] li").filter(has_text="Báo cáo tháng 11/2026")
    expect(november.locator("[data-part=who]")).to_contain_text(f"· {day}")
    expect(november.locator("[data-part=due]")).to_have_text(left)


def test_without_network_it_is_the_same_and_sent_later_by_itself(
    chromium: Browser, scene: Scene
) -> None:
    leader = scene.phone(chromium, 1)
    leader.page.context.set_offline(True)
    write_a_quiet_month(leader)
    receipt = leader.page.locator("#receipt")
    expect(receipt).to_contain_text("Chờ mạng để gửi")
    assert leader.taps() <= QUIET
    code = receipt.locator("[data-code] b").inner_text()
    assert len(code) == 6
    leader.page.reload()
    expect(receipt).to_contain_text(code)
    leader.page.context.set_offline(False)
    expect(receipt).to_contain_text("Xã đã nhận, mã BC-", timeout=30000)


def test_a_typical_month_with_one_exception_and_three_figures_is_at_most_sixteen_taps(
    chromium: Browser, scene: Scene
) -> None:
    leader = scene.phone(chromium, 2)
    leader.start_counting()
    leader.tap("Viết báo cáo")
    leader.page.locator("#sheet").wait_for()
    leader.page.locator("#q_no_litter_no").tap()
    leader.page.locator("#q_no_litter_note").tap()
    leader.page.keyboard.type("Rác ở mương đầu ngõ")
    leader.read_to_the_end()
    leader.tap("điều còn lại đều đạt")
    leader.tap("Tiếp: Con số trong tháng")
    for label, figure in (("Hộ có thùng rác", "7"), ("Cây mới trồng", "12")):
        leader.line(label).tap()
        leader.page.keyboard.type(figure)
    leader.tap("giữ như tháng trước")
    leader.tap("Thêm một: Buổi họp tổ")
    assert leader.line("Buổi họp tổ").input_value() == "5"
    leader.tap("Tiếp: Xem lại và gửi")
    review = leader.page.locator("#sheet")
    assert "Rác ở mương đầu ngõ" in review.inner_text()
    assert "nhiều hơn đầu năm 10" in review.inner_text()  # beside the survey (S1-20)
    leader.tap("Gửi cho xã")
    expect(leader.page.locator("#receipt")).to_contain_text("Xã đã nhận")
    assert leader.taps() <= TYPICAL


def test_the_shortcut_waits_until_every_line_was_on_the_screen(
    chromium: Browser, scene: Scene
) -> None:
    leader = scene.phone(chromium, 3)
    leader.sheet()
    shortcut = leader.page.locator("[data-rest=met]").first
    assert shortcut.is_hidden()
    leader.read_to_the_end()
    expect(shortcut).to_be_visible()


def test_what_was_typed_survives_leaving_the_page(chromium: Browser, scene: Scene) -> None:
    leader = scene.phone(chromium, 3)
    leader.sheet()
    leader.page.locator("#q_no_litter_no").tap()
    leader.page.locator("#q_no_litter_note").fill("Rác ở mương")
    leader.tap("Tiếp: Con số trong tháng")
    leader.line("Cây mới trồng").fill("12 cây")
    leader.page.wait_for_timeout(600)
    leader.page.reload()
    expect(leader.line("Cây mới trồng")).to_have_value("12 cây")
    leader.page.locator("#back").tap()
    expect(leader.page.locator("#q_no_litter_note")).to_have_value("Rác ở mương")


def test_a_plain_fact_is_answered_with_yes_or_no_and_by_no_shortcut(
    chromium: Browser, scene: Scene
) -> None:
    leader = scene.phone(chromium, EVERY_KIND)
    leader.sheet()
    form = leader.page.locator("#sheet")
    lanes = form.get_by_role("group", name="Tổ có ngõ riêng")
    leader.read_to_the_end()
    expect(form.locator("[data-rest=met]:visible")).to_have_count(0)
    expect(leader.line("Số ngõ")).to_be_hidden()
    lanes.get_by_text("Có", exact=True).tap()
    leader.line("Số ngõ").fill("3")
    form.get_by_text("Khá", exact=True).tap()
    leader.line("Ngày họp tổ").fill("05/11/2026")
    leader.tap("Tiếp: Con số")
    leader.line("Hộ ký cam kết").fill("12")
    leader.line("Số ngõ chưa có đèn").fill("0")
    leader.tap("Tiếp: Xem lại và gửi")
    read = leader.page.locator("#sheet section.card:visible").filter(has_text="Tổ có ngõ riêng")
    expect(read).to_contain_text(re.compile(r"Tổ có ngõ riêng\s*Có"))
    leader.tap("Gửi cho xã")
    expect(leader.page.locator("#receipt")).to_contain_text("Xã đã nhận, mã BC-")
    assert leader.complaints == []


def test_a_wrong_figure_is_said_as_the_server_says_it_and_nothing_is_cleared(
    chromium: Browser, scene: Scene
) -> None:
    leader = scene.phone(chromium, 4)
    leader.sheet()
    leader.tap("Tiếp: Con số trong tháng")
    leader.line("Hộ có thùng rác").fill("99")
    leader.line("Cây mới trồng").fill("nhiều")
    leader.tap("Tiếp: Xem lại và gửi")
    errors = leader.page.locator("#errors")
    expect(errors).to_be_focused()
    assert "Có 2 chỗ cần xem lại" in errors.inner_text()
    assert "nhập 99" in errors.inner_text()
    assert "“nhiều”" in errors.inner_text()
    errors.get_by_role("link").first.tap()
    expect(leader.line("Hộ có thùng rác")).to_be_focused()
    expect(leader.line("Hộ có thùng rác")).to_have_value("99")
    leader.line("Hộ có thùng rác").fill("9")
    assert leader.page.locator("#q_households_with_bin_error").count() == 0


def test_a_dry_month_is_zero_everywhere_once_the_commitments_are_answered(
    chromium: Browser, scene: Scene
) -> None:
    leader = scene.phone(chromium, 4)
    leader.sheet()
    leader.page.locator("[data-page]:visible").wait_for()
    if leader.page.locator("#next").is_visible() and not leader.line("Cây mới trồng").is_visible():
        leader.tap("Tiếp: Con số trong tháng")
    for label in ("Hộ có thùng rác", "Cây mới trồng"):
        leader.line(label).fill("")
    leader.tap("Không có gì phát sinh")
    assert "Trả lời dòng này trước" in leader.page.locator("#errors").inner_text()
    leader.page.locator("#back").tap()
    leader.read_to_the_end()
    leader.tap("điều còn lại đều đạt")
    leader.tap("Tiếp: Con số trong tháng")
    leader.tap("Không có gì phát sinh")
    expect(leader.line("Cây mới trồng")).to_have_value("0")
    expect(leader.line("Hộ có thùng rác")).to_have_value("4")
    leader.tap("Tiếp: Xem lại và gửi")
    leader.tap("Gửi cho xã")
    expect(leader.page.locator("#receipt")).to_contain_text("Xã đã nhận")


def test_two_versions_are_shown_field_by_field_and_the_choice_is_sent(
    chromium: Browser, scene: Scene
) -> None:
    leader = scene.phone(chromium, 5)
    deputy = scene.phone(chromium, 5, "deputy")
    leader.page.context.set_offline(True)
    write_a_quiet_month(leader)
    deputy.sheet()
    deputy.read_to_the_end()
    deputy.tap("điều còn lại đều đạt")
    deputy.tap("Tiếp: Con số trong tháng")
    deputy.line("Cây mới trồng").fill("19")
    deputy.tap("giữ như tháng trước")
    deputy.tap("Tiếp: Xem lại và gửi")
    deputy.tap("Gửi cho xã")
    expect(deputy.page.locator("#receipt")).to_contain_text("Xã đã nhận")
    leader.page.context.set_offline(False)
    clash = leader.page.locator("#clash")
    clash.wait_for(timeout=30000)
    assert "Hồ Văn" in clash.locator("h2").inner_text()
    assert clash.locator("fieldset").count() == 1
    options = clash.locator(".option")
    assert [option.locator("b").inner_text() for option in options.all()] == ["4", "19"]
    assert leader.fits()
    assert faults(leader) == []
    options.nth(1).tap()
    leader.tap("Gửi bản đã chọn")
    expect(leader.page.locator("#receipt")).to_contain_text("Xã đã nhận", timeout=30000)


def test_a_returned_report_opens_at_the_line_with_the_reason(
    chromium: Browser, scene: Scene
) -> None:
    leader = scene.phone(chromium, BACK)
    assert "Số cây hình như thiếu." in leader.text()
    leader.tap("Sửa báo cáo")
    leader.page.locator("#sheet").wait_for()
    errors = leader.page.locator("#errors")
    expect(errors).to_contain_text("Cây mới trồng: Số cây hình như thiếu.")
    errors.get_by_role("link").tap()
    expect(leader.line("Cây mới trồng")).to_be_focused()
    leader.line("Cây mới trồng").fill("9")
    leader.tap("Tiếp: Xem lại và gửi")
    leader.tap("Gửi cho xã")
    expect(leader.page.locator("#receipt")).to_contain_text("Xã đã nhận")


def faults(leader: Leader) -> list[str]:
    """What axe-core finds, and what is too small for a thumb."""
    found = [
        f"{fault['id']}: {fault['nodes'][0]['html'][:120]}"
        for fault in Axe().run(leader.page).response["violations"]
    ]
    small = leader.page.evaluate(
        """[...document.querySelectorAll("main :is(button, .button, .option, .choices > label)")]
        .filter((one) => one.offsetParent && one.getBoundingClientRect().height < 47.5)
        .map((one) => one.textContent.trim())"""
    )
    return [*found, *(f"small: {one}" for one in small)]


@pytest.mark.parametrize("size", ["", "large"])
def test_every_step_fits_and_is_accessible(chromium: Browser, scene: Scene, size: str) -> None:
    leader = scene.phone(chromium, 6, width=SMALL)
    if size:
        leader.page.evaluate("localStorage.setItem('text', 'large')")
    leader.sheet()
    for button in ("Tiếp: Con số trong tháng", "Tiếp: Xem lại và gửi", ""):
        assert leader.fits()
        assert faults(leader) == []
        if button:
            leader.tap(button)
    assert leader.page.evaluate("document.documentElement.dataset.text || ''") == size


def test_scripts_and_styles_of_the_form_stay_light(chromium: Browser, scene: Scene) -> None:
    leader = scene.phone(chromium, 6)
    answers: list[Any] = []
    fresh = Person.at(chromium, scene.address, PHONE)
    fresh.page.on("response", lambda answer: answers.append(answer))
    form = leader.shell.partition("?")[0]
    fresh.page.goto(f"{scene.address}{form}", wait_until="networkidle")
    files = [one for one in answers if one.url.endswith((".js", ".css"))]
    sizes = {one.url: len(gzip.compress(one.body(), 9)) for one in files}
    scripts = {url: size for url, size in sizes.items() if url.endswith(".js")}
    assert sum(scripts.values()) <= MOST_SCRIPT, scripts
    assert sum(size for url, size in scripts.items() if "/reports/" in url) <= OWN_SCRIPT, scripts
    assert sum(size for url, size in sizes.items() if url.endswith(".css")) <= MOST_STYLE, sizes

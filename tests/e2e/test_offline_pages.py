"""Pages without network, worker and store, what old browsers lack (F-107, F-108).

A phone is a browser here: "without network" is the browser's own switch and a line that is cut.
"""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.offline import Phone, Server, wait_for

pytestmark = pytest.mark.browser

LACKING = {
    "background sync": "delete ServiceWorkerRegistration.prototype.sync",
    "a service worker": "delete Navigator.prototype.serviceWorker",
    "locks, channels, keys": (
        "delete Navigator.prototype.locks; delete window.BroadcastChannel;"
        "delete Crypto.prototype.randomUUID"
    ),
}


def test_the_first_page_opens_without_network_and_says_what_waits(phone: Phone) -> None:
    phone.off()
    phone.note("q1")
    phone.write("1")
    phone.send()
    assert phone.is_state("queued")
    started = time.monotonic()
    phone.open("/")
    expect(phone.page.locator("[data-items] li")).to_have_count(1)
    assert time.monotonic() - started < 10
    assert "Trần Đình Bảy" not in phone.page.content()
    assert phone.page.locator('[data-line="waiting"]').is_visible()
    assert phone.page.locator("#elsewhere").is_hidden()


def test_a_page_that_is_not_kept_says_so_and_offers_what_can_be_done(phone: Phone) -> None:
    phone.off()
    phone.open("/thong-bao/")
    expect(phone.page.locator("#elsewhere")).to_be_visible()
    assert phone.page.url.endswith("/thong-bao/")


def test_reports_owed_are_listed_from_what_is_kept_and_lead_to_their_forms(phone: Phone) -> None:
    owed = {
        "id": 55,
        "subject": "obligation:55",
        "title": "Báo cáo tháng 11",
        "who": "Tổ 3",
        "due": "Chủ nhật 22/11",
        "due_on": "2026-11-22",
        "shell": "/may/thu/?s=bc55",
    }
    phone.page.evaluate(
        """async (owed) => {
          const uid = await TuQuan.uid();
          await TuQuan.store.put("kept", { address: "", open: [owed] }, uid + "|reports");
        }""",
        owed,
    )
    phone.off()
    phone.open("/may/")
    card = phone.page.locator("[data-owed] li")
    expect(card).to_have_count(1)
    assert "Báo cáo tháng 11" in card.inner_text()
    assert card.locator('[data-part="who"]').inner_text() == "Tổ 3 · Chủ nhật 22/11"
    assert card.locator('[data-part="due"]').inner_text() == "Còn 2 ngày"
    phone.open("/bao-cao/viet/55/")
    assert phone.page.url.endswith("/may/thu/?s=bc55")
    assert phone.is_state("none")


def test_the_ledger_shows_receipts_and_lets_a_received_one_go(phone: Phone, server: Server) -> None:
    phone.note("r1")
    phone.write("3")
    phone.send()
    assert phone.is_state("received")
    phone.open("/may/so-gui/")
    line = phone.page.locator("[data-items] li")
    expect(line).to_have_count(1)
    assert "GC-r1-1" in line.inner_text()
    [item] = phone.items()
    assert item["code"] in line.inner_text()
    text = phone.page.evaluate(f"TuQuan.outbox.text('{item['key']}')")
    assert "Ghi chép r1" in text
    assert "Số hộ: 3" in text
    line.locator('[data-do="remove"]').click()
    expect(line).to_have_count(0)
    expect(phone.page.locator("#no-entries")).to_be_visible()


def test_what_waits_can_be_saved_as_a_file(phone: Phone) -> None:
    phone.off()
    phone.note("r2")
    phone.write("31")
    phone.send()
    assert phone.is_state("queued")
    phone.open("/may/so-gui/")
    expect(phone.page.locator("[data-items] li")).to_have_count(1)
    with phone.page.expect_download() as saving:
        phone.page.click('[data-do="save"]')
    text = saving.value.path().read_text("utf-8")
    assert "Ghi chép r2" in text
    assert "Số hộ: 31" in text


def test_the_browser_sends_in_the_background_when_every_page_is_closed(
    phone: Phone, server: Server
) -> None:
    phone.off()
    phone.note("s1")
    phone.write("44")
    phone.send()
    assert phone.is_state("queued")
    numbers: list[str] = []
    control = phone.context.new_cdp_session(phone.page)
    control.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: numbers.extend(one["registrationId"] for one in event["registrations"]),
    )
    control.send("ServiceWorker.enable")
    phone.page.wait_for_timeout(500)
    phone.page.goto("about:blank")
    phone.on()
    event = {"origin": phone.line.address, "registrationId": numbers[0], "tag": "tuquan-send"}
    control.send("ServiceWorker.dispatchSyncEvent", {**event, "lastChance": False})
    wait_for(server, "s1", 1)


@pytest.mark.parametrize("lacking", LACKING)
def test_what_a_browser_lacks_loses_nothing(new_phone: Phone, server: Server, lacking: str) -> None:
    phone = new_phone
    phone.script = LACKING[lacking]
    phone.start()
    phone.sign_in()
    subject = f"t{list(LACKING).index(lacking)}"
    phone.note(subject)
    phone.write("3")
    phone.off()
    phone.send()
    assert phone.is_state("queued")
    phone.on()
    assert phone.is_state("received", seconds=40)
    assert len(server.notes(subject)) == 1


SENT_ELSEWHERE = """TuQuan.store.all("items").then((all) =>
  TuQuan.store.work(["items"], "readwrite", async (items) => {
    for (const one of all) items.put({ ...one, state: "received", version: 1 });
  }))"""


def test_a_page_without_channels_sees_what_another_sender_has_sent(new_phone: Phone) -> None:
    """The worker has sent it, and nobody could tell the page."""
    phone = new_phone
    phone.script = LACKING["locks, channels, keys"]
    phone.start()
    phone.sign_in()
    phone.note("u1")
    phone.write("3")
    phone.off()
    phone.send()
    assert phone.is_state("queued")
    phone.page.evaluate(SENT_ELSEWHERE)
    phone.on()
    assert phone.is_state("received")


FULL = """(() => {
  // Chromium's own switch for the quota does not reach IndexedDB: its refusal is played here.
  const put = IDBObjectStore.prototype.put;
  self.isFull = false;
  IDBObjectStore.prototype.put = function (...given) {
    if (self.isFull) throw new DOMException("no room", "QuotaExceededError");
    return put.apply(this, given);
  };
})()"""


def test_a_full_store_is_told_and_the_words_stay_in_the_form(phone: Phone) -> None:
    phone.context.add_init_script(FULL)
    phone.off()
    phone.note("u1")
    phone.write("27")
    assert phone.is_state("draft")
    phone.page.evaluate("self.isFull = true")
    phone.send()
    assert phone.is_state("unkept")
    assert phone.page.input_value("#number") == "27"
    expect(phone.page.locator('.notice[data-line="full"]')).to_be_visible()
    assert "Số hộ: 27" in phone.page.input_value("#full-text")
    assert phone.items() == []
    assert phone.page.evaluate("TuQuan.draft.get('note', 'u1')")["data"]["number"] == "27"
    phone.page.evaluate("self.isFull = false")
    phone.send()
    assert phone.is_state("queued")


def test_a_clock_that_is_a_year_wrong_changes_neither_deadline_nor_the_time_of_writing(
    new_phone: Phone, server: Server
) -> None:
    phone = new_phone
    phone.script = (
        LACKING["a service worker"]
        + """;(() => {
      const Real = Date;
      const wrong = 365 * 86400000;
      self.Date = class extends Real {
        constructor(...given) { given.length ? super(...given) : super(Real.now() - wrong); }
        static now() { return Real.now() - wrong; }
      };
    })()"""
    )
    phone.start()
    phone.sign_in()
    phone.note("v1")
    phone.until("TuQuan.store.get('meta', 'offset').then((offset) => offset !== undefined)")
    assert phone.page.evaluate("TuQuan.now().then((now) => now.toISOString())")[:7] == "2026-11"
    assert phone.page.evaluate("new Date().getFullYear()") == 2025
    phone.write("5")
    phone.send()
    assert phone.is_state("received")
    [version] = server.notes("v1")
    assert version["at"].startswith(("2026-11-19", "2026-11-20"))  # in UTC


def test_an_older_release_reads_what_a_newer_one_has_kept(phone: Phone, server: Server) -> None:
    phone.off()
    phone.note("w1")
    phone.write("5")
    phone.send()
    assert phone.is_state("queued")
    grow = """new Promise((done) => {
      const request = indexedDB.open("tuquan", 2);
      request.onupgradeneeded = () => request.result.createObjectStore("photos");
      request.onsuccess = () => { request.result.close(); done(request.result.version); };
    })"""
    assert phone.page.evaluate(grow) == 2
    phone.page.reload()
    assert phone.is_state("queued")
    phone.on()
    assert phone.is_state("received")
    assert len(server.notes("w1")) == 1


def test_a_new_release_finds_the_entries_of_the_first_one(new_phone: Phone, server: Server) -> None:
    phone = new_phone.start()
    phone.sign_in()
    phone.open("/may/so-gui/")
    phone.until("TuQuan.uid()")
    phone.page.evaluate(
        """async () => {
          const uid = await TuQuan.uid();
          await TuQuan.store.put("items", { key: "0b5c9d52-6f0c-4b5e-9d53-2a7e0c1f4a11", uid, n: 1,
            kind: "note", subject: "x1", v: "1", base: 0, title: "", after: null, tries: 0,
            state: "queued", added_at: 1, data: { number: "8", words: "" } });
        }"""
    )
    phone.flush()
    assert [one["data"]["number"] for one in server.notes("x1")] == ["8"]


def test_inside_another_apps_browser_it_says_so_and_keeps_nothing(new_phone: Phone) -> None:
    phone = new_phone
    phone.options = {"user_agent": "Mozilla/5.0 (Linux; Android 12; wv) Chrome/120 Zalo/23"}
    phone.start()
    phone.sign_in()
    bar = phone.page.locator('[data-line="in-app"]')
    expect(bar).to_be_visible()
    assert bar.locator("a").get_attribute("href") == (
        f"intent://{phone.line.address[7:]}/#Intent;scheme=http;package=com.android.chrome;end"
    )
    phone.page.wait_for_timeout(1000)
    assert phone.page.evaluate("navigator.serviceWorker.getRegistrations()") == []


def test_large_letters_are_kept_for_pages_without_network(phone: Phone) -> None:
    phone.page.evaluate("localStorage.setItem('text', 'large')")
    phone.off()
    phone.note("y1")
    assert phone.page.evaluate("document.documentElement.dataset.text") == "large"


def complaints_of(page: Page) -> list[str]:
    """What the browser complains about from now on."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("console", lambda said: heard.append(said.text) if said.type == "error" else None)
    return heard


def test_pages_of_the_phone_fit_and_break_no_rule_of_the_policy(phone: Phone) -> None:
    heard = complaints_of(phone.page)
    phone.off()
    phone.page.set_viewport_size({"width": 320, "height": 640})
    for path in ("/may/", "/may/so-gui/"):
        phone.open(path)
        phone.page.wait_for_timeout(400)
        assert phone.page.evaluate("document.documentElement.scrollWidth") <= 320, path
        assert phone.page.locator("h1").count() == 1
    assert [one for one in heard if "ERR_" not in one] == []

"""Who is signed in: old sessions and tokens, a second person, a closed phone (F-110, F-111)."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.offline import LEADER, OTHER, Phone, Server

pytestmark = pytest.mark.browser


def waits(phone: Phone, subject: str, number: str = "6") -> None:
    """An entry that waits on a phone without network."""
    phone.off()
    phone.note(subject)
    phone.write(number)
    phone.send()
    assert phone.is_state("queued")


def test_an_expired_session_loses_nothing_and_after_signing_in_it_is_sent(
    phone: Phone, server: Server
) -> None:
    waits(phone, "k1")
    server.order("end_sessions")
    phone.on()
    assert phone.is_state("login")
    assert phone.page.locator('[data-line="login"]').is_visible()
    assert server.notes("k1") == []
    phone.sign_in()
    phone.note("k1")
    assert phone.is_state("received")
    assert len(server.notes("k1")) == 1


def test_signing_in_is_never_asked_for_without_network(phone: Phone, server: Server) -> None:
    waits(phone, "k2")
    server.order("end_sessions")
    phone.flush()
    assert phone.is_state("queued")
    phone.page.reload()
    assert phone.is_state("queued")
    assert phone.page.locator('[data-line="login"]').is_hidden()


def test_without_its_cookie_the_token_is_fetched_anew(phone: Phone, server: Server) -> None:
    waits(phone, "l1")
    phone.context.clear_cookies(name="csrftoken")
    phone.on()
    assert phone.is_state("received")
    assert len(server.notes("l1")) == 1


def test_a_token_refused_midway_is_fetched_and_the_entry_sent_once(
    phone: Phone, server: Server
) -> None:
    phone.note("l2")
    phone.write("9")
    phone.line.spoil = True
    before = phone.line.sent
    phone.send()
    assert phone.is_state("received")
    assert phone.line.spoil is False
    assert phone.line.sent - before == 2
    assert len(server.notes("l2")) == 1


def test_the_next_person_on_the_phone_sees_and_sends_nothing_of_the_first(
    phone: Phone, server: Server
) -> None:
    waits(phone, "m1")
    phone.page.evaluate("TuQuan.draft.put('note', 'm2', {data: {number: '5'}, saved_at: 1})")
    assert phone.page.evaluate("TuQuan.kept('notes')")["for"] == "Trần Đình Bảy"
    phone.context.clear_cookies()
    phone.on()
    phone.sign_in(OTHER)
    phone.until("TuQuan.kept('notes').then((kept) => Boolean(kept))")
    assert phone.page.evaluate("TuQuan.kept('notes')")["for"] == "Lò Thị Ánh"
    phone.flush()
    assert phone.items() == []
    assert phone.page.evaluate("TuQuan.draft.get('note', 'm2')") is None
    notes = "TuQuan.store.all('kept').then((all) => all.filter((one) => one.for).length)"
    assert phone.page.evaluate(notes) == 1
    [waiting] = phone.items(everything=True)
    assert waiting["state"] in ("queued", "login")
    assert server.notes("m1") == []
    phone.off()
    phone.note("m1")
    assert phone.is_state("none")
    assert phone.page.input_value("#number") == ""
    phone.context.clear_cookies()
    phone.on()
    phone.sign_in(LEADER)
    phone.note("m1")
    assert phone.is_state("received")
    assert [one["by"] for one in server.notes("m1")] == ["Trần Đình Bảy"]
    assert phone.page.evaluate("TuQuan.draft.get('note', 'm2')")["data"] == {"number": "5"}


def test_whoever_signs_out_leaves_nothing_to_read_but_what_must_be_sent(
    phone: Phone, server: Server
) -> None:
    phone.off()
    phone.note("n1")
    phone.write("6", "broken")
    phone.send()
    assert phone.is_state("queued")
    phone.on()
    phone.open("/toi/")
    with phone.page.expect_navigation():
        phone.page.locator("main").get_by_role("button", name="Đăng xuất").click()
    phone.off()
    phone.note("n1")
    assert phone.is_state("nobody")
    assert phone.items() == []
    assert phone.page.evaluate("TuQuan.kept('notes')") is None
    assert [one["subject"] for one in phone.items(everything=True)] == ["n1"]
    phone.write("7", "chép lại được")
    phone.send()
    expect(phone.page.locator("#unkept-text")).to_have_value(re.compile("chép lại được"))
    assert [one["subject"] for one in phone.items(everything=True)] == ["n1"]


def test_no_answer_from_before_the_server_heard_of_signing_out_says_whose_phone_it_is(
    phone: Phone,
) -> None:
    phone.note("n2")
    whose = """(async () => {
      const asked = TuQuan.outbox.identify();
      await TuQuan.become(0);
      const { uid } = await asked;
      return [uid > 0, await TuQuan.uid()];
    })()"""
    assert phone.page.evaluate(whose) == [True, 0]
    assert phone.page.evaluate("TuQuan.outbox.identify().then(() => TuQuan.uid())") == 0
    phone.open("/")
    assert phone.page.evaluate("TuQuan.uid()") > 0


EMPTY = (
    """Promise.all(["items", "drafts", "kept"].map(TuQuan.store.all)).then((all) => all.flat())"""
)


def begun(phone: Phone, subject: str, number: str) -> None:
    """A draft on a phone, in the words in which an officer would read it."""
    draft = f"{{data: {{}}, saved_at: 1, title: 'Ghi {subject}', read: [['Số hộ', '{number}']]}}"
    phone.page.evaluate(f"TuQuan.draft.put('note', '{subject}', {draft})")


def test_what_waits_on_a_closed_phone_goes_to_the_officer_and_the_phone_is_emptied(
    phone: Phone, server: Server
) -> None:
    waits(phone, "p1", "77")
    begun(phone, "p2", "12")
    assert server.order("close", username=LEADER) >= 1
    before = server.order("closed", username=LEADER)
    phone.on()
    line = phone.page.locator('[data-line="closed"]')
    line.wait_for()
    assert ": 2." in line.inner_text()
    assert phone.is_state("nobody")
    assert server.notes("p1") == []
    sent, draft = [one for one in server.order("strays") if one["subject"].endswith(("p1", "p2"))]
    assert (sent["subject"], sent["account_name"]) == ("p1", "Trần Đình Bảy")
    assert sent["lines"] == [["Số hộ", "77"], ["Nhận xét", "Đường làng sạch"]]
    assert sent["title"] == "Ghi chép p1"
    assert (draft["title"], draft["lines"]) == ("Ghi p2", [["Số hộ", "12"]])
    phone.until("caches.keys().then((names) => !names.length)")
    assert phone.page.evaluate(EMPTY) == []
    meta = phone.page.evaluate("TuQuan.store.all('meta')")
    assert sorted(meta) == [0, 2]
    assert server.order("closed", username=LEADER) == before + 1
    phone.note("p1")
    assert phone.is_state("nobody")
    assert phone.page.locator('[data-line="closed"]').is_visible()


def test_a_phone_on_which_only_a_draft_was_begun_hands_it_over_too(
    phone: Phone, server: Server
) -> None:
    phone.off()
    phone.note("p3")
    begun(phone, "p3", "9")
    server.order("close", username=LEADER)
    phone.on()
    phone.open("/")
    assert phone.page.url.endswith("/may/?dong")
    phone.until("TuQuan.store.all('drafts').then((all) => !all.length)")
    phone.page.locator('[data-line="closed"]').wait_for()
    [draft] = [one for one in server.order("strays") if one["subject"].endswith("|p3")]
    assert draft["lines"] == [["Số hộ", "9"]]
    assert phone.page.evaluate(EMPTY) == []


def test_what_somebody_else_wrote_on_a_closed_phone_stays_theirs(
    phone: Phone, server: Server
) -> None:
    waits(phone, "p4")
    phone.context.clear_cookies()
    phone.on()
    phone.sign_in(OTHER)
    waits(phone, "p5")
    server.order("close", username=OTHER)
    phone.on()
    phone.page.locator('[data-line="closed"]').wait_for()
    [left] = phone.items(everything=True)
    assert left["subject"] == "p4"
    phone.sign_in(LEADER)
    phone.note("p4")
    assert phone.is_state("received")

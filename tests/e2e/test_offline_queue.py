"""Nothing that somebody sent is lost or doubled, whatever the line does (S2-08, F-107, F-109).

The checks of the proof on the real application, with a small kind of entry of its own.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.offline import Phone, Server, wait_for

pytestmark = pytest.mark.browser


def test_written_without_network_it_survives_two_restarts_and_is_sent_by_itself(
    phone: Phone, server: Server
) -> None:
    phone.off()
    phone.note("a1")
    phone.write("27")
    assert phone.is_state("draft")
    phone.restart()
    phone.note("a1")
    expect(phone.page.locator("#number")).to_have_value("27")
    expect(phone.page.locator("#words")).to_have_value("Đường làng sạch")
    phone.send()
    assert phone.is_state("queued")
    phone.restart()
    phone.note("a1")
    assert phone.is_state("queued")
    assert server.notes("a1") == []
    phone.on()
    assert phone.is_state("received")
    [version] = server.notes("a1")
    assert version["data"] == {"number": "27", "words": "Đường làng sạch"}


def test_the_draft_goes_in_the_transaction_in_which_the_entry_comes(phone: Phone) -> None:
    phone.off()
    phone.note("a2")
    phone.write("1")
    assert phone.is_state("draft")
    phone.send()
    assert phone.is_state("queued")
    assert phone.page.evaluate("TuQuan.draft.get('note', 'a2')") is None
    [item] = [one for one in phone.items() if one["subject"] == "a2"]
    assert item["data"]["number"] == "1"
    assert item["tries"] == 0


def test_when_the_answer_is_lost_the_entry_is_sent_again_and_counted_once(
    phone: Phone, server: Server
) -> None:
    phone.note("b1")
    phone.write("3")
    phone.line.be("lose")
    phone.send()
    wait_for(server, "b1", 1)
    assert phone.page.get_attribute("#state", "data-state") in ("queued", "sending")
    phone.line.be("ok")
    assert phone.is_state("received")
    assert len(server.notes("b1")) == 1
    assert phone.line.sent >= 2


def test_two_tabs_and_six_sendings_at_once_make_one_version(phone: Phone, server: Server) -> None:
    phone.note("c1")
    other = phone.note("c1", phone.context.new_page())
    phone.off()
    phone.write("4")
    phone.send()
    assert phone.is_state("queued")
    phone.on()
    six = "Promise.all([1, 2, 3].map(() => TuQuan.outbox.flush()))"
    phone.page.evaluate(six)
    other.evaluate(six)
    assert phone.is_state("received")
    assert phone.is_state("received", other)
    assert len(server.notes("c1")) == 1


def test_two_versions_are_shown_side_by_side_and_nothing_is_overwritten(
    phone: Phone, server: Server
) -> None:
    phone.off()
    phone.note("d1")
    phone.write("8", "của tổ")
    phone.send()
    assert phone.is_state("queued")
    server.order("write", subject="d1", data={"number": "1", "words": "của xã"})
    phone.on()
    assert phone.is_state("conflict")
    lines = phone.page.locator("#clash li").all_text_contents()
    assert lines == ["number: 8 / 1", "words: của tổ / của xã"]
    assert [one["data"]["number"] for one in server.notes("d1")] == ["1"]
    phone.page.reload()
    assert phone.is_state("conflict")
    phone.page.click("#mine")
    assert phone.is_state("received")
    assert [one["data"]["number"] for one in server.notes("d1")] == ["1", "8"]


def test_what_was_never_tried_is_replaced_and_what_may_have_arrived_is_followed(
    phone: Phone, server: Server
) -> None:
    phone.off()
    phone.note("e1")
    for number in ("1", "2"):
        phone.write(number)
        phone.send()
        assert phone.is_state("queued")
    assert [one["data"]["number"] for one in phone.items() if one["subject"] == "e1"] == ["2"]
    phone.on()
    phone.line.be("lose")
    phone.flush()
    assert [one["data"]["number"] for one in server.notes("e1")] == ["2"]
    phone.off()
    phone.write("3")
    phone.send()
    phone.until("TuQuan.outbox.all().then((all) => all.some((one) => one.data.number === '3'))")
    items = {one["data"]["number"]: one for one in phone.items() if one["subject"] == "e1"}
    assert items["3"]["after"] == items["2"]["key"]
    phone.on()
    assert phone.is_state("received")
    assert [one["data"]["number"] for one in server.notes("e1")] == ["2", "3"]


def test_a_value_the_server_refuses_comes_back_to_its_field(phone: Phone, server: Server) -> None:
    phone.note("f1")
    phone.write("hai")
    phone.send()
    assert phone.is_state("invalid")
    phone.until("document.querySelector('#number').getAttribute('aria-invalid') === 'true'")
    assert phone.page.input_value("#number") == "hai"
    phone.write("2")
    phone.send()
    assert phone.is_state("received")
    assert [one["data"]["number"] for one in server.notes("f1")] == ["2"]
    assert len([one for one in phone.items() if one["subject"] == "f1"]) == 1


def test_an_entry_that_cannot_be_taken_blocks_no_other(phone: Phone, server: Server) -> None:
    phone.off()
    for subject, words in (("g1", "broken"), ("g2", "được"), ("g3", "locked"), ("g4", "được")):
        phone.note(subject)
        phone.write("1", words)
        phone.send()
        assert phone.is_state("queued")
    phone.on()
    phone.flush()
    states = {one["subject"]: one["state"] for one in phone.items()}
    assert states["g2"] == states["g4"] == "received"
    assert states["g3"] == "failed"
    assert states["g1"] in ("queued", "sending")
    assert server.notes("g1") == []
    key = next(one["key"] for one in phone.items() if one["subject"] == "g1")
    phone.page.evaluate(f"TuQuan.outbox.remove('{key}')")


def test_a_cafe_that_answers_everything_with_its_own_page_is_no_network(
    phone: Phone, server: Server
) -> None:
    phone.note("h1")
    phone.write("5")
    phone.line.be("portal")
    phone.send()
    phone.until("TuQuan.outbox.reached === false")
    assert phone.is_state("queued")
    assert server.notes("h1") == []
    phone.line.be("ok")
    assert phone.is_state("received")


def test_more_entries_than_fit_in_one_sending_go_in_order(phone: Phone, server: Server) -> None:
    phone.note("i1")
    phone.off()
    phone.page.evaluate(
        """async () => {
          for (let number = 1; number <= 120; number += 1) {
            const data = { number: String(number), words: "Đường làng sạch ".repeat(20) };
            await TuQuan.outbox.add({ kind: "note", subject: "many" + number, title: "", data });
          }
        }"""
    )
    before = phone.line.sent
    phone.on()
    phone.until(
        "TuQuan.outbox.all().then((all) => all.every((one) => one.state === 'received'))", 40
    )
    assert phone.line.sent - before == 3
    assert len(server.notes("many1")) == len(server.notes("many120")) == 1
    phone.until("TuQuan.outbox.all().then((all) => all.length === 100)")

"""F-111: six digits sent to a telephone, where the commune has a channel that can send them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from tests import make
from tests.accounts.doors import forget_session, is_in, leader, phone
from tests.background import run_waiting_jobs
from tuquan.accounts.models import Account, Device, OneTimeCode, Role
from tuquan.accounts.services import set_contact
from tuquan.audit.models import Change
from tuquan.base import clock
from tuquan.base.errors import Invalid, NotAllowed
from tuquan.base.models import Job
from tuquan.notices.channels import (
    Channel,
    Reaches,
    Sent,
    address_of,
    channels,
    using,
)

NUMBER = "+84912345678"


@dataclass
class LocalChannel:
    """A channel that keeps what it was to send."""

    key: str = "local"
    label: str = "SMS"
    reaches: Reaches = "phone"
    sent: list[tuple[str, str]] = field(default_factory=list)

    def send(self, address: str, text: str) -> Sent:
        """Keep it."""
        self.sent.append((address, text))
        return Sent(True, f"local-{len(self.sent)}")


@pytest.fixture
def channel(db: None) -> Iterator[LocalChannel]:
    """Text messages can be sent here."""
    cache.clear()
    local = LocalChannel()
    with using(local):
        yield local


@pytest.fixture
def known(world: make.World) -> Account:
    """A leader whose number the office has written down."""
    account = leader(world)
    set_contact(make.actor(make.officer(world.commune)), account, "0912 345 678", "")
    account.refresh_from_db()
    return account


def ask(browser: Client, number: str) -> str:
    """Ask for a code; the page that follows, without what differs each time."""
    page = browser.post("/vao/ma-mot-lan/", {"phone": number})
    assert page.status_code == 200
    run_waiting_jobs()
    return re.sub(r'value="[^"]*"|reference[^<]*', "", page.content.decode())


def code_in(channel: LocalChannel) -> str:
    """The code in the last message."""
    found = re.search(r"\b\d{6}\b", channel.sent[-1][1])
    assert found is not None
    return found[0]


def typed(browser: Client, code: str, number: str = NUMBER) -> int:
    """Type a code; the status answered."""
    answer = browser.post("/vao/ma-mot-lan/nhap/", {"phone": number, "code": code})
    return answer.status_code


def wrong(code: str) -> str:
    """Another code."""
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_without_a_channel_no_page_speaks_of_codes(known: Account) -> None:
    browser = phone()
    assert browser.get("/vao/ma-mot-lan/").headers["Location"] == "/vao/"
    answer = browser.post("/vao/ma-mot-lan/", {"phone": NUMBER})
    assert answer.headers["Location"] == "/vao/"
    assert "ma-mot-lan" not in browser.get("/vao/").content.decode()
    assert not Job.objects.exists()


def test_a_code_sent_to_the_phone_signs_in_and_binds_it(
    known: Account, channel: LocalChannel
) -> None:
    browser = phone()
    assert "/vao/ma-mot-lan/" in browser.get("/vao/").content.decode()
    ask(browser, "0912.345.678")
    [(address, _text)] = channel.sent
    assert address == NUMBER
    assert typed(browser, code_in(channel)) == 302
    assert is_in(browser)
    forget_session(browser)
    assert is_in(browser)
    assert Device.objects.get().account == known


def test_the_answer_is_the_same_for_a_number_nobody_has(
    known: Account, channel: LocalChannel
) -> None:
    mine, other = ask(phone(), "0912345678"), ask(phone(), "0987654321")
    assert _plain(mine) == _plain(other)
    assert len(channel.sent) == 1
    refused = [
        phone().post("/vao/ma-mot-lan/nhap/", {"phone": number, "code": "000000"})
        for number in (NUMBER, "+84987654321")
    ]
    assert {one.status_code for one in refused} == {422}
    assert len({_plain(one.content.decode()) for one in refused}) == 1


def _plain(page: str) -> str:
    return re.sub(r'csrfmiddlewaretoken[^>]*|value="[^"]*"', "", page)


def test_only_the_hash_of_a_code_is_kept(known: Account, channel: LocalChannel) -> None:
    ask(phone(), NUMBER)
    code = code_in(channel)
    assert code not in str(OneTimeCode.objects.values("code_hash").get())
    assert code not in str(list(Job.objects.values("arguments", "outcome")))
    change = Change.objects.get(action="accounts.code_sent")
    assert (change.path, change.data) == (known.grants.get().path, {})


def test_a_code_opens_once(known: Account, channel: LocalChannel) -> None:
    ask(phone(), NUMBER)
    code = code_in(channel)
    assert typed(phone(), code) == 302
    assert typed(phone(), code) == 422
    assert Device.objects.count() == 1


def test_a_code_is_good_for_five_minutes(known: Account, channel: LocalChannel) -> None:
    ask(phone(), NUMBER)
    with clock.pretending(clock.now() + timedelta(minutes=5, seconds=1)):
        assert typed(phone(), code_in(channel)) == 422
    assert typed(phone(), code_in(channel)) == 302


def test_after_five_wrong_tries_the_right_code_opens_nothing(
    known: Account, channel: LocalChannel
) -> None:
    ask(phone(), NUMBER)
    code = code_in(channel)
    for _ in range(5):
        assert typed(phone(), wrong(code)) == 422
    assert typed(phone(), code) == 422
    assert not Device.objects.exists()


def test_a_new_code_replaces_the_one_before(known: Account, channel: LocalChannel) -> None:
    ask(phone(), NUMBER)
    old = code_in(channel)
    ask(phone(), NUMBER)
    if old != code_in(channel):
        assert typed(phone(), old) == 422
    assert typed(phone(), code_in(channel)) == 302


def test_a_code_is_asked_for_three_times_in_a_quarter_of_an_hour(
    known: Account, channel: LocalChannel
) -> None:
    for _ in range(3):
        ask(phone(), NUMBER)
    assert phone().post("/vao/ma-mot-lan/", {"phone": "0912345678"}).status_code == 429
    assert len(channel.sent) == 3


@pytest.mark.parametrize("number", ["abc", "123", "", "0" * 40])
def test_no_number_is_no_number(channel: LocalChannel, number: str) -> None:
    assert phone().post("/vao/ma-mot-lan/", {"phone": number}).status_code == 422
    assert not Job.objects.exists()


def test_an_officer_gets_no_code(world: make.World, channel: LocalChannel) -> None:
    officer = make.officer(world.commune)
    Account.objects.filter(pk=officer.pk).update(phone=NUMBER)
    ask(phone(), NUMBER)
    assert channel.sent == []


def test_a_code_never_leads_to_another_site(known: Account, channel: LocalChannel) -> None:
    browser = phone()
    ask(browser, NUMBER)
    given = {"phone": NUMBER, "code": code_in(channel), "next": "https://evil.vn/"}
    assert browser.post("/vao/ma-mot-lan/nhap/", given).headers["Location"] == "/"


# Where a message reaches somebody


def test_a_number_is_kept_in_one_form_and_said_without_it(known: Account) -> None:
    assert known.phone == NUMBER
    change = Change.objects.get(action="accounts.contact_set")
    assert (change.path, change.data) == (known.grants.get().path, {})


@pytest.mark.parametrize(
    ("number", "mail", "where", "code"),
    [
        ("12", "", "phone", "phone_number_wrong"),
        ("0912345678", "", "phone", "phone_number_taken"),
        ("", "không có", "email", "email_wrong"),
    ],
)
def test_what_reaches_nobody_is_refused_at_its_field(
    world: make.World, known: Account, number: str, mail: str, where: str, code: str
) -> None:
    head = make.account(Role.AREA_HEAD, world.area)
    with pytest.raises(Invalid) as refusal:
        set_contact(make.SYSTEM, head, number, mail)
    assert [(p.where, p.code) for p in refusal.value.problems] == [(where, code)]
    head.refresh_from_db()
    assert (head.phone, head.email) == ("", "")


def test_nobody_writes_the_number_of_somebody_next_door(world: make.World, known: Account) -> None:
    neighbour = make.officer(world.neighbour)
    with pytest.raises(NotAllowed):
        set_contact(make.actor(neighbour), known, "0987654321", "")
    answer = make.client(neighbour).post(f"/tai-khoan/{known.pk}/lien-he/", {"phone": ""})
    assert answer.status_code == 404
    known.refresh_from_db()
    assert known.phone == NUMBER


# The registry of channels


def test_channels_are_known_by_what_they_reach(known: Account, channel: LocalChannel) -> None:
    mail = LocalChannel("mail", "E-mail", "email")
    with using(mail):
        assert [one.key for one in channels("phone")] == ["local"]
        assert mail in channels()
        assert (address_of(known, channel), address_of(known, mail)) == (NUMBER, "")
    assert mail not in channels()


def test_a_channel_that_refuses_leaves_it_to_the_next(
    known: Account, channel: LocalChannel
) -> None:
    class Broken(LocalChannel):
        def send(self, address: str, text: str) -> Sent:
            return Sent(False, why="no credit")

    first: Channel = Broken("a-broken")
    with using(first):
        ask(phone(), NUMBER)
    assert len(channel.sent) == 1

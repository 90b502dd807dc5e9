"""What the tests of cards and phones start from: a card made by the officer, a phone in hand."""

from __future__ import annotations

import re

from django.test import Client

from tests import make
from tuquan.accounts.models import Account, Device
from tuquan.accounts.services import NewCard, make_card

AGENT = "Mozilla/5.0 (Linux; Android 9; SM-J4) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"
LEADER = "Nguyễn Thị Hoa"


def phone() -> Client:
    """A leader's phone on which nobody ever signed in."""
    return Client(headers={"user-agent": AGENT})


def leader(world: make.World) -> Account:
    """A leader of the only group of our first area, who never had a password."""
    [group] = make.groups(world.area)
    return make.leader(group, LEADER)


def card_for(account: Account) -> NewCard:
    """A card as the system makes it."""
    return make_card(make.SYSTEM, account)


def confirm(browser: Client, card: NewCard, **more: str) -> int:
    """Open the address of a card and say that one is its person; the status answered."""
    answer = browser.post(f"/vao/{card.token}/", {"confirm": "1"} | more)
    return answer.status_code


def bound(account: Account) -> Client:
    """A phone bound to somebody by a card."""
    browser = phone()
    assert confirm(browser, card_for(account)) == 302
    return browser


def forget_session(browser: Client) -> None:
    """Let the session be over: 60 days passed, or the browser lost it."""
    browser.cookies.pop("sessionid", None)


def is_in(browser: Client) -> bool:
    """Whether somebody is signed in, as a page for people says it."""
    return browser.get("/toi/").status_code == 200


def words(browser: Client, address: str) -> str:
    """The text of a page, without marks and in one line."""
    page = browser.get(address).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def device(account: Account) -> Device:
    """The only phone of somebody."""
    return Device.objects.get(account=account)

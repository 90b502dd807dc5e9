"""F-111, F-113: the officer's pages of cards and phones."""

from __future__ import annotations

import re

import pytest

from tests import make
from tests.accounts.doors import LEADER, bound, card_for, confirm, device, leader, phone
from tuquan.accounts.models import Account, Device, Role, SignInCard
from tuquan.accounts.queries import people_without_phone, qr_svg
from tuquan.core.cards import read_card_code


@pytest.fixture
def person(world: make.World) -> Account:
    return leader(world)


def test_a_card_is_printed_once_with_square_and_code(world: make.World, person: Account) -> None:
    browser = make.client(make.officer(world.commune))
    shown = browser.post(f"/tai-khoan/{person.pk}/the/lam/")
    assert "no-store" in shown.headers["Cache-Control"]
    page = shown.content.decode()
    assert LEADER in page
    assert "Tổ 1, Thôn 2" in page
    assert 'class="qr"' in page
    assert "style=" not in page
    found = re.search(r'class="card-code">([^<]+)<', page)
    assert found is not None
    code = read_card_code(found[1])
    assert code is not None
    later = browser.get(f"/tai-khoan/{person.pk}/the/").content.decode()
    assert found[1] not in later
    assert phone().post("/vao/", {"code": code, "confirm": "1"}).status_code == 302


def test_the_square_holds_the_address_of_the_card(
    world: make.World, person: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secrets.token_urlsafe", lambda size: "abcDEF-_0123456789abcd")
    browser = make.client(make.officer(world.commune))
    page = browser.post(f"/tai-khoan/{person.pk}/the/lam/").content.decode()
    assert str(qr_svg("http://testserver/vao/abcDEF-_0123456789abcd/")) in page
    assert "abcDEF-_0123456789abcd" not in page


def test_several_cards_come_on_one_sheet(world: make.World, person: Account) -> None:
    head = make.account(Role.AREA_HEAD, world.other_area, "Hồ Văn Phú")
    browser = make.client(make.officer(world.commune))
    page = browser.get("/tai-khoan/the/").content.decode()
    assert LEADER in page
    assert "Hồ Văn Phú" in page
    shown = browser.post("/tai-khoan/the/lam/", {"account": [person.pk, head.pk, 0, "x"]})
    assert shown.content.decode().count('class="sign-in-card"') == 2
    assert SignInCard.objects.count() == 2


def test_nobody_ticked_is_said_on_the_page(world: make.World, person: Account) -> None:
    browser = make.client(make.officer(world.commune))
    assert browser.post("/tai-khoan/the/lam/").status_code == 422
    assert not SignInCard.objects.exists()


def test_people_next_door_cannot_be_ticked(world: make.World, person: Account) -> None:
    browser = make.client(make.officer(world.neighbour))
    assert browser.post("/tai-khoan/the/lam/", {"account": [person.pk]}).status_code == 422
    assert not SignInCard.objects.exists()


@pytest.mark.parametrize("address", ["the/", "the/lam/", "the/huy/", "lien-he/"])
def test_the_card_of_another_commune_does_not_exist(
    world: make.World, person: Account, address: str
) -> None:
    card_for(person)
    browser = make.client(make.officer(world.neighbour))
    url = f"/tai-khoan/{person.pk}/{address}"
    answer = browser.get(url) if address == "the/" else browser.post(url)
    assert answer.status_code == 404
    assert SignInCard.objects.get().revoked_at is None


def test_who_has_a_phone_is_not_asked_to_get_a_card(world: make.World, person: Account) -> None:
    officer = make.officer(world.commune)
    assert list(people_without_phone(make.actor(officer))) == [person]
    bound(person)
    assert list(people_without_phone(make.actor(officer))) == []


def test_the_page_says_plainly_that_a_desk_takes_a_password(world: make.World) -> None:
    administrator = make.client(make.account(Role.ADMINISTRATOR, None))
    officer = make.officer(world.commune)
    page = administrator.get(f"/tai-khoan/{officer.pk}/the/").content.decode()
    assert "the/lam/" not in page
    refused = administrator.post(f"/tai-khoan/{officer.pk}/the/lam/")
    assert refused.status_code == 409


@pytest.mark.parametrize("state", ["waiting", "used", "revoked"])
def test_the_page_says_what_became_of_the_card(
    world: make.World, person: Account, state: str
) -> None:
    browser = make.client(make.officer(world.commune))
    card = card_for(person)
    if state == "used":
        confirm(phone(), card)
    if state == "revoked":
        assert browser.post(f"/tai-khoan/{person.pk}/the/huy/").status_code == 302
    page = browser.get(f"/tai-khoan/{person.pk}/the/").content.decode()
    assert ("the/huy/" in page) == (state == "waiting")
    assert ("Android · Chrome" in page) == (state == "used")
    again = browser.post(f"/tai-khoan/{person.pk}/the/huy/").status_code
    assert again == (302 if state == "waiting" else 409)


def test_an_officer_closes_a_phone_with_a_reason(world: make.World, person: Account) -> None:
    bound(person)
    browser = make.client(make.officer(world.commune))
    address = f"/tai-khoan/may/{device(person).pk}/dong/"
    refused = browser.post(address, {"reason": ""})
    assert refused.status_code == 422
    assert Device.objects.get().closed_at is None
    done = browser.post(address, {"reason": "Mất máy"})
    assert done.headers["Location"] == f"/tai-khoan/{person.pk}/the/"
    page = browser.get(f"/tai-khoan/{person.pk}/the/").content.decode()
    assert "Mất máy" in page
    assert address not in page


def test_a_wrong_number_stays_on_the_page(world: make.World, person: Account) -> None:
    browser = make.client(make.officer(world.commune))
    address = f"/tai-khoan/{person.pk}/lien-he/"
    refused = browser.post(address, {"phone": "0912", "email": ""})
    assert refused.status_code == 422
    assert 'value="0912"' in refused.content.decode()
    assert browser.post(address, {"phone": "0912 345 678"}).status_code == 302
    person.refresh_from_db()
    assert person.phone == "+84912345678"

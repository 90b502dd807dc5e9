"""Phones on which a leader typed a password are seen and can be closed (F-111, F-113)."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import make
from tests.accounts.doors import (
    card_for,
    confirm,
    device,
    forget_session,
    is_in,
    leader,
    phone,
)
from tuquan.accounts.models import Account, Device, Role
from tuquan.accounts.queries import people_without_phone
from tuquan.accounts.services import close_device
from tuquan.audit.models import Change

pytestmark = pytest.mark.django_db

PASSWORD = "lua-chin-vang-2026"


def by_password(account: Account, browser: Client | None = None) -> Client:
    """A phone on which somebody typed a name and a password."""
    account.set_password(PASSWORD)
    account.must_change_password = False
    account.save()
    browser = browser or phone()
    given = {"login": account.username, "password": PASSWORD}
    assert browser.post("/dang-nhap/", given).status_code == 302
    return browser


def test_a_phone_on_which_a_password_was_typed_is_seen_and_can_be_closed(
    world: make.World,
) -> None:
    """F-111, F-113: a person sees every phone; an officer may close each."""
    account = leader(world)
    browser = by_password(account)
    row = device(account)
    assert (row.by_password, bool(row.label)) == (True, True)
    assert f"/toi/may/{row.pk}/dong/" in browser.get("/toi/").content.decode()
    assert Change.objects.get(action="accounts.phone_signed_in").data == {}
    officer = make.client(make.officer(world.commune))
    assert (
        f"/tai-khoan/may/{row.pk}/dong/"
        in officer.get(f"/tai-khoan/{account.pk}/the/").content.decode()
    )
    officer.post(f"/tai-khoan/may/{row.pk}/dong/", {"reason": "Mất máy"})
    assert not is_in(browser)
    assert browser.get("/phien/").json()["closed"] is True


def test_it_does_not_sign_in_by_itself_and_is_known_when_it_comes_back(world: make.World) -> None:
    account = leader(world)
    browser = by_password(account)
    forget_session(browser)
    assert not is_in(browser)
    by_password(account, browser)
    assert is_in(browser)
    browser.post("/dang-xuat/")
    assert not is_in(browser)
    by_password(account, browser)
    assert is_in(browser)
    assert Device.objects.count() == 1
    assert [one.pk for one in people_without_phone(make.SYSTEM)] == [account.pk]


def test_after_it_was_closed_a_password_makes_it_another_phone(world: make.World) -> None:
    account = leader(world)
    browser = by_password(account)
    close_device(make.SYSTEM, device(account), "Mất máy")
    by_password(account, browser)
    assert is_in(browser)
    assert browser.get("/phien/").json()["closed"] is False
    assert Device.objects.count() == 2


def test_a_guest_on_the_phone_of_somebody_else_leaves_it_theirs(world: make.World) -> None:
    account = leader(world)
    card, browser = card_for(account), phone()
    confirm(browser, card)
    browser.post("/dang-xuat/")
    guest = make.account(Role.AREA_HEAD, world.area, "Lò Thị Ánh")
    by_password(guest, browser)
    assert device(guest).by_password
    browser.post("/dang-xuat/")
    assert confirm(browser, card) == 302
    assert browser.session["_auth_user_id"] == str(account.pk)


def test_a_first_password_is_still_to_be_changed_on_a_phone(world: make.World) -> None:
    account = leader(world)
    browser = by_password(account)
    Account.objects.filter(pk=account.pk).update(must_change_password=True)
    assert browser.get("/").headers["Location"] == "/toi/mat-khau/"


def test_at_a_desk_no_phone_is_kept(world: make.World) -> None:
    by_password(make.officer(world.commune))
    assert not Device.objects.exists()

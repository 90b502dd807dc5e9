"""Phones sign in by themselves until they are closed; then they hand over and are emptied.

Serves F-111 and F-113.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import gettext

from tests import make
from tests.accounts.doors import (
    AGENT,
    bound,
    card_for,
    confirm,
    device,
    forget_session,
    is_in,
    leader,
    phone,
)
from tuquan.accounts.models import Account, Device, Role, SignInCard
from tuquan.accounts.queries import closing_device, devices_of
from tuquan.accounts.services import close_device, end_grant, finish_closing, give_grant
from tuquan.audit.models import Change
from tuquan.base import clock
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.outbox.models import StrayItem

pytestmark = pytest.mark.django_db


def stolen(browser: Client) -> Client:
    """A browser elsewhere that holds nothing but a copy of the phone's cookie."""
    thief = Client(headers={"user-agent": AGENT})
    thief.cookies["may"] = browser.cookies["may"].value
    return thief


def end_duty(account: Account) -> None:
    """The last duty of somebody ends."""
    for grant in account.grants.filter(effective_until=None):
        end_grant(make.SYSTEM, grant)


def test_a_phone_signs_in_by_itself_when_the_session_is_over(world: make.World) -> None:
    account = leader(world)
    browser = bound(account)
    forget_session(browser)
    assert is_in(browser)
    assert browser.session["_auth_user_id"] == str(account.pk)


def test_a_form_filled_in_while_the_session_ran_out_is_not_lost(world: make.World) -> None:
    account = leader(world)
    strict = Client(enforce_csrf_checks=True, headers={"user-agent": AGENT})
    ours = bound(account)
    strict.cookies["may"] = ours.cookies["may"].value
    strict.get("/toi/")
    token = strict.cookies["csrftoken"].value
    forget_session(strict)
    sent = strict.post("/toi/", {"form": "bác", "csrfmiddlewaretoken": token})
    assert sent.status_code == 302
    account.refresh_from_db()
    assert account.address_form == "bác"


def test_a_year_without_use_ends_it(world: make.World) -> None:
    browser = bound(leader(world))
    forget_session(browser)
    with clock.pretending(clock.now() + timedelta(days=366)):
        assert not is_in(browser)


def test_use_is_noted_once_a_day_and_renews_the_cookie(world: make.World) -> None:
    account = leader(world)
    browser = bound(account)
    first = device(account).last_used_at
    with clock.pretending(first + timedelta(hours=2)):
        assert "may" not in browser.get("/toi/").cookies
        assert device(account).last_used_at == first
    with clock.pretending(first + timedelta(days=2)):
        renewed = browser.get("/toi/").cookies["may"]
        assert device(account).last_used_at == first + timedelta(days=2)
    assert renewed["max-age"] == 400 * 24 * 60 * 60
    assert renewed["httponly"]


def test_a_closed_phone_is_signed_out_at_once_and_never_in_again(world: make.World) -> None:
    account = leader(world)
    browser = bound(account)
    officer = make.officer(world.commune)
    close_device(make.actor(officer), device(account), "  Mất máy ")
    assert not is_in(browser)
    forget_session(browser)
    assert not is_in(browser)
    row = device(account)
    assert (row.closing_reason, row.closed_by) == ("Mất máy", officer)
    change = Change.objects.get(action="accounts.device_closed")
    assert (change.path, change.data) == (account.grants.get().path, {})


def test_a_copy_of_the_cookie_is_worth_nothing_after_closing(world: make.World) -> None:
    account = leader(world)
    thief = stolen(bound(account))
    close_device(make.SYSTEM, device(account), "Mất máy")
    assert not is_in(thief)
    assert thief.get("/may/du-lieu/").status_code == 401
    finish_closing(make.actor(account), device(account))
    assert closing_device({"may": thief.cookies["may"].value}) is None


@pytest.mark.parametrize("value", ["", "x", "\x00", "9" * 5000])
def test_an_invented_cookie_signs_nobody_in(world: make.World, value: str) -> None:
    bound(leader(world))
    browser = Client()
    browser.cookies["may"] = value
    assert not is_in(browser)


@pytest.mark.parametrize(
    ("reason", "code"), [("  ", "closing_reason_missing"), ("x" * 201, "closing_reason_long")]
)
def test_closing_takes_a_reason(world: make.World, reason: str, code: str) -> None:
    account = leader(world)
    browser = bound(account)
    with pytest.raises(Invalid) as refusal:
        close_device(make.actor(make.officer(world.commune)), device(account), reason)
    assert [(p.code, p.where) for p in refusal.value.problems] == [(code, "reason")]
    assert is_in(browser)


def test_nobody_closes_phones_next_door(world: make.World) -> None:
    account = leader(world)
    browser = bound(account)
    with pytest.raises(NotAllowed):
        close_device(make.actor(make.officer(world.neighbour)), device(account), "Mất máy")
    other = make.client(make.officer(world.neighbour))
    address = f"/tai-khoan/may/{device(account).pk}/dong/"
    assert other.post(address, {"reason": "Mất máy"}).status_code == 404
    assert is_in(browser)


def test_a_phone_is_closed_once(world: make.World) -> None:
    account = leader(world)
    bound(account)
    close_device(make.SYSTEM, device(account), "Mất máy")
    with pytest.raises(Conflict, match="device_closed_already"):
        close_device(make.SYSTEM, device(account), "Mất máy")


def test_somebody_closes_a_phone_of_their_own_on_their_page(world: make.World) -> None:
    account = leader(world)
    lost = bound(account)
    present = bound(account)
    page = present.get("/toi/").content.decode()
    row = Device.objects.order_by("pk").first()
    assert row is not None
    assert f"/toi/may/{row.pk}/dong/" in page
    assert present.post(f"/toi/may/{row.pk}/dong/").headers["Location"] == "/toi/"
    assert not is_in(lost)
    assert is_in(present)


def test_nobody_closes_the_phone_of_somebody_else_on_their_own_page(world: make.World) -> None:
    account = leader(world)
    browser = bound(account)
    head = make.client(make.account(Role.AREA_HEAD, world.area))
    assert head.post(f"/toi/may/{device(account).pk}/dong/").status_code == 404
    assert is_in(browser)


def test_after_signing_out_the_phone_waits_for_its_own_card(world: make.World) -> None:
    account = leader(world)
    card = card_for(account)
    browser = phone()
    confirm(browser, card)
    browser.post("/dang-xuat/")
    assert not is_in(browser)
    assert confirm(phone(), card) == 409
    assert browser.get(f"/vao/{card.token}/").status_code == 200
    assert not is_in(browser)
    assert confirm(browser, card) == 302
    assert is_in(browser)
    assert Device.objects.count() == 1
    assert Change.objects.get(action="accounts.device_woken").data == {}


def test_the_card_of_a_closed_phone_does_not_open_it_again(world: make.World) -> None:
    account = leader(world)
    card = card_for(account)
    browser = phone()
    confirm(browser, card)
    close_device(make.SYSTEM, device(account), "Cho người khác")
    assert confirm(browser, card) == 409


def test_whoever_comes_to_a_desk_types_a_password_from_then_on(world: make.World) -> None:
    account = leader(world)
    browser = bound(account)
    give_grant(make.SYSTEM, account, Role.COMMUNE_OFFICER, world.commune)
    assert not is_in(browser)
    forget_session(browser)
    assert not is_in(browser)


def test_somebody_barred_is_not_signed_in_by_a_phone(world: make.World) -> None:
    account = leader(world)
    browser = bound(account)
    Account.objects.filter(pk=account.pk).update(is_active=False)
    forget_session(browser)
    assert not is_in(browser)


def test_with_the_last_duty_phones_close_softly_and_sessions_and_cards_end(
    world: make.World,
) -> None:
    account = leader(world)
    browser, by_password = bound(account), make.client(Account.objects.get(pk=account.pk))
    card = card_for(account)
    path = account.grants.get().path
    end_duty(account)
    assert not is_in(browser)
    assert not is_in(by_password)
    assert SignInCard.objects.get(pk=card.card.pk).revoked_at is not None
    held = closing_device({"may": browser.cookies["may"].value})
    assert held == device(account)
    change = Change.objects.get(action="accounts.doors_closed")
    assert (change.path, change.data) == (path, {"devices": 1})
    with clock.pretending(clock.now() + timedelta(days=31)):
        assert closing_device({"may": browser.cookies["may"].value}) is None


def test_whoever_keeps_another_duty_keeps_the_phone(world: make.World) -> None:
    account = leader(world)
    give_grant(make.SYSTEM, account, Role.AREA_HEAD, world.area)
    browser = bound(account)
    end_grant(make.SYSTEM, account.grants.get(role=Role.GROUP_LEADER))
    assert is_in(browser)
    assert not Change.objects.filter(action="accounts.doors_closed").exists()


def test_a_new_duty_within_the_thirty_days_opens_the_phone_again(world: make.World) -> None:
    account = leader(world)
    browser = bound(account)
    end_duty(account)
    give_grant(make.SYSTEM, account, Role.AREA_HEAD, world.area)
    assert is_in(browser)
    assert Change.objects.get(action="accounts.doors_reopened").data == {"devices": 1}


def test_a_phone_closed_with_a_reason_stays_closed_when_a_duty_begins(
    world: make.World,
) -> None:
    account = leader(world)
    browser = bound(account)
    close_device(make.SYSTEM, device(account), "Mất máy")
    end_duty(account)
    give_grant(make.SYSTEM, account, Role.AREA_HEAD, world.area)
    assert not is_in(browser)
    assert not Change.objects.filter(action="accounts.doors_reopened").exists()


def test_what_waits_on_a_closed_phone_goes_to_the_officer_and_the_phone_is_done_with(
    world: make.World,
) -> None:
    """F-111: closed by an officer or by its person, nothing that was written is lost."""
    account = leader(world)
    browser = bound(account)
    close_device(make.SYSTEM, device(account), "Mất máy")
    said = browser.get("/phien/").json()
    assert (said["closed"], said["uid"]) == (True, account.pk)
    draft = {
        "key": "12345678-9abc-4def-8123-456789abcdef",
        "kind": "draft",
        "subject": f"{account.pk}|report|obligation:1",
        "v": "",
        "base": 0,
        "data": {"fields": {"q_trees_planted": "5"}},
        "title": "Báo cáo tháng 10",
        "read": [["Số cây", "5"]],
    }
    [result] = post(browser, account, [draft])["results"]
    assert (result["status"], result["body"]["stray"]) == (201, True)
    post(browser, account, [], empty=True)
    closed = device(account)
    assert closed.closed_at is not None
    assert browser.get("/phien/").json()["uid"] == 0
    change = Change.objects.get(action="accounts.device_emptied")
    assert (change.actor_name, change.data) == (account.name, {})
    officer = make.client(make.officer(world.commune))
    page = officer.get(f"/tai-khoan/{account.pk}/the/").content.decode()
    assert gettext("closed and emptied") in page
    assert f"/tai-khoan/may/{closed.pk}/dong/" not in page
    stray = StrayItem.objects.get()
    page = officer.get(f"/may/lac/{stray.pk}/").content.decode()
    assert "Số cây" in page
    assert f"/may/lac/{stray.pk}/nhap/" not in page
    with clock.pretending(clock.now() + timedelta(days=31)):
        assert list(devices_of(account)) == []


def test_whatever_page_a_closed_phone_opens_it_is_led_to_the_one_that_hands_over(
    world: make.World,
) -> None:
    account = leader(world)
    browser = bound(account)
    close_device(make.SYSTEM, device(account), "Mất máy")
    for path in ("/", "/bao-cao/cua-toi/"):
        answer = browser.get(path, headers={"accept": "text/html"})
        assert answer.headers["Location"] == "/may/?dong"
    for path in ("/may/", "/dang-nhap/", "/vao/"):
        assert browser.get(path, headers={"accept": "text/html"}).status_code == 200
    finish_closing(make.actor(account), device(account))
    answer = browser.get("/", headers={"accept": "text/html"})
    assert answer.headers["Location"] == "/gioi-thieu/"


def test_only_its_own_person_says_that_a_phone_is_empty(world: make.World) -> None:
    account = leader(world)
    bound(account)
    close_device(make.SYSTEM, device(account), "Mất máy")
    with pytest.raises(NotAllowed):
        finish_closing(make.actor(make.officer(world.commune)), device(account))
    assert device(account).closed_at is None


def post(browser: Client, account: Account, items: list[object], **more: object) -> dict[str, Any]:
    """What the script of a phone sends; the answer."""
    body = {"uid": account.pk, "items": items, **more}
    answer: dict[str, Any] = browser.post("/may/gui/", body, content_type="application/json").json()
    return answer


def test_a_closing_phone_may_only_deliver(world: make.World) -> None:
    account = leader(world)
    browser = bound(account)
    end_duty(account)
    assert not is_in(browser)
    said = browser.get("/phien/").json()
    assert (said["closed"], said["uid"]) == (True, account.pk)

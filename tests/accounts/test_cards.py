"""F-111, F-113: a card from the office instead of a password; it is used once, by its person."""

from __future__ import annotations

import logging
import re
from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client, override_settings
from django.utils import translation

from tests import make
from tests.accounts.doors import AGENT, LEADER, card_for, confirm, device, is_in, leader, phone
from tuquan.accounts.models import Device, Role, SignInCard
from tuquan.accounts.queries import actor_for
from tuquan.accounts.services import give_grant, make_card, make_cards, revoke_card
from tuquan.audit.models import Change
from tuquan.base import clock
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.core.cards import ALPHABET


@pytest.fixture(autouse=True)
def no_tries_yet(db: None) -> None:
    """Tries are counted in the shared cache."""
    cache.clear()


def later(**more: int) -> datetime:
    return clock.now() + timedelta(**more)


def test_an_officer_makes_a_card_and_only_hashes_are_kept(world: make.World) -> None:
    account = leader(world)
    officer = make.officer(world.commune)
    made = make_card(make.actor(officer), account)
    assert len(made.code) == 8
    assert set(made.code) <= set(ALPHABET)
    assert not set("01OIL") & set(ALPHABET)
    assert len(made.token) == 22
    row = SignInCard.objects.values().get()
    assert made.token not in str(row)
    assert made.code not in str(row)
    assert row["made_by_id"] == officer.pk
    assert row["expires_at"] - row["made_at"] == timedelta(days=30)


def test_what_is_written_down_of_a_card_says_no_name_and_no_secret(world: make.World) -> None:
    account = leader(world)
    card = make_card(make.actor(make.officer(world.commune)), account)
    confirm(phone(), card)
    rows = Change.objects.filter(action__in=["accounts.card_made", "accounts.card_used"])
    assert [(row.action, row.data) for row in rows.order_by("pk")] == [
        ("accounts.card_made", {}),
        ("accounts.card_used", {}),
    ]
    assert {row.path for row in rows} == {account.grants.get().path}
    used = rows.get(action="accounts.card_used")
    assert used.actor_id == account.pk


def test_nothing_of_a_card_stands_in_the_log(
    world: make.World, caplog: pytest.LogCaptureFixture
) -> None:
    card = card_for(leader(world))
    with caplog.at_level(logging.DEBUG):
        confirm(phone(), card)
        confirm(phone(), card)
        phone().post("/vao/", {"code": card.code})
    ours = [r.getMessage() for r in caplog.records if not r.name.startswith("django.db")]
    assert not [line for line in ours if card.token in line or card.code in line]


@pytest.mark.parametrize("role", [Role.COMMUNE_OFFICER, Role.ADMINISTRATOR, Role.PROVINCE_OFFICER])
def test_whoever_works_at_a_desk_gets_no_card(world: make.World, role: str) -> None:
    account = make.account(role, world.commune)
    with pytest.raises(Conflict, match="card_not_for_desks"):
        make_card(make.SYSTEM, account)
    assert not SignInCard.objects.exists()


def test_a_leader_who_also_works_at_a_desk_gets_no_card(world: make.World) -> None:
    account = leader(world)
    give_grant(make.SYSTEM, account, Role.COMMUNE_OFFICER, world.commune)
    with pytest.raises(Conflict, match="card_not_for_desks"):
        make_card(make.SYSTEM, account)


def test_a_card_opens_nothing_once_its_person_works_at_a_desk(world: make.World) -> None:
    account = leader(world)
    card = card_for(account)
    give_grant(make.SYSTEM, account, Role.COMMUNE_OFFICER, world.commune)
    browser = phone()
    assert confirm(browser, card) == 409
    assert not is_in(browser)


def test_nobody_makes_cards_for_people_next_door(world: make.World) -> None:
    account = leader(world)
    neighbour = make.actor(make.officer(world.neighbour))
    for refused in (
        lambda: make_card(neighbour, account),
        lambda: make_cards(neighbour, [account]),
    ):
        with pytest.raises(NotAllowed):
            refused()
    card = card_for(account)
    with pytest.raises(NotAllowed):
        revoke_card(neighbour, card.card)
    assert SignInCard.objects.get().revoked_at is None


def test_cards_for_nobody_are_refused(world: make.World) -> None:
    with pytest.raises(Invalid) as refusal:
        make_cards(make.SYSTEM, [])
    assert [(p.code, p.where) for p in refusal.value.problems] == [("no_card_chosen", "account")]


def test_looking_at_the_address_of_a_card_signs_nobody_in(world: make.World) -> None:
    """Zalo and other messengers open every link they show."""
    card = card_for(leader(world))
    browser = phone()
    for _ in range(3):
        shown = browser.get(f"/vao/{card.token}/")
        assert shown.status_code == 200
        assert "no-store" in shown.headers["Cache-Control"]
    assert browser.head(f"/vao/{card.token}/").status_code == 200
    assert not is_in(browser)
    assert SignInCard.objects.get().used_at is None
    assert not Device.objects.exists()
    assert "may" not in browser.cookies


def test_the_page_asks_by_name_and_group(world: make.World) -> None:
    page = phone().get(f"/vao/{card_for(leader(world)).token}/").content.decode()
    assert LEADER in page
    assert "Tổ 1, Thôn 2" in page


def test_a_post_without_the_answer_signs_nobody_in(world: make.World) -> None:
    card = card_for(leader(world))
    browser = phone()
    assert browser.post(f"/vao/{card.token}/").status_code == 200
    assert not is_in(browser)


def test_confirming_signs_in_and_binds_the_phone(world: make.World) -> None:
    account = leader(world)
    browser = phone()
    assert confirm(browser, card_for(account)) == 302
    assert is_in(browser)
    phone_row = device(account)
    assert phone_row.label == "Android · Chrome"
    card = SignInCard.objects.get()
    assert card.used_device == phone_row
    assert card.used_at is not None
    cookie = browser.cookies["may"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["secure"]
    assert cookie.value not in str(Device.objects.values().get())


def test_with_tls_the_cookie_of_the_phone_never_goes_in_the_clear(world: make.World) -> None:
    browser = phone()
    with override_settings(SESSION_COOKIE_SECURE=True):
        confirm(browser, card_for(leader(world)))
    assert browser.cookies["may"]["secure"]


def test_a_used_card_opens_no_second_phone_and_says_what_to_do(world: make.World) -> None:
    card = card_for(leader(world))
    confirm(phone(), card)
    second = phone()
    answer = second.get(f"/vao/{card.token}/")
    assert answer.status_code == 409
    with translation.override("en"):
        assert "ask the commune office for a new card" in _english(second, f"/vao/{card.token}/")
    assert confirm(second, card) == 409
    assert not is_in(second)
    assert Device.objects.count() == 1


def _english(browser: Client, address: str) -> str:
    browser.cookies["language"] = "en"
    return re.sub(r"\s+", " ", browser.get(address).content.decode())


def test_two_phones_at_once_bind_only_one(world: make.World) -> None:
    """The second phone saw the question before the first one answered it."""
    card = card_for(leader(world))
    first, second = phone(), phone()
    assert first.get(f"/vao/{card.token}/").status_code == 200
    assert second.get(f"/vao/{card.token}/").status_code == 200
    assert confirm(first, card) == 302
    assert confirm(second, card) == 409
    assert Device.objects.count() == 1


def test_a_revoked_card_opens_nothing(world: make.World) -> None:
    account = leader(world)
    card = card_for(account)
    officer = make.actor(make.officer(world.commune))
    revoke_card(officer, card.card)
    assert confirm(phone(), card) == 409
    assert Change.objects.get(action="accounts.card_revoked").data == {}
    with pytest.raises(Conflict, match="card_over_already"):
        revoke_card(officer, card.card)


def test_a_new_card_revokes_the_one_before(world: make.World) -> None:
    account = leader(world)
    old, new = card_for(account), card_for(account)
    assert confirm(phone(), old) == 409
    assert confirm(phone(), new) == 302


def test_a_card_not_used_for_thirty_days_expires(world: make.World) -> None:
    card = card_for(leader(world))
    with clock.pretending(later(days=30)):
        assert confirm(phone(), card) == 409
    with clock.pretending(later(days=29)):
        assert confirm(phone(), card) == 302


@pytest.mark.parametrize("token", ["x", "A" * 22, "ma-mot-lan2", "%00", "' or 1=1"])
def test_an_invented_token_is_refused_with_what_to_do(world: make.World, token: str) -> None:
    card_for(leader(world))
    answer = phone().get(f"/vao/{token}/")
    assert answer.status_code == 409
    assert "Thôn 2" not in answer.content.decode()


def test_the_short_code_asks_by_name_then_signs_in(world: make.World) -> None:
    account = leader(world)
    card = card_for(account)
    browser = phone()
    typed = f" {card.code[:4].lower()} - {card.code[4:]}"
    asked = browser.post("/vao/", {"code": typed})
    assert asked.status_code == 200
    assert LEADER in asked.content.decode()
    assert not is_in(browser)
    answer = browser.post("/vao/", {"code": typed, "confirm": "1"})
    assert answer.headers["Location"] == "/"
    assert is_in(browser)


def test_a_wrong_code_is_refused_at_its_field_and_kept(world: make.World) -> None:
    card_for(leader(world))
    answer = phone().post("/vao/", {"code": "ABCD2345"})
    assert answer.status_code == 422
    assert 'value="ABCD2345"' in answer.content.decode()


def test_codes_with_the_same_beginning_are_tried_twenty_times_at_most(world: make.World) -> None:
    card = card_for(leader(world))
    start = card.code[:2]
    for number in range(20):
        browser = Client(REMOTE_ADDR=f"10.0.0.{number}")
        assert browser.post("/vao/", {"code": f"{start}ABCD2{ALPHABET[number]}"}).status_code == 422
    held = Client(REMOTE_ADDR="10.0.1.1").post("/vao/", {"code": card.code, "confirm": "1"})
    assert held.status_code == 429
    assert SignInCard.objects.get().used_at is None


def test_one_address_tries_thirty_codes_a_minute_at_most(world: make.World) -> None:
    card = card_for(leader(world))
    for number in range(30):
        first = ALPHABET[number]
        assert phone().post("/vao/", {"code": f"{first}{first}ABCD23"}).status_code == 422
    assert phone().post("/vao/", {"code": card.code}).status_code == 429
    elsewhere = Client(REMOTE_ADDR="10.0.0.9").post("/vao/", {"code": card.code})
    assert elsewhere.status_code == 200


@pytest.mark.parametrize(
    "next_", ["https://evil.vn/", "//evil.vn/", "javascript:alert(1)", "/\\evil"]
)
def test_a_card_never_leads_to_another_site(world: make.World, next_: str) -> None:
    card = card_for(leader(world))
    answer = phone().post(f"/vao/{card.token}/", {"confirm": "1", "next": next_})
    assert answer.headers["Location"] == "/"


def test_a_card_leads_back_to_where_somebody_wanted_to_go(world: make.World) -> None:
    card = card_for(leader(world))
    browser = phone()
    assert (
        'value="/bao-cao/cua-toi/"'
        in browser.get(f"/vao/{card.token}/?next=/bao-cao/cua-toi/").content.decode()
    )
    answer = browser.post(f"/vao/{card.token}/", {"confirm": "1", "next": "/bao-cao/cua-toi/"})
    assert answer.headers["Location"] == "/bao-cao/cua-toi/"


def test_signing_in_gives_the_session_a_new_key(world: make.World) -> None:
    """A key that somebody planted before is worth nothing afterwards (session fixation)."""
    browser = phone()
    session = browser.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    confirm(browser, card_for(leader(world)))
    assert browser.cookies["sessionid"].value != planted
    thief = Client()
    thief.cookies["sessionid"] = str(planted)
    assert not is_in(thief)


def test_confirming_needs_the_token_of_the_page(world: make.World) -> None:
    card = card_for(leader(world))
    strict = Client(enforce_csrf_checks=True, headers={"user-agent": AGENT})
    assert confirm(strict, card) == 403
    assert SignInCard.objects.get().used_at is None


def test_an_officer_who_tries_a_card_does_not_use_it_up(world: make.World) -> None:
    card = card_for(leader(world))
    browser = make.client(make.officer(world.commune))
    assert confirm(browser, card) == 409
    assert SignInCard.objects.get().used_at is None
    assert confirm(phone(), card) == 302


def test_holding_the_camera_to_the_card_again_just_goes_on(world: make.World) -> None:
    card = card_for(leader(world))
    browser = phone()
    confirm(browser, card)
    assert browser.get(f"/vao/{card.token}/").headers["Location"] == "/"


def test_a_first_password_never_used_ends_when_a_card_is_made(world: make.World) -> None:
    account = leader(world)
    account.must_change_password = True
    account.save()
    card = card_for(account)
    account.refresh_from_db()
    assert not account.has_usable_password()
    assert not account.must_change_password
    browser = phone()
    confirm(browser, card)
    page = browser.get("/toi/").content.decode()
    assert "/toi/mat-khau/" not in page


def test_a_phone_is_not_stopped_by_a_password_given_later(world: make.World) -> None:
    account = leader(world)
    browser = phone()
    confirm(browser, card_for(account))
    account.refresh_from_db()
    account.must_change_password = True
    account.save()
    assert browser.get("/").status_code == 200


def test_an_area_head_signs_in_by_card_too(world: make.World) -> None:
    account = make.account(Role.AREA_HEAD, world.area)
    browser = phone()
    assert confirm(browser, card_for(account)) == 302
    assert browser.get("/bao-cao/").status_code == 200
    assert actor_for(account).holds("area_head")

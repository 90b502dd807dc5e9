"""Pages about accounts, signing in and one's own settings."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import make
from tuquan.accounts.models import Account, Role


def sign_in(browser: Client, username: str, password: str) -> int:
    """Try to sign in; the status answered."""
    answer = browser.post("/dang-nhap/", {"login": username, "password": password})
    return answer.status_code


def test_a_person_signs_in_whatever_the_case_of_the_name(world: make.World) -> None:
    account = make.officer(world.commune)
    browser = Client()
    assert sign_in(browser, account.username.upper(), make.PASSWORD) == 302
    assert browser.get("/bao-cao/").status_code == 200


def test_after_six_wrong_tries_the_right_password_must_wait(world: make.World) -> None:
    account = make.officer(world.commune)
    browser = Client()
    for _ in range(6):
        assert sign_in(browser, account.username, "sai") == 200
    answer = browser.post("/dang-nhap/", {"login": account.username, "password": make.PASSWORD})
    assert answer.status_code == 200
    assert "Nhập sai nhiều lần quá" in answer.content.decode()


def test_a_first_password_opens_only_the_page_that_changes_it(world: make.World) -> None:
    account = make.officer(world.commune)
    account.must_change_password = True
    account.save()
    browser = make.client(account)
    assert browser.get("/bao-cao/").headers["Location"] == "/toi/mat-khau/"
    given = {"old": make.PASSWORD, "new": "câu mới của tôi 26"}
    assert browser.post("/toi/mat-khau/", given).headers["Location"] == "/"
    assert browser.get("/bao-cao/").status_code == 200


def test_the_first_password_is_shown_once_and_never_stored_by_the_browser(
    world: make.World,
) -> None:
    browser = make.client(make.officer(world.commune))
    given = {"name": "Hồ Văn Phú", "username": "", "place": world.area.pk, "role": "area_head"}
    shown = browser.post("/tai-khoan/them/", given)
    assert shown.status_code == 200
    assert "no-store" in shown.headers["Cache-Control"]
    assert "phuhv" in shown.content.decode()
    assert "Hồ Văn Phú" in browser.get("/tai-khoan/").content.decode()


def test_the_form_offers_only_roles_the_person_may_give(world: make.World) -> None:
    page = make.client(make.officer(world.commune)).get("/tai-khoan/them/").content.decode()
    assert 'value="area_head"' in page
    assert 'value="commune_officer"' not in page
    given = {"name": "Ai", "place": world.area.pk, "role": "administrator"}
    answer = make.client(make.officer(world.commune)).post("/tai-khoan/them/", given)
    assert answer.status_code == 422
    assert not Account.objects.filter(name="Ai").exists()


def test_resetting_a_password_next_door_is_a_page_that_does_not_exist(world: make.World) -> None:
    other = make.account(Role.AREA_HEAD, world.neighbour_area)
    browser = make.client(make.officer(world.commune))
    assert browser.post(f"/tai-khoan/{other.pk}/mat-khau-moi/").status_code == 404
    other.refresh_from_db()
    assert other.check_password(make.PASSWORD)


def test_a_person_chooses_how_to_be_addressed(world: make.World) -> None:
    account = make.officer(world.commune)
    assert make.client(account).post("/toi/", {"form": "bác"}).status_code == 302
    account.refresh_from_db()
    assert account.address_form == "bác"


@pytest.mark.django_db
def test_pages_speak_vietnamese_even_to_a_browser_set_to_english() -> None:
    page = Client(headers={"accept-language": "en-US"}).get("/gioi-thieu/").content.decode()
    assert '<html lang="vi"' in page


@pytest.mark.django_db
def test_a_browser_that_chose_english_keeps_it() -> None:
    browser = Client()
    answer = browser.post("/ngon-ngu/", {"language": "en", "next": "/gioi-thieu/"})
    assert answer.headers["Location"] == "/gioi-thieu/"
    assert '<html lang="en"' in browser.get("/gioi-thieu/").content.decode()


@pytest.mark.django_db
def test_choosing_a_language_never_leads_to_another_site() -> None:
    answer = Client().post("/ngon-ngu/", {"language": "en", "next": "https://example.com/"})
    assert answer.headers["Location"] == "/"


@pytest.mark.django_db
def test_large_letters_are_remembered_on_the_device() -> None:
    browser = Client()
    browser.post("/co-chu/", {"size": "large", "next": "/gioi-thieu/"})
    assert 'data-text="large"' in browser.get("/gioi-thieu/").content.decode()


@pytest.mark.django_db
def test_too_many_tries_from_one_place_get_a_page_in_plain_words() -> None:
    browser = Client()
    for _ in range(60):
        sign_in(browser, "khong-co", "sai")
    answer = browser.post("/dang-nhap/", {"login": "khong-co", "password": "sai"})
    assert answer.status_code == 429
    assert answer.headers["X-Reference"] in answer.content.decode()

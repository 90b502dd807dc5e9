"""The first page, the first hour, and pages about what went wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from tests import make
from tuquan.accounts.models import Account, Role
from tuquan.project import navigation
from tuquan.project.set_up import setup_code
from tuquan.project.urls import urlpatterns as real_addresses


def broken(request: HttpRequest) -> HttpResponse:
    """A page with a fault."""
    raise ZeroDivisionError


urlpatterns = [*real_addresses, path("hong/", broken)]
handler404 = "tuquan.project.views.not_found"
handler500 = "tuquan.project.views.server_error"


@pytest.fixture
def _own_data(tmp_path: Path) -> object:
    with override_settings(DATA=tmp_path):
        yield


@pytest.mark.django_db
@pytest.mark.usefixtures("_own_data")
def test_a_new_installation_leads_to_its_set_up_and_asks_for_the_code() -> None:
    browser = Client()
    assert browser.get("/").headers["Location"] == "/cai-dat/"
    given = {"name": "Lê Thị Quản", "username": "quanly", "password": "một câu dài 26"}
    refused = browser.post("/cai-dat/", {**given, "code": "00000000"})
    assert refused.status_code == 422
    assert "Mã chưa đúng" in refused.content.decode()
    assert Account.objects.count() == 0
    assert browser.post("/cai-dat/", {**given, "code": setup_code()}).status_code == 302
    account = Account.objects.get()
    assert (account.username, account.grants.get().role) == ("quanly", "administrator")
    assert browser.get("/cai-dat/").headers["Location"] == "/dang-nhap/"


@pytest.mark.django_db
@pytest.mark.usefixtures("_own_data")
def test_the_set_up_code_is_gone_with_the_first_administrator() -> None:
    assert len(setup_code()) == 8
    make.account(Role.ADMINISTRATOR, None)
    assert setup_code() == ""
    assert not (Path(settings.DATA) / "setup.code").exists()


def test_the_first_hour_shows_what_is_done(world: make.World) -> None:
    page = make.client(make.account(Role.ADMINISTRATOR, None)).get("/bat-dau/").content.decode()
    assert page.count("chip accepted") == 2  # places and areas are there, officers are not
    assert page.count("chip waiting") == 3


@pytest.mark.django_db
def test_an_unknown_address_answers_404_with_a_reference_number() -> None:
    answer = Client().get("/khong-co/")
    assert answer.status_code == 404
    assert answer.headers["X-Reference"] in answer.content.decode()


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="tests.project.test_pages")
def test_a_fault_of_ours_shows_its_number_and_no_trace(caplog: pytest.LogCaptureFixture) -> None:
    browser = Client(raise_request_exception=False)
    browser.force_login(
        make.account(Role.ADMINISTRATOR, None),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    answer = browser.get("/hong/")
    assert answer.status_code == 500
    assert answer.headers["X-Reference"] in answer.content.decode()
    assert "ZeroDivisionError" not in answer.content.decode()


def test_the_page_for_a_fault_comes_also_when_the_database_is_what_failed(
    world: make.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*arguments: object) -> str:
        raise OperationalError("the disk is full")

    browser = make.client(make.officer(world.commune))
    browser.raise_request_exception = False
    monkeypatch.setattr(navigation, "workplace", gone)
    answer = browser.get("/toi/")
    assert answer.status_code == 500
    assert answer.headers["X-Reference"] in answer.content.decode()


def test_a_form_without_its_token_is_refused_in_plain_words(world: make.World) -> None:
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post("/ngon-ngu/", {"language": "en"})
    assert answer.status_code == 403
    assert answer.headers["X-Reference"] in answer.content.decode()


@pytest.mark.django_db
def test_every_page_carries_the_strict_policy() -> None:
    policy = Client().get("/gioi-thieu/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.django_db
def test_the_health_page_answers_without_signing_in() -> None:
    assert Client().get("/suc-khoe/").json() == {"ok": True, "today": "2026-11-20"}

"""What a telephone sends and is answered (S2-08, F-107): every answer is JSON, none a redirect."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests import make
from tests.outbox.kinds import JSON, entry, notes_taken, send, written
from tuquan.accounts.models import Account
from tuquan.outbox.models import Delivery
from tuquan.outbox.views.phone import MOST_BYTES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def notes() -> Iterator[None]:
    with notes_taken():
        yield


@pytest.fixture
def person(world: make.World) -> Account:
    return make.officer(world.commune)


@pytest.fixture
def phone(person: Account) -> Client:
    return make.client(person)


def test_the_session_says_who_is_signed_in_and_gives_a_token_that_works(person: Account) -> None:
    phone = Client(enforce_csrf_checks=True)
    phone.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = phone.get("/phien/")
    said = answer.json()
    assert (said["uid"], said["name"], said["closed"]) == (person.pk, person.name, False)
    assert said["now"].startswith("2026-11-20T")
    assert "no-store" in answer["Cache-Control"]
    sent = phone.post(
        "/may/gui/",
        json.dumps({"uid": person.pk, "items": [entry()]}),
        content_type=JSON,
        headers={"X-CSRFToken": said["csrf"], "Accept": JSON},
    )
    assert sent.json()["results"][0]["status"] == 201


def test_a_visitor_gets_neither_token_nor_cookie(db: None) -> None:
    answer = Client().get("/phien/")
    said = answer.json()
    assert (said["uid"], said["name"], said["csrf"]) == (0, "", "")
    assert not answer.cookies


def test_an_entry_takes_effect_and_is_answered_with_its_receipt(
    phone: Client, person: Account
) -> None:
    one = entry()
    status, answer = send(phone, person, one)
    assert status == 200
    assert answer["ok"] is True
    assert answer["now"].startswith("2026-11-20T")
    [result] = answer["results"]
    assert (result["key"], result["status"]) == (one["key"], 201)
    received = result["body"].pop("received_at")
    assert received.startswith("2026-11-20T")
    assert result["body"] == {"ok": True, "receipt": "GC-1", "version": 1, "url": "/"}
    assert written() == ["xin chào"]
    row = Delivery.objects.get()
    assert (row.key, row.account, row.kind, row.subject, row.status) == (
        UUID(one["key"]),
        person,
        "note",
        "notes:1",
        201,
    )


def test_sent_again_it_takes_no_effect_and_gets_the_same_answer(
    phone: Client, person: Account
) -> None:
    one = entry()
    _, first = send(phone, person, one)
    _, again = send(phone, person, one | {"written_at": None})
    expected = first["results"][0]["body"] | {"replayed": True}
    assert again["results"][0] == {"key": one["key"], "status": 201, "body": expected}
    assert written() == ["xin chào"]


@pytest.mark.parametrize(
    "other",
    [{"data": {"text": "khác"}}, {"base": 7}, {"v": "2"}, {"subject": "notes:2"}],
    ids=["data", "base", "form", "subject"],
)
def test_a_key_that_comes_with_other_values_is_refused(
    phone: Client, person: Account, other: dict[str, Any]
) -> None:
    one = entry()
    send(phone, person, one)
    _, answer = send(phone, person, one | other)
    [result] = answer["results"]
    assert (result["status"], result["body"]["code"]) == (422, "key_used_differently")
    assert result["body"]["text"].startswith("The same entry") or result["body"]["text"]
    assert written() == ["xin chào"]


def test_a_key_of_somebody_else_is_refused(
    phone: Client, person: Account, world: make.World
) -> None:
    one = entry()
    send(phone, person, one)
    other = make.officer(world.commune)
    _, answer = send(make.client(other), other, one)
    assert answer["results"][0]["body"]["code"] == "key_used_differently"
    assert written() == ["xin chào"]


@pytest.mark.parametrize(
    ("text", "status", "code"),
    [
        ("locked", 423, "job_over"),
        ("elsewhere", 404, "entry_subject_gone"),
        ("nowhere", 404, "entry_subject_gone"),
        ("busy", 409, "job_over"),
        ("broken", 500, "entry_broke"),
    ],
)
def test_a_refused_entry_has_a_sentence_and_leaves_nothing(
    phone: Client, person: Account, text: str, status: int, code: str
) -> None:
    _, answer = send(phone, person, entry(text))
    [result] = answer["results"]
    assert (result["status"], result["body"]["code"]) == (status, code)
    assert len(result["body"]["text"]) > 10
    assert written() == []
    assert not Delivery.objects.exists()


def test_wrong_values_are_told_line_by_line(phone: Client, person: Account) -> None:
    _, answer = send(phone, person, entry("wrong"))
    [result] = answer["results"]
    assert (result["status"], result["body"]["code"]) == (422, "invalid")
    assert [line["line"] for line in result["body"]["lines"]] == ["text", ""]
    assert all(len(line["text"]) > 10 for line in result["body"]["lines"])
    assert result["body"]["text"] == result["body"]["lines"][1]["text"]


def test_a_conflict_brings_what_the_server_has(phone: Client, person: Account) -> None:
    _, answer = send(phone, person, entry(base=9))
    [result] = answer["results"]
    assert (result["status"], result["body"]["code"]) == (409, "job_over")
    assert result["body"]["server"]["data"] == {"text": "theirs"}
    assert written() == []


def test_what_was_refused_may_be_corrected_under_the_same_key(
    phone: Client, person: Account
) -> None:
    one = entry("wrong")
    send(phone, person, one)
    _, answer = send(phone, person, one | {"data": {"text": "đúng"}})
    assert answer["results"][0]["status"] == 201
    assert written() == ["đúng"]


def test_one_bad_entry_among_good_ones_stops_none(phone: Client, person: Account) -> None:
    items = [entry("một"), entry("broken"), entry("wrong"), {"key": "x"}, entry("hai")]
    _, answer = send(phone, person, *items)
    assert [one["status"] for one in answer["results"]] == [201, 500, 422, 400, 201]
    assert [one["key"] for one in answer["results"]] == [one["key"] for one in items]
    assert written() == ["một", "hai"]


@pytest.mark.parametrize(
    "bad",
    [
        {"key": "not a key"},
        {"kind": ""},
        {"kind": "x" * 41},
        {"subject": None},
        {"subject": "x" * 121},
        {"base": "3"},
        {"base": True},
        {"base": -1},
        {"base": 2**31},
        {"data": "text"},
        {"data": None},
        {"v": 3},
    ],
    ids=str,
)
def test_an_entry_that_cannot_be_read_is_refused_by_itself(
    phone: Client, person: Account, bad: dict[str, Any]
) -> None:
    status, answer = send(phone, person, entry() | bad)
    [result] = answer["results"]
    assert (status, result["status"], result["body"]["code"]) == (200, 400, "entry_malformed")
    assert written() == []


def test_what_the_phone_says_about_time_is_never_a_reason_to_refuse(
    phone: Client, person: Account
) -> None:
    times = ["1970-01-01T00:00:00Z", "hôm qua", None, 5, "2026-02-31T00:00:00Z", "2031-01-01T01:01"]
    items = [entry(written_at=time) for time in times]
    _, answer = send(phone, person, *items)
    assert {one["status"] for one in answer["results"]} == {201}


def test_a_kind_that_this_version_does_not_take_stays_with_its_writer(
    phone: Client, person: Account
) -> None:
    _, answer = send(phone, person, entry(kind="forgotten"))
    [result] = answer["results"]
    assert (result["status"], result["body"]["code"]) == (410, "entry_kind_unknown")


def test_whoever_is_not_signed_in_is_told_in_json(person: Account) -> None:
    status, answer = send(Client(), person, entry())
    assert (status, answer["error"]) == (401, "login")
    assert answer["text"]
    kept = Client().get("/may/du-lieu/")
    assert (kept.status_code, kept.json()["error"]) == (401, "login")


def test_a_closed_account_is_nobody(phone: Client, person: Account) -> None:
    Account.objects.filter(pk=person.pk).update(is_active=False)
    assert phone.get("/phien/").json()["uid"] == 0
    assert send(phone, person, entry())[0] == 401
    assert written() == []


def test_until_the_first_password_is_changed_the_queue_waits(
    phone: Client, person: Account
) -> None:
    Account.objects.filter(pk=person.pk).update(must_change_password=True)
    assert phone.get("/phien/").json()["uid"] == 0
    status, answer = send(phone, person, entry())
    assert (status, answer["error"]) == (401, "login")
    assert phone.get("/may/du-lieu/").status_code == 401


def test_entries_of_another_person_on_the_same_phone_are_not_taken(
    phone: Client, person: Account, world: make.World
) -> None:
    other = make.officer(world.commune)
    status, answer = send(phone, other, entry())
    assert (status, answer["error"]) == (412, "other_user")
    assert written() == []


def test_a_stale_token_is_answered_in_json_and_a_form_with_a_page(person: Account) -> None:
    phone = Client(enforce_csrf_checks=True)
    phone.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    refused = phone.post("/may/gui/", "{}", content_type=JSON, headers={"Accept": JSON})
    assert refused.status_code == 403
    assert refused.json()["error"] == "csrf"
    assert refused.json()["text"]
    page = phone.post("/may/gui/", "{}", content_type=JSON)
    assert page.status_code == 403
    assert page["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{",
        '{"uid": 1}',
        '{"uid": "1", "items": []}',
        '{"uid": true, "items": []}',
        "[" * 100000,
    ],
    ids=range(7),
)
def test_a_body_that_cannot_be_read_is_answered_400(phone: Client, body: str) -> None:
    answer = phone.post("/may/gui/", body, content_type=JSON, headers={"Accept": JSON})
    assert (answer.status_code, answer.json()["error"]) == (400, "malformed")


def test_too_many_entries_and_too_long_ones_are_refused_whole(
    phone: Client, person: Account
) -> None:
    status, answer = send(phone, person, *[entry() for _ in range(51)])
    assert (status, answer["error"]) == (413, "too_large")
    status, answer = send(phone, person, entry("x" * MOST_BYTES))
    assert (status, answer["error"]) == (413, "too_large")
    assert written() == []
    assert send(phone, person, *[entry() for _ in range(50)])[0] == 200


def test_the_sending_address_takes_posts_only(phone: Client) -> None:
    answer = phone.get("/may/gui/")
    assert (answer.status_code, answer.json()["error"]) == (405, "post_only")


def test_scripts_and_workers_are_allowed_from_our_own_server_only(phone: Client) -> None:
    policy = phone.get("/may/")["Content-Security-Policy"]
    assert "worker-src 'self'" in policy
    assert "script-src 'self'" in policy
    assert settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["worker-src"]


def test_addresses_are_those_the_scripts_know() -> None:
    names = ("session", "send", "kept", "worker", "today", "ledger")
    assert [reverse(f"outbox:{name}") for name in names] == [
        "/phien/",
        "/may/gui/",
        "/may/du-lieu/",
        "/sw.js",
        "/may/",
        "/may/so-gui/",
    ]

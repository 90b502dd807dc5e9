"""Sent twice at once, done once, answered alike: telephones (F-107) and plain forms with a key."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection

from tests import make
from tests.outbox.kinds import entry, note, notes_taken, send, written
from tuquan.accounts.models import Account
from tuquan.base import clock
from tuquan.base.errors import Invalid, NotAllowed
from tuquan.base.jobs import run_now
from tuquan.base.models import Job
from tuquan.outbox.deliveries import digest_of, once
from tuquan.outbox.jobs import ask_to_purge
from tuquan.outbox.models import Delivery


@pytest.fixture
def person(world: make.World) -> Account:
    return make.officer(world.commune)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(3))
def test_one_entry_sent_by_four_at_once_takes_effect_once(attempt: int) -> None:
    person = make.officer(make.world().commune)
    together = threading.Barrier(4)
    one = entry(f"lần {attempt}")

    def send_it(_: int) -> Any:
        try:
            browser = make.client(person)
            together.wait(timeout=30)
            return send(browser, person, one)[1]["results"][0]
        finally:
            connection.close()

    with notes_taken(), ThreadPoolExecutor(4) as pool:
        results = list(pool.map(send_it, range(4)))
    replays = [result["body"].pop("replayed", False) for result in results]
    assert sorted(replays) == [False, True, True, True]
    assert all(result == results[0] for result in results)
    assert results[0]["status"] == 201
    assert written() == [f"lần {attempt}"]
    assert Delivery.objects.count() == 1


def test_a_form_sent_twice_does_its_work_once_and_leads_to_the_same_page(person: Account) -> None:
    actor, key, digest = make.actor(person), uuid4(), digest_of({"a": 1})
    done: list[int] = []

    def work() -> dict[str, object]:
        done.append(1)
        return {"url": "/bao-cao/7/", "at": datetime(2026, 11, 20, tzinfo=UTC)}

    first, was_before = once(actor, key, "form", "report:7", digest, work)
    again, is_replayed = once(actor, key, "form", "report:7", digest, work)
    assert (was_before, is_replayed) == (False, True)
    assert first == again == {"url": "/bao-cao/7/", "at": "2026-11-20T00:00:00Z"}
    assert done == [1]


def test_work_that_fails_leaves_no_row_and_may_be_done_later(person: Account) -> None:
    actor, key = make.actor(person), uuid4()

    def fail() -> dict[str, object]:
        note(actor, "nửa chừng")
        raise IntegrityError("of the work itself")

    with pytest.raises(IntegrityError):
        once(actor, key, "form", "x", "d", fail)
    assert written() == []
    assert not Delivery.objects.exists()
    assert once(actor, key, "form", "x", "d", lambda: {"ok": 1}) == ({"ok": 1}, False)


def test_a_key_is_bound_to_its_kind_subject_values_and_person(
    person: Account, world: make.World
) -> None:
    actor, key = make.actor(person), uuid4()
    once(actor, key, "form", "x", "d", dict)
    others = [(actor, "other", "x", "d"), (actor, "form", "y", "d"), (actor, "form", "x", "e")]
    others.append((make.actor(make.officer(world.commune)), "form", "x", "d"))
    for who, kind, subject, digest in others:
        with pytest.raises(Invalid) as refusal:
            once(who, key, kind, subject, digest, dict)
        assert [one.code for one in refusal.value.problems] == ["key_used_differently"]


def test_nobody_and_the_system_have_no_keys(db: None) -> None:
    with pytest.raises(NotAllowed):
        once(make.SYSTEM, uuid4(), "form", "x", "d", dict)


def test_a_digest_does_not_depend_on_the_order_of_the_values() -> None:
    assert digest_of({"a": 1, "b": [2, 3]}) == digest_of({"b": [2, 3], "a": 1})
    assert digest_of({"a": 1}) != digest_of({"a": "1"})


def test_answers_are_forgotten_after_ninety_days(person: Account) -> None:
    actor, old, newer = make.actor(person), uuid4(), uuid4()
    with clock.pretending(clock.now() - timedelta(days=90, minutes=1)):
        once(actor, old, "form", "x", "d", dict)
    with clock.pretending(clock.now() - timedelta(days=89)):
        once(actor, newer, "form", "x", "d", dict)
    job = run_now(ask_to_purge())
    assert (job.state, job.outcome["deliveries"]) == (Job.State.DONE, 1)
    assert [row.key for row in Delivery.objects.all()] == [newer]
    assert ask_to_purge().pk == job.pk

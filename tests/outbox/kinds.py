"""A kind of entry for the tests: a note about a subject, with a version that grows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from tuquan.accounts.models import Account
from tuquan.audit.models import Change
from tuquan.audit.services import record
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.core.problems import Problem
from tuquan.outbox import registry
from tuquan.outbox.deliveries import Delivered, Item, Locked, ServerCopy, take_kind


def written() -> list[str]:
    """What took effect, oldest first."""
    rows = Change.objects.filter(action="tests.note").order_by("pk")
    return [row.data["text"] for row in rows]


def deliver_note(actor: Actor, item: Item) -> Delivered:
    """Write the note down; some words bring out each refusal."""
    text = item.data.get("text", "")
    version = Change.objects.filter(action="tests.note").count()
    refusals: dict[str, Exception] = {
        "locked": Locked("job_over"),
        "elsewhere": NotAllowed("not_allowed"),
        "nowhere": Account.DoesNotExist(),
        "busy": Conflict("job_over"),
        "wrong": Invalid([Problem("stray_needs_reason", "text"), Problem("job_not_failed")]),
    }
    note(actor, text)
    if text in refusals:
        raise refusals[text]
    if text == "broken":
        raise ZeroDivisionError
    if item.base > version:
        copy = {"version": version, "data": {"text": "theirs"}, "by": "Đỗ Thị Nga", "at": "…"}
        raise ServerCopy("job_over", copy)
    return Delivered({"receipt": f"GC-{version + 1}", "version": version + 1, "url": "/"})


def note(actor: Actor, text: str) -> None:
    """The effect: a row of the record."""
    assert actor.user_id is not None
    account = Account.objects.get(pk=actor.user_id)
    record(actor, "tests.note", account, "", text=text)


@contextmanager
def notes_taken() -> Iterator[None]:
    """Let the outbox take notes inside the block."""
    take_kind("note", deliver_note)
    try:
        yield
    finally:
        registry._kinds.pop("note")


def entry(text: str = "xin chào", **more: Any) -> dict[str, Any]:
    """An entry as a telephone sends it."""
    made: dict[str, Any] = {
        "key": str(uuid4()),
        "kind": "note",
        "subject": "notes:1",
        "v": "1",
        "base": 0,
        "written_at": "2026-11-19T20:15:00+07:00",
        "after": None,
        "data": {"text": text},
    }
    return made | more


def send(browser: Client, account: Account, *items: object, **more: Any) -> tuple[int, Any]:
    """Send entries as a telephone does; the status and what was answered."""
    body = json.dumps({"uid": account.pk, "items": list(items)} | more)
    answer = browser.post(
        reverse("outbox:send"), body, content_type="application/json", headers={"Accept": JSON}
    )
    return answer.status_code, answer.json()


JSON = "application/json"

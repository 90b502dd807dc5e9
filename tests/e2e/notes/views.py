"""The note's page, and a door for the tests to the server's tables."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from tests.e2e.notes.models import Note
from tests.e2e.notes.notes import latest
from tuquan.accounts.models import Device
from tuquan.accounts.services import close_device
from tuquan.base.actor import Actor
from tuquan.outbox.models import Delivery, StrayItem
from tuquan.outbox.shells import render_shell


@login_not_required
def page(request: HttpRequest) -> HttpResponse:
    """The form, for nobody in particular."""
    return render_shell(request, "notes/note.html")


@csrf_exempt
@login_not_required
def order(request: HttpRequest) -> JsonResponse:
    """One order of a test; what it asked for."""
    wanted = json.loads(request.body)
    return JsonResponse({"answer": ORDERS[wanted.pop("do")](**wanted)})


def _read(subject: str) -> list[dict[str, Any]]:
    rows = Note.objects.filter(subject=subject).order_by("version")
    return [{"data": row.data, "by": row.by, "at": str(row.written_at)} for row in rows]


def _write(subject: str, data: dict[str, Any]) -> int:
    version = latest(subject).version + 1
    Note.objects.create(subject=subject, version=version, data=data, by="Cán bộ xã")
    return version


def _end_sessions() -> int:
    return Session.objects.all().delete()[0]


def _close(username: str) -> int:
    """An officer closes every phone somebody is signed in on."""
    phones = Device.objects.bound().filter(account__username=username, closing_until=None)
    for phone in phones:
        close_device(Actor.system("tests"), phone, "Mất máy")
    return len(phones)


def _closed(username: str) -> int:
    """How many of them said that nothing is left on them."""
    return Device.objects.filter(account__username=username).exclude(closed_at=None).count()


def _strays() -> list[dict[str, Any]]:
    rows = StrayItem.objects.values("subject", "title", "data", "lines", "account_name")
    return [dict(row) for row in rows]


def _count() -> dict[str, int]:
    return {"deliveries": Delivery.objects.count(), "notes": Note.objects.count()}


ORDERS: dict[str, Callable[..., object]] = {
    "read": _read,
    "write": _write,
    "end_sessions": _end_sessions,
    "close": _close,
    "closed": _closed,
    "strays": _strays,
    "count": _count,
}

"""What a telephone's script asks for. Every answer is JSON; none is ever a redirect."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.core.problems import Problem
from tuquan.outbox.registry import Closing, Item, closing_of, kept_for, shells_for
from tuquan.outbox.services import Result, deliver_item, keep_stray
from tuquan.outbox.shells import product_version

MOST_ITEMS = 50
MOST_BYTES = 1024 * 1024
LONGEST = {"kind": 40, "subject": 120, "v": 40}
REFUSALS = {
    "login": 401,
    "other_user": 412,
    "malformed": 400,
    "too_large": 413,
    "post_only": 405,
}


@login_not_required
@never_cache
def session(request: PageRequest) -> JsonResponse:
    """Whose telephone this is now, what time it is, and a fresh token to send with.

    A visitor gets no token and no cookie: the sign-in page sets its own, and two would fight.
    """
    uid, name, closing = _who(request)
    return JsonResponse(
        {
            "uid": uid,
            "name": name,
            "csrf": get_token(request) if uid else "",
            "now": clock.now().isoformat(),
            "version": product_version(),
            "closed": closing is not None,
        }
    )


@login_not_required
@never_cache
def kept(request: PageRequest) -> JsonResponse:
    """What the person's telephone keeps to write without network."""
    actor = request.actor
    if actor.user_id is None:
        return _refuse("login")
    now = clock.now().isoformat()
    return JsonResponse(
        {
            "uid": actor.user_id,
            "now": now,
            "made_at": now,
            "version": product_version(),
            "kept": kept_for(actor),
            "shells": shells_for(actor),
        }
    )


@login_not_required
@never_cache
def send(request: PageRequest) -> JsonResponse:
    """Take what waited on the telephone: each entry by itself, each answered by itself."""
    if request.method != "POST":
        return _refuse("post_only")
    uid, _name, closing = _who(request)
    if not uid:
        return _refuse("login")
    if _is_too_large(request):
        return _refuse("too_large")
    wanted = _read(request)
    if wanted is None:
        return _refuse("malformed")
    if wanted["uid"] != uid:
        return _refuse("other_user")
    if len(wanted["items"]) > MOST_ITEMS:
        return _refuse("too_large")
    if closing and closing.finish and wanted.get("empty") is True and not wanted["items"]:
        closing.finish()
    results = [_deliver(request.actor, one, closing) for one in wanted["items"]]
    return JsonResponse({"ok": True, "now": clock.now().isoformat(), "results": results})


def _who(request: PageRequest) -> tuple[int, str, Closing | None]:
    """Who is signed in; on a closed telephone nobody else is signed in on, whose it was."""
    actor = request.actor
    closing = closing_of(request)
    if closing and actor.user_id in (None, closing.account_id):
        return closing.account_id, closing.account_name, closing
    return actor.user_id or 0, actor.name, None


def _refuse(error: str) -> JsonResponse:
    text = say(Problem(f"phone_{error}"))
    values = {"error": error, "text": text, "now": clock.now().isoformat()}
    return JsonResponse(values, status=REFUSALS[error])


def _is_too_large(request: PageRequest) -> bool:
    declared = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(declared) > MOST_BYTES if declared.isdigit() else True


def _read(request: PageRequest) -> dict[str, Any] | None:
    """The body, when it has the shape that was agreed."""
    try:
        wanted = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(wanted, dict) or not isinstance(wanted.get("items"), list):
        return None
    uid = wanted.get("uid")
    is_number = isinstance(uid, int) and not isinstance(uid, bool)
    return wanted if is_number else None


def _deliver(actor: Actor, raw: object, closing: Closing | None) -> dict[str, object]:
    item = _item(raw)
    if item is None:
        given = raw.get("key") if isinstance(raw, Mapping) else None
        body = {"code": "entry_malformed", "text": say(Problem("entry_malformed"))}
        return {"key": given, "status": 400, "body": body}
    result = _enter(actor, item, closing)
    return {"key": str(item.key), "status": result.status, "body": result.body}


def _enter(actor: Actor, item: Item, closing: Closing | None) -> Result:
    if closing is None:
        return deliver_item(actor, item)
    return keep_stray(Actor(closing.account_id, closing.account_name), closing, item)


def _item(raw: object) -> Item | None:
    """One entry, when it has the shape that was agreed."""
    if not isinstance(raw, Mapping) or not isinstance(raw.get("data"), Mapping):
        return None
    words = {name: raw.get(name) for name in LONGEST}
    base = raw.get("base", 0)
    key = _key(raw.get("key"))
    fits = all(isinstance(word, str) and len(word) <= LONGEST[n] for n, word in words.items())
    if key is None or not fits or not _is_version(base) or not words["kind"]:
        return None
    return Item(
        key,
        str(words["kind"]),
        str(words["subject"]),
        str(words["v"]),
        base,
        _moment(raw.get("written_at")),
        raw["data"],
        str(raw.get("title") or "")[:200],
        _lines(raw.get("read")),
    )


def _is_version(base: object) -> bool:
    return isinstance(base, int) and not isinstance(base, bool) and 0 <= base < 2**31


def _key(given: object) -> UUID | None:
    try:
        return UUID(str(given))
    except ValueError:
        return None


def _moment(given: object) -> datetime | None:
    """When the telephone says it was written; nothing it says can be wrong enough to refuse."""
    try:
        said = parse_datetime(str(given))
    except ValueError:
        return None
    if said is None:
        return None
    return said if timezone.is_aware(said) else timezone.make_aware(said)


def _lines(given: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(given, list):
        return ()
    pairs = [one for one in given if isinstance(one, list) and len(one) == 2]
    return tuple((str(label), str(value)) for label, value in pairs)

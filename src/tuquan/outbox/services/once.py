"""The rule under everything that is sent twice: the effect and its answer are written together."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Invalid, NotAllowed
from tuquan.core.problems import Problem
from tuquan.outbox.models import Delivery

CREATED = 201


def once(
    actor: Actor,
    key: UUID,
    kind: str,
    subject: str,
    digest: str,
    work: Callable[[], Mapping[str, object]],
) -> tuple[dict[str, Any], bool]:
    """Do the work unless this key did it before; what it answered, and whether that was before.

    The row is written first: of two senders of one key the second waits for the first, on SQLite at
    the transaction and on PostgreSQL at the row, and then reads its answer. What `work` refuses
    leaves no row. A plain form uses this with the key of a hidden field.
    """
    account_id = actor.user_id
    if account_id is None:
        raise NotAllowed("not_allowed")
    try:
        with transaction.atomic():
            row = Delivery.objects.create(
                key=key,
                account_id=account_id,
                kind=kind,
                subject=subject,
                digest=digest,
                status=CREATED,
                at=clock.now(),
            )
            row.body = _plain(work())
            row.save(update_fields=["body"])
    except IntegrityError:
        answered = _answer(actor, key, kind, subject, digest)
        if answered is None:
            raise
        return answered, True
    return row.body, False


def digest_of(values: object) -> str:
    """A fingerprint of what was sent: the same values give the same one in any order."""
    text = json.dumps(values, sort_keys=True, ensure_ascii=False, cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()


def _answer(actor: Actor, key: UUID, kind: str, subject: str, digest: str) -> dict[str, Any] | None:
    row = Delivery.objects.filter(pk=key).first()
    if row is None:
        return None
    same = (row.account_id, row.kind, row.subject, row.digest)
    if same != (actor.user_id, kind, subject, digest):
        raise Invalid([Problem("key_used_differently")])
    return dict(row.body)


def _plain(values: Mapping[str, object]) -> dict[str, Any]:
    """The values as they come back from the database, so that first and later answers are equal."""
    plain: dict[str, Any] = json.loads(json.dumps(dict(values), cls=DjangoJSONEncoder))
    return plain

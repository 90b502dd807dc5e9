"""Writing the record. Called by services, inside their transaction, never by signals."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models, transaction

from tuquan.audit.models import Change, Look, subject_of
from tuquan.base import clock
from tuquan.base.actor import Actor


def record(actor: Actor, action: str, row: models.Model, path: str, **data: object) -> None:
    """Note one change, in the same transaction as the change itself."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("record() belongs inside the transaction of the change")
    Change.objects.create(
        at=clock.now(),
        actor_id=actor.user_id,
        actor_name=actor.name,
        path=path,
        via=actor.via,
        action=action,
        subject=subject_of(row),
        data=data,
    )


def mark_looks(
    actor: Actor, rows: Iterable[tuple[models.Model, str]], kind: Look.Kind, purpose: str
) -> None:
    """Leave a mark on every personal record shown; `rows` gives each record with its path."""
    at = clock.now()
    Look.objects.bulk_create(
        Look(
            at=at,
            actor_id=actor.user_id,
            actor_name=actor.name,
            path=path,
            role=actor.role_at(path),
            kind=kind,
            subject=subject_of(row),
            purpose=purpose,
        )
        for row, path in rows
    )

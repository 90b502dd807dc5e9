"""What a closed telephone still sends: kept for an officer, who enters it or sets it aside."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.problems import Problem
from tuquan.outbox.models import StrayItem
from tuquan.outbox.registry import Closing, Item, deliverer
from tuquan.outbox.services.delivering import Result, answered

SETTLES = "reports.review"
"""The permission it takes to decide about what came astray."""


def keep_stray(actor: Actor, closing: Closing, item: Item) -> Result:
    """Keep an entry of a closed telephone for the officers of its place; it takes no effect."""

    def keep() -> Mapping[str, object]:
        stray = StrayItem.objects.create(
            account_id=closing.account_id,
            account_name=closing.account_name,
            path=closing.path,
            key=item.key,
            kind=item.kind,
            subject=item.subject,
            title=item.title,
            form_version=item.v,
            base=item.base,
            data=dict(item.data),
            lines=[list(line) for line in item.lines],
            written_at=item.written_at,
            received_at=clock.now(),
        )
        record(actor, "outbox.stray_kept", stray, stray.path, kind=stray.kind)
        return {"stray": True}

    return answered(actor, item, keep)


@transaction.atomic
def enter_stray(actor: Actor, stray: StrayItem) -> Mapping[str, object]:
    """Enter it as the officer's own; whatever its kind refuses, it goes on waiting."""
    require(actor.may(SETTLES, stray.path))
    deliver = deliverer(stray.kind)
    if deliver is None:
        raise Invalid([Problem("entry_kind_unknown")])
    _settle(actor, stray, StrayItem.Outcome.ENTERED, "")
    item = Item(
        stray.key,
        stray.kind,
        stray.subject,
        stray.form_version,
        stray.base,
        stray.written_at,
        stray.data,
    )
    delivered = deliver(actor, item)
    record(actor, "outbox.stray_entered", stray, stray.path, kind=stray.kind)
    return delivered.body


@transaction.atomic
def set_aside_stray(actor: Actor, stray: StrayItem, reason: str) -> None:
    """Say why it is not entered."""
    require(actor.may(SETTLES, stray.path))
    if not reason.strip():
        raise Invalid([Problem("stray_needs_reason", "reason")])
    _settle(actor, stray, StrayItem.Outcome.SET_ASIDE, reason.strip())
    record(actor, "outbox.stray_set_aside", stray, stray.path, kind=stray.kind)


def _settle(actor: Actor, stray: StrayItem, outcome: str, reason: str) -> None:
    changed = StrayItem.objects.filter(pk=stray.pk, settled_at=None).update(
        settled_at=clock.now(), settled_by_id=actor.user_id, outcome=outcome, reason=reason
    )
    if not changed:
        raise Conflict("stray_settled_already")

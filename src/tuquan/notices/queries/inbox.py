"""Somebody's own notices."""

from __future__ import annotations

from tuquan.base.actor import Actor
from tuquan.notices.models import Notice, NoticeQuerySet


def own_notices(actor: Actor) -> NoticeQuerySet:
    """What a person was told, the latest first; nothing for a visitor or the system."""
    if actor.user_id is None:
        return Notice.objects.none()
    return Notice.objects.filter(account_id=actor.user_id)


def unread_count(actor: Actor) -> int:
    """How many notices a person has not opened yet."""
    return own_notices(actor).unread().count()

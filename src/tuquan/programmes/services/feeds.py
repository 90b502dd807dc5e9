"""Secret addresses under which a calendar program reads the deadlines of a place."""

from __future__ import annotations

import hashlib
import secrets

from django.db import transaction

from tuquan.accounts.models import Account
from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import require
from tuquan.places.models import Place
from tuquan.programmes.models import CalendarFeed


def secret_hash(secret: str) -> str:
    """What is kept of a secret: nobody who reads the database can use the address."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def open_feed(actor: Actor, place: Place) -> tuple[CalendarFeed, str]:
    """A new address for a place and its owner; the secret is given this once."""
    require(actor.user_id is not None and actor.may("programmes.view", place.path))
    owner = Account.objects.get(pk=actor.user_id or 0)
    secret = secrets.token_urlsafe(24)
    feed = CalendarFeed.objects.create(
        owner=owner,
        place=place,
        secret_hash=secret_hash(secret),
        created_at=clock.now(),
    )
    record(actor, "programmes.feed_opened", feed, place.path)
    return feed, secret


@transaction.atomic
def revoke_feed(actor: Actor, feed: CalendarFeed) -> None:
    """The address stops working at once; only its owner may revoke it."""
    require(feed.owner_id == actor.user_id)
    CalendarFeed.objects.filter(pk=feed.pk, revoked_at=None).update(revoked_at=clock.now())
    record(actor, "programmes.feed_revoked", feed, feed.place.path)

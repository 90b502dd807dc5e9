"""Secret addresses of calendars: somebody's own, and the one that a calendar program asks for."""

from __future__ import annotations

from tuquan.accounts.queries import actor_for
from tuquan.base.actor import Actor
from tuquan.programmes.models import CalendarFeed, CalendarFeedQuerySet


def feeds_of(actor: Actor) -> CalendarFeedQuerySet:
    """The addresses somebody opened and has not revoked."""
    own = CalendarFeed.objects.filter(owner_id=actor.user_id, revoked_at=None)
    return own.select_related("place")


def serving_feed(secret_hash: str) -> CalendarFeed | None:
    """The feed behind a secret, as long as its owner may still see the place."""
    feed = (
        CalendarFeed.objects.filter(secret_hash=secret_hash, revoked_at=None)
        .select_related("owner", "place")
        .first()
    )
    if feed is None or not actor_for(feed.owner).may("programmes.view", feed.place.path):
        return None
    return feed

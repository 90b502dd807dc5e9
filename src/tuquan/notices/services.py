"""Telling people something once, and noting what they read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction

from tuquan.accounts.models import Account
from tuquan.accounts.queries import accounts_permitted
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import require
from tuquan.notices.models import Notice
from tuquan.notices.queries.alerts import Alert, alerts_on
from tuquan.notices.queries.inbox import own_notices


@transaction.atomic
def tell(
    accounts: Iterable[Account], code: str, params: Mapping[str, object], url: str, key: str
) -> int:
    """Put a notice into the inboxes of accounts, as part of the caller's transaction.

    Whoever was told of the matter (`key`) before is not told again. Returns how many were told.
    """
    wanted = {account.pk for account in accounts}
    known = Notice.objects.filter(key=key, account__in=wanted).values_list("account_id", flat=True)
    new = sorted(wanted - set(known))
    rows = [
        Notice(
            account_id=account,
            code=code,
            params=dict(params),
            url=url,
            key=key,
            made_at=clock.now(),
        )
        for account in new
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    return len(new)


def send_alert(actor: Actor, alert: Alert) -> int:
    """Tell everybody who may do something about a matter; returns how many were not told yet."""
    require(actor.may("notices.send", alert.path))
    accounts = accounts_permitted(alert.permission, alert.path)
    return tell(accounts, alert.code, alert.params, alert.url, alert.key)


def send_alerts(actor: Actor) -> int:
    """Tell of everything that waits today; each matter is written by itself, and once."""
    require(actor.may("notices.send", ""))
    return sum(send_alert(actor, alert) for alert in alerts_on(clock.today()))


@transaction.atomic
def mark_read(actor: Actor, notice: Notice) -> None:
    """Note that somebody opened a notice of theirs; the first time counts. Not kept on record."""
    require(notice.account_id == actor.user_id)
    Notice.objects.unread().filter(pk=notice.pk).update(read_at=clock.now())


@transaction.atomic
def mark_all_read(actor: Actor) -> int:
    """Note that somebody has seen all notices of theirs; returns how many were new."""
    return own_notices(actor).unread().update(read_at=clock.now())

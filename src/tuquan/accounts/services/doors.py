"""Somebody's last duty ends, or a new one begins: what their phone and cards still open."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import F

from tuquan.accounts.models import CLOSING_DAYS, Account, Device, SignInCard
from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.dated import in_force
from tuquan.base.errors import require


@transaction.atomic
def close_doors(actor: Actor, account: Account, path: str) -> None:
    """End what an account without any duty has open; phones may still deliver what waits on them.

    Cards end at once and so do sessions; a phone bound by a card is closing for 30 days.
    """
    require(actor.may("accounts.manage", path))
    if account.grants.filter(in_force(clock.today())).exists():
        return
    now = clock.now()
    cards = SignInCard.objects.filter(account=account, used_at=None, revoked_at=None)
    revoked = cards.update(revoked_at=now)
    phones = Device.objects.bound().filter(account=account, closing_until=None)
    closing = phones.update(closing_until=now + timedelta(days=CLOSING_DAYS))
    Account.objects.filter(pk=account.pk).update(session_round=F("session_round") + 1)
    if revoked or closing:
        record(actor, "accounts.doors_closed", account, path, devices=closing)


@transaction.atomic
def reopen_doors(actor: Actor, account: Account, path: str) -> None:
    """Let phones that are closing sign in again: their person has a duty once more.

    One that somebody closed with a reason stays closed.
    """
    phones = Device.objects.closing(clock.now()).filter(account=account, closing_reason="")
    reopened = phones.update(closing_until=None)
    if reopened:
        record(actor, "accounts.doors_reopened", account, path, devices=reopened)

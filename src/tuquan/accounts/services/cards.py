"""Making, revoking and using a printed card; the phone it is bound to."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from django.db import transaction

from tuquan.accounts.models import CLOSING_DAYS, Account, Device, SignInCard
from tuquan.accounts.queries import (
    actor_for,
    card_state,
    hash_of,
    manageable_accounts,
    path_of,
    signs_in_by_card,
)
from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.cards import ALPHABET, LENGTH, device_label
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import tidy

CARD_DAYS = 30
"""So long a card waits to be used the first time."""

USE_NOTED = timedelta(days=1)
"""How often it is written down that a phone is in use."""


class NewCard(NamedTuple):
    """A card with what is printed on it; neither token nor code is kept anywhere."""

    card: SignInCard
    token: str
    code: str


class Bound(NamedTuple):
    """A phone, and the secret its cookie holds."""

    device: Device
    token: str


@transaction.atomic
def make_card(actor: Actor, account: Account) -> NewCard:
    """Make a card for a leader or head of an area; the one that waits for them is revoked (F-113).

    A first password that was never used ends: the card takes its place.
    """
    require(manageable_accounts(actor).filter(pk=account.pk).exists(), "not_your_account")
    if not signs_in_by_card(account):
        raise Conflict("card_not_for_desks", name=account.name)
    now = clock.now()
    SignInCard.objects.filter(account=account, used_at=None, revoked_at=None).update(revoked_at=now)
    if account.must_change_password:
        account.set_unusable_password()
        account.must_change_password = False
        account.save(update_fields=["password", "must_change_password"])
    token = secrets.token_urlsafe(16)
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    card = SignInCard.objects.create(
        account=account,
        token_hash=hash_of(token, "card"),
        code_hash=hash_of(code, "code"),
        made_by_id=actor.user_id,
        made_at=now,
        expires_at=now + timedelta(days=CARD_DAYS),
    )
    record(actor, "accounts.card_made", account, path_of(account))
    return NewCard(card, token, code)


@transaction.atomic
def make_cards(actor: Actor, accounts: Iterable[Account]) -> list[NewCard]:
    """Make a card for each of several people, to be printed on sheets of four."""
    chosen = list(accounts)
    if not chosen:
        raise Invalid([Problem("no_card_chosen", "account")])
    return [make_card(actor, account) for account in chosen]


@transaction.atomic
def revoke_card(actor: Actor, card: SignInCard) -> None:
    """Let a card that nobody used yet open nothing any more."""
    require(manageable_accounts(actor).filter(pk=card.account_id).exists(), "not_your_account")
    waiting = SignInCard.objects.waiting(clock.now()).filter(pk=card.pk)
    if not waiting.update(revoked_at=clock.now()):
        raise Conflict("card_over_already")
    record(actor, "accounts.card_revoked", card.account, path_of(card.account))


@transaction.atomic
def use_card(actor: Actor, card: SignInCard, user_agent: str) -> Bound:
    """Bind the phone in hand to the person of a card; one card opens one phone, and that once.

    Whoever holds the card is nobody yet: what is written down is written as done by its person.
    """
    require_card_opens(actor, card)
    now = clock.now()
    if not SignInCard.objects.waiting(now).filter(pk=card.pk).update(used_at=now):
        raise Conflict("card_used")
    bound = bind_device(actor, card.account, user_agent)
    SignInCard.objects.filter(pk=card.pk).update(used_device=bound.device)
    person = actor_for(card.account)
    record(person, "accounts.card_used", card.account, path_of(card.account))
    return bound


@transaction.atomic
def wake_device(actor: Actor, card: SignInCard) -> Device:
    """Sign in again on the phone a card was bound to, after somebody signed out on it."""
    require(actor.user_id is None)
    awake = Device.objects.signing_in(clock.now()).filter(pk=card.used_device_id or 0)
    if not awake.update(signed_out_at=None, last_used_at=clock.now()):
        raise Conflict("card_used")
    device = awake.get()
    record(actor_for(card.account), "accounts.device_woken", card.account, path_of(card.account))
    return device


def require_card_opens(actor: Actor, card: SignInCard) -> None:
    """Refuse a card that opens nothing for somebody who is nobody yet, with what to do instead."""
    require(actor.user_id is None)
    state = card_state(card)
    if state != "waiting":
        raise Conflict(f"card_{state}")
    if not signs_in_by_card(card.account):
        raise Conflict("card_of_no_duty")


@transaction.atomic
def bind_device(actor: Actor, account: Account, user_agent: str) -> Bound:
    """Remember a phone: its cookie signs the person in from now on, for a year since last use."""
    require(actor.user_id is None and signs_in_by_card(account))
    return _remember(account, user_agent, by_password=False)


def _remember(account: Account, user_agent: str, *, by_password: bool) -> Bound:
    now, token = clock.now(), secrets.token_urlsafe(32)
    device = Device.objects.create(
        account=account,
        token_hash=hash_of(token, "device"),
        label=device_label(user_agent)[:60],
        first_used_at=now,
        last_used_at=now,
        by_password=by_password,
    )
    return Bound(device, token)


@transaction.atomic
def note_use(actor: Actor, device: Device) -> bool:
    """Note, once a day, that a phone is in use; says whether it was noted. Not kept on record."""
    require(actor.user_id == device.account_id)
    stale = Device.objects.filter(pk=device.pk, last_used_at__lte=clock.now() - USE_NOTED)
    return bool(stale.update(last_used_at=clock.now()))


@transaction.atomic
def sign_out_device(actor: Actor, device: Device) -> None:
    """Let a phone wait until its card is held up to it again."""
    require(actor.user_id == device.account_id)
    Device.objects.filter(pk=device.pk, signed_out_at=None).update(signed_out_at=clock.now())


@transaction.atomic
def close_device(actor: Actor, device: Device, reason: str) -> None:
    """Let a phone sign nobody in any more, and end what is open on it; by its person or an officer.

    When it has a network next it hands what waits on it to the officers of the place, where it
    takes no effect by itself, and empties itself. A phone that is lost should be emptied too, so
    none is cut off without being told.
    """
    own = device.account_id == actor.user_id
    managed = manageable_accounts(actor).filter(pk=device.account_id).exists()
    require(own or managed, "not_your_account")
    why = tidy(reason)
    if not why:
        raise Invalid([Problem("closing_reason_missing", "reason")])
    if len(why) > 200:
        raise Invalid([Problem("closing_reason_long", "reason", {"most": 200})])
    until = clock.now() + timedelta(days=CLOSING_DAYS)
    open_still = Device.objects.bound().filter(pk=device.pk, closing_reason="")
    if not open_still.update(closing_until=until, closed_by_id=actor.user_id, closing_reason=why):
        raise Conflict("device_closed_already")
    record(actor, "accounts.device_closed", device.account, path_of(device.account))


@transaction.atomic
def finish_closing(actor: Actor, device: Device) -> None:
    """A closing phone said that nothing is left on it: its cookie opens nothing any more."""
    require(actor.user_id == device.account_id)
    if Device.objects.closing(clock.now()).filter(pk=device.pk).update(closed_at=clock.now()):
        record(actor, "accounts.device_emptied", device.account, path_of(device.account))


@transaction.atomic
def note_password_phone(actor: Actor, account: Account, token: str, user_agent: str) -> Bound:
    """Remember the phone on which somebody just signed in by a password, so that it can be closed.

    `token` is what its cookie said: a phone of the same person is the one it was, and is in use
    again. It never signs anybody in by itself, unless a card bound it before.
    """
    require(actor.user_id == account.pk and signs_in_by_card(account))
    now = clock.now()
    known = Device.objects.in_use(now).filter(account=account, token_hash=hash_of(token, "device"))
    if token and known.update(signed_out_at=None, last_used_at=now):
        return Bound(known.get(), token)
    bound = _remember(account, user_agent, by_password=True)
    record(actor, "accounts.phone_signed_in", account, path_of(account))
    return bound

"""Cards and phones: whose they are, whether they still open a door, who may look after them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import segno
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.crypto import salted_hmac
from django.utils.safestring import SafeString, mark_safe

from tuquan.accounts.models import Account, Device, DeviceQuerySet, SignInCard
from tuquan.accounts.models.cards import by_card_only
from tuquan.accounts.queries.people import manageable_accounts
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.core.cards import read_card_code
from tuquan.core.lists.numbers import read_phone

DEVICE_COOKIE = "may"
"""The cookie by which a phone says which one it is."""

CardState = Literal["waiting", "used", "revoked", "expired"]


def hash_of(secret: str, kind: str) -> str:
    """What is kept instead of a secret: keyed, so that a copy of the database cannot be searched.

    Rows are found by it. As nobody outside can compute it, the time a search takes says nothing
    about the secret.
    """
    return salted_hmac(f"tuquan.accounts.{kind}", secret, algorithm="sha256").hexdigest()


def signs_in_by_card(account: Account) -> bool:
    """Whether somebody may sign in without a password: in use, leading groups or areas only."""
    found = Account.objects.filter(by_card_only(clock.now(), "pk"), pk=account.pk, is_active=True)
    return found.exists()


def needs_card(actor: Actor, account: Account) -> bool:
    """Whether the actor can and should make a card: the person signs in by one and has no phone."""
    return people_without_phone(actor).filter(pk=account.pk).exists()


def read_number(text: str) -> str:
    """A telephone number as it is kept, +84 and nine digits; "" when it is none."""
    digits = read_phone(text).value
    return f"+84{str(digits)[1:]}" if digits else ""


def account_of_phone(number: str, but: Account | None = None) -> Account | None:
    """Whose number this is, leaving somebody out."""
    found = Account.objects.filter(phone=number).exclude(pk=but.pk if but else 0)
    return found.first() if number else None


def card_by_token(token: str) -> SignInCard | None:
    """The card behind the address of a QR code, whatever became of it."""
    return _cards().filter(token_hash=hash_of(token, "card")).first()


def card_by_code(text: str) -> SignInCard | None:
    """The card of a code as somebody typed it, whatever became of it."""
    code = read_card_code(text)
    return _cards().filter(code_hash=hash_of(code, "code")).first() if code else None


def card_state(card: SignInCard) -> CardState:
    """What became of a card."""
    if card.used_at:
        return "used"
    if card.revoked_at:
        return "revoked"
    return "waiting" if card.expires_at > clock.now() else "expired"


def card_of(account: Account) -> SignInCard | None:
    """The last card made for somebody."""
    return _cards().filter(account=account).first()


def devices_of(account: Account) -> DeviceQuerySet:
    """The phones of somebody, the last used first; a closed one as long as there is news of it.

    Such a phone is waited for until `closing_until`, and shown as long as that with what it said.
    """
    waited_for = Q(closing_until=None, closed_at=None) | Q(closing_until__gt=clock.now())
    return Device.objects.filter(waited_for, account=account)


def own_devices(actor: Actor) -> DeviceQuerySet:
    """One's own phones in use."""
    return Device.objects.bound().filter(account_id=actor.user_id or 0, closing_until=None)


def manageable_devices(actor: Actor) -> DeviceQuerySet:
    """Phones of the people the actor looks after."""
    accounts = manageable_accounts(actor).order_by().values("pk")
    return Device.objects.bound().filter(account__in=accounts).select_related("account")


def people_without_phone(actor: Actor) -> QuerySet[Account]:
    """Those the actor looks after who could sign in by a card and have no phone bound yet."""
    bound = Device.objects.signing_in(clock.now()).filter(account=OuterRef("pk"))
    waiting = SignInCard.objects.waiting(clock.now()).filter(account=OuterRef("pk"))
    people = manageable_accounts(actor).filter(by_card_only(clock.now(), "pk"), is_active=True)
    return people.exclude(Exists(bound)).annotate(has_card=Exists(waiting))


def device_by_token(token: str) -> Device | None:
    """The phone of a cookie that signs its person in by itself."""
    found = Device.objects.signing_in(clock.now()).filter(token_hash=hash_of(token, "device"))
    return found.filter(signed_out_at=None).select_related("account").first() if token else None


def device_by_number(number: object) -> Device | None:
    """The phone a session was begun on, while somebody may be signed in on it."""
    if not isinstance(number, int):
        return None
    return Device.objects.in_use(clock.now()).filter(pk=number, signed_out_at=None).first()


def is_phone_of(card: SignInCard, cookies: Mapping[str, str]) -> bool:
    """Whether a used card comes back to the very phone it was bound to, which is still in use."""
    token = cookies.get(DEVICE_COOKIE, "")
    phone = Device.objects.signing_in(clock.now()).filter(pk=card.used_device_id or 0)
    return bool(token) and phone.filter(token_hash=hash_of(token, "device")).exists()


def is_phone_of_another(account: Account, token: str) -> bool:
    """Whether the card of somebody else opens the phone of a cookie, signed out on it or not."""
    bound = Device.objects.signing_in(clock.now()).filter(token_hash=hash_of(token, "device"))
    return bool(token) and bound.exclude(account=account).exists()


def closing_device(cookies: Mapping[str, str]) -> Device | None:
    """A phone that was closed: it may deliver what waits on it, nothing else."""
    token = cookies.get(DEVICE_COOKIE, "")
    if not token:
        return None
    found = Device.objects.closing(clock.now()).filter(token_hash=hash_of(token, "device"))
    return found.select_related("account").first()


def qr_svg(address: str) -> SafeString:
    """An address as a QR code: a drawing in black and white, its size left to the style sheet."""
    drawing = segno.make_qr(address, error="m").svg_inline(
        border=2, omitsize=True, svgclass="qr", lineclass=None, light="#fff"
    )
    return mark_safe(drawing)  # noqa: S308 - made here, of squares only


def _cards() -> QuerySet[SignInCard]:
    return SignInCard.objects.select_related("account", "used_device").order_by("-made_at", "-pk")

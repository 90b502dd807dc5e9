"""One-time codes sent to a telephone, and the addresses they are sent to."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from tuquan.accounts.carriers import carry
from tuquan.accounts.models import Account, OneTimeCode
from tuquan.accounts.queries import (
    account_of_phone,
    actor_for,
    hash_of,
    manageable_accounts,
    path_of,
    read_number,
    signs_in_by_card,
)
from tuquan.accounts.services.cards import Bound, bind_device
from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Invalid, require
from tuquan.base.jobs import enqueue
from tuquan.core.problems import Problem

SEND_CODE = "accounts.send_code"
CODE_MINUTES = 5
MOST_TRIES = 5
DIGITS = 6


@transaction.atomic
def set_contact(actor: Actor, account: Account, phone: str, email: str) -> None:
    """Write down where somebody can be sent a message; both may stay empty."""
    require(manageable_accounts(actor).filter(pk=account.pk).exists(), "not_your_account")
    number, address = read_number(phone), email.strip()
    problems = []
    if phone.strip() and not number:
        problems.append(Problem("phone_number_wrong", "phone"))
    if number and account_of_phone(number, but=account):
        problems.append(Problem("phone_number_taken", "phone"))
    if address and not _is_email(address):
        problems.append(Problem("email_wrong", "email"))
    if problems:
        raise Invalid(problems)
    account.phone, account.email = number, address
    try:
        with transaction.atomic():
            account.save(update_fields=["phone", "email"])
    except IntegrityError as error:
        raise Invalid([Problem("phone_number_taken", "phone")]) from error
    record(actor, "accounts.contact_set", account, path_of(account))


@transaction.atomic
def ask_for_code(actor: Actor, phone: str) -> None:
    """Let a code be sent to a number, if it is somebody's who may sign in by one.

    The sending is background work: how long the answer takes says nothing about the number.
    """
    require(actor.user_id is None)
    number = read_number(phone)
    if not number:
        raise Invalid([Problem("phone_number_wrong", "phone")])
    account = account_of_phone(number)
    if account and signs_in_by_card(account):
        enqueue(Actor.system("sign-in", via="job"), SEND_CODE, {"account": account.pk})


@transaction.atomic
def send_code(actor: Actor, account: Account) -> bool:
    """Make a code and send it; what was sent before opens nothing any more."""
    require(actor.may("accounts.send_code", ""))
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    now = clock.now()
    OneTimeCode.objects.filter(account=account).delete()
    OneTimeCode.objects.create(
        account=account,
        code_hash=_hash(account, code),
        made_at=now,
        expires_at=now + timedelta(minutes=CODE_MINUTES),
    )
    text = _(
        "Tự Quản: your code is %(code)s, good for %(minutes)s minutes. Nobody from the office will "
        "ever ask you for it."
    )
    sent = carry(account, text % {"code": code, "minutes": CODE_MINUTES})
    record(actor, "accounts.code_sent", account, path_of(account))
    return sent


def use_code(actor: Actor, phone: str, code: str, user_agent: str) -> Bound:
    """Sign in by a code sent to a number. Whatever is wrong, the answer is the same.

    A try counts although it is refused, so the tries have a transaction of their own.
    """
    require(actor.user_id is None)
    account = account_of_phone(read_number(phone))
    row = _count_try(account) if account and signs_in_by_card(account) else None
    typed = "".join(letter for letter in code if letter.isdigit())
    if account is None or row is None or not _fits(row, account, typed):
        raise Invalid([Problem("one_time_code_wrong", "code")])
    with transaction.atomic():
        if not OneTimeCode.objects.filter(pk=row.pk, used_at=None).update(used_at=clock.now()):
            raise Invalid([Problem("one_time_code_wrong", "code")])
        bound = bind_device(actor, account, user_agent)
        record(actor_for(account), "accounts.code_used", account, path_of(account))
    return bound


@transaction.atomic
def _count_try(account: Account) -> OneTimeCode | None:
    """The code that may still be tried, with this try counted."""
    code = OneTimeCode.objects.filter(account=account).first()
    if code is None:
        return None
    usable = OneTimeCode.objects.filter(
        pk=code.pk, used_at=None, expires_at__gt=clock.now(), tries__lt=MOST_TRIES
    )
    return code if usable.update(tries=F("tries") + 1) else None


def _fits(row: OneTimeCode, account: Account, code: str) -> bool:
    return constant_time_compare(row.code_hash, _hash(account, code))


def _hash(account: Account, code: str) -> str:
    return hash_of(f"{account.pk}:{code}", "one-time")


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True

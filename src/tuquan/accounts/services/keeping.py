"""Making accounts, giving and ending grants, resetting passwords."""

from __future__ import annotations

import re
import secrets
from itertools import count

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from tuquan.accounts.models import Account, AddressForm, Grant, Role
from tuquan.accounts.queries import (
    grantable_roles,
    has_administrator,
    manageable_accounts,
    username_free,
)
from tuquan.accounts.services.doors import close_doors, reopen_doors
from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.dated import in_force
from tuquan.base.errors import Invalid, require
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import search_key, tidy
from tuquan.places.models import Place

_WORDS = (
    "lua tre song nui may gio nang mua hoa sen dao mai cam chanh buoi nhan xoai dua ngo khoai sim "
    "trang sao bien dong ruong vuon que lang dinh cau gieng thuyen ca tom cua ech cong hac suoi"
)


def first_password() -> str:
    """A password that can be read aloud over the telephone: `tre-song-lua-4071`."""
    words = "-".join(secrets.choice(_WORDS.split(" ")) for _ in range(3))
    return f"{words}-{secrets.randbelow(10_000):04d}"


def free_username(name: str) -> str:
    """A sign-in name made of a person's name: given name, then initials, then a number if taken."""
    words = [re.sub(r"[^a-z0-9]", "", word) for word in search_key(name).split()] or ["nguoidung"]
    stem = words[-1] + "".join(word[:1] for word in words[:-1])
    return next(
        candidate
        for number in count(1)
        if username_free(candidate := stem if number == 1 else f"{stem}{number}")
    )


@transaction.atomic
def create_account(
    actor: Actor,
    name: str,
    role: str,
    place: Place | None,
    *,
    path: str | None = None,
    username: str = "",
    programme: str = "",
    password: str = "",
) -> tuple[Account, str]:
    """Make an account with its first grant; returns the first password, to be shown once.

    `path` narrows the grant below `place` (a group's own path). A change of the password is forced
    at the first sign-in, unless the caller chose it (the first administrator's own).
    """
    where = _grant_path(place, path)
    require(role in grantable_roles(actor, where), "role_not_yours_to_give")
    name, username = tidy(name), username.strip().lower() or free_username(name)
    problems = []
    if not name:
        problems.append(Problem("account_name_missing", "name"))
    if not username_free(username):
        problems.append(Problem("username_taken", "username", {"username": username}))
    if problems:
        raise Invalid(problems)
    account = Account(
        username=username,
        name=name,
        created_at=clock.now(),
        must_change_password=not password,
    )
    first = password or first_password()
    account.set_password(first)
    account.save()
    record(actor, "accounts.created", account, where, username=username)
    give_grant(actor, account, role, place, path=path, programme=programme)
    return account, first


@transaction.atomic
def give_grant(
    actor: Actor,
    account: Account,
    role: str,
    place: Place | None,
    *,
    path: str | None = None,
    programme: str = "",
) -> Grant:
    """Give a role on a place, or on one group of it, from today; a second time changes nothing."""
    where = _grant_path(place, path)
    require(role in grantable_roles(actor, where), "role_not_yours_to_give")
    grant, made = Grant.objects.get_or_create(
        account=account,
        role=role,
        path=where,
        effective_until=None,
        defaults={"place": place, "programme": programme, "effective_from": clock.today()},
    )
    if made:
        record(actor, "accounts.granted", account, where, role=role)
        reopen_doors(actor, account, where)
    return grant


@transaction.atomic
def end_grant(actor: Actor, grant: Grant) -> None:
    """Take a role back from today on; with the last one, what the account has open ends too."""
    require(grant.role in grantable_roles(actor, grant.path), "role_not_yours_to_give")
    Grant.objects.filter(pk=grant.pk, effective_until=None).update(effective_until=clock.today())
    record(actor, "accounts.grant_ended", grant.account, grant.path, role=grant.role)
    close_doors(actor, grant.account, grant.path)


@transaction.atomic
def reset_password(actor: Actor, account: Account) -> str:
    """Give somebody a new first password, shown once; they must change it when they sign in."""
    require(manageable_accounts(actor).filter(pk=account.pk).exists(), "not_your_account")
    first = first_password()
    account.set_password(first)
    account.must_change_password = True
    account.save(update_fields=["password", "must_change_password"])
    grant = account.grants.filter(in_force(clock.today())).first()
    record(actor, "accounts.password_reset", account, grant.path if grant else "")
    return first


@transaction.atomic
def change_own_password(actor: Actor, account: Account, old: str, new: str) -> None:
    """Replace one's own password, knowing the old one."""
    require(actor.user_id == account.pk)
    if not account.check_password(old):
        raise Invalid([Problem("password_wrong", "old")])
    try:
        validate_password(new, account)
    except ValidationError as error:
        raise Invalid(
            [Problem("password_weak", "new", {"why": " ".join(error.messages)})]
        ) from error
    if old == new:
        raise Invalid([Problem("password_unchanged", "new")])
    account.set_password(new)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])
    record(actor, "accounts.password_changed", account, "")


@transaction.atomic
def set_address_form(actor: Actor, account: Account, form: str) -> None:
    """Choose how the pages address oneself."""
    require(actor.user_id == account.pk and form in AddressForm.values)
    account.address_form = form
    account.save(update_fields=["address_form"])
    record(actor, "accounts.address_chosen", account, "")


@transaction.atomic
def set_up_administrator(actor: Actor, name: str, username: str, password: str) -> Account:
    """Make the first administrator of a new installation; refused once there is one."""
    require(not has_administrator(), "already_set_up")
    account, _ = create_account(
        actor, name, Role.ADMINISTRATOR, None, username=username, password=password
    )
    return account


def _grant_path(place: Place | None, path: str | None) -> str:
    above = place.path if place else ""
    if path is None:
        return above
    require(path.startswith(above), "grant_outside_place")
    return path

"""Accounts, what they may do where, and by what they sign in."""

from __future__ import annotations

from tuquan.accounts.models.cards import (
    CARD_ROLES,
    CLOSING_DAYS,
    Device,
    DeviceQuerySet,
    OneTimeCode,
    SignInCard,
    SignInCardQuerySet,
)
from tuquan.accounts.models.people import (
    MAY_GRANT,
    PERMISSIONS,
    Account,
    AccountManager,
    AddressForm,
    Grant,
    GrantQuerySet,
    Role,
)

__all__ = [
    "CARD_ROLES",
    "CLOSING_DAYS",
    "MAY_GRANT",
    "PERMISSIONS",
    "Account",
    "AccountManager",
    "AddressForm",
    "Device",
    "DeviceQuerySet",
    "Grant",
    "GrantQuerySet",
    "OneTimeCode",
    "Role",
    "SignInCard",
    "SignInCardQuerySet",
]

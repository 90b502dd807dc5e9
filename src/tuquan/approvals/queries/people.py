"""Who could say yes: the accounts that hold a permission at a path today."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from tuquan.accounts.models import Account
from tuquan.accounts.queries import accounts_permitted
from tuquan.base.scoping import paths_above
from tuquan.places.models import FormerPath

NAMED = 3
"""How many people a sentence names."""


def key_of(account_id: int | None) -> str:
    """How an account is named among those who made or decided; the system has no key."""
    return str(account_id) if account_id is not None else ""


def who_may(permission: str, path: str, but: Collection[str] = ()) -> list[Account]:
    """The accounts that hold a permission at a path, without some.

    Where places were reformed, those of the place that stands there today.
    """
    found: dict[int, Account] = {}
    for one in (path, *_today(path)):
        for account in accounts_permitted(permission, one):
            if key_of(account.pk) not in but:
                found[account.pk] = account
    return list(found.values())


def names_of(accounts: Iterable[Account]) -> str:
    """Some names for a sentence: "Đỗ Thị Nga, Trần Văn Bảy, …"."""
    names = [account.name for account in accounts]
    return ", ".join([*names[:NAMED], *(["…"] if len(names) > NAMED else [])])


def _today(path: str) -> Iterable[str]:
    """The path of today of what stood at a path before the map changed."""
    former = FormerPath.objects.filter(path__in=paths_above(path)).select_related("place")
    return {one.place.path + path.removeprefix(one.path) for one in former}

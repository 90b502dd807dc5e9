"""What somebody does and where, in words: so that people recognise themselves on a card."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from tuquan.accounts.models import Account, Role
from tuquan.base import clock
from tuquan.base.dated import in_force

NamesOfGroups = Callable[[Collection[str]], Mapping[str, str]]

_sources: list[NamesOfGroups] = []


def provide_group_names(source: NamesOfGroups) -> None:
    """Let a higher app say what the groups at some paths are called."""
    if source not in _sources:
        _sources.append(source)


def duties_of(account: Account) -> list[str]:
    """The roles somebody holds today with where they hold them: "leader of a group, Tổ 3"."""
    grants = account.grants.filter(in_force(clock.today())).select_related("place")
    held = list(grants.order_by("path", "pk"))
    names: dict[str, str] = {}
    for source in _sources:
        names |= source([grant.path for grant in held])
    duties = []
    for grant in held:
        where = names.get(grant.path) or (grant.place.name if grant.place else "")
        duties.append(", ".join(part for part in (str(Role(grant.role).label), where) if part))
    return duties

"""Throwing proposed groups away, unless something stands on them already."""

from __future__ import annotations

from typing import Protocol

from django.db.models import ProtectedError

from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, require
from tuquan.groups.models import GroupQuerySet


class Forgetting(Protocol):
    """Deletes what an app above keeps about proposed groups and what led to nothing."""

    def __call__(self, actor: Actor, groups: GroupQuerySet) -> None:
        """Forget it; what still stands is left where it is."""


_forgetting: list[Forgetting] = []


def forget_with_proposals(forgetting: Forgetting) -> None:
    """Let an app above forget what came to nothing together with a proposed group."""
    if forgetting not in _forgetting:
        _forgetting.append(forgetting)


def discard_proposals(actor: Actor, groups: GroupQuerySet) -> None:
    """Delete proposed groups with their households; refused where a dossier or meeting has one."""
    require(all(actor.may("groups.manage", one.path) for one in groups))
    for forget in _forgetting:
        forget(actor, groups)
    try:
        groups.delete()
    except ProtectedError as error:
        held = {getattr(one, "group_id", None) for one in error.protected_objects}
        names = ", ".join(one.name for one in groups.all() if one.pk in held)
        raise Conflict("proposal_in_use", group=names) from error

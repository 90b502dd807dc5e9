"""In which groups a household was, since when and until when (F-10)."""

from __future__ import annotations

from collections.abc import Iterator

from tuquan.base.actor import Actor
from tuquan.groups.models import Membership, ResidentGroup
from tuquan.residents.models import Household
from tuquan.residents.queries.history import HistoryLine


def group_history(actor: Actor, household: Household) -> Iterator[HistoryLine]:
    """The groups of a household, for its own page; whoever asks may read its record."""
    memberships = Membership.objects.filter(household=household).select_related("group")
    for membership in memberships.exclude(group__state=ResidentGroup.State.PROPOSED):
        params = {"group": membership.group.name}
        yield HistoryLine(membership.effective_from, "history_group_joined", params)
        if membership.effective_until:
            yield HistoryLine(membership.effective_until, "history_group_left", params)

"""What becomes of a household's place in its groups when it leaves, is merged, or comes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import IntegrityError, transaction

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.groups.models import Membership, ResidentGroup
from tuquan.residents.models import Household


class MembershipFollower:
    """Memberships end with their household; those of a double go to the record that stays."""

    name = "groups.membership"

    def leave(
        self, actor: Actor, household: Household, on: date, into: Household | None
    ) -> dict[str, list[int]]:
        """End the memberships; a mere proposal, which keeps no history, loses the household.

        Where the household it became is in no group of the programme yet, it takes the place.
        """
        kept: dict[str, list[int]] = {"ended": [], "proposed": [], "made": []}
        for membership in _current(household):
            group = membership.group
            if group.state == ResidentGroup.State.PROPOSED:
                kept["proposed"].append(group.pk)
                membership.delete()
            else:
                kept["ended"].append(membership.pk)
                end = max(on, membership.effective_from)
                Membership.objects.filter(pk=membership.pk).update(effective_until=end)
            if into and (taken := _take_over(group, into, max(on, membership.effective_from))):
                kept["made"].append(taken.pk)
            record(actor, "groups.household_left", group, group.path, household=household.pk)
        return kept

    def come_back(
        self, actor: Actor, household: Household, kept: Mapping[str, Sequence[int]]
    ) -> None:
        """Let the memberships go on that ended with it, unless it has another place by now."""
        Membership.objects.filter(pk__in=kept["made"]).delete()
        ended = Membership.objects.filter(pk__in=kept["ended"]).select_related("group")
        for membership in ended.exclude(group__state=ResidentGroup.State.DISSOLVED):
            if _is_free(membership.programme_id, household):
                Membership.objects.filter(pk=membership.pk).update(effective_until=None)
                _note_return(actor, membership.group, household)
        proposed = ResidentGroup.objects.filter(
            pk__in=kept["proposed"], state=ResidentGroup.State.PROPOSED
        )
        for group in proposed:
            if _is_free(group.programme_id, household):
                Membership.objects.create(
                    group=group,
                    programme_id=group.programme_id,
                    household=household,
                    effective_from=clock.today(),
                )
                _note_return(actor, group, household)


def _current(household: Household) -> list[Membership]:
    return list(Membership.objects.current().filter(household=household).select_related("group"))


def _is_free(programme: int, household: Household) -> bool:
    taken = Membership.objects.current().filter(programme_id=programme, household=household)
    return not taken.exists()


def _take_over(group: ResidentGroup, into: Household, since: date) -> Membership | None:
    """The household that stays takes the place, in the same area and unless it has one."""
    if group.place_id != into.place_id or not _is_free(group.programme_id, into):
        return None
    try:
        with transaction.atomic():
            return Membership.objects.create(
                group=group,
                programme_id=group.programme_id,
                household=into,
                effective_from=since,
            )
    except IntegrityError:  # somebody put it into a group at the same moment
        return None


def _note_return(actor: Actor, group: ResidentGroup, household: Household) -> None:
    record(actor, "groups.household_returned", group, group.path, household=household.pk)

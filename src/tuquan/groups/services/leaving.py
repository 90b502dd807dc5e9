"""What becomes of a household's place in its groups when it leaves, is merged, or comes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import IntegrityError, transaction

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.groups.models import Care, Membership, ResidentGroup, Tenure
from tuquan.residents.models import Household


class MembershipFollower:
    """Memberships, and the care for it, end with their household.

    The place of a double in a group goes to the record that stays.
    """

    name = "groups.membership"

    def leave(
        self, actor: Actor, household: Household, on: date, into: Household | None
    ) -> dict[str, list[int]]:
        """End the memberships; a mere proposal, which keeps no history, loses the household.

        Where the household it became is in no group of the programme yet, it takes the place.
        """
        kept: dict[str, list[int]] = {"ended": [], "proposed": [], "made": [], "care": []}
        for membership in _current(household):
            group = membership.group
            if group.state == ResidentGroup.State.PROPOSED:
                kept["proposed"].append(group.pk)
                membership.delete()
            else:
                kept["ended"].append(membership.pk)
                end = max(on, membership.effective_from)
                Membership.objects.filter(pk=membership.pk).update(effective_until=end)
                kept["care"] += Care.objects.within(group, [household.pk]).end(on)
            if into and (taken := _take_over(group, into, max(on, membership.effective_from))):
                kept["made"].append(taken.pk)
                _pass_care_on(group, kept["care"], into)
            record(actor, "groups.household_left", group, group.path, household=household.pk)
        return kept

    def come_back(
        self, actor: Actor, household: Household, kept: Mapping[str, Sequence[int]]
    ) -> None:
        """Let the memberships go on that ended with it, unless it has another place by now."""
        made = Membership.objects.filter(pk__in=kept["made"]).select_related("group")
        for membership in made:
            Care.objects.within(membership.group, [membership.household_id]).end(clock.today())
        made.delete()
        ended = Membership.objects.filter(pk__in=kept["ended"]).select_related("group")
        for membership in ended.exclude(group__state=ResidentGroup.State.DISSOLVED):
            if _is_free(membership.programme_id, household):
                Membership.objects.filter(pk=membership.pk).update(effective_until=None)
                _renew_care(membership.group, kept.get("care", ()))
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


def _pass_care_on(group: ResidentGroup, rows: Sequence[int], into: Household) -> None:
    """Whoever of a group looked after a double looks after the record that stays."""
    people = Tenure.objects.filter(group=group, care__in=rows)
    Care.objects.all().give(people.values_list("pk", flat=True), [into.pk], clock.today())


def _renew_care(group: ResidentGroup, rows: Sequence[int]) -> None:
    """A household came back into its group: whoever looked after it and is still there does again,
    unless somebody else does by now."""
    ended = Care.objects.filter(pk__in=rows, tenure__group=group, tenure__ended_on=None).order_by()
    households = list(ended.values_list("household_id", flat=True))
    if not Care.objects.current().within(group, households).exists():
        ended.update(effective_until=None)


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

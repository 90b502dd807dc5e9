"""What becomes of nominations of a household whose record was a double."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tuquan.audit.services import record
from tuquan.awards.models import AwardGiven, AwardNomination
from tuquan.base.actor import Actor
from tuquan.residents.models import Household


class AwardedHouseholds:
    """Nominations and awards of a double go to the record that stays.

    Of one that left nothing changes: what was nominated or given was so.
    """

    name = "awards.nomination"

    def leave(
        self, actor: Actor, household: Household, on: date, into: Household | None
    ) -> dict[str, list[int]]:
        """Hand nominations and awards on, but where both records stand in one round."""
        kept: dict[str, list[int]] = {"nominations": [], "awards": []}
        if into is None:
            return kept
        both = AwardNomination.objects.standing().filter(household=into).values("round_id")
        mine = AwardNomination.objects.filter(household=household).exclude(round__in=both)
        kept["nominations"] = list(mine.order_by("pk").values_list("pk", flat=True))
        given = AwardGiven.objects.filter(household=household).order_by("pk")
        kept["awards"] = list(given.values_list("pk", flat=True))
        _hand_on(actor, kept, into)
        return kept

    def come_back(self, actor: Actor, household: Household, kept: dict[str, list[int]]) -> None:
        """Give back what was handed on."""
        _hand_on(actor, kept, household)


def _hand_on(actor: Actor, kept: dict[str, list[int]], household: Household) -> None:
    changed = _move(kept["nominations"], household) + _move_given(kept["awards"], household)
    if changed:
        record(actor, "awards.followed_household", household, household.path, count=changed)


def _move(keys: Sequence[int], household: Household) -> int:
    return AwardNomination.objects.filter(pk__in=keys).update(household=household)


def _move_given(keys: Sequence[int], household: Household) -> int:
    return AwardGiven.objects.filter(pk__in=keys).update(household=household)

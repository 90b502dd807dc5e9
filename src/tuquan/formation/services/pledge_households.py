"""What becomes of the signatures of a household that leaves, is merged, or comes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import F, QuerySet

from tuquan.audit.services import record
from tuquan.base.actor import Actor
from tuquan.formation.models import PledgeSignature
from tuquan.residents.models import Household


class SignatureFollower:
    """Signatures of the past stay counted; those of a double go to the record that stays.

    Who signed for a household that left is forgotten here; the paper still says it.
    """

    name = "formation.pledgesignature"

    def leave(
        self, actor: Actor, household: Household, on: date, into: Household | None
    ) -> dict[str, list[int]]:
        """Hand the signatures on; where both records signed, one signature ends."""
        signatures = PledgeSignature.objects.filter(household=household)
        signatures.update(represented_by="")
        kept: dict[str, list[int]] = {"handed": [], "ended": []}
        if into is None:
            return kept
        current = PledgeSignature.objects.current()
        both = current.filter(household=into).values("registration_id")
        ending = current.filter(household=household, registration__in=both)
        kept["ended"] = _keys(ending)
        PledgeSignature.objects.filter(pk__in=kept["ended"]).update(withdrawn_on=F("signed_on"))
        kept["handed"] = _keys(signatures.exclude(pk__in=kept["ended"]))
        _hand_on(actor, kept["handed"], into)
        return kept

    def come_back(
        self, actor: Actor, household: Household, kept: Mapping[str, Sequence[int]]
    ) -> None:
        """Give back what was handed on, and let go on what ended."""
        _hand_on(actor, kept["handed"], household)
        PledgeSignature.objects.filter(pk__in=kept["ended"]).update(withdrawn_on=None)


def _keys(signatures: QuerySet[PledgeSignature]) -> list[int]:
    return list(signatures.order_by("pk").values_list("pk", flat=True))


def _hand_on(actor: Actor, keys: Sequence[int], household: Household) -> None:
    rows = PledgeSignature.objects.filter(pk__in=keys)
    if rows.update(household=household):
        record(
            actor,
            "formation.signatures_followed",
            household,
            household.path,
            signatures=len(keys),
        )

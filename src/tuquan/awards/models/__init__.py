"""Rounds of awards, nominations in them, and the register of what was given."""

from __future__ import annotations

from tuquan.awards.models.nominations import AwardNomination, AwardNominationQuerySet, RecipientKind
from tuquan.awards.models.register import AwardGiven, AwardGivenQuerySet
from tuquan.awards.models.rounds import AwardRound, AwardRoundQuerySet

__all__ = [
    "AwardGiven",
    "AwardGivenQuerySet",
    "AwardNomination",
    "AwardNominationQuerySet",
    "AwardRound",
    "AwardRoundQuerySet",
    "RecipientKind",
]

"""Rounds, nominations, the council, decisions with their certificates, the register."""

from __future__ import annotations

from tuquan.awards.services.council import CouncilVote, Verdict, record_council, reopen_round
from tuquan.awards.services.deciding import AwardPapers, decide, draft_certificates
from tuquan.awards.services.following import AwardFollower
from tuquan.awards.services.households import AwardedHouseholds
from tuquan.awards.services.nominating import (
    NewNomination,
    nominate,
    nominate_several,
    withdraw_nomination,
)
from tuquan.awards.services.register import EarlierAward, enter_award, take_back_award
from tuquan.awards.services.rounds import (
    MOST_AHEAD,
    NewRound,
    RoundTerms,
    alter_round,
    close_round,
    open_round,
)

__all__ = [
    "MOST_AHEAD",
    "AwardFollower",
    "AwardPapers",
    "AwardedHouseholds",
    "CouncilVote",
    "EarlierAward",
    "NewNomination",
    "NewRound",
    "RoundTerms",
    "Verdict",
    "alter_round",
    "close_round",
    "decide",
    "draft_certificates",
    "enter_award",
    "nominate",
    "nominate_several",
    "open_round",
    "record_council",
    "reopen_round",
    "take_back_award",
    "withdraw_nomination",
]

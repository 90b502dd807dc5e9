"""What the council recommends: its vote on the list as a whole, and why somebody is not on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from tuquan.audit.services import record
from tuquan.awards.models import AwardNomination, AwardRound
from tuquan.awards.services.keeping import change_round
from tuquan.base.actor import Actor
from tuquan.base.errors import Invalid, require
from tuquan.bodies.queries import members_of
from tuquan.bodies.queries.naming import day_problems, name_problems
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import tidy

LONGEST_REASON = 500
"""Characters of why the council does not recommend somebody."""

MOST_VOTES = 1000
"""More votes than any council has; a slip of the keyboard."""


@dataclass(frozen=True, slots=True)
class CouncilVote:
    """The vote of the council on its list: how many were for it, against it, or abstained."""

    on: date
    votes_for: int
    against: int = 0
    abstaining: int = 0

    @property
    def cast(self) -> int:
        """How many voted at all."""
        return self.votes_for + self.against + self.abstaining


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether one nomination is recommended; why not, where it is not."""

    recommended: bool
    reason: str = ""


@transaction.atomic
def record_council(
    actor: Actor,
    round_: AwardRound,
    base: int,
    vote: CouncilVote,
    verdicts: Mapping[int, Verdict],
) -> AwardRound:
    """Write down what the council recommends, by nomination (S2-12, F-70).

    Everybody nominated has a verdict; more than the quota is refused with both numbers. It may be
    written down anew until a decision is drafted.
    """
    require(actor.may("awards.decide", round_.path))
    standing = list(AwardNomination.objects.standing().filter(round=round_))
    said = {key: Verdict(one.recommended, tidy(one.reason)) for key, one in verdicts.items()}
    problems = [*_wrong_vote(round_, vote), *_wrong_verdicts(round_, standing, said)]
    if problems:
        raise Invalid(problems)
    change_round(
        actor,
        round_,
        AwardRound.UNDER_WAY,
        base,
        undecided=True,
        state=AwardRound.State.PROPOSED,
        council_on=vote.on,
        votes_for=vote.votes_for,
        votes_against=vote.against,
        votes_abstaining=vote.abstaining,
    )
    for one in standing:
        _keep(one, said[one.pk])
    recommended = sum(said[one.pk].recommended for one in standing)
    counts = {"recommended": recommended, "nominated": len(standing)}
    record(actor, "awards.council_recorded", round_, round_.path, **counts)
    return round_


@transaction.atomic
def reopen_round(actor: Actor, round_: AwardRound, base: int) -> AwardRound:
    """Let people nominate again; the council has to meet anew."""
    require(actor.may("awards.decide", round_.path))
    proposed, opened = (AwardRound.State.PROPOSED,), AwardRound.State.OPEN
    change_round(actor, round_, proposed, base, undecided=True, state=opened)
    record(actor, "awards.reopened", round_, round_.path)
    return round_


def _keep(nomination: AwardNomination, verdict: Verdict) -> None:
    states = AwardNomination.State
    AwardNomination.objects.standing().filter(pk=nomination.pk).update(
        state=states.RECOMMENDED if verdict.recommended else states.NOT_RECOMMENDED,
        council_reason="" if verdict.recommended else verdict.reason,
    )


def _wrong_vote(round_: AwardRound, vote: CouncilVote) -> Iterator[Problem]:
    yield from day_problems(vote.on, "on", date(round_.year, 1, 1))
    if not 0 < vote.cast <= MOST_VOTES or min(vote.votes_for, vote.against, vote.abstaining) < 0:
        yield Problem("award_votes_impossible", "votes_for")
        return
    if 2 * vote.votes_for <= vote.cast:
        yield Problem("award_vote_not_carried", "votes_for", {"for": vote.votes_for})
    members = _members(round_)
    if members and vote.cast > members:
        params = {"votes": vote.cast, "members": members}
        yield Problem("award_more_votes_than_members", "votes_for", params)


def _members(round_: AwardRound) -> int:
    """How many people sit in the council; 0 where the round has none, or nobody was entered."""
    council = round_.council
    sitting = members_of([council])[council.pk] if council else []
    return len({one.holder_id for one in sitting})


def _wrong_verdicts(
    round_: AwardRound, standing: list[AwardNomination], said: Mapping[int, Verdict]
) -> Iterator[Problem]:
    if not standing:
        yield Problem("award_nobody_nominated")
    for one in standing:
        verdict = said.get(one.pk)
        if verdict is None:
            yield Problem("award_verdict_missing", f"verdict-{one.pk}", {"name": one.name})
            continue
        where = f"reason-{one.pk}"
        yield from name_problems(verdict.reason, where, LONGEST_REASON, required=False)
        if not verdict.recommended and not verdict.reason:
            yield Problem("award_verdict_reason_missing", where, {"name": one.name})
    recommended = sum(one.pk in said and said[one.pk].recommended for one in standing)
    if round_.quota and recommended > round_.quota:
        params = {"count": recommended, "quota": round_.quota}
        yield Problem("award_quota_exceeded", params=params)

"""Changing a round at the version somebody saw, while it is in a state that allows it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F, Q

from tuquan.awards.models import AwardRound
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, require
from tuquan.documents.models import OfficialDocument

UNDECIDED = Q(decision=None) | Q(
    decision__in=OfficialDocument.objects.filter(state=OfficialDocument.State.WITHDRAWN).values(
        "pk"
    )
)
"""Rounds about which no decision is written that was not withdrawn."""


def change_round(
    actor: Actor,
    round_: AwardRound,
    states: Sequence[str],
    base: int | None = None,
    *,
    undecided: bool = False,
    **values: object,
) -> None:
    """Change a round in one statement, unless somebody was faster.

    `base` is the version somebody saw; None where any will do, as when one more is nominated.
    """
    require(actor.may("awards.view", round_.path) or _stands_under(actor, round_))
    rows = AwardRound.objects.filter(pk=round_.pk, state__in=states)
    if base is not None:
        rows = rows.filter(version=base)
    if undecided:
        rows = rows.filter(UNDECIDED)
    if not rows.update(version=F("version") + 1, **values):
        round_.refresh_from_db()
        raise Conflict(_why(round_, states, undecided=undecided))
    round_.refresh_from_db()


def _stands_under(actor: Actor, round_: AwardRound) -> bool:
    """Whether the actor works under the place of a round, and so nominates for it."""
    return any(path.startswith(round_.path) for path in actor.paths("awards.nominate"))


def _why(round_: AwardRound, states: Sequence[str], *, undecided: bool) -> str:
    if not round_.is_under_way:
        return "award_round_over"
    if undecided and round_.has_decision:
        return "award_decision_written"
    return "award_round_changed" if round_.state in states else "award_round_not_open"

"""The change of a leader as one task of an officer: post, access, phones and the new card."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db import transaction

from tuquan.accounts.models import Account
from tuquan.accounts.queries import needs_card
from tuquan.accounts.services import NewCard, make_card
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid
from tuquan.bodies.models import PostHolder
from tuquan.bodies.queries.naming import day_problems
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import tidy
from tuquan.groups.models import ResidentGroup, Tenure
from tuquan.groups.queries import (
    leader_of,
    leading_position,
    person_problems,
    text_problems,
)
from tuquan.groups.services.ending import require_working_group
from tuquan.groups.services.holders import hand_over, name_holder


class NewLeader(NamedTuple):
    """Who leads a group from now on, and the card to print for them, if they need one."""

    tenure: Tenure
    account: Account
    card: NewCard | None


@transaction.atomic
def change_leader(
    actor: Actor,
    group: ResidentGroup,
    name: str,
    on: date,
    reason: str,
    *,
    term_until: date | None = None,
    holder: PostHolder | None = None,
    seen: int | None = None,
) -> NewLeader:
    """Let somebody lead a group in place of whoever did, and make their sign-in card (F-111).

    Reports stay with the group. The one before loses access at once; their phone may still deliver
    what waits on it for 30 days, to the officer. `seen` is the post that was held when the page was
    opened (0: none): it is refused when somebody else's by now.
    """
    require_working_group(actor, group)
    position = leading_position(group)
    if position is None:
        raise Conflict("group_without_leader", name=group.name)
    before = leader_of(group)
    if seen is not None and before and before.pk != seen:
        raise Conflict("position_taken_meanwhile", name=before.holder_name)
    why = tidy(reason)
    problems = [] if why else [Problem("leader_change_reason_missing", "reason")]
    problems += person_problems(tidy(name), "", on, term_until)
    problems += text_problems(reason=why)
    begun = before.term_from if before else on
    problems += day_problems(on, "term_from", min(begun, clock.today()))
    if problems:
        raise Invalid(problems)
    if before:
        named = hand_over(
            actor, before, name, on, term_until, "", holder=holder, ended_on=on, reason=why
        )
    else:
        named = name_holder(actor, group, position, name, on, term_until, holder=holder)
    card = make_card(actor, named.account) if needs_card(actor, named.account) else None
    return NewLeader(named.tenure, named.account, card)

"""What a person may do with an approval now, why not, and the names of those who can (F-60)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from tuquan.accounts.models import Account
from tuquan.accounts.queries import paths_permitted
from tuquan.approvals.models import Approval as Row
from tuquan.approvals.queries.people import key_of, names_of, who_may
from tuquan.approvals.queries.shown import step_words
from tuquan.base.actor import Actor
from tuquan.core.approval import Approval, Possible, may, pass_over, standing
from tuquan.core.problems import Problem


def possible_for(actor: Actor, approval: Approval, path: str) -> tuple[Possible, ...]:
    """What can be done with it, whether the person may, and who can where the person may not."""
    step = approval.current
    if step is None:
        return ()
    found = may(
        approval,
        key_of(actor.user_id),
        permitted=actor.may(step.permission, path),
        nobody_else=nobody_else(actor, approval, path),
    )
    return tuple(
        replace(one, why=with_names(one.why, approval, path)) if one.why else one for one in found
    )


def effective(approval: Approval, path: str) -> Approval:
    """The approval without the steps that nobody is there to take and that need not wait."""
    while (step := approval.current) and step.if_nobody == "pass" and not _others(approval, path):
        approval = pass_over(approval)
    return approval


def vacant_among(rows: Iterable[Row]) -> list[Row]:
    """Those of the approvals whose step nobody holds today; asked in one query a permission."""
    by_permission: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.waits_for:
            by_permission[row.waits_for].append(row)
    vacant = []
    for permission, found in by_permission.items():
        held = paths_permitted(permission, {row.path for row in found})
        vacant += [row for row in found if row.path not in held]
    return vacant


def nobody_else(actor: Actor, approval: Approval, path: str) -> bool:
    """Whether nobody but the person could say yes; asked only where the person is no second one."""
    key = key_of(actor.user_id)
    if not key or key not in {*approval.makers, *_answered(approval)}:
        return False
    return not _others(approval, path, {key})


def with_names(why: Problem, approval: Approval, path: str) -> Problem:
    """A reason with the names of those who can do it instead."""
    step = approval.current
    if step is None or why.code not in _INSTEAD:
        return why
    names = names_of(_others(approval, path))
    if not names:
        return Problem("approval_nobody", params={"step": step_words(step)})
    return Problem(_INSTEAD[why.code], params={"who": names, "step": step_words(step)})


_INSTEAD = {
    "approval_of_others": "approval_waits_for",
    "approval_not_named": "approval_waits_for",
    "approval_your_own": "approval_your_own_others",
    "approval_given_before": "approval_given_before_others",
}
"""The sentence with names for a reason without."""


def _others(approval: Approval, path: str, but: set[str] | None = None) -> list[Account]:
    """Who could say yes to the step as a second person."""
    step = approval.current
    if step is None:
        return []
    makers = () if step.joint else approval.makers
    without = {*makers, *_answered(approval), *(but or ())}
    found = who_may(step.permission, path, without)
    return [one for one in found if not step.of or key_of(one.pk) in step.of]


def _answered(approval: Approval) -> set[str]:
    """Whose yes counts already, at this step or one before."""
    return {by for given in standing(approval).values() for by in given}

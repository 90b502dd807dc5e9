"""The rules of a chain: who may say what at its step, and where that leads.

No sequence of decisions ends in "approved" before every step has what it asks for from people who
neither wrote nor sent the thing and who did not answer for another step (F-59, F-61, F-63).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from tuquan.core.approval.model import (
    Action,
    Approval,
    Chain,
    Decision,
    Possible,
    Step,
    Verdict,
)
from tuquan.core.problems import Problem


def begin(chain: Chain, makers: Collection[str]) -> Approval:
    """What somebody made sets out on its chain, which stays as it is from now on."""
    if not chain.steps:
        raise ValueError("a chain needs a step")
    return Approval(chain, _together(makers))


def begin_again(approval: Approval, makers: Collection[str]) -> Approval:
    """The thing was corrected or changed: all steps anew, by the rules it began with."""
    number = approval.round + 1
    return replace(
        approval,
        makers=_together((*approval.makers, *makers)),
        round=number,
        anew=number,
        step=0,
        state="waiting",
    )


def standing(approval: Approval) -> dict[int, tuple[str, ...]]:
    """Whose yes counts now, by step: what was returned past them has to be said anew."""
    counting: dict[int, tuple[str, ...]] = {}
    for said in approval.decisions:
        if said.round < approval.anew:
            continue
        if said.verdict == "approve":
            counting[said.step] = (*counting.get(said.step, ()), said.by)
        elif said.verdict == "return_one_step":
            before = max((step for step in counting if step < said.step), default=0)
            counting = {step: by for step, by in counting.items() if step < before}
    return counting


def why_not(
    approval: Approval, person: str, action: Action, *, permitted: bool, nobody_else: bool = False
) -> Problem | None:
    """Why a person may not do this now; None when the person may.

    `permitted` is whether the person holds the permission of the step, `nobody_else` whether no
    other person does who could say yes to it.
    """
    step = approval.current
    if step is None:
        return Problem("approval_over", params={"state": approval.state})
    if not permitted:
        return Problem("approval_of_others", params={"step": step.key})
    if step.of and person not in step.of:
        return Problem("approval_not_named", params={"step": step.key})
    if action == "approve":
        return _why_no_yes(approval, step, person, nobody_else)
    if action == "return_one_step" and _step_before(approval) is None:
        return Problem("approval_first_step")
    return None


def may(
    approval: Approval, person: str, *, permitted: bool, nobody_else: bool = False
) -> tuple[Possible, ...]:
    """What can be done with it, whether this person may, and why not; nothing once it is over."""
    step = approval.current
    if step is None:
        return ()
    actions: tuple[Action, ...] = ("approve", "return_one_step", "return")
    if _step_before(approval) is None:
        actions = ("approve", "return")
    possible = []
    for action in actions:
        why = why_not(approval, person, action, permitted=permitted, nobody_else=nobody_else)
        known = None
        if action == "approve" and why is None and _stands_alone(approval, step, person):
            known = Problem("approval_alone")
        possible.append(Possible(action, why is None, why or known))
    return tuple(possible)


def decide(
    approval: Approval,
    person: str,
    verdict: Action,
    reason: str = "",
    *,
    nobody_else: bool = False,
) -> Approval:
    """Say yes to the step, or give it back with the reason; by somebody who holds its permission.

    `ValueError` when `why_not` has something against it, or a return has no reason.
    """
    step = approval.current
    against = why_not(approval, person, verdict, permitted=True, nobody_else=nobody_else)
    if step is None or against or (verdict != "approve" and not reason):
        raise ValueError(against or "a return needs a reason")
    alone = verdict == "approve" and _stands_alone(approval, step, person)
    said = _with(approval, person, verdict, reason, alone=alone)
    if verdict == "return":
        return replace(said, state="returned")
    before = _step_before(approval)
    if verdict == "return_one_step" and before is not None:
        return replace(said, round=approval.round + 1, step=before)
    given = standing(said)[approval.step]
    enough = alone or _is_enough(step, given, approval.makers)
    return _next(said) if enough else said


def pass_over(approval: Approval) -> Approval:
    """Go on without the step, for nobody is there to take it; `ValueError` where it has to wait."""
    step = approval.current
    if step is None or step.if_nobody != "pass":
        raise ValueError("this step is not passed over")
    return _next(_with(approval, "", "passed_over", ""))


def _together(makers: Collection[str]) -> tuple[str, ...]:
    """All of them once; the system (an empty key) is nobody's own judge."""
    return tuple(sorted({*makers} - {""}))


def _why_no_yes(approval: Approval, step: Step, person: str, nobody_else: bool) -> Problem | None:
    counting = standing(approval)
    if person in counting.get(approval.step, ()):
        return Problem("approval_given")
    if not _stands_alone(approval, step, person):
        return None
    if nobody_else and step.if_nobody == "maker":
        return None
    if person in approval.makers:
        return Problem("approval_your_own")
    return Problem("approval_given_before")


def _step_before(approval: Approval) -> int | None:
    """The step it can be given back to: the last one before this that somebody said yes to."""
    return max((step for step in standing(approval) if step < approval.step), default=None)


def _stands_alone(approval: Approval, step: Step, person: str) -> bool:
    """Whether the person's yes would not be that of a second one."""
    before = {by for given in standing(approval).values() for by in given}
    return person in before or (person in approval.makers and not step.joint)


def _is_enough(step: Step, given: Collection[str], makers: Collection[str]) -> bool:
    """Whether a step has what it asks for; the makers of a joint step are not by themselves."""
    others = {*given} - {*makers}
    if step.how == "all":
        named = {*step.of} if step.joint else {*step.of} - {*makers}
        return bool(others) and named <= {*given}
    return bool(others) and len(given) >= (step.count if step.how == "n_of" else 1)


def _with(
    approval: Approval, person: str, verdict: Verdict, reason: str, alone: bool = False
) -> Approval:
    said = Decision(approval.round, approval.step, person, verdict, reason, alone)
    return replace(approval, decisions=(*approval.decisions, said))


def _next(approval: Approval) -> Approval:
    if approval.step + 1 == len(approval.chain.steps):
        return replace(approval, state="approved")
    return replace(approval, step=approval.step + 1)

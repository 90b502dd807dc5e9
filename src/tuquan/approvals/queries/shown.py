"""A chain as a page shows it: each step, where it stands, and who said what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from tuquan.approvals.models import Approval as Row
from tuquan.approvals.models import ApprovalDecision
from tuquan.base.texts import say
from tuquan.base.texts.approvals import STEPS, how_words
from tuquan.base.texts.wording import worded
from tuquan.core.approval import Approval, Possible, Step, standing

APPROVING = ("approve", "endorse", "accept")
"""What saying yes is called, by itself and in the apps above."""


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One step with what was said at it.

    It is done, passed over for nobody was there, the one whose turn it is, or still to come.
    """

    words: str
    how: str
    state: Literal["done", "passed", "current", "coming"]
    joint: bool
    said: list[ApprovalDecision] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ShownChain:
    """A chain with what was said this time, and what was said before it went back."""

    state: str
    steps: list[ShownStep]
    earlier: list[tuple[str, ApprovalDecision]]
    why: str


def chain_shown(
    approval: Approval, row: Row | None, possible: Iterable[Possible] = ()
) -> ShownChain:
    """The chain of something; `row` is None where nothing was said on it yet.

    `possible` is what the person who looks may do: why not, or what to know before, stands below.
    """
    said = list(row.decisions.all()) if row else []
    now = [one for one in said if one.round >= approval.anew]
    steps = [
        ShownStep(
            step_words(step),
            how_words(step),
            _state(approval, number),
            step.joint,
            [one for one in now if one.step == number],
        )
        for number, step in enumerate(approval.chain.steps)
    ]
    earlier = [(steps[one.step].words, one) for one in said if one.round < approval.anew]
    return ShownChain(approval.state, steps, earlier, why_words(possible))


def why_words(possible: Iterable[Possible]) -> str:
    """Why a person may not say yes, or what to know before; empty where there is nothing to say."""
    approving = (one.why for one in possible if one.action in APPROVING)
    return next((say(why) for why in approving if why), "")


def step_words(step: Step) -> str:
    """Who takes a step, as the plan calls them, or in our words."""
    return worded(step) or str(STEPS.get(step.key, step.key))


def _state(approval: Approval, number: int) -> Literal["done", "passed", "current", "coming"]:
    if number < approval.step and not standing(approval).get(number):
        return "passed"
    if approval.state == "approved" or number < approval.step:
        return "done"
    return "current" if approval.state == "waiting" and number == approval.step else "coming"

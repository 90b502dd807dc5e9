"""What a chain of approval is made of, and how far one has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from tuquan.core.problems import Problem

How = Literal["any", "all", "n_of"]
IfNobody = Literal["wait", "pass", "maker"]
State = Literal["waiting", "approved", "returned"]
Action = Literal["approve", "return_one_step", "return"]
Verdict = Literal["approve", "return_one_step", "return", "passed_over"]


@dataclass(frozen=True, slots=True)
class Step:
    """One yes that is needed, from whoever holds a permission (F-61).

    `how` is any one of them, so many (`count`), or everybody named in `of`. Who is named in `of`
    is a key of the caller's; where nobody is named, whoever holds the permission may.

    A person who wrote or sent the thing has no say in it. Where there is nobody else, the step
    waits for somebody, is passed over, or is taken by the maker alone, as `if_nobody` says. In a
    `joint` step the source itself lets the makers take part (S1-21), never by themselves.
    """

    key: str
    permission: str
    level: str = ""
    how: How = "any"
    count: int = 1
    of: tuple[str, ...] = ()
    if_nobody: IfNobody = "wait"
    joint: bool = False
    label: str = ""
    label_en: str = ""


@dataclass(frozen=True, slots=True)
class Chain:
    """The steps in the order in which they are taken; it is stored with what it is about."""

    steps: tuple[Step, ...]

    def to_json(self) -> dict[str, Any]:
        """The chain as JSON holds it."""
        return {"steps": [asdict(step) for step in self.steps]}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Chain:
        """A chain that was stored."""
        return cls(tuple(Step(**(step | {"of": tuple(step["of"])})) for step in stored["steps"]))


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody said at a step of a round; `alone`: as the maker, for there was nobody else."""

    round: int
    step: int
    by: str
    verdict: Verdict
    reason: str = ""
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Approval:
    """How far a chain has come. Decisions of earlier rounds stay for good.

    A round ends when the thing goes back, be it to the maker or by one step. `makers` are all who
    ever wrote or sent it. What was said before the round `anew` counts no longer: with it the thing
    came from its maker again.
    """

    chain: Chain
    makers: tuple[str, ...] = ()
    round: int = 1
    anew: int = 1
    step: int = 0
    state: State = "waiting"
    decisions: tuple[Decision, ...] = ()

    @property
    def current(self) -> Step | None:
        """The step whose turn it is; None once it is over."""
        return self.chain.steps[self.step] if self.state == "waiting" else None


@dataclass(frozen=True, slots=True)
class Possible:
    """Something that can be done, whether this person may do it now, and why not (F-60).

    An action that is allowed may carry what the person should know before.
    """

    action: str
    allowed: bool
    why: Problem | None = None

"""What comes out for a criterion and for a whole sheet, with every reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Literal, NamedTuple

from tuquan.core.rules import Outcome, Range, State

Role = Literal["score", "bonus", "penalty"]

ALL_STATES: frozenset[State] = frozenset(("passed", "failed", "not_applicable"))

POSSIBLE: Mapping[State, frozenset[State]] = {
    "passed": frozenset(("passed",)),
    "failed": frozenset(("failed",)),
    "not_applicable": frozenset(("not_applicable",)),
    "unknown": ALL_STATES,
}
"""What a state may yet turn out to be: an open answer may also be set aside as not applicable."""

APPLIES: Mapping[State, bool | None] = {
    "passed": True,
    "failed": True,
    "not_applicable": False,
    "unknown": True,
}

NO_POINTS = Decimal(0)


class Earned(NamedTuple):
    """What a row brings to the score: at least and at most so many points of its maximum.

    A row that is `left_out` takes its maximum with it; None when that is not known.
    """

    role: Role
    low: Fraction
    high: Fraction
    maximum: Fraction
    left_out: bool | None = False
    missing: tuple[str, ...] = ()


class CriterionResult(NamedTuple):
    """What came out for a criterion and for its parts.

    `applies` is None when nobody can say yet. `points` and `maximum` are those of what applies
    here. `possible` says what the state may turn out to be: a criterion that would be met if it
    applied can no longer fail. `mark_differs` when figures prove the mark on the sheet wrong.
    """

    key: str
    outcome: Outcome
    applies: bool | None
    points: Range | None = None
    maximum: Decimal = NO_POINTS
    parts: tuple[CriterionResult, ...] = ()
    mark_differs: bool = False
    possible: frozenset[State] = ALL_STATES
    earned: tuple[Earned, ...] = ()


new_result: Callable[..., CriterionResult] = partial(tuple.__new__, CriterionResult)
"""A result from all its fields in one tuple, where it is made millions of times."""


class Counts(NamedTuple):
    """The rows of a sheet by state; a row is a criterion without parts that is no knock-out."""

    met: int
    not_met: int
    unknown: int
    not_applicable: int


@dataclass(frozen=True, slots=True)
class SheetResult:
    """What came out for the whole sheet of one place in one year.

    `knock_outs` are those that were hit or may have been. `explanation` has one outcome for each
    class, best first. `class_state` is `unknown` as long as completions lead to different classes;
    `missing` then says what would decide.
    """

    criteria: tuple[CriterionResult, ...]
    knock_outs: tuple[CriterionResult, ...]
    points: Range | None
    percent: Range | None
    counts: Counts
    floors: tuple[Outcome, ...]
    class_key: str | None
    class_state: Literal["given", "none", "unknown"]
    missing: tuple[str, ...]
    explanation: tuple[Outcome, ...]

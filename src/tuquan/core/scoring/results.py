"""What comes out for a criterion and for a whole sheet, and every reason, made when it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Literal, NamedTuple

from tuquan.core.rules import Outcome, Range, State

Role = Literal["score", "bonus", "penalty"]

Possible = frozenset[State]

ALL_STATES: Possible = frozenset(("passed", "failed", "not_applicable"))

POSSIBLE: Mapping[State, Possible] = {
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
    `measured` says by which figures its points were counted, where they do not follow from it;
    `meant_here` why a criterion that is not meant everywhere is meant for this place.
    """

    key: str
    outcome: Outcome
    applies: bool | None
    points: Range | None = None
    maximum: Decimal = NO_POINTS
    parts: tuple[CriterionResult, ...] = ()
    mark_differs: bool = False
    possible: Possible = ALL_STATES
    earned: tuple[Earned, ...] = ()
    measured: tuple[Outcome, ...] = ()
    meant_here: tuple[Outcome, ...] = ()


class Counts(NamedTuple):
    """The rows of a sheet by state; a row is a criterion without parts that is no knock-out."""

    met: int
    not_met: int
    unknown: int
    not_applicable: int


class Explained(NamedTuple):
    """Every reason behind the result of a sheet."""

    criteria: tuple[CriterionResult, ...]
    knock_outs: tuple[CriterionResult, ...]
    floors: tuple[Outcome, ...]
    explanation: tuple[Outcome, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class SheetResult:
    """What came out for the whole sheet of one place in one year.

    `row_states` has the state of every row, which is a criterion without parts, in the order of the
    sheet with its keys, `class_states` that of every class, best first.
    `class_state` is `unknown` as long as completions lead to different classes. All this is decided
    at once; the reasons are made, from what was known, when the first of them is read.
    """

    row_keys: tuple[str, ...]
    row_states: tuple[State, ...]
    counts: Counts
    points: Range | None
    percent: Range | None
    class_key: str | None
    class_state: Literal["given", "none", "unknown"]
    class_states: tuple[State, ...]
    explain: Callable[[], Explained]

    @property
    def states(self) -> dict[str, State]:
        """The state of every row by its key."""
        return dict(zip(self.row_keys, self.row_states, strict=True))

    @property
    def criteria(self) -> tuple[CriterionResult, ...]:
        """What came out for each criterion, in the order of the sheet."""
        return self._explained.criteria

    @property
    def knock_outs(self) -> tuple[CriterionResult, ...]:
        """Those that were hit or may have been."""
        return self._explained.knock_outs

    @property
    def floors(self) -> tuple[Outcome, ...]:
        """Whether each standard that has a floor reaches it."""
        return self._explained.floors

    @property
    def explanation(self) -> tuple[Outcome, ...]:
        """One outcome for each class, best first."""
        return self._explained.explanation

    @property
    def missing(self) -> tuple[str, ...]:
        """What would decide, as long as the class is open."""
        return self._explained.missing

    @cached_property
    def _explained(self) -> Explained:
        return self.explain()

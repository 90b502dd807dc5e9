"""A criterion of the sheet: whether it applies, whether it is met, and what it earns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Literal

from tuquan.core.programme import Criterion
from tuquan.core.rules import (
    NOTHING,
    Known,
    Met,
    Outcome,
    State,
    compile_rule,
    every,
    missing,
    weigh,
)
from tuquan.core.scoring.points import Amount, compile_measure, judge_amount, whole
from tuquan.core.scoring.results import (
    APPLIES,
    NO_POINTS,
    POSSIBLE,
    CriterionResult,
    Earned,
    Role,
    new_result,
)
from tuquan.core.scoring.score import sum_of
from tuquan.core.time import in_force

Policy = Literal["rescale", "zero", "full"]
"""What becomes of the points of a row that does not apply."""

_NOT_SCORED = (None, NO_POINTS)

Gate = Callable[[Known, Met], "Outcome | None"]
"""None where a criterion applies, else why it does not, or why nobody can say."""


class Row:
    """A criterion made ready to be judged for many places."""

    def __init__(self, criterion: Criterion, policy: Policy, role: Role = "score") -> None:
        points = criterion.points
        self.key = criterion.key
        self.role: Role = points.role if points and points.role != "score" else role
        self.policy = policy
        self.maximum = Fraction(points.maximum) if points else Fraction(0)
        self.sums_parts = points is None or points.kind == "sum"
        self.met_by = criterion.met_by == "yes"
        self.gate = _gate(criterion)
        self.rule = compile_rule(criterion.rule) if criterion.rule else None
        self.measure = compile_measure(points) if points else None
        self.parts = tuple(compile_criterion(part, policy, self.role) for part in criterion.parts)
        self.is_scored: bool = points is not None or any(part.is_scored for part in self.parts)

    def __call__(self, known: Known, met: Met) -> CriterionResult:
        """The criterion judged for one place."""
        why_not = self.gate(known, met) if self.gate else None
        if why_not is not None and why_not.state == "not_applicable":
            return self.left_out(why_not)
        result = self._applied(known, met)
        return result if why_not is None else self.may_be_left_out(result, why_not)

    def left_out(self, why_not: Outcome) -> CriterionResult:
        """The result where the criterion does not apply; its parts do not either."""
        parts = tuple(part.left_out(why_not) for part in self.parts)
        return self._result(why_not, parts, self._earned_left_out(why_not, parts))

    def may_be_left_out(self, result: CriterionResult, why_open: Outcome) -> CriterionResult:
        """The result where nobody can say yet whether the criterion applies."""
        if result.outcome.state == "not_applicable":
            return result
        lacking = dict.fromkeys((*why_open.missing, *result.outcome.missing))
        reasons = (*why_open.parts, result.outcome)
        outcome = Outcome("unknown", "applies_unknown", NOTHING, reasons, tuple(lacking))
        parts = tuple(
            row.may_be_left_out(part, why_open)
            for row, part in zip(self.parts, result.parts, strict=True)
        )
        earned = tuple(self._earned_perhaps(item, why_open.missing) for item in result.earned)
        return self._result(outcome, parts, earned, result.mark_differs)._replace(
            applies=None, possible=result.possible | POSSIBLE["not_applicable"]
        )

    def _applied(self, known: Known, met: Met) -> CriterionResult:
        parts = tuple([part(known, met) for part in self.parts])
        amount = self.measure(known, met) if self.measure else None
        outcome, differs = self._reason(known, met, parts, amount), False
        mark = known.marks.get(self.key)
        if mark is not None:
            outcome, differs = by_mark(outcome, mark, met_by=self.met_by)
        earned = self._earned(outcome, parts, amount) if self.is_scored else ()
        result = self._result(outcome, parts, earned, differs)
        if outcome.state == "unknown" and self.parts and not self.rule:
            return result._replace(possible=_possible_of(parts))
        return result

    def _reason(
        self, known: Known, met: Met, parts: tuple[CriterionResult, ...], amount: Amount | None
    ) -> Outcome:
        """What the rule says, else the parts, else the points; without any, the mark is missing."""
        if self.rule:
            return self.rule(known, met)
        if parts:
            return _weigh(parts)
        if amount:
            return judge_amount(amount, self.maximum, is_penalty=self.role == "penalty")
        return _not_marked(known, self.key)

    def _earned(
        self, outcome: Outcome, parts: tuple[CriterionResult, ...], amount: Amount | None
    ) -> tuple[Earned, ...]:
        if self.sums_parts:
            return tuple(item for part in parts for item in part.earned)
        if outcome.state == "not_applicable" or (amount and amount.applies is False):
            return self._earned_left_out(outcome, parts)
        if amount:
            low, high, lacking = amount.low, amount.high, amount.missing
        else:
            low, high = whole(outcome.state, self.maximum, is_penalty=self.role == "penalty")
            lacking = outcome.missing
        item = Earned(self.role, low, high, self.maximum, False, lacking)
        may_drop = outcome.state == "unknown" if amount is None else amount.applies is None
        return (self._earned_perhaps(item, ()) if may_drop else item,)

    def _earned_left_out(
        self, why_not: Outcome, parts: tuple[CriterionResult, ...]
    ) -> tuple[Earned, ...]:
        """A row that is out of force takes no part at all; one set aside follows the policy."""
        if why_not.code == "out_of_force":
            return ()
        if self.sums_parts:
            return tuple(item for part in parts for item in part.earned)
        points = self.maximum if self.policy == "full" else Fraction(0)
        dropped = self.policy == "rescale" or self.role != "score"
        return (Earned(self.role, points, points, self.maximum, dropped),)

    def _earned_perhaps(self, item: Earned, lacking: tuple[str, ...]) -> Earned:
        """What a row brings that may yet turn out not to apply."""
        if item.left_out:
            return item
        item = item._replace(missing=tuple(dict.fromkeys((*item.missing, *lacking))))
        if self.policy == "rescale" or item.role != "score":
            return item._replace(left_out=None)
        if self.policy == "zero":
            return item._replace(low=Fraction(0))
        return item._replace(high=item.maximum)

    def _result(
        self,
        outcome: Outcome,
        parts: tuple[CriterionResult, ...],
        earned: tuple[Earned, ...],
        differs: bool = False,
    ) -> CriterionResult:
        points, maximum = (sum_of(earned, self.role) if earned else None) or _NOT_SCORED
        state = outcome[0]
        applies, possible = APPLIES[state], POSSIBLE[state]
        return new_result(
            (self.key, outcome, applies, points, maximum, parts, differs, possible, earned)
        )


class PlainRow(Row):
    """A criterion that has a rule and a mark at most: most of them, so it is judged shortly."""

    def __call__(self, known: Known, met: Met) -> CriterionResult:
        """The criterion judged for one place."""
        outcome, differs = self._reason(known, met, (), None), False
        mark = known.marks.get(self.key)
        if mark is not None:
            outcome, differs = by_mark(outcome, mark, met_by=self.met_by)
        state = outcome.state
        fields = (
            self.key,
            outcome,
            APPLIES[state],
            None,
            NO_POINTS,
            (),
            differs,
            POSSIBLE[state],
            (),
        )
        return new_result(fields)


class MarkedRow(PlainRow):
    """A criterion that has nothing but its mark: what can come of a mark is made once."""

    def __init__(self, criterion: Criterion, policy: Policy, role: Role = "score") -> None:
        super().__init__(criterion, policy, role)
        open_row = Outcome("unknown", "not_marked")
        self.by_mark = {
            mark: self._result(by_mark(open_row, mark, met_by=self.met_by)[0], (), ())
            for mark in (True, False)
        }

    def __call__(self, known: Known, met: Met) -> CriterionResult:
        """The criterion judged for one place."""
        mark = known.marks.get(self.key)
        if mark is None or known.not_applicable:
            return super().__call__(known, met)
        return self.by_mark[mark]


def compile_criterion(criterion: Criterion, policy: Policy, role: Role = "score") -> Row:
    """The criterion made ready, with its parts; `role` is that of the points it belongs to."""
    gated = criterion.applies_when or criterion.effective_from or criterion.effective_until
    if gated or criterion.points or criterion.parts:
        return Row(criterion, policy, role)
    return (PlainRow if criterion.rule else MarkedRow)(criterion, policy, role)


def judge_criterion(
    criterion: Criterion, known: Known, met: Met = missing, not_applicable: Policy = "rescale"
) -> CriterionResult:
    """One criterion on its own; `met` gives the others of its sheet."""
    return compile_criterion(criterion, not_applicable)(known, met)


def by_mark(reason: Outcome, mark: bool | None, *, met_by: bool) -> tuple[Outcome, bool]:
    """An open outcome falls back on the mark; figures that are known win over it.

    The second value says that the mark and the figures differ.
    """
    if mark is None or reason.state == "not_applicable":
        return reason, False
    marked: State = "passed" if mark is met_by else "failed"
    if reason.state != "unknown":
        return reason, reason.state != marked
    parts = () if reason.code == "not_marked" else (reason,)
    return Outcome(marked, "mark", {"mark": mark}, parts), False


def _not_marked(known: Known, key: str) -> Outcome:
    if key in known.not_applicable:
        return Outcome("not_applicable", "set_aside", {"of": key})
    return Outcome("unknown", "not_marked", {"of": key}, (), (key,))


def _weigh(parts: tuple[CriterionResult, ...]) -> Outcome:
    """A criterion is met when all its parts are, and surely so when none can fail any more."""
    outcome = weigh("all", tuple([part[1] for part in parts]), every)
    if outcome.state == "unknown" and _possible_of(parts) == POSSIBLE["passed"]:
        return outcome._replace(state="passed", missing=())
    return outcome


def _possible_of(parts: tuple[CriterionResult, ...]) -> frozenset[State]:
    """What all of the parts together may turn out to be."""
    found: set[State] = set()
    if any("failed" in part.possible for part in parts):
        found.add("failed")
    if all("not_applicable" in part.possible for part in parts):
        found.add("not_applicable")
    none_fails = all(part.possible != POSSIBLE["failed"] for part in parts)
    if none_fails and any("passed" in part.possible for part in parts):
        found.add("passed")
    return frozenset(found)


def _gate(criterion: Criterion) -> Gate | None:
    """Whether the criterion is in force at the end of the year and applies to the place (S3-24)."""
    since, until = criterion.effective_from, criterion.effective_until
    applies_when = compile_rule(criterion.applies_when) if criterion.applies_when else None
    if not (since or until or applies_when):
        return None
    params = {"since": since, "until": until}

    def gate(known: Known, met: Met) -> Outcome | None:
        if not in_force(since, until, date(known.year, 12, 31)):
            return Outcome("not_applicable", "out_of_force", params)
        applies = applies_when(known, met) if applies_when else None
        if applies is None or applies.state == "passed":
            return None
        if applies.state == "unknown":
            return Outcome("unknown", "applies_unknown", NOTHING, (applies,), applies.missing)
        return Outcome("not_applicable", "does_not_apply", NOTHING, (applies,))

    return gate

"""A criterion of the sheet: whether it applies, whether it is met, and what it earns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Literal

from tuquan.core.programme import Criterion, Rule
from tuquan.core.rules import (
    NO_OTHERS,
    NOTHING,
    Judge,
    Known,
    Met,
    Outcome,
    State,
    all_missing,
    compile_rule,
    every,
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
)
from tuquan.core.scoring.score import sum_of
from tuquan.core.time import in_force

Policy = Literal["rescale", "zero", "full"]
"""What becomes of the points of a row that does not apply."""

Decide = Callable[[Known, Met], State]

_NOT_SCORED = (None, NO_POINTS)

_APPLIES: Mapping[State, str] = {
    "passed": "applies",
    "unknown": "applies_unknown",
    "not_applicable": "does_not_apply",
}
"""The code for whether a criterion applies."""


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
        self.measure = compile_measure(points) if points else None
        self.parts = tuple(Row(part, policy, self.role) for part in criterion.parts)
        self.is_scored: bool = points is not None or any(part.is_scored for part in self.parts)
        self.rests_on_parts = bool(self.parts) and criterion.rule is None
        self.judge = self._judge(criterion.rule)
        self.state = self._state(has_rule=criterion.rule is not None)

    def result(self, known: Known, met: Met) -> CriterionResult:
        """The criterion judged for one place, with every reason."""
        gate = self.gate.outcome(known, met) if self.gate else None
        if gate is None:
            return self._applied(known, met)
        if gate.state == "not_applicable":
            return self.left_out(gate)
        result = self._applied(known, met)
        if gate.state == "passed":
            return result._replace(meant_here=gate.parts)
        return self.may_be_left_out(result, gate)

    def why_not(self, known: Known, met: Met) -> Outcome | None:
        """Why the criterion does not apply, or why nobody can say; None where it applies."""
        why = self.gate.outcome(known, met) if self.gate else None
        return why if why and why.state != "passed" else None

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

    def _judge(self, rule: Rule | None) -> Judge | None:
        """What decides alone: the rule, or the mark of what has nothing else."""
        if rule:
            return compile_rule(rule)
        return None if self.parts or self.measure else _marked(self.key, self.met_by)

    def _state(self, *, has_rule: bool) -> Decide:
        """How the criterion comes out for one place, and nothing else, in the shortest way."""
        if self.judge is None:
            return lambda known, met: self.result(known, met).outcome.state
        state = self.judge.state
        if has_rule:
            state = _or_by_mark(state, self.key, self.met_by)
        return _where_it_applies(state, self.gate.state) if self.gate else state

    def _applied(self, known: Known, met: Met) -> CriterionResult:
        parts = tuple([part.result(known, met) for part in self.parts])
        amount = self.measure(known, met) if self.measure else None
        reason = self._reason(known, met, parts, amount)
        outcome, differs = by_mark(reason, known.marks.get(self.key), self.met_by)
        earned = self._earned(outcome, parts, amount) if self.is_scored else ()
        result = self._result(outcome, parts, earned, differs)
        if amount:
            result = result._replace(measured=amount.reasons)
        if outcome.state == "unknown" and self.rests_on_parts:
            return result._replace(possible=_possible_of(parts))
        return result

    def _reason(
        self, known: Known, met: Met, parts: tuple[CriterionResult, ...], amount: Amount | None
    ) -> Outcome:
        """What the rule or the mark says, else the parts, else the points."""
        if self.judge:
            return self.judge.outcome(known, met)
        if parts or amount is None:
            return _weigh(parts)
        return judge_amount(amount, self.maximum, is_penalty=self.role == "penalty")

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
        applies, possible = APPLIES[outcome.state], POSSIBLE[outcome.state]
        return CriterionResult(
            self.key, outcome, applies, points, maximum, parts, differs, possible, earned
        )


def judge_criterion(
    criterion: Criterion, known: Known, met: Met = NO_OTHERS, not_applicable: Policy = "rescale"
) -> CriterionResult:
    """One criterion on its own; `met` gives the others of its sheet."""
    return Row(criterion, not_applicable).result(known, met)


def settle(state: State, mark: bool | None, met_by: bool) -> State:
    """An open state falls back on the mark; figures that are known win over it."""
    if state != "unknown" or mark is None:
        return state
    return "passed" if mark is met_by else "failed"


def by_mark(reason: Outcome, mark: bool | None, met_by: bool) -> tuple[Outcome, bool]:
    """The same with its reason; the second value says that the mark and the figures differ."""
    if mark is None:
        return reason, False
    state = settle(reason.state, mark, met_by)
    if state != reason.state:
        return Outcome(state, "mark", {"mark": mark}, (reason,)), False
    marked = settle("unknown", mark, met_by)
    return reason, {reason.state, marked} == {"passed", "failed"}


def _or_by_mark(decide: Decide, key: str, met_by: bool) -> Decide:
    """The state by a rule, or by the mark where the rule leaves it open."""

    def state(known: Known, met: Met) -> State:
        found = decide(known, met)
        return settle(found, known.marks.get(key), met_by) if found == "unknown" else found

    return state


def _where_it_applies(decide: Decide, gate: Decide) -> Decide:
    """The state of a criterion that does not apply everywhere; open while nobody knows where."""

    def state(known: Known, met: Met) -> State:
        applies = gate(known, met)
        if applies == "not_applicable":
            return applies
        found = decide(known, met)
        return found if applies == "passed" or found == "not_applicable" else "unknown"

    return state


def _marked(key: str, met_by: bool) -> Judge:
    """A criterion that has nothing but its mark."""
    if_yes, if_no = settle("unknown", True, met_by), settle("unknown", False, met_by)
    reasons = {
        True: Outcome(if_yes, "mark", {"mark": True}),
        False: Outcome(if_no, "mark", {"mark": False}),
    }

    def state(known: Known, met: Met) -> State:
        if key in known.not_applicable:
            return "not_applicable"
        mark = known.marks.get(key)
        return "unknown" if mark is None else if_yes if mark else if_no

    def outcome(known: Known, met: Met) -> Outcome:
        reached = state(known, met)
        if reached == "not_applicable":
            return Outcome(reached, "set_aside", {"of": key})
        if reached == "unknown":
            return Outcome(reached, "not_marked", {"of": key}, (), (key,))
        return reasons[known.marks[key]]

    return Judge(state, outcome)


def _weigh(parts: tuple[CriterionResult, ...]) -> Outcome:
    """A criterion is met when all its parts are, and surely so when none can fail any more."""
    outcome = weigh("all", tuple([part.outcome for part in parts]), every)
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


def _gate(criterion: Criterion) -> Judge | None:
    """Whether the criterion is in force at the end of the year and applies to the place (S3-24)."""
    since, until = criterion.effective_from, criterion.effective_until
    applies_when = compile_rule(criterion.applies_when) if criterion.applies_when else None
    if not (since or until or applies_when):
        return None

    @cache
    def is_in_force(year: int) -> bool:
        return in_force(since, until, date(year, 12, 31))

    def state(known: Known, met: Met) -> State:
        if not is_in_force(known.year):
            return "not_applicable"
        applies = applies_when.state(known, met) if applies_when else "passed"
        return "not_applicable" if applies == "failed" else applies

    def outcome(known: Known, met: Met) -> Outcome:
        if not is_in_force(known.year):
            params = {"since": since, "until": until}
            return Outcome("not_applicable", "out_of_force", params)
        reasons = (applies_when.outcome(known, met),) if applies_when else ()
        reached = state(known, met)
        return Outcome(reached, _APPLIES[reached], NOTHING, reasons, all_missing(reasons))

    return Judge(state, outcome)

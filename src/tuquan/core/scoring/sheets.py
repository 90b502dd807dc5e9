"""A whole sheet: every criterion, the score, the floors, the knock-outs, and the class reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from itertools import compress
from typing import Literal

from tuquan.core.programme import Edition, Scoring
from tuquan.core.rules import Known, Met, Outcome, State, all_missing, compile_rule
from tuquan.core.scoring.classes import (
    class_state,
    judge_class,
    judge_floor,
    judge_knock_outs,
    knocked_out_state,
)
from tuquan.core.scoring.criteria import Row
from tuquan.core.scoring.facts import count, counting, sheet_facts, used_facts
from tuquan.core.scoring.positions import Others, positions
from tuquan.core.scoring.results import Counts, CriterionResult, Explained, Possible, SheetResult
from tuquan.core.scoring.score import Score, score_of

_NO_SCORING = Scoring(classes=(), otherwise="")


class Sheet:
    """The sheet of an edition made ready to be judged for many places."""

    def __init__(self, edition: Edition) -> None:
        self.scoring = edition.scoring or _NO_SCORING
        self._top = tuple([Row(one, self.scoring.not_applicable) for one in edition.criteria])
        self._positions = dict(positions(self._top))
        rows = list(counting(edition.criteria))
        self._row_keys = tuple([key for key, _ in rows])
        self._row_states = [self._positions[key].state for key, _ in rows]
        self._is_counted = [is_counted for _, is_counted in rows]
        everything = edition.all_criteria
        self._knock_outs = [self._positions[one.key] for one in everything if one.knock_out]
        self._floors = {one.key: Fraction(one.floor) for one in everything if one.floor is not None}
        self._has_points = bool(self._floors) or any(row.is_scored for row in self._top)
        self._classes = [(one, compile_rule(one.rule)) for one in self.scoring.classes]
        self._facts = used_facts(one.rule for one in self.scoring.classes)

    def judge(self, known: Known) -> SheetResult:
        """What comes out for one place; reasons are made only when somebody reads them."""
        met = Others(self._positions, known)
        states = [state(known, met) for state in self._row_states]
        counts = count(list(compress(states, self._is_counted)))
        results = self._results(known, met) if self._has_points else ()
        score = self._score(results) if results else None
        floors = [floor.state for floor in self._judge_floors(results)] if results else []
        knocked_out = knocked_out_state(self._hit(known, met))
        possible = self._possible(states, known, met) if counts.unknown else ()
        with_facts = self._with_facts(known, counts, possible, score, ())
        class_states = tuple(
            [
                class_state(one, rule.state(with_facts, met), knocked_out, floors)
                for one, rule in self._classes
            ]
        )
        return SheetResult(
            self._row_keys,
            tuple(states),
            counts,
            score and score.points,
            score and score.percent,
            *self._class_reached(class_states),
            class_states,
            partial(self._explain, known, counts, results),
        )

    def judge_one(self, key: str, known: Known) -> CriterionResult:
        """What comes out for one criterion; `KeyError` when the sheet has none of that key."""
        return self._positions[key].result(known, Others(self._positions, known))

    def _explain(
        self, known: Known, counts: Counts, results: tuple[CriterionResult, ...]
    ) -> Explained:
        """Every reason; the results are at hand already where they were needed for the points."""
        met = Others(self._positions, known)
        results = results or self._results(known, met)
        rows = list(compress(_without_parts(results), self._is_counted))
        lacking = all_missing(tuple([row.outcome for row in rows]))
        possible = [row.possible for row in rows]
        with_facts = self._with_facts(known, counts, possible, self._score(results), lacking)
        by_key = _by_key(results)
        knock_outs = tuple(
            [
                result
                for result in (by_key[position.row.key] for position in self._knock_outs)
                if "failed" in result.possible
            ]
        )
        knocked_out, floors = judge_knock_outs(knock_outs), self._judge_floors(results)
        explanation = tuple(
            [
                judge_class(one, rule.outcome(with_facts, met), knocked_out, floors, lacking)
                for one, rule in self._classes
            ]
        )
        _, reached = self._class_reached([outcome.state for outcome in explanation])
        missing = all_missing(explanation) if reached == "unknown" else ()
        return Explained(
            results, knock_outs, floors, explanation, missing if self._classes else lacking
        )

    def _results(self, known: Known, met: Met) -> tuple[CriterionResult, ...]:
        return tuple([row.result(known, met) for row in self._top])

    def _score(self, results: tuple[CriterionResult, ...]) -> Score | None:
        earned = [item for result in results for item in result.earned]
        return score_of(self.scoring, earned) if earned else None

    def _judge_floors(self, results: tuple[CriterionResult, ...]) -> tuple[Outcome, ...]:
        by_key = _by_key(results) if self._floors else {}
        return tuple([judge_floor(key, floor, by_key[key]) for key, floor in self._floors.items()])

    def _hit(self, known: Known, met: Met) -> list[State]:
        """The states of the knock-outs that were hit or may have been."""
        hit: list[State] = []
        for position in self._knock_outs:
            state = position.state(known, met)
            if state != "passed" and "failed" in position.possible(state, known, met):
                hit.append(state)
        return hit

    def _possible(self, states: Sequence[State], known: Known, met: Met) -> list[Possible]:
        """What each row that counts may turn out to be."""
        rows = zip(self._row_keys, states, strict=True)
        return [
            self._positions[key].possible(state, known, met)
            for key, state in compress(rows, self._is_counted)
        ]

    def _with_facts(
        self,
        known: Known,
        counts: Counts,
        possible: Sequence[Possible],
        score: Score | None,
        lacking: tuple[str, ...],
    ) -> Known:
        """What the rules of the classes may rest on: what is known, and results of the sheet."""
        return known.with_values(*sheet_facts(self._facts, counts, possible, score, lacking))

    def _class_reached(
        self, states: Sequence[State]
    ) -> tuple[str | None, Literal["given", "none", "unknown"]]:
        """The first class that is reached; none can be named while a better one is open."""
        for (one, _), state in zip(self._classes, states, strict=True):
            if state == "passed":
                return one.key, "given"
            if state == "unknown":
                return None, "unknown"
        return None, "none"


def compile_sheet(edition: Edition) -> Sheet:
    """The sheet of an edition, made ready once to be judged for many places."""
    return Sheet(edition)


def judge_sheet(edition: Edition, known: Known) -> SheetResult:
    """The sheet of one place; for many places compile it once."""
    return Sheet(edition).judge(known)


def _without_parts(results: Iterable[CriterionResult]) -> Iterator[CriterionResult]:
    """The rows, in the order of the sheet."""
    for result in results:
        if result.parts:
            yield from _without_parts(result.parts)
        else:
            yield result


def _by_key(results: Iterable[CriterionResult]) -> dict[str, CriterionResult]:
    """Every criterion at every depth."""
    found = {}
    for result in results:
        found[result.key] = result
        found |= _by_key(result.parts)
    return found

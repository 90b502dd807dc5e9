"""A whole sheet: every criterion, the score, the floors, the knock-outs, and the class reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Literal

from tuquan.core.programme import SHEET_FACTS, Criterion, Edition, ResultClass, Scoring
from tuquan.core.rules import (
    Known,
    Met,
    Outcome,
    Range,
    all_missing,
    compile_rule,
    decide,
    every,
    missing,
    weigh,
)
from tuquan.core.scoring.criteria import Row, compile_criterion
from tuquan.core.scoring.facts import count, counted_rows, shape_of, sheet_facts, used_facts
from tuquan.core.scoring.results import CriterionResult, SheetResult
from tuquan.core.scoring.score import score_of, share_range

Path = tuple[int, ...]
"""Where a criterion stands in the sheet: its place at each depth."""

_NO_SCORING = Scoring(classes=(), otherwise="")


class Sheet:
    """The sheet of an edition made ready to be judged for many places."""

    def __init__(self, edition: Edition) -> None:
        self.scoring = edition.scoring or _NO_SCORING
        policy = self.scoring.not_applicable
        self._rows = tuple(compile_criterion(top, policy) for top in edition.criteria)
        self._by_key: dict[str, tuple[tuple[Row, ...], Row]] = {}
        for row in self._rows:
            self._register((), row)
        places = list(_walk(edition.criteria))
        self._knock_outs = [path for path, one in places if one.knock_out]
        self._floors = [
            (path, one.key, Fraction(one.floor)) for path, one in places if one.floor is not None
        ]
        self._shape = shape_of(edition.criteria)
        self._classes = [(one, compile_rule(one.rule)) for one in self.scoring.classes]
        self._facts = used_facts(one.rule for one in self.scoring.classes)

    def judge(self, known: Known) -> SheetResult:
        """What comes out for one place."""
        met = self._met(known)
        results = tuple([row(known, met) for row in self._rows])
        rows = counted_rows(results, self._shape, [])
        counts = count(rows)
        lacking = all_missing(tuple([row.outcome for row in rows])) if counts.unknown else ()
        earned = [item for result in results for item in result.earned]
        score = score_of(self.scoring, earned) if earned else None
        facts, set_aside = sheet_facts(self._facts, rows, counts, score, lacking)
        knock_outs = tuple(
            one
            for one in (_follow(results, path) for path in self._knock_outs)
            if "failed" in one.possible
        )
        floors = tuple(
            _floor(key, floor, _follow(results, path)) for path, key, floor in self._floors
        )
        explanation = self._explain(
            known.with_values(facts, set_aside), met, (_knocked_out(knock_outs), floors), lacking
        )
        class_key, class_state, needed = _decide_class(explanation)
        return SheetResult(
            results,
            knock_outs,
            score and score.points,
            score and score.percent,
            counts,
            floors,
            class_key,
            class_state,
            needed if self._classes else lacking,
            explanation,
        )

    def judge_one(self, key: str, known: Known) -> CriterionResult:
        """What comes out for one criterion; `KeyError` when the sheet has none of that key."""
        return self._judge_one(key, known, self._met(known))

    def _judge_one(self, key: str, known: Known, met: Met) -> CriterionResult:
        above, row = self._by_key[key]
        whys = [why for outer in above if outer.gate and (why := outer.gate(known, met))]
        for why in whys:
            if why.state == "not_applicable":
                return row.left_out(why)
        result = row(known, met)
        for why in whys:
            result = row.may_be_left_out(result, why)
        return result

    def _met(self, known: Known) -> Met:
        """The other criteria for a rule that asks for them; one that asks for itself is open."""
        found: dict[str, Outcome] = {}

        def met(key: str) -> Outcome:
            if key not in found:
                found[key] = missing(key)
                if key in self._by_key:
                    found[key] = self._judge_one(key, known, met).outcome
            return found[key]

        return met

    def _explain(
        self,
        known: Known,
        met: Met,
        conditions: tuple[Outcome, tuple[Outcome, ...]],
        lacking: tuple[str, ...],
    ) -> tuple[Outcome, ...]:
        return tuple(
            [
                _judge_class(one, _name_what_lacks(rule(known, met), lacking), *conditions)
                for one, rule in self._classes
            ]
        )

    def _register(self, above: tuple[Row, ...], row: Row) -> None:
        self._by_key[row.key] = (above, row)
        for part in row.parts:
            self._register((*above, row), part)


def compile_sheet(edition: Edition) -> Sheet:
    """The sheet of an edition, made ready once to be judged for many places."""
    return Sheet(edition)


def judge_sheet(edition: Edition, known: Known) -> SheetResult:
    """The sheet of one place; for many places compile it once."""
    return Sheet(edition).judge(known)


def _walk(criteria: Iterable[Criterion], above: Path = ()) -> Iterator[tuple[Path, Criterion]]:
    for number, criterion in enumerate(criteria):
        yield (*above, number), criterion
        yield from _walk(criterion.parts, (*above, number))


def _follow(results: tuple[CriterionResult, ...], path: Path) -> CriterionResult:
    first, *deeper = path
    result = results[first]
    for number in deeper:
        result = result.parts[number]
    return result


def _floor(key: str, floor: Fraction, result: CriterionResult) -> Outcome:
    """Whether a standard reaches its floor, in proportion where rows of it do not apply."""
    base = [item for item in result.earned if item.role == "score" and item.maximum]
    if all(item.left_out for item in base):
        return Outcome("not_applicable", "floor", {"of": key})
    low, high = share_range(base)
    maximum = sum((item.maximum for item in base), Fraction(0))
    lacking = tuple(dict.fromkeys(name for item in base for name in item.missing))
    found = Range(low * maximum, high * maximum, lacking)
    state = decide("at_least", found, floor)
    if state == "failed" and all(item.left_out is not False for item in base):
        state = "unknown"
    params = {"of": key, "found": found, "bound": floor, "maximum": maximum}
    return Outcome(state, "floor", params, (), lacking if state == "unknown" else ())


def _knocked_out(knock_outs: tuple[CriterionResult, ...]) -> Outcome:
    """Passed when no knock-out was hit or may have been."""
    hit = tuple([one.key for one in knock_outs if one.outcome.state == "failed"])
    open_ones = tuple([one.key for one in knock_outs if one.outcome.state != "failed"])
    params: Mapping[str, object] = {"hit": hit, "open": open_ones}
    if hit:
        return Outcome("failed", "knock_outs", params)
    if open_ones:
        lacking = all_missing(tuple([one.outcome for one in knock_outs]))
        return Outcome("unknown", "knock_outs", params, (), lacking)
    return Outcome("passed", "knock_outs", params)


def _name_what_lacks(outcome: Outcome, lacking: tuple[str, ...]) -> Outcome:
    """Say which answers lack where a rule lacks a result of the sheet."""
    if outcome.state != "unknown":
        return outcome
    named = (lacking if key in SHEET_FACTS else (key,) for key in outcome.missing)
    return outcome._replace(missing=tuple(dict.fromkeys(key for keys in named for key in keys)))


def _judge_class(
    one: ResultClass, rule: Outcome, knocked_out: Outcome, floors: tuple[Outcome, ...]
) -> Outcome:
    """A class is reached by its rule, without a knock-out and over all floors."""
    parts: tuple[Outcome, ...] = (rule,)
    if one.needs_no_knock_out:
        parts += (knocked_out,)
    if one.needs_floors:
        parts += floors
    state, _, _, _, lacking = weigh("class", parts, every)
    if rule.state == "not_applicable" and state != "failed":
        state, lacking = "not_applicable", ()
    return Outcome(state, "class", {"class": one.key}, parts, lacking)


def _decide_class(
    explanation: tuple[Outcome, ...],
) -> tuple[str | None, Literal["given", "none", "unknown"], tuple[str, ...]]:
    """The first class that is reached; none can be named while a better one is open."""
    for outcome in explanation:
        if outcome.state == "passed":
            return str(outcome.params["class"]), "given", ()
        if outcome.state == "unknown":
            return None, "unknown", all_missing(explanation)
    return None, "none", ()

"""A class is reached by its rule, without a knock-out and over all floors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from tuquan.core.programme import SHEET_FACTS, ResultClass
from tuquan.core.rules import Outcome, Range, State, all_missing, decide, every, reached
from tuquan.core.scoring.results import CriterionResult
from tuquan.core.scoring.score import share_range

T = TypeVar("T", State, Outcome)


def judge_floor(key: str, floor: Fraction, result: CriterionResult) -> Outcome:
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


def knocked_out_state(states: Sequence[State]) -> State:
    """Passed when no knock-out was hit or may have been; the states are of those that were."""
    return "failed" if "failed" in states else "unknown" if states else "passed"


def judge_knock_outs(knock_outs: tuple[CriterionResult, ...]) -> Outcome:
    """The same with its reason."""
    outcomes = tuple([one.outcome for one in knock_outs])
    state = knocked_out_state([outcome.state for outcome in outcomes])
    hit = tuple([one.key for one in knock_outs if one.outcome.state == "failed"])
    open_ones = tuple([one.key for one in knock_outs if one.outcome.state != "failed"])
    params: Mapping[str, object] = {"hit": hit, "open": open_ones}
    lacking = all_missing(outcomes) if state == "unknown" else ()
    return Outcome(state, "knock_outs", params, (), lacking)


def class_state(
    one: ResultClass, rule: State, knocked_out: State, floors: Sequence[State]
) -> State:
    """Whether a class is reached; one whose rule does not apply can only be missed."""
    state = reached(_asked(one, rule, knocked_out, floors), every)
    return rule if rule == "not_applicable" and state != "failed" else state


def judge_class(
    one: ResultClass,
    rule: Outcome,
    knocked_out: Outcome,
    floors: tuple[Outcome, ...],
    lacking: tuple[str, ...],
) -> Outcome:
    """The same with its reason; `lacking` are the answers that the results of the sheet lack."""
    rule = _name_what_lacks(rule, lacking)
    parts = tuple(_asked(one, rule, knocked_out, floors))
    state = class_state(one, rule.state, knocked_out.state, [floor.state for floor in floors])
    missing = all_missing(parts) if state == "unknown" else ()
    return Outcome(state, "class", {"class": one.key}, parts, missing)


def _asked(one: ResultClass, rule: T, knocked_out: T, floors: Sequence[T]) -> list[T]:
    """What has to hold for a class."""
    asked = [rule]
    if one.needs_no_knock_out:
        asked.append(knocked_out)
    if one.needs_floors:
        asked += floors
    return asked


def _name_what_lacks(outcome: Outcome, lacking: tuple[str, ...]) -> Outcome:
    """Say which answers lack where a rule lacks a result of the sheet."""
    if outcome.state != "unknown":
        return outcome
    named = (lacking if key in SHEET_FACTS else (key,) for key in outcome.missing)
    return outcome._replace(missing=tuple(dict.fromkeys(key for keys in named for key in keys)))

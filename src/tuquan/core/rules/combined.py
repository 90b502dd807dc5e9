"""Rules made of rules: all of them, one of them, so many of them, and another criterion's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tuquan.core.programme import MetRule
from tuquan.core.rules.known import Judge, Known, Met, Outcome, State, all_missing

Needed = Callable[[int], int]
"""How many of the parts that apply have to hold."""


def held(code: str, judges: Sequence[Judge], needed: Needed, decisive: State | None) -> Judge:
    """Enough of the parts hold; one of the state that is `decisive` settles it by itself."""
    part_states = [part.state for part in judges]

    def state(known: Known, met: Met) -> State:
        states: list[State] = []
        for part_state in part_states:
            found = part_state(known, met)
            if found == decisive:
                return found
            states.append(found)
        return reached(states, needed)

    def outcome(known: Known, met: Met) -> Outcome:
        return weigh(code, tuple([part.outcome(known, met) for part in judges]), needed)

    return Judge(state, outcome)


def reached(states: Sequence[State], needed: Needed) -> State:
    """Whether enough of the parts hold; those that do not apply are left out."""
    passed = states.count("passed")
    if passed == len(states) > 0:
        return "passed"
    applying = len(states) - states.count("not_applicable")
    if not applying:
        return "not_applicable"
    wanted = needed(applying)
    if passed >= wanted:
        return "passed"
    return "unknown" if passed + states.count("unknown") >= wanted else "failed"


def weigh(code: str, parts: tuple[Outcome, ...], needed: Needed) -> Outcome:
    """The same with the reasons of the parts."""
    states = [part.state for part in parts]
    state = reached(states, needed)
    applying = len(states) - states.count("not_applicable")
    params = {"found": states.count("passed"), "whole": applying, "needed": needed(applying)}
    return Outcome(state, code, params, parts, all_missing(parts) if state == "unknown" else ())


def every(applying: int) -> int:
    """All parts that apply."""
    return applying


def one(applying: int) -> int:
    """Any part that applies."""
    return min(1, applying)


def so_many(n: int) -> Needed:
    """`n` parts, or all where fewer apply: what does not apply is not held against a place."""
    return lambda applying: min(n, applying)


def met_by(rule: MetRule) -> Judge:
    """Another criterion of the sheet, as it was judged."""
    of = rule.of

    def state(known: Known, met: Met) -> State:
        return met.state(of)

    def outcome(known: Known, met: Met) -> Outcome:
        other = met.outcome(of)
        return Outcome(other.state, "met", {"of": of}, (), other.missing)

    return Judge(state, outcome)

"""Rules made of rules: all of them, one of them, so many of them, and another criterion's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tuquan.core.programme import MetRule
from tuquan.core.rules.known import Judge, Known, Met, Outcome, State, all_missing, new_outcome

Needed = Callable[[int], int]
"""How many of the parts that apply have to hold."""


def held(code: str, judges: Sequence[Judge], needed: Needed) -> Judge:
    """Enough of the parts hold."""

    def judge(known: Known, met: Met) -> Outcome:
        return weigh(code, tuple([part(known, met) for part in judges]), needed)

    return judge


def weigh(code: str, parts: tuple[Outcome, ...], needed: Needed) -> Outcome:
    """Whether enough of the parts hold; those that do not apply are left out."""
    states = [part[0] for part in parts]
    passed = states.count("passed")
    applying = len(states) - states.count("not_applicable")
    wanted = needed(applying)
    params = {"found": passed, "whole": applying, "needed": wanted}
    state: State = "passed" if applying else "not_applicable"
    lacking: tuple[str, ...] = ()
    if passed < wanted:
        state = "failed"
        if passed + states.count("unknown") >= wanted:
            state, lacking = "unknown", all_missing(parts)
    return new_outcome((state, code, params, parts, lacking))


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

    def judge(known: Known, met: Met) -> Outcome:
        other = met(of)
        return Outcome(other.state, "met", {"of": of}, (), other.missing)

    return judge

"""Rules over several years, read from what was frozen when each year was closed."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from tuquan.core.programme import Operator, StreakRule, TrendRule
from tuquan.core.rules.known import Judge, Known, Met, Outcome, Range, State, absent, with_reason
from tuquan.core.rules.numbers import decide, span

_NEXT: dict[Literal["falls", "does_not_rise", "rises", "does_not_fall"], Operator] = {
    "falls": "less_than",
    "does_not_rise": "at_most",
    "rises": "more_than",
    "does_not_fall": "at_least",
}


def streak(rule: StreakRule) -> Judge:
    """Years running, backwards from this year or the last (S3-18, S3-19).

    A year known as not held breaks it; a year nobody knows of leaves it open.
    """
    of = rule.of

    def wanted(known: Known) -> range:
        newest = known.year if rule.including_this_year else known.year - 1
        return range(newest, newest - rule.years, -1)

    def state(known: Known, met: Met) -> State:
        found = list(map(known.titles.get(of, {}).get, wanted(known)))
        return "failed" if False in found else "unknown" if None in found else "passed"

    def outcome(known: Known, met: Met) -> Outcome:
        held, years = known.titles.get(of, {}), wanted(known)
        reached = state(known, met)
        running, newest = _running(held, years[0]), years[0]
        params: dict[str, object] = {"of": of, "wanted": rule.years, "running": running}
        params |= {"newest": newest, "lost": next((y for y in years if held.get(y) is False), None)}
        open_years = tuple(f"{year}.{of}" for year in years if year not in held)
        return Outcome(reached, "streak", params, (), open_years if reached == "unknown" else ())

    return Judge(state, outcome)


def trend(rule: TrendRule) -> Judge:
    """From each year to the next; what lies between two known years cannot mend what they say."""
    of, test = rule.of, _NEXT[rule.direction]

    def outcome(known: Known, met: Met) -> Outcome:
        now = span(known.values.get(of))
        if now is None and of in known.not_applicable:
            return absent(known, (of,))
        years = range(known.year - rule.years, known.year)
        figures = {year: span(known.earlier.get(year, {}).get(of)) for year in years}
        figures[known.year] = now
        found = [(year, figure) for year, figure in figures.items() if figure is not None]
        steps = {_step(test, *pair) for pair in pairwise(figure for _, figure in found)}
        params = {"of": of, "direction": rule.direction, "found": tuple(found)}
        if "failed" in steps:
            return Outcome("failed", "trend", params)
        lacking = [f"{year}.{of}" for year in years if figures[year] is None]
        lacking += (of,) if now is None else now.missing if "unknown" in steps else ()
        if lacking:
            return Outcome("unknown", "trend", params, (), tuple(lacking))
        return Outcome("passed", "trend", params)

    return with_reason(outcome)


def _running(held: Mapping[int, bool], newest: int) -> int:
    count = 0
    while held.get(newest - count):
        count += 1
    return count


def _step(test: Operator, before: Range, after: Range) -> State:
    """One step; only this year's figure may be a range, and it is the later one."""
    return decide(test, after, Fraction(before.exact_low))

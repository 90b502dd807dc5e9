"""Rules that count: members of a list who meet a checklist, places below that have passed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from tuquan.core.programme import CascadeRule, MembersRule, Operator
from tuquan.core.rules.known import (
    Judge,
    Known,
    Met,
    Outcome,
    Range,
    State,
    absent,
    missing,
    with_reason,
)
from tuquan.core.rules.numbers import decide


def members(rule: MembersRule) -> Judge:
    """So many percent of the members of a list meet the whole checklist."""
    of, checklist = rule.of, rule.checklist

    def outcome(known: Known, met: Met) -> Outcome:
        listed = known.members.get(of)
        if listed is None:
            return absent(known, (of,))
        if not listed:
            return Outcome(rule.when_empty, "empty", {"of": of})
        states = [_meets(member, checklist) for member in listed]
        sure, open_ones = states.count("passed"), states.count("unknown")
        state = _share(rule.operator, rule.percent, sure, open_ones, len(states))
        params = {"of": of, "found": sure, "open": open_ones, "whole": len(states)}
        params |= {"operator": rule.operator, "bound": rule.percent}
        lacking = _lacking(of, checklist, listed) if state == "unknown" else ()
        return Outcome(state, "members", params, (), lacking)

    return with_reason(outcome)


def cascade(rule: CascadeRule) -> Judge:
    """Enough of the places below have passed; those that it does not apply to are left out.

    One whose result is open may yet turn out to be left out, so without any result that stands
    nobody can say whether there is something to count.
    """

    def outcome(known: Known, met: Met) -> Outcome:
        if known.children is None:
            return missing("children")
        states = [
            child.state for child in known.children if rule.of_kind in ("", child.kind)
        ]  # an empty kind takes all
        passed, open_ones = states.count("passed"), states.count("unknown")
        whole = passed + open_ones + states.count("failed")
        if not whole:
            return Outcome(rule.when_empty, "empty", {"of": "children", "kind": rule.of_kind})
        state = _enough(rule, passed, open_ones, whole) if whole > open_ones else "unknown"
        params = {"found": passed, "open": open_ones, "whole": whole, "kind": rule.of_kind}
        params |= {"operator": rule.operator, "count": rule.count, "bound": rule.percent}
        lacking = ("children",) if state == "unknown" else ()
        return Outcome(state, "cascade", params, (), lacking)

    return with_reason(outcome)


def _meets(
    member: Mapping[str, bool], checklist: Iterable[str]
) -> Literal["passed", "failed", "unknown"]:
    found = [member.get(item) for item in checklist]
    return "failed" if False in found else "unknown" if None in found else "passed"


def _lacking(
    of: str, checklist: Iterable[str], listed: Iterable[Mapping[str, bool]]
) -> tuple[str, ...]:
    keys = (f"{of}.{item}" for item in checklist if any(item not in member for member in listed))
    return tuple(keys)


def _share(test: Operator, percent: Decimal, sure: int, open_ones: int, whole: int) -> State:
    share = Range(Fraction(100 * sure, whole), Fraction(100 * (sure + open_ones), whole))
    return decide(test, share, Fraction(percent))


def _enough(rule: CascadeRule, passed: int, open_ones: int, whole: int) -> State:
    if rule.count is None:
        percent = Decimal(100) if rule.percent is None else rule.percent
        return _share(rule.operator, percent, passed, open_ones, whole)
    number = Range(Fraction(passed), Fraction(passed + open_ones))
    return decide(rule.operator, number, Fraction(rule.count))

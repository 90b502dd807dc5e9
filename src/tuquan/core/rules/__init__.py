"""Rules judged: three-valued, plus not applicable, each outcome with its reason.

`compile_rule` makes a rule ready once for many places; `judge` does both for one. A rule that is
ready gives its `state` alone, fast and without making anything, or its `outcome` with the reason.
"""

from __future__ import annotations

from tuquan.core.rules.combined import every, reached, weigh
from tuquan.core.rules.judging import compile_rule, judge
from tuquan.core.rules.known import (
    NO_OTHERS,
    NOTHING,
    Child,
    Given,
    Judge,
    Known,
    Met,
    Outcome,
    Range,
    State,
    absent,
    absent_state,
    all_missing,
    missing,
    parameters_on,
)
from tuquan.core.rules.numbers import decide, quotient, span

__all__ = [
    "NOTHING",
    "NO_OTHERS",
    "Child",
    "Given",
    "Judge",
    "Known",
    "Met",
    "Outcome",
    "Range",
    "State",
    "absent",
    "absent_state",
    "all_missing",
    "compile_rule",
    "decide",
    "every",
    "judge",
    "missing",
    "parameters_on",
    "quotient",
    "reached",
    "span",
    "weigh",
]

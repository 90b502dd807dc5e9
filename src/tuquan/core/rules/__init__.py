"""Rules judged: three-valued, plus not applicable, each outcome with its reason.

`compile_rule` makes a rule ready once for many places; `judge` does both for one.
"""

from __future__ import annotations

from tuquan.core.rules.combined import every, weigh
from tuquan.core.rules.judging import compile_rule, judge
from tuquan.core.rules.known import (
    NOTHING,
    Child,
    Judge,
    Known,
    Met,
    Outcome,
    Range,
    State,
    all_missing,
    missing,
    parameters_on,
)
from tuquan.core.rules.numbers import decide, quotient, span

__all__ = [
    "NOTHING",
    "Child",
    "Judge",
    "Known",
    "Met",
    "Outcome",
    "Range",
    "State",
    "all_missing",
    "compile_rule",
    "decide",
    "every",
    "judge",
    "missing",
    "parameters_on",
    "quotient",
    "span",
    "weigh",
]

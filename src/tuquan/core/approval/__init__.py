"""Chains of approval as values: who says yes in which order, and who may say what now.

Nothing here knows of accounts or places: persons are keys, permissions are for the caller to look
up. The rules are those of `deciding`; `chains` makes a chain from the levels of an edition.
"""

from __future__ import annotations

from tuquan.core.approval.chains import chain_of, check_chain
from tuquan.core.approval.deciding import (
    begin,
    begin_again,
    decide,
    may,
    pass_over,
    standing,
    why_not,
)
from tuquan.core.approval.model import (
    Action,
    Approval,
    Chain,
    Decision,
    Possible,
    State,
    Step,
    Verdict,
)

__all__ = [
    "Action",
    "Approval",
    "Chain",
    "Decision",
    "Possible",
    "State",
    "Step",
    "Verdict",
    "begin",
    "begin_again",
    "chain_of",
    "check_chain",
    "decide",
    "may",
    "pass_over",
    "standing",
    "why_not",
]

"""How far approvals have come, whose turn it is, and who may say what."""

from __future__ import annotations

from tuquan.approvals.queries.people import key_of, names_of, who_may
from tuquan.approvals.queries.possible import (
    effective,
    nobody_else,
    possible_for,
    vacant_among,
    with_names,
)
from tuquan.approvals.queries.reasons import checked_reason
from tuquan.approvals.queries.shown import ShownChain, ShownStep, chain_shown, step_words, why_words
from tuquan.approvals.queries.stored import approval_of, is_approved, value_of
from tuquan.approvals.queries.waiting import (
    Subject,
    Waiting,
    items_of,
    provide_subjects,
    waiting_for,
)

__all__ = [
    "ShownChain",
    "ShownStep",
    "Subject",
    "Waiting",
    "approval_of",
    "chain_shown",
    "checked_reason",
    "effective",
    "is_approved",
    "items_of",
    "key_of",
    "names_of",
    "nobody_else",
    "possible_for",
    "provide_subjects",
    "step_words",
    "vacant_among",
    "value_of",
    "waiting_for",
    "who_may",
    "why_words",
    "with_names",
]

"""Rules as an official reads them, and outcomes with their reasons, as sentences.

`rule_words` says what is asked for, `outcome_words` what came out and why, `outcome_lines` the same
with everything it rests on. Labels come from the edition; what the platform knows itself is named
in `FACTS`.
"""

from __future__ import annotations

from collections.abc import Iterable

from tuquan.base.texts.rules.asked import asked
from tuquan.base.texts.rules.names import FACTS, Names
from tuquan.base.texts.rules.reasons import STATES, in_words, lines
from tuquan.base.texts.rules.wanting import wanted
from tuquan.core.programme import Edition, Rule
from tuquan.core.rules import Outcome
from tuquan.core.scoring import Way

__all__ = [
    "FACTS",
    "STATES",
    "label_words",
    "missing_words",
    "outcome_lines",
    "outcome_words",
    "rule_words",
    "way_words",
]


def rule_words(rule: Rule, edition: Edition) -> str:
    """What a rule asks for, as an official reads it: `từ 70 % trở lên`, `trên 80 %`."""
    return asked(rule, Names(edition))


def outcome_words(outcome: Outcome, edition: Edition) -> str:
    """What came out and why, in one line: `82 ≥ 70: đạt`, `thiếu: số hộ`."""
    return in_words(outcome, Names(edition))


def outcome_lines(outcome: Outcome, edition: Edition) -> list[tuple[int, str]]:
    """An outcome and everything it rests on, each line with its depth."""
    return list(lines(outcome, Names(edition)))


def label_words(key: str, edition: Edition) -> str:
    """What a figure, fact or criterion is called."""
    return Names(edition).label(key)


def missing_words(missing: Iterable[str], edition: Edition) -> str:
    """What is missing, each thing by its label, with commas between."""
    return Names(edition).missing(missing)


def way_words(way: Way, edition: Edition) -> list[str]:
    """What leads to the next class, a line for each thing that has to change."""
    return list(wanted(way, Names(edition)))

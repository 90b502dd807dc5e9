"""Rules as an official reads them, and outcomes with their reasons, as sentences.

`rule_words` says what is asked for, `outcome_words` what came out and why, `outcome_lines` the same
with everything it rests on. Labels come from the edition; what the platform knows itself is named
in `FACTS`.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from tuquan.base.texts.rules.asked import asked
from tuquan.base.texts.rules.names import FACTS, Names, number
from tuquan.base.texts.rules.reasons import STATES, in_words, lines
from tuquan.base.texts.rules.wanting import wanted
from tuquan.core.programme import Criterion, Edition, Rule
from tuquan.core.rules import Outcome
from tuquan.core.scoring import CriterionResult, Way

__all__ = [
    "FACTS",
    "STATES",
    "label_words",
    "missing_words",
    "outcome_lines",
    "outcome_words",
    "points_words",
    "row_lines",
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


def row_lines(
    criterion: Criterion, result: CriterionResult, edition: Edition
) -> list[tuple[int, str]]:
    """Why a row came out so: its outcome, what an open one asks for, why it is meant for this place
    where it is not meant for all, and by which figures its points were counted."""
    names = Names(edition)
    said = list(lines(result.outcome, names))
    if result.outcome.state == "unknown" and criterion.rule:
        said.append((1, _("wanted: %(rule)s") % {"rule": asked(criterion.rule, names)}))
    for why in result.meant_here:
        said.append((1, _("Meant for this place, because:")))
        said += lines(why, names, 2)
    for reason in result.measured:
        said += lines(reason, names, 1)
    return said


def missing_words(missing: Iterable[str], edition: Edition) -> str:
    """What is missing, each thing by its label, with commas between."""
    return Names(edition).missing(missing)


def points_words(criterion: Criterion, result: CriterionResult) -> str:
    """What a row earned: `5 trên 10 điểm`; nothing where the programme counts no points for it."""
    if result.points is None or not result.maximum:
        return ""
    role = criterion.points.role if criterion.points else "score"
    words = {"found": number(result.points), "maximum": number(result.maximum)}
    if role == "bonus":
        return _("%(found)s of %(maximum)s bonus points") % words
    if role == "penalty":
        return _("%(found)s of %(maximum)s penalty points") % words
    return _("%(found)s of %(maximum)s points") % words


def way_words(way: Way, edition: Edition) -> list[str]:
    """What leads to the next class, a line for each thing that has to change."""
    return list(wanted(way, Names(edition)))

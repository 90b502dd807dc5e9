"""The words with which somebody gives a thing back."""

from __future__ import annotations

from tuquan.base.errors import Invalid
from tuquan.core.problems import Problem
from tuquan.core.questions import LONGEST_TEXT
from tuquan.core.vietnamese import tidy


def checked_reason(reason: str, *, needed: bool) -> str:
    """The words of somebody who gives a thing back; refused when they are missing or too long."""
    words = tidy(reason)
    if needed and not words:
        raise Invalid([Problem("reason_missing", "reason")])
    if len(words) > LONGEST_TEXT:
        raise Invalid([Problem("text_too_long", "reason", {"maximum": LONGEST_TEXT})])
    return words

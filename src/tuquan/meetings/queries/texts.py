"""Texts people type about a meeting: how long they may be, and what is wrong with one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tuquan.base.errors import Invalid
from tuquan.base.texts.meetings import LABELS, spelled
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import tidy
from tuquan.residents.models import Household

LONGEST: Mapping[str, int] = {
    "title": 200,
    "venue": 200,
    "chair_name": 150,
    "secretary_name": 150,
    "purpose": 4000,
    "conclusions": 8000,
    "name": 150,
    "item": 300,
    "notes": 8000,
    "text": 500,
    "motion": 1000,
    "reason": 300,
    "note": 2000,
    "label": 150,
    "position": 40,
    "owner_name": 150,
    "represented_by": 150,
    "nominated_by": 150,
    "board": 150,
    "witnesses": 150,
}
"""The most letters of each."""


def tidy_lines(text: str) -> str:
    """A text of several lines, each tidied, without empty ones at both ends."""
    return "\n".join(tidy(line) for line in text.strip().splitlines())


def check_text(field: str, text: str, *, needed: bool = False, kind: str = "") -> list[Problem]:
    """Whether a text is there and not too long; `kind` is another name for its limit."""
    label, most = LABELS[field], LONGEST[kind or field]
    if needed and not text:
        return [Problem("meeting_text_missing", field, {"label": label})]
    if len(text) <= most:
        return []
    shown = {"label": label, "length": len(text), "maximum": most}
    return [Problem("meeting_text_too_long", field, shown)]


def check_texts(field: str, texts: Iterable[str], kind: str = "") -> list[Problem]:
    """What is too long among several."""
    return [problem for text in texts for problem in check_text(field, text, kind=kind)]


def refuse(problems: Iterable[Problem], households: Sequence[int] = ()) -> None:
    """Refuse for everything that is wrong; warnings refuse nothing. Households get their names."""
    wrong = [problem for problem in problems if not problem.is_warning]
    if not wrong:
        return
    named = Household.objects.filter(pk__in=households)
    names = dict(named.order_by().values_list("pk", "head_name"))
    raise Invalid(spelled(problem, names) for problem in wrong)

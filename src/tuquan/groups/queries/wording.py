"""What people write about posts and where groups come from: how long it may be, what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tuquan.bodies.queries.naming import name_problems
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import tidy

LONGEST = {
    "name": 150,
    "main_post": 150,
    "comes_from": 150,
    "reason": 200,
    "grew_out_of": 200,
    "task": 300,
    "handover": 4000,
}
"""The most characters of each text."""


def long_text(text: str) -> str:
    """A text of several lines, each tidied, without empty lines at its ends."""
    return "\n".join(tidy(line) for line in text.splitlines()).strip()


def text_problems(**texts: str) -> Iterator[Problem]:
    """Texts that are too long or written for a machine, by the field they stand in."""
    for field, text in texts.items():
        yield from name_problems(text, field, LONGEST[field], required=False)


def person_problems(
    name: str, main_post: str, term_from: date, term_until: date | None
) -> Iterator[Problem]:
    """What is wrong with a person named for a term: no name, bad words, an end before it begins."""
    if not name:
        yield Problem("holder_name_missing", "name")
    yield from text_problems(name=name, main_post=main_post)
    if term_until and term_until <= term_from:
        yield Problem("term_ends_before_it_begins", "term_until")

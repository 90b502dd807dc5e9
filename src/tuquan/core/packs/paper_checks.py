"""Checks of papers: one that the source names and does not hold (S4-16) has no content.

The blanks between braces are those that somebody will fill, so that a slip is told to whoever
writes the pack and not to whoever issues the paper (S0-16, S2-27).
"""

from __future__ import annotations

from collections.abc import Iterator

from tuquan.core.packs.reading import Reading
from tuquan.core.papers.fields import FIELDS, blanks_in
from tuquan.core.problems import Problem
from tuquan.core.programme import Edition, Paper

_CONTENT = ("body", "columns", "rows")
_TEXTS = ("title", "title_en", "letterhead", "motto", "number", "bases", "body", "rows")


def check_papers(reading: Reading, edition: Edition) -> None:
    """Report everything wrong with the papers of an edition."""
    for paper in edition.papers:
        for name in _CONTENT:
            if paper.missing and getattr(paper, name):
                reading.report(paper, name, "missing_paper_has_content", "missing", key=name)
        for item, name in _texts_of(paper):
            for text, where in reading.texts(item, name):
                reading.problems += _unknown_blanks(reading, text, where)


def _texts_of(paper: Paper) -> Iterator[tuple[object, str]]:
    """The fields whose texts reach the paper, with the object each belongs to."""
    yield from ((paper, name) for name in _TEXTS)
    yield from ((column, "label") for column in paper.columns)
    yield from ((one, "label") for one in paper.recipients)
    if paper.signature:
        yield from ((paper.signature, name) for name in ("on_behalf_of", "for_post", "post"))


def _unknown_blanks(reading: Reading, text: str, where: str) -> Iterator[Problem]:
    for name in blanks_in(text):
        if name not in FIELDS:
            params = {"name": name, "did_you_mean": reading.guess(name, FIELDS)}
            yield Problem("unknown_blank", where, params)

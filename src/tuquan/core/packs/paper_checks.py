"""Checks of papers: one that the source names and does not hold (S4-16) has no content."""

from __future__ import annotations

from tuquan.core.packs.reading import Reading
from tuquan.core.programme import Edition

_CONTENT = ("body", "columns", "rows")


def check_papers(reading: Reading, edition: Edition) -> None:
    """Report everything wrong with the papers of an edition."""
    for paper in edition.papers:
        for name in _CONTENT:
            if paper.missing and getattr(paper, name):
                reading.report(paper, name, "missing_paper_has_content", "missing", key=name)

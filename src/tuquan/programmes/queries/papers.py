"""The papers of an edition as they stand, and their empty forms (S0-23, S1-12…S1-14, F-104)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tuquan.core.papers import BLANK, Contents, FinishedPaper, Issue, PaperStyle, fill, style_for
from tuquan.core.papers.tables import rows_of_template
from tuquan.core.programme import Edition, Paper

EMPTY_ROWS = 12
"""Rows to write on in a list that brings none of its own."""


def headed(paper: Paper, edition: Edition) -> Paper:
    """The paper with a letterhead, where it has none of its own.

    What goes with another paper comes from whoever issues that one; the rest, like the plan.
    """
    of_others = (
        one.letterhead
        for one in edition.papers
        if paper.key in one.annexes and one.style == paper.style and one.letterhead
    )
    return replace(paper, letterhead=paper.letterhead or next(of_others, edition.letterhead))


def empty_form(edition: Edition, paper: Paper, on: date) -> tuple[FinishedPaper, PaperStyle]:
    """A paper with its annexes and nothing filled in, in the style in force on a day."""
    papers = {one.key: one for one in edition.papers if not one.missing}
    annexes = [papers[key] for key in paper.annexes if key in papers]
    rows = {
        one.key: rows_of_template(one.columns, [""] * EMPTY_ROWS)
        for one in (paper, *annexes)
        if one.columns and not one.rows
    }
    style = style_for(paper.style, on)
    template = headed(paper, edition)
    template = replace(template, letterhead=template.letterhead or (BLANK,))
    return fill(template, style, Contents(rows=rows), Issue(), annexes=annexes).paper, style

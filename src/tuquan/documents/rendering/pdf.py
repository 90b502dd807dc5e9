"""A finished paper as PDF: tagged, searchable, fonts embedded, fit for archives (PDF/A-2a, UA-1).

Texts reach typst as JSON strings and are never markup. Any warning stops the paper, because a
warning here means that something would look otherwise than meant.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from importlib.resources import files
from typing import Any

import typst

from tuquan.core.papers.model import FinishedPaper, Table
from tuquan.core.papers.styles import PaperStyle
from tuquan.documents.rendering.fonts import CANDIDATES, font_in_use, fonts
from tuquan.documents.rendering.grids import heads_of, spans_of, widths_of
from tuquan.documents.rendering.looks import Role, RoleLook, looks_of
from tuquan.documents.rendering.pieces import (
    Columns,
    Gap,
    Line,
    Piece,
    Rule,
    Section,
    clean,
    sections_of,
)

PDF_STANDARDS: list[Any] = ["a-2a", "ua-1"]
"""What every PDF keeps to: long-term archiving with structure, and accessibility."""

VIETNAM = timezone(timedelta(hours=7))

FIRST_DAY = date(1980, 1, 1)
"""The day a file without one bears, such as a preview: PDF/A wants some day."""

LONGEST_HELD = 600
"""Characters of a cell up to which its row stays on one page."""

_LONG_WORD = re.compile(r"\S{30,}")
_SHAPELESS = re.compile(r'the text `"(.*?)"` could not be displayed')


class UnprintableText(Exception):
    """The paper holds characters no font of this machine has; `characters` are they."""

    def __init__(self, characters: tuple[str, ...]) -> None:
        super().__init__(f"no font has {' '.join(characters)}")
        self.characters = characters


class PdfFailed(Exception):
    """The paper could not be set, or not without a warning."""


def pdf_bytes(paper: FinishedPaper, style: PaperStyle) -> bytes:
    """The paper as PDF; the same paper gives the same bytes."""
    described = json.dumps(_described(paper, style), ensure_ascii=False)
    compiler = typst.Compiler(_template(), font_paths=fonts(), sys_inputs={"paper": described})
    day = paper.on or FIRST_DAY
    moment = datetime(day.year, day.month, day.day, tzinfo=VIETNAM)
    try:
        made, warnings = compiler.compile_with_warnings(
            format="pdf", pdf_standards=PDF_STANDARDS, timestamp=moment
        )
    except typst.TypstError as error:
        shapeless = _SHAPELESS.findall(error.diagnostic)
        if shapeless:
            raise UnprintableText(tuple(dict.fromkeys(shapeless))) from error
        raise PdfFailed(error.message) from error
    if warnings or not isinstance(made, bytes):
        raise PdfFailed("; ".join(str(warning.message) for warning in warnings))
    return made


@lru_cache(maxsize=1)
def _template() -> bytes:
    return (files("tuquan.documents") / "typst" / "paper.typ").read_bytes()


def _described(paper: FinishedPaper, style: PaperStyle) -> dict[str, Any]:
    day = paper.on or FIRST_DAY
    looks = looks_of(style)
    sections = [_section(section) for section in sections_of(paper, style)]
    _set_levels([piece for section in sections for piece in section["pieces"]], looks)
    return {
        "title": clean(paper.title.whole) or paper.key,
        "author": clean(" ".join((*paper.head.parents, *paper.head.issuer))),
        "day": {"year": day.year, "month": day.month, "day": day.day},
        "fonts": list(dict.fromkeys((font_in_use(), CANDIDATES[-1]))),
        "looks": {role: asdict(look) for role, look in looks.items()},
        "page_number": {"place": style.page_numbers.place, "size": style.sizes.page_number},
        "sections": sections,
    }


def _set_levels(pieces: Sequence[dict[str, Any]], looks: Mapping[Role, RoleLook]) -> None:
    """Say which lines are headings, without gaps between their levels, as PDF/UA wants them."""
    deepest = 0
    for piece in pieces:
        if piece["is"] != "line":
            continue
        # An article and its number are one paragraph, which a PDF cannot call a heading.
        wanted = 0 if piece["role"] == "article" else looks[piece["role"]].level
        piece["level"] = min(wanted, deepest + 1)
        deepest = piece["level"] or deepest


def _section(section: Section) -> dict[str, Any]:
    return {
        "landscape": section.landscape,
        "margins": asdict(section.margins),
        "restarts": section.restarts,
        "is_framed": section.is_framed,
        "pieces": [_piece(piece, section.width) for piece in section.pieces],
    }


def _piece(piece: Piece, width: float) -> dict[str, Any]:
    match piece:
        case Line():
            runs = [
                {"text": _breakable(run.text), "bold": run.bold, "italic": run.italic}
                for run in piece.runs
            ]
            return {"is": "line", "role": piece.role, "runs": runs, "keep": piece.keep, "level": 0}
        case Rule():
            return {"is": "rule", "width": piece.width}
        case Gap():
            return {"is": "gap", "points": piece.points}
        case Columns():
            cells = [
                {"width": cell, "pieces": [_piece(one, cell) for one in pieces]}
                for cell, pieces in piece.cells
            ]
            return {"is": "columns", "cells": cells}
        case Table():
            return _table(piece, width)
        case _:
            return {"is": "break"}


def _table(table: Table, width: float) -> dict[str, Any]:
    spans = spans_of(table)
    holds = [max(map(len, row), default=0) <= LONGEST_HELD for row in table.rows]
    rows = [
        [
            (place, _breakable(text), down, down == 1 and holds[number])
            for place, text in enumerate(row)
            if (down := spans[place][number] if place in spans else 1)
        ]
        for number, row in enumerate(table.rows)
    ]
    heads = [
        asdict(cell) | {"row": row, "text": _breakable(cell.text)}
        for row, cells in enumerate(heads_of(table))
        for cell in cells
    ]
    return {
        "is": "table",
        "widths": widths_of(table, width),
        "aligns": [column.align for column in table.columns],
        "heads": heads,
        "rows": rows,
        "headings": sorted(table.headings),
        "row_height": table.row_height,
        "total": [_breakable(text) for text in table.total],
    }


def _breakable(text: str) -> str:
    """The text with places where a word longer than any real one may break."""
    return _LONG_WORD.sub(lambda word: "\u200b".join(re.findall(".{1,10}", word[0])), text)

"""A finished paper as a page: the same pieces as the files, as real headings and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tuquan.core.papers import FinishedPaper, PaperStyle
from tuquan.core.papers.model import Run, Table
from tuquan.documents.rendering.grids import HeadCell, heads_of, spans_of
from tuquan.documents.rendering.looks import Role, RoleLook, looks_of
from tuquan.documents.rendering.pieces import (
    ROOM_TO_SIGN,
    Columns,
    Gap,
    Line,
    Piece,
    Rule,
    sections_of,
)

Tag = Literal["p", "h2", "h3", "h4"]

TITLES: frozenset[Role] = frozenset({"type_name", "certificate_name"})
PARTS: frozenset[Role] = frozenset({"part"})
ITEMS: frozenset[Role] = frozenset({"section", "article_title"})
SMALL = 12.5
"""Points below which a line is set small."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table and how many rows it covers."""

    text: str
    down: int
    is_centred: bool
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """One piece as the template draws it; `kind` says which of the other fields it has."""

    kind: Literal["line", "rule", "room", "columns", "table", "page"]
    tag: Tag = "p"
    classes: str = ""
    runs: tuple[Run, ...] = ()
    columns: tuple[tuple[Shown, ...], ...] = ()
    heads: Sequence[Sequence[HeadCell]] = ()
    rows: Sequence[Sequence[Cell]] = ()
    total: Sequence[Cell] = ()


def sheet_of(paper: FinishedPaper, style: PaperStyle) -> list[list[Shown]]:
    """The pages of a paper and of each annex, piece by piece."""
    sheet = _Sheet(looks_of(style))
    return [list(sheet.pieces(section.pieces)) for section in sections_of(paper, style)]


class _Sheet:
    """Pieces as the template draws them, in the looks of one style."""

    def __init__(self, looks: Mapping[Role, RoleLook]) -> None:
        self.looks = looks

    def pieces(self, pieces: Iterable[Piece]) -> Iterator[Shown]:
        """The pieces in order; of the gaps only the room to sign is kept."""
        for piece in pieces:
            match piece:
                case Line():
                    yield self._line(piece)
                case Rule():
                    yield Shown("rule")
                case Gap():
                    if piece.points >= ROOM_TO_SIGN:
                        yield Shown("room")
                case Columns():
                    yield Shown(
                        "columns",
                        columns=tuple(tuple(self.pieces(inside)) for _width, inside in piece.cells),
                    )
                case Table():
                    yield _table(piece)
                case _:
                    yield Shown("page")

    def _line(self, line: Line) -> Shown:
        look = self.looks[line.role]
        classes = [f"at-{look.align}"]
        if look.first_line:
            classes.append("indented")
        if look.size < SMALL:
            classes.append("small-print")
        if look.before:
            classes.append("apart")
        runs = tuple(
            Run(run.text, run.bold or look.bold, run.italic or look.italic) for run in line.runs
        )
        return Shown("line", _tag(line.role), " ".join(classes), runs)


def _tag(role: Role) -> Tag:
    if role in TITLES:
        return "h2"
    if role in PARTS:
        return "h3"
    return "h4" if role in ITEMS else "p"


def _table(table: Table) -> Shown:
    spans = spans_of(table)
    centred = [column.align == "center" for column in table.columns]
    rows = [
        [
            Cell(text, down, centred[place], number in table.headings)
            for place, text in enumerate(row)
            if (down := spans[place][number] if place in spans else 1)
        ]
        for number, row in enumerate(table.rows)
    ]
    total = [Cell(text, 1, centred[place]) for place, text in enumerate(table.total)]
    return Shown("table", heads=heads_of(table), rows=rows, total=total)

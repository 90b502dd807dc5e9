"""A finished paper as DOCX: named styles, real headings, tables whose heads repeat on every page.

The body is built as elements, not through python-docx's tables, whose cells cost more with every
row. A text is always the content of one element and never markup.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import docx

from tuquan.core.papers.model import Align, FinishedPaper, Run, Table
from tuquan.core.papers.styles import PaperStyle
from tuquan.documents.rendering.docx_parts import (
    describe_file,
    element,
    mm_twips,
    prepared,
    saved,
    twips,
)
from tuquan.documents.rendering.grids import HeadCell, heads_of, spans_of, widths_of
from tuquan.documents.rendering.looks import Role
from tuquan.documents.rendering.pieces import (
    Columns,
    Gap,
    Line,
    Piece,
    Rule,
    Section,
    sections_of,
)

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
CELL_SIDE, CELL_TOP = 1.6, 1.1
"""Millimetres between the border of a cell and its text."""


def docx_bytes(paper: FinishedPaper, style: PaperStyle) -> bytes:
    """The paper as DOCX; the same paper gives the same bytes."""
    template, ids = prepared(style)
    document = docx.Document(io.BytesIO(template))
    drawer = _Drawer(ids)
    describe_file(document, paper)
    body = document.element.body
    references = body.sectPr.xpath("w:headerReference|w:footerReference")
    body.remove(body.sectPr)
    sections = sections_of(paper, style)
    for place, section in enumerate(sections):
        body.extend(drawer.pieces(section.pieces, section.width))
        properties = _section(section, references if place == 0 else [])
        if place == len(sections) - 1:
            body.extend([_thin(1), properties])
        else:
            closing = _thin(1)
            closing.pPr.append(properties)
            body.append(closing)
    return saved(document, paper.on)


class _Drawer:
    """Elements of pieces, with the ids of the styles they are set in."""

    def __init__(self, ids: Mapping[Role, str]) -> None:
        self.ids = ids

    def pieces(self, pieces: Sequence[Piece], width: float) -> Iterator[Any]:
        """The elements of these pieces, in a space of so many millimetres."""
        for piece in pieces:
            match piece:
                case Line():
                    yield self._line(piece)
                case Rule():
                    yield _rule(piece, width)
                case Gap():
                    yield _thin(piece.points)
                case Columns():
                    yield self._columns(piece)
                case Table():
                    yield self._table(piece, width)
                case _:
                    yield _break()

    def _line(self, piece: Line) -> Any:
        made = self._paragraph(piece.role, piece.runs)
        if piece.keep:
            made.pPr.insert(1, element("keepNext"))
        return made

    def _paragraph(self, role: Role, runs: Sequence[Run], align: Align | None = None) -> Any:
        made = element("p")
        properties = element("pPr")
        properties.append(element("pStyle", val=self.ids[role]))
        if align:
            properties.append(element("jc", val="both" if align == "justify" else align))
        made.append(properties)
        for run in runs:
            made.append(_run(run))
        return made

    def _columns(self, piece: Columns) -> Any:
        table = _table_element([width for width, _ in piece.cells], side=0, top=0)
        row = element("tr")
        properties = element("trPr")
        properties.append(element("cantSplit"))
        row.append(properties)
        for width, pieces in piece.cells:
            cell = _cell(width, place="top")
            cell.extend(self.pieces(pieces, width) if pieces else [_thin(1)])
            row.append(cell)
        table.append(row)
        return table

    def _table(self, piece: Table, width: float) -> Any:
        widths = widths_of(piece, width)
        table = _table_element(widths, side=CELL_SIDE, top=CELL_TOP, style="TableGrid")
        heads = heads_of(piece)
        for number in range(len(heads)):
            table.append(self._head_row(heads, number, widths))
        aligns = [column.align for column in piece.columns]
        spans = spans_of(piece)
        for number, texts in enumerate(piece.rows):
            downs = {place: rows[number] for place, rows in spans.items()}
            role: Role = "cell_heading" if number in piece.headings else "cell"
            row = self._row(role, texts, widths, aligns, downs)
            _hold_open(row, piece.row_height)
            table.append(row)
        if piece.total:
            _keep_with_next(table.tr_lst[-1])
            table.append(self._row("cell_total", piece.total, widths, aligns, {}))
        return table

    def _head_row(
        self, heads: Sequence[Sequence[HeadCell]], number: int, widths: Sequence[float]
    ) -> Any:
        cells = list(heads[number])
        if number:
            # What reaches down from the row above goes on here as an empty cell.
            cells += [HeadCell(cell.column, "") for cell in heads[0] if cell.down > 1]
            cells.sort(key=lambda cell: cell.column)
        row = _row_element(is_head=True)
        for cell in cells:
            width = sum(widths[cell.column : cell.column + cell.across])
            goes_on = number > 0 and not cell.text
            merge = "restart" if cell.down > 1 else "continue" if goes_on else ""
            made = _cell(width, across=cell.across, merge=merge)
            made.append(self._paragraph("cell_head", (Run(cell.text),)))
            row.append(made)
        return row

    def _row(
        self,
        role: Role,
        texts: Sequence[str],
        widths: Sequence[float],
        aligns: Sequence[Align],
        downs: Mapping[int, int],
    ) -> Any:
        row = _row_element(is_head=False)
        for place, text in enumerate(texts):
            down = downs.get(place, 1)
            merge = "continue" if down == 0 else "restart" if down > 1 else ""
            cell = _cell(widths[place], merge=merge)
            align = aligns[place] if aligns[place] != "left" else None
            cell.append(self._paragraph(role, (Run(text),) if text else (), align))
            row.append(cell)
        return row


def _hold_open(row: Any, height: float) -> None:
    if height:
        row.trPr.append(element("trHeight", val=mm_twips(height), hRule="atLeast"))


def _keep_with_next(row: Any) -> None:
    for properties in row.xpath("w:tc/w:p/w:pPr"):
        properties.insert(1, element("keepNext"))


def _run(run: Run) -> Any:
    made = element("r")
    if run.bold or run.italic:
        faces = element("rPr")
        if run.bold:
            faces.append(element("b"))
        if run.italic:
            faces.append(element("i"))
        made.append(faces)
    for place, text in enumerate(run.text.split("\n")):
        if place:
            made.append(element("br"))
        words = element("t")
        words.text = text
        words.set(XML_SPACE, "preserve")
        made.append(words)
    return made


def _thin(points: float) -> Any:
    """A paragraph without text that is exactly so high."""
    made = element("p")
    properties = element("pPr")
    properties.append(element("spacing", before=0, after=0, line=twips(points), lineRule="exact"))
    made.append(properties)
    return made


def _rule(piece: Rule, width: float) -> Any:
    """A line under what stands above, drawn as the border of a thin paragraph."""
    made = element("p")
    properties = element("pPr")
    borders = element("pBdr")
    borders.append(element("bottom", val="single", sz=5, space=0, color="000000"))
    side = mm_twips((width - piece.width) / 2)
    properties.append(element("keepNext"))
    properties.append(borders)
    properties.append(element("spacing", before=0, after=60, line=50, lineRule="exact"))
    properties.append(element("ind", left=side, right=side))
    made.append(properties)
    return made


def _break() -> Any:
    made = element("p")
    run = element("r")
    run.append(element("br", type="page"))
    made.append(run)
    return made


def _table_element(widths: Sequence[float], *, side: float, top: float, style: str = "") -> Any:
    made = element("tbl")
    properties = element("tblPr")
    if style:
        properties.append(element("tblStyle", val=style))
    properties.append(element("tblW", w=mm_twips(sum(widths)), type="dxa"))
    properties.append(element("tblInd", w=0, type="dxa"))
    properties.append(element("tblLayout", type="fixed"))
    margins = element("tblCellMar")
    for edge, space in (("top", top), ("left", side), ("bottom", top), ("right", side)):
        margins.append(element(edge, w=mm_twips(space), type="dxa"))
    properties.append(margins)
    made.append(properties)
    grid = element("tblGrid")
    for width in widths:
        grid.append(element("gridCol", w=mm_twips(width)))
    made.append(grid)
    return made


def _row_element(*, is_head: bool) -> Any:
    made = element("tr")
    properties = element("trPr")
    properties.append(element("cantSplit"))
    if is_head:
        properties.append(element("tblHeader"))
    made.append(properties)
    return made


def _cell(width: float, *, across: int = 1, merge: str = "", place: str = "center") -> Any:
    made = element("tc")
    properties = element("tcPr")
    properties.append(element("tcW", w=mm_twips(width), type="dxa"))
    if across > 1:
        properties.append(element("gridSpan", val=across))
    if merge:
        properties.append(element("vMerge", val=merge))
    properties.append(element("vAlign", val=place))
    made.append(properties)
    return made


def _section(section: Section, references: Sequence[Any]) -> Any:
    made = element("sectPr")
    made.extend(references)
    made.append(element("type", val="nextPage"))
    sides: dict[str, object] = {"w": 11906, "h": 16838}
    if section.landscape:
        sides = {"w": 16838, "h": 11906, "orient": "landscape"}
    made.append(element("pgSz", **sides))
    margins = section.margins
    made.append(
        element(
            "pgMar",
            top=mm_twips(margins.top),
            right=mm_twips(margins.right),
            bottom=mm_twips(margins.bottom),
            left=mm_twips(margins.left),
            header=mm_twips(10),
            footer=mm_twips(10),
            gutter=0,
        )
    )
    if section.is_framed:
        borders = element("pgBorders", offsetFrom="page")
        for edge in ("top", "left", "bottom", "right"):
            borders.append(element(edge, val="double", sz=12, space=28, color="000000"))
        made.append(borders)
    if section.restarts:
        made.append(element("pgNumType", start=1))
    if references or section.restarts:
        made.append(element("titlePg"))
    return made

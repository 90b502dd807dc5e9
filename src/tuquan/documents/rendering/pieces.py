"""A finished paper as pieces in reading order: the one description that both renderers follow."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from tuquan.core.papers.lines import basis_lines, recipient_lines
from tuquan.core.papers.model import (
    Annex,
    Block,
    FinishedPaper,
    Heading,
    ListBlock,
    NumberedArticle,
    PageBreak,
    Paragraph,
    Run,
    SignatureBlocks,
    Signer,
    Spacer,
    Table,
    Title,
)
from tuquan.core.papers.styles import Margins, PaperStyle
from tuquan.documents.rendering.looks import Role
from tuquan.documents.rendering.measuring import balanced, folded_name

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff]")

LEFT, LEFT_OF_PARTY = 63.0, 78.0
"""Millimetres of the left column at the top, wider where the Party's short name stands beside."""

TITLE = 0.94
"""The share of the width a line of a title fills at most."""

CERTIFICATE = Margins(22, 22, 28, 28)
"""A certificate lies on its side, its text in the middle of its frame."""

ROOM_TO_SIGN = 56.0
SIGN_PITCH = 16.1
"""Points between the post and the name, and from one line of the post to the next."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph in a role; `keep` holds it to what follows."""

    role: Role
    runs: tuple[Run, ...]
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line of so many millimetres under what stands above it."""

    width: float


@dataclass(frozen=True, slots=True)
class Gap:
    """Empty height in points."""

    points: float


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns side by side that hold together, each with its millimetres and its pieces."""

    cells: tuple[tuple[float, tuple[Line | Rule | Gap, ...]], ...]


@dataclass(frozen=True, slots=True)
class NewPage:
    """A break before what follows."""


Piece: TypeAlias = Line | Rule | Gap | Columns | Table | NewPage


@dataclass(frozen=True, slots=True)
class Section:
    """Pages of one direction; `restarts` counts them from 1, `is_framed` draws a border."""

    pieces: tuple[Piece, ...]
    margins: Margins
    landscape: bool = False
    restarts: bool = False
    is_framed: bool = False

    @property
    def width(self) -> float:
        """Millimetres of text from side to side."""
        sheet = 297 if self.landscape else 210
        return sheet - self.margins.left - self.margins.right


def sections_of(paper: FinishedPaper, style: PaperStyle) -> tuple[Section, ...]:
    """The pages of the paper, then those of each annex."""
    if paper.look == "certificate":
        width = 297 - 2 * CERTIFICATE.left
        pieces = tuple(_certificate(paper, style, width))
        first = Section(pieces, CERTIFICATE, landscape=True, is_framed=True)
    else:
        first = Section(tuple(_paper(paper, style)), style.margins)
    return (first, *(_annex(annex, style) for annex in paper.annexes))


def clean(text: str) -> str:
    """Text a file can hold: composed, without control characters."""
    return unicodedata.normalize("NFC", _CONTROLS.sub("", text.replace("\t", " ")))


def _paper(paper: FinishedPaper, style: PaperStyle) -> Iterator[Piece]:
    yield _head(paper, style)
    yield from _title(paper.title, style)
    if paper.authority_line:
        yield _line("authority", paper.authority_line)
    else:
        yield Gap(6)
    for text in basis_lines(style, [basis.text for basis in paper.bases]):
        yield _line("basis", text)
    if paper.enacting:
        yield _line("enacting", paper.enacting)
    closing = _closing(paper, style)
    yield from _blocks(paper.blocks, style.text_width, holds_end=bool(closing))
    yield from closing


def _head(paper: FinishedPaper, style: PaperStyle) -> Columns:
    head = paper.head
    motto = head.motto or style.motto
    wide, size = LEFT if len(motto) > 1 else LEFT_OF_PARTY, style.sizes.issuer
    left: list[Line | Rule | Gap] = [
        _line("parent", folded_name(text, size, wide)) for text in head.parents
    ]
    left += [_line("issuer", folded_name(text, size, wide)) for text in head.issuer]
    left.append(_line("star", "*") if style.issuer_mark == "star" else Rule(LEFT / 3))
    if head.number_line:
        left.append(_line("number", head.number_line))
    if not paper.title.type_lines and paper.title.subject:
        left.append(_line("letter_subject", paper.title.subject))
    right = [*_motto(motto)]
    if head.day_line:
        right.append(_line("day", head.day_line))
    return Columns(((wide, tuple(left)), (style.text_width - wide, tuple(right))))


def _motto(motto: Sequence[str]) -> Iterator[Line | Rule]:
    # The rule is as long as the last line: the State's second one, or the Party's name.
    if len(motto) == 1:
        yield from (_line("party_name", motto[0]), Rule(76))
        return
    first, *others = motto
    yield _line("motto_1", first)
    for text in others:
        yield _line("motto_2", text)
    yield Rule(62)


def _title(title: Title, style: PaperStyle, *, role: Role = "type_name") -> Iterator[Piece]:
    if not title.type_lines:
        yield Gap(12)
        return
    yield _line(role, "\n".join(title.type_lines))
    if title.subject:
        room = style.text_width * TITLE
        yield _line("subject", balanced(title.subject, style.sizes.body, room))
    if title.reference:
        yield _line("reference", title.reference)
    yield _line("hyphens", "-----") if style.title_mark == "hyphens" else Rule(42)


def _certificate(paper: FinishedPaper, style: PaperStyle, width: float) -> Iterator[Piece]:
    yield Gap(14)
    yield from _motto(paper.head.motto or style.motto)
    yield Gap(16)
    yield _line("authority", paper.authority_line or " ".join(paper.head.issuer))
    title = Title(paper.title.type_lines, paper.title.subject)
    yield from _title(title, style, role="certificate_name")
    yield Gap(8)
    for piece in _blocks(paper.blocks, width, holds_end=True):
        if isinstance(piece, Line) and piece.role == "body_centred":
            yield replace(piece, role="certificate_text")
        else:
            yield piece
    left = [_line("number", paper.head.number_line)] if paper.head.number_line else []
    right = [_line("day", paper.head.day_line)] if paper.head.day_line else []
    yield Gap(20)
    signed = [piece for signer in paper.signers[:1] for piece in _signer(signer)]
    yield Columns(((width / 2, tuple(left)), (width / 2, (*right, *signed))))


def _annex(annex: Annex, style: PaperStyle) -> Section:
    width = style.text_width + (297 - 210 if annex.landscape else 0)
    closing = (Gap(14), _side_by_side(annex.signers, width)) if annex.signers else ()
    pieces = (
        *_title(annex.title, style),
        Gap(8),
        *_blocks(annex.blocks, width, holds_end=bool(closing)),
        *closing,
    )
    return Section(pieces, style.margins, annex.landscape, style.page_numbers.annexes_restart)


def _blocks(blocks: Sequence[Block], width: float, *, holds_end: bool) -> Iterator[Piece]:
    last = len(blocks) - 1
    for place, block in enumerate(blocks):
        yield from _block(block, width, keep=holds_end and place == last)


def _block(block: Block, width: float, *, keep: bool) -> Iterator[Piece]:
    match block:
        case Paragraph():
            yield Line(_role(block), _cleaned(block.runs), keep or block.keep)
        case Heading():
            yield _line("part" if block.level == 1 else "section", block.text)
        case NumberedArticle():
            yield from _article(block, keep)
        case ListBlock():
            for number, item in enumerate(block.items, start=1):
                mark = "-" if block.mark == "dash" else f"{number}."
                yield Line("item", _cleaned((Run(f"{mark} {item}"),)))
        case SignatureBlocks():
            yield from (Gap(10), _side_by_side(block.signers, width))
        case Spacer():
            yield Gap(block.points)
        case Table():
            yield from (Gap(6), _cleaned_table(block), Gap(4))
        case PageBreak():
            yield NewPage()


def _role(block: Paragraph) -> Role:
    if block.align == "center":
        return "body_centred"
    return "body" if block.indent else "body_flush"


def _article(block: NumberedArticle, keep: bool) -> Iterator[Line]:
    if block.title:
        yield _line("article_title", f"{block.label} {block.title}")
        if block.text:
            yield Line("body", _cleaned((Run(block.text),)), keep)
        return
    runs = (Run(f"{block.label} ", bold=True), Run(block.text))
    yield Line("article", _cleaned(runs), keep or block.text.endswith(":"))


def _closing(paper: FinishedPaper, style: PaperStyle) -> tuple[Piece, ...]:
    lines = recipient_lines(style, paper.recipients)
    recipients = [_line("recipients_head", "Nơi nhận:")] if lines else []
    recipients += [_line("recipient", text) for text in lines]
    if len(paper.signers) > 1:
        below: tuple[Piece, ...] = (Gap(12), *recipients) if recipients else ()
        return (Gap(14), _side_by_side(paper.signers, style.text_width), *below)
    if not paper.signers and not recipients:
        return ()
    signed = [piece for signer in paper.signers for piece in _signer(signer)]
    half = style.text_width / 2
    return (Gap(14), Columns(((half, tuple(recipients)), (half, tuple(signed)))))


def _side_by_side(signers: Sequence[Signer], width: float) -> Columns:
    most = max(len(signer.lines) + bool(signer.note) for signer in signers)
    columns = [tuple(_signer(signer, most)) for signer in signers]
    # A single signer stands at the right, as under every paper.
    if len(columns) == 1:
        columns = [(), *columns]
    return Columns(tuple((width / len(columns), pieces) for pieces in columns))


def _signer(signer: Signer, lines: int = 0) -> Iterator[Line | Gap]:
    """Who signs; `lines` is what stands over the name beside it, so that the names are level."""
    for text in signer.lines:
        yield _line("sign", text)
    if signer.note:
        yield _line("sign_note", signer.note)
    missing = max(lines - len(signer.lines) - bool(signer.note), 0)
    yield Gap(ROOM_TO_SIGN + missing * SIGN_PITCH)
    if signer.name:
        yield _line("sign_name", signer.name)


def _line(role: Role, text: str) -> Line:
    return Line(role, (Run(clean(text)),))


def _cleaned(runs: Sequence[Run]) -> tuple[Run, ...]:
    return tuple(Run(clean(run.text), run.bold, run.italic) for run in runs)


def _cleaned_table(table: Table) -> Table:
    rows = tuple(tuple(map(clean, row)) for row in table.rows)
    return replace(table, rows=rows, total=tuple(map(clean, table.total)))

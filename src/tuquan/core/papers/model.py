"""A finished paper as values: what stands on it, in order, and nothing about how it is drawn.

Every text is plain: no character in it is ever markup. Both renderers read these classes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from tuquan.core.programme.papers import PaperKind

Align = Literal["left", "center", "right", "justify"]
Look = Literal["paper", "certificate"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one face."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text of the body; `indent` is the first line, `keep` holds it to what follows."""

    runs: tuple[Run, ...]
    align: Align = "justify"
    indent: bool = True
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the body: level 1 is "I. MỤC ĐÍCH", level 2 is "1. Mục đích"."""

    text: str
    level: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True)
class NumberedArticle:
    """An article, "Điều 1."; with a `title`, number and title stand on a line of their own."""

    number: int
    text: str = ""
    title: str = ""

    @property
    def label(self) -> str:
        """The words that open the article."""
        return f"Điều {self.number}."


@dataclass(frozen=True, slots=True)
class ListBlock:
    """Lines that each begin with `mark`: a dash, or "1." and so on when it is "number"."""

    items: tuple[str, ...]
    mark: Literal["dash", "number"] = "dash"


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its share of the width, and the heading it shares with its neighbours (`under`).

    In a column that `spans`, an empty cell goes on with the one above it (S2-29, S2-30).
    """

    label: str
    width: float = 1.0
    align: Align = "left"
    under: str = ""
    spans: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under heads that come again on every page; `total` stands once, after the last row.

    `row_height` is the least height of a row in millimetres, for rows that are signed by hand.
    `headings` are the places of rows that only head the ones below them, such as a standard over
    its criteria.
    """

    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()
    row_height: float = 0.0
    headings: frozenset[int] = frozenset()

    @property
    def has_two_heads(self) -> bool:
        """Whether some columns share a heading above their own."""
        return any(column.under for column in self.columns)


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: the lines of the authority and the post, room to sign, and the name."""

    lines: tuple[str, ...]
    name: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SignatureBlocks:
    """One to three signers side by side, the one who answers for the paper at the right."""

    signers: tuple[Signer, ...]

    def __post_init__(self) -> None:
        """Refuse what fits on no line."""
        if not 1 <= len(self.signers) <= 3:
            raise ValueError(f"{len(self.signers)} signers side by side")


@dataclass(frozen=True, slots=True)
class Spacer:
    """Empty height in points."""

    points: float = 12.0


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block: TypeAlias = (
    Paragraph | Heading | NumberedArticle | ListBlock | Table | SignatureBlocks | Spacer | PageBreak
)


@dataclass(frozen=True, slots=True)
class Head:
    """The top of the first page; an empty `motto` means the one the style prescribes.

    `parents` are the bodies above the issuer, `issuer` its own name on one or more lines.
    """

    issuer: tuple[str, ...]
    parents: tuple[str, ...] = ()
    number_line: str = ""
    day_line: str = ""
    motto: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Title:
    """The name of the type on its lines and the subject; an official letter has no type."""

    type_lines: tuple[str, ...] = ()
    subject: str = ""
    reference: str = ""

    @property
    def whole(self) -> str:
        """All of it on one line, for the properties of a file."""
        return " ".join(part for part in (*self.type_lines, self.subject) if part)


@dataclass(frozen=True, slots=True)
class Basis:
    """A line of "Căn cứ", and the day of the paper it names where it names one."""

    text: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Recipient:
    """A line of "Nơi nhận": who, for what, and how many of them."""

    label: str
    purpose: str = ""
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Annex:
    """What goes with a paper, on pages of its own."""

    title: Title
    blocks: tuple[Block, ...]
    landscape: bool = False
    signers: tuple[Signer, ...] = ()


@dataclass(frozen=True, slots=True)
class FinishedPaper:
    """One paper ready to be drawn; `number` and `on` are what the lines of its head say."""

    key: str
    kind: PaperKind
    head: Head
    title: Title
    blocks: tuple[Block, ...] = ()
    authority_line: str = ""
    bases: tuple[Basis, ...] = ()
    enacting: str = ""
    signers: tuple[Signer, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    annexes: tuple[Annex, ...] = ()
    number: int | None = None
    on: date | None = None
    look: Look = "paper"

    def __post_init__(self) -> None:
        """Refuse more signers than stand side by side."""
        if len(self.signers) > 3:
            raise ValueError(f"{len(self.signers)} signers side by side")


def words(text: str, *, bold: bool = False, italic: bool = False) -> tuple[Run, ...]:
    """One run, for text in one face."""
    return (Run(text, bold=bold, italic=italic),)

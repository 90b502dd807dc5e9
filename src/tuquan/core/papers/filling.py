"""Fill a pack's paper with what is known, for a preview or for issue.

A blank nobody filled stays dotted in a preview and is a problem at issue; a blank that is not in
the list of fields is a problem always. Values are plain text whatever stands in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from tuquan.core.papers.days import last_day_in
from tuquan.core.papers.fields import FIELDS, blanks_of, replace_blanks, texts_of
from tuquan.core.papers.lines import (
    BLANK,
    annex_reference,
    day_line,
    ending,
    number_line,
    symbol_in,
)
from tuquan.core.papers.model import (
    Annex,
    Basis,
    Block,
    FinishedPaper,
    Head,
    Heading,
    NumberedArticle,
    Paragraph,
    Recipient,
    Signer,
    Table,
    Title,
    words,
)
from tuquan.core.papers.styles import PaperStyle
from tuquan.core.papers.tables import rows_of_template, table_of
from tuquan.core.papers.titles import split_title
from tuquan.core.problems import Problem
from tuquan.core.programme.papers import Paper
from tuquan.core.vietnamese import tidy

Row = Mapping[str, str]

CLOSED = {"plan", "decision", "report", "request", "notice", "regulation"}
"""Kinds whose last words carry the mark of the end."""

WIDE = 7
"""An annex with so many columns lies on its side."""

BODIES = {"ỦY BAN NHÂN DÂN", "ỦY BAN MTTQ VIỆT NAM", "HỘI ĐỒNG NHÂN DÂN"}
"""Bodies whose name goes on with their place on the next line."""

REFERS = "Kèm theo Quyết định"
"""A line of a list that only refers to its decision; the real reference takes its place."""

_ARTICLE = re.compile(r"^Điều\s+(\d+)\.\s*(.*)$", re.DOTALL)
_PART = re.compile(r"^[IVX]+\.\s")
_ADDRESS = re.compile(r"^Kính gửi")


@dataclass(frozen=True, slots=True)
class Issue:
    """What issuing gives to a paper, as far as it is known; `signed_by` in the order of signing."""

    number: int | None = None
    on: date | None = None
    place: str = ""
    signed_by: tuple[str, ...] = ()
    authority_line: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """What fills a template: values by field, rows by paper, totals, columns that span rows."""

    values: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    totals: Mapping[str, Row] = field(default_factory=dict)
    spanning: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filled:
    """The paper as far as it could be filled, and what stands against issuing it."""

    paper: FinishedPaper
    problems: tuple[Problem, ...]


def fill(
    template: Paper,
    style: PaperStyle,
    contents: Contents,
    issue: Issue,
    *,
    annexes: Sequence[Paper] = (),
    issuing: bool = False,
) -> Filled:
    """A template with its annexes as a finished paper of this style."""
    filler = _Filler((template, *annexes), style, contents, issue)
    return Filled(filler.paper(), tuple(filler.problems(issuing)))


class _Filler:
    """The templates of one paper with what fills them."""

    def __init__(
        self, templates: tuple[Paper, ...], style: PaperStyle, contents: Contents, issue: Issue
    ) -> None:
        self.main, *self.annexes = templates
        self.style, self.contents, self.issue = style, contents, issue
        self.values = {key: tidy(value) for key, value in contents.values.items()}
        names = {name for one in templates for name in blanks_of(one)}
        self.shown = {name: (name in FIELDS and self.values.get(name)) or BLANK for name in names}

    def problems(self, issuing: bool) -> Iterator[Problem]:
        """Blanks nobody knows; at issue also those nobody filled and dots left in the text."""
        for template in (self.main, *self.annexes):
            for name in blanks_of(template):
                known = FIELDS.get(name)
                if known is None:
                    yield Problem("paper_unknown_field", template.key, {"field": name})
                elif issuing and not known.by_hand and not self.values.get(name):
                    yield Problem("paper_value_missing", template.key, {"field": name})
            if issuing:
                yield from _dots_left(template)

    def paper(self) -> FinishedPaper:
        """The paper; what is missing in it stands as dots."""
        main, issue = self.main, self.issue
        is_numbered = bool(main.number)
        title = self._title(main)
        number = number_line(self.style, issue.number, symbol_in(self._said(main.number)))
        return FinishedPaper(
            key=main.key,
            kind=main.kind,
            head=self._head(number if is_numbered else ""),
            title=title,
            blocks=self._blocks(main, main.kind in CLOSED),
            authority_line=issue.authority_line,
            bases=tuple(map(self._basis, main.bases)),
            enacting=self.style.enacting if main.kind == "decision" else "",
            signers=self._signers(main),
            recipients=tuple(
                Recipient(self._said(one.label), one.purpose, one.count) for one in main.recipients
            ),
            annexes=tuple(self._annex(one, title, number) for one in self.annexes),
            number=issue.number if is_numbered else None,
            on=issue.on,
            look="certificate" if main.kind == "certificate" else "paper",
        )

    def _said(self, text: str) -> str:
        return replace_blanks(text, self.shown)

    def _head(self, number: str) -> Head:
        lines = tuple(self._said(line) for line in self.main.letterhead if line.strip() != "*")
        parents = 0 if _is_one_name(lines) else max(len(lines) - 1, 0)
        motto = tuple(self._said(line) for line in self.main.motto)
        return Head(
            issuer=lines[parents:],
            parents=lines[:parents],
            number_line=number,
            day_line=day_line(self.issue.place, self.issue.on),
            motto=() if motto == self.style.motto else motto,
        )

    def _title(self, template: Paper) -> Title:
        return split_title(self._said(template.title))

    def _basis(self, text: str) -> Basis:
        said = self._said(text)
        return Basis(said, last_day_in(said))

    def _blocks(self, template: Paper, is_closed: bool) -> tuple[Block, ...]:
        texts = [self._said(text) for text in template.body]
        table = self._table(template)
        if texts and is_closed and not (table and texts[-1].rstrip().endswith(":")):
            texts[-1] = ending(self.style, texts[-1])
        blocks = [_block(text) for text in texts]
        if table is None:
            return tuple(blocks)
        # A list stands where the text announces it, otherwise at the end.
        place = next(
            (number for number, text in enumerate(texts, 1) if text.rstrip().endswith(":")),
            len(blocks),
        )
        return (*blocks[:place], table, *blocks[place:])

    def _table(self, template: Paper) -> Table | None:
        if not template.columns:
            return None
        columns = [replace(one, label=self._said(one.label)) for one in template.columns]
        texts = [self._said(text) for text in template.rows]
        rows = self.contents.rows.get(template.key)
        return table_of(
            columns,
            rows_of_template(columns, texts) if rows is None else rows,
            total=self.contents.totals.get(template.key),
            spanning=self.contents.spanning.get(template.key, ()),
        )

    def _signers(self, template: Paper) -> tuple[Signer, ...]:
        names = self.issue.signed_by
        if template.signature is None:
            return ()
        signature = template.signature
        lines = (signature.on_behalf_of, signature.for_post, signature.post)
        shown = tuple(self._said(line) for line in lines if line)
        if template.kind != "minutes" or len(names) < 2:
            return (Signer(shown, names[0] if names else ""),)
        # Whoever wrote the minutes signs at the left of whoever chaired (two sign minutes).
        return (Signer(("NGƯỜI GHI BIÊN BẢN",), names[1]), Signer(shown, names[0]))

    def _annex(self, template: Paper, main: Title, number: str) -> Annex:
        title = self._title(template)
        if self.main.number:
            name = " ".join(main.type_lines[:1]).capitalize()
            reference = annex_reference(name, number, self.issue.on)
            title = replace(title, reference=reference)
        body = [text for text in template.body if not text.startswith(REFERS)]
        return Annex(
            title,
            self._blocks(replace(template, body=tuple(body)), is_closed=False),
            landscape=len(template.columns) >= WIDE,
        )


def _dots_left(template: Paper) -> Iterator[Problem]:
    dotted = sum("…" in text for text in texts_of(template))
    if dotted:
        yield Problem("paper_dots_left", template.key, {"texts": dotted}, is_warning=True)


def _is_one_name(lines: Sequence[str]) -> bool:
    """Whether the lines are one body: "ỦY BAN NHÂN DÂN" and the place under it."""
    return len(lines) == 2 and lines[0].upper() in BODIES


def _block(text: str) -> Block:
    article = _ARTICLE.match(text)
    if article:
        return NumberedArticle(int(article[1]), article[2])
    if _PART.match(text):
        return Heading(text)
    if _ADDRESS.match(text):
        return Paragraph(words(text), align="center", indent=False)
    return Paragraph(words(text), keep=text.rstrip().endswith(":"))

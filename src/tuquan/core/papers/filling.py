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

PLACES = {"province_name", "commune_name"}
"""Fields whose value says what kind of place it is."""

_KIND = re.compile(r"(?:Xã|Phường|Đặc khu|Thị trấn|Tỉnh|Thành phố)\s")
_ARTICLE = re.compile(r"^Điều\s+(\d+)\.\s*(.*)$", re.DOTALL)
_PART = re.compile(r"^[IVX]+\.\s")
_ADDRESS = re.compile(r"^Kính gửi")
_ONE_BLANK = re.compile(r"^\{\w+\}$")
_OF_WHOM = re.compile(r"\scủa\s+([^()]+)\)$")


@dataclass(frozen=True, slots=True)
class Issue:
    """What issuing gives to a paper, as far as it is known; `signed_by` in the order of signing.

    `beside` are others who sign at the left of the signer of the template.
    """

    number: int | None = None
    on: date | None = None
    place: str = ""
    signed_by: tuple[str, ...] = ()
    authority_line: str = ""
    beside: tuple[Signer, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """What fills a template: values by field, rows by paper, totals, columns that span rows.

    `own_values` are those of single papers by their key, such as the group each annexed list is of.
    `headings` says by paper which rows, counted from 0, head the ones below them.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    totals: Mapping[str, Row] = field(default_factory=dict)
    spanning: Mapping[str, Sequence[str]] = field(default_factory=dict)
    own_values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    headings: Mapping[str, Sequence[int]] = field(default_factory=dict)

    def values_of(self, key: str) -> Mapping[str, str]:
        """The values of one paper; a day is taken with or without the word for it."""
        given = {**self.values, **self.own_values.get(key, {})}
        return {name: _plain(name, value) for name, value in given.items()}


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


def copies(template: Paper, count: int) -> tuple[Paper, ...]:
    """The same list several times in one paper, as `KEY_1`, `KEY_2`, each with rows of its own."""
    return tuple(replace(template, key=f"{template.key}_{n}") for n in range(1, count + 1))


class _Filler:
    """The templates of one paper with what fills them."""

    def __init__(
        self, templates: tuple[Paper, ...], style: PaperStyle, contents: Contents, issue: Issue
    ) -> None:
        self.main, *annexes = templates
        self.annexes = [_without_reference(one) for one in annexes]
        templates = (self.main, *self.annexes)
        self.style, self.contents, self.issue = style, contents, issue
        self.values = {one.key: contents.values_of(one.key) for one in templates}
        self.shown = {one.key: _shown(one, self.values[one.key]) for one in templates}

    def problems(self, issuing: bool) -> Iterator[Problem]:
        """Blanks nobody knows; at issue also those nobody filled and dots left in the text."""
        for template in (self.main, *self.annexes):
            for name in blanks_of(template):
                known = FIELDS.get(name)
                if known is None:
                    yield Problem("paper_unknown_field", template.key, {"field": name})
                elif issuing and not known.by_hand and not self.values[template.key].get(name):
                    yield Problem("paper_value_missing", template.key, {"field": name})
            if issuing:
                yield from _dots_left(template)

    def paper(self) -> FinishedPaper:
        """The paper; what is missing in it stands as dots."""
        main, issue = self.main, self.issue
        is_numbered = bool(main.number)
        title = self._title(main)
        number = number_line(self.style, issue.number, symbol_in(self._said(main, main.number)))
        return FinishedPaper(
            key=main.key,
            kind=main.kind,
            head=self._head(number if is_numbered else ""),
            title=title,
            blocks=self._blocks(main, main.kind in CLOSED),
            authority_line=issue.authority_line,
            bases=tuple(self._basis(text) for text in main.bases),
            enacting=self.style.enacting if main.kind == "decision" else "",
            signers=self._signers(main),
            recipients=tuple(
                Recipient(self._said(main, one.label), one.purpose, one.count)
                for one in main.recipients
            ),
            annexes=tuple(self._annex(one, title, number) for one in self.annexes),
            number=issue.number if is_numbered else None,
            on=issue.on,
            look="certificate" if main.kind == "certificate" else "paper",
        )

    def _said(self, template: Paper, text: str) -> str:
        return replace_blanks(text, self.shown[template.key])

    def _in_capitals(self, template: Paper, text: str) -> str:
        """The text with its values in capitals, as bodies are named over and under a paper."""
        shown = {name: value.upper() for name, value in self.shown[template.key].items()}
        return replace_blanks(text, shown)

    def _head(self, number: str) -> Head:
        main = self.main
        lines = tuple(
            self._in_capitals(main, line) for line in main.letterhead if line.strip() != "*"
        )
        parents = 0 if _is_one_name(lines) else max(len(lines) - 1, 0)
        motto = tuple(self._said(main, line) for line in main.motto)
        return Head(
            issuer=lines[parents:],
            parents=lines[:parents],
            number_line=number,
            day_line=day_line(self.issue.place, self.issue.on),
            motto=() if motto == self.style.motto else motto,
        )

    def _title(self, template: Paper) -> Title:
        return split_title(self._said(template, template.title))

    def _basis(self, text: str) -> Basis:
        said = self._said(self.main, text)
        return Basis(said, last_day_in(said))

    def _blocks(self, template: Paper, is_closed: bool) -> tuple[Block, ...]:
        texts: list[str] = []
        announced = 0
        for text in template.body:
            texts += self._said(template, text).split("\n")
            if not announced and text.rstrip().endswith(":"):
                announced = len(texts)
        table = self._table(template)
        if texts and is_closed and not (table and texts[-1].rstrip().endswith(":")):
            texts[-1] = ending(self.style, texts[-1])
        if template.kind == "certificate":
            names = {self._said(template, one) for one in template.body if _ONE_BLANK.match(one)}
            return tuple(_certified(text, text in names) for text in texts)
        blocks = [_block(text) for text in texts]
        if table is None:
            return tuple(blocks)
        # A list stands where the template announces it, never where somebody's words end so;
        # otherwise at the end, and a sheet is the list.
        place = announced or (0 if template.kind == "sheet" else len(blocks))
        return (*blocks[:place], table, *blocks[place:])

    def _table(self, template: Paper) -> Table | None:
        if not template.columns:
            return None
        columns = [replace(one, label=self._said(template, one.label)) for one in template.columns]
        texts = [self._said(template, text) for text in template.rows]
        rows = self.contents.rows.get(template.key)
        return table_of(
            columns,
            rows_of_template(columns, texts) if rows is None else rows,
            total=self.contents.totals.get(template.key),
            spanning=self.contents.spanning.get(template.key, ()),
            headings=self.contents.headings.get(template.key, ()),
        )

    def _signers(self, template: Paper) -> tuple[Signer, ...]:
        names, beside = self.issue.signed_by, self.issue.beside
        if template.signature is None:
            return beside
        signature = template.signature
        lines = (signature.on_behalf_of, signature.for_post, signature.post)
        shown = tuple(self._in_capitals(template, line) for line in lines if line)
        if beside or template.kind != "minutes" or len(names) < 2:
            return (*beside, Signer(shown, names[0] if names else ""))
        # Whoever wrote the minutes signs at the left of whoever chaired (two sign minutes).
        return (Signer(("NGƯỜI GHI BIÊN BẢN",), names[1]), Signer(shown, names[0]))

    def _annex(self, template: Paper, main: Title, number: str) -> Annex:
        title = self._title(template)
        if self.main.number:
            name = " ".join(main.type_lines[:1]).capitalize()
            of = _OF_WHOM.search(title.reference)
            reference = annex_reference(name, number, self.issue.on, of[1] if of else "")
            title = replace(title, reference=reference)
        return Annex(
            title,
            self._blocks(template, is_closed=False),
            landscape=len(template.columns) >= WIDE,
        )


def _without_reference(annex: Paper) -> Paper:
    body = tuple(text for text in annex.body if not text.startswith(REFERS))
    return replace(annex, body=body)


def _shown(template: Paper, values: Mapping[str, str]) -> dict[str, str]:
    """What stands in each blank of a template: its value, or dots."""
    return {name: (name in FIELDS and values.get(name)) or BLANK for name in blanks_of(template)}


def _plain(name: str, value: str) -> str:
    """A value on one line, or on several where its field takes them.

    A day goes without its word, and a place begins as inside a sentence: "xã Minh Sơn".
    """
    known = FIELDS.get(name)
    if known and known.lines:
        return "\n".join(filter(None, map(tidy, value.splitlines())))
    line = tidy(value)
    if name in PLACES and _KIND.match(line):
        return line[0].lower() + line[1:]
    return line.removeprefix("ngày ") if name.endswith("_day") else line


def _dots_left(template: Paper) -> Iterator[Problem]:
    # The dots of a number are taken by the number itself.
    dotted = sum("…" in text for text in texts_of(replace(template, number="")))
    if dotted:
        yield Problem("paper_dots_left", template.key, {"texts": dotted}, is_warning=True)


def _is_one_name(lines: Sequence[str]) -> bool:
    """Whether the lines are one body: "ỦY BAN NHÂN DÂN" and the place under it."""
    return len(lines) == 2 and lines[0].upper() in BODIES


def _certified(text: str, is_name: bool) -> Block:
    """A line of a certificate: whoever is honoured in bold, what it goes with in italics."""
    run = words(text, bold=is_name, italic=text.startswith("("))
    return Paragraph(run, align="center", indent=False)


def _block(text: str) -> Block:
    article = _ARTICLE.match(text)
    if article:
        return NumberedArticle(int(article[1]), article[2])
    if _PART.match(text):
        return Heading(text)
    if _ADDRESS.match(text):
        return Paragraph(words(text), align="center", indent=False)
    return Paragraph(words(text), keep=text.rstrip().endswith(":"))

"""What stands against issuing a finished paper, and what its issuer should look at first.

Contradictions a source carries itself (S2-27, S2-28) are warnings with choices: the issuer decides,
and `choose` makes the paper so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from tuquan.core.papers.lines import without_end
from tuquan.core.papers.model import FinishedPaper, NumberedArticle, Paragraph, Signer
from tuquan.core.papers.styles import PARTY_MOTTO, STATE_MOTTO, PaperStyle
from tuquan.core.problems import Problem

NUMBERED = {"decision", "plan", "notice"}
"""Kinds that never leave without a number, but for a notice whose template has none."""

UNSIGNED = {"list", "sheet", "annex"}
"""Kinds that may go without a signature of their own."""

BODIES = ("BAN THƯỜNG VỤ", "BAN CHẤP HÀNH", "BAN THƯỜNG TRỰC", "ĐẢNG ỦY")
"""Bodies of one organisation that decide in their own name, the most particular first."""

_SPOKEN = {
    "BAN THƯỜNG VỤ": "Ban Thường vụ",
    "BAN CHẤP HÀNH": "Ban Chấp hành",
    "BAN THƯỜNG TRỰC": "Ban Thường trực",
    "ĐẢNG ỦY": "Đảng ủy",
}
_SHORT = {"BTV": "BAN THƯỜNG VỤ", "BCH": "BAN CHẤP HÀNH", "BTT": "BAN THƯỜNG TRỰC"}
_OF_AN_AUTHORITY = re.compile(r"^(T/?M\.?|T/?L\.?|K/?T\.?|T/?UQ\.?)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Choice:
    """One way out of a contradiction: `key` for `choose`, `text` as it will stand on the paper."""

    key: str
    text: str


def problems_of(
    paper: FinishedPaper, style: PaperStyle, *, issuing: bool = False
) -> tuple[Problem, ...]:
    """Everything wrong with the paper; at issue also what is only wrong then."""
    found = [*_contradictions(paper, style), *_before_its_bases(paper)]
    if not paper.title.whole:
        found.append(Problem("paper_title_missing", paper.key))
    if issuing:
        found += _missing_at_issue(paper)
    return tuple(found)


def choose(paper: FinishedPaper, style: PaperStyle, problem: Problem, key: str) -> FinishedPaper:
    """The paper as the issuer wants it; "source" leaves it as it is."""
    if key == "source":
        return paper
    if problem.code == "paper_motto_of_another":
        return replace(paper, head=replace(paper.head, motto=()))
    if problem.code == "paper_authority_spelling":
        signers = tuple(_respelt(signer, style) for signer in paper.signers)
        return replace(paper, signers=signers)
    if problem.code == "paper_body_differs":
        return _with_body(paper, problem, key)
    raise ValueError(f"nothing to choose about {problem.code}")


def _missing_at_issue(paper: FinishedPaper) -> Iterator[Problem]:
    if paper.on is None:
        yield Problem("paper_day_missing", paper.key)
    goes_without = paper.kind == "notice" and not paper.head.number_line
    if paper.kind in NUMBERED and paper.number is None and not goes_without:
        yield Problem("paper_number_missing", paper.key)
    if paper.kind not in UNSIGNED and not any(signer.lines for signer in paper.signers):
        yield Problem("paper_signer_missing", paper.key)
    elif any(not signer.name for signer in paper.signers):
        yield Problem("paper_signer_unnamed", paper.key, is_warning=True)


def _before_its_bases(paper: FinishedPaper) -> Iterator[Problem]:
    for basis in paper.bases:
        if paper.on and basis.on and basis.on > paper.on:
            params = {"basis": without_end(basis.text), "basis_on": basis.on, "on": paper.on}
            yield Problem("paper_before_its_basis", paper.key, params)


def _contradictions(paper: FinishedPaper, style: PaperStyle) -> Iterator[Problem]:
    yield from _wrong_motto(paper, style)
    yield from _wrong_authority(paper, style)
    yield from _wrong_body(paper)
    yield from _wrong_end(paper, style)


def _wrong_motto(paper: FinishedPaper, style: PaperStyle) -> Iterator[Problem]:
    motto = paper.head.motto
    if motto and _same(motto) != _same(style.motto) and _same(motto) in _MOTTOS:
        choices = (Choice("style", " / ".join(style.motto)), Choice("source", " / ".join(motto)))
        yield _warning("paper_motto_of_another", paper, choices=choices)


def _wrong_authority(paper: FinishedPaper, style: PaperStyle) -> Iterator[Problem]:
    written = [line for signer in paper.signers for line in signer.lines]
    respelt = [line for signer in paper.signers for line in _respelt(signer, style).lines]
    if written != respelt:
        choices = (
            Choice("style", " / ".join(respelt)),
            Choice("source", " / ".join(written)),
        )
        yield _warning("paper_authority_spelling", paper, choices=choices)


def _wrong_body(paper: FinishedPaper) -> Iterator[Problem]:
    decides = _body_in(" ".join((*paper.title.type_lines, paper.authority_line)))
    signs = _body_in(" ".join(line for signer in paper.signers for line in signer.lines[:1]))
    annexed = next((b for a in paper.annexes if (b := _body_in(a.title.reference))), "")
    named = {"title": decides, "signature": signs, "annex": annexed}
    bodies = {body: key for key, body in reversed(named.items()) if body}
    if len(bodies) > 1:
        offered = (Choice(key, body) for key, body in named.items() if bodies.get(body) == key)
        choices = (*offered, Choice("source", ""))
        yield _warning("paper_body_differs", paper, choices=choices, annexed=annexed)


def _wrong_end(paper: FinishedPaper, style: PaperStyle) -> Iterator[Problem]:
    last = paper.blocks[-1] if paper.blocks else None
    text = ""
    if isinstance(last, NumberedArticle):
        text = last.text
    elif isinstance(last, Paragraph):
        text = "".join(run.text for run in last.runs)
    other = "./." if style.end_mark == "." else "."
    ends_otherwise = text.endswith("./.") != (style.end_mark == "./.")
    if paper.kind == "decision" and text and ends_otherwise:
        yield _warning("paper_ends_otherwise", paper, wanted=style.end_mark, found=other)


def _warning(code: str, paper: FinishedPaper, **params: object) -> Problem:
    return Problem(code, paper.key, params, is_warning=True)


def _same(motto: tuple[str, ...]) -> str:
    return " ".join(motto).replace("–", "-").casefold()


_MOTTOS = {_same(STATE_MOTTO), _same(PARTY_MOTTO)}


def _body_in(text: str) -> str:
    upper = text.upper()
    for short, whole in _SHORT.items():
        upper = re.sub(rf"\b{short}\b", whole, upper)
    return next((body for body in BODIES if body in upper), "")


def _respelt(signer: Signer, style: PaperStyle) -> Signer:
    words = style.authorities
    spelling = {
        "TM": words.on_behalf,
        "TL": words.by_order,
        "KT": words.deputy or "",
        "TUQ": words.authorised,
    }
    lines = []
    for line in signer.lines:
        found = _OF_AN_AUTHORITY.match(line)
        if not found:
            lines.append(line)
            continue
        said = spelling[re.sub(r"[./]", "", found[1]).upper()]
        if said:
            lines.append(f"{said} {line[found.end() :]}")
    return replace(signer, lines=tuple(lines))


def _with_body(paper: FinishedPaper, problem: Problem, key: str) -> FinishedPaper:
    """The paper with one body's name throughout."""
    choices: Any = problem.params["choices"]
    wanted = next(one.text for one in choices if one.key == key)

    def named(text: str) -> str:
        other = _body_in(text)
        names = [other, *(short for short, whole in _SHORT.items() if whole == other)]
        pattern = "|".join(rf"\b{re.escape(name)}\b" for name in names)
        said = wanted if text.isupper() else _SPOKEN.get(wanted, wanted)
        return re.sub(pattern, said, text, flags=re.IGNORECASE) if other else text

    return replace(
        paper,
        title=replace(paper.title, type_lines=tuple(map(named, paper.title.type_lines))),
        authority_line=named(paper.authority_line),
        signers=tuple(
            replace(signer, lines=(*map(named, signer.lines[:1]), *signer.lines[1:]))
            for signer in paper.signers
        ),
        annexes=tuple(
            replace(one, title=replace(one.title, reference=named(one.title.reference)))
            for one in paper.annexes
        ),
    )

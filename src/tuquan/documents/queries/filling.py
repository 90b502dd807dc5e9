"""A stored paper as a finished one: template, contents, and what issuing gives to it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.core.packs.canonical import canonical_json, paper_from_json
from tuquan.core.papers import (
    Contents,
    Filled,
    FinishedPaper,
    Issue,
    PaperStyle,
    choose,
    fill,
    problems_of,
    sign_lines,
    style_for,
)
from tuquan.core.papers.checks import NUMBERED
from tuquan.core.papers.model import Signer
from tuquan.core.papers.styles import STYLES
from tuquan.core.problems import Problem
from tuquan.core.programme.papers import Paper
from tuquan.documents.models import IssuingBody, NumberBook, OfficialDocument, Signatory
from tuquan.documents.queries.books import next_number, symbol_of
from tuquan.documents.queries.finding import bodies_for


@dataclass(frozen=True, slots=True)
class IssueTerms:
    """What an officer says when issuing a paper.

    `choices` answers contradictions of the source by the code of the problem; one that is not
    answered stays as in the source. The first signatory answers for the paper. `signed_by` names
    who signs where it is not the signatories. `base_version` is the version the officer looked at.
    """

    on: date
    signatories: tuple[Signatory, ...] = ()
    signed_by: tuple[str, ...] = ()
    book: NumberBook | None = None
    number: int | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
    place_of_issue: str = ""
    base_version: int | None = None


@dataclass(frozen=True, slots=True)
class Particulars:
    """What the body, its signatories and the officer give to a paper; empty: the template's own.

    An issued paper keeps them, so that it looks the same when the body has changed since.
    """

    issuer: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    symbol: str = ""
    place: str = ""
    authority_line: str = ""
    signers: tuple[Signer, ...] = ()
    signed_by: tuple[str, ...] = ()
    choices: Mapping[str, str] = field(default_factory=dict)

    def stored(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Particulars:
        """From JSON as `stored` wrote it."""
        signers = tuple(
            Signer(tuple(one["lines"]), one["name"], one["note"]) for one in stored["signers"]
        )
        lists = ("issuer", "parents", "signed_by")
        return cls(**{**stored, "signers": signers, **{key: tuple(stored[key]) for key in lists}})


@dataclass(frozen=True, slots=True)
class Settled:
    """A paper with the contradictions settled as chosen, and every problem it had before."""

    paper: FinishedPaper
    problems: tuple[Problem, ...]


def written_template(paper: Paper, annexes: Iterable[Paper]) -> list[Any]:
    """A template and its annexes as the JSON that is stored."""
    return [json.loads(canonical_json(one)) for one in (paper, *annexes)]


def read_template(document: OfficialDocument) -> tuple[Paper, tuple[Paper, ...]]:
    """The template of a paper, and those of its annexes."""
    main, *annexes = (paper_from_json(json.dumps(one)) for one in document.template)
    return main, tuple(annexes)


def written_contents(contents: Contents) -> dict[str, Any]:
    """Contents as the JSON that is stored."""
    return {
        "values": dict(contents.values),
        "rows": {key: [dict(row) for row in rows] for key, rows in contents.rows.items()},
        "totals": {key: dict(row) for key, row in contents.totals.items()},
        "spanning": {key: list(columns) for key, columns in contents.spanning.items()},
        "own_values": {key: dict(values) for key, values in contents.own_values.items()},
        "headings": {key: list(places) for key, places in contents.headings.items()},
    }


def read_contents(document: OfficialDocument) -> Contents:
    """The contents of a paper."""
    return Contents(**document.contents)


def is_numbered(template: Paper) -> bool:
    """Whether a paper of this template never leaves without a number."""
    return bool(template.number) or template.kind in NUMBERED - {"notice"}


def lists_people(document: OfficialDocument) -> bool:
    """Whether rows of the paper or of its annexes are households or people."""
    template, annexes = read_template(document)
    columns = [column for one in (template, *annexes) for column in one.columns]
    return any(column.about != "row" for column in columns)


def may_read(actor: Actor, document: OfficialDocument) -> bool:
    """Whether the actor may open a paper they may see: one that lists households or people is for
    those who may read the register there. Others see that there is one, and its number."""
    return actor.may("households.view", document.path) or not lists_people(document)


def style_of(document: OfficialDocument) -> PaperStyle:
    """The style a paper was issued in, or, of a draft, the one it was last seen in."""
    return next(style for style in STYLES if style.key == document.style)


def particulars_for(
    document: OfficialDocument, template: Paper, style: PaperStyle, terms: IssueTerms | None
) -> Particulars:
    """What a draft is given by its body and, as far as they are known, the terms of issue."""
    book = terms.book if terms else None
    body = document.issuing_body or (book.issuing_body if book else None)
    signatories = terms.signatories if terms else ()
    given = Particulars(
        place=terms.place_of_issue if terms else "",
        choices=dict(terms.choices) if terms else {},
        signed_by=_names(terms),
        symbol=symbol_of(book) if book else "",
        signers=_signers(template, style, body, signatories),
    )
    if body is None:
        return replace(given, place=given.place or _place_nearby(document, template, terms))
    return replace(
        given,
        issuer=tuple(body.letterhead),
        parents=tuple(body.parents),
        place=given.place or body.day_place,
        authority_line=_authority_line(template, body, signatories),
    )


def particulars_of(document: OfficialDocument) -> Particulars:
    """What an issued paper was given."""
    return Particulars.read(document.issued_as)


def finish(
    templates: tuple[Paper, Sequence[Paper]],
    contents: Contents,
    style: PaperStyle,
    given: Particulars,
    *,
    number: int | None = None,
    on: date | None = None,
    issuing: bool = False,
) -> Settled:
    """The finished paper, with the contradictions settled as chosen."""
    template, annexes = templates
    if given.symbol:
        template = replace(template, number=f"Số: …/{given.symbol}")
    issue = Issue(number, on, given.place, given.signed_by, given.authority_line)
    filled = fill(template, style, contents, issue, annexes=annexes, issuing=issuing)
    paper = _dressed(filled, given)
    problems = problems_of(paper, style, issuing=issuing)
    for problem in problems:
        key = given.choices.get(problem.code)
        if key and "choices" in problem.params:
            paper = choose(paper, style, problem, key)
    return Settled(paper, (*filled.problems, *problems))


def preview_of(
    document: OfficialDocument, terms: IssueTerms | None = None
) -> tuple[Filled, PaperStyle, tuple[Problem, ...]]:
    """How a paper looks now, and what stands against issuing it; of an issued one, nothing does.

    Without terms a draft is shown in the style of today, its number and day still open.
    """
    templates, contents = read_template(document), read_contents(document)
    if document.state != OfficialDocument.State.DRAFT:
        style = style_of(document)
        number = document.entry.number if document.entry else None
        given = particulars_of(document)
        settled = finish(templates, contents, style, given, number=number, on=document.dated)
        return Filled(settled.paper, ()), style, ()
    body = document.issuing_body
    style = style_for(
        body.regime if body else templates[0].style,  # type: ignore[arg-type]  # its own choices
        terms.on if terms else clock.today(),
    )
    given = particulars_for(document, templates[0], style, terms)
    settled = finish(
        templates,
        contents,
        style,
        given,
        number=_proposed_number(terms),
        on=terms.on if terms else None,
        issuing=terms is not None,
    )
    return Filled(settled.paper, settled.problems), style, settled.problems


def _dressed(filled: Filled, given: Particulars) -> FinishedPaper:
    paper = filled.paper
    if given.issuer:
        head = replace(paper.head, issuer=given.issuer, parents=given.parents)
        paper = replace(paper, head=head)
    # Two people sign minutes, each in a post of the meeting and not of the body.
    if given.signers and paper.kind != "minutes":
        paper = replace(paper, signers=given.signers)
    return paper


def _proposed_number(terms: IssueTerms | None) -> int | None:
    if terms is None or terms.book is None:
        return None
    return terms.number or next_number(terms.book)


def _names(terms: IssueTerms | None) -> tuple[str, ...]:
    if terms is None:
        return ()
    return terms.signed_by or tuple(one.name for one in terms.signatories)


def _signers(
    template: Paper,
    style: PaperStyle,
    body: IssuingBody | None,
    signatories: Sequence[Signatory],
) -> tuple[Signer, ...]:
    """The blocks of signatories side by side, the first of them at the right."""
    behalf = body.on_behalf_of or body.name if body else ""
    return tuple(Signer(_sign_lines(style, one, behalf), one.name) for one in reversed(signatories))


def _sign_lines(style: PaperStyle, one: Signatory, behalf: str) -> tuple[str, ...]:
    if one.authority == Signatory.Authority.OWN:
        return (one.post.upper(),)
    if one.authority == Signatory.Authority.ON_BEHALF:
        return sign_lines(style, "on_behalf", behalf, one.post, one.for_post)
    return sign_lines(style, one.authority, one.for_post, one.post)  # type: ignore[arg-type]  # its own choices


def _place_nearby(document: OfficialDocument, template: Paper, terms: IssueTerms | None) -> str:
    """What stands before the day on a paper without a number: as on those of the body there."""
    on = terms.on if terms else clock.today()
    nearest = bodies_for(document.place, on, template.style).order_by("-place__path").first()
    return nearest.day_place if nearest else ""


def _authority_line(template: Paper, body: IssuingBody, signatories: Sequence[Signatory]) -> str:
    """Who decides, over the bases of a decision: the body, or its head where one signs alone.

    A title that names the body already ("QUYẾT ĐỊNH CỦA …") needs no such line.
    """
    if template.kind != "decision" or " CỦA " in template.title.upper():
        return ""
    first = signatories[0] if signatories else None
    name = body.name.upper()
    if first is None or first.authority == Signatory.Authority.ON_BEHALF:
        behalf = body.on_behalf_of.upper()
        return name if not behalf or name.startswith(behalf) else f"{behalf} {name}"
    return f"{first.for_post or first.post} {name}".upper()

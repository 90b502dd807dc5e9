"""Issuing a paper: number and day taken, files drawn and kept with their hash, the paper locked."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.papers import Contents, FinishedPaper, PaperStyle, style_for
from tuquan.core.papers.lines import bare_number
from tuquan.core.problems import Problem
from tuquan.core.programme.papers import Paper
from tuquan.core.vietnamese import search_key
from tuquan.documents.models import (
    DocumentFile,
    NumberBook,
    NumberEntry,
    OfficialDocument,
)
from tuquan.documents.queries import (
    IssueTerms,
    Particulars,
    ascii_name,
    finish,
    is_numbered,
    next_number,
    particulars_for,
    read_contents,
    read_template,
    term_problems,
)
from tuquan.documents.rendering import UnprintableText, docx_bytes, pdf_bytes
from tuquan.documents.services.followers import tell_issued
from tuquan.documents.services.numbering import write_entry

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF_TYPE = "application/pdf"

TRIES_BEFORE_THE_LOCK = 2
"""How often a paper is drawn before its number is taken; whoever loses twice draws afterwards."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A paper with its files, as it is with one number."""

    paper: FinishedPaper
    docx: bytes
    pdf: bytes


@dataclass(frozen=True, slots=True)
class _Issuing:
    """One paper on its way out: what fills it and what it is given."""

    document: OfficialDocument
    templates: tuple[Paper, Sequence[Paper]]
    contents: Contents
    style: PaperStyle
    given: Particulars
    terms: IssueTerms

    @property
    def book(self) -> NumberBook | None:
        """The book of a paper that takes a number."""
        return self.terms.book if is_numbered(self.templates[0]) else None

    def proposed(self, book: NumberBook) -> tuple[int, int]:
        """How often the book was written into, and the number asked for or next in it then."""
        seen = NumberBook.objects.values_list("turns", flat=True).get(pk=book.pk)
        return seen, self.terms.number or next_number(book)


def issue_document(actor: Actor, document: OfficialDocument, terms: IssueTerms) -> OfficialDocument:
    """Issue a draft: all at once or not at all (S0-16, F-103, F-104).

    Papers without a number, such as minutes and lists, are issued by whoever may draft them. The
    files are drawn before anything is locked, with the number that would be next; where somebody
    was faster, again with the number after it. So no number is given twice and none is lost.
    """
    template, annexes = read_template(document)
    permission = "documents.issue" if is_numbered(template) else "documents.draft"
    require(actor.may(permission, document.path))
    if is_numbered(template) and terms.book:
        require(actor.may(permission, terms.book.issuing_body.place.path))
    if document.state != OfficialDocument.State.DRAFT:
        raise Conflict("document_not_draft")
    if terms.base_version not in (None, document.version):
        raise Conflict("document_changed")
    issuing = _prepared(document, template, annexes, terms)
    if issuing.book is None:
        return _keep_unnumbered(actor, issuing, _draw(issuing, None))
    for _ in range(TRIES_BEFORE_THE_LOCK):
        seen, number = issuing.proposed(issuing.book)
        done = _keep(actor, issuing, issuing.book, seen, number, _draw(issuing, number))
        if done:
            return done
    return _draw_and_keep(actor, issuing, issuing.book)


def _prepared(
    document: OfficialDocument, template: Paper, annexes: Sequence[Paper], terms: IssueTerms
) -> _Issuing:
    body = document.issuing_body or (terms.book.issuing_body if terms.book else None)
    style = style_for(body.regime if body else template.style, terms.on)  # type: ignore[arg-type]  # its own choices
    issuing = _Issuing(
        document,
        (template, annexes),
        read_contents(document),
        style,
        particulars_for(document, template, style, terms),
        terms,
    )
    problems = term_problems(document, template, style, terms)
    settled = finish(
        issuing.templates,
        issuing.contents,
        style,
        issuing.given,
        number=issuing.proposed(issuing.book)[1] if issuing.book else None,
        on=terms.on,
        issuing=True,
    )
    # A missing book is said once, by its field, and not again as a missing number.
    doubled = {"paper_number_missing"} if issuing.book is None else set()
    problems += [one for one in settled.problems if not one.is_warning and one.code not in doubled]
    if problems:
        raise Invalid(problems)
    return issuing


def _draw(issuing: _Issuing, number: int | None) -> _Drawn:
    """The paper with a number, as both files; a character no font has refuses it."""
    paper = finish(
        issuing.templates,
        issuing.contents,
        issuing.style,
        issuing.given,
        number=number,
        on=issuing.terms.on,
        issuing=True,
    ).paper
    try:
        return _Drawn(paper, docx_bytes(paper, issuing.style), pdf_bytes(paper, issuing.style))
    except UnprintableText as refused:
        characters = {"characters": " ".join(refused.characters)}
        raise Invalid([Problem("document_unprintable", paper.key, characters)]) from refused


@transaction.atomic
def _keep_unnumbered(actor: Actor, issuing: _Issuing, drawn: _Drawn) -> OfficialDocument:
    """Keep a paper that takes no number."""
    return _kept(actor, issuing, None, drawn)


@transaction.atomic
def _keep(
    actor: Actor, issuing: _Issuing, book: NumberBook, seen: int, number: int, drawn: _Drawn
) -> OfficialDocument | None:
    """Take the number and keep everything; nothing when somebody wrote into the book meanwhile."""
    if not NumberBook.objects.all().take_turn(book, seen):
        return None
    return _kept(actor, issuing, write_entry(actor, book, number, on=issuing.terms.on), drawn)


@transaction.atomic
def _draw_and_keep(actor: Actor, issuing: _Issuing, book: NumberBook) -> OfficialDocument:
    """Draw while every other writer of the book waits."""
    if not NumberBook.objects.all().take_turn(book):
        raise Conflict("book_closed")
    _seen, number = issuing.proposed(book)
    entry = write_entry(actor, book, number, on=issuing.terms.on)
    return _kept(actor, issuing, entry, _draw(issuing, number))


def _kept(
    actor: Actor, issuing: _Issuing, entry: NumberEntry | None, drawn: _Drawn
) -> OfficialDocument:
    document, paper, terms = issuing.document, drawn.paper, issuing.terms
    number_text = bare_number(paper.head.number_line) if entry else ""
    changed = OfficialDocument.objects.filter(
        pk=document.pk, state=OfficialDocument.State.DRAFT, version=document.version
    ).update(
        state=OfficialDocument.State.ISSUED,
        entry=entry,
        number_text=number_text,
        dated=terms.on,
        title=paper.title.whole,
        search_key=search_key(f"{number_text} {paper.title.whole}"),
        style=issuing.style.key,
        signed_by=[signer.name for signer in paper.signers if signer.name],
        issued_as=issuing.given.stored(),
        issuing_body=document.issuing_body_id or (terms.book and terms.book.issuing_body_id),
        version=document.version + 1,
        issued_at=clock.now(),
        issued_by=actor.user_id,
    )
    if not changed:
        raise Conflict("document_changed")
    document.refresh_from_db()
    _store(document, drawn)
    _put_in_place(actor, document)
    record(
        actor,
        "documents.issued",
        document,
        document.path,
        number=number_text,
        dated=terms.on.isoformat(),
        kind=document.kind,
    )
    tell_issued(actor, document)
    return document


def _store(document: OfficialDocument, drawn: _Drawn) -> None:
    name = ascii_name(f"{document.number_text} {document.title}", document.kind)
    kinds = DocumentFile.Kind
    for kind, content_type, content in (
        (kinds.DOCX, DOCX_TYPE, drawn.docx),
        (kinds.PDF, PDF_TYPE, drawn.pdf),
    ):
        DocumentFile.objects.create(
            document=document,
            kind=kind,
            file_name=f"{name}.{kind}",
            content_type=content_type,
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            size=len(content),
            made_at=clock.now(),
        )


def _put_in_place(actor: Actor, document: OfficialDocument) -> None:
    """The paper that this one replaces ends on its day, unless it was withdrawn before."""
    old = document.replaces
    if old is None:
        return
    ended = OfficialDocument.objects.filter(pk=old.pk, state=OfficialDocument.State.ISSUED).update(
        state=OfficialDocument.State.WITHDRAWN, withdrawn_on=document.dated
    )
    if ended:
        record(actor, "documents.replaced", old, old.path, by=document.number_text)

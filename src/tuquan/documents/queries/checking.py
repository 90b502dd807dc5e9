"""What stands against the terms on which a paper is to be issued, beside the paper itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tuquan.base import clock
from tuquan.core.papers import PaperStyle, symbol_in
from tuquan.core.problems import Problem
from tuquan.core.programme.papers import Paper
from tuquan.documents.models import IssuingBody, NumberBook, OfficialDocument, Signatory
from tuquan.documents.queries.books import type_code_of
from tuquan.documents.queries.filling import IssueTerms, is_numbered


def term_problems(
    document: OfficialDocument, template: Paper, style: PaperStyle, terms: IssueTerms
) -> list[Problem]:
    """Everything wrong with book, number, day and signatories, each by its field."""
    body = document.issuing_body or (terms.book.issuing_body if terms.book else None)
    found: list[Problem] = []
    if is_numbered(template):
        found += _wrong_numbering(document, template, terms)
    elif terms.on > clock.today():
        found.append(Problem("document_day_ahead", "on"))
    if body and not _holds(body, terms.on):
        found.append(Problem("document_body_not_there", "on", {"body": body.name}))
    for one in terms.signatories:
        found += _wrong_signatory(one, body, style, terms.on)
    return found


def wrong_day(book: NumberBook, on: date, where: str) -> Iterator[Problem]:
    """What keeps a paper of a day from taking a number of the book."""
    if on > clock.today():
        yield Problem("document_day_ahead", where)
    if book.closed_on:
        yield Problem("document_book_closed", "book", {"on": book.closed_on})
    if on < book.starts_on or (book.ends_on and on > book.ends_on):
        last = book.ends_on or clock.today()
        yield Problem("document_day_outside_book", where, {"first": book.starts_on, "last": last})


def no_deputy(style: PaperStyle, authority: str) -> bool:
    """Whether a rule has no word for signing in place of the head, as the Party's has none (d8)."""
    return authority == Signatory.Authority.DEPUTY and style.authorities.deputy is None


def _wrong_numbering(
    document: OfficialDocument, template: Paper, terms: IssueTerms
) -> Iterator[Problem]:
    book = terms.book
    if book is None:
        yield Problem("document_book_missing", "book")
        return
    yield from wrong_day(book, terms.on, "on")
    if document.issuing_body_id not in (None, book.issuing_body_id):
        yield Problem("document_book_of_another", "book")
    code = type_code_of(template) if symbol_in(template.number) else ""
    if code and code != book.type_code:
        params = {"code": code, "book": book.type_code}
        yield Problem("document_book_of_another_type", "book", params)
    if terms.number is None:
        return
    if terms.number < book.first_number:
        yield Problem("book_number_impossible", "number")
    elif book.entries.filter(number=terms.number).exists():
        yield Problem("book_number_taken", "number", {"number": terms.number})


def _wrong_signatory(
    one: Signatory, body: IssuingBody | None, style: PaperStyle, on: date
) -> Iterator[Problem]:
    if body is None or one.issuing_body_id != body.pk or not _holds(one, on):
        yield Problem("document_signatory_not_there", "signatories", {"name": one.name})
    if no_deputy(style, one.authority):
        params = {"name": one.name, "source": style.source}
        yield Problem("document_no_deputy", "signatories", params)


def _holds(row: IssuingBody | Signatory, on: date) -> bool:
    """The twin of `base.dated.in_force` for a row that is at hand."""
    return row.effective_from <= on and (row.effective_until is None or on < row.effective_until)

"""What is offered to whoever issues a paper: its books, its signatories, the usual terms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.core.papers import FIELDS, blanks_of
from tuquan.documents.models import (
    IssuingBody,
    IssuingBodyQuerySet,
    NumberBook,
    NumberBookQuerySet,
    OfficialDocument,
    Signatory,
    SignatoryQuerySet,
)
from tuquan.documents.queries.books import type_code_of, visible_books
from tuquan.documents.queries.filling import IssueTerms, is_numbered, read_template
from tuquan.documents.queries.finding import bodies_for


def books_for(document: OfficialDocument) -> NumberBookQuerySet | None:
    """The open books a draft may take its number from; none at all for a paper without one."""
    template, _annexes = read_template(document)
    if not is_numbered(template):
        return None
    books = NumberBook.objects.filter(issuing_body__in=_bodies(document).order_by(), closed_on=None)
    code = type_code_of(template)
    if code:
        books = books.filter(type_code=code)
    return books.select_related("issuing_body__place")


def books_for_all(actor: Actor, documents: Iterable[OfficialDocument]) -> NumberBookQuerySet:
    """The open books of the actor that every one of several drafts may take its number from."""
    books = visible_books(actor).open_on(clock.today())
    for code in {type_code_of(read_template(one)[0]) for one in documents} - {""}:
        books = books.filter(type_code=code)
    return books


def signatories_for(document: OfficialDocument, on: date) -> SignatoryQuerySet:
    """Who may sign a draft on a day."""
    bodies = _bodies(document).order_by()
    return Signatory.objects.standing(on).filter(issuing_body__in=bodies)


def usual_terms(document: OfficialDocument) -> IssueTerms:
    """The terms a page begins with: today, the book of today, the first who may sign."""
    on, books = clock.today(), books_for(document)
    signatory = signatories_for(document, on).first()
    return IssueTerms(
        on=on,
        book=books.open_on(on).first() if books is not None else None,
        signatories=(signatory,) if signatory else (),
    )


def open_values(document: OfficialDocument) -> list[str]:
    """The blanks of a draft and its annexes, in the order in which they are read."""
    template, annexes = read_template(document)
    names = [name for one in (template, *annexes) for name in blanks_of(one) if name in FIELDS]
    return list(dict.fromkeys(names))


def _bodies(document: OfficialDocument) -> IssuingBodyQuerySet:
    if document.issuing_body_id:
        return IssuingBody.objects.filter(pk=document.issuing_body_id)
    regime = read_template(document)[0].style
    return bodies_for(document.place, clock.today(), regime)

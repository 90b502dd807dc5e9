"""Number books: which there are, which number comes next, and which are missing and why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from tuquan.base.actor import Actor
from tuquan.core.papers import symbol_in
from tuquan.core.programme.papers import Paper
from tuquan.documents.models import (
    IssuingBody,
    NumberBook,
    NumberBookQuerySet,
    NumberEntry,
    NumberEntryQuerySet,
)

TYPE_CODES = {
    "decision": "QĐ",
    "plan": "KH",
    "report": "BC",
    "request": "TTr",
    "notice": "TB",
    "minutes": "BB",
    "regulation": "QC",
}
"""The codes of types of papers (d8), for templates whose number says none."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A number no paper bears: `state` and `reason` say why, both empty while nobody has said."""

    number: int
    state: str = ""
    reason: str = ""
    on: date | None = None


def visible_books(actor: Actor) -> NumberBookQuerySet:
    """Number books the actor may see."""
    return NumberBook.objects.visible_to(actor).select_related("issuing_body__place")


def books_of(
    issuing_body: IssuingBody, *, type_code: str = "", on: date | None = None
) -> NumberBookQuerySet:
    """The books of a body; of one type, and open to papers of a day, where these are given."""
    books = issuing_body.books.all()
    if type_code:
        books = books.filter(type_code=type_code)
    return books if on is None else books.open_on(on)


def entries_of(book: NumberBook) -> NumberEntryQuerySet:
    """The lines of a book, with the paper that bears the number, newest first."""
    return book.entries.select_related("document").order_by("-number")


def next_number(book: NumberBook) -> int:
    """The number after the highest one written into the book."""
    highest: int | None = book.entries.aggregate(highest=Max("number"))["highest"]
    return max((highest or 0) + 1, book.first_number)


def gaps_of(book: NumberBook) -> list[Gap]:
    """Every number below the next one that no paper bears, in order (F-103)."""
    entries = {entry.number: entry for entry in book.entries.all()}
    gaps = []
    for number in range(book.first_number, next_number(book)):
        entry = entries.get(number)
        if entry is None:
            gaps.append(Gap(number))
        elif entry.state != NumberEntry.State.USED:
            gaps.append(Gap(number, entry.state, entry.reason, entry.on))
    return gaps


def type_code_of(template: Paper) -> str:
    """The code its number ends in ("QĐ" of "QĐ-UBND"), or the one of its kind."""
    symbol = symbol_in(template.number)
    written = re.match(r"([A-ZĐa-zđ]{2,6})[-/]", symbol)
    return written[1] if written else TYPE_CODES.get(template.kind, "")


def symbol_of(book: NumberBook) -> str:
    """What a number of the book ends in: "QĐ-UBND" of the State and the Front, "QĐ/ĐU" (d8)."""
    body = book.issuing_body
    between = "/" if body.regime == IssuingBody.Regime.PARTY else "-"
    return f"{book.type_code}{between}{body.symbol}"

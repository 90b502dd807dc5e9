"""Number books: opened, written into line by line, closed; a number is given once (F-103)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.papers import style_for
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import tidy
from tuquan.documents.models import IssuingBody, NumberBook, NumberEntry
from tuquan.documents.queries import next_number, wrong_day

HIGHEST = 99_999
"""No office issues so many papers of one type; what is above is a slip of the hand."""


@transaction.atomic
def open_book(
    actor: Actor,
    issuing_body: IssuingBody,
    type_code: str,
    starts_on: date,
    ends_on: date | None = None,
    label: str = "",
    first_number: int = 1,
) -> NumberBook:
    """Open the numbers of a type of paper: for a year, or, of a Party body, for a congress term.

    A book of the year ends on 31 December; that of a term when the officer says, or not yet.
    """
    path = issuing_body.place.path
    require(actor.may("documents.issue", path))
    regime = issuing_body.regime
    by_year = style_for(regime, starts_on).numbering == "year"  # type: ignore[arg-type]  # its own choices
    if by_year and ends_on is None:
        ends_on = date(starts_on.year, 12, 31)
    problems = list(_wrong_book(issuing_body, tidy(type_code), starts_on, ends_on))
    if by_year and ends_on and ends_on.year != starts_on.year:
        problems.append(Problem("book_longer_than_a_year", "ends_on"))
    if not 1 <= first_number <= HIGHEST:
        problems.append(Problem("book_number_impossible", "first_number"))
    if problems:
        raise Invalid(problems)
    try:
        with transaction.atomic():
            book = NumberBook.objects.create(
                issuing_body=issuing_body,
                type_code=tidy(type_code),
                starts_on=starts_on,
                ends_on=ends_on,
                label=tidy(label) or _label(starts_on, ends_on),
                first_number=first_number,
            )
    except IntegrityError as error:  # somebody opened it at the same moment, or closed it long ago
        raise Invalid([Problem("book_exists", "starts_on")]) from error
    record(actor, "documents.book_opened", book, path, type=book.type_code, label=book.label)
    return book


@transaction.atomic
def close_book(actor: Actor, book: NumberBook, on: date) -> None:
    """Let no number be taken from a book any more."""
    path = book.issuing_body.place.path
    require(actor.may("documents.issue", path))
    if on < book.starts_on or on > clock.today():
        raise Invalid([Problem("book_closed_on_wrong_day", "on")])
    if not NumberBook.objects.filter(pk=book.pk, closed_on=None).update(closed_on=on):
        raise Conflict("book_closed")
    record(actor, "documents.book_closed", book, path, type=book.type_code, label=book.label)


@transaction.atomic
def cancel_number(actor: Actor, book: NumberBook, number: int, reason: str) -> NumberEntry:
    """Say why a number is borne by no paper: passed over, or given and cancelled.

    The number of a paper of the system goes with the paper: that one is withdrawn.
    """
    path = book.issuing_body.place.path
    require(actor.may("documents.issue", path))
    _take_turn(book)
    following = next_number(book)
    problems = []
    if not tidy(reason):
        problems.append(Problem("book_reason_missing", "reason"))
    if not book.first_number <= number <= following:
        problems.append(Problem("book_number_ahead", "number", {"next": following}))
    if problems:
        raise Invalid(problems)
    entry = book.entries.filter(number=number).first()
    if entry is None:
        State = NumberEntry.State
        state = State.SKIPPED if number < following else State.CANCELLED
        entry = write_entry(actor, book, number, state=state, reason=reason)
    else:
        _cancel(actor, entry, tidy(reason))
    record(actor, "documents.number_cancelled", book, path, number=number)
    return entry


@transaction.atomic
def enter_outside_number(
    actor: Actor, book: NumberBook, number: int, on: date, title: str
) -> NumberEntry:
    """Note that a paper issued outside the system bears a number, so that the sequence holds."""
    path = book.issuing_body.place.path
    require(actor.may("documents.issue", path))
    problems = list(wrong_day(book, on, "on"))
    if not tidy(title):
        problems.append(Problem("book_title_missing", "title"))
    if not book.first_number <= number <= HIGHEST:
        problems.append(Problem("book_number_impossible", "number"))
    if problems:
        raise Invalid(problems)
    _take_turn(book)
    entry = write_entry(actor, book, number, on=on, reason=title)
    record(actor, "documents.number_entered", book, path, number=number, on=on.isoformat())
    return entry


def write_entry(
    actor: Actor,
    book: NumberBook,
    number: int,
    *,
    state: str = NumberEntry.State.USED,
    on: date | None = None,
    reason: str = "",
) -> NumberEntry:
    """Write a line into a book whose turn was taken; a number is written once."""
    try:
        with transaction.atomic():
            return NumberEntry.objects.create(
                book=book,
                number=number,
                on=on,
                state=state,
                reason=tidy(reason),
                recorded_at=clock.now(),
                recorded_by_id=actor.user_id,
            )
    except IntegrityError as error:
        raise Invalid([Problem("book_number_taken", "number", {"number": number})]) from error


def _take_turn(book: NumberBook) -> None:
    if not NumberBook.objects.all().take_turn(book):
        raise Conflict("book_closed")


def _cancel(actor: Actor, entry: NumberEntry, reason: str) -> None:
    """Cancel the number of a paper outside the system, or give a number's reason anew."""
    if hasattr(entry, "document"):
        raise Conflict("book_number_of_a_paper", number=entry.document.number_text)
    entry.state, entry.reason = NumberEntry.State.CANCELLED, reason
    entry.recorded_at, entry.recorded_by_id = clock.now(), actor.user_id
    entry.save(update_fields=["state", "reason", "recorded_at", "recorded_by"])


def _wrong_book(
    body: IssuingBody, type_code: str, starts_on: date, ends_on: date | None
) -> Iterator[Problem]:
    if not type_code:
        yield Problem("book_type_missing", "type_code")
    if ends_on and ends_on < starts_on:
        yield Problem("book_ends_before_it_begins", "ends_on")
        return
    others = body.books.filter(type_code=type_code).exclude(closed_on__lt=starts_on)
    overlapping = others.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on))
    if ends_on:
        overlapping = overlapping.filter(starts_on__lte=ends_on)
    other = overlapping.first()
    if other:
        yield Problem("book_overlaps", "starts_on", {"other": other.label})


def _label(starts_on: date, ends_on: date | None) -> str:
    last = ends_on.year if ends_on else None
    if last == starts_on.year:
        return str(last)
    return f"{starts_on.year}-{last or '…'}"

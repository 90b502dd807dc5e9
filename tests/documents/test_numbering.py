"""Number books: years and terms, gaps explained, papers made elsewhere (F-103)."""

from __future__ import annotations

from datetime import date

import pytest

from tests import make
from tests.documents import offices
from tests.documents.offices import DAY, Office, draft
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.documents.models import NumberBook, NumberEntry
from tuquan.documents.queries import Gap, bodies_for, books_of, gaps_of, next_number, symbol_of
from tuquan.documents.services import (
    IssueTerms,
    NewIssuingBody,
    cancel_number,
    close_book,
    end_issuing_body,
    end_signatory,
    enter_outside_number,
    issue_document,
    open_book,
    set_up_issuing_body,
)


@pytest.fixture
def at(world: make.World) -> Office:
    """The People's Committee of our commune."""
    return offices.office(world)


def codes(refused: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(problem.code, problem.where) for problem in refused.value.problems]


def test_a_book_of_the_year_ends_on_the_last_of_december(at: Office) -> None:
    assert (at.book.ends_on, at.book.label) == (date(2026, 12, 31), "2026")
    assert symbol_of(at.book) == "QĐ-UBND"
    assert Change.objects.filter(action="documents.book_opened").get().data == {
        "type": "QĐ",
        "label": "2026",
    }
    with pytest.raises(Invalid) as refused:
        open_book(at.officer, at.body, "KH", DAY, date(2027, 1, 1))
    assert codes(refused) == [("book_longer_than_a_year", "ends_on")]


def test_a_book_of_the_party_runs_through_its_term(at: Office) -> None:
    party = offices.body_of(at.officer, at.place, "party")
    book = open_book(at.officer, party, "NQ", date(2025, 8, 1), date(2030, 7, 31))
    assert (book.label, symbol_of(book)) == ("2025-2030", "NQ/ĐU")


def test_numbers_of_the_front_end_in_its_symbol(at: Office) -> None:
    front = offices.body_of(at.officer, at.place, "front")
    assert symbol_of(open_book(at.officer, front, "KH", offices.SINCE)) == "KH-MTTQ-BTT"


def test_two_books_of_a_type_do_not_overlap(at: Office) -> None:
    with pytest.raises(Invalid) as refused:
        open_book(at.officer, at.body, "QĐ", date(2026, 7, 1))
    assert codes(refused) == [("book_overlaps", "starts_on")]
    assert open_book(at.officer, at.body, "QĐ", date(2027, 1, 1)).label == "2027"


def test_what_is_wrong_with_a_book_is_said_at_once(at: Office) -> None:
    with pytest.raises(Invalid) as refused:
        open_book(at.officer, at.body, " ", DAY, date(2026, 1, 1), first_number=0)
    assert codes(refused) == [
        ("book_type_missing", "type_code"),
        ("book_ends_before_it_begins", "ends_on"),
        ("book_number_impossible", "first_number"),
    ]


def test_nobody_next_door_opens_closes_or_writes(at: Office, world: make.World) -> None:
    other = make.actor(make.officer(world.neighbour))
    before = offices.rows_kept()
    for attempt in (
        lambda: open_book(other, at.body, "KH", offices.SINCE),
        lambda: close_book(other, at.book, DAY),
        lambda: cancel_number(other, at.book, 118, "Nhầm"),
        lambda: enter_outside_number(other, at.book, 118, DAY, "Quyết định"),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert offices.rows_kept() == before


def test_gaps_are_listed_until_somebody_says_why(at: Office) -> None:
    enter_outside_number(at.officer, at.book, 121, DAY, "Quyết định khen thưởng")
    assert gaps_of(at.book) == [Gap(118), Gap(119), Gap(120)]
    cancel_number(at.officer, at.book, 119, "Viết nhầm sổ")
    assert gaps_of(at.book) == [Gap(118), Gap(119, "skipped", "Viết nhầm sổ"), Gap(120)]
    terms = IssueTerms(on=DAY, book=at.book, signatories=(at.chair,))
    assert issue_document(at.officer, draft(at), terms).number_text == "122/QĐ-UBND"
    assert Change.objects.filter(action="documents.number_cancelled").get().data == {"number": 119}


def test_a_number_given_for_nothing_is_cancelled_and_not_given_again(at: Office) -> None:
    entry = cancel_number(at.officer, at.book, 118, "In hỏng")
    assert entry.state == NumberEntry.State.CANCELLED
    assert next_number(at.book) == 119
    with pytest.raises(Invalid) as refused:
        enter_outside_number(at.officer, at.book, 118, DAY, "Quyết định")
    assert codes(refused) == [("book_number_taken", "number")]


def test_cancelling_needs_a_reason_and_a_number_of_the_book(at: Office) -> None:
    with pytest.raises(Invalid) as refused:
        cancel_number(at.officer, at.book, 200, "")
    assert codes(refused) == [("book_reason_missing", "reason"), ("book_number_ahead", "number")]
    assert not at.book.entries.exists()


def test_the_number_of_a_paper_goes_with_the_paper(at: Office) -> None:
    terms = IssueTerms(on=DAY, book=at.book, signatories=(at.chair,))
    issue_document(at.officer, draft(at), terms)
    with pytest.raises(Conflict) as refused:
        cancel_number(at.officer, at.book, 118, "Nhầm")
    assert refused.value.problem.code == "book_number_of_a_paper"


def test_the_number_of_a_paper_made_elsewhere_may_be_cancelled(at: Office) -> None:
    enter_outside_number(at.officer, at.book, 118, DAY, "Quyết định")
    assert cancel_number(at.officer, at.book, 118, "Đã hủy").reason == "Đã hủy"
    assert gaps_of(at.book) == [Gap(118, "cancelled", "Đã hủy", DAY)]


def test_a_closed_book_takes_nothing_more(at: Office) -> None:
    close_book(at.officer, at.book, date(2026, 11, 20))
    at.book.refresh_from_db()
    with pytest.raises(Conflict):
        close_book(at.officer, at.book, date(2026, 11, 20))
    with pytest.raises(Invalid) as refused:
        enter_outside_number(at.officer, at.book, 118, DAY, "")
    assert codes(refused) == [("document_book_closed", "book"), ("book_title_missing", "title")]
    with pytest.raises(Conflict):
        cancel_number(at.officer, at.book, 118, "Nhầm")
    assert not books_of(at.body, on=DAY).exists()
    assert NumberBook.objects.get(pk=at.book.pk).closed_on == date(2026, 11, 20)


def test_a_body_needs_what_stands_on_every_paper(at: Office, world: make.World) -> None:
    new = NewIssuingBody("kingdom", " ", (" ",), "", "Minh Sơn", offices.SINCE)
    with pytest.raises(Invalid) as refused:
        set_up_issuing_body(at.officer, world.commune, new)
    assert codes(refused) == [
        ("issuer_text_missing", "name"),
        ("issuer_text_missing", "symbol"),
        ("issuer_text_missing", "letterhead"),
        ("issuer_regime_unknown", "regime"),
    ]
    with pytest.raises(NotAllowed):
        set_up_issuing_body(at.officer, world.neighbour, new)


def test_bodies_of_a_place_are_its_own_and_those_above(at: Office, world: make.World) -> None:
    assert list(bodies_for(world.area, DAY)) == [at.body]
    assert not bodies_for(world.area, DAY, "party").exists()
    assert not bodies_for(world.neighbour_area, DAY).exists()
    end_issuing_body(at.officer, at.body, date(2026, 10, 1))
    assert not bodies_for(world.area, DAY).exists()


def test_who_signs_no_longer_signs_nothing_more(at: Office) -> None:
    with pytest.raises(Invalid) as refused:
        end_signatory(at.officer, at.chair, offices.SINCE)
    assert codes(refused) == [("issuer_ends_before_it_begins", "on")]
    end_signatory(at.officer, at.chair, date(2026, 10, 1))
    at.chair.refresh_from_db()
    with pytest.raises(Conflict):
        end_signatory(at.officer, at.chair, date(2026, 10, 2))
    terms = IssueTerms(on=DAY, book=at.book, signatories=(at.chair,))
    with pytest.raises(Invalid) as refused:
        issue_document(at.officer, draft(at), terms)
    assert codes(refused) == [("document_signatory_not_there", "signatories")]

"""Papers are issued all at once or not at all (S0-16, S2-27, S2-28, S2-31, F-103, F-104)."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests import make
from tests.documents import offices
from tests.documents.offices import DAY, Office, draft
from tests.documents.reading import docx_text, text_of_pdf
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.core.programme.papers import Signature
from tuquan.documents.models import DocumentFile, NumberEntry, OfficialDocument
from tuquan.documents.queries import gaps_of, next_number, preview_of
from tuquan.documents.rendering import UnprintableText
from tuquan.documents.services import (
    IssueTerms,
    NewSignatory,
    add_signatory,
    close_book,
    issue_document,
    open_book,
)
from tuquan.documents.services import issuing as issuing_module


@pytest.fixture
def at(world: make.World) -> Office:
    """The People's Committee of our commune."""
    return offices.office(world)


def terms(at: Office, **said: Any) -> IssueTerms:
    """The chair signs a decision of 28 October."""
    return replace(IssueTerms(on=DAY, book=at.book, signatories=(at.chair,)), **said)


def codes(refused: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(problem.code, problem.where) for problem in refused.value.problems]


def test_issuing_takes_number_and_day_and_keeps_both_files_with_their_hash(at: Office) -> None:
    document = issue_document(at.officer, draft(at), terms(at))
    assert document.state == OfficialDocument.State.ISSUED
    assert (document.number_text, document.dated) == ("118/QĐ-UBND", DAY)
    assert document.signed_by == ["Nguyễn Thế Vinh"]
    docx, pdf = document.files.order_by("kind")
    assert docx.file_name == (
        "118-qd-ubnd-quyet-dinh-ve-viec-kien-toan-to-tu-quan-so-4-thon-6.docx"
    )
    for file in (docx, pdf):
        assert file.sha256 == hashlib.sha256(bytes(file.content)).hexdigest()
        assert file.size == len(file.content)
    change = Change.objects.filter(action="documents.issued").get()
    assert change.data == {"number": "118/QĐ-UBND", "dated": "2026-10-28", "kind": "decision"}
    assert change.path == at.place.path


def test_the_files_look_as_the_decision_of_the_mock_up(at: Office, tmp_path: Path) -> None:
    document = issue_document(at.officer, draft(at), terms(at))
    for flat in (
        " ".join(docx_text(bytes(document.files.get(kind="docx").content)).split()),
        text_of_pdf(bytes(document.files.get(kind="pdf").content), tmp_path),
    ):
        for line in (
            "ỦY BAN NHÂN DÂN XÃ MINH SƠN",
            "Số: 118/QĐ-UBND",
            "Minh Sơn, ngày 28 tháng 10 năm 2026",
            "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MINH SƠN",
            "thi hành Quyết định này./.",
            "Nguyễn Thế Vinh",
            "(Kèm theo Quyết định số 118/QĐ-UBND ngày 28 tháng 10 năm 2026",
        ):
            assert line in flat


def test_what_is_shown_afterwards_stays_as_issued_when_the_body_changes(at: Office) -> None:
    document = issue_document(at.officer, draft(at), terms(at))
    before = preview_of(document)[0].paper
    at.body.letterhead, at.body.day_place = ["HỘI ĐỒNG KHÁC"], "Nơi khác"
    at.body.save()
    at.chair.delete()
    document = OfficialDocument.objects.get(pk=document.pk)
    assert preview_of(document)[0].paper == before
    assert before.head.issuer == ("ỦY BAN NHÂN DÂN", "XÃ MINH SƠN")


def test_nobody_next_door_issues_our_papers(at: Office, world: make.World) -> None:
    document = draft(at)
    before = offices.rows_kept()
    with pytest.raises(NotAllowed):
        issue_document(make.actor(make.officer(world.neighbour)), document, terms(at))
    assert offices.rows_kept() == before


def test_a_number_of_the_office_next_door_is_not_ours_to_take(
    at: Office, world: make.World
) -> None:
    neighbour = make.actor(make.officer(world.neighbour))
    theirs = open_book(neighbour, offices.body_of(neighbour, world.neighbour), "QĐ", offices.SINCE)
    with pytest.raises(NotAllowed):
        issue_document(at.officer, draft(at), terms(at, book=theirs))
    assert not NumberEntry.objects.exists()


def test_a_decision_dated_before_its_basis_is_refused(at: Office) -> None:
    document = draft(at)
    before = offices.rows_kept()
    with pytest.raises(Invalid) as refused:
        issue_document(at.officer, document, terms(at, on=date(2026, 10, 19)))
    assert codes(refused) == [("paper_before_its_basis", "reconstitute")]
    assert offices.rows_kept() == before


def test_a_closed_book_gives_no_number(at: Office) -> None:
    close_book(at.officer, at.book, date(2026, 11, 1))
    at.book.refresh_from_db()
    with pytest.raises(Invalid) as refused:
        issue_document(at.officer, draft(at), terms(at))
    assert codes(refused) == [("document_book_closed", "book")]


def test_a_book_closed_while_the_paper_was_drawn_gives_no_number(at: Office) -> None:
    document, seen = draft(at), terms(at)
    close_book(at.officer, at.book, date(2026, 11, 1))
    with pytest.raises(Conflict) as refused:
        issue_document(at.officer, document, seen)
    assert refused.value.problem.code == "book_closed"
    assert not DocumentFile.objects.exists()


def test_a_day_ahead_or_outside_the_book_is_refused(at: Office) -> None:
    with pytest.raises(Invalid) as refused:
        issue_document(at.officer, draft(at), terms(at, on=date(2026, 11, 21)))
    assert codes(refused) == [("document_day_ahead", "on")]
    old = date(2025, 12, 31)
    with pytest.raises(Invalid) as refused:
        issue_document(at.officer, draft(at, bases=()), terms(at, on=old, signatories=()))
    assert codes(refused) == [
        ("document_day_outside_book", "on"),
        ("document_body_not_there", "on"),
    ]


def test_a_number_is_given_once(at: Office) -> None:
    issue_document(at.officer, draft(at), terms(at, number=125))
    with pytest.raises(Invalid) as refused:
        issue_document(at.officer, draft(at), terms(at, number=125))
    assert codes(refused) == [("book_number_taken", "number")]
    assert next_number(at.book) == 126
    assert [gap.number for gap in gaps_of(at.book)] == [118, 119, 120, 121, 122, 123, 124]


def test_what_is_not_filled_in_is_refused_field_by_field(at: Office) -> None:
    document = draft(at, filled=offices.contents(group_name="", meeting_day=""))
    with pytest.raises(Invalid) as refused:
        issue_document(at.officer, document, terms(at))
    missing = [problem.params["field"] for problem in refused.value.problems]
    assert missing == ["group_name", "meeting_day", "group_name"]


def test_a_decision_needs_a_book_and_says_so_once(at: Office) -> None:
    with pytest.raises(Invalid) as refused:
        issue_document(at.officer, draft(at), terms(at, book=None))
    assert codes(refused) == [("document_book_missing", "book")]


def test_a_book_of_plans_numbers_no_decision(at: Office) -> None:
    plans = open_book(at.officer, at.body, "KH", offices.SINCE)
    with pytest.raises(Invalid) as refused:
        issue_document(at.officer, draft(at), terms(at, book=plans))
    assert codes(refused) == [("document_book_of_another_type", "book")]


def test_markup_and_three_hundred_letters_stand_as_they_are(at: Office, tmp_path: Path) -> None:
    name = "Tổ <b>đậm</b> & " + "Hoa sen " * 36
    document = issue_document(
        at.officer, draft(at, filled=offices.contents(group_name=name)), terms(at)
    )
    assert len(name) > 300
    text = text_of_pdf(bytes(document.files.get(kind="pdf").content), tmp_path)
    assert "Tổ <b>đậm</b> & Hoa sen" in text
    assert "<b>đậm</b>" in document.title


def test_a_renderer_that_fails_half_way_leaves_nothing_behind(
    at: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = draft(at)
    before = offices.rows_kept()

    def fail(*_: object) -> bytes:
        raise UnprintableText(("𛀀",))

    monkeypatch.setattr(issuing_module, "pdf_bytes", fail)
    with pytest.raises(Invalid) as refused:
        issue_document(at.officer, document, terms(at))
    assert codes(refused) == [("document_unprintable", "reconstitute")]
    document.refresh_from_db()
    assert (document.state, document.entry) == ("draft", None)
    assert offices.rows_kept() == before


def test_a_draft_somebody_changed_meanwhile_is_not_issued(at: Office) -> None:
    document = draft(at)
    with pytest.raises(Conflict) as refused:
        issue_document(at.officer, document, terms(at, base_version=7))
    assert refused.value.problem.code == "document_changed"


def test_an_issued_paper_is_not_issued_again(at: Office) -> None:
    document = issue_document(at.officer, draft(at), terms(at))
    with pytest.raises(Conflict) as refused:
        issue_document(at.officer, document, terms(at))
    assert refused.value.problem.code == "document_not_draft"
    assert NumberEntry.objects.count() == 1


def test_minutes_need_no_number_and_only_the_right_to_draft(at: Office, world: make.World) -> None:
    head = make.actor(make.account("area_head", world.area))
    area = replace(at, place=world.area)
    document = draft(area, offices.MINUTES)
    done = issue_document(head, document, IssueTerms(on=DAY, signed_by=("Ông Bảy", "Bà Hạnh")))
    assert (done.number_text, done.entry) == ("", None)
    assert done.signed_by == ["Bà Hạnh", "Ông Bảy"]


def test_an_area_takes_no_number_of_the_commune(at: Office, world: make.World) -> None:
    head = make.actor(make.account("area_head", world.area))
    with pytest.raises(NotAllowed):
        issue_document(head, draft(replace(at, place=world.area)), terms(at))
    assert not NumberEntry.objects.exists()


def test_a_deputy_signs_in_place_of_the_chair(at: Office) -> None:
    new = NewSignatory("Lê Thị Mai", "Phó Chủ tịch", "deputy", offices.SINCE, "Chủ tịch")
    deputy = add_signatory(at.officer, at.body, new)
    document = issue_document(at.officer, draft(at), terms(at, signatories=(deputy,)))
    [signer] = preview_of(document)[0].paper.signers
    assert signer.lines == ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")


class TestParty:
    """The Party's own book, its spelling, and the contradictions of S2's form 01."""

    @pytest.fixture
    def party(self, at: Office) -> Office:
        body = offices.body_of(at.officer, at.place, "party")
        new = NewSignatory("Lò Văn Ánh", "Bí thư", "on_behalf", offices.SINCE)
        secretary = add_signatory(at.officer, body, new)
        book = open_book(at.officer, body, "QĐ", date(2025, 8, 1), label="nhiệm kỳ 2025-2030")
        return Office(at.place, at.officer, body, secretary, book)

    def test_its_numbers_run_through_the_term_without_a_colon(self, party: Office) -> None:
        document = issue_document(party.officer, draft(party, style="party"), terms(party))
        paper = preview_of(document)[0].paper
        assert paper.head.number_line == "Số 01-QĐ/ĐU"
        assert document.number_text == "01-QĐ/ĐU"
        assert paper.signers[0].lines == ("T/M BAN THƯỜNG VỤ", "BÍ THƯ")
        assert paper.authority_line == "BAN THƯỜNG VỤ ĐẢNG ỦY XÃ MINH SƠN"

    def test_it_knows_no_signature_in_place_of_the_head(self, party: Office) -> None:
        new = NewSignatory("Lê Ba", "Phó Bí thư", "deputy", offices.SINCE, "Bí thư")
        with pytest.raises(Invalid) as refused:
            add_signatory(party.officer, party.body, new)
        assert codes(refused) == [("document_no_deputy", "authority")]
        party.chair.authority, party.chair.for_post = "deputy", "Bí thư"
        party.chair.save()
        with pytest.raises(Invalid) as refused:
            issue_document(party.officer, draft(party, style="party"), terms(party))
        assert codes(refused) == [("document_no_deputy", "signatories")]
        assert "399-QĐ/TW" in str(refused.value.problems[0].params["source"])

    def test_the_motto_of_the_state_is_settled_as_the_officer_says(self, party: Office) -> None:
        motto = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập – Tự do – Hạnh phúc")
        document = draft(party, style="party", motto=motto)
        [problem] = preview_of(document)[2]
        assert (problem.code, problem.is_warning) == ("paper_motto_of_another", True)
        chosen = terms(party, choices={"paper_motto_of_another": "style"})
        document = issue_document(party.officer, document, chosen)
        assert preview_of(document)[0].paper.head.motto == ()

    def test_the_body_that_decides_is_settled_as_the_officer_says(self, party: Office) -> None:
        """S2-28: the title says Standing Committee, the signature Executive Committee."""
        document = draft(
            party,
            style="party",
            title="QUYẾT ĐỊNH CỦA BAN THƯỜNG VỤ ĐẢNG ỦY XÃ Thành lập các Tổ Dân vận cộng đồng",
            signature=Signature("T/M BAN CHẤP HÀNH", "BÍ THƯ"),
        )
        codes_found = [problem.code for problem in preview_of(document)[2]]
        assert "paper_body_differs" in codes_found
        said = terms(
            party,
            signatories=(),
            signed_by=("Lò Văn Ánh",),
            choices={"paper_body_differs": "title"},
        )
        document = issue_document(party.officer, document, said)
        assert preview_of(document)[0].paper.signers[0].lines[0] == "T/M BAN THƯỜNG VỤ"
        assert document.issued_as["choices"] == {"paper_body_differs": "title"}

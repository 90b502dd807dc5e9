"""The pages of O4: list, preview, choices, issue, number books, checking a file (F-103…F-106)."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import make
from tests.documents import offices
from tests.documents.offices import DAY, Office, draft
from tuquan.accounts.models import Account, Role
from tuquan.audit.models import Look
from tuquan.base.models import Job
from tuquan.documents.models import DocumentFile, IssuingBody, NumberBook, OfficialDocument
from tuquan.documents.services import (
    IssueTerms,
    enter_outside_number,
    issue_document,
    withdraw_document,
)


@pytest.fixture
def at(world: make.World) -> Office:
    """The People's Committee of our commune."""
    return offices.office(world)


@pytest.fixture
def browser(at: Office) -> Client:
    """The officer's browser, in English so that sentences can be compared."""
    made = make.client(Account.objects.get(name=at.officer.name))
    made.cookies["language"] = "en"
    return made


@pytest.fixture
def paper(at: Office) -> OfficialDocument:
    """The decision of the mock-up, issued."""
    terms = IssueTerms(on=DAY, book=at.book, signatories=(at.chair,))
    return issue_document(at.officer, draft(at), terms)


def words(html: bytes) -> str:
    """What is read on a page, on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html.decode())).split())


def test_the_list_is_narrowed_by_kind_state_year_and_words(
    at: Office, browser: Client, paper: OfficialDocument
) -> None:
    draft(at, offices.MINUTES, filled=offices.contents(group_name="Tổ Hoa Sen"))
    for query, found in (
        ("", ["118/QĐ-UBND", "Tổ Hoa Sen"]),
        ("?loai=decision", ["118/QĐ-UBND"]),
        ("?trang_thai=draft", ["Tổ Hoa Sen"]),
        ("?tim=hoa+sen", ["Tổ Hoa Sen"]),
        ("?tim=118", ["118/QĐ-UBND"]),
        ("?nam=2025", ["118/QĐ-UBND", "Tổ Hoa Sen"]),
    ):
        page = words(browser.get(f"/van-ban/{query}").content)
        assert [one for one in ("118/QĐ-UBND", "Tổ Hoa Sen") if one in page] == found, query


def test_an_issued_paper_is_shown_with_real_headings_and_tables(
    browser: Client, paper: OfficialDocument
) -> None:
    page = browser.get(f"/van-ban/{paper.pk}/").content.decode()
    assert re.search(r"<h2[^>]*><b>QUYẾT ĐỊNH</b></h2>", page)
    assert re.search(r"<h2[^>]*><b>DANH SÁCH</b></h2>", page)
    assert page.count('<th scope="col">Họ và tên chủ hộ</th>') == 1
    text = words(page.encode())
    assert "Số: 118/QĐ-UBND" in text
    assert "Minh Sơn, ngày 28 tháng 10 năm 2026" in text
    assert "BẢN DỰ THẢO" not in text


def test_draft_and_withdrawn_paper_carry_a_mark(
    at: Office, browser: Client, paper: OfficialDocument
) -> None:
    page = words(browser.get(f"/van-ban/{draft(at).pk}/").content)
    assert "BẢN DỰ THẢO, CHƯA BAN HÀNH" in page
    withdraw_document(at.officer, paper, "Sai họ tên", date(2026, 11, 2))
    page = words(browser.get(f"/van-ban/{paper.pk}/").content)
    assert "ĐÃ THU HỒI từ ngày 02/11/2026" in page
    assert "Sai họ tên" in page


def test_a_name_with_markup_is_shown_as_text(at: Office, browser: Client) -> None:
    document = draft(at, filled=offices.contents(group_name="<b>Tổ</b><script>alert(1)</script>"))
    page = browser.get(f"/van-ban/{document.pk}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;b&gt;Tổ&lt;/b&gt;&lt;script&gt;" in page


def test_looking_takes_no_number_and_issuing_does(at: Office, browser: Client) -> None:
    document = draft(at)
    said = {"book": at.book.pk, "on": "28/10/2026", "signatories": at.chair.pk, "base": "1"}
    page = words(browser.post(f"/van-ban/{document.pk}/ban-hanh/", said | {"step": "look"}).content)
    assert "Số: 118/QĐ-UBND" in page
    assert not at.book.entries.exists()
    answer = browser.post(f"/van-ban/{document.pk}/ban-hanh/", said | {"step": "issue"})
    assert (answer.status_code, answer["Location"]) == (302, f"/van-ban/{document.pk}/")
    document.refresh_from_db()
    assert document.number_text == "118/QĐ-UBND"


def test_what_is_missing_is_named_by_its_meaning_and_what_was_typed_stays(
    at: Office, browser: Client
) -> None:
    document = draft(at, filled=offices.contents(meeting_day=""))
    said = {"book": at.book.pk, "on": "21/11/2026", "base": "1", "step": "issue"}
    answer = browser.post(f"/van-ban/{document.pk}/ban-hanh/", said)
    assert answer.status_code == 422
    page = words(answer.content)
    assert "“day of the meeting” is not filled in yet." in page
    assert "This day has not come yet." in page
    assert 'value="21/11/2026"' in answer.content.decode()


def test_a_contradiction_of_the_source_is_asked_before_issue(at: Office, browser: Client) -> None:
    """S2-27: a decision of the Party under the motto of the State."""
    party = offices.body_of(at.officer, at.place, "party")
    motto = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập – Tự do – Hạnh phúc")
    document = draft(at, body=party, style="party", motto=motto, number="Số:-QĐ/ĐU")
    name = "choice_paper_motto_of_another"
    page = browser.get(f"/van-ban/{document.pk}/").content.decode()
    assert re.findall(rf'<input type="radio" name="{name}" value="(\w+)"', page) == [
        "style",
        "source",
    ]
    book = NumberBook.objects.create(
        issuing_body=party, type_code="QĐ", label="2025-2030", starts_on=date(2025, 8, 1)
    )
    said = {"book": book.pk, "on": "28/10/2026", "base": "1", "step": "issue"}
    answer = browser.post(f"/van-ban/{document.pk}/ban-hanh/", said)
    assert (answer.status_code, "Choose how the paper is to read." in words(answer.content)) == (
        422,
        True,
    )
    answer = browser.post(f"/van-ban/{document.pk}/ban-hanh/", said | {name: "style"})
    assert answer.status_code == 302
    page = words(browser.get(f"/van-ban/{document.pk}/").content)
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in page
    assert "Độc lập – Tự do" not in page


def test_a_file_is_saved_byte_for_byte_under_a_plain_name(
    browser: Client, paper: OfficialDocument
) -> None:
    file = paper.files.get(kind="pdf")
    answer = browser.get(f"/van-ban/tep/{file.pk}/")
    assert answer.content == bytes(file.content)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].isascii()
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_seeing_the_households_a_paper_lists_leaves_a_mark(
    at: Office, browser: Client, paper: OfficialDocument
) -> None:
    browser.get(f"/van-ban/{paper.pk}/")
    browser.get(f"/van-ban/tep/{paper.files.get(kind='pdf').pk}/")
    browser.get(f"/van-ban/{draft(at, offices.MINUTES).pk}/")
    assert [(one.kind, one.purpose, one.subject) for one in Look.objects.order_by("pk")] == [
        ("listed", "documents.paper", f"documents.officialdocument:{paper.pk}"),
        ("exported", "documents.file", f"documents.officialdocument:{paper.pk}"),
    ]


def test_the_province_sees_that_a_list_of_households_was_issued_and_does_not_read_it(
    at: Office, paper: OfficialDocument, world: make.World
) -> None:
    other = make.client(make.account(Role.PROVINCE_OFFICER, world.province))
    other.cookies["language"] = "en"
    page = other.get("/van-ban/").content
    assert paper.number_text in words(page)
    assert "lists households; the commune reads it" in words(page)
    assert f'href="/van-ban/{paper.pk}/"' not in page.decode()
    assert other.get(f"/van-ban/{paper.pk}/").status_code == 404
    assert other.get(f"/van-ban/tep/{paper.files.get(kind='pdf').pk}/").status_code == 404
    minutes = draft(at, offices.MINUTES)
    assert other.get(f"/van-ban/{minutes.pk}/").status_code == 200
    assert not Look.objects.exists()


def test_checking_a_file_says_which_paper_it_is_or_that_it_is_none(
    browser: Client, paper: OfficialDocument, world: make.World
) -> None:
    content = bytes(paper.files.get(kind="docx").content)
    anybody = make.client(make.officer(world.neighbour))
    anybody.cookies["language"] = "en"
    for visitor in (browser, anybody):
        for data, said in (
            (content, "The very file issued as number 118/QĐ-UBND on"),
            (content[:-1] + b"?", "The file is no copy of any paper issued here."),
        ):
            upload = {"file": SimpleUploadedFile("a.docx", data)}
            assert said in words(visitor.post("/van-ban/kiem-tra/", upload).content)
    assert DocumentFile.objects.count() == 2
    assert browser.post("/van-ban/kiem-tra/", {}).status_code == 422


def test_a_scan_is_attached_under_the_warning_about_secrets(
    browser: Client, paper: OfficialDocument
) -> None:
    page = words(browser.get(f"/van-ban/{paper.pk}/").content)
    assert "Never a paper that is a state secret." in page
    scan = {"scan": SimpleUploadedFile("ban.png", b"\x89PNG\r\n\x1a\n00")}
    assert browser.post(f"/van-ban/{paper.pk}/ban-ky/", scan).status_code == 302
    assert paper.files.filter(kind="scan").count() == 1
    wrong = {"scan": SimpleUploadedFile("ban.png", b"<html>")}
    answer = browser.post(f"/van-ban/{paper.pk}/ban-ky/", wrong)
    assert (answer.status_code, "is no PDF, JPEG or PNG file" in words(answer.content)) == (
        422,
        True,
    )


def test_blanks_are_filled_in_and_the_slower_of_two_is_told(at: Office, browser: Client) -> None:
    document = draft(at)
    said = {**offices.VALUES, "area_name": "Thôn 9", "base": "1"}
    assert browser.post(f"/van-ban/{document.pk}/sua/", said).status_code == 302
    document.refresh_from_db()
    assert "Thôn 9" in document.title
    answer = browser.post(f"/van-ban/{document.pk}/sua/", said)
    assert (answer.status_code, "Somebody else changed this paper" in words(answer.content)) == (
        409,
        True,
    )


def test_a_body_its_book_and_its_signer_are_set_up_on_the_pages(
    browser: Client, world: make.World
) -> None:
    new = {
        "place": world.commune.pk,
        "regime": "front",
        "name": "Ủy ban MTTQ Việt Nam xã Minh Sơn",
        "letterhead": "ỦY BAN MTTQ VIỆT NAM\nXÃ MINH SƠN",
        "symbol": "MTTQ-BTT",
        "day_place": "Minh Sơn",
        "effective_from": "01/01/2026",
    }
    assert browser.post("/van-ban/co-quan/", new).status_code == 302
    body = IssuingBody.objects.get(regime="front")
    assert body.letterhead == ["ỦY BAN MTTQ VIỆT NAM", "XÃ MINH SƠN"]
    book = {"type_code": "KH", "starts_on": "01/01/2026", "first_number": "12"}
    assert browser.post(f"/van-ban/co-quan/{body.pk}/so/", book).status_code == 302
    assert browser.post(f"/van-ban/co-quan/{body.pk}/so/", book).status_code == 422
    person = {"name": "Lê Ba", "post": "Chủ tịch", "authority": "on_behalf"}
    person |= {"effective_from": "01/01/2026"}
    assert browser.post(f"/van-ban/co-quan/{body.pk}/nguoi-ky/", person).status_code == 302
    page = words(browser.get(f"/van-ban/co-quan/{body.pk}/").content)
    assert "KH 2026" in page
    assert "Lê Ba" in page


def test_a_book_shows_its_gaps_until_they_are_explained(at: Office, browser: Client) -> None:
    enter_outside_number(at.officer, at.book, 120, DAY, "Quyết định khen thưởng")
    address = f"/van-ban/so/{at.book.pk}/"
    page = words(browser.get(address).content)
    assert page.count("nobody has said why") == 2
    reason = {"number": "118", "reason": "Viết nhầm sổ"}
    assert browser.post(f"{address}khong-dung/", reason).status_code == 302
    page = words(browser.get(address).content)
    assert page.count("nobody has said why") == 1
    assert "Viết nhầm sổ" in page
    outside = {"number": "119", "on": "28/10/2026", "title": "Quyết định cũ"}
    assert browser.post(f"{address}van-ban-ngoai/", outside).status_code == 302
    assert "nobody has said why" not in words(browser.get(address).content)


def test_ticked_drafts_are_handed_to_the_background(at: Office, browser: Client) -> None:
    first, second = draft(at), draft(at)
    minutes = draft(at, offices.MINUTES)
    query = "&".join(f"document={one.pk}" for one in (second, minutes, first))
    page = words(browser.get(f"/van-ban/ban-hanh-nhieu/?{query}").content)
    assert "2 drafts, in the order of their numbers" in page
    said = {"document": [first.pk, second.pk], "book": at.book.pk, "on": "28/10/2026"}
    answer = browser.post("/van-ban/ban-hanh-nhieu/", said)
    job = Job.objects.get(kind="documents.issue_batch")
    assert (answer.status_code, answer["Location"]) == (302, f"/viec-nen/{job.pk}/")
    assert job.arguments["documents"] == [first.pk, second.pk]

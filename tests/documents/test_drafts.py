"""Drafts begun, filled in, thrown away; papers replaced and withdrawn, not overwritten (F-104)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests import make
from tests.documents import offices
from tests.documents.offices import DAY, Office, contents, draft
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.core.papers import Contents, day_line
from tuquan.core.programme.papers import Paper
from tuquan.documents.models import OfficialDocument
from tuquan.documents.queries import (
    preview_of,
    read_contents,
    read_template,
    visible_documents,
)
from tuquan.documents.services import (
    IssueTerms,
    NewDocument,
    NewIssuingBody,
    discard_draft,
    draft_document,
    issue_document,
    replace_document,
    set_up_issuing_body,
    update_draft,
    withdraw_document,
)


@pytest.fixture
def at(world: make.World) -> Office:
    """The People's Committee of our commune."""
    return offices.office(world)


def issued(at: Office) -> OfficialDocument:
    """The decision of the mock-up, issued."""
    terms = IssueTerms(on=DAY, book=at.book, signatories=(at.chair,))
    return issue_document(at.officer, draft(at), terms)


def test_a_draft_keeps_template_and_contents_as_they_were_given(at: Office) -> None:
    document = draft(at)
    document.refresh_from_db()
    assert read_template(document) == (offices.DECISION, (offices.HOUSEHOLD_LIST,))
    assert preview_of(document)[0].paper.title.subject == (
        "Về việc kiện toàn Tổ tự quản số 4, Thôn 6"
    )
    assert read_contents(document).values == offices.VALUES
    assert (document.state, document.version, document.number_text) == ("draft", 1, "")
    change = Change.objects.filter(action="documents.drafted").get()
    assert (change.path, change.data) == (at.place.path, {"kind": "decision"})


def test_its_preview_shows_dots_for_the_number_and_the_day(at: Office) -> None:
    head = preview_of(draft(at))[0].paper.head
    assert head.number_line == "Số: …………/QĐ-UBND"
    assert head.day_line == day_line("Minh Sơn", None)
    assert head.day_line.startswith("Minh Sơn, ngày …")


def test_a_paper_without_a_number_bears_the_place_of_the_nearest_body(world: make.World) -> None:
    """S0-14: minutes of an area take it from the body there, else from that of the commune."""
    at = offices.office(world)
    minutes = replace(offices.DECISION, kind="minutes", number="")
    written = NewDocument(world.area, world.area.path, minutes)
    assert day_of(draft_document(at.officer, written)) == day_line("Minh Sơn", DAY)
    set_up_issuing_body(at.officer, world.area, OF_THE_AREA)
    assert day_of(draft_document(at.officer, written)) == day_line("Thôn 2", DAY)
    elsewhere = replace(written, template=replace(minutes, style="front"))
    assert day_of(draft_document(at.officer, elsewhere)) == day_line("", DAY)


def day_of(document: OfficialDocument) -> str:
    """The line with place and day, as the paper would be issued."""
    return preview_of(document, IssueTerms(on=DAY))[0].paper.head.day_line


OF_THE_AREA = NewIssuingBody(
    regime="state",
    name="Ban quản lý Thôn 2",
    letterhead=("BAN QUẢN LÝ THÔN 2",),
    symbol="BQL",
    day_place="Thôn 2",
    effective_from=offices.SINCE,
)


def test_a_template_with_a_blank_nobody_knows_is_refused(at: Office) -> None:
    with pytest.raises(Invalid) as refused:
        draft(at, bases=("Căn cứ {giấy_tờ}",))
    [problem] = refused.value.problems
    assert (problem.code, problem.params) == ("paper_unknown_field", {"field": "giấy_tờ"})
    assert not OfficialDocument.objects.exists()


def test_nobody_drafts_next_door(at: Office, world: make.World) -> None:
    new = NewDocument(world.neighbour, world.neighbour.path, offices.DECISION)
    with pytest.raises(NotAllowed):
        draft_document(at.officer, new)
    assert not OfficialDocument.objects.exists()


def test_a_template_without_a_signer_above_may_be_stored(at: Office) -> None:
    bare = Paper("note", "minutes", "front", "Biên bản")
    new = NewDocument(at.place, at.place.path, bare, contents=Contents())
    assert read_template(draft_document(at.officer, new)) == (bare, ())


def test_of_two_who_fill_in_a_draft_the_slower_one_is_told(at: Office) -> None:
    document = draft(at)
    update_draft(at.officer, document, contents(area_name="Thôn 7"), 1)
    assert (document.version, "Thôn 7" in document.title) == (2, True)
    assert Change.objects.filter(action="documents.draft_changed").get().data == {"version": 2}
    with pytest.raises(Conflict) as refused:
        update_draft(at.officer, document, contents(area_name="Thôn 8"), 1)
    assert refused.value.problem.code == "document_changed"
    document.refresh_from_db()
    assert "Thôn 7" in document.title


def test_an_issued_paper_is_neither_filled_in_nor_thrown_away(at: Office) -> None:
    document = issued(at)
    for attempt in (
        lambda: update_draft(at.officer, document, contents(), document.version),
        lambda: discard_draft(at.officer, document),
    ):
        with pytest.raises(Conflict) as refused:
            attempt()
        assert refused.value.problem.code == "document_not_draft"


def test_a_draft_is_thrown_away_without_a_trace_in_the_book(at: Office) -> None:
    document = draft(at)
    discard_draft(at.officer, document)
    assert not OfficialDocument.objects.exists()
    assert Change.objects.filter(action="documents.discarded").count() == 1
    assert not at.book.entries.exists()


def test_a_replaced_paper_holds_until_the_new_one_is_issued(at: Office) -> None:
    old = issued(at)
    files = [file.sha256 for file in old.files.all()]
    new = replace_document(at.officer, old)
    old.refresh_from_db()
    assert (new.state, new.replaces, old.state) == ("draft", old, "issued")
    assert read_contents(new) == read_contents(old)
    terms = IssueTerms(on=date(2026, 11, 5), book=at.book, signatories=(at.chair,))
    new = issue_document(at.officer, new, terms)
    old.refresh_from_db()
    assert new.number_text == "119/QĐ-UBND"
    assert (old.state, old.withdrawn_on) == ("withdrawn", date(2026, 11, 5))
    assert [file.sha256 for file in old.files.all()] == files
    assert Change.objects.filter(action="documents.replaced").get().data == {"by": "119/QĐ-UBND"}


def test_a_paper_is_replaced_once(at: Office) -> None:
    old = issued(at)
    replace_document(at.officer, old)
    with pytest.raises(Conflict) as refused:
        replace_document(at.officer, old)
    assert refused.value.problem.code == "document_being_replaced"


def test_a_withdrawn_paper_keeps_number_and_files_and_says_why(at: Office) -> None:
    document = withdraw_document(at.officer, issued(at), "Sai họ tên", date(2026, 11, 2))
    assert (document.state, document.withdraw_reason) == ("withdrawn", "Sai họ tên")
    assert (document.number_text, document.files.count()) == ("118/QĐ-UBND", 2)
    change = Change.objects.filter(action="documents.withdrawn").get()
    assert change.data == {"number": "118/QĐ-UBND", "on": "2026-11-02"}
    with pytest.raises(Conflict):
        withdraw_document(at.officer, document, "Lần nữa", date(2026, 11, 2))


def test_withdrawing_needs_a_reason_and_a_day_after_the_issue(
    at: Office, world: make.World
) -> None:
    document = issued(at)
    with pytest.raises(Invalid) as refused:
        withdraw_document(at.officer, document, " ", date(2026, 10, 1))
    assert [(one.code, one.where) for one in refused.value.problems] == [
        ("document_reason_missing", "reason"),
        ("document_withdrawn_before", "on"),
    ]
    with pytest.raises(Invalid) as refused:
        withdraw_document(at.officer, document, "Sai", date(2026, 11, 21))
    assert [one.code for one in refused.value.problems] == ["document_day_ahead"]
    with pytest.raises(NotAllowed):
        withdraw_document(make.actor(make.officer(world.neighbour)), document, "Sai", DAY)
    document.refresh_from_db()
    assert document.state == "issued"


def test_papers_are_found_by_who_may_see_them(at: Office, world: make.World) -> None:
    document = draft(at)
    assert list(visible_documents(at.officer)) == [document]
    assert not visible_documents(make.actor(make.officer(world.neighbour))).exists()

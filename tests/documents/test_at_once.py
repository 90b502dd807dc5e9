"""Two officers at once share no number and leave no hole; a batch goes on after a kill (F-103)."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests import make
from tests.documents import offices
from tests.documents.offices import DAY, Office, draft
from tuquan.base.errors import Invalid, NotAllowed
from tuquan.base.jobs import run_now
from tuquan.base.models import Job
from tuquan.core.papers.model import FinishedPaper
from tuquan.core.papers.styles import PaperStyle
from tuquan.documents.models import OfficialDocument
from tuquan.documents.queries import gaps_of
from tuquan.documents.rendering import docx_bytes
from tuquan.documents.services import IssueTerms, enter_outside_number, issue_batch, issue_document
from tuquan.documents.services import issuing as issuing_module


@pytest.mark.django_db(transaction=True)
def test_eight_papers_issued_at_once_bear_eight_numbers_in_a_row(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at = offices.office(make.world())
    documents = [draft(at, offices.DECISION, annexes=()) for _ in range(8)]
    monkeypatch.setattr(issuing_module, "pdf_bytes", lambda *_: b"%PDF-")
    together = threading.Barrier(4)

    def issue(document: OfficialDocument) -> str:
        try:
            together.wait(timeout=30)
            terms = IssueTerms(on=DAY, book=at.book, signatories=(at.chair,))
            return issue_document(at.officer, document, terms).number_text
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(issue, documents))
    assert sorted(numbers) == [f"{number}/QĐ-UBND" for number in range(118, 126)]
    assert gaps_of(at.book) == []
    for document in OfficialDocument.objects.select_related("entry"):
        assert document.entry is not None
        assert document.number_text.startswith(f"{document.entry.number}/")


@pytest.fixture
def at(world: make.World) -> Office:
    """The People's Committee of our commune."""
    return offices.office(world)


def test_whoever_loses_every_race_draws_with_the_book_in_hand(
    at: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = []

    def somebody_is_faster(paper: FinishedPaper, style: PaperStyle) -> bytes:
        drawn.append(paper.number)
        if len(drawn) <= issuing_module.TRIES_BEFORE_THE_LOCK:
            number = 117 + len(drawn)
            enter_outside_number(at.officer, at.book, number, DAY, "Quyết định khác")
        return docx_bytes(paper, style)

    monkeypatch.setattr(issuing_module, "docx_bytes", somebody_is_faster)
    terms = IssueTerms(on=DAY, book=at.book, signatories=(at.chair,))
    document = issue_document(at.officer, draft(at), terms)
    assert drawn == [118, 119, 120]
    assert document.number_text == "120/QĐ-UBND"


def terms(at: Office) -> IssueTerms:
    return IssueTerms(on=DAY, book=at.book, signatories=(at.chair,))


def test_a_batch_numbers_its_papers_in_order_and_says_how_far_it_is(at: Office) -> None:
    documents = [draft(at, annexes=()) for _ in range(3)]
    job = run_now(issue_batch(at.officer, documents, at.book, terms(at)))
    assert (job.state, job.done, job.total) == (Job.State.DONE, 3, 3)
    assert job.outcome == {"issued": 3, "refused": {}}
    for document, number in zip(documents, (118, 119, 120), strict=True):
        document.refresh_from_db()
        assert document.number_text == f"{number}/QĐ-UBND"


def test_a_batch_goes_on_where_a_killed_worker_stopped(at: Office) -> None:
    documents = [draft(at, annexes=()) for _ in range(3)]
    issue_document(at.officer, documents[0], terms(at))
    job = run_now(issue_batch(at.officer, documents, at.book, terms(at)))
    assert job.outcome == {"issued": 3, "refused": {}}
    assert at.book.entries.count() == 3
    Job.objects.filter(pk=job.pk).update(state=Job.State.WAITING)
    assert run_now(job).outcome == {"issued": 3, "refused": {}}
    assert at.book.entries.count() == 3


def test_a_paper_that_cannot_be_issued_holds_nobody_up(at: Office) -> None:
    first = draft(at, annexes=())
    wrong = draft(at, annexes=(), filled=offices.contents(group_name=""))
    last = draft(at, annexes=())
    job = run_now(issue_batch(at.officer, [first, wrong, last], at.book, terms(at)))
    codes = ["paper_value_missing"]
    assert job.outcome == {"issued": 2, "refused": {str(wrong.pk): codes}}
    last.refresh_from_db()
    assert last.number_text == "119/QĐ-UBND"


def test_a_batch_is_asked_for_by_who_may_issue_everything_in_it(
    at: Office, world: make.World
) -> None:
    with pytest.raises(NotAllowed):
        issue_batch(make.actor(make.officer(world.neighbour)), [draft(at)], at.book, terms(at))
    with pytest.raises(Invalid) as refused:
        issue_batch(at.officer, [], at.book, terms(at))
    assert refused.value.problems[0].code == "batch_empty"
    assert not Job.objects.exists()

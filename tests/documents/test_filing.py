"""Scans, effects, and files checked against their hash (F-105, F-106)."""

from __future__ import annotations

from datetime import date

import pytest

from tests import make
from tests.documents import offices
from tests.documents.offices import DAY, Office, draft
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.documents.models import DocumentEffect, OfficialDocument
from tuquan.documents.queries import verify
from tuquan.documents.services import (
    IssueTerms,
    attach_scan,
    issue_document,
    link_effect,
    withdraw_document,
)
from tuquan.documents.services import filing as filing_module

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
JPEG = b"\xff\xd8\xff\xe0" + b"0" * 40


@pytest.fixture
def at(world: make.World) -> Office:
    """The People's Committee of our commune."""
    return offices.office(world)


@pytest.fixture
def paper(at: Office) -> OfficialDocument:
    """The decision of the mock-up, issued."""
    terms = IssueTerms(on=DAY, book=at.book, signatories=(at.chair,))
    return issue_document(at.officer, draft(at), terms)


def test_a_file_is_known_by_its_bytes_and_not_when_one_is_changed(
    paper: OfficialDocument,
) -> None:
    content = bytes(paper.files.get(kind="pdf").content)
    found = verify(content)
    assert found is not None
    assert (found.document, found.kind) == (paper, "pdf")
    changed = bytearray(content)
    changed[len(changed) // 2] ^= 1
    assert verify(bytes(changed)) is None
    assert verify(b"") is None


def test_of_the_same_bytes_under_two_papers_the_one_that_holds_is_named(
    at: Office, paper: OfficialDocument
) -> None:
    attach_scan(at.officer, paper, "a.png", PNG)
    terms = IssueTerms(on=DAY, book=at.book, signatories=(at.chair,))
    other = issue_document(at.officer, draft(at), terms)
    attach_scan(at.officer, other, "a.png", PNG)
    withdraw_document(at.officer, other, "Sai", DAY)
    found = verify(PNG)
    assert found is not None
    assert found.document == paper


def test_a_scan_is_what_its_first_bytes_say(at: Office, paper: OfficialDocument) -> None:
    scans = [
        attach_scan(at.officer, paper, "../../quyết định.exe", data)
        for data in (PNG, JPEG, b"%PDF-1.7 ban ky")
    ]
    name = "118-qd-ubnd-quyet-dinh-ve-viec-kien-toan-to-tu-quan-so-4-thon-6-ban-ky"
    assert [(scan.file_name, scan.content_type) for scan in scans] == [
        (f"{name}-1.png", "image/png"),
        (f"{name}-2.jpg", "image/jpeg"),
        (f"{name}-3.pdf", "application/pdf"),
    ]
    change = Change.objects.filter(action="documents.scan_attached").first()
    assert change is not None
    assert change.data["number"] == "118/QĐ-UBND"


def test_other_files_large_ones_and_those_of_drafts_are_refused(
    at: Office, paper: OfficialDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Invalid) as refused:
        attach_scan(at.officer, paper, "bản ký.pdf", b"<html>")
    [problem] = refused.value.problems
    assert (problem.code, problem.where) == ("scan_not_readable", "scan")
    monkeypatch.setattr(filing_module, "LARGEST_SCAN", 40)
    with pytest.raises(Invalid) as refused:
        attach_scan(at.officer, paper, "bản ký.png", PNG)
    assert refused.value.problems[0].code == "scan_too_large"
    with pytest.raises(Conflict):
        attach_scan(at.officer, draft(at), "bản ký.png", PNG[:20])
    assert paper.files.count() == 2


def test_nobody_next_door_attaches_or_links(
    at: Office, paper: OfficialDocument, world: make.World
) -> None:
    other = make.actor(make.officer(world.neighbour))
    before = offices.rows_kept()
    with pytest.raises(NotAllowed):
        attach_scan(other, paper, "a.png", PNG)
    with pytest.raises(NotAllowed):
        link_effect(other, paper, "groups.residentgroup:7", "recognised", DAY)
    assert offices.rows_kept() == before


def test_a_subject_tells_its_history_by_paper(at: Office, paper: OfficialDocument) -> None:
    link_effect(at.officer, paper, "groups.residentgroup:7", "reconstituted", date(2026, 11, 1))
    link_effect(at.officer, paper, "groups.residentgroup:7", "recognised", DAY)
    link_effect(at.officer, paper, "groups.residentgroup:70", "established", DAY)
    effects = DocumentEffect.objects.filter(subject="groups.residentgroup:7")
    told = [(one.document, one.what, one.on) for one in effects]
    assert told == [(paper, "recognised", DAY), (paper, "reconstituted", date(2026, 11, 1))]
    with pytest.raises(Conflict):
        link_effect(at.officer, draft(at), "groups.residentgroup:7", "ended", DAY)

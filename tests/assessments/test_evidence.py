"""F-31, S3-25: photos and papers beside a row, cleaned, scoped, and never gone once handed in."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from tests import make
from tests.assessments.worlds import Assessed, assessed, checked, marks
from tuquan.assessments.models import AssessmentSheet, SheetEvidence
from tuquan.assessments.services import add_evidence, decide, save_marks, withdraw_evidence
from tuquan.assessments.services import evidence as limits
from tuquan.audit.models import Change
from tuquan.base.attachments import LARGEST
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.base.texts import say
from tuquan.core.problems import Problem

pytestmark = pytest.mark.django_db

ROW = "no_pollution"
PLACE = b"21.0278 N 105.8342 E"
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def photo(number: int = 0) -> bytes:
    """A picture of a telephone, with the place where it was taken."""
    camera = b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0" + PLACE
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, 1, 1, 1) + b"\1\x11\0"
    scan = b"\xff\xda" + struct.pack(">H", 8) + b"\1\1\0\0\x3f\0" + bytes((number + 1, 2))
    taken = b"\xff\xe1" + struct.pack(">H", len(camera) + 2) + camera
    return b"\xff\xd8" + taken + frame + scan + b"\xff\xd9"


def pdf(*more: bytes) -> bytes:
    """A paper; `more` is among its objects."""
    objects = b"".join(b"%d 0 obj %s endobj\n" % (n, one) for n, one in enumerate(more, 2))
    return (
        b"%PDF-1.7\n1 0 obj <</Type/Catalog/OpenAction[3 0 R/Fit]>> endobj\n" + objects + b"%%EOF"
    )


def packed(content: bytes, how: bytes = b"/Filter/FlateDecode") -> bytes:
    """Objects packed into a stream, as newer programs write them."""
    stream = zlib.compress(content) if how else content
    return b"<</Type/ObjStm" + how + b">>\nstream\n" + stream + b"\nendstream\n"


def office(part: str = "word/document.xml", *more: str, types: str = "wordprocessingml") -> bytes:
    """A file of an office program."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", f"<Types>{types}</Types>")
        for name in (part, *more):
            archive.writestr(name, "<x/>")
    return made.getvalue()


def upload(data: bytes, name: str = "IMG_20261120 Nguyễn Văn A.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="image/jpeg")


@pytest.fixture
def known(world: make.World) -> Assessed:
    return assessed(world)


def refused(known: Assessed, data: bytes, note: str = "") -> list[tuple[str, str]]:
    """What is said of a file that is not kept; nothing is kept of it."""
    with pytest.raises(Invalid) as refusal:
        add_evidence(known.as_leader, known.sheet, ROW, data, note)
    assert not SheetEvidence.objects.exists()
    return [(one.where, one.code) for one in refusal.value.problems]


def test_a_photo_is_kept_without_its_place_and_its_name(known: Assessed) -> None:
    made = add_evidence(known.as_leader, known.sheet, ROW, photo(), "  Đường  ngõ sau khi dọn ")
    assert (made.kind, made.content_type, made.number) == ("photo", "image/jpeg", 1)
    assert made.file_name == "minh-chung-4-to-1-2026-1.jpg"
    kept = bytes(SheetEvidence.objects.get().content)
    assert PLACE not in kept
    assert (made.size, made.sha256) == (len(kept), hashlib.sha256(kept).hexdigest())
    assert (made.note, made.added_by_name) == ("Đường ngõ sau khi dọn", known.leader.name)
    told = Change.objects.get(action="assessments.evidence_added")
    assert (told.path, told.data["criterion"], told.data["number"]) == (known.sheet.path, ROW, 1)


@pytest.mark.parametrize(
    ("data", "kind", "ending"),
    [
        (pdf(), "pdf", "pdf"),
        (pdf(packed(b"<</S/GoTo>>")), "pdf", "pdf"),
        (pdf(packed(b"<</S/GoTo>>"), b"<<>>\nstream\nxyz\nendstream\n"), "pdf", "pdf"),
        (pdf(packed(b"<</S/GoTo>>", b"")), "pdf", "pdf"),
        (office(), "office", "docx"),
        (office("xl/workbook.xml", types="spreadsheetml"), "office", "xlsx"),
    ],
)
def test_papers_are_kept_byte_for_byte(
    known: Assessed, data: bytes, kind: str, ending: str
) -> None:
    made = add_evidence(known.as_leader, known.sheet, ROW, data)
    assert (made.kind, made.file_name.rpartition(".")[2]) == (kind, ending)
    assert bytes(SheetEvidence.objects.get().content) == data


@pytest.mark.parametrize(
    "data",
    [
        pdf(b"<</S/JavaScript/JS(app.alert(1))>>"),
        pdf(b"<</S/J#61vaScript/JS(x)>>"),
        pdf(b"<</S/Launch/F(cmd.exe)>>"),
        pdf(b"<</Names<</EmbeddedFiles 4 0 R>>>>"),
        pdf(packed(b"<</S/JavaScript/JS(x)>>")),
        pdf(packed(b"<</S/JavaScript/JS(x)>>", b"")),
        office("word/document.xml", "word/vbaProject.bin"),
        office("xl/workbook.xml", "xl/activeX/activeX1.bin"),
        office(types="application/vnd.ms-word.document.macroEnabled.main+xml"),
    ],
)
def test_papers_that_act_are_refused(known: Assessed, data: bytes) -> None:
    assert refused(known, data) == [("file", "attachment_acts")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "attachment_empty"),
        (b"MZ\x90\0", "attachment_other_kind"),
        (b"<html><script>", "attachment_other_kind"),
        (office("mimetype"), "attachment_other_kind"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 20, "attachment_heic"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 20, "attachment_legacy"),
        (photo()[:-2], "attachment_broken"),
        (b"\x89PNG\r\n\x1a\n", "attachment_broken"),
        (office()[:-30], "attachment_broken"),
        (pdf(packed(b"x", b"/Filter/LZWDecode")), "attachment_broken"),
        (pdf(packed(b"x" * 65 * 1024**2)), "attachment_broken"),
        (pdf(b"<</Filter/FlateDecode/Type/ObjStm>>\nstream\nxyz\nendstream"), "attachment_broken"),
        (pdf(b"<</Type/ObjStm" + b" " * 3000 + b">>\nstream\nendstream"), "attachment_broken"),
        (pdf(b"<</Encrypt 5 0 R>>"), "attachment_locked"),
    ],
)
def test_what_a_file_is_shows_in_its_bytes_and_refusals_say_why(
    known: Assessed, data: bytes, code: str
) -> None:
    assert refused(known, data) == [("file", code)]


def test_a_file_over_20_megabytes_is_refused(known: Assessed) -> None:
    assert refused(known, photo() + b"\0" * LARGEST) == [("file", "attachment_too_large")]


def test_a_page_refuses_200_megabytes_with_a_plain_sentence(known: Assessed) -> None:
    browser = make.client(known.leader)
    address = reverse("assessments:row_evidence", args=[known.sheet.pk, ROW])
    answer = browser.post(address, {"file": upload(photo() + bytes(200 * 1024**2))})
    assert answer.status_code == 422
    assert "20 MB" in answer.content.decode()
    assert not SheetEvidence.objects.exists()


def test_a_note_is_short_and_the_row_is_one_of_the_sheet(known: Assessed) -> None:
    assert refused(known, photo(), "x" * 301) == [("note", "evidence_note_too_long")]
    with pytest.raises(Invalid) as refusal:
        add_evidence(known.as_leader, known.sheet, "another_row", photo())
    assert refusal.value.problems[0].code == "evidence_row_unknown"


def test_a_row_takes_ten_files_and_each_once(known: Assessed) -> None:
    for number in range(10):
        add_evidence(known.as_leader, known.sheet, ROW, photo(number))
    for data, code in ((photo(3), "evidence_there_already"), (photo(10), "evidence_too_many")):
        with pytest.raises(Invalid) as refusal:
            add_evidence(known.as_leader, known.sheet, ROW, data)
        assert refusal.value.problems[0].code == code
    add_evidence(known.as_leader, known.sheet, "mutual_help", photo(3))
    assert SheetEvidence.objects.count() == 11


def test_the_files_of_a_sheet_are_limited_together(
    known: Assessed, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = add_evidence(known.as_leader, known.sheet, ROW, photo())
    monkeypatch.setattr(limits, "MOST_TOGETHER", first.size + 10)
    with pytest.raises(Invalid) as refusal:
        add_evidence(known.as_leader, known.sheet, "mutual_help", photo(1))
    assert refusal.value.problems[0].code == "evidence_sheet_full"
    assert SheetEvidence.objects.count() == 1


def test_who_marks_and_who_checks_adds_and_nobody_next_door(known: Assessed) -> None:
    stranger = make.actor(make.officer(known.world.neighbour))
    for number, actor in enumerate((known.as_leader, known.as_head, known.as_officer)):
        add_evidence(actor, known.sheet, ROW, photo(number))
    with pytest.raises(NotAllowed):
        add_evidence(stranger, known.sheet, ROW, photo(3))
    assert SheetEvidence.objects.count() == 3
    with pytest.raises(NotAllowed):
        withdraw_evidence(stranger, SheetEvidence.objects.all()[0])
    assert SheetEvidence.objects.count() == 3


def test_two_who_add_at_once_the_second_is_told(
    known: Assessed, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_evidence(known.as_leader, known.sheet, ROW, photo())

    def overtaken(*_: object, **__: object) -> None:
        raise IntegrityError

    monkeypatch.setattr(SheetEvidence.objects, "create", overtaken)
    with pytest.raises(Conflict) as refusal:
        add_evidence(known.as_head, known.sheet, ROW, photo(1))
    assert refusal.value.problem.code == "evidence_changed_meanwhile"
    assert SheetEvidence.objects.count() == 1


def test_before_the_sheet_is_handed_in_a_file_goes_for_good(known: Assessed) -> None:
    made = add_evidence(known.as_leader, known.sheet, ROW, photo())
    withdraw_evidence(known.as_leader, made)
    assert not SheetEvidence.objects.exists()
    assert Change.objects.filter(action="assessments.evidence_withdrawn").count() == 1
    with pytest.raises(Conflict):
        withdraw_evidence(known.as_leader, made)


def test_once_handed_in_a_file_stays_with_the_reason(known: Assessed) -> None:
    made = add_evidence(known.as_leader, known.sheet, ROW, photo())
    save_marks(known.as_leader, known.sheet, marks(known.sheet), 0, hand_in=True)
    with pytest.raises(Invalid) as refusal:
        withdraw_evidence(known.as_leader, made, "  ")
    assert refusal.value.problems[0].code == "evidence_reason_missing"
    with pytest.raises(Invalid) as refusal:
        withdraw_evidence(known.as_leader, made, "x" * 301)
    assert refusal.value.problems[0].code == "evidence_note_too_long"
    withdraw_evidence(known.as_leader, made, "Chụp nhầm ngõ khác.")
    kept = SheetEvidence.objects.get()
    assert kept.withdrawn_at
    assert (kept.withdraw_reason, bool(kept.content)) == ("Chụp nhầm ngõ khác.", True)
    with pytest.raises(Conflict):
        withdraw_evidence(known.as_leader, made, "Lần nữa.")
    again = add_evidence(known.as_leader, known.sheet, ROW, photo())
    assert again.number == 2


def test_a_leader_takes_back_only_their_own_and_who_checks_any(known: Assessed) -> None:
    theirs = add_evidence(known.as_head, known.sheet, ROW, photo())
    own = add_evidence(known.as_leader, known.sheet, ROW, photo(1))
    with pytest.raises(NotAllowed):
        withdraw_evidence(known.as_leader, theirs)
    withdraw_evidence(known.as_head, own)
    assert SheetEvidence.objects.get() == theirs


def test_nothing_is_added_or_taken_back_once_the_sheet_is_decided(known: Assessed) -> None:
    made = add_evidence(known.as_leader, known.sheet, ROW, photo())
    sheet = checked(known)
    decide(known.as_officer, sheet, sheet.version)
    for act in (
        lambda: add_evidence(known.as_leader, sheet, ROW, photo(1)),
        lambda: withdraw_evidence(known.as_leader, made, "Sai."),
    ):
        with pytest.raises(Conflict) as refusal:
            act()
        assert refusal.value.problem.code == "evidence_sheet_over"
    kept = SheetEvidence.objects.get()
    assert kept.withdrawn_at is None


def sheet_page(browser: Client, sheet: AssessmentSheet) -> str:
    return browser.get(reverse("assessments:sheet", args=[sheet.pk])).content.decode()


def test_the_way_of_a_file_on_the_pages(known: Assessed) -> None:
    leader, head = make.client(known.leader), make.client(known.head)
    address = reverse("assessments:row_evidence", args=[known.sheet.pk, ROW])
    assert address in sheet_page(leader, known.sheet)
    answer = leader.post(address, {"file": upload(photo()), "note": "Ngõ sạch."}, follow=True)
    assert "Ngõ sạch." in answer.content.decode()
    made = SheetEvidence.objects.get()
    opened = reverse("assessments:evidence_file", args=[made.pk])
    for browser in (leader, head):
        assert opened in sheet_page(browser, known.sheet)
    answer = head.get(opened)
    assert answer.content == bytes(made.content)
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == f'inline; filename="{made.file_name}"'
    away = reverse("assessments:evidence_withdraw", args=[made.pk])
    save_marks(known.as_leader, known.sheet, marks(known.sheet), 0, hand_in=True)
    answer = leader.post(away, {f"tep-{made.pk}-reason": ""})
    assert answer.status_code == 422
    assert say(Problem("evidence_reason_missing")) in answer.content.decode()
    answer = leader.post(away, {f"tep-{made.pk}-reason": "Chụp nhầm."}, follow=True)
    assert "Chụp nhầm." in answer.content.decode()


@pytest.mark.parametrize(
    ("data", "content_type"), [(pdf(), "application/pdf"), (office(), DOCX_TYPE)]
)
def test_papers_are_saved_and_never_shown_by_the_browser(
    known: Assessed, data: bytes, content_type: str
) -> None:
    made = add_evidence(known.as_leader, known.sheet, ROW, data)
    answer = make.client(known.head).get(reverse("assessments:evidence_file", args=[made.pk]))
    assert answer["Content-Type"] == content_type
    assert answer["Content-Disposition"].startswith("attachment; ")


def test_a_row_that_is_none_has_no_page(known: Assessed) -> None:
    address = reverse("assessments:row_evidence", args=[known.sheet.pk, "another_row"])
    assert make.client(known.leader).get(address).status_code == 404


def test_evidence_costs_a_page_one_query(known: Assessed, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    head = make.client(known.head)
    sheet_page(head, known.sheet)
    with django_assert_max_num_queries(60) as before:
        sheet_page(head, known.sheet)
    for number in range(6):
        add_evidence(known.as_leader, known.sheet, ROW, photo(number))
    with django_assert_max_num_queries(len(before)):
        sheet_page(head, known.sheet)

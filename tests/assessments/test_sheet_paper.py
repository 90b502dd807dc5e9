"""S3-11, S3-12, S3-22: the sheet on paper, as the programme has it or in the common form."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse

from tests import make
from tests.assessments.worlds import S3, Assessed, assessed, checked, marks
from tests.documents.reading import docx_text, pdf_pages
from tuquan.assessments.models import AssessmentSheet
from tuquan.assessments.queries import read_sheet
from tuquan.assessments.queries.papers import SheetPaper, sheet_paper, sheet_template
from tuquan.assessments.services import open_cycles, save_findings, save_marks
from tuquan.core.assessing import Mark
from tuquan.core.papers.model import Table
from tuquan.documents.rendering import docx_bytes, pdf_bytes

pytestmark = pytest.mark.django_db

HEADS = ["Số", "tt", "Tiêu", "chí", "Có", "Không"]


@pytest.fixture
def known(world: make.World) -> Assessed:
    return assessed(world)


@pytest.fixture
def sheet(world: make.World) -> AssessmentSheet:
    """S3's sheet of our area."""
    make.adoption(world.commune, S3)
    open_cycles(make.SYSTEM)
    return AssessmentSheet.objects.get(place=world.area)


def table_in(found: SheetPaper) -> Table:
    [table] = [block for block in found.paper.blocks if isinstance(block, Table)]
    return table


def rows_in(found: SheetPaper) -> dict[str, tuple[str, ...]]:
    """The rows by the first line of their criterion."""
    return {row[1].split("\n")[0]: row for row in table_in(found).rows}


def open_rows(sheet: AssessmentSheet) -> dict[str, Mark]:
    """A good mark for every row the figures leave open."""
    rows = (row for row in read_sheet(sheet).rows if not row.is_standard and row.figures is None)
    return {
        row.criterion.key: Mark("no" if row.criterion.met_by == "no" else "yes") for row in rows
    }


def test_s3_11_the_programmes_own_sheet_has_its_title_its_columns_and_its_notes(
    sheet: AssessmentSheet,
) -> None:
    found = sheet_paper(sheet, blank=True)
    paper, table = found.paper, table_in(found)
    assert paper.key == "self_assessment_sheet"
    assert paper.title.type_lines == ("BẢNG TỰ ĐÁNH GIÁ",)
    assert paper.title.subject.endswith("PHÁT TRIỂN TOÀN DIỆN NĂM 2026")
    assert paper.title.reference.startswith("(Kèm theo kế hoạch số")
    assert (paper.head.parents, paper.head.issuer) == (("XÃ MINH SƠN",), ("THÔN 2",))
    assert [column.label for column in table.columns] == ["Số tt", "Tiêu chí", "Có", "Không"]
    assert paper.blocks[0] is table
    assert len(paper.blocks) == 3
    assert paper.signers == ()


def test_s3_14_standards_head_their_rows_and_hold_no_cross(sheet: AssessmentSheet) -> None:
    table = table_in(sheet_paper(sheet))
    headings = [table.rows[place] for place in sorted(table.headings)]
    assert [row[0] for row in headings] == ["I", "II", "1", "2", "3", "4", "5"]
    assert all(row[2:] == ("", "") for row in headings)
    assert len(table.rows) == 7 + 48


def test_a_blank_sheet_holds_no_cross_and_says_what_does_not_apply(
    sheet: AssessmentSheet,
) -> None:
    """S3-22: a row that does not apply is no “Không”."""
    head = make.actor(make.account("area_head", sheet.place))
    save_marks(head, sheet, open_rows(sheet), 0)
    found = sheet_paper(sheet, blank=True)
    assert {row[2:] for row in table_in(found).rows} == {("", "")}
    aside = [row.criterion for row in read_sheet(sheet).rows if row.figures == "not_applicable"]
    assert aside
    rows = rows_in(found)
    assert all(rows[one.label][1].endswith("\n(không áp dụng)") for one in aside)
    assert sum("không áp dụng" in row[1] for row in table_in(found).rows) == len(aside)


def test_a_filled_sheet_has_one_cross_a_row_and_the_reason_where_there_is_none(
    sheet: AssessmentSheet,
) -> None:
    head = make.actor(make.account("area_head", sheet.place))
    given = open_rows(sheet) | {
        "c2_2": Mark("not_applicable", "Tổ dân phố không sản xuất nông nghiệp."),
        "mass_complaints": Mark("no", "", "15/TB-CAX"),
        "c4_3": Mark("no", "Chưa thăm hết gia đình người có công."),
    }
    save_marks(head, sheet, given, 0)
    found = sheet_paper(sheet)
    rows = {row[1]: row for row in table_in(found).rows}
    crosses = [
        row[2:]
        for place, row in enumerate(table_in(found).rows)
        if place not in table_in(found).headings
    ]
    assert set(crosses) == {("x", ""), ("", "x"), ("", "")}
    said = {text.partition("\n")[2]: row for text, row in rows.items()}
    assert said["(không áp dụng: Tổ dân phố không sản xuất nông nghiệp.)"][2:] == ("", "")
    assert said["(theo văn bản số 15/TB-CAX)"][2:] == ("", "x")
    assert said["(lý do: Chưa thăm hết gia đình người có công.)"][2:] == ("", "x")


def test_what_the_check_found_otherwise_is_said_under_its_row(sheet: AssessmentSheet) -> None:
    head = make.actor(make.account("area_head", sheet.place))
    save_marks(head, sheet, open_rows(sheet), 0, hand_in=True)
    officer = make.actor(make.officer(sheet.cycle.adoption.place))
    found = open_rows(sheet) | {"c3_4": Mark("no", "Ngõ 3 còn lầy.", "07/BB-KT")}
    save_findings(officer, sheet, found, 1)
    row = next(row for row in table_in(sheet_paper(sheet)).rows if "kiểm tra" in row[1])
    assert row[1].endswith("\n(kiểm tra: không; Ngõ 3 còn lầy.; theo văn bản số 07/BB-KT)")
    assert row[2:] == ("x", "")


def test_a_programme_without_a_sheet_gets_the_common_one_with_a_column_for_the_check(
    known: Assessed,
) -> None:
    sheet = checked(known, marks(known.sheet, mutual_help=Mark("no", "Hai hộ chưa ai giúp.")))
    found = sheet_paper(sheet)
    paper, table = found.paper, table_in(found)
    assert paper.title.type_lines == ("BẢNG ĐÁNH GIÁ",)
    assert "“Tổ tự quản Văn minh - An toàn” năm 2026" in paper.title.subject
    assert paper.head.parents + paper.head.issuer == ("XÃ MINH SƠN", "THÔN 2", "TỔ 1")
    assert [column.label for column in table.columns][-1] == "Kiểm tra"
    assert table.rows[0][2:] == ("x", "", "Có")
    assert table.rows[8][2:] == ("x", "", "Không")
    assert table.rows[8][1].endswith("\n(kiểm tra: Hai hộ chưa ai giúp.)")
    assert [signer.lines for signer in paper.signers] == [
        ("NGƯỜI KIỂM TRA",),
        ("NGƯỜI ĐÁNH GIÁ",),
    ]
    assert found.file_name == "phieu-tieu-chi-to-1-thon-2-2026"


def test_where_nobody_marked_for_themselves_the_cross_is_what_was_found(known: Assessed) -> None:
    """S0-09: the village appraises at once."""
    sheet = save_findings(known.as_head, known.sheet, marks(known.sheet), 0, done=True)
    assert {row[2:] for row in table_in(sheet_paper(sheet)).rows} == {("x", "", "Có")}


def test_a_paper_that_is_named_and_missing_is_no_sheet(known: Assessed) -> None:
    assert sheet_template(known.sheet.cycle.content).key == "criteria_sheet"


@pytest.mark.parametrize("blank", [True, False])
def test_both_files_say_the_same_and_the_heads_come_again_on_every_page(
    sheet: AssessmentSheet, tmp_path: Path, blank: bool
) -> None:
    found = sheet_paper(sheet, blank=blank)
    pages = pdf_pages(pdf_bytes(found.paper, found.style), tmp_path)
    assert len(pages) >= 3
    for page in pages[1:-1]:
        assert page.split()[1 : len(HEADS) + 1] == HEADS
    whole = " ".join(" ".join(pages).split())
    text = docx_text(docx_bytes(found.paper, found.style))
    for part in ("Tiêu chuẩn 5", "(mục 5.1 đến 5.5 theo quy định của Bộ Công an)", "Ghi chú:"):
        assert part in whole
        assert part in text


def test_no_heading_stands_alone_at_the_foot_of_a_page(
    sheet: AssessmentSheet, tmp_path: Path
) -> None:
    found = sheet_paper(sheet, blank=True)
    pages = pdf_pages(pdf_bytes(found.paper, found.style), tmp_path)
    table = table_in(found)
    endings = {" ".join(table.rows[place][1].split())[-25:] for place in table.headings}
    for page in pages:
        assert " ".join(page.split())[-25:] not in endings


@pytest.mark.parametrize(("ending", "beginning"), [("pdf", b"%PDF-"), ("docx", b"PK")])
def test_the_files_are_had_from_the_page_and_nobody_next_door_has_them(
    known: Assessed, ending: str, beginning: bytes
) -> None:
    address = reverse("assessments:paper", args=[known.sheet.pk, ending])
    leader = make.client(known.leader)
    page = leader.get(reverse("assessments:sheet", args=[known.sheet.pk])).content.decode()
    assert address in page
    assert f"{address}?trong=1" in page
    answer = leader.get(address, {"trong": "1"})
    assert answer.content.startswith(beginning)
    name = f"phieu-tieu-chi-to-1-thon-2-2026-trong.{ending}"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    stranger = make.client(make.officer(known.world.neighbour))
    assert stranger.get(address).status_code == 404
    odd = reverse("assessments:paper", args=[known.sheet.pk, "odt"])
    assert leader.get(odd).status_code == 404

"""Papers no pack brings: invitation, attendance, counting, ballot, hand-over, certificate.

S0-14, S0-21, S0-24, S1-19, F-74…F-76, F-104: each comes out as DOCX and PDF with its table and its
signers, open where it is filled by hand and complete where the platform knows everything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from tests.documents.reading import docx_text, pdf_pages, words_of
from tuquan.core.papers import (
    BLANK,
    FIELDS,
    Contents,
    FinishedPaper,
    Issue,
    PaperStyle,
    blanks_of,
    fill,
    problems_of,
    standard_paper,
    style_for,
)
from tuquan.core.papers.model import Signer, Table
from tuquan.core.papers.standard import STANDARD
from tuquan.core.papers.tables import ROOM_TO_SIGN
from tuquan.documents.rendering import docx_bytes, pdf_bytes

DAY = date(2026, 11, 20)
VALUES = {
    "commune_name": "xã Minh Sơn",
    "area_name": "Thôn 6",
    "group_name": "Tổ tự quản số 4",
    "meeting_name": "họp các hộ dân Tổ tự quản số 4",
    "invitees": "Đại diện các hộ gia đình Tổ tự quản số 4.",
    "meeting_time": "19 giờ 30 phút",
    "meeting_day": "27/11/2026",
    "meeting_place": "Nhà văn hóa Thôn 6",
    "chair_name": "ông Hồ Sỹ Quý",
    "agenda": "1. Thông qua danh sách các hộ.\n2. Bầu tổ trưởng, tổ phó.",
    "attendance_rule": "mỗi hộ gia đình một người đại diện từ đủ 18 tuổi trở lên.",
    "household_count": "27",
    "matter": "bầu tổ trưởng, tổ phó Tổ tự quản số 4",
    "counter_names": "bà Phan Thị Hạnh, ông Đỗ Văn Ba.",
    "entitled_count": "27",
    "post": "tổ trưởng",
    "giver_name": "ông Trần Đình Bảy",
    "receiver_name": "bà Phan Thị Hạnh",
    "honouree": "Tổ tự quản số 4, Thôn 6",
    "honouree_count": "02 tổ tự quản",
    "award_name": "công nhận tổ tự quản văn minh - an toàn",
    "plan_number": "95-KH/ĐU",
    "proposer": "Hội đồng thi đua, khen thưởng xã Minh Sơn",
    "reason": "Đạt 9/9 tiêu chí năm 2026, 3 năm liền.",
    "title_name": "Tổ tự quản Văn minh - An toàn",
    "period": "năm 2026",
    "decision_number": "131/QĐ-UBND",
    "decision_day": "18 tháng 11 năm 2026",
    "coverage": "39/40 nơi báo cáo, 39/40 báo cáo đã duyệt",
    "adjusted": "Không có số liệu nào được điều chỉnh.",
    "advantages": "Bà con đồng tình.",
    "results": "Số hộ phân loại rác tăng.",
    "limits": "Còn tổ nộp muộn.",
    "difficulties": "Không có.",
    "causes": "Không có.",
    "solutions": "Nhắc các tổ trước hạn ba ngày.",
    "model_name": "Ngõ sạch tự quản",
    "year": "2026",
    "member_names": "Lò Văn Điệp – Trưởng ban; Mai Thị Hường.",
    "shortcomings": "Đèn ngõ cuối chưa đủ.",
    "conclusions": "Nghiệm thu mô hình.",
    "nominees": "Không đề nghị.",
    "review_name": "tổng kết",
    "situation": "Đã có kế hoạch và phân công.",
    "activities": "- Tổ tự quản: 5 tổ.",
    "lessons": "Làm từ ngõ trước.",
    "good_models": "Ngõ sạch tự quản, Thôn 6.",
    "requests": "Không có.",
}
ROWS: Mapping[str, Sequence[Mapping[str, str]]] = {
    "attendance_sheet": [
        {"number": str(number), "household_head": f"Trần Văn {number}"} for number in range(1, 28)
    ],
    "counting_minutes": [
        {"number": "1", "name": "Ông Trần Đình Bảy", "votes": "25", "share": "25/27 (92,6 %)"},
        {"number": "2", "name": "Bà Phan Thị Hạnh", "votes": "24", "share": "24/27 (88,9 %)"},
    ],
    "household_ballot": [{"number": "1", "name": "Ông Trần Đình Bảy"}],
    "consolidated_report": [{"number": "1", "line": "Hộ phân loại rác (hộ)", "now": "578"}],
    "award_decision": [
        {
            "number": "1",
            "kind": "Tổ tự quản",
            "name": "Tổ tự quản số 4",
            "place": "Thôn 6",
            "reason": "Đạt 9/9 tiêu chí năm 2026, 3 năm liền.",
        }
    ],
    "programme_review": [{"number": "1", "line": "Hộ phân loại rác (hộ)", "now": "578"}],
    "handover_minutes": [{"number": "1", "item": "Sổ theo dõi hoạt động của tổ", "count": "01"}],
    "criteria_sheet": [{"number": "1", "criterion": "Không có trẻ em bỏ học", "yes": "x"}],
    "acceptance_minutes": [
        {"content": "Hộ phân loại rác (hộ)", "baseline": "4", "goal": "20", "result": "17"}
    ],
}
BESIDE = {
    "counting_minutes": (Signer(("NGƯỜI CHỨNG KIẾN",), "Lê Thị Mơ"),),
    "handover_minutes": (
        Signer(("BÊN GIAO",), "Trần Đình Bảy"),
        Signer(("BÊN NHẬN",), "Phan Thị Hạnh"),
    ),
}
HONOURED = ["TT", "Đối tượng", "Tên tập thể, hộ gia đình, cá nhân", "Địa bàn", "Thành tích"]
COLUMNS = {
    "meeting_invitation": [],
    "attendance_sheet": ["TT", "Chủ hộ", "Người dự họp đại diện", "Ký tên"],
    "counting_minutes": [
        "TT",
        "Người được bầu hoặc phương án",
        "Số phiếu (hộ) đồng ý",
        "Tỷ lệ trên số hộ có quyền",
    ],
    "household_ballot": ["TT", "Người được bầu hoặc phương án", "Đồng ý", "Không đồng ý"],
    "handover_minutes": ["TT", "Tên sổ sách, tài liệu, tài sản", "Số lượng", "Ghi chú"],
    "certificate": [],
    "merit_certificate": [],
    "award_decision": HONOURED,
    "award_list": HONOURED,
    "consolidated_report": [
        "TT",
        "Nội dung",
        "Kỳ này",
        "Kỳ trước",
        "Khảo sát ban đầu",
        "Tăng, giảm",
        "Mục tiêu",
    ],
    "criteria_sheet": ["Số tt", "Tiêu chí", "Có", "Không", "Kiểm tra"],
    "acceptance_minutes": ["Nội dung", "Khảo sát ban đầu", "Mục tiêu", "Kết quả"],
    "programme_review": [
        "TT",
        "Nội dung",
        "Khảo sát ban đầu",
        "Kết quả",
        "Tăng, giảm",
        "Mục tiêu",
    ],
}


def made(key: str) -> tuple[FinishedPaper, PaperStyle]:
    """A standard paper with everything the platform knows."""
    template = standard_paper(key)
    style = style_for(template.style, DAY)
    number = 7 if template.number else None
    issue = Issue(number, DAY, "Minh Sơn", ("Hồ Sỹ Quý",), beside=BESIDE.get(key, ()))
    contents = Contents(VALUES, rows=ROWS)
    found = fill(template, style, contents, issue, issuing=True)
    assert found.problems == ()
    return found.paper, style


def table(paper: FinishedPaper) -> Table:
    [found] = [block for block in paper.blocks if isinstance(block, Table)]
    return found


def test_a_key_nobody_knows_has_no_paper() -> None:
    with pytest.raises(KeyError):
        standard_paper("nothing")


def test_every_standard_paper_has_words_in_both_languages_and_known_blanks() -> None:
    assert list(STANDARD) == list(COLUMNS)
    for key, paper in STANDARD.items():
        assert (paper.key, standard_paper(key)) == (key, paper)
        assert paper.title_en
        assert paper.source.default
        assert set(blanks_of(paper)) <= set(FIELDS)
        assert all(column.label_en for column in paper.columns)


@pytest.mark.parametrize("key", COLUMNS)
def test_both_files_say_the_same_words_on_one_page(key: str, tmp_path: Path) -> None:
    paper, style = made(key)
    pages = pdf_pages(pdf_bytes(paper, style), tmp_path)
    assert len(pages) == (2 if key in ("attendance_sheet", "programme_review") else 1)
    written = docx_text(docx_bytes(paper, style))
    if len(pages) == 1:
        # pdftotext reads the slanted bold ơ of "Nơi nhận" twice.
        assert words_of(pages[0].replace("Nơơi", "Nơi")) == words_of(written)
    assert "{" not in written


@pytest.mark.parametrize("key", COLUMNS)
def test_nothing_stands_against_issuing_it(key: str) -> None:
    paper, style = made(key)
    assert problems_of(paper, style, issuing=True) == ()
    assert [column.label for column in standard_paper(key).columns] == COLUMNS[key]


@pytest.mark.parametrize("key", COLUMNS)
def test_an_empty_form_can_be_printed(key: str, tmp_path: Path) -> None:
    template = standard_paper(key)
    style = style_for(template.style, DAY)
    paper = fill(template, style, Contents(), Issue()).paper
    assert BLANK in " ".join(pdf_pages(pdf_bytes(paper, style), tmp_path))


def test_an_invitation_lists_the_agenda_and_who_has_the_right_to_attend(tmp_path: Path) -> None:
    paper, style = made("meeting_invitation")
    page = " ".join(pdf_pages(pdf_bytes(paper, style), tmp_path)[0].split())
    assert "Số: 07/GM-BCTMT" in page
    assert "Thời gian: 19 giờ 30 phút ngày 27/11/2026." in page
    assert "Nội dung: 1. Thông qua danh sách các hộ. 2. Bầu tổ trưởng, tổ phó." in page
    assert "Người có quyền dự họp: mỗi hộ gia đình một người đại diện" in page
    assert "đúng giờ./." in page


def test_an_attendance_sheet_has_a_row_high_enough_to_sign_for_every_household() -> None:
    found = table(made("attendance_sheet")[0])
    assert (len(found.rows), found.row_height) == (27, ROOM_TO_SIGN)
    assert found.rows[26] == ("27", "Trần Văn 27", "", "")


def test_counting_minutes_hold_the_five_figures_and_are_made_three_times() -> None:
    paper, style = made("counting_minutes")
    text = docx_text(docx_bytes(paper, style))
    for words in (
        "Số hộ có quyền biểu quyết, bầu: 27.",
        f"Số phiếu phát ra: {BLANK}. Số phiếu thu về: {BLANK}.",
        f"Số phiếu hợp lệ: {BLANK}. Số phiếu không hợp lệ: {BLANK}.",
        "Biên bản được lập thành 03 bản",
        "NGƯỜI CHỨNG KIẾN",
        "TM. TỔ KIỂM PHIẾU",
    ):
        assert words in text
    assert table(paper).rows[0] == ("1", "Ông Trần Đình Bảy", "25", "25/27 (92,6 %)")


def test_a_ballot_bears_no_name_and_no_signature() -> None:
    paper, _ = made("household_ballot")
    assert paper.signers == ()
    assert paper.title.type_lines == ("PHIẾU LẤY Ý KIẾN HỘ GIA ĐÌNH",)
    assert table(paper).rows == (("1", "Ông Trần Đình Bảy", "", ""),)


def test_a_hand_over_is_signed_by_both_sides_and_the_front() -> None:
    paper, _ = made("handover_minutes")
    assert [signer.lines[0] for signer in paper.signers] == [
        "BÊN GIAO",
        "BÊN NHẬN",
        "TM. BAN CTMT",
    ]


def test_a_certificate_lies_on_its_side_in_a_frame() -> None:
    paper, _ = made("certificate")
    assert paper.look == "certificate"
    assert paper.head.issuer == ("ỦY BAN NHÂN DÂN", "XÃ MINH SƠN")

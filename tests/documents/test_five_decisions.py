"""The five source documents' own papers come out as they were issued, in the style of their day.

S0-01, S0-28, S0-29 (plan 95-KH/ĐU), S1-01, S1-28 (guidance), S2-27…S2-32 (plan and forms of Lục
Ngạn), S3-10…S3-12 (plan and sheet of Tân Phong), S4-01, S4-17 (plan 48/KH-MTTQ-BTT); F-104. Lines
are those of the sources. Where a source departs from the rule of its day the paper follows the
rule, and the test says so: the colon and spaces of S0's "Số:  95 -KH/ĐU", the marks that close
lines, and S2's contradictions, which the issuer settles either way.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.documents.five_lines import SOURCES
from tests.documents.five_plans import FIVE
from tests.documents.reading import docx_text, pdf_pages, words_of
from tuquan.core.papers import FinishedPaper, PaperStyle, choose, problems_of
from tuquan.core.papers.lines import basis_lines, recipient_lines
from tuquan.core.papers.model import Heading, NumberedArticle, Paragraph, Table
from tuquan.core.papers.styles import PARTY_MOTTO
from tuquan.core.problems import Problem
from tuquan.documents.rendering import docx_bytes, pdf_bytes


def without_marks(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(line.rstrip(";,.:") for line in lines)


def codes(found: tuple[Problem, ...]) -> list[str]:
    return [one.code for one in found]


@pytest.mark.parametrize("name", SOURCES)
def test_the_top_of_a_source_comes_out_line_by_line(name: str) -> None:
    paper, style = FIVE[name]()
    source = SOURCES[name]
    assert style.key == source.style
    assert (*paper.head.parents, *paper.head.issuer) == source.issuer
    assert (paper.head.motto or style.motto) == source.motto
    assert (paper.head.number_line, paper.head.day_line) == (source.number, source.day)
    assert (*paper.title.type_lines, paper.title.subject) == source.title
    headings = tuple(one.text for one in paper.blocks if isinstance(one, Heading))
    assert headings == source.parts


@pytest.mark.parametrize("name", SOURCES)
def test_the_bottom_of_a_source_comes_out_line_by_line(name: str) -> None:
    paper, style = FIVE[name]()
    source = SOURCES[name]
    [signer] = paper.signers
    assert (signer.lines, signer.name) == (source.sign, source.name)
    assert without_marks(recipient_lines(style, paper.recipients)) == source.recipients


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("quynh-vinh", "triển khai thực hiện nghiêm túc, đảm bảo chất lượng, đúng tiến độ."),
        ("tuyen-quang", "(qua Ban Phong trào) để thống nhất chỉ đạo thực hiện./."),
        ("tan-phong", "phát triển toàn diện năm 2021 của UBND phường Tân Phong./."),
        ("tam-ky", "về Ban Thường trực Ủy ban MTTQ Việt Nam thành phố để tổng hợp./."),
        ("luc-ngan", "với Ban Thường vụ Huyện ủy và Ban Dân vận Tỉnh ủy."),
    ],
)
def test_a_plan_ends_as_its_regime_ends(name: str, last: str) -> None:
    """S2 ends a paper of the Party in "./."; it takes the Party's mark."""
    paper, _ = FIVE[name]()
    block = paper.blocks[-1]
    assert isinstance(block, Paragraph)
    assert block.runs[-1].text.endswith(last)


def test_s0_opens_with_the_scheme_it_carries_out() -> None:
    paper, _ = FIVE["quynh-vinh"]()
    block = paper.blocks[0]
    assert isinstance(block, Paragraph)
    assert block.runs[0].text == (
        "Thực hiện Đề án số 15- ĐA/ThU ngày 31/10/2018 của Thị ủy Hoàng Mai về “Xây dựng và nhân "
        "rộng mô hình Tổ tự quản Văn minh- An toàn ở cộng đồng dân cư thôn, khối trên địa bàn thị "
        "xã”. Đảng ủy xã xây dựng kế hoạch thực hiện Đề án như sau:"
    )
    assert (paper.number, problems_of(paper, FIVE["quynh-vinh"]()[1], issuing=True)) == (95, ())


def test_s2_27_form_01_has_the_bases_and_articles_of_the_source() -> None:
    paper, style = FIVE["form-01"]()
    bases = [basis.text for basis in paper.bases]
    assert basis_lines(style, bases) == (
        "Căn cứ Điều lệ Đảng Cộng sản Việt Nam;",
        "Căn cứ Quy chế làm việc của Đảng ủy xã khóa …, nhiệm kỳ 2020 - 2025;",
        "Căn cứ Kế hoạch số .../KH-HU, ngày .../.../2021 của Ban Thường Huyện ủy Lục Ngạn về việc "
        "xây dựng thí điểm Tổ Dân vận cộng đồng;",
        "Xét đề nghị của Khối Dân vận Đảng ủy xã,",
    )
    assert (paper.authority_line, paper.enacting) == ("BAN THƯỜNG VỤ ĐẢNG ỦY XÃ", "QUYẾT ĐỊNH")
    assert paper.blocks == (
        NumberedArticle(
            1,
            "Thành lập Tổ Dân vận cộng đồng tại thôn (Quý Thịnh; thôn Ngọt) với thành viên (có "
            "danh sách kèm theo).",
        ),
        NumberedArticle(
            2,
            "Các Tổ Dân vận cộng đồng có trách nhiệm triển khai thực hiện các nhiệm vụ phòng, "
            "chống dịch Covid -19; giữ gìn an ninh, trật tự; bảo vệ môi trường và giữ gìn bản sắc "
            "dân tộc theo hướng dẫn (gửi kèm). Nhiệm vụ các thành viên do Tổ trưởng phân công.",
        ),
        NumberedArticle(
            3,
            "Các chi bộ, các ông, bà có tên tại Điều 1 và các tổ chức, cá nhân có liên quan căn cứ "
            "quyết định thực hiện.",
        ),
    )


def settled(code: str, key: str) -> tuple[FinishedPaper, PaperStyle]:
    """Form 01 after the issuer has chosen."""
    paper, style = FIVE["form-01"]()
    [about] = [one for one in problems_of(paper, style) if one.code == code]
    return choose(paper, style, about, key), style


@pytest.mark.parametrize(
    ("key", "motto", "left"),
    [
        ("style", PARTY_MOTTO, []),
        ("source", SOURCES["form-01"].motto, ["paper_motto_of_another"]),
    ],
)
def test_s2_27_the_issuer_chooses_whose_motto_stands_on_form_01(
    key: str, motto: tuple[str, ...], left: list[str]
) -> None:
    paper, style = settled("paper_motto_of_another", key)
    assert (paper.head.motto or style.motto) == motto
    assert codes(problems_of(paper, style)) == [*left, "paper_body_differs"]


@pytest.mark.parametrize(
    ("key", "title", "sign", "annexed", "left"),
    [
        ("title", "BAN THƯỜNG VỤ", "BAN THƯỜNG VỤ", "của Ban Thường vụ Đảng bộ xã)", []),
        ("signature", "BAN CHẤP HÀNH", "BAN CHẤP HÀNH", "của Ban Chấp hành Đảng bộ xã)", []),
        (
            "source",
            "BAN THƯỜNG VỤ",
            "BAN CHẤP HÀNH",
            "của BCH Đảng bộ xã)",
            ["paper_body_differs"],
        ),
    ],
)
def test_s2_28_the_issuer_chooses_which_body_decides_signs_and_lists(
    key: str, title: str, sign: str, annexed: str, left: list[str]
) -> None:
    paper, style = settled("paper_body_differs", key)
    assert paper.title.type_lines[1] == f"CỦA {title} ĐẢNG ỦY XÃ"
    assert paper.authority_line == f"{title} ĐẢNG ỦY XÃ"
    assert paper.signers[0].lines == (f"T/M {sign}", "BÍ THƯ")
    assert paper.annexes[0].title.reference.endswith(annexed)
    assert codes(problems_of(paper, style)) == ["paper_motto_of_another", *left]


def test_s2_29_the_list_of_members_spans_village_and_team() -> None:
    paper, _ = FIVE["form-01"]()
    annex = paper.annexes[0]
    assert annex.landscape
    assert annex.title.type_lines == ("DANH SÁCH",)
    assert annex.title.subject == "Các thành viên Tổ Dân vận cộng đồng trên địa bàn xã"
    [table] = [one for one in annex.blocks if isinstance(one, Table)]
    assert [column.spans for column in table.columns] == [True, True, True, *[False] * 4]
    assert [row[2] for row in table.rows] == ["Tổ 1", "", "", "Tổ 2", "", "", "Tổ 3", "Tổ 4"]
    assert [row[6] for row in table.rows][:3] == ["Tổ trưởng", "Tổ phó", "Tổ viên"]


def test_s2_30_form_02_lists_households_by_team() -> None:
    paper, _ = FIVE["form-02"]()
    assert (*paper.title.type_lines, paper.title.subject) == (
        "DANH SÁCH",
        "Các hộ gia đình phân công phụ trách (Tổ Dân vận Cộng đồng thôn Quý Thịnh; thôn Ngọt)",
    )
    [table] = paper.blocks
    assert isinstance(table, Table)
    assert table.rows[0] == (
        "Tổ số 1",
        "1. Nguyễn Thị A; 2. Hoàng Văn B:",
        "1",
        "Trần Văn X",
        "1969",
        "",
        "",
    )
    assert [row[0] for row in table.rows[::8]] == ["Tổ số 1", "Tổ số 2", "Tổ số 3"]


def test_s2_30_who_looks_after_one_team_does_not_reach_into_the_next(tmp_path: Path) -> None:
    paper, style = FIVE["form-02"]()
    made = docx_text(docx_bytes(paper, style)).split("\n")
    assert made.count("1. Nguyễn Thị A; 2. Hoàng Văn B:") == 1
    page = pdf_pages(pdf_bytes(paper, style), tmp_path)[0].splitlines()
    first, second = page.index("Tổ số 1"), page.index("Tổ số 2")
    assert 0 < first < second


def test_s3_11_s3_12_the_sheet_has_its_title_its_rows_and_its_notes_below() -> None:
    paper, _ = FIVE["tan-phong"]()
    [sheet] = paper.annexes
    assert (*sheet.title.type_lines, sheet.title.subject) == (
        "BẢNG TỰ ĐÁNH GIÁ",
        "THỰC HIỆN TIÊU CHÍ BÌNH XÉT TỔ DÂN PHỐ PHÁT TRIỂN TOÀN DIỆN NĂM 2020",
    )
    assert sheet.title.reference == (
        "(Kèm theo kế hoạch số …/KH-UBND ngày … tháng 5 năm 2020 của UBND phường Tân Phong)"
    )
    table, *notes = sheet.blocks
    assert isinstance(table, Table)
    assert [column.label for column in table.columns] == ["Số tt", "Tiêu chí", "Có", "Không"]
    numbers = [row[0] for row in table.rows]
    assert numbers[:8] == ["I", "1", "2", "3", "II", "1", "1.1", "1.2"]
    assert numbers.count("4.5") == 2
    assert len(numbers) == 55
    assert [type(note) for note in notes] == [Paragraph, Paragraph]


def test_s3_10_the_bases_are_three_and_the_deputy_signs_for_the_chairman() -> None:
    paper, style = FIVE["tan-phong"]()
    lines = without_marks(basis_lines(style, [basis.text for basis in paper.bases]))
    assert [line[:29] for line in lines] == [
        "Căn cứ Kế hoạch số 627/KH-UBN",
        "Căn cứ Nghị quyết số 01-NQ/ĐU",
        "Căn cứ Kế hoạch số 255/KH-UBN",
    ]
    assert problems_of(replace(paper, annexes=()), style) == ()


def test_s1_28_the_authority_without_its_stop_can_be_put_right() -> None:
    paper, style = FIVE["tuyen-quang"]()
    [about] = problems_of(paper, style)
    assert about.code == "paper_authority_spelling"
    chosen = choose(paper, style, about, "style")
    assert chosen.signers[0].lines == ("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH")
    assert choose(paper, style, about, "source") == paper


@pytest.mark.parametrize("name", FIVE)
def test_both_files_say_the_same_words(name: str, tmp_path: Path) -> None:
    paper, style = FIVE[name]()
    paper = replace(paper, annexes=())
    pages = pdf_pages(pdf_bytes(paper, style), tmp_path)
    assert len(pages) == 1
    assert words_of(pages[0]) == words_of(docx_text(docx_bytes(paper, style)))


def test_a_long_row_stays_on_one_page(tmp_path: Path) -> None:
    """A criterion of the sheet is not cut in two, with its number on the page before."""
    paper, style = FIVE["tan-phong"]()
    pages = pdf_pages(pdf_bytes(paper, style), tmp_path)
    [page] = [one for one in pages if "\n2.2\n" in one or "\n2.2 " in one]
    assert "an toàn gắn với thị trường." in " ".join(page.split())

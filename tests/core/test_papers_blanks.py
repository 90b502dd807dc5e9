"""What stands in blanks of papers: capitals, days, lines, values of one annex (S0-16, S2-28)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tuquan.core.papers import (
    BLANK,
    Contents,
    FinishedPaper,
    Issue,
    choose,
    copies,
    fill,
    problems_of,
    split_title,
    style_for,
)
from tuquan.core.papers.lines import recipient_lines
from tuquan.core.papers.model import (
    NumberedArticle,
    Paragraph,
    Recipient,
    Signer,
    Table,
    Title,
    words,
)
from tuquan.core.papers.tables import ROOM_TO_SIGN, table_of
from tuquan.core.programme.papers import Column, Paper, Signature

DAY = date(2026, 10, 28)
STATE, PARTY = style_for("state", DAY), style_for("party", DAY)
LIST = Paper(
    "household_list",
    "list",
    "state",
    "Danh sách các hộ của {group_name}",
    body=("Kèm theo Quyết định số {decision_number} ngày {decision_day}", "Có {household_count}."),
    columns=(Column("number", "TT"), Column("head", "Chủ hộ")),
)
DECISION = Paper(
    "establish",
    "decision",
    "state",
    "Quyết định về việc thành lập {group_name}",
    letterhead=("ỦY BAN NHÂN DÂN", "{commune_name}"),
    number="Số: …/QĐ-UBND",
    bases=("Căn cứ biên bản họp ngày {meeting_day}",),
    body=(
        "Điều 1. Thành lập {group_name}; công nhận các ông, bà có tên sau:",
        "Điều 2. Nội dung đã thống nhất: {conclusions}",
    ),
    columns=(Column("number", "TT"), Column("name", "Họ và tên"), Column("votes", "Số phiếu")),
    signature=Signature("TM. ỦY BAN NHÂN DÂN {commune_name}", "CHỦ TỊCH"),
    annexes=("household_list",),
)
VALUES = {
    "commune_name": "xã Minh Sơn",
    "group_name": "Tổ tự quản số 4",
    "meeting_day": "20/10/2026",
    "conclusions": "giữ quy chế.",
}


def made(
    template: Paper = DECISION,
    values: dict[str, str] | None = None,
    annexes: tuple[Paper, ...] = (),
    contents: Contents | None = None,
    issue: Issue | None = None,
) -> FinishedPaper:
    given = contents or Contents(VALUES if values is None else VALUES | values)
    issue = issue or Issue(7, DAY, "Minh Sơn", ("Nguyễn Thế Vinh",))
    return fill(template, STATE, given, issue, annexes=annexes).paper


def test_bodies_are_named_in_capitals_over_and_under_the_paper_and_nowhere_else() -> None:
    paper = made()
    assert paper.head.issuer == ("ỦY BAN NHÂN DÂN", "XÃ MINH SƠN")
    assert paper.signers[0].lines[0] == "TM. ỦY BAN NHÂN DÂN XÃ MINH SƠN"
    assert paper.title.subject == "Về việc thành lập Tổ tự quản số 4"
    assert made(values={"commune_name": ""}).head.issuer == ("ỦY BAN NHÂN DÂN", BLANK)


def test_a_commune_is_written_inside_a_sentence_as_one_writes_it_there() -> None:
    """The name of a place in the register begins with a capital letter."""
    template = replace(
        DECISION, body=("Thuộc {commune_name}, {area_name}",), columns=(), annexes=()
    )
    values = {"commune_name": "Đặc khu Côn Đảo", "area_name": "Thôn 6"}
    assert made(template, values).blocks == (Paragraph(words("Thuộc đặc khu Côn Đảo, Thôn 6./.")),)
    assert made(template, values).head.issuer[1] == "ĐẶC KHU CÔN ĐẢO"


@pytest.mark.parametrize("value", ["20/10/2026", "ngày 20/10/2026", " ngày  20/10/2026"])
def test_a_day_is_taken_with_or_without_the_word_for_it(value: str) -> None:
    basis = made(values={"meeting_day": value}).bases[0]
    assert (basis.text, basis.on) == ("Căn cứ biên bản họp ngày 20/10/2026", date(2026, 10, 20))


def test_lines_are_kept_where_a_field_takes_them_and_folded_elsewhere() -> None:
    values = {"conclusions": "một;\n\n hai ;\r\nba", "group_name": "Tổ\nsố 4"}
    blocks = made(values=values).blocks
    assert blocks[0] == NumberedArticle(1, "Thành lập Tổ số 4; công nhận các ông, bà có tên sau:")
    assert blocks[2:] == (
        NumberedArticle(2, "Nội dung đã thống nhất: một;"),
        Paragraph(words("hai ;")),
        Paragraph(words("ba./.")),
    )


def test_who_was_elected_stands_in_a_table_right_after_article_1() -> None:
    rows = [{"number": "1", "name": "Ông Trần Đình Bảy", "votes": "25/27"}]
    first, table, second = made(contents=Contents(VALUES, {"establish": rows})).blocks
    assert isinstance(first, NumberedArticle)
    assert isinstance(second, NumberedArticle)
    assert isinstance(table, Table)
    assert table.rows == (("1", "Ông Trần Đình Bảy", "25/27"),)


def test_lists_of_many_groups_have_values_and_rows_of_their_own() -> None:
    annexes = copies(LIST, 2)
    assert [one.key for one in annexes] == ["household_list_1", "household_list_2"]
    contents = Contents(
        VALUES | {"household_count": "27 hộ"},
        rows={"household_list_2": [{"number": "1", "head": "Trần Văn A"}]},
        own_values={
            "household_list_1": {"group_name": "Tổ 1 {area_name}"},
            "household_list_2": {"group_name": "Tổ 2", "household_count": "1 hộ"},
        },
    )
    first, second = made(annexes=annexes, contents=contents).annexes
    assert first.title.subject == "Các hộ của Tổ 1 {area_name}"
    assert second.title.subject == "Các hộ của Tổ 2"
    assert first.blocks[0] == Paragraph(words("Có 27 hộ."))
    assert second.blocks[0] == Paragraph(words("Có 1 hộ."))
    assert [len(one.blocks[1].rows) for one in (first, second)] == [0, 1]  # type: ignore[union-attr]


def test_a_list_that_goes_with_its_decision_does_not_ask_for_the_number_of_it() -> None:
    contents = Contents(VALUES | {"household_count": "1"})
    issue = Issue(7, DAY, "Minh Sơn", ("Nguyễn Thế Vinh",))
    found = fill(DECISION, STATE, contents, issue, annexes=[LIST], issuing=True)
    assert found.problems == ()
    assert found.paper.annexes[0].title.reference == (
        "(Kèm theo Quyết định số 07/QĐ-UBND ngày 28 tháng 10 năm 2026)"
    )
    alone = fill(LIST, STATE, contents, issue, issuing=True).problems
    assert [one.params["field"] for one in alone] == ["decision_number", "decision_day"]


def test_a_list_keeps_the_body_its_title_says_the_decision_is_of() -> None:
    """S2-28: form 01 says "của BCH Đảng bộ xã" over its list."""
    of_a_body = replace(
        LIST, title="DANH SÁCH Các thành viên (kèm theo Quyết định của BCH Đảng bộ)"
    )
    paper = made(replace(DECISION, title="QUYẾT ĐỊNH CỦA BAN THƯỜNG VỤ"), annexes=(of_a_body,))
    said = paper.annexes[0].title.reference
    assert said.endswith("ngày 28 tháng 10 năm 2026 của BCH Đảng bộ)")
    [about] = [one for one in problems_of(paper, STATE) if one.code == "paper_body_differs"]
    chosen = choose(paper, STATE, about, "title")
    assert chosen.annexes[0].title.reference.endswith("của Ban Thường vụ Đảng bộ)")


def test_others_sign_at_the_left_of_the_signer_of_the_template() -> None:
    beside = (Signer(("BÊN GIAO",), "Đỗ A"), Signer(("BÊN NHẬN",), "Hồ B"))
    issue = Issue(None, DAY, "Minh Sơn", ("Lê C", "Phan D"), beside=beside)
    minutes = replace(DECISION, kind="minutes", columns=(), annexes=())
    chair = Signer(("TM. ỦY BAN NHÂN DÂN XÃ MINH SƠN", "CHỦ TỊCH"), "Lê C")
    assert made(minutes, issue=issue).signers == (*beside, chair)
    assert made(replace(minutes, signature=None), issue=issue).signers == beside


def test_a_certificate_names_the_honoured_in_bold_and_its_decision_in_italics() -> None:
    body = ("Công nhận", "{honouree}", "đạt danh hiệu “{title_name}”", "(Kèm theo Quyết định)")
    template = replace(DECISION, kind="certificate", body=body, annexes=())
    blocks = made(template, {"honouree": "Tổ số 4", "title_name": "Tổ tự quản"}).blocks
    assert blocks == tuple(
        Paragraph(run, align="center", indent=False)
        for run in (
            words("Công nhận"),
            words("Tổ số 4", bold=True),
            words("đạt danh hiệu “Tổ tự quản”"),
            words("(Kèm theo Quyết định)", italic=True),
        )
    )


def test_a_notice_may_go_without_a_number_when_its_form_has_none() -> None:
    """S1-12: the notice of the groups is no numbered paper of the area."""
    template = replace(DECISION, kind="notice", number="", annexes=())
    without = made(template)
    assert problems_of(without, STATE, issuing=True) == ()
    numbered = made(replace(template, number="Số: …/TB-UBND"), issue=Issue(on=DAY))
    codes = [one.code for one in problems_of(numbered, STATE, issuing=True)]
    assert "paper_number_missing" in codes


def test_a_title_all_in_capitals_is_taken_apart_after_its_type() -> None:
    assert split_title("BẢNG TỰ ĐÁNH GIÁ THỰC HIỆN TIÊU CHÍ NĂM 2020 (Kèm theo kế hoạch)") == Title(
        ("BẢNG TỰ ĐÁNH GIÁ",), "THỰC HIỆN TIÊU CHÍ NĂM 2020", "(Kèm theo kế hoạch)"
    )
    assert split_title("QUYẾT ĐỊNH CỦA BAN THƯỜNG VỤ") == Title(("QUYẾT ĐỊNH", "CỦA BAN THƯỜNG VỤ"))


def test_a_recipient_who_says_how_many_is_not_counted_again() -> None:
    lines = recipient_lines(PARTY, (Recipient("22 chi bộ nông thôn", "", 22), Recipient("Lưu VP")))
    assert lines == ("- 22 chi bộ nông thôn,", "- Lưu VP.")


def test_rows_that_are_signed_are_high_enough_to_sign_in() -> None:
    signed = (Column("number", "TT"), Column("signature", "Ký tên"))
    assert table_of(signed, []).row_height == ROOM_TO_SIGN
    assert table_of(signed[:1], []).row_height == 0


def test_each_body_a_paper_names_is_offered_once() -> None:
    """S2-28: the title and the signature agree here, and only the list names another body."""
    of_a_body = replace(
        LIST, title="DANH SÁCH Các thành viên (kèm theo Quyết định của BCH Đảng bộ)"
    )
    signed = Signature(on_behalf_of="T/M BAN THƯỜNG VỤ", post="BÍ THƯ")
    decision = replace(DECISION, title="QUYẾT ĐỊNH CỦA BAN THƯỜNG VỤ", signature=signed)
    paper = made(decision, annexes=(of_a_body,))
    [about] = [one for one in problems_of(paper, STATE) if one.code == "paper_body_differs"]
    choices: Any = about.params["choices"]
    assert [(one.key, one.text) for one in choices] == [
        ("title", "BAN THƯỜNG VỤ"),
        ("annex", "BAN CHẤP HÀNH"),
        ("source", ""),
    ]
    assert choose(paper, STATE, about, "annex").title.type_lines[-1].endswith("BAN CHẤP HÀNH")


def test_rows_that_head_others_and_columns_of_crosses_are_marked_as_such() -> None:
    """S3-11, S3-14: a standard over its criteria; an x in the middle of its box."""
    columns = (Column("number", "Số tt"), Column("what", "Tiêu chí"), Column("yes", "Có"))
    rows = [{"what": "Tiêu chuẩn 1"}, {"what": "Đường sạch", "yes": "x"}, {"what": "Đủ nước"}]
    table = table_of(columns, rows, headings=[0])
    assert table.headings == {0}
    assert [column.align for column in table.columns] == ["center", "left", "center"]
    sheet = Paper("sheet", "sheet", "state", "Bảng đánh giá tổ", columns=columns)
    made = fill(
        sheet, STATE, Contents(rows={"sheet": rows}, headings={"sheet": [0]}), Issue()
    ).paper
    assert made.blocks == (table,)
    assert made.title == Title(("BẢNG ĐÁNH GIÁ",), "Tổ")

"""Papers: the facts of each style and the lines they spell (d8)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuquan.core.papers import (
    PaperStyle,
    annex_reference,
    basis_lines,
    day_in_words,
    day_line,
    ending,
    number_line,
    recipient_lines,
    sign_lines,
    split_title,
    style_for,
    symbol_in,
)
from tuquan.core.papers.days import last_day_in
from tuquan.core.papers.model import (
    FinishedPaper,
    Head,
    NumberedArticle,
    Recipient,
    SignatureBlocks,
    Signer,
    Table,
    TableColumn,
    Title,
)
from tuquan.core.papers.styles import PARTY_MOTTO, STATE_MOTTO, STYLES, LineRule, Margins, Regime
from tuquan.core.papers.tables import rows_of_template, table_of
from tuquan.core.programme.papers import Column

NOW = date(2026, 11, 20)
STATE, PARTY, FRONT = (style_for(regime, NOW) for regime in ("state", "party", "front"))


@pytest.mark.parametrize(
    ("regime", "on", "key"),
    [
        ("state", date(2020, 3, 4), "state_2011"),
        ("state", date(2020, 3, 5), "state_2020"),
        ("state", date(1999, 1, 1), "state_2011"),
        ("party", date(2026, 5, 26), "party_2018"),
        ("party", date(2026, 5, 27), "party_2026"),
        ("party", date(2019, 2, 11), "party_2018"),
        ("front", date(2025, 8, 28), "front_2020"),
        ("front", date(2025, 8, 29), "front_2025"),
        ("front", date(2019, 1, 1), "front_2011"),
    ],
)
def test_a_paper_takes_the_style_in_force_on_its_day(regime: Regime, on: date, key: str) -> None:
    style = style_for(regime, on)
    assert (style.key, style.regime) == (key, regime)


def test_every_style_keeps_to_the_margins_and_names_its_source() -> None:
    assert {style.margins for style in STYLES} == {Margins(20, 20, 30, 15)}
    assert {style.font for style in STYLES} == {"Times New Roman"}
    assert all(style.source for style in STYLES)
    assert STATE.text_width == 165
    assert len({style.key for style in STYLES}) == len(STYLES)


def test_the_party_sets_lines_of_exactly_19_points_under_its_own_name() -> None:
    assert PARTY.line == LineRule("exactly", 19.0)
    assert PARTY.line.pitch(14) == 19.0
    assert (PARTY.motto, STATE.motto, FRONT.motto) == (PARTY_MOTTO, STATE_MOTTO, STATE_MOTTO)
    assert (PARTY.issuer_mark, PARTY.first_line, PARTY.sizes.body) == ("star", 10.0, 14.0)
    assert (PARTY.numbering, STATE.numbering) == ("term", "year")


def test_the_state_sets_lines_between_single_and_one_and_a_half() -> None:
    assert STATE.line.kind == "multiple"
    assert 1 <= STATE.line.value <= 1.5
    assert STATE.line.pitch(14) == 18.51
    assert STATE.page_numbers.place == "top_centre"
    assert style_for("state", date(2019, 1, 1)).page_numbers.place == "bottom_right"


def test_the_number_has_a_colon_at_the_state_and_none_at_the_party() -> None:
    assert number_line(STATE, 48, "KH-UBND") == "Số: 48/KH-UBND"
    assert number_line(PARTY, 5, "NQ/ĐU") == "Số 05-NQ/ĐU"
    assert number_line(FRONT, 48, "KH-MTTQ-BTT") == "Số: 48/KH-MTTQ-BTT"
    assert number_line(STATE, None, "QĐ-UBND") == "Số: …………/QĐ-UBND"


@pytest.mark.parametrize(
    ("line", "symbol"),
    [
        ("Số: …/QĐ-UBND", "QĐ-UBND"),
        ("Số:-QĐ/ĐU", "QĐ/ĐU"),
        ("95 -KH/ĐU", "KH/ĐU"),
        ("Số: 48/KH-MTTQ-BTT", "KH-MTTQ-BTT"),
        ("", ""),
    ],
)
def test_the_symbol_is_read_from_the_number_of_a_template(line: str, symbol: str) -> None:
    assert symbol_in(line) == symbol


def test_days_below_ten_and_the_first_two_months_get_a_nought() -> None:
    assert day_line("Minh Sơn", date(2026, 10, 28)) == "Minh Sơn, ngày 28 tháng 10 năm 2026"
    assert day_in_words(date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
    assert day_in_words(date(2026, 3, 5)) == "ngày 05 tháng 3 năm 2026"
    assert day_line("", None) == "…………, ngày …… tháng …… năm ……"


def test_the_authority_is_spelt_as_each_regime_spells_it() -> None:
    assert sign_lines(STATE, "on_behalf", "Ủy ban nhân dân", "Chủ tịch") == (
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
    )
    assert sign_lines(PARTY, "on_behalf", "Đảng ủy", "Bí thư") == ("T/M ĐẢNG ỦY", "BÍ THƯ")
    assert sign_lines(STATE, "deputy", "Chủ tịch", "Phó Chủ tịch") == (
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
    )
    assert sign_lines(STATE, "by_order", "Chủ tịch", "Chánh Văn phòng")[0] == "TL. CHỦ TỊCH"
    assert sign_lines(PARTY, "by_order", "Ban Thường vụ", "Chánh Văn phòng")[0] == (
        "T/L BAN THƯỜNG VỤ"
    )
    assert sign_lines(STATE, "authorised", "Chủ tịch", "Trưởng phòng")[0] == "TUQ. CHỦ TỊCH"
    assert sign_lines(STATE, "own", "", "Chủ tịch") == ("CHỦ TỊCH",)


def test_a_deputy_signs_for_the_head_at_the_state_and_alone_at_the_party() -> None:
    assert sign_lines(STATE, "on_behalf", "Ủy ban nhân dân", "Phó Chủ tịch", "Chủ tịch") == (
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
    )
    assert sign_lines(PARTY, "on_behalf", "Ban Thường vụ", "Phó Bí thư", "Bí thư") == (
        "T/M BAN THƯỜNG VỤ",
        "PHÓ BÍ THƯ",
    )
    assert sign_lines(PARTY, "deputy", "Bí thư", "Phó Bí thư") == ("PHÓ BÍ THƯ",)


@given(st.text(), st.sampled_from(STYLES))
def test_a_text_ends_once_in_the_mark_of_its_style(text: str, style: PaperStyle) -> None:
    once = ending(style, text)
    assert once.endswith(style.end_mark)
    assert ending(style, once) == once


def test_the_end_replaces_the_mark_of_another_regime() -> None:
    assert ending(PARTY, "căn cứ quyết định thực hiện./.") == "căn cứ quyết định thực hiện."
    assert ending(STATE, "thi hành Quyết định này.") == "thi hành Quyết định này./."


def test_bases_are_closed_by_semicolons_and_the_last_by_the_mark_of_the_style() -> None:
    bases = ("Căn cứ Luật A;", "Căn cứ Luật B", "Xét đề nghị của Ban C,")
    assert basis_lines(STATE, bases) == (
        "Căn cứ Luật A;",
        "Căn cứ Luật B;",
        "Xét đề nghị của Ban C.",
    )
    assert basis_lines(PARTY, bases)[0::2] == ("- Căn cứ Luật A;", "- Xét đề nghị của Ban C,")
    assert basis_lines(STATE, ()) == ()


def test_recipients_say_their_purpose_and_number_and_end_in_a_stop() -> None:
    recipients = (
        Recipient("Thường trực Huyện ủy", "b/c"),
        Recipient("Chi bộ nông thôn", "t/h", 22),
        Recipient("Lưu:"),
    )
    assert recipient_lines(STATE, recipients) == (
        "- Thường trực Huyện ủy (b/c);",
        "- Chi bộ nông thôn (22) (t/h);",
        "- Lưu.",
    )
    assert recipient_lines(PARTY, recipients)[0] == "- Thường trực Huyện ủy (b/c),"


def test_an_annex_names_the_paper_it_goes_with() -> None:
    line = number_line(STATE, 118, "QĐ-UBND")
    assert annex_reference("Quyết định", line, date(2026, 10, 28), "UBND xã Minh Sơn") == (
        "(Kèm theo Quyết định số 118/QĐ-UBND ngày 28 tháng 10 năm 2026 của UBND xã Minh Sơn)"
    )
    assert annex_reference("Quyết định", number_line(PARTY, 5, "QĐ/ĐU"), date(2026, 1, 2)) == (
        "(Kèm theo Quyết định số 05-QĐ/ĐU ngày 02 tháng 01 năm 2026)"
    )


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Biên bản họp các hộ dân",
            Title(("BIÊN BẢN",), "Họp các hộ dân"),
        ),
        (
            "Bản đăng ký cam kết xây dựng mô hình",
            Title(("BẢN ĐĂNG KÝ CAM KẾT",), "Xây dựng mô hình"),
        ),
        (
            "QUYẾT ĐỊNH CỦA BAN THƯỜNG VỤ ĐẢNG ỦY XÃ Thành lập các Tổ",
            Title(("QUYẾT ĐỊNH", "CỦA BAN THƯỜNG VỤ ĐẢNG ỦY XÃ"), "Thành lập các Tổ"),
        ),
        (
            "DANH SÁCH Các thành viên (kèm theo Quyết định số -QĐ/ĐU của BCH Đảng bộ xã)",
            Title(
                ("DANH SÁCH",),
                "Các thành viên",
                "(kèm theo Quyết định số -QĐ/ĐU của BCH Đảng bộ xã)",
            ),
        ),
        ("BẢNG TỰ ĐÁNH GIÁ", Title(("BẢNG TỰ ĐÁNH GIÁ",))),
        ("Tên gì đó", Title(("TÊN GÌ ĐÓ",))),
        ("", Title()),
    ],
)
def test_a_title_is_taken_apart_into_type_and_subject(text: str, title: Title) -> None:
    assert split_title(text) == title


def test_the_last_day_of_a_text_is_read_in_both_spellings() -> None:
    assert last_day_in("số 95-KH/ĐU ngày 11/02/2019") == date(2019, 2, 11)
    assert last_day_in("ngày 20 tháng 10 năm 2026; ngày 1/1/2026") == date(2026, 10, 20)
    assert last_day_in("ngày 31/02/2026") is None
    assert last_day_in("ngày .../.../2021") is None


COLUMNS = (
    Column("number", "TT"),
    Column("head", "Họ và tên chủ hộ"),
    Column("members", "Số nhân khẩu", under="Hộ"),
)


def test_a_table_takes_its_widths_and_alignment_from_what_stands_in_it() -> None:
    rows = [{"number": "1", "head": "Nguyễn Văn An", "members": "4"}, {"head": "Trần Thị Bé"}]
    table = table_of(COLUMNS, rows, total={"members": "4"}, spanning=("head",))
    assert [column.align for column in table.columns] == ["center", "left", "center"]
    assert [column.width for column in table.columns] == [4, 16, 6]
    assert [column.spans for column in table.columns] == [False, True, False]
    assert table.rows == (("1", "Nguyễn Văn An", "4"), ("", "Trần Thị Bé", ""))
    assert table.total == ("", "", "4")
    assert table.has_two_heads
    assert not Table((TableColumn("TT"),), ()).has_two_heads


def test_an_empty_table_still_has_widths() -> None:
    table = table_of(COLUMNS, [])
    assert table.total == ()
    assert all(column.width > 0 for column in table.columns)


def test_rows_a_pack_gives_are_counted_and_stand_in_the_last_column() -> None:
    columns = (Column("number", "TT"), Column("criterion", "Nội dung"))
    assert rows_of_template(columns, ("Một", "Hai")) == [
        {"number": "1", "criterion": "Một"},
        {"number": "2", "criterion": "Hai"},
    ]
    assert rows_of_template(columns[1:], ("Một",)) == [{"criterion": "Một"}]


def test_an_article_says_its_number() -> None:
    assert NumberedArticle(3, "Thi hành.").label == "Điều 3."


def test_no_more_than_three_sign_side_by_side() -> None:
    four = (Signer(("A",)),) * 4
    assert SignatureBlocks(four[:3]).signers == four[:3]
    with pytest.raises(ValueError, match="4 signers"):
        SignatureBlocks(four)
    with pytest.raises(ValueError, match="0 signers"):
        SignatureBlocks(())
    with pytest.raises(ValueError, match="4 signers"):
        FinishedPaper("a", "minutes", Head(()), Title(), signers=four)

"""Rows that are no households, and what they say of the rows around them."""

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tuquan.core.lists import Household, Recognition, Sheet, Workbook, recognise

TODAY = date(2026, 11, 20)
NO = None


def read(*rows: tuple[Any, ...], **more: Any) -> Recognition:
    name = more.pop("name", "Sheet1")
    delimiter = more.pop("delimiter", "")
    return recognise(Workbook("x", (Sheet(name, rows, **more),), delimiter=delimiter), TODAY)


def codes(recognition: Recognition) -> list[str]:
    return [remark.code for remark in recognition.remarks]


def values(recognition: Recognition, *fields: str) -> list[tuple[Any, ...]]:
    return [tuple(getattr(h, field) for field in fields) for h in recognition.households]


def fields(recognition: Recognition) -> list[str | None]:
    return [column.field for column in recognition.sheets[0].columns]


def test_sections_give_the_lane_and_roman_numbers_open_them() -> None:
    made = read(
        ("TT", "Họ tên chủ hộ", "NS", "NK"),
        ("I", "Ngõ Đình", NO, 7),
        (1, "Nguyễn Văn An", 1970, 4),
        (2, "Trần Thị Bé", 1980, 3),
        ("Cộng ngõ Đình: 2 hộ, 7 khẩu",),
        ("II", "XÓM MỚI"),
        (1, "Lê Văn Cao", 1977, 3),
        ("Tổng cộng", NO, NO, 10),
    )
    assert values(made, "lane", "number") == [
        ("Ngõ Đình", "1"),
        ("Ngõ Đình", "2"),
        ("Xóm Mới", "1"),
    ]
    assert codes(made) == ["section_row", "total_row", "section_row", "total_row"]


def test_sections_give_the_area_of_a_list_of_the_whole_commune() -> None:
    made = read(
        ("UBND XÃ YÊN KHÊ HẠ",),
        ("TT", "Chủ hộ", "Năm sinh"),
        ("Thôn Đồng Sen",),
        (1, "Nguyễn Văn An", 1970),
        ("Ngõ 3",),
        (2, "Lê Văn Cao", 1971),
        ("THÔN 2",),
        (3, "Trần Thị Bé", 1980),
    )
    assert values(made, "area", "lane") == [
        ("Thôn Đồng Sen", ""),
        ("Thôn Đồng Sen", "Ngõ 3"),
        ("Thôn 2", ""),
    ]
    assert made.sheets[0].commune == "Xã Yên Khê Hạ"


def test_an_area_column_counts_until_the_next_one() -> None:
    made = read(
        ("TT", "Thôn", "Chủ hộ", "Năm sinh"),
        (1, "Thôn 1", "Nguyễn Văn An", 1970),
        (2, NO, "Trần Thị Bé", 1980),
        (3, "Thôn 2", "Lê Văn Cao", 1966),
    )
    assert values(made, "area") == [("Thôn 1",), ("Thôn 1",), ("Thôn 2",)]


def test_cells_right_of_the_heading_are_kept_with_the_last_field() -> None:
    made = read(
        ("Chủ hộ", "Năm sinh", "Ghi chú"),
        ("Nguyễn Văn An", 1970, "Nhà có sân", "mượn họp được"),
        ("Lê Văn Cao", 1971, NO, "thêm"),
    )
    assert values(made, "note") == [("Nhà có sân mượn họp được",), ("thêm",)]
    assert codes(made) == ["row_too_wide", "row_too_wide"]


def test_a_row_number_and_a_remark_without_a_name_is_held() -> None:
    made = read(
        ("TT", "Chủ hộ", "Ghi chú"),
        (1, "Nguyễn Văn An"),
        (2, NO, "Đã chuyển đi"),
    )
    assert values(made, "status", "note") == [("imported", ""), ("held", "Đã chuyển đi")]
    assert [(r.code, r.cell) for r in made.remarks] == [("head_name_missing", "B3")]


def test_a_row_with_only_a_group_is_no_household() -> None:
    made = read(
        ("Tên tổ", "Người phụ trách", "TT", "Chủ hộ"),
        ("Tổ 1", "1. Lê Văn Long"),
        (NO, NO, 1, "Nguyễn Văn An"),
    )
    assert values(made, "group", "assignees") == [("Tổ 1", ("Lê Văn Long",))]
    assert codes(made) == ["section_row"]


def test_people_one_below_the_other_look_after_the_whole_group() -> None:
    made = read(
        ("Tên tổ", "Người phụ trách", "TT", "Chủ hộ"),
        ("Tổ 1", "1. Lê Văn Long", 1, "Nguyễn Văn An"),
        (NO, "2. Hoàng Văn Nam", 2, "Trần Thị Bé"),
        (NO, NO, 3, "Lê Văn Cao"),
        ("Tổ 2", "Bùi Văn Hải", 1, "Trần Văn Em"),
        ("Tổ 3", NO, 1, "Hồ Văn Giang"),
    )
    both = ("Lê Văn Long", "Hoàng Văn Nam")
    assert values(made, "assignees") == [(both,), (both,), (both,), (("Bùi Văn Hải",),), ((),)]
    assert [(g.name, g.first_row, g.last_row, g.households) for g in made.sheets[0].groups] == [
        ("Tổ 1", 2, 4, 3),
        ("Tổ 2", 5, 5, 1),
        ("Tổ 3", 6, 6, 1),
    ]


def test_group_sections_name_the_group_of_the_rows_below() -> None:
    made = read(
        ("TT", "Chủ hộ", "Năm sinh"),
        ("Tổ số 1",),
        (1, "Nguyễn Văn An", 1970),
        ("Tổ 2: ông Lê Văn Long phụ trách",),
        (1, "Trần Thị Bé", 1980),
    )
    assert values(made, "group") == [("Tổ số 1",), ("Tổ 2",)]
    assert codes(made) == ["section_row", "section_row"]


def test_a_remark_in_the_middle_with_a_signature_word_is_a_remark() -> None:
    made = read(
        ("TT", "Chủ hộ", "Năm sinh"),
        (1, "Nguyễn Văn An", 1970),
        (NO, "Trưởng thôn", "Xác nhận"),
        (2, "Trần Thị Bé", 1980),
    )
    assert values(made, "row") == [(2,), (4,)]
    assert codes(made) == ["note_only_row"]


def test_a_number_in_a_total_row_that_is_no_count_is_not_compared() -> None:
    made = read(
        ("Chủ hộ", "Số khẩu"),
        ("Nguyễn Văn An", 4),
        ("Cộng", "bốn"),
    )
    assert codes(made) == ["total_row"]
    assert made.sheets[0].total_stated is not None
    assert made.sheets[0].total_stated.members is None


def test_a_wrong_member_total_is_told_with_what_was_counted() -> None:
    made = read(
        ("Chủ hộ", "Số khẩu"),
        ("Nguyễn Văn An", 4),
        ("Cộng", "5"),
    )
    assert [(r.code, r.row, r.value) for r in made.remarks] == [
        ("total_row", 3, None),
        ("total_mismatch", 3, 4),
    ]


def test_the_report_holds_only_what_a_file_has() -> None:
    made = read(("Chủ hộ", "Năm sinh"), ("Nguyễn Văn An", 1970))
    entry = made.as_json("x.xlsx", b"abc")
    assert "encoding" not in entry
    assert "rows" not in entry
    assert entry["sha256"].startswith("ba7816bf")
    assert entry["sheets"][0]["columns"][0] == {
        "column": "A",
        "header": "Chủ hộ",
        "field": "head_name",
    }


def test_a_household_can_be_held() -> None:
    assert Household("Sheet1", 2).held().status == "held"


def test_the_footer_of_a_list_without_a_total_is_trailing_text() -> None:
    made = read(
        ("THÔN: ĐỒNG SEN",),
        ("TỔ SỐ 2",),
        ("TT", "Chủ hộ", "Năm sinh"),
        (1, "Nguyễn Văn An", 1970),
        (NO, NO, "Ngày 5 tháng 3 năm 2026"),
        (NO, NO, "TRƯỞNG THÔN"),
        (NO, NO, "Hồ Văn Phú"),
    )
    assert values(made, "area", "group") == [("Thôn Đồng Sen", "Tổ số 2")]
    assert [(r.code, r.row, r.to_row) for r in made.remarks] == [("trailing_text", 5, 7)]


def test_page_totals_are_compared_with_their_own_page() -> None:
    made = read(
        ("TT", "Chủ hộ", "Số khẩu"),
        (1, "Nguyễn Văn An", 4),
        ("Cộng trang 1", NO, 4),
        ("Mang sang", NO, 4),
        ("TT", "Chủ hộ", "Số khẩu"),
        (2, "Trần Thị Bé", 3),
        ("Cộng trang 2", NO, 3),
        ("Tổng cộng", 2, 7),
    )
    assert codes(made) == [
        "total_row",
        "total_row",
        "repeated_header",
        "total_row",
        "total_row",
    ]
    stated = made.sheets[0].total_stated
    assert stated is not None
    assert (stated.households, stated.members) == (2, 7)


def test_cells_right_of_a_heading_without_a_remark_column_become_the_remark() -> None:
    made = read(
        ("Chủ hộ", "Năm sinh", "Ngõ"),
        ("Nguyễn Văn An", 1970, "Ngõ 1", "thêm", "nữa"),
        delimiter=";",
    )
    assert values(made, "lane", "note") == [("Ngõ 1", "thêm;nữa")]
    assert [(r.code, r.cell) for r in made.remarks] == [("row_too_wide", "D2")]


def test_a_ditto_mark_stands_for_group_and_assignees_too() -> None:
    made = read(
        ("Tổ", "Người phụ trách", "Chủ hộ", "Năm sinh"),
        ("Tổ 1", "Ông Lê Văn A, bà Bùi Thị B", "Nguyễn Văn An", 1970),
        ("nt", "nt", "Trần Thị Bé", 1980),
    )
    both = ("Lê Văn A", "Bùi Thị B")
    assert values(made, "group", "assignees") == [("Tổ 1", both), ("Tổ 1", both)]


def test_remarks_between_rows_and_rows_of_dots_are_no_households() -> None:
    made = read(
        ("TT", "Họ tên chủ hộ", "Năm sinh", "Ghi chú"),
        (1, "Nguyễn Văn An", 1970),
        (NO, NO, NO, "chưa rà soát"),
        (NO, "(còn thiếu 3 hộ)"),
        (2, "Trần Thị Bé", 1971),
        ("3", "…", "..."),
        (4,),
    )
    assert values(made, "row") == [(2,), (5,)]
    assert codes(made) == [
        "note_only_row",
        "note_only_row",
        "empty_numbered_row",
        "empty_numbered_row",
    ]


CELLS = st.sampled_from(
    [NO, NO, 1, 2, 45, 1970, 2.5, "1", "...", "nt", "Ngõ 1", "Tổ 2", "Thôn 3", "Nguyễn Văn An"]
    + ["Lê Thị Bé", "Tổng cộng: 2 hộ", "Cộng", "Người lập", "Ghi chú: x", "(1)", "(2)", "Chủ hộ"]
    + ["Họ và tên", "Năm sinh", "Vợ", "0912345678", "không rõ", "=1+1", " ", date(1980, 5, 6)]
)
HEADINGS = st.sampled_from(
    [
        ("TT", "Họ và tên", "Năm sinh", "Số khẩu", "Ngõ", "Ghi chú"),
        ("Tổ", "Người phụ trách", "Chủ hộ", "Năm sinh", "SĐT"),
        ("Số hộ", "Họ tên", "Quan hệ với chủ hộ", "Ngày sinh", "Ngõ"),
        ("Chủ hộ", "Vĩ độ", "Kinh độ", "Thôn"),
        ("Họ tên", "Năm sinh", "TT", "Họ tên", "Năm sinh"),
    ]
)


@settings(deadline=None)
@given(HEADINGS, st.lists(st.tuples(*[CELLS] * 7), max_size=12))
def test_no_row_of_any_list_is_lost(heading: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    made = read(heading, *rows)
    seen = {household.row for household in made.households}
    seen |= {person.row for person in made.persons}
    seen |= {row for sheet in made.sheets for row in sheet.header_rows}
    for remark in made.remarks:
        if remark.row is not None:
            seen |= set(range(remark.row, (remark.to_row or remark.row) + 1))
    filled = {n for n, row in enumerate(rows, start=2) if any(c not in (NO, " ") for c in row)}
    if made.sheets[0].role == "list":
        assert filled <= seen
    assert made.as_json("x", b"", rows=True)["households"] == made.households_imported

"""Lists as other communes lay them out: other headings, other orders, no titles, several lists."""

from datetime import date
from typing import Any

from tuquan.core.lists import Merge, Recognition, Sheet, Workbook, recognise

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


def test_a_list_without_a_title_has_its_heading_in_row_1() -> None:
    made = read(
        ("STT", "Tên chủ hộ", "NS", "Số khẩu", "Xóm"),
        (1, "Nguyễn Văn An", 1970, 4, "Đông"),
        (2, "Trần Thị Bé", 1980, 3, "Tây"),
    )
    assert values(made, "number", "head_name", "birth_year", "member_count", "lane") == [
        ("1", "Nguyễn Văn An", 1970, 4, "Đông"),
        ("2", "Trần Thị Bé", 1980, 3, "Tây"),
    ]
    assert codes(made) == []


def test_columns_are_known_by_their_headings_in_any_order() -> None:
    made = read(
        ("Số người", "Họ tên", "Tổ", "SĐT"),
        (4, "Nguyễn Văn An", "Tổ 1", "0912345678"),
    )
    assert fields(made) == ["member_count", "head_name", "group", "phone"]
    assert values(made, "group", "phone") == [("Tổ 1", "0912345678")]


def test_a_list_typed_without_marks_is_read_too() -> None:
    made = read(
        ("danh sach ho thon 3",),
        ("stt", "ho ten chu ho", "nam sinh", "so nhan khau", "ngo"),
        (1, "Nguyen Van An", 1970, 4, "Ngo Dinh"),
        ("Tong cong: 1 ho", NO, NO, 4),
    )
    assert values(made, "area", "head_name", "lane") == [("Thôn 3", "Nguyen Van An", "Ngo Dinh")]
    assert codes(made) == ["total_row"]


def test_a_list_of_nothing_but_names_ends_at_the_signatures() -> None:
    made = read(
        ("Chủ hộ", "Ghi chú"),
        ("Nguyễn Văn An",),
        ("Trần Thị Bé", "Nhà mới"),
        (),
        ("Người lập",),
        ("Nguyễn Văn Tèo",),
    )
    assert values(made, "head_name", "note") == [("Nguyễn Văn An", ""), ("Trần Thị Bé", "Nhà mới")]
    assert [(r.code, r.row, r.to_row) for r in made.remarks] == [("trailing_text", 5, 6)]


def test_a_list_without_a_birth_year_column_tells_nothing_of_birth_years() -> None:
    made = read(("TT", "Chủ hộ", "Ngõ"), (1, "Nguyễn Văn An", "Ngõ 1"))
    assert values(made, "birth_year", "lane") == [(None, "Ngõ 1")]
    assert codes(made) == []


def test_a_list_of_one_row_is_a_list() -> None:
    made = read(("TT", "Họ tên", "Năm sinh"), (1, "Nguyễn Văn An", 1970))
    assert made.sheets[0].role == "list"
    assert (made.sheets[0].first_data_row, made.sheets[0].last_data_row) == (2, 2)


def test_a_heading_without_rows_is_an_empty_sheet() -> None:
    made = read(("TT", "Họ tên", "Năm sinh"))
    assert made.sheets[0].role == "empty"
    assert codes(made) == ["sheet_empty"]


def test_two_lists_under_each_other_are_two_lists_with_their_own_areas() -> None:
    made = read(
        ("DANH SÁCH HỘ THÔN 1",),
        ("TT", "Họ và tên chủ hộ", "Năm sinh"),
        (1, "Nguyễn Văn An", 1970),
        (),
        ("DANH SÁCH HỘ THÔN 2",),
        ("STT", "Chủ hộ", "Số khẩu"),
        (1, "Lê Văn Cao", 3),
        ("Cộng", NO, 3),
    )
    assert values(made, "list", "area", "head_name", "birth_year", "member_count") == [
        (1, "Thôn 1", "Nguyễn Văn An", 1970, None),
        (2, "Thôn 2", "Lê Văn Cao", None, 3),
    ]
    assert [sheet.header_rows for sheet in made.sheets] == [(2,), (6,)]


def test_the_same_heading_under_the_title_of_another_area_opens_another_list() -> None:
    made = read(
        ("DANH SÁCH HỘ THÔN 1",),
        ("TT", "Họ và tên chủ hộ"),
        (1, "Nguyễn Văn An"),
        ("DANH SÁCH HỘ THÔN 2",),
        ("TT", "Họ và tên chủ hộ"),
        (1, "Lê Văn Cao"),
        ("Cộng: 1 hộ",),
    )
    assert values(made, "list", "area") == [(1, "Thôn 1"), (2, "Thôn 2")]
    assert "total_mismatch" not in codes(made)


def test_the_same_heading_under_the_same_title_is_a_new_page() -> None:
    made = read(
        ("DANH SÁCH HỘ THÔN 1",),
        ("TT", "Họ và tên chủ hộ"),
        (1, "Nguyễn Văn An"),
        ("Danh sách hộ thôn 1",),
        ("TT", "Họ và tên chủ hộ"),
        (2, "Lê Văn Cao"),
    )
    assert values(made, "list", "row") == [(None, 3), (None, 6)]
    assert codes(made) == ["note_only_row", "repeated_header"]


def test_two_lists_beside_each_other_are_two_lists() -> None:
    made = read(
        ("TT", "Họ tên", "Năm sinh", NO, "TT", "Họ tên", "Năm sinh"),
        (1, "Nguyễn Văn An", 1970, NO, 2, "Lê Văn Cao", 1977),
        (NO, NO, NO, NO, 3, "Hồ Thị Em", 1955),
    )
    assert values(made, "list", "row", "head_name") == [
        (1, 2, "Nguyễn Văn An"),
        (2, 2, "Lê Văn Cao"),
        (2, 3, "Hồ Thị Em"),
    ]
    assert codes(made) == []


def test_birth_years_in_a_column_for_men_and_one_for_women() -> None:
    made = read(
        ("TT", "Họ và tên", "Năm sinh", NO, "Số khẩu"),
        (NO, NO, "Nam", "Nữ", NO),
        (1, "Nguyễn Văn An", 1970, NO, 4),
        (2, "Trần Thị Bé", NO, 1980, 3),
    )
    assert values(made, "birth_year", "member_count") == [(1970, 4), (1980, 3)]
    assert made.sheets[0].header_rows == (1, 2)


def test_a_heading_of_three_rows_with_merged_cells() -> None:
    made = read(
        ("TT", "Thông tin chủ hộ", NO, NO, NO, "Ghi chú"),
        (NO, "Họ và tên", "Năm sinh", NO, "Địa chỉ", NO),
        (NO, NO, "Nam", "Nữ", NO, NO),
        ("1", "2", "3", "4", "5", "6"),
        (1, "Nguyễn Văn An", 1970, NO, "Ngõ 1", NO),
        merges=(
            Merge(1, 1, 3, 1),
            Merge(1, 2, 1, 5),
            Merge(2, 2, 3, 2),
            Merge(2, 3, 2, 4),
            Merge(2, 5, 3, 5),
            Merge(1, 6, 3, 6),
        ),
    )
    assert made.sheets[0].header_rows == (1, 2, 3)
    assert values(made, "head_name", "birth_year", "lane") == [("Nguyễn Văn An", 1970, "Ngõ 1")]
    assert codes(made) == ["column_number_row"]


def test_a_heading_whose_lower_row_is_found_first_takes_the_upper_one() -> None:
    made = read(
        ("DANH SÁCH",),
        ("Mục", "Thông tin", NO),
        (NO, "Họ và tên chủ hộ", "Năm sinh"),
        (1, "Nguyễn Văn An", 1970),
        merges=(Merge(2, 1, 3, 1), Merge(2, 2, 2, 3)),
    )
    assert made.sheets[0].header_rows == (2, 3)
    assert [c.decoded for c in made.sheets[0].columns] == [
        "Mục",
        "Thông tin / Họ và tên chủ hộ",
        "Thông tin / Năm sinh",
    ]


def test_a_name_in_two_columns_is_joined() -> None:
    made = read(("TT", "Họ và tên đệm", "Tên", "Năm sinh"), (1, "Nguyễn Văn", "An", 1970))
    assert values(made, "head_name") == [("Nguyễn Văn An",)]


def test_a_name_under_one_merged_heading_is_joined() -> None:
    made = read(
        ("TT", "Họ và tên", NO, "Năm sinh"),
        (1, "Nguyễn Văn", "An", 1970),
        merges=(Merge(1, 2, 1, 3),),
    )
    assert values(made, "head_name") == [("Nguyễn Văn An",)]


def test_day_month_and_year_in_three_columns_give_the_year() -> None:
    made = read(
        ("TT", "Họ và tên chủ hộ", "Ngày sinh", NO, NO),
        (NO, NO, "Ngày", "Tháng", "Năm"),
        (1, "Nguyễn Văn An", 2, 3, 1970),
    )
    assert values(made, "birth_year") == [(1970,)]


def test_the_total_column_counts_when_members_stand_in_several() -> None:
    made = read(
        ("Chủ hộ", "Số nhân khẩu nam", "Tổng số nhân khẩu"),
        ("Nguyễn Văn An", 2, 5),
    )
    assert values(made, "member_count") == [(5,)]
    assert [(r.code, r.cell) for r in made.remarks] == [("column_not_kept", "B")]


def test_people_in_office_are_no_households() -> None:
    made = read(
        ("DANH SÁCH HỘI VIÊN NÔNG DÂN",),
        ("TT", "Họ tên", "Năm sinh", "Ghi chú"),
        (1, "Nguyễn Văn An", 1970),
    )
    assert made.sheets[0].role == "team_members"
    assert codes(made) == ["sheet_not_a_list"]


def test_a_column_of_posts_makes_a_list_of_people_in_office() -> None:
    made = read(("TT", "Họ và tên", "Chức vụ"), (1, "Nguyễn Văn An", "Trưởng thôn"))
    assert made.sheets[0].role == "team_members"


def test_a_sheet_of_other_things_is_named_and_skipped() -> None:
    made = read(("BẢN TỔNG HỢP",), ("Không có gì",))
    assert (made.sheets[0].role, made.sheets[0].area) == ("summary", "")
    assert codes(made) == ["sheet_not_a_list"]


def test_a_hidden_sheet_without_a_list_keeps_its_role() -> None:
    made = read(("Ghi nhớ",), hidden=True)
    assert made.sheets[0].role == "summary"
    assert codes(made) == ["sheet_hidden"]


def test_a_workbook_without_sheets_gives_nothing() -> None:
    made = recognise(Workbook("x", ()), TODAY)
    assert (made.households, made.sheets, made.remarks) == ((), (), ())


def test_columns_that_are_not_kept_are_told_only_when_they_hold_something() -> None:
    made = read(
        ("Chủ hộ", "Năm sinh", "Dân tộc", "Tôn giáo", "Nghề nghiệp"),
        ("Nguyễn Văn An", 1970, "Kinh", NO, "Làm ruộng"),
    )
    assert [(r.code, r.cell, r.raw) for r in made.remarks] == [
        ("column_not_kept", "C", "Dân tộc"),
        ("column_not_kept", "E", "Nghề nghiệp"),
    ]


def test_a_list_in_tcvn3_without_fonts_is_known_by_its_text() -> None:
    made = read(
        ("TT", "Hä vµ tªn chñ hé", "N¨m sinh", "Ngâ"),
        (1, "NguyÔn V¨n ¢n", 1970, "Ngâ §×nh"),
        (2, "TrÇn ThÞ Hång", 1980, "Ngâ §×nh"),
    )
    assert values(made, "head_name", "lane") == [
        ("Nguyễn Văn Ân", "Ngõ Đình"),
        ("Trần Thị Hồng", "Ngõ Đình"),
    ]
    assert made.encoding == "TCVN3"
    assert codes(made) == ["legacy_encoding"]


def test_headings_of_addresses_give_the_lane() -> None:
    made = read(
        ("STT", "Hộ ông (bà)", "Sinh năm", "Khẩu", "Số nhà, ngõ"),
        (1, "Ông: Nguyễn Văn An", 1970, 4, "5 ngõ 3"),
    )
    assert values(made, "head_name", "lane") == [("Nguyễn Văn An", "5 ngõ 3")]


def test_the_lane_column_counts_before_an_address_column() -> None:
    made = read(("Chủ hộ", "Địa chỉ", "Ngõ"), ("Nguyễn Văn An", "Xã A", "Ngõ 3"))
    assert fields(made) == ["head_name", None, "lane"]


def test_a_household_number_counts_as_the_row_number_where_there_is_none() -> None:
    made = read(("Số hộ", "Chủ hộ", "Năm sinh"), (7, "Nguyễn Văn An", 1970))
    assert values(made, "number") == [("7",)]
    both = read(("TT", "Số hộ", "Chủ hộ", "Năm sinh"), (1, 7, "Nguyễn Văn An", 1970))
    assert fields(both) == ["number", None, "head_name", "birth_year"]


def test_a_heading_printed_again_far_below_any_title_is_printed_again() -> None:
    made = read(
        ("Chủ hộ", "Ngõ"),
        ("Nguyễn Văn An", "Ngõ 1"),
        ("Chủ hộ", "Ngõ"),
        ("Lê Văn Cao", "Ngõ 2"),
        *[() for _ in range(20)],
        ("Chủ hộ", "Ngõ"),
        ("Bùi Văn Em", "Ngõ 3"),
    )
    assert values(made, "row", "list") == [(2, None), (4, None), (26, None)]
    assert codes(made) == ["repeated_header", "repeated_header"]


def test_an_upper_heading_of_a_text_file_spreads_to_the_right() -> None:
    made = read(
        (NO, "Chủ hộ", NO, "Ghi chú"),
        ("STT", "Họ và tên", "Năm sinh", NO),
        (1, "Nguyễn Văn An", 1970, "x"),
        delimiter=";",
    )
    assert [c.decoded for c in made.sheets[0].columns] == [
        "STT",
        "Chủ hộ / Họ và tên",
        "Chủ hộ / Năm sinh",
        "Ghi chú",
    ]


def test_row_numbers_without_a_heading_and_columns_without_one_are_seen() -> None:
    made = read(
        (NO, "Chủ hộ", NO, "Năm sinh"),
        (1, "Nguyễn Văn An", "x", 1970),
        (2, "Lê Văn Cao", NO, 1971),
    )
    assert values(made, "number", "birth_year") == [("1", 1970), ("2", 1971)]
    assert [(r.code, r.cell, r.raw) for r in made.remarks] == [("column_not_kept", "C", None)]


def test_of_a_couple_the_first_name_is_the_head() -> None:
    made = read(
        ("STT", "Họ tên chồng", "Họ tên vợ", "Số ĐT"),
        (1, "Nguyễn Văn An", "Lê Thị Hai", "0912345678 (con gái)"),
    )
    assert values(made, "head_name", "phone") == [("Nguyễn Văn An", "0912345678")]
    assert codes(made) == ["column_not_kept", "phone_repaired"]


def test_a_lane_and_an_area_in_one_title_are_told_apart() -> None:
    made = read(("XÓM 3 THÔN ĐÔNG",), ("STT", "Hộ", "Khẩu"), (1, "Nguyễn Văn An", 4))
    assert values(made, "area", "lane", "head_name") == [("Thôn Đông", "Xóm 3", "Nguyễn Văn An")]

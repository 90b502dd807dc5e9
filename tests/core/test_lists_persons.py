"""Lists with a row per person, and faults of single rows that the sample lists do not show."""

from datetime import date
from typing import Any

from tuquan.core.lists import Detail, Merge, Recognition, Sheet, Workbook, recognise

TODAY = date(2026, 11, 20)
NO = None


def read(*rows: tuple[Any, ...], **more: Any) -> Recognition:
    return recognise(Workbook("x", (Sheet("Sheet1", rows, **more),)), TODAY)


def told(recognition: Recognition) -> list[tuple[str, int | None, str]]:
    return [(remark.code, remark.row, remark.cell) for remark in recognition.remarks]


def households(recognition: Recognition, *fields: str) -> list[tuple[Any, ...]]:
    return [tuple(getattr(h, field) for field in fields) for h in recognition.households]


def test_a_household_starts_at_its_head_where_households_have_no_number() -> None:
    made = read(
        ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Quan hệ với chủ hộ"),
        (1, "Nguyễn Văn An", "1/2/1970", "Nam", "Chủ hộ"),
        (2, "Lê Thị Hai", "1972", "Nữ", "Vợ"),
        (3, "Trần Văn Bình", "1960", NO, "CH"),
    )
    assert households(made, "row", "head_name", "birth_year", "member_count") == [
        (2, "Nguyễn Văn An", 1970, 2),
        (4, "Trần Văn Bình", 1960, 1),
    ]
    assert [(p.birth_date, p.gender, p.is_head) for p in made.persons] == [
        ("1970-02-01", "Nam", True),
        ("1972", "Nữ", False),
        ("1960", "", True),
    ]


def test_a_number_printed_on_every_row_keeps_a_household_together() -> None:
    made = read(
        ("Số hộ", "Họ và tên", "Quan hệ", "Năm sinh"),
        (1, "Nguyễn Văn An", "Chủ hộ", 1970),
        (1, "Lê Thị Hai", "Vợ", 1972),
        (2, "Trần Văn Bình", "Chủ hộ", 1966),
    )
    assert households(made, "number", "member_count") == [("1", 2), ("2", 1)]
    assert told(made) == []


def test_a_young_head_is_told_in_a_list_of_persons() -> None:
    made = read(
        ("Họ tên", "Quan hệ", "Ngày sinh"),
        ("Nguyễn Văn An", "Chủ hộ", "1/2/2015"),
        ("Nguyễn Thị Ba", "Chủ hộ", NO),
    )
    assert households(made, "birth_year") == [(2015,), (None,)]
    assert told(made) == [("head_too_young", 2, "C2"), ("birth_date_missing", 3, "C3")]


def test_a_list_of_persons_without_birth_dates_tells_nothing_of_them() -> None:
    made = read(("Họ tên chủ hộ", "Quan hệ"), ("Nguyễn Văn An", "Chủ hộ"))
    assert made.persons[0].birth_date == ""
    assert told(made) == []


def test_the_name_column_of_persons_counts_before_one_of_heads() -> None:
    made = read(
        ("Chủ hộ", "Họ tên", "Quan hệ"),
        ("Nguyễn Văn An", "Nguyễn Văn An", "Chủ hộ"),
    )
    assert [column.field for column in made.sheets[0].columns] == [None, "person_name", "relation"]


def test_places_groups_telephones_and_remarks_of_a_household_of_persons_are_kept() -> None:
    made = read(
        ("Số hộ", "Họ tên", "Quan hệ", "Tổ", "Thôn", "Số nhà", "SĐT", "Ghi chú"),
        (1, "Nguyễn Văn An", "Chủ hộ", "Tổ 1", "Thôn 5", NO, NO, "Nhà mới"),
        (NO, "Lê Thị Hai", "Vợ", NO, NO, "5A", "0912345678", "Đi làm xa"),
        (2, "Trần Văn Bình", "Chủ hộ"),
    )
    assert households(made, "group", "area", "house_number", "phone", "note") == [
        ("Tổ 1", "Thôn 5", "5A", "0912345678", "Nhà mới\nĐi làm xa"),
        ("Tổ 1", "Thôn 5", "", "", ""),
    ]


def test_a_section_row_closes_the_household_above_it() -> None:
    made = read(
        ("Số hộ", "Họ tên", "Quan hệ"),
        ("Ngõ Đình",),
        (1, "Nguyễn Văn An", "Chủ hộ"),
        ("Ngõ Miếu",),
        (2, "Trần Văn Bình", "Chủ hộ"),
    )
    assert households(made, "lane") == [("Ngõ Đình",), ("Ngõ Miếu",)]


def test_two_households_of_one_head_in_one_group_are_one_too_many() -> None:
    made = read(
        ("Tổ", "Chủ hộ", "Năm sinh", "Số khẩu", "SĐT"),
        ("1", "Nguyễn Văn An", 1970, 4, "0912345678"),
        ("1", "NGUYỄN VĂN AN", 1970, 4, NO),
        ("1", "Nguyễn Văn An", 1970, 4, "0912345679"),
        ("2", "Nguyễn Văn An", 1970, 4, NO),
        ("2", "Nguyễn Văn An", 1971, 4, NO),
    )
    assert households(made, "status") == [
        ("imported",),
        ("held",),
        ("held",),
        ("imported",),
        ("imported",),
    ]
    assert [(r.code, r.see_row) for r in made.remarks if r.see_row] == [
        ("duplicate_household", 2),
        ("duplicate_differs", 2),
        ("possible_duplicate", 2),
    ]


def test_a_ditto_mark_with_nothing_above_it_leaves_the_lane_empty() -> None:
    made = read(("Chủ hộ", "Ngõ", "Năm sinh"), ("Nguyễn Văn An", '"', 1970))
    assert households(made, "lane") == [("",)]
    assert told(made) == [("ditto_filled", 2, "B2")]


def test_a_merged_group_name_is_filled_without_a_remark() -> None:
    made = read(
        ("Nhóm", "Chủ hộ", "Năm sinh"),
        ("Tổ 1", "Nguyễn Văn An", 1970),
        (NO, "Lê Văn Cao", 1971),
        merges=(Merge(2, 1, 3, 1),),
    )
    assert households(made, "group") == [("Tổ 1",), ("Tổ 1",)]
    assert told(made) == []


def test_errors_formulas_and_comments_of_cells_are_told() -> None:
    made = read(
        ("Chủ hộ", "Năm sinh", "Số khẩu"),
        ("Nguyễn Văn An", 1970, NO),
        details={
            (2, 1): Detail(comment="hỏi lại"),
            (2, 2): Detail(formula=True),
            (2, 3): Detail(error="#N/A", comment="ô trống"),
        },
    )
    assert told(made) == [
        ("formula_value_used", 2, "B2"),
        ("formula_error", 2, "C2"),
        ("cell_comment", 2, "A2"),
    ]


def test_a_house_number_that_became_a_date_is_put_back() -> None:
    made = read(
        ("Chủ hộ", "Số nhà", "Năm sinh"),
        ("Nguyễn Văn An", date(2026, 2, 5), 1970),
        ("Lê Văn Cao", 12, 1971),
        ("Bùi Văn Em", NO, 1972),
    )
    assert households(made, "house_number") == [("5/2",), ("12",), ("",)]


def test_swapped_and_distant_coordinates_are_told() -> None:
    made = read(
        ("Chủ hộ", "Vĩ độ", "Kinh độ"),
        ("Nguyễn Văn An", 19.1, 105.1),
        ("Trần Thị Bé", "19,1001", "105,1002"),
        ("Lê Văn Cao", 21.5, 105.0),
        ("Hồ Văn Dũng", 105.1, 19.1),
        ("Bùi Văn Em", NO, NO),
    )
    assert [h.latitude is None for h in made.households] == [False, False, True, False, True]
    assert told(made) == [("coordinates_invalid", 4, "B4"), ("coordinates_swapped", 5, "B5")]


def test_coordinates_that_are_all_nonsense_are_all_left_empty() -> None:
    made = read(("Chủ hộ", "Vĩ độ", "Kinh độ"), ("Nguyễn Văn An", 0, 0))
    assert told(made) == [("coordinates_invalid", 2, "B2")]


def test_a_long_list_is_looked_at_no_longer_than_needed_for_its_encoding() -> None:
    rows = [(number, f"Nguyễn Văn {'A' * (number % 9 + 1)}", 1970) for number in range(1, 4000)]
    made = read(("TT", "Chủ hộ", "Năm sinh"), *rows)
    assert len(made.households) == 3999


def test_a_heading_word_left_of_all_columns_does_not_stop_the_reading() -> None:
    made = read(
        (NO, "Chủ hộ", "Năm sinh", NO),
        ("Số TT", NO, "Nam", "Nữ"),
        (1, "Nguyễn Văn An", 1970, NO),
    )
    assert households(made, "number", "head_name", "birth_year") == [("1", "Nguyễn Văn An", 1970)]

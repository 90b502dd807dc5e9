"""F-9: lists of offices nobody has seen: other words, orders and layouts, read by their meaning."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from tuquan.base.sheets import read_workbook
from tuquan.core.lists import Merge, Recognition, Sheet, Workbook, recognise

TODAY = date(2026, 11, 20)
NO = None
HOUSEHOLD = ("area", "lane", "house_number", "head_name", "birth_year", "member_count")


def read(*rows: tuple[Any, ...], name: str = "Sheet1", merges: tuple[Merge, ...] = ()) -> Any:
    """One sheet, recognised."""
    return recognise(Workbook("x", (Sheet(name, rows, merges=merges),)), TODAY)


def households(made: Recognition, *fields: str) -> list[tuple[Any, ...]]:
    """These fields of every household."""
    return [tuple(getattr(one, field) for field in fields or HOUSEHOLD) for one in made.households]


def grave(made: Recognition) -> list[str]:
    """What was told as a warning or an error."""
    return [one.code for one in made.remarks if one.severity in ("warning", "error")]


def test_a_ban_of_tay_and_nung_people_with_headings_in_capitals() -> None:
    made = read(
        ("UBND XÃ KHUỔI LUÔNG", NO, NO, NO),
        ("DANH SÁCH CÁC HỘ DÂN BẢN NÀ LẦU NĂM 2026", NO, NO, NO),
        ("SỐ TT", "HỌ TÊN CHỦ HỘ", "SINH NĂM", "SỐ KHẨU"),
        (1, "HOÀNG VĂN PẢO", 1961, 5),
        (2, "NÔNG THỊ SLAI", 1974, 4),
        (3, "LÝ A SÌNH", 1988, 6),
    )
    assert households(made, "area", "head_name", "birth_year", "member_count") == [
        ("Bản Nà Lầu", "Hoàng Văn Pảo", 1961, 5),
        ("Bản Nà Lầu", "Nông Thị Slai", 1974, 4),
        ("Bản Nà Lầu", "Lý A Sình", 1988, 6),
    ]
    assert grave(made) == []


def test_headings_in_capitals_without_marks() -> None:
    made = read(
        ("DANH SACH HO GIA DINH AP 3",),
        ("STT", "TEN CHU HO", "NAM SINH", "SO NGUOI", "HEM"),
        (1, "Tran Van Tam", 1966, 3, "Hem 12"),
        (2, "Le Thi Sau", 1970, 5, "Hem 12"),
    )
    assert households(made) == [
        ("Ấp 3", "Hem 12", "", "Tran Van Tam", 1966, 3),
        ("Ấp 3", "Hem 12", "", "Le Thi Sau", 1970, 5),
    ]
    assert grave(made) == []


def test_men_women_and_total_under_one_heading() -> None:
    made = read(
        ("Tổ dân phố 7", NO, NO, NO, NO, NO, NO),
        ("TT", "Họ và tên chủ hộ", "Năm sinh", "Số nhân khẩu", NO, NO, "Ngõ"),
        (NO, NO, NO, "Nam", "Nữ", "Tổng", NO),
        (1, "Vũ Đình Khôi", 1959, 2, 3, 5, "Ngõ 8"),
        (2, "Đỗ Thị Mây", 1983, 1, 1, 2, "Ngõ 9"),
        merges=(Merge(2, 4, 2, 6), *(Merge(2, column, 3, column) for column in (1, 2, 3, 7))),
    )
    assert households(made, "head_name", "member_count", "lane") == [
        ("Vũ Đình Khôi", 5, "Ngõ 8"),
        ("Đỗ Thị Mây", 2, "Ngõ 9"),
    ]


def test_men_women_and_total_as_headings_of_their_own() -> None:
    made = read(
        ("TT", "Chủ hộ", "Năm sinh", "Nam", "Nữ", "Tổng số nhân khẩu"),
        (1, "Vũ Đình Khôi", 1959, 2, 3, 5),
    )
    assert households(made, "head_name", "birth_year", "member_count") == [
        ("Vũ Đình Khôi", 1959, 5)
    ]


def test_birth_dates_in_date_cells() -> None:
    made = read(
        ("Stt", "Họ tên chủ hộ", "Ngày, tháng, năm sinh", "Nhân khẩu"),
        (1, "Phan Văn Lộc", date(1964, 5, 17), 4),
        (2, "Cao Thị Thơm", datetime(1979, 12, 1), 3),  # noqa: DTZ001 - a cell has no zone
        (3, "Cao Văn Út", "02/09/1990", 3),
    )
    assert households(made, "head_name", "birth_year") == [
        ("Phan Văn Lộc", 1964),
        ("Cao Thị Thơm", 1979),
        ("Cao Văn Út", 1990),
    ]


def test_a_year_typed_as_a_date_cell_of_a_year_column() -> None:
    made = read(
        ("STT", "Chủ hộ", "Năm sinh", "Số khẩu"),
        (1, "Phan Văn Lộc", date(1964, 1, 1), 4),
    )
    assert households(made, "birth_year") == [(1964,)]


def test_numbers_that_start_again_in_every_lane() -> None:
    made = read(
        ("KHU PHỐ 4", NO, NO, NO),
        ("STT", "Chủ hộ", "Năm sinh", "Số người"),
        ("Hẻm 15", NO, NO, NO),
        (1, "Trần Văn Tám", 1966, 3),
        (2, "Lê Thị Sáu", 1970, 5),
        ("Hẻm 27", NO, NO, NO),
        (1, "Ngô Văn Chín", 1972, 4),
        (2, "Hồ Thị Mười", 1985, 2),
    )
    assert households(made, "area", "lane", "head_name") == [
        ("Khu phố 4", "Hẻm 15", "Trần Văn Tám"),
        ("Khu phố 4", "Hẻm 15", "Lê Thị Sáu"),
        ("Khu phố 4", "Hẻm 27", "Ngô Văn Chín"),
        ("Khu phố 4", "Hẻm 27", "Hồ Thị Mười"),
    ]
    assert grave(made) == []


def test_two_lists_side_by_side() -> None:
    made = read(
        ("Thôn 9", NO, NO, NO, NO, NO, NO),
        ("TT", "Họ và tên chủ hộ", "Khẩu", NO, "TT", "Họ và tên chủ hộ", "Khẩu"),
        (1, "Lê Văn An", 3, NO, 3, "Bùi Thị Cúc", 5),
        (2, "Lê Thị Bé", 4, NO, 4, "Bùi Văn Dần", 2),
    )
    assert sorted(households(made, "head_name", "member_count", "area")) == [
        ("Bùi Thị Cúc", 5, "Thôn 9"),
        ("Bùi Văn Dần", 2, "Thôn 9"),
        ("Lê Thị Bé", 4, "Thôn 9"),
        ("Lê Văn An", 3, "Thôn 9"),
    ]


def test_the_order_of_columns_and_the_place_of_the_list_do_not_matter() -> None:
    made = read(
        (),
        (NO, NO, "DANH SÁCH HỘ DÂN BUÔN TUOR", NO, NO, NO),
        (),
        (NO, NO, "Tổng số người trong hộ", "Người đại diện hộ", "Năm sinh", "Đường"),
        (NO, NO, 6, "Y Bham Niê", 1967, "Đường số 2"),
        (NO, NO, 3, "H'Hoa Êban", 1991, "Đường số 3"),
    )
    assert households(made, "area", "lane", "head_name", "birth_year", "member_count") == [
        ("Buôn Tuor", "Đường số 2", "Y Bham Niê", 1967, 6),
        ("Buôn Tuor", "Đường số 3", "H'Hoa Êban", 1991, 3),
    ]
    assert grave(made) == []


def test_a_house_number_in_the_cell_of_the_head() -> None:
    made = read(
        ("TT", "Họ tên chủ hộ, số nhà", "Năm sinh", "Nhân khẩu"),
        (1, "Trịnh Văn Quyết - SN 12", 1960, 4),
        (2, "Mai Thị Lựu (số nhà 14B)", 1971, 2),
        (3, "Mai Văn Đào, số 7", 1980, 2),
        (4, "Lại Văn Sâm", 1957, 2),
    )
    assert households(made, "head_name", "house_number") == [
        ("Trịnh Văn Quyết", "12"),
        ("Mai Thị Lựu", "14B"),
        ("Mai Văn Đào", "7"),
        ("Lại Văn Sâm", ""),
    ]


def test_one_column_of_address_holds_door_and_lane_as_typed() -> None:
    made = read(
        ("TT", "Chủ hộ", "Năm sinh", "Địa chỉ", "Số thành viên"),
        (1, "Lê Văn An", 1970, "Số 5, ngõ Giếng", 3),
    )
    assert households(made, "lane", "member_count") == [("Số 5, ngõ Giếng", 3)]


def test_every_row_names_its_area_in_short() -> None:
    made = read(
        ("Stt", "Tên thôn", "Tên chủ hộ", "NS", "SK"),
        (1, "Thôn Đoài", "Lê Văn An", 1970, 3),
        (2, "-nt-", "Lê Thị Bé", 1975, 4),
        (3, "Thôn Đông", "Bùi Thị Cúc", 1980, 5),
    )
    assert households(made, "area", "head_name") == [
        ("Thôn Đoài", "Lê Văn An"),
        ("Thôn Đoài", "Lê Thị Bé"),
        ("Thôn Đông", "Bùi Thị Cúc"),
    ]


def test_a_text_file_in_utf_16_with_tabs() -> None:
    text = "STT\tTên chủ hộ\tNăm sinh\tSố khẩu\n1\tĐặng Thị Ổn\t1969\t4\n2\tHồ Văn Ước\t1977\t5\n"
    for encoding in ("utf-16", "utf-16-le"):
        content = text.encode(encoding)
        if encoding == "utf-16-le":
            content = b"\xff\xfe" + content
        book = read_workbook("x.txt", content)
        assert isinstance(book, Workbook)
        made = recognise(book, TODAY)
        assert households(made, "head_name", "birth_year", "member_count") == [
            ("Đặng Thị Ổn", 1969, 4),
            ("Hồ Văn Ước", 1977, 5),
        ]
        assert grave(made) == []


def test_family_name_and_given_name_in_two_columns() -> None:
    made = read(
        ("TT", "Họ đệm", "Tên", "Năm sinh", "Số khẩu"),
        (1, "Nguyễn Văn", "An", 1970, 3),
        (2, "Trần Thị Thu", "Bé", 1975, 4),
    )
    assert households(made, "head_name") == [("Nguyễn Văn An",), ("Trần Thị Thu Bé",)]


def test_persons_without_household_numbers_start_with_each_head() -> None:
    made = read(
        ("STT", "Họ và tên", "Quan hệ với chủ hộ", "Ngày sinh"),
        (1, "Nguyễn Văn An", "Chủ hộ", "12/03/1970"),
        (2, "Lê Thị Bưởi", "Vợ", "1972"),
        (3, "Trần Văn Cam", "Chủ hộ", "1965"),
    )
    assert households(made, "head_name", "birth_year", "member_count") == [
        ("Nguyễn Văn An", 1970, 2),
        ("Trần Văn Cam", 1965, 1),
    ]
    assert len(made.persons) == 3


def test_a_village_of_the_south_with_its_words() -> None:
    made = read(
        ("DANH SÁCH HỘ KHÓM 2 - PHƯỜNG AN BÌNH", NO, NO, NO, NO),
        ("Số TT", "Tên chủ nhà", "N.sinh", "Số nk", "Ghi chú"),
        ("01", "Nguyễn Văn Ba (Ba Lúa)", "1958", "04", ""),
        ("02", "Võ Thị Tư", "1963", "02", "đi Bình Dương"),
    )
    assert households(made, "area", "head_name", "birth_year", "member_count", "note") == [
        ("Khóm 2", "Nguyễn Văn Ba (Ba Lúa)", 1958, 4, ""),
        ("Khóm 2", "Võ Thị Tư", 1963, 2, "đi Bình Dương"),
    ]

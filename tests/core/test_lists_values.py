"""The readers of single cells: years, dates, counts, telephones, names, places, encodings."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuquan.core.lists.areas import (
    area_named,
    commune_named,
    is_signature,
    is_total,
    section_named,
    stated_counts,
)
from tuquan.core.lists.encodings import (
    decode_bytes,
    from_tcvn3,
    strange_words,
    tcvn3_or_not,
    undo_mojibake,
)
from tuquan.core.lists.entries import is_sensitive, split_assignees
from tuquan.core.lists.headings import field_of
from tuquan.core.lists.numbers import (
    read_birth_date,
    read_birth_year,
    read_degrees,
    read_member_count,
    read_phone,
)
from tuquan.core.lists.sheets import Detail, Sheet, column_letter, shown
from tuquan.core.lists.texts import LONG_TEXT, clean_name, clean_note, clean_text

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("typed", "year", "code"),
    [
        (1975, 1975, ""),
        (1975.0, 1975, ""),
        (1.988, 1988, "birth_year_repaired"),
        (19.755, None, "birth_year_unknown"),
        ("1977", 1977, "number_as_text"),
        ("58", 1958, "birth_year_two_digits"),
        (0, None, "birth_year_out_of_range"),
        ("1899", None, "birth_year_out_of_range"),
        (2027, None, "birth_year_out_of_range"),
        ("19 75", 1975, "birth_year_repaired"),
        ("l962", 1962, "birth_year_repaired"),
        ("1.988", 1988, "birth_year_repaired"),
        ("1975.0", 1975, "birth_year_repaired"),
        ("khoảng 1950", 1950, "birth_year_repaired"),
        ("1950-1955", None, "birth_year_unknown"),
        ("Không rõ", None, "birth_year_unknown"),
        ("abc", None, "birth_year_unknown"),
        (True, None, "birth_year_unknown"),
        ("15/8/1978", 1978, "birth_date_given"),
        (date(1968, 3, 2), 1968, "birth_date_given"),
        (datetime(1968, 3, 2, 7), 1968, "birth_date_given"),  # noqa: DTZ001
        (date(1905, 5, 28), 1975, "birth_year_repaired"),
    ],
)
def test_a_birth_year_is_read_as_people_type_it(typed: Any, year: int | None, code: str) -> None:
    reading = read_birth_year(typed, TODAY)
    assert (reading.value, reading.code) == (year, code)


@pytest.mark.parametrize(
    ("typed", "text", "code"),
    [
        (1967, "1967", ""),
        ("1973", "1973", ""),
        ("20/07/1981", "1981-07-20", ""),
        ("18.06.1969", "1969-06-18", ""),
        ("12-04-1995", "1995-04-12", ""),
        (" 04 / 08 / 2011", "2011-08-04", ""),
        ("ngày 14 tháng 8 năm 2009", "2009-08-14", ""),
        ("tháng 8 năm 2009", "2009-08", ""),
        ("2009-08-14", "2009-08-14", ""),
        ("12/1994", "1994-12", ""),
        ("00/00/2007", "2007", ""),
        ("00/05/2007", "2007-05", ""),
        ("06/9/94", "1994-09-06", "birth_year_two_digits"),
        ("31/02/2010", "2010", "birth_date_impossible"),
        ("45/45/2010", "2010", "birth_date_impossible"),
        ("12/25/2012", "2012-12-25", "birth_date_month_first"),
        ("15/08/2031", None, "birth_date_in_future"),
        ("15/08/1831", None, "birth_year_out_of_range"),
        ("không rõ", None, "birth_year_unknown"),
        (date(1981, 7, 20), "1981-07-20", ""),
        (datetime(1981, 7, 20, 0, 0), "1981-07-20", ""),  # noqa: DTZ001
        (date(1905, 5, 28), "1975", "birth_year_repaired"),
    ],
)
def test_a_birth_date_is_as_exact_as_its_source(typed: Any, text: str | None, code: str) -> None:
    reading = read_birth_date(typed, TODAY)
    assert (reading.value, reading.code) == (text, code)


@given(st.dates(date(1906, 1, 1), TODAY), st.sampled_from(["/", ".", "-", " / "]))
def test_any_day_first_date_is_read_back(day: date, sign: str) -> None:
    typed = sign.join([str(day.day), str(day.month), str(day.year)])
    assert read_birth_date(typed, TODAY).value == day.isoformat()


@pytest.mark.parametrize(
    ("typed", "count", "code"),
    [
        (4, 4, ""),
        (4.0, 4, ""),
        ("4", 4, "number_as_text"),
        ("4 người", 4, "member_count_repaired"),
        ("05 khẩu", 5, "member_count_repaired"),
        ("4 nk", 4, "member_count_repaired"),
        ("1,0", 1, "member_count_repaired"),
        (2.5, None, "member_count_invalid"),
        (-3, None, "member_count_invalid"),
        (0, None, "member_count_invalid"),
        ("nhiều", None, "member_count_invalid"),
        (True, None, "member_count_invalid"),
        (date(2020, 1, 4), None, "member_count_invalid"),
        (21, None, "member_count_too_high"),
        ("45 người", None, "member_count_too_high"),
    ],
)
def test_a_member_count_is_1_to_20_or_nothing(typed: Any, count: int | None, code: str) -> None:
    reading = read_member_count(typed)
    assert (reading.value, reading.code) == (count, code)


@pytest.mark.parametrize(
    ("typed", "phone", "code"),
    [
        ("0952146811", "0952146811", ""),
        (957561831, "0957561831", "phone_repaired"),
        (957561831.0, "0957561831", "phone_repaired"),
        ("+84 952 460 823", "0952460823", "phone_repaired"),
        ("0084952460823", "0952460823", "phone_repaired"),
        ("0952.460.823", "0952460823", "phone_repaired"),
        ("01652146811", "0352146811", "phone_repaired"),
        ("0952460823; 0952460824", "0952460823", "phone_repaired"),
        ("số 0252460823111 hoặc 0952460824", "0952460824", "phone_repaired"),
        ("9,51E+08", None, "phone_invalid"),
        ("09507861", None, "phone_invalid"),
        ("không có", None, "phone_invalid"),
    ],
)
def test_a_telephone_number_is_ten_digits_from_0(typed: Any, phone: str | None, code: str) -> None:
    reading = read_phone(typed)
    assert (reading.value, reading.code) == (phone, code)


@pytest.mark.parametrize(
    ("typed", "degrees"),
    [("19,2287", "19.2287"), ("19.2287°", "19.2287"), (19.5, "19.5"), ("chưa đo", "None")],
)
def test_degrees_are_read_with_a_comma_or_a_dot(typed: Any, degrees: str) -> None:
    assert str(read_degrees(typed)) == degrees


@pytest.mark.parametrize(
    ("typed", "name", "codes"),
    [
        ("Nguyễn Văn Ân", "Nguyễn Văn Ân", ()),
        ("Y Blôk Êban", "Y Blôk Êban", ()),
        ("K'Brếp", "K'Brếp", ()),
        ("k'brếp", "K'Brếp", ("letter_case",)),
        ("NGuyễn VĂN an", "Nguyễn Văn An", ("letter_case",)),
        ("Nguyễn Thị Thuý", "Nguyễn Thị Thuý", ("tone_mark_style",)),
        ("Hộ gia đình ông Lê Văn A", "Lê Văn A", ("name_prefix_removed",)),
        ("Anh Tuấn", "Anh Tuấn", ()),
        ("Nguyễn\nVăn An", "Nguyễn Văn An", ("line_break_in_cell",)),
        ("Nguy?n V?n An", "Nguy?n V?n An", ("letters_lost",)),
        ("Tám", "Tám", ("name_incomplete",)),
        ("Ðỗ Văn Ðạo", "Đỗ Văn Đạo", ("lookalike_letter",)),
        ("nguyễn văn an (bình)", "Nguyễn Văn An (Bình)", ("letter_case",)),
        ("=Nguyễn Văn An", "=Nguyễn Văn An", ("formula_text",)),
        ("Nguyá»…n VÄƒn Tiáº¿n", "Nguyễn Văn Tiến", ("mojibake",)),
    ],
)
def test_a_name_is_stored_as_it_is_usually_written(
    typed: str, name: str, codes: tuple[str, ...]
) -> None:
    assert clean_name(typed) == (name, codes)


@given(st.lists(st.sampled_from(["Nguyễn", "Văn", "Thị", "Đức", "Ánh", "Ý"]), min_size=2))
def test_cleaning_a_clean_name_changes_nothing(words: list[str]) -> None:
    name, codes = clean_name(" ".join(words).upper())
    assert name == " ".join(words)
    assert clean_name(name) == (name, ())


def test_a_lane_in_capitals_gets_its_usual_form_and_a_house_number_keeps_its_letters() -> None:
    assert clean_text("NGÕ ĐÌNH") == ("Ngõ Đình", ("letter_case",))
    assert clean_text("14A") == ("14A", ())
    assert clean_text("5 ngõ 3") == ("5 ngõ 3", ())


def test_a_remark_keeps_its_lines_and_tells_when_it_is_long() -> None:
    assert clean_note(" Một \n- hai ") == ("Một\n- hai", ())
    assert clean_note("chữ " * LONG_TEXT)[1] == ("long_text",)
    assert clean_note("-2+3") == ("-2+3", ("formula_text",))


@pytest.mark.parametrize(
    ("note", "sensitive"),
    [
        ("Hộ cận nghèo", True),
        ("ho ngheo", True),
        ("theo đạo Tin Lành", True),
        ("bị bệnh tim", True),
        ("Nhà cạnh bệnh viện", False),
        ("Gia đình liệt sĩ", False),
        ("Người cao tuổi sống một mình", False),
    ],
)
def test_a_remark_on_poverty_belief_or_health_is_sensitive(note: str, sensitive: bool) -> None:
    assert is_sensitive(note) is sensitive


@pytest.mark.parametrize(
    ("title", "area"),
    [
        ("DANH SÁCH HỘ GIA ĐÌNH THÔN 6", "Thôn 6"),
        ("(Tổ Dân vận Cộng đồng thôn Đồng Sen)", "thôn Đồng Sen"),
        ("DANH SÁCH HỘ THÔN ĐỒNG SEN NĂM 2026", "Thôn Đồng Sen"),
        ("XÃ YÊN KHÊ HẠ - THÔN 3 (đã sửa)", "Thôn 3"),
        ("Danh sách hộ tổ dân phố số 12", "Tổ dân phố 12"),
        ("BẢN TỔNG HỢP", ""),
        ("danh sách các hộ trong thôn", ""),
        ("Thon7", "Thôn 7"),
        ("thon 3 (sua)", "Thôn 3"),
        ("T2", "Thôn 2"),
        ("TDP 4", "Tổ dân phố 4"),
        ("Sheet1", ""),
        ("Khu phố IV", "Khu phố IV"),
    ],
)
def test_the_area_is_taken_from_a_title(title: str, area: str) -> None:
    assert area_named(title) == area


def test_the_commune_is_taken_from_a_title() -> None:
    assert commune_named("UBND XÃ YÊN KHÊ HẠ") == "Xã Yên Khê Hạ"
    assert commune_named("của xã này") == ""


@pytest.mark.parametrize(
    ("text", "field", "name"),
    [
        ("Ngõ Ao Sen: 18 hộ", "lane", "Ngõ Ao Sen"),
        ("I. Xóm Đông", "lane", "Xóm Đông"),
        ("Các hộ Ngõ Cây Đa (ghi theo sổ cũ)", "lane", "Ngõ Cây Đa"),
        ("TỔ SỐ 3", "group", "Tổ số 3"),
        ("thôn 4", "area", "Thôn 4"),
    ],
)
def test_a_section_row_names_a_lane_a_group_or_an_area(text: str, field: str, name: str) -> None:
    section = section_named(text)
    assert section is not None
    assert (section.field, section.name) == (field, name)


def test_a_person_or_a_sentence_is_no_section() -> None:
    assert section_named("Nguyễn Văn An") is None
    assert section_named("Ngõ này do bác phó xóm ghi lại từ hôm qua") is None


def test_totals_and_signatures_are_known_and_people_called_tong_are_not() -> None:
    assert is_total("Tổng cộng: 180 hộ")
    assert is_total("Cộng")
    assert not is_total("Tống Thị Liên")
    assert not is_total("Tong Thi Lien")
    assert is_signature("NGƯỜI LẬP DANH SÁCH")
    assert not is_signature("Nguyễn Văn An")
    assert stated_counts("Cộng: 60 hộ, 1.211 khẩu") == (60, 1211)
    assert stated_counts("Cộng") == (None, None)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Họ, tên chủ hộ", "head_name"),
        ("Quan hệ với chủ hộ", "relation"),
        ("Họ và tên người phụ trách các hộ gia đình", "assignees"),
        ("Số TT", "number"),
        ("Số nhân khẩu trong gia đình", "member_count"),
        ("Thứ tự nhà trong ngõ", "house_number"),
        ("Số nhà trong ngõ", "house_number"),
        ("Ngõ / xóm", "lane"),
        ("Ngõ Miếu", None),
        ("Tổ dân phố", "area"),
        ("Điện thoại chủ hộ", "phone"),
        ("Số sổ hộ khẩu", "not_kept"),
        ("Diện tích đất", None),
        ("Tổ dân phố số", "area"),
        ("Hộ khẩu thường trú", "not_kept"),
        ("SL khẩu thực tế", "member_count"),
        ("Thuộc tổ", "group"),
        ("Đ" * 100, None),
    ],
)
def test_a_heading_means_a_field_by_its_words(heading: str, field: str | None) -> None:
    assert field_of(heading) == field


def test_assignees_are_split_at_numbers_signs_and_lines() -> None:
    assert split_assignees("1. Lê Văn Long; 2. Hoàng Văn Nam; 3. Nguyễn Thị Dung:") == (
        "Lê Văn Long",
        "Hoàng Văn Nam",
        "Nguyễn Thị Dung",
    )
    assert split_assignees("Ông Lê A 2) Bà Bùi B\n") == ("Lê A", "Bùi B")
    assert split_assignees("") == ()


def test_tcvn3_is_told_from_unicode_by_the_words_and_by_the_font_where_both_read() -> None:
    assert from_tcvn3("NguyÔn ThÞ ¸nh") == "Nguyễn Thị ánh"
    assert from_tcvn3("DANH S¸CH C¸C Hé") == "DANH SÁCH CÁC HỘ"
    assert tcvn3_or_not("NguyÔn") is True
    assert tcvn3_or_not("Nguyễn") is False
    assert tcvn3_or_not("Nam") is None
    assert tcvn3_or_not("Lê Tú Trân") is None
    assert tcvn3_or_not("Lê Tú Trân", ".VnTime") is True
    assert tcvn3_or_not("Lê Tú Trân", "Times New Roman") is False
    assert tcvn3_or_not("Tr­¬ng") is True


def test_words_that_are_no_vietnamese_syllables_are_strange() -> None:
    assert strange_words("Nguyễn Văn Ổn, Đặng Thị Ước") == 0
    assert strange_words("NguyÔn Vãán xñz") == 3


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("Tráº§n Thá»‹ ÄÃ o", None),
        ("Tráº§n Thá»‹ Ä\x90Ã\xa0o", "Trần Thị Đào"),
        ("Nguyễn Ã€ Văn", None),
        ("Ã€€", None),
        ("Nguyễn Văn An", None),
    ],
)
def test_mojibake_is_undone_only_when_it_is_whole(broken: str, whole: str | None) -> None:
    assert undo_mojibake(broken) == whole


@pytest.mark.parametrize(
    ("content", "text", "encoding"),
    [
        ("Ngõ Đình".encode(), "Ngõ Đình", "UTF-8"),
        ("\ufeffNgõ".encode(), "Ngõ", "UTF-8 with BOM"),
        ("Ngõ".encode("utf-16"), "Ngõ", "UTF-16"),
        ("\ufeffNgõ".encode("utf-16-be"), "Ngõ", "UTF-16"),
        (b"H\xf4\xcc Minh H\xfdng", "Hồ Minh Hưng", "Windows-1258"),
        ("Hä vµ tªn chñ hé".encode("latin-1"), "Hä vµ tªn chñ hé", "TCVN3"),
    ],
)
def test_the_encoding_of_a_text_file_is_told_from_its_words(
    content: bytes, text: str, encoding: str
) -> None:
    assert decode_bytes(content) == (text, encoding)


def test_one_damaged_sign_does_not_make_a_utf_8_file_another_encoding() -> None:
    content = ("Nguyễn Thị Ánh " * 20).encode() + b"\xe1"
    assert decode_bytes(content)[1] == "UTF-8"


def test_a_sheet_gives_cells_by_place_and_nothing_outside() -> None:
    sheet = Sheet("A", ((1,), ()), details={(1, 1): Detail(comment="x")})
    assert (sheet.cell(1, 1).value, sheet.cell(1, 1).detail.comment) == (1, "x")
    assert (sheet.value(1, 2), sheet.value(3, 1), sheet.value(1, 0)) == (None, None, None)
    assert column_letter(703) == "AAA"


def test_values_are_shown_as_plain_json() -> None:
    assert shown(datetime(2020, 1, 2, 0, 0)) == "2020-01-02"  # noqa: DTZ001
    assert shown(datetime(2020, 1, 2, 3, 4)) == "2020-01-02T03:04:00"  # noqa: DTZ001
    assert shown(time(3, 4)) == "03:04:00"
    assert shown(timedelta(hours=1)) == "1:00:00"
    assert shown(5) == 5

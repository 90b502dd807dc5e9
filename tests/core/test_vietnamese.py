"""Spelling, searching, sorting and numbers, as Vietnamese readers expect them (F-7)."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuquan.core.problems import Problem
from tuquan.core.vietnamese import (
    format_number,
    name_sort_key,
    parse_number,
    same_name_key,
    search_key,
    sort_key,
    tidy,
)

LETTERS = (
    "aáàảãạăắằẳẵặâấầẩẫậbcdđeéèẻẽẹêếềểễệghiíìỉĩịklmnoóòỏõọôốồổỗộơớờởỡợpqrstuúùủũụưứừửữựvxyýỳỷỹỵ"
)
words = st.text(alphabet=LETTERS + LETTERS.upper(), min_size=1, max_size=7)
names = st.lists(words, min_size=1, max_size=4).map(" ".join)


def test_a_problem_carries_its_code_place_and_values() -> None:
    assert Problem("too_large", "households", {"limit": 5}).params == {"limit": 5}


def test_a_problem_without_values_has_its_own_empty_ones() -> None:
    assert Problem("missing") == Problem("missing", "", {})


def test_tidy_folds_hard_and_zero_width_spaces() -> None:
    assert tidy("\ufeff  Nguyễn\u00a0\u200bVăn \t\n An ") == "Nguyễn Văn An"


@given(st.text())
def test_tidy_twice_is_tidy_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


def test_the_search_key_has_no_marks_and_no_capitals() -> None:
    assert search_key("  Đặng Thị  HOÀ ") == "dang thi hoa"


@given(st.text())
def test_the_search_key_of_a_search_key_is_itself(text: str) -> None:
    assert search_key(search_key(text)) == search_key(text)


def test_a_mark_standing_alone_leaves_no_space_in_the_search_key() -> None:
    assert search_key("an \u0301") == "an"


@given(names)
def test_the_search_key_of_a_vietnamese_name_is_plain_ascii(name: str) -> None:
    assert search_key(name).isascii()


@given(names)
def test_composed_and_decomposed_spellings_have_equal_keys(name: str) -> None:
    decomposed = unicodedata.normalize("NFD", name)
    for key in (tidy, search_key, same_name_key, sort_key, name_sort_key):
        assert key(decomposed) == key(unicodedata.normalize("NFC", name))


def test_the_place_of_the_tone_does_not_make_another_name() -> None:
    assert same_name_key("Trần Thị Hoà") == same_name_key("TRẦN THỊ  Hòa")


@pytest.mark.parametrize("other", ["Hóa", "Hoa", "Hỏa", "Họa", "Hoạ"])
def test_another_tone_makes_another_name(other: str) -> None:
    assert same_name_key("Hòa") != same_name_key(other)


def test_another_letter_makes_another_name() -> None:
    assert same_name_key("Đan") != same_name_key("Dan")
    assert same_name_key("Ơn") != same_name_key("Ôn")


def test_words_sort_as_in_a_vietnamese_dictionary() -> None:
    expected = ["An", "Ánh", "Ăn", "Âu", "Dương", "Đặng", "Ổi", "Ơn", "Ung", "Ước"]
    assert sorted(reversed(expected), key=sort_key) == expected


def test_tones_sort_in_dictionary_order_and_only_break_ties() -> None:
    expected = ["ma", "mà", "mả", "mã", "má", "mạ", "man", "màn", "mang"]
    assert sorted(reversed(expected), key=sort_key) == expected


def test_numbers_sort_by_value_and_before_letters() -> None:
    expected = ["Thôn", "Thôn 0", "Thôn 2", "Thôn 2A", "Thôn 10", "Thôn 100", "Thôn A"]
    assert sorted(reversed(expected), key=sort_key) == expected


def test_a_digit_is_not_taken_for_a_letter() -> None:
    assert sort_key("5") != sort_key("aăd")


def test_letters_of_other_alphabets_sort_last() -> None:
    assert sorted(["Щ", "Y", "F", "-"], key=sort_key) == ["-", "F", "Y", "Щ"]


@given(st.text(max_size=20))
def test_the_sort_key_is_plain_ascii(text: str) -> None:
    assert sort_key(text).isascii()


@given(names, names)
def test_different_names_never_share_a_sort_key(one: str, other: str) -> None:
    same_word = tidy(one).casefold() == tidy(other).casefold()
    assert (sort_key(one) == sort_key(other)) == same_word


def test_people_sort_by_given_name_then_by_the_rest() -> None:
    expected = ["Trần Văn An", "Đỗ Thị Ánh", "Bùi Văn Bình", "Lê Văn Bình", "Y"]
    assert sorted(reversed(expected), key=name_sort_key) == expected


@pytest.mark.parametrize(
    ("number", "places", "text"),
    [
        (1234, None, "1.234"),
        (Decimal("1234.5"), None, "1.234,5"),
        (1234.5, None, "1.234,5"),
        (Decimal("1E+3"), None, "1.000"),
        (-1234567, None, "-1.234.567"),
        (0, 1, "0,0"),
        (Decimal("2.25"), 1, "2,3"),
        (Decimal("2.5"), 0, "3"),
        (Decimal("-0.04"), 1, "0,0"),
    ],
)
def test_numbers_are_written_as_vietnamese_readers_write_them(
    number: int | float | Decimal, places: int | None, text: str
) -> None:
    assert format_number(number, places) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12))
def test_a_written_number_reads_back_as_itself(number: Decimal) -> None:
    assert parse_number(format_number(number)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.234,5", "1234.5"),
        (" 1 234 567 ", "1234567"),
        ("1\u00a0234", "1234"),
        ("+12", "12"),
        ("- 1.000", "-1000"),
        ("007", "7"),
        ("0,5", "0.5"),
    ],
)
def test_numbers_are_read_as_vietnamese_people_mean_them(text: str, number: str) -> None:
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["1.5", "0.500", "12 5", "1,5,5", "1.23", "1234.567", "1.234 567", "", "ba", "5%", ",5"]
)
def test_what_may_be_a_slip_is_not_a_number(text: str) -> None:
    assert parse_number(text) is None

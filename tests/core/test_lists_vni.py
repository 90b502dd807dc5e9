"""Lists typed with VNI fonts: told from Unicode and TCVN3 by the words, and read as Unicode."""

import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuquan.base.sheets import Refusal, read_workbook
from tuquan.core.lists import Detail, Recognition, Sheet, Workbook, recognise
from tuquan.core.lists.encodings import (
    UNICODE,
    decode_bytes,
    encoding_of,
    from_vni,
    tcvn3_or_not,
    usual_encoding,
    vni_or_not,
)

TODAY = date(2026, 11, 20)
SAMPLES = Path(__file__).parents[1] / "data" / "samples"
NO = None

# The chart of the encoding once more, letter by letter, so that a slip in the code shows.
CHART = """
á aù à aø ả aû ã aõ ạ aï ă aê ắ aé ằ aè ẳ aú ẵ aü ặ aë â aâ ấ aá ầ aà ẩ aå ẫ aã ậ aä
é eù è eø ẻ eû ẽ eõ ẹ eï ê eâ ế eá ề eà ể eå ễ eã ệ eä í í ì ì ỉ æ ĩ ó ị ò
ó où ò oø ỏ oû õ oõ ọ oï ô oâ ố oá ồ oà ổ oå ỗ oã ộ oä ơ ô ớ ôù ờ ôø ở ôû ỡ ôõ ợ ôï
ú uù ù uø ủ uû ũ uõ ụ uï ư ö ứ öù ừ öø ử öû ữ öõ ự öï ý yù ỳ yø ỷ yû ỹ yõ ỵ î đ ñ
"""
CODES = dict(zip(CHART.split()[::2], CHART.split()[1::2], strict=True))
CODES |= {letter.upper(): code.upper() for letter, code in CODES.items()}


def vni(text: str) -> str:
    """Unicode text as it is typed with a VNI font."""
    return "".join(CODES.get(sign, sign) for sign in text)


ONSETS = "b ch d đ h kh l m n ng nh ph s t th tr v x"
RHYMES = """
a ác ài ãm an àng anh ạo áp át âu ây ăm ặng ân ấp ật é en êu ế ênh ích im ình iên iều ọ oan oàn
oá oà òa oạt oe oan oong ọng òi ón ô ôi ồng ốn ơ ơn ời u ui úc ung ủa uân uấn uê uệ uôn uỷ ủy uyên
uyết uynh ư ực ưng ưa ười ương ước ữu ý ỳ ỷ ỹ ỵ
"""
COMMON = "Nguyễn Văn Thị Đặng Lê Hoà Hoá Toàn Công Quý Gìn Giữ"
SYLLABLES = st.builds(
    "{}{}".format, st.sampled_from(ONSETS.split()), st.sampled_from(RHYMES.split())
)
NAMES = st.lists(
    SYLLABLES | st.sampled_from(COMMON.split()),
    min_size=2,
    max_size=4,
).map(lambda words: " ".join(word.capitalize() for word in words))


def read(*rows: tuple[Any, ...], **more: Any) -> Recognition:
    name = more.pop("name", "Sheet1")
    return recognise(Workbook("x", (Sheet(name, rows, **more),)), TODAY)


def heads(made: Recognition) -> list[str]:
    return [household.head_name for household in made.households]


def told(made: Recognition) -> list[tuple[str, str]]:
    return [(remark.code, remark.cell) for remark in made.remarks]


HEADINGS = ("TT", "Hoï vaø teân chuû hoä", "Naêm sinh", "Soá nhaân khaåu", "Ngoõ")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Nguyeãn Vaên AÂn", "Nguyễn Văn Ân"),
        ("Nguyeãn Vaên Aân", "Nguyễn Văn Ân"),
        ("Ñaëng Thò Hoøa", "Đặng Thị Hòa"),
        ("Leâ Höõu Öôùc", "Lê Hữu Ước"),
        ("Traàn Ñình Baûy", "Trần Đình Bảy"),
        ("TRAÀN THÒ LOAN", "TRẦN THỊ LOAN"),
        ("TRAàN THò LAøI", "TRẦN THị LÀI"),
        ("Phaïm Quyù Oån", "Phạm Quý Ổn"),
        ("Voõ Thò Thuûy", "Võ Thị Thủy"),
        ("BUØI VÓNH KYØ, XAÕ MYÕ ÖÙNG", "BÙI VĨNH KỲ, XÃ MỸ ỨNG"),
        ("Ngoâ Thò Tæ Ÿ × 3", "Ngô Thị Tỉ Ÿ × 3"),
    ],
)
def test_a_base_letter_and_the_sign_after_it_are_read_as_one_letter(typed: str, meant: str) -> None:
    assert from_vni(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "Nguyeãn Vaên AÂn",
        "Ñaëng Thò Hoøa",
        "Leâ Höõu Öôùc",
        "TRAÀN THÒ LOAN",
        "Phaïm Quyù Oån",
        "Leâ",
        "Huùng",
        "Ñoâng",
        "Haù",
        "Nguyeãn Vaên Hùng",
    ],
)
def test_words_that_are_vietnamese_only_as_vni_are_vni(typed: str) -> None:
    assert vni_or_not(typed) is True
    assert tcvn3_or_not(typed) is False


@pytest.mark.parametrize(
    "typed", ["Hùng", "Lê", "Lê Hoà", "Công", "Thuỷ", "Huế", "Nguyễn Văn Ân", "Xuân Quý", "Tú"]
)
def test_words_that_vni_cannot_spell_are_not_vni(typed: str) -> None:
    assert vni_or_not(typed) is False


@pytest.mark.parametrize(
    "typed",
    ["Hoà", "Hoá", "Toàn", "Loan", "Bình", "Y Blôk Êban", "H'Hen Niê", "Y Blôk", "Niê", "Êñuôl"],
)
def test_where_nothing_tells_a_text_is_what_its_sheet_is_and_unicode_alone(typed: str) -> None:
    assert vni_or_not(typed) is None
    assert encoding_of(typed) == UNICODE
    assert encoding_of(typed, usual="VNI") == "VNI"


@pytest.mark.parametrize("typed", ["NguyÔn ThÞ ¸nh", "TrÇn V¨n Hïng", "Hä vµ tªn chñ hé", "Tr­¬ng"])
def test_a_text_in_tcvn3_is_never_vni(typed: str) -> None:
    assert vni_or_not(typed) is False
    assert encoding_of(typed, usual="VNI") == "TCVN3"


def test_the_font_tells_where_several_readings_are_vietnamese() -> None:
    assert vni_or_not("Hoà", "VNI-Times") is True
    assert vni_or_not("Hoà", "Times New Roman") is False
    assert vni_or_not("Hò", ".VnTime") is False
    assert vni_or_not("Bình", "Times New Roman") is None
    assert vni_or_not("Loan", "VNI-Times") is None
    assert vni_or_not("Lê Quý", "VNI-Times") is False
    assert vni_or_not("Traàn", "Times New Roman") is True


def test_a_sheet_is_in_the_encoding_most_of_its_telling_texts_are_in() -> None:
    old, new, abc = ("Traàn", ""), ("Trần", ""), ("TrÇn", "")
    assert usual_encoding([old, old, new, ("Hoà", "")]) == "VNI"
    assert usual_encoding([abc, abc, old]) == "TCVN3"
    assert usual_encoding([old, new]) == UNICODE
    assert usual_encoding([("Hoà", ""), ("Toàn", "")]) == UNICODE
    assert usual_encoding([("Hoà", "VNI-Times"), ("Toàn", "VNI-Times")]) == "VNI"


def test_a_list_in_vni_is_read_with_its_title_headings_names_and_places() -> None:
    made = read(
        ("UBND XAÕ AN PHUÙ",),
        ("DANH SAÙCH CAÙC HOÄ THOÂN 3",),
        HEADINGS,
        (1, "Nguyeãn Vaên AÂn", 1970, 4, "Ngoõ Ñình"),
        (2, "TRAÀN THÒ LOAN", 1981, "3 ngöôøi", "Ngoõ Ñình"),
        (3, "Baø Leâ Thò Hoàng", 1955, 2, "Ngoõ Chuøa"),
        ("Toång coäng: 3 hoä", NO, NO, 9),
    )
    assert [column.field for column in made.sheets[0].columns] == [
        "number",
        "head_name",
        "birth_year",
        "member_count",
        "lane",
    ]
    assert [(h.head_name, h.birth_year, h.member_count, h.lane) for h in made.households] == [
        ("Nguyễn Văn Ân", 1970, 4, "Ngõ Đình"),
        ("Trần Thị Loan", 1981, 3, "Ngõ Đình"),
        ("Lê Thị Hồng", 1955, 2, "Ngõ Chùa"),
    ]
    assert made.sheets[0].area == "Thôn 3"
    assert made.sheets[0].legacy is True
    assert made.encoding == "VNI"
    assert [(r.code, r.value) for r in made.remarks if r.code == "legacy_encoding"] == [
        ("legacy_encoding", "VNI")
    ]
    assert {code for code, _ in told(made)} == {
        "legacy_encoding",
        "letter_case",
        "member_count_repaired",
        "name_prefix_removed",
        "total_row",
    }


def test_rows_of_a_vni_list_that_are_unicode_or_tcvn3_are_read_as_what_they_are() -> None:
    made = read(
        HEADINGS,
        (1, "Nguyeãn Vaên AÂn", 1970, 4, "Ngoõ Ñình"),
        (2, "Leâ Thò Hoàng", 1971, 4, "Ngoõ Ñình"),
        (3, "Trần Thị Toàn", 1972, 4, "Loan"),
        (4, "TrÇn ThÞ Hång", 1973, 4, "Ngâ §×nh"),
        (5, "Ñaëng Thò Hoøa", 1974, 4, "Ngoõ Ñình"),
    )
    assert heads(made) == [
        "Nguyễn Văn Ân",
        "Lê Thị Hồng",
        "Trần Thị Toàn",
        "Trần Thị Hồng",
        "Đặng Thị Hòa",
    ]
    assert made.households[3].lane == "Ngõ Đình"
    assert told(made) == [("legacy_encoding", ""), ("encoding_mixed", "B4")]


def test_a_name_that_reads_both_ways_follows_its_row_before_the_sheet() -> None:
    made = read(
        ("Hoï ñeäm", "Teân", "Naêm sinh", "Ngoõ"),
        ("Nguyeãn Vaên", "Hoàng", 1970, "Ngoõ Ñình"),
        ("Traàn Thò", "Baûy", 1971, "Ngoõ Ñình"),
        ("Nguyễn Thị", "Hoàng", 1972, "Ngõ Đình"),
        ("Ñaëng Thò", "Toàn", 1973, "Ngõ Chùa"),
        ("Y Blôk", "Toàn", 1974, NO),
    )
    assert heads(made) == [
        "Nguyễn Văn Hồng",
        "Trần Thị Bảy",
        "Nguyễn Thị Hoàng",
        "Đặng Thị Tồn",
        "Y Blơk Tồn",
    ]


def test_a_tcvn3_list_with_a_vni_row_reads_both() -> None:
    made = read(
        ("TT", "Hä vµ tªn chñ hé", "N¨m sinh", "Ngâ"),
        (1, "NguyÔn V¨n ¢n", 1970, "Ngâ §×nh"),
        (2, "Traàn Ñình Baûy", 1971, "Ngoõ Ñình"),
    )
    assert heads(made) == ["Nguyễn Văn Ân", "Trần Đình Bảy"]
    assert made.encoding == "TCVN3"
    assert told(made) == [("legacy_encoding", "")]


def test_a_unicode_list_with_names_that_vni_could_spell_stays_as_it_is() -> None:
    made = read(
        ("TT", "Chủ hộ", "Năm sinh", "Ngõ"),
        (1, "Hoàng Toàn", 1970, "Hoà"),
        (2, "Y Blôk Êban", 1971, "Hoá"),
        (3, "H'Hen Niê", 1972, "Thuỷ"),
    )
    assert heads(made) == ["Hoàng Toàn", "Y Blôk Êban", "H'Hen Niê"]
    assert [household.lane for household in made.households] == ["Hoà", "Hoá", "Thuỷ"]
    assert "legacy_encoding" not in [code for code, _ in told(made)]


def test_a_list_is_vni_by_its_fonts_where_its_few_words_read_both_ways() -> None:
    rows = (("Stt", "Ten chu ho", "Nam sinh", "Ngo"), (1, "Hoàng Toàn", 1970, "Hoà"))
    fonts = {(2, column): Detail(font="VNI-Helve") for column in (2, 4)}
    assert heads(read(*rows, details=fonts)) == ["Hồng Tồn"]
    assert heads(read(*rows)) == ["Hoàng Toàn"]


@pytest.mark.parametrize("tab", ["Thôn 5", "Thoân 5"])
def test_the_tab_of_a_vni_sheet_may_be_unicode(tab: str) -> None:
    made = read(HEADINGS, (1, "Traàn Ñình Baûy", 1970, 4, "Ngoõ Ñình"), name=tab)
    assert made.sheets[0].area == "Thôn 5"


def test_a_text_file_in_vni_is_told_by_its_words_and_keeps_its_dashes() -> None:
    content = "Hoï vaø teân chuû hoä;Ngoõ 1 – 3".encode("cp1252")
    assert decode_bytes(content) == ("Hoï vaø teân chuû hoä;Ngoõ 1 – 3", "VNI")


@pytest.mark.parametrize("name", ["a1-thon-6.xlsx", "a3-nhan-khau.xlsx"])
def test_a_sample_list_typed_in_vni_gives_the_households_of_the_original(name: str) -> None:
    workbook = read_workbook(name, (SAMPLES / name).read_bytes())
    assert not isinstance(workbook, Refusal)
    typed = replace(
        workbook,
        sheets=tuple(
            replace(
                sheet,
                rows=tuple(
                    tuple(vni(cell) if isinstance(cell, str) else cell for cell in row)
                    for row in sheet.rows
                ),
            )
            for sheet in workbook.sheets
        ),
    )
    wanted, made = recognise(workbook, TODAY), recognise(typed, TODAY)
    assert made.encoding == "VNI"
    assert made.households == wanted.households
    assert made.persons == wanted.persons
    assert "encoding_mixed" not in made.problem_counts


@given(NAMES)
def test_a_name_typed_in_vni_comes_back_whole(name: str) -> None:
    assert from_vni(vni(name)) == name
    assert from_vni(vni(name.upper())) == name.upper()
    assert encoding_of(vni(name), usual="VNI") == "VNI"


@given(NAMES)
def test_a_unicode_name_is_never_taken_for_an_old_encoding(name: str) -> None:
    for text in (name, name.upper(), unicodedata.normalize("NFD", name)):
        assert vni_or_not(text) is not True
        assert tcvn3_or_not(text) is not True
        assert encoding_of(text) == UNICODE


@given(NAMES)
def test_a_name_in_vni_is_never_taken_for_tcvn3(name: str) -> None:
    assert tcvn3_or_not(vni(name)) is not True
    assert tcvn3_or_not(vni(name.upper())) is not True

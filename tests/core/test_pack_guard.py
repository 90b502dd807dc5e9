"""The guard: what is never asked of a person, and of an area only in the whole (h-2, S0-05)."""

from __future__ import annotations

import pytest

from tests.core.pack_sheet import PAPER, SHEET, after, line, load
from tuquan.core.packs.sensitive import sensitive_words, words_never_kept
from tuquan.core.problems import Problem

VISITS = "{key: visits, label: Lượt thăm, kind: count, unit: lượt, source: {default: thử}}"


def asked(label: str, kind: str = "count", about: str = "group", more: str = "") -> list[Problem]:
    """What the guard says of one question in a form about a group, an area, a household…"""
    unit = ", unit: lượt" if kind in ("count", "amount") else ""
    words = ", choices: [{key: a, label: A}, {key: b, label: B}]" if kind == "choice" else ""
    said = f'label: "{label}", kind: {kind}{unit}{words}{more}, source: {{default: a}}'
    text = SHEET.replace(VISITS, f"{{key: visits, {said}}}")
    return load(text.replace("purpose: periodic", f"purpose: periodic\n    about: {about}"))[1]


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Số hộ theo đạo", "theo đạo"),
        ("Tôn giáo của chủ hộ", "tôn giáo"),
        ("Số người dân tộc thiểu số", "dân tộc"),
        ("Có chính kiến khác", "chính kiến"),
        ("Người nghiện ma tuý", "nghiện"),
        ("Người nghiện ma túy", "nghiện"),
        ("Số người phạm tội, vi phạm pháp luật", "phạm tội"),
        ("Hộ vi phạm trật tự xây dựng", "vi phạm"),
        ("Người mắc bệnh", "bệnh"),
        ("Người khuyết tật", "khuyết tật"),
        ("Tình trạng sức khoẻ", "sức khỏe"),
        ("SO NGUOI NGHIEN", "nghiện"),
        ("Gia đình sinh con thứ 3", "con thứ 3"),
        ("Crimes", "crimes"),
        ("Ethnicity of the head", "ethnicity"),
    ],
)
@pytest.mark.parametrize("about", ["household", "person"])
def test_a_household_or_a_person_is_never_asked(label: str, words: str, about: str) -> None:
    for kind in ("yes_no", "count", "text"):
        found = asked(label, kind, about)
        assert [(p.code, p.params, p.is_warning) for p in found] == [
            ("about_a_person", {"words": words}, False)
        ]


@pytest.mark.parametrize("about", ["group", "area"])
@pytest.mark.parametrize("kind", ["yes_no", "count"])
def test_a_group_or_an_area_may_answer_in_the_whole_and_the_reader_is_warned(
    about: str, kind: str
) -> None:
    found = asked("Không có người phạm tội, vi phạm pháp luật", kind, about)
    assert [(p.code, p.params, p.is_warning) for p in found] == [
        ("sensitive_question", {"words": "phạm tội"}, True)
    ]


@pytest.mark.parametrize("kind", ["amount", "text", "choice", "date"])
def test_anything_but_a_yes_or_no_or_a_count_is_refused_at_area_level(kind: str) -> None:
    found = asked("Người nghiện trong thôn", kind, "area")
    assert [(p.code, p.is_warning) for p in found] == [("only_yes_no_or_count", False)]


def test_a_warning_does_not_keep_the_pack_from_being_read() -> None:
    pack, problems = load(SHEET.replace("label: Mô hình,", "label: Có người mắc bệnh,"))
    assert [p.is_warning for p in problems] == [True]
    assert pack is not None


@pytest.mark.parametrize(
    "label",
    [
        "Hộ dự Ngày hội Đại đoàn kết toàn dân tộc",
        "Ngày hội đoàn kết toàn dân tộc",
        "Buổi giữ gìn bản sắc văn hoá dân tộc",
        "Số buổi tuyên truyền phòng, chống ma tuý và tội phạm",
        "Buổi tuyên truyền phòng chống dịch bệnh",
        "Điểm ô nhiễm môi trường",
        "Hộ đưa người đến bệnh viện bằng xe chung",
        "Lớp học đạo đức",
        "Meetings on the prevention of violence",
    ],
)
def test_harmless_words_pass(label: str) -> None:
    assert asked(label, "count", "person") == []


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (", unit_en: disabled persons", "disabled"),
        (", label_en: Religion", "religion"),
        (", help: Ghi rõ bệnh của từng người", "bệnh"),
    ],
)
def test_help_unit_and_english_are_read_too(more: str, words: str) -> None:
    found = asked("Số người", "count", "household", more)
    assert [(p.code, p.params) for p in found] == [("about_a_person", {"words": words})]


def test_the_choices_of_a_question_are_read_too() -> None:
    found = after("{key: weak, label: Yếu}", "{key: weak, label: Có người nghiện}")
    assert [code for code, *_ in found] == ["only_yes_no_or_count"]


@pytest.mark.parametrize(
    ("help_text", "codes"),
    [
        ("Chỉ ghi số vụ. Không ghi tên người bệnh.", []),
        ("Do not write the name of the person. Only how many", []),
        ("Never write a disease", []),
        ("Ghi họ tên và bệnh. Không ghi gì khác", ["asks_for_a_name", "about_a_person"]),
    ],
)
def test_a_help_that_tells_what_not_to_write_asks_for_nothing(
    help_text: str, codes: list[str]
) -> None:
    found = asked("Số lượt", "count", "household", f', help: "{help_text}"')
    assert [p.code for p in found] == codes


@pytest.mark.parametrize("label", ["Họ và tên chủ hộ", "Số căn cước", "Full name"])
@pytest.mark.parametrize("about", ["group", "household"])
def test_no_form_asks_for_a_name(label: str, about: str) -> None:
    assert [p.code for p in asked(label, "text", about)] == ["asks_for_a_name"]


@pytest.mark.parametrize("item", ["title: Báo cáo tuần", "title: Việc làm"])
def test_a_heading_of_a_form_about_households_is_read_too(item: str) -> None:
    text = SHEET.replace("purpose: periodic", "purpose: periodic\n    about: household")
    at = text.index("key: weekly")
    text = text[:at] + text[at:].replace(item, "title: Hộ có người nghiện", 1)
    found = load(text)[1]
    assert [(p.code, p.params) for p in found] == [("about_a_person", {"words": "nghiện"})]


def test_what_every_member_of_a_list_must_meet_is_read_too() -> None:
    found = after("checklist: [Có chứng chỉ]", "checklist: [Có chứng chỉ, Không có tiền án]")
    at = line(SHEET, "checklist:")
    assert found == [("about_a_person", at, {"words": "tiền án"})]


def test_a_column_about_a_place_may_count_what_a_column_about_people_may_not() -> None:
    column = "{key: born, label: Năm sinh, about: person}"
    words = "Số hộ nghèo, hộ dân tộc thiểu số"
    assert load(paper=PAPER.replace(column, f'{{key: born, label: "{words}"}}'))[1] == []
    refused = load(
        paper=PAPER.replace(column, f'{{key: born, label: "{words}", about: household}}')
    )[1]
    assert [p.code for p in refused] == ["about_a_person"]


def test_nothing_is_found_in_nothing() -> None:
    assert sensitive_words([]) == ""
    assert sensitive_words(["", "  "]) == ""


@pytest.mark.parametrize(
    ("asked_of_households", "explained", "words"),
    [
        (["Tôn giáo của hộ"], "", "tôn giáo"),
        (["Hộ nghèo hay cận nghèo"], "", "nghèo"),
        (["Số CCCD"], "", "CCCD"),
        (["Loại nhà", "Nhà của hộ nghèo"], "", "nghèo"),
        (["Ghi chú"], "Ghi bệnh của chủ hộ.", "bệnh"),
        (["Ghi chú"], "Không ghi bệnh của chủ hộ.", ""),
        (["Số gốc cây cảnh"], "Đếm cây trồng quanh nhà.", ""),
    ],
)
def test_an_office_may_not_keep_of_a_household_what_is_never_asked(
    asked_of_households: list[str], explained: str, words: str
) -> None:
    assert words_never_kept(asked_of_households, explained) == words

"""Choices, dates, what is asked only sometimes, and answers that must fit each other."""

from __future__ import annotations

import pytest

from tests.core.pack_sheet import SHEET, after, good_edition, line, load
from tuquan.core.programme import AskedWhen, Choice, Consistency

GRADES = SHEET[
    SHEET.index("            choices:\n") : SHEET.index("              - {key: good, label")
]
GOOD_AND_BEST = (
    "              - {key: good, label: Tốt}\n              - {key: best, label: Xuất sắc}\n"
)


def test_new_kinds_of_question_are_read() -> None:
    sheet = good_edition().form("sheet")
    assert sheet.question("grade").choices[0] == Choice("weak", "Yếu")
    assert sheet.question("models").asked_when == AskedWhen("has_model", "yes")
    assert sheet.question("voted_on").aggregation == "max"
    assert sheet.consistency[0] == Consistency("mended", "at_most", "solid", "Không quá số nhà")


def test_a_choice_is_between_two_words_at_least() -> None:
    found = [code for code, *_ in after(GRADES + GOOD_AND_BEST, "")]
    assert "too_few_choices" in found
    found = [code for code, *_ in after("label: Yếu}\n" + GOOD_AND_BEST, "label: Yếu}\n")]
    assert "too_few_choices" in found


@pytest.mark.parametrize(
    ("old", "new", "at", "code", "params"),
    [
        (
            "{key: has_model, label: Mô hình, kind: yes_no",
            "{key: has_model, label: Mô hình, kind: yes_no, aggregation: max",
            "key: has_model",
            "not_one_of",
            {"choices": ("count_yes", "none")},
        ),
        (
            "{key: has_model, label: Mô hình, kind: yes_no",
            '{key: has_model, label: Mô hình, kind: yes_no, polarity: either, note_when: "no"',
            "key: has_model",
            "note_needs_promise",
            {},
        ),
        (
            "asked_when: {question: has_model}",
            "asked_when: {question: has_modell}",
            "asked_when",
            "dangling_reference",
            {"value": "has_modell", "did_you_mean": "has_model"},
        ),
        (
            "asked_when: {question: has_model}",
            "asked_when: {question: models}",
            "asked_when",
            "dangling_reference",
            {"value": "models", "did_you_mean": "has_model"},
        ),
        (
            "definition: area.income",
            "definition: income",
            "definition",
            "bad_definition",
            {"value": "income"},
        ),
        (
            "unit: lượt, source",
            "unit: lượt, definition: area.income, source",
            "key: visits",
            "definition_differs",
            {"first": f"sheet/2026/edition.yaml:{line(SHEET, 'definition:')}:25"},
        ),
        (
            "right: solid, label",
            "right: models, label",
            "right: solid",
            "units_differ",
            {"left": "hộ", "right": "mô hình"},
        ),
        (
            "right: solid, label",
            "right: grade, label",
            "right: solid",
            "dangling_reference",
            {"value": "grade", "did_you_mean": ""},
        ),
        (
            "key: weak, label: Yếu",
            "key: good, label: Yếu",
            "key: good, label: Tốt",
            "key_used_twice",
            {"key": "good", "first": f"sheet/2026/edition.yaml:{line(SHEET, 'key: weak')}:23"},
        ),
        (
            "kind: date, aggregation: max",
            "kind: date, unit: ngày",
            "key: voted_on",
            "key_does_not_apply",
            {"kind": "date"},
        ),
    ],
)
def test_what_makes_no_sense_in_a_question(
    old: str, new: str, at: str, code: str, params: dict[str, object]
) -> None:
    found = [item for item in after(old, new) if item[0] != "levels_differ"]
    assert found == [(code, line(SHEET, at), params)]


def test_a_question_may_wait_only_for_one_before_it() -> None:
    waiting = "label: Mô hình, asked_when: {question: later}, kind"
    text = SHEET.replace("label: Mô hình, kind", waiting)
    text = text.replace(
        "          - {key: words",
        "          - {key: later, label: A, kind: yes_no, source: {default: a}}\n"
        "          - {key: words",
    )
    assert [(p.code, p.params["value"]) for p in load(text)[1]] == [("dangling_reference", "later")]


def test_one_definition_may_be_asked_in_several_forms() -> None:
    new = "{key: visits, label: A, kind: amount, unit: triệu đồng, definition: area.income, source"
    assert after("{key: visits, label: Lượt thăm, kind: count, unit: lượt, source", new) == []


@pytest.mark.parametrize(
    ("rule", "code", "params"),
    [
        ("{of: income}", "missing_key", {"key": "kind"}),
        ("{kind: [a], of: income}", "wrong_type", {"expected": "single value", "value": ""}),
        (f"{{kind: {'x' * 200}}}", "not_one_of", None),
        ("soon", "wrong_type", {"expected": "mapping", "value": "soon"}),
    ],
)
def test_a_rule_says_its_kind(rule: str, code: str, params: dict[str, object] | None) -> None:
    old = "{kind: compare, of: income, operator: more_than, than: {parameter: poverty_line}}"
    found = after(old, rule)
    assert [item[0] for item in found] == [code]
    if params is None:
        assert found[0][2]["did_you_mean"] == ""
    else:
        assert found[0][2] == params


def test_a_class_whose_rule_cannot_be_read_is_told_once() -> None:
    start, end = SHEET.index("      rule: {kind: compare, of: points"), SHEET.index("      quota:")
    found = load(SHEET[:start] + "      rule: soon\n" + SHEET[end:])[1]
    assert [p.code for p in found] == ["wrong_type"]


def test_nothing_is_said_of_forms_while_a_calendar_names_none_that_can_be_read() -> None:
    assert [code for code, *_ in after("form: weekly, period", "form: {}, period")] == [
        "wrong_type"
    ]


def test_a_warning_is_not_given_of_what_could_not_be_read() -> None:
    text = SHEET.replace("kind: yes_no, criterion", "kind: maybe, criterion")
    text = text.replace("label: Mô hình,", "label: Có người nghiện,")
    codes = [p.code for p in load(text)[1]]
    assert "not_one_of" in codes
    assert "sensitive_question" not in codes


def test_a_criterion_without_a_readable_key_is_no_circle() -> None:
    old = "{key: quiet, number"
    new = "{key: {}, number"
    assert [code for code, *_ in after(old, new)] == ["wrong_type"]


def test_a_sheet_may_have_no_total() -> None:
    assert after("  total: 100\n", "") == []

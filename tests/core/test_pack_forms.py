"""What makes no sense in a form, and what a question may not ask."""

from __future__ import annotations

import pytest

from tests.core.pack_sample import (
    BEGINNING_OF_BINS,
    EDITION,
    MONTHLY_BINS,
    load,
    only,
    place,
    problems_after,
)
from tuquan.core.problems import Problem


@pytest.mark.parametrize(
    ("old", "new", "at", "code", "params"),
    [
        (
            "kind: text",
            "kind: text, unit: hộ",
            "hộ, source",
            "key_does_not_apply",
            {"kind": "text"},
        ),
        (
            "kind: text",
            "kind: text, minimum: 2",
            "2, source",
            "key_does_not_apply",
            {"kind": "text"},
        ),
        (
            "kind: text",
            'kind: text, note_when: "no"',
            '"no"',
            "key_does_not_apply",
            {"kind": "text"},
        ),
        ("kind: text", "kind: yes_no", "{key: words", "baseline_missing", {"question": "words"}),
        (
            "            unit: hộ\n            source",
            "            source",
            "key: bins",
            "unit_missing",
            {"question": "bins"},
        ),
        (
            MONTHLY_BINS,
            "            aggregation: list\n",
            "list\n",
            "not_one_of",
            {"choices": ("sum", "latest", "max", "none")},
        ),
        (
            MONTHLY_BINS,
            "            aggregation: latest\n",
            BEGINNING_OF_BINS,
            "stock_is_latest",
            {},
        ),
        (
            "at_most: households",
            "maximum: -1",
            BEGINNING_OF_BINS,
            "minimum_above_maximum",
            {"minimum": 0, "maximum": -1},
        ),
        (
            "at_most: households",
            "at_most: household",
            "household\n",
            "dangling_reference",
            {"value": "household", "did_you_mean": "households"},
        ),
        (
            "            at_most",
            "            theme: enviroment\n            at_most",
            "enviroment",
            "dangling_reference",
            {"value": "enviroment", "did_you_mean": "environment"},
        ),
        (
            "            at_most",
            "            criterion: clear\n            at_most",
            "clear",
            "dangling_reference",
            {"value": "clear", "did_you_mean": "clean"},
        ),
        (
            "            direction: up\n            target",
            "            target",
            "{kind: percent_of",
            "target_without_direction",
            {},
        ),
        ("of: households, ", "", "{kind: percent_of", "percent_of_what", {}),
        (
            "of: households",
            "of: words",
            "words, source",
            "dangling_reference",
            {"value": "words", "did_you_mean": ""},
        ),
        (
            "            baseline: bins\n",
            "",
            BEGINNING_OF_BINS,
            "baseline_missing",
            {"question": "bins"},
        ),
        (
            "            kind: count\n            unit: hộ\n            aggr",
            "            kind: count\n            unit: cái\n            aggr",
            "bins\n            direction",
            "baseline_differs",
            {"baseline": "bins"},
        ),
        (
            "numerator: bins",
            "numerator: bin",
            "bin\n        den",
            "dangling_reference",
            {"value": "bin", "did_you_mean": "bins"},
        ),
        (
            "denominator: households",
            "denominator: words",
            "words\n        dir",
            "dangling_reference",
            {"value": "words", "did_you_mean": ""},
        ),
        (
            "        direction: up\n        target",
            "        target",
            "{kind: value",
            "target_without_direction",
            {},
        ),
        (
            "kind: text",
            "kind: text, baseline: bin",
            "bin, source",
            "dangling_reference",
            {"value": "bin", "did_you_mean": "bins"},
        ),
    ],
)
def test_what_makes_no_sense_in_a_form(
    old: str, new: str, at: str, code: str, params: dict[str, object]
) -> None:
    expected = Problem(code, place(EDITION.replace(old, new, 1), at), params)
    assert problems_after(old, new) == [expected]


def test_the_bounds_of_a_question_may_be_equal() -> None:
    assert problems_after("at_most: households", "minimum: 2\n            maximum: 2") == []


def test_a_ratio_may_have_no_target() -> None:
    target = "        target: {kind: value, value: 80, source: {default: thử}}\n"
    assert problems_after("        direction: up\n" + target, "") == []


def test_every_monthly_figure_has_a_baseline_as_s1_20_wants() -> None:
    code, params = only(
        "            baseline: bins\n",
        "",
        BEGINNING_OF_BINS,
    )
    assert (code, params) == ("baseline_missing", {"question": "bins"})


def test_a_baseline_needs_a_baseline_form() -> None:
    problems = problems_after("purpose: baseline", "purpose: periodic")
    assert [p.code for p in problems] == ["dangling_reference"]


def test_there_is_one_baseline_form() -> None:
    problems = problems_after("purpose: periodic", "purpose: baseline")
    assert [(p.code, p.params) for p in problems] == [("two_baseline_forms", {"first": "survey"})]


def test_a_form_without_sections_and_a_section_without_questions_are_refused() -> None:
    start = EDITION.index("  - key: monthly\n    title")
    end = EDITION.index("calendars:")
    form = "  - {key: monthly, title: Tháng, purpose: periodic, sections: []}\n"
    text = EDITION[:start] + form + EDITION[end:]
    assert load(text)[1] == [Problem("no_section", place(text, "[]"), {"form": "monthly"})]
    text = text.replace("[]", "[{key: a, title: A, questions: []}]")
    assert load(text)[1] == [Problem("no_question", place(text, "[]"), {"section": "a"})]

"""Reading what people type and checking it against the form."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tuquan.core.answers import Answers, Value
from tuquan.core.problems import Problem
from tuquan.core.programme import Form, Question, Section
from tuquan.core.questions import (
    applicable_questions,
    check_answers,
    parse_answer,
    progress,
)

SORTING = Question(
    "sorting",
    "Hộ phân loại rác tại nhà",
    "count",
    unit="hộ",
    at_most="households",
    not_applicable_allowed=True,
)
MEETINGS = Question("meetings", "Buổi họp tổ", "count", unit="buổi", minimum=1, maximum=9)
FUND = Question("fund", "Quỹ tổ", "amount", unit="đồng", required=False)
CLEAN = Question("clean", "Đường được quét dọn", "yes_no")
WORDS = Question("words", "Kiến nghị", "text", required=False)
STREET = Question("street", "Vỉa hè thông thoáng", "yes_no", not_applicable_to=("commune",))
FORM = Form(
    "monthly",
    "Báo cáo tháng",
    "periodic",
    (
        Section("figures", "Con số", (SORTING, MEETINGS, FUND)),
        Section("promises", "Việc", (CLEAN, WORDS, STREET)),
    ),
)
GOOD: dict[str, Value] = {"sorting": 18, "meetings": 2, "clean": True, "street": False}


def check(
    values: dict[str, Value], aside: str = "", *, complete: bool = True, place_kind: str = ""
) -> list[Problem]:
    answers = Answers(values, frozenset(aside.split()))
    return check_answers(
        FORM, answers, {"households": 27}, complete=complete, place_kind=place_kind
    )


def test_good_answers_have_no_problems() -> None:
    assert check(GOOD) == []


def test_more_households_than_the_group_has_is_a_problem_that_names_both_numbers() -> None:
    assert check(GOOD | {"sorting": 31}) == [
        Problem(
            "more_than_fact",
            "sorting",
            {"value": 31, "fact": "households", "limit": 27, "unit": "hộ"},
        )
    ]


def test_as_many_households_as_the_group_has_is_right() -> None:
    assert check(GOOD | {"sorting": 27}) == []


def test_a_fact_nobody_knows_limits_nothing() -> None:
    assert check_answers(FORM, Answers(GOOD | {"sorting": 31}), {}, complete=True) == []


def test_a_complete_report_answers_every_required_question() -> None:
    assert check({}) == [
        Problem("missing_answer", key) for key in ("sorting", "meetings", "clean", "street")
    ]


def test_a_draft_may_leave_questions_open_but_not_answer_them_wrongly() -> None:
    assert check({"sorting": 31}, complete=False)[0].code == "more_than_fact"
    assert check({}, complete=False) == []


def test_zero_is_an_answer_and_not_missing() -> None:
    assert check(GOOD | {"sorting": 0}) == []


def test_a_question_set_aside_needs_no_answer_where_the_form_allows_it() -> None:
    values = {key: GOOD[key] for key in ("meetings", "clean", "street")}
    assert check(values, aside="sorting") == []


def test_a_question_cannot_be_set_aside_where_the_form_does_not_allow_it() -> None:
    assert check({**GOOD, "meetings": 2}, aside="meetings") == [
        Problem("answered_and_not_applicable", "meetings"),
        Problem("not_applicable_not_allowed", "meetings"),
    ]


@pytest.mark.parametrize(
    ("value", "code", "bounds"),
    [
        (0, "below_minimum", {"minimum": 1}),
        (10, "above_maximum", {"maximum": 9}),
    ],
)
def test_numbers_outside_the_bounds_are_refused(
    value: int, code: str, bounds: dict[str, int]
) -> None:
    assert check(GOOD | {"meetings": value}) == [
        Problem(code, "meetings", {"value": value, **bounds, "unit": "buổi"})
    ]


@pytest.mark.parametrize("value", [1, 9])
def test_the_bounds_themselves_are_allowed(value: int) -> None:
    assert check(GOOD | {"meetings": value}) == []


def test_a_number_no_commune_can_mean_is_refused() -> None:
    assert check(GOOD | {"fund": Decimal(10**12)}) == [
        Problem(
            "above_maximum",
            "fund",
            {"value": Decimal(10**12), "maximum": 999_999_999_999, "unit": "đồng"},
        )
    ]


@pytest.mark.parametrize("amount", ["0", "1250000.5", "999999999999"])
def test_an_exact_amount_is_right(amount: str) -> None:
    assert check(GOOD | {"fund": Decimal(amount)}) == []


def test_half_a_meeting_is_refused() -> None:
    assert check(GOOD | {"meetings": Decimal("1.5")}) == [
        Problem("not_whole_number", "meetings", {"text": "1.5"})
    ]


@pytest.mark.parametrize(
    ("key", "value", "kind"),
    [
        ("meetings", True, "count"),
        ("meetings", "2", "count"),
        ("fund", Decimal("NaN"), "amount"),
        ("clean", 1, "yes_no"),
        ("clean", "yes", "yes_no"),
        ("words", 5, "text"),
    ],
)
def test_an_answer_of_another_kind_is_refused(key: str, value: Value, kind: str) -> None:
    assert check(GOOD | {key: value}) == [Problem("wrong_kind", key, {"kind": kind})]


def test_texts_and_notes_have_a_length() -> None:
    long = Answers(GOOD | {"words": "x" * 2001}, notes={"clean": "y" * 2001})
    assert check_answers(FORM, long, {}, complete=True) == [
        Problem("note_too_long", "clean", {"maximum": 2000}),
        Problem("text_too_long", "words", {"maximum": 2000}),
    ]
    page = Answers(GOOD | {"words": "x" * 2000}, notes={"clean": "y" * 2000})
    assert check_answers(FORM, page, {}, complete=True) == []


def test_answers_to_questions_nobody_asked_are_refused() -> None:
    answers = Answers(GOOD | {"b": 1}, frozenset({"c"}), {"a": "?"})
    assert check_answers(FORM, answers, {}, complete=True) == [
        Problem("unknown_question", key) for key in "abc"
    ]


def test_a_question_is_not_asked_where_it_does_not_apply() -> None:
    assert applicable_questions(FORM, "commune") == (SORTING, MEETINGS, FUND, CLEAN, WORDS)
    assert applicable_questions(FORM, "ward") == FORM.questions
    assert check(GOOD, place_kind="commune") == [Problem("not_asked_here", "street")]
    without = {key: value for key, value in GOOD.items() if key != "street"}
    assert check(without, place_kind="commune") == []


def test_progress_counts_what_is_answered_or_set_aside_of_what_is_asked() -> None:
    answers = Answers({"meetings": 0, "clean": False}, frozenset({"sorting"}))
    assert progress(FORM, answers) == (3, 6)
    assert progress(FORM, answers, "commune") == (3, 5)


@pytest.mark.parametrize(
    ("question", "raw", "value"),
    [
        (MEETINGS, "1.234", 1234),
        (MEETINGS, " 12 ", 12),
        (MEETINGS, "12,0", 12),
        (MEETINGS, "-3", -3),
        (MEETINGS, "0", 0),
        (FUND, "1.250.000,5", Decimal("1250000.5")),
        (FUND, "7", Decimal(7)),
        (CLEAN, "yes", True),
        (CLEAN, "True", True),
        (CLEAN, "no", False),
        (WORDS, " hai\ndòng ", "hai\ndòng"),
        (WORDS, "ho\u0300a", "h\u00f2a"),
        (MEETINGS, "", None),
        (CLEAN, " ", None),
    ],
)
def test_what_people_type_is_read_as_they_mean_it(
    question: Question, raw: str, value: Value | None
) -> None:
    read = parse_answer(question, raw)
    assert (type(read), read) == (type(value), value)


@pytest.mark.parametrize(
    ("question", "raw", "problem"),
    [
        (MEETINGS, "1.5", Problem("not_a_number", "meetings", {"text": "1.5"})),
        (MEETINGS, "hai", Problem("not_a_number", "meetings", {"text": "hai"})),
        (MEETINGS, "9" * 41, Problem("not_a_number", "meetings", {"text": "9" * 40})),
        (MEETINGS, "1,5", Problem("not_whole_number", "meetings", {"text": "1,5"})),
        (CLEAN, "maybe", Problem("wrong_kind", "clean", {"kind": "yes_no"})),
    ],
)
def test_what_cannot_be_read_is_a_problem(question: Question, raw: str, problem: Problem) -> None:
    assert parse_answer(question, raw) == problem

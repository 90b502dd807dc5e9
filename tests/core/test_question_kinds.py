"""Choices and days, questions that wait for an answer, and answers that must fit each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuquan.core.answers import Answers, Value
from tuquan.core.problems import Problem
from tuquan.core.programme import AskedWhen, Choice, Consistency, Form, Question, Section
from tuquan.core.questions import (
    asked_questions,
    check_answers,
    parse_answer,
    progress,
    without_needless,
)

HAS_LANES = Question("has_lanes", "Tổ có ngõ riêng", "yes_no")
LANES = Question("lanes", "Số ngõ", "count", unit="ngõ", asked_when=AskedWhen("has_lanes"))
LIT = Question("lit", "Ngõ có đèn", "yes_no", asked_when=AskedWhen("has_lanes"))
WHY_DARK = Question("why_dark", "Vì sao chưa có đèn", "text", asked_when=AskedWhen("lit", "no"))
MOOD = Question(
    "mood",
    "Tình hình chung",
    "choice",
    choices=(Choice("poor", "Còn khó"), Choice("fair", "Khá"), Choice("good", "Tốt")),
    not_applicable_allowed=True,
)
HELD = Question("held", "Ngày họp", "date", required=False)
TOLD = Question("told", "Ngày báo trước", "date", required=False)
LANE_FORM = Form(
    "lanes",
    "Ngõ",
    "periodic",
    (Section("all", "Tất cả", (HAS_LANES, LANES, LIT, WHY_DARK, MOOD, TOLD, HELD)),),
    consistency=(
        Consistency("lanes", "at_most", "households", "Số ngõ không nhiều hơn số hộ"),
        Consistency("told", "at_most", "held", "Báo trước ngày họp"),
    ),
)


def lane_problems(values: dict[str, Value], *, complete: bool = False) -> list[Problem]:
    return check_answers(LANE_FORM, Answers(values), {"households": 27}, complete=complete)


@pytest.mark.parametrize(
    ("values", "aside", "keys"),
    [
        ({}, "", "has_lanes mood told held"),
        ({"has_lanes": False}, "", "has_lanes mood told held"),
        ({"has_lanes": True}, "", "has_lanes lanes lit mood told held"),
        ({"has_lanes": True, "lit": True}, "", "has_lanes lanes lit mood told held"),
        ({"has_lanes": True, "lit": False}, "", "has_lanes lanes lit why_dark mood told held"),
        ({"has_lanes": False, "lit": False}, "", "has_lanes mood told held"),
        ({"has_lanes": True}, "has_lanes", "has_lanes mood told held"),
        ({"has_lanes": 1}, "", "has_lanes mood told held"),
    ],
)
def test_a_question_is_asked_only_after_the_answer_it_waits_for(
    values: dict[str, Value], aside: str, keys: str
) -> None:
    answers = Answers(values, frozenset(aside.split()))
    assert [q.key for q in asked_questions(LANE_FORM, answers)] == keys.split()


def test_a_question_that_waits_for_one_not_asked_here_is_not_asked_either() -> None:
    gate = replace(HAS_LANES, not_applicable_to=("ward",))
    form = Form("lanes", "Ngõ", "periodic", (Section("all", "", (gate, LANES)),))
    said = Answers({"has_lanes": True, "lanes": 2})
    assert asked_questions(form, said, "ward") == ()
    assert asked_questions(form, said, "commune") == (gate, LANES)


def test_what_is_not_asked_is_not_missing_and_an_answer_to_it_is_refused() -> None:
    mood: dict[str, Value] = {"mood": "good"}
    assert lane_problems(mood | {"has_lanes": False}, complete=True) == []
    assert lane_problems(mood | {"has_lanes": True}, complete=True) == [
        Problem("missing_answer", "lanes"),
        Problem("missing_answer", "lit"),
    ]
    assert lane_problems(mood | {"has_lanes": False, "lanes": 2}) == [
        Problem("not_asked_here", "lanes")
    ]


def test_progress_counts_only_what_is_asked() -> None:
    assert progress(LANE_FORM, Answers({"has_lanes": False, "lanes": 3})) == (1, 4)
    assert progress(LANE_FORM, Answers({"has_lanes": True, "lanes": 3})) == (2, 6)


def test_answers_that_became_needless_are_left_out_and_others_stay() -> None:
    answers = Answers(
        {"has_lanes": False, "lanes": 3, "mood": "good"}, frozenset({"lit"}), {"why_dark": "?"}
    )
    kept = Answers({"has_lanes": False, "mood": "good"})
    assert without_needless(LANE_FORM, answers) == kept
    assert without_needless(LANE_FORM, kept) == kept
    gate = replace(HAS_LANES, not_applicable_to=("ward",))
    form = Form("lanes", "Ngõ", "periodic", (Section("all", "", (gate, LANES)),))
    assert without_needless(form, Answers({"has_lanes": True, "lanes": 2}), "ward") == Answers(
        {"has_lanes": True}
    )


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "has_lanes": st.booleans(),
            "lanes": st.integers(0, 27),
            "lit": st.booleans(),
            "why_dark": st.just("x"),
            "mood": st.sampled_from(["poor", "good"]),
        },
    )
)
def test_a_draft_without_what_is_needless_never_answers_what_is_not_asked(
    values: dict[str, Value],
) -> None:
    kept = without_needless(LANE_FORM, Answers(values))
    assert check_answers(LANE_FORM, kept, {"households": 27}, complete=False) == []
    done, asked = progress(LANE_FORM, kept)
    assert done == len(kept.values) <= asked


def test_a_choice_is_one_of_the_words_the_form_offers() -> None:
    assert parse_answer(MOOD, " good ") == "good"
    labels = ("Còn khó", "Khá", "Tốt")
    expected = Problem("not_a_choice", "mood", {"text": "great", "choices": labels})
    assert parse_answer(MOOD, "great") == expected
    assert lane_problems({"mood": "great"}) == [expected]
    assert lane_problems({"mood": "fair"}) == []
    assert lane_problems({"mood": 1})[0].code == "not_a_choice"


@pytest.mark.parametrize(
    "text",
    [
        "05/03/2026",
        "5/3/2026",
        "05-03-2026",
        "5.3.2026",
        "2026-03-05",
        " 05/03/2026 ",
        "5 3 2026",
        "05032026",
    ],
)
def test_a_day_is_read_day_first(text: str) -> None:
    assert parse_answer(HELD, text) == date(2026, 3, 5)


@pytest.mark.parametrize(
    "text",
    [
        "30/02/2026",
        "2026-02-30",
        "5/3",
        "05/03/26",
        "3/2026",
        "05/03-2026",
        "20260305",
        "05031026",
        "mai",
    ],
)
def test_what_is_no_day_is_said_so(text: str) -> None:
    assert parse_answer(HELD, text) == Problem("not_a_day", "held", {"text": text})


def test_a_day_stored_as_something_else_is_refused() -> None:
    assert lane_problems({"held": "mai"}) == [Problem("wrong_kind", "held", {"kind": "date"})]
    assert lane_problems({"has_lanes": True, "lanes": date(2026, 3, 5)}) == [
        Problem("wrong_kind", "lanes", {"kind": "count"})
    ]


def test_a_day_after_the_one_it_must_come_before_does_not_fit() -> None:
    told, held = date(2026, 3, 6), date(2026, 3, 5)
    assert lane_problems({"told": told, "held": held}) == [
        Problem(
            "does_not_fit",
            "told",
            {
                "label": "Báo trước ngày họp",
                "left": told,
                "left_label": "Ngày báo trước",
                "right": held,
                "right_label": "Ngày họp",
                "other": "held",
            },
        )
    ]
    assert lane_problems({"told": held, "held": held}) == []
    assert lane_problems({"told": told}) == []


def test_an_answer_may_have_to_fit_a_fact() -> None:
    assert lane_problems({"has_lanes": True, "lanes": 27}) == []
    (problem,) = lane_problems({"has_lanes": True, "lanes": 28})
    assert (problem.code, problem.where, problem.params["right"]) == ("does_not_fit", "lanes", 27)
    turned = replace(
        LANE_FORM, consistency=(Consistency("households", "equal", "lanes", "Mỗi hộ một ngõ"),)
    )
    said = Answers({"has_lanes": True, "lanes": 26})
    (problem,) = check_answers(turned, said, {"households": 27}, complete=False)
    assert (problem.where, problem.params["other"]) == ("lanes", "households")


@pytest.mark.parametrize(
    ("left", "right", "fits"),
    [
        (2, 2, True),
        (2, Decimal("2.0"), True),
        (2, 3, False),
        (True, True, True),
        (True, False, False),
        ("a", "b", False),
        ("a", 2, True),
        (2, "a", True),
        (date(2026, 1, 1), date(2026, 1, 1), True),
        (date(2026, 1, 1), date(2026, 1, 2), False),
    ],
)
def test_two_answers_must_be_equal_where_the_form_says_so(
    left: Value, right: Value, fits: bool
) -> None:
    """What cannot be compared is wrong in itself; that it does not fit would add nothing."""
    one, other = Question("one", "Một", "text"), Question("other", "Hai", "text")
    rule = Consistency("one", "equal", "other", "Phải bằng nhau")
    form = Form("f", "F", "periodic", (Section("all", "", (one, other)),), consistency=(rule,))
    problems = check_answers(form, Answers({"one": left, "other": right}), {}, complete=False)
    assert ("does_not_fit" not in [problem.code for problem in problems]) == fits


def test_what_is_set_aside_or_not_asked_contradicts_nothing() -> None:
    aside = Answers({"told": date(2026, 3, 6), "held": date(2026, 3, 5)}, frozenset({"told"}))
    codes = [p.code for p in check_answers(LANE_FORM, aside, {}, complete=False)]
    assert "does_not_fit" not in codes
    assert [p.code for p in lane_problems({"has_lanes": False, "lanes": 30})] == ["not_asked_here"]

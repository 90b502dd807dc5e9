"""Reading and checking what people answer, by the definition of the form."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal

from tuquan.core.answers import Answers, Value
from tuquan.core.problems import Problem
from tuquan.core.programme import Form, Question
from tuquan.core.vietnamese import parse_number

LONGEST_TEXT = 2000
"""Characters a text answer or a note may have: about one page."""

LARGEST_NUMBER = 999_999_999_999
"""Beyond this a number is a slip of the finger in any report of a commune."""

_YES_NO: dict[str, bool] = {"yes": True, "true": True, "no": False, "false": False}


def applicable_questions(form: Form, place_kind: str = "") -> tuple[Question, ...]:
    """The questions that are asked in a place of this kind."""
    return tuple(q for q in form.questions if place_kind not in q.not_applicable_to)


def progress(form: Form, answers: Answers, place_kind: str = "") -> tuple[int, int]:
    """How many of the questions asked are answered or set aside as not applicable, and of how many.

    >>> progress(form, answers)  # doctest: +SKIP
    (5, 9)
    """
    questions = applicable_questions(form, place_kind)
    return sum(answers.state(q.key) != "not_reported" for q in questions), len(questions)


def parse_answer(question: Question, raw_text: str) -> Value | Problem | None:
    """What somebody typed or ticked, as a value; None when left blank; a problem when unreadable.

    Numbers are read as Vietnamese people write them: `1.234` is one thousand two hundred odd.
    """
    text = unicodedata.normalize("NFC", raw_text).strip()
    if not text:
        return None
    if question.kind == "text":
        return text
    if question.kind == "yes_no":
        answer = _YES_NO.get(text.lower())
        return _wrong_kind(question) if answer is None else answer
    number = parse_number(text) if len(text) <= 40 else None
    if number is None:
        return Problem("not_a_number", question.key, {"text": text[:40]})
    if question.kind == "amount":
        return number
    if number != number.to_integral_value():
        return Problem("not_whole_number", question.key, {"text": text})
    return int(number)


def check_answers(
    form: Form,
    answers: Answers,
    facts: Mapping[str, int],
    *,
    complete: bool,
    place_kind: str = "",
) -> list[Problem]:
    """Everything wrong with the answers, in the order of the form; `where` is the question's key.

    With `complete=False` (a draft) answers may be missing, but wrong ones are still reported.
    """
    problems = []
    for question in form.questions:
        if place_kind in question.not_applicable_to:
            if answers.state(question.key) == "reported":
                problems.append(Problem("not_asked_here", question.key))
        else:
            problems += _check(question, answers, facts, complete)
    return problems + list(_unknown(form, answers))


def _check(
    question: Question, answers: Answers, facts: Mapping[str, int], complete: bool
) -> Iterator[Problem]:
    state = answers.state(question.key)
    if state == "not_applicable":
        yield from _check_set_aside(question, answers)
    elif state == "reported":
        yield from _check_value(question, answers.values[question.key], facts)
    elif complete and question.required:
        yield Problem("missing_answer", question.key)
    if len(answers.notes.get(question.key, "")) > LONGEST_TEXT:
        yield Problem("note_too_long", question.key, {"maximum": LONGEST_TEXT})


def _check_set_aside(question: Question, answers: Answers) -> Iterator[Problem]:
    if question.key in answers.values:
        yield Problem("answered_and_not_applicable", question.key)
    if not question.not_applicable_allowed:
        yield Problem("not_applicable_not_allowed", question.key)


def _check_value(question: Question, value: Value, facts: Mapping[str, int]) -> Iterator[Problem]:
    if question.kind == "yes_no":
        if not isinstance(value, bool):
            yield _wrong_kind(question)
    elif question.kind == "text":
        yield from _check_text(question, value)
    else:
        yield from _check_number(question, value, facts)


def _check_text(question: Question, value: Value) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield _wrong_kind(question)
    elif len(value) > LONGEST_TEXT:
        yield Problem("text_too_long", question.key, {"maximum": LONGEST_TEXT})


def _check_number(question: Question, value: Value, facts: Mapping[str, int]) -> Iterator[Problem]:
    if isinstance(value, (bool, str)) or not Decimal(value).is_finite():
        yield _wrong_kind(question)
    elif question.kind == "count" and value != int(value):
        yield Problem("not_whole_number", question.key, {"text": str(value)})
    elif value < question.minimum:
        yield _out_of_bounds("below_minimum", question, value, "minimum", question.minimum)
    elif question.maximum is not None and value > question.maximum:
        yield _out_of_bounds("above_maximum", question, value, "maximum", question.maximum)
    elif value > LARGEST_NUMBER:
        yield _out_of_bounds("above_maximum", question, value, "maximum", LARGEST_NUMBER)
    elif question.at_most in facts and value > facts[question.at_most]:
        limit = {"value": value, "fact": question.at_most, "limit": facts[question.at_most]}
        yield Problem("more_than_fact", question.key, {**limit, "unit": question.unit})


def _out_of_bounds(code: str, question: Question, value: Value, bound: str, limit: int) -> Problem:
    return Problem(code, question.key, {"value": value, bound: limit, "unit": question.unit})


def _wrong_kind(question: Question) -> Problem:
    return Problem("wrong_kind", question.key, {"kind": question.kind})


def _unknown(form: Form, answers: Answers) -> Iterator[Problem]:
    known = {question.key for question in form.questions}
    said = {*answers.values, *answers.not_applicable, *answers.notes}
    return (Problem("unknown_question", key) for key in sorted(said - known))

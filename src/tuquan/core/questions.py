"""Reading and checking what people answer, by the definition of the form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal

from tuquan.core.answers import Answers, Value
from tuquan.core.problems import Problem
from tuquan.core.programme import Consistency, Form, Question
from tuquan.core.vietnamese import parse_number

LONGEST_TEXT = 2000
"""Characters a text answer or a note may have: about one page."""

LARGEST_NUMBER = 999_999_999_999
"""Beyond this a number is a slip of the finger in any report of a commune."""

_YES_NO: dict[str, bool] = {"yes": True, "true": True, "no": False, "false": False}
_YEAR = "(?P<year>(19|20)[0-9]{2})"
_DAYS = (
    re.compile(rf"(?P<day>[0-9]{{1,2}})(?P<mark>[/. -])(?P<month>[0-9]{{1,2}})(?P=mark){_YEAR}"),
    re.compile(rf"(?P<day>[0-9]{{2}})(?P<month>[0-9]{{2}}){_YEAR}"),
    re.compile(rf"{_YEAR}-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})"),
)
"""How a day may be typed; the keyboard of some telephones has nothing but digits."""


def applicable_questions(form: Form, place_kind: str = "") -> tuple[Question, ...]:
    """The questions that a place of this kind may have to answer."""
    return tuple(q for q in form.questions if place_kind not in q.not_applicable_to)


def asked_questions(form: Form, answers: Answers, place_kind: str = "") -> tuple[Question, ...]:
    """The questions asked of who answered so: without those another answer makes needless."""
    asked: dict[str, Question] = {}
    for question in applicable_questions(form, place_kind):
        when = question.asked_when
        if when is None or (
            when.question in asked
            and answers.state(when.question) == "reported"
            and answers.values[when.question] is (when.answer == "yes")
        ):
            asked[question.key] = question
    return tuple(asked.values())


def without_needless(form: Form, answers: Answers, place_kind: str = "") -> Answers:
    """The answers without those to questions that another answer made needless.

    What was answered and is asked in no place of this kind stays, for `check_answers` to refuse.
    """
    asked = {question.key for question in asked_questions(form, answers, place_kind)}
    possible = {question.key for question in applicable_questions(form, place_kind)}
    needless = possible - asked
    return Answers(
        {key: value for key, value in answers.values.items() if key not in needless},
        answers.not_applicable - needless,
        {key: note for key, note in answers.notes.items() if key not in needless},
    )


def progress(form: Form, answers: Answers, place_kind: str = "") -> tuple[int, int]:
    """How many of the questions asked are answered or set aside as not applicable, and of how many.

    >>> progress(form, answers)  # doctest: +SKIP
    (5, 9)
    """
    questions = asked_questions(form, answers, place_kind)
    return sum(answers.state(q.key) != "not_reported" for q in questions), len(questions)


def parse_answer(question: Question, raw_text: str) -> Value | Problem | None:
    """What somebody typed or ticked, as a value; None when left blank; a problem when unreadable.

    Numbers and days are read as Vietnamese people write them: `1.234` is one thousand two hundred
    odd, 05/03/2026 the fifth of March. Of a choice, the key is said.
    """
    text = unicodedata.normalize("NFC", raw_text).strip()
    return _PARSERS[question.kind](question, text) if text else None


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
    problems: list[Problem] = []
    asked = {question.key for question in asked_questions(form, answers, place_kind)}
    for question in form.questions:
        if question.key in asked:
            problems += _check(question, answers, facts, complete)
        elif answers.state(question.key) == "reported":
            problems.append(Problem("not_asked_here", question.key))
    problems += _check_consistency(form, answers, facts, asked)
    return problems + list(_unknown(form, answers))


def _parse_text(question: Question, text: str) -> Value | Problem:
    return text


def _parse_yes_no(question: Question, text: str) -> Value | Problem:
    answer = _YES_NO.get(text.lower())
    return _wrong_kind(question) if answer is None else answer


def _parse_choice(question: Question, text: str) -> Value | Problem:
    return text if _offers(question, text) else _not_a_choice(question, text)


def _parse_day(question: Question, text: str) -> Value | Problem:
    found = next((match for shape in _DAYS if (match := shape.fullmatch(text))), None)
    if found:
        with suppress(ValueError):  # there is no 30 February
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
    return Problem("not_a_day", question.key, {"text": text[:40]})


def _parse_amount(question: Question, text: str) -> Decimal | Problem:
    number = parse_number(text) if len(text) <= 40 else None
    return Problem("not_a_number", question.key, {"text": text[:40]}) if number is None else number


def _parse_count(question: Question, text: str) -> Value | Problem:
    number = _parse_amount(question, text)
    if isinstance(number, Problem):
        return number
    if number != number.to_integral_value():
        return Problem("not_whole_number", question.key, {"text": text})
    return int(number)


_PARSERS: Mapping[str, Callable[[Question, str], Value | Problem]] = {
    "text": _parse_text,
    "yes_no": _parse_yes_no,
    "choice": _parse_choice,
    "date": _parse_day,
    "amount": _parse_amount,
    "count": _parse_count,
}


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
    match question.kind:
        case "yes_no" if not isinstance(value, bool):
            yield _wrong_kind(question)
        case "date" if not isinstance(value, date):
            yield _wrong_kind(question)
        case "choice" if not _offers(question, value):
            yield _not_a_choice(question, value)
        case "text":
            yield from _check_text(question, value)
        case "count" | "amount":
            yield from _check_number(question, value, facts)


def _check_text(question: Question, value: Value) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield _wrong_kind(question)
    elif len(value) > LONGEST_TEXT:
        yield Problem("text_too_long", question.key, {"maximum": LONGEST_TEXT})


def _check_number(question: Question, value: Value, facts: Mapping[str, int]) -> Iterator[Problem]:
    if isinstance(value, (bool, str, date)) or not Decimal(value).is_finite():
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


def _check_consistency(
    form: Form, answers: Answers, facts: Mapping[str, int], asked: Collection[str]
) -> Iterator[Problem]:
    """Pairs of figures that contradict each other; nothing is said where one of them is missing."""
    known: dict[str, Value] = {**facts}
    known |= {
        k: v for k, v in answers.values.items() if k in asked and k not in answers.not_applicable
    }
    for rule in form.consistency:
        if rule.left in known and rule.right in known:
            left, right = known[rule.left], known[rule.right]
            if not _fit(rule, left, right):
                yield _does_not_fit(form, rule, left, right)


def _fit(rule: Consistency, left: Value, right: Value) -> bool:
    """Whether two values fit; what cannot be compared is wrong in itself and refused as such."""
    if rule.operator == "equal" and type(left) is type(right):
        return left == right
    if isinstance(left, date) and isinstance(right, date):
        return left <= right
    if isinstance(left, (bool, str, date)) or isinstance(right, (bool, str, date)):
        return True
    return left == right if rule.operator == "equal" else left <= right


def _does_not_fit(form: Form, rule: Consistency, left: Value, right: Value) -> Problem:
    """Said at the question on the left, or at the other one where a fact stands there."""
    labels = {question.key: question.label for question in form.questions}
    where, other = (rule.left, rule.right) if rule.left in labels else (rule.right, rule.left)
    return Problem(
        "does_not_fit",
        where,
        {
            "label": rule.label,
            "left": left,
            "left_label": labels.get(rule.left, rule.left),
            "right": right,
            "right_label": labels.get(rule.right, rule.right),
            "other": other,
        },
    )


def _offers(question: Question, value: Value) -> bool:
    return any(choice.key == value for choice in question.choices)


def _not_a_choice(question: Question, value: Value) -> Problem:
    labels = tuple(choice.label for choice in question.choices)
    return Problem("not_a_choice", question.key, {"text": str(value)[:40], "choices": labels})


def _out_of_bounds(code: str, question: Question, value: Value, bound: str, limit: int) -> Problem:
    return Problem(code, question.key, {"value": value, bound: limit, "unit": question.unit})


def _wrong_kind(question: Question) -> Problem:
    return Problem("wrong_kind", question.key, {"kind": question.kind})


def _unknown(form: Form, answers: Answers) -> Iterator[Problem]:
    known = {question.key for question in form.questions}
    said = {*answers.values, *answers.not_applicable, *answers.notes}
    return (Problem("unknown_question", key) for key in sorted(said - known))

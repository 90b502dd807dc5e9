"""What invented groups answer: numbers that move from the baseline towards a goal."""

from __future__ import annotations

from random import Random

from tuquan.core.answers import Answers, Value
from tuquan.core.programme import Form, Question

NOTES = (
    "Rác ở mương đầu ngõ sau mưa, tổ đã dọn.",
    "Có đoạn đường để vật liệu xây nhà, đã nhắc dọn.",
    "Tháng này bận mùa nên mới quét được một lần.",
)

PROMISED_KEPT = 0.96
"""How many groups keep what they promised once they have; nearly all, as at the year's end."""


def answers_of(form: Form, households: int, month: int, dice: Random) -> Answers:
    """A full set of answers; `month` 0 is the baseline, later months are better on the whole."""
    values: dict[str, Value] = {}
    aside: set[str] = set()
    notes: dict[str, str] = {}
    for question in form.questions:
        if question.not_applicable_allowed and dice.random() < 0.12:
            aside.add(question.key)
            continue
        value = _answer(question, households, month, dice)
        values[question.key] = value
        if value is False and question.note_when == "no":
            notes[question.key] = dice.choice(NOTES)
    return Answers(values, frozenset(aside), notes)


def half_of(answers: Answers, form: Form) -> Answers:
    """Only the first section: a draft somebody put aside."""
    first = {question.key for question in form.sections[0].questions}
    return Answers(
        {key: value for key, value in answers.values.items() if key in first},
        answers.not_applicable & first,
        {key: note for key, note in answers.notes.items() if key in first},
    )


def _answer(question: Question, households: int, month: int, dice: Random) -> Value:
    if question.kind == "yes_no":
        return dice.random() < (
            PROMISED_KEPT if month and question.polarity else 0.62 + 0.08 * month
        )
    if question.kind == "text":
        return ""
    if question.at_most:
        share = min(0.97, dice.uniform(0.18, 0.42) + 0.12 * month)
        return round(households * share)
    if question.stock:
        return 4 + month + dice.randint(0, 3)
    if question.direction == "down":
        return max(0, dice.randint(0, 2) - month // 2)
    return dice.randint(0, 1) + dice.randint(0, 1 + month // 2)

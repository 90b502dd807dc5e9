"""The lines of a report, each beside last period, baseline and goal (S1-20, F-42)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from tuquan.base.templatetags.tq import day as shown_day
from tuquan.base.templatetags.tq import number as shown_number
from tuquan.base.texts.wording import answer_word, worded
from tuquan.core.answers import Answers, State, Value
from tuquan.core.programme import Form, Question, Ratio, Section, Target
from tuquan.core.questions import asked_questions
from tuquan.core.rollup import Comparison, Direction, Number, compare, round_half_up
from tuquan.reports.queries.background import Background
from tuquan.reports.queries.sharing import NOTHING_SHARED, SharedAnswer, SharedAnswers


@dataclass(frozen=True, slots=True)
class Said:
    """One answer, with zero, not applicable and not said kept apart; `label` is its word."""

    state: State
    value: Value | None = None
    label: str = ""

    @property
    def number(self) -> Number | None:
        """The figure, where it is one."""
        if isinstance(self.value, (bool, str, date)):
            return None
        return self.value

    @property
    def text(self) -> str:
        """The answer in words."""
        if self.state == "not_applicable":
            return _("does not apply")
        if self.value is None:
            return _("not answered")
        if isinstance(self.value, bool):
            return self.label or (_("Yes") if self.value else _("No"))
        if isinstance(self.value, str):
            return self.label or self.value
        return shown_day(self.value) if isinstance(self.value, date) else shown_number(self.value)

    @property
    def text_before(self) -> str:
        """The same where it is what was said before: nothing said is nothing there yet."""
        return _("none yet") if self.state == "not_reported" else self.text


@dataclass(frozen=True, slots=True)
class Line:
    """One question with its answer and everything it is read beside.

    `previous` and `baseline` are None where the form knows no such comparison. A line that is not
    asked waits for another answer; a shared one was answered in another report.
    """

    key: str
    label: str
    position: int
    step: int
    section: str
    question: Question
    answer: Said
    note: str
    previous: Said | None
    baseline: Said | None
    goal: Number | None
    comparison: Comparison
    scale: Number
    is_asked: bool = True
    shared: SharedAnswer | None = None

    @property
    def shared_text(self) -> str:
        """What the other report says."""
        if self.shared is None:
            return ""
        return in_words("reported", self.shared.value, self.question).text

    @property
    def differs(self) -> bool:
        """Whether the other report says something else by now."""
        return self.shared is not None and self.shared_text != self.answer.text

    @property
    def baseline_number(self) -> Number | None:
        """The figure of the survey, where it is one."""
        return self.baseline.number if self.baseline else None

    @property
    def is_figure(self) -> bool:
        """Whether the line is a number that can be drawn."""
        return self.question.kind in ("count", "amount")


@dataclass(frozen=True, slots=True)
class LineGroup:
    """The lines of one section of the form."""

    step: int
    title: str
    lines: tuple[Line, ...]

    @property
    def has_figures(self) -> bool:
        """Whether there is anything to draw."""
        return any(line.is_figure for line in self.lines)


@dataclass(frozen=True, slots=True)
class Share:
    """One ratio of the form in per cent, rounded for showing."""

    label: str
    now: Decimal | None
    previous: Decimal | None
    baseline: Decimal | None
    goal: Number | None
    reached: bool | None


def goal_of(
    target: Target | None, answers: Answers, facts: Mapping[str, int], direction: Direction = "up"
) -> Number | None:
    """The figure to reach. A share of something whole is a whole number: 80% of 27 homes is 22."""
    if target is None:
        return None
    if target.kind == "value":
        return _plain(target.value)
    base = facts.get(target.of, answers.values.get(target.of))
    if base is None or isinstance(base, (bool, str, date)):
        return None
    exact = Fraction(target.value) * Fraction(base) / 100
    return math.floor(exact) if direction == "down" else math.ceil(exact)


def sections_asked(form: Form, place_kind: str) -> list[tuple[Section, tuple[Question, ...]]]:
    """The steps of a form in a place of this kind, without sections that ask nothing there."""
    asked = [
        (section, tuple(q for q in section.questions if place_kind not in q.not_applicable_to))
        for section in form.sections
    ]
    return [(section, questions) for section, questions in asked if questions]


def lines_of(
    form: Form,
    place_kind: str,
    answers: Answers,
    facts: Mapping[str, int],
    background: Background,
    shared: SharedAnswers = NOTHING_SHARED,
) -> list[Line]:
    """Every line of a reporter, in the order of the form, also those that wait for an answer."""
    asked = {question.key for question in asked_questions(form, answers, place_kind)}
    lines = (
        _line(question, (step, position, section), answers, facts, background)
        for step, (section, questions) in enumerate(sections_asked(form, place_kind), start=1)
        for position, question in enumerate(questions, start=1)
    )
    return [
        replace(line, is_asked=line.key in asked, shared=shared.get(line.key)) for line in lines
    ]


def step_of(form: Form, place_kind: str, key: str) -> int:
    """The step of a form on which a question stands."""
    steps = enumerate(sections_asked(form, place_kind), start=1)
    return next(step for step, (_section, asked) in steps if key in {q.key for q in asked})


def in_sections(lines: Iterable[Line]) -> list[LineGroup]:
    """The lines under the headings of the form."""
    found: dict[tuple[int, str], list[Line]] = {}
    for line in lines:
        found.setdefault((line.step, line.section), []).append(line)
    return [LineGroup(step, title, tuple(group)) for (step, title), group in found.items()]


def shares_of(
    form: Form, answers: Answers, facts: Mapping[str, int], background: Background
) -> list[Share]:
    """The ratios the form defines, now and before."""
    return [_share(form, ratio, answers, facts, background) for ratio in form.ratios]


def said(answers: Answers, key: str, question: Question | None = None) -> Said:
    """What was said under a key, in the words of the question, or of one like it."""
    state = answers.state(key)
    return in_words(state, answers.values[key] if state == "reported" else None, question)


def in_words(state: State, value: Value | None, question: Question | None) -> Said:
    """An answer, with the word of the form that stands for it; a form may be gone."""
    return Said(state, value, answer_word(question, value) if question else "")


def _line(
    question: Question,
    where: tuple[int, int, Section],
    answers: Answers,
    facts: Mapping[str, int],
    background: Background,
) -> Line:
    step, position, section = where
    answer = said(answers, question.key, question)
    previous = said(background.previous or Answers(), question.key, question)
    baseline = said(background.baseline or Answers(), question.baseline, question)
    goal = goal_of(question.target, answers, facts, question.direction)
    numbers = (answer.number, previous.number, baseline.number, goal, facts.get(question.at_most))
    return Line(
        key=question.key,
        label=worded(question),
        position=position,
        step=step,
        section=worded(section, "title"),
        question=question,
        answer=answer,
        note=answers.notes.get(question.key, ""),
        previous=previous if background.recurs else None,
        baseline=baseline if background.compares and question.baseline else None,
        goal=goal,
        comparison=compare(answer.number, baseline.number, goal, question.direction),
        scale=max((n for n in numbers if n is not None), default=0) or 1,
    )


def _share(
    form: Form,
    ratio: Ratio,
    answers: Answers,
    facts: Mapping[str, int],
    background: Background,
) -> Share:
    now = _percent(ratio.numerator, ratio.denominator, answers, facts)
    before = background.previous or Answers()
    baseline = background.baseline or Answers()
    first = (_baseline_key(form, ratio.numerator), _baseline_key(form, ratio.denominator))
    goal = goal_of(ratio.target, answers, facts, ratio.direction)
    then = _percent(*first, baseline, background.baseline_facts)
    exact = None if now is None else Decimal(now.numerator) / Decimal(now.denominator)
    return Share(
        label=worded(ratio),
        now=_rounded(now),
        previous=_rounded(
            _percent(ratio.numerator, ratio.denominator, before, background.previous_facts)
        ),
        baseline=_rounded(then),
        goal=goal,
        reached=compare(exact, _rounded(then), goal, ratio.direction).reached,
    )


def _baseline_key(form: Form, name: str) -> str:
    """What a side of a ratio is called in the survey; facts keep their name."""
    questions = {question.key: question for question in form.questions}
    return questions[name].baseline if name in questions else name


def _percent(
    numerator: str, denominator: str, answers: Answers, facts: Mapping[str, int]
) -> Fraction | None:
    above, below = (
        said(answers, name).number if name in answers.values else facts.get(name)
        for name in (numerator, denominator)
    )
    if above is None or not below:
        return None
    return 100 * Fraction(above) / Fraction(below)


def _rounded(exact: Fraction | None) -> Decimal | None:
    return None if exact is None else round_half_up(exact)


def _plain(value: Decimal) -> Number:
    return int(value) if value == value.to_integral_value() else value

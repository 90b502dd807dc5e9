"""One indicator of a place, ready to be shown: total, baseline, target, and from how many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from tuquan.base.templatetags.tq import number
from tuquan.base.texts.wording import offered_words, spoken
from tuquan.consolidations.queries.plans import BASELINE, TARGET, Compared, Plan
from tuquan.core.programme import Form, Question, Ratio
from tuquan.core.rollup import Figure, Number, RatioFigure, compare, round_half_up

LineKind = Literal["number", "yes_no", "choice", "day", "text", "share"]
"""Figures add up, promises kept and choices are counted, of days the last one counts, of texts only
how many there are; shares are worked out from two sums. A plain yes or no is a choice of two."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """How many reporters chose one of the words a question offers, now and in the survey."""

    key: str
    label: str
    reporters: int
    before: int


@dataclass(frozen=True, slots=True)
class Line:
    """One question or ratio over some reporters.

    `change` is taken over the `compared` reporters who gave both figures; `baseline` over all who
    answered the survey. A share is in per cent, and its `figure` counts the reporters only.
    """

    asked: Question | Ratio
    kind: LineKind
    figure: Figure
    value: Number | None
    share: RatioFigure = RatioFigure()
    baseline: Number | None = None
    surveyed: int = 0
    change: Number | None = None
    compared: int = 0
    target: Number | None = None
    reached: bool | None = None
    was: Figure = Figure()

    @property
    def choices(self) -> list[Chosen]:
        """Every word the question offers, also those that nobody chose."""
        if isinstance(self.asked, Ratio):
            return []
        now, before = (_chosen(self.asked, figure) for figure in (self.figure, self.was))
        return [
            Chosen(key, words, now.get(key, 0), before.get(key, 0))
            for key, words in offered_words(self.asked).items()
        ]

    @property
    def key(self) -> str:
        """The key of the question or the ratio."""
        return self.asked.key

    @property
    def label(self) -> str:
        """What the pack calls it, in the reader's language."""
        return spoken(self.asked.label, self.asked.label_en)

    @property
    def unit(self) -> str:
        """What is counted, in the reader's language."""
        if isinstance(self.asked, Question):
            return spoken(self.asked.unit, self.asked.unit_en)
        return "%"

    @property
    def bar_unit(self) -> str:
        """The unit as it stands behind a figure in a sentence."""
        return self.unit if self.kind == "share" else f" {self.unit}".rstrip()

    @property
    def is_uneven(self) -> bool:
        """Whether baseline and total come from different reporters."""
        return {self.figure.reported, self.surveyed} != {self.compared}

    @property
    def maximum(self) -> Number:
        """How far a bar of this line reaches."""
        if self.kind == "share":
            return 100
        known = [figure for figure in (self.value, self.baseline, self.target) if figure]
        return max(known, default=1)

    @property
    def has_bar(self) -> bool:
        """Whether there is something to compare the total with."""
        return self.target is not None or bool(self.baseline)


def choices_words(line: Line, before: bool = False) -> str:
    """How many made each choice, now or in the survey: `Có: 3; Không: 0`; empty for nobody."""
    if line.kind != "choice" or not (line.was if before else line.figure).reported:
        return ""
    return "; ".join(
        f"{one.label}: {number(one.before if before else one.reporters)}" for one in line.choices
    )


def lines_of(form: Form, plan: Plan, totals: Compared) -> list[Line]:
    """Every line of a form, in its order, each ratio after the question it is worked out from."""
    return list(_lines(form, plan, totals))


def _lines(form: Form, plan: Plan, totals: Compared) -> Iterator[Line]:
    by_question: dict[str, list[Ratio]] = {}
    for ratio in form.ratios:
        by_question.setdefault(ratio.numerator, []).append(ratio)
    for question in plan.questions:
        yield line_of(question, plan, totals)
        for ratio in by_question.get(question.key, ()):
            yield line_of(ratio, plan, totals)


def line_of(asked: Question | Ratio, plan: Plan, totals: Compared) -> Line:
    """One question or ratio over the reporters of the totals."""
    if isinstance(asked, Ratio):
        return _ratio_line(asked, totals)
    return _question_line(asked, plan, totals)


def _question_line(question: Question, plan: Plan, totals: Compared) -> Line:
    figure = totals.now.figures.get(question.key, Figure())
    kind = _line_kind(question)
    if kind == "text":
        return Line(question, kind, figure, None)
    was = totals.before.figures.get(plan.baselines.get(question.key, ""), Figure())
    if kind in ("choice", "day"):
        return Line(question, kind, figure, None, surveyed=was.reported, was=was)
    pair = totals.now.ratios.get(question.key + BASELINE, RatioFigure())
    target = _target(question, totals)
    return Line(
        question,
        kind,
        figure,
        figure.value,
        baseline=was.value,
        surveyed=was.reported,
        change=_change(pair),
        compared=pair.reported,
        target=target,
        reached=compare(figure.value, None, target, question.direction).reached,
    )


def _chosen(question: Question, figure: Figure) -> Mapping[str, int]:
    return {"yes": figure.yes, "no": figure.no} if question.is_plain_fact else figure.entries


def _line_kind(question: Question) -> LineKind:
    """By the kind of question; what does not come together at all is only counted, as texts are."""
    if question.aggregation == "none":
        return "text"
    kinds: dict[str, LineKind] = {
        "yes_no": "choice" if question.is_plain_fact else "yes_no",
        "choice": "choice",
        "date": "day",
        "text": "text",
    }
    return kinds.get(question.kind, "number")


def _ratio_line(ratio: Ratio, totals: Compared) -> Line:
    share = totals.now.ratios.get(ratio.key, RatioFigure())
    was = totals.before.ratios.get(ratio.key, RatioFigure())
    now, before = share.percent, was.percent
    target = ratio.target.value if ratio.target else None
    exact = None if now is None or before is None else now - before
    return Line(
        ratio,
        "share",
        Figure(reported=share.reported, not_reported=totals.now.expected - share.reported),
        shown_percent(now),
        share=share,
        baseline=shown_percent(before),
        surveyed=was.reported,
        change=None if exact is None else round_half_up(exact),
        compared=min(share.reported, was.reported),
        target=target,
        reached=_reached(ratio, now, target),
    )


def shown_percent(exact: Fraction | None) -> Decimal | None:
    """A share as it is shown, with one decimal; 100 is only said when nothing is missing."""
    if exact is None:
        return None
    return Decimal("99.9") if exact < 100 <= round_half_up(exact) else round_half_up(exact)


def _target(question: Question, totals: Compared) -> Number | None:
    """The sum of the targets of the reporters who answered; of a highest figure, the target."""
    target = question.target
    if target is None or question.kind == "yes_no":
        return None
    if question.aggregation == "max":
        return target.value if target.kind == "value" else None
    if target.kind == "value":
        reported = totals.now.figures.get(question.key, Figure()).reported
        return target.value * reported if reported else None
    whole = totals.now.ratios.get(question.key + TARGET, RatioFigure())
    return target.value * whole.denominator / 100 if whole.reported else None


def _change(pair: RatioFigure) -> Number | None:
    return pair.numerator - pair.denominator if pair.reported else None


def _reached(ratio: Ratio, now: Fraction | None, target: Decimal | None) -> bool | None:
    """By the exact share, so that nothing is reached by rounding."""
    if now is None or target is None or ratio.direction == "none":
        return None
    return now >= target if ratio.direction == "up" else now <= target

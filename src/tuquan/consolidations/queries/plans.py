"""What is added up for a round: questions and ratios of its form, beside their baseline survey."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from tuquan.consolidations.queries.rounds import Round
from tuquan.core.programme import FACTS, Form, Question
from tuquan.core.questions import applicable_questions
from tuquan.core.rollup import (
    Aggregation,
    Indicator,
    RatioIndicator,
    Submission,
    Totals,
    combine,
    total_of,
)
from tuquan.places.models import PlaceKind

BASELINE = "@baseline"
"""Marks the baseline of a question among its own figures; no key of a pack can hold the sign."""

TARGET = "@target"
"""Marks the sum that a question's target is a percentage of."""


class Compared(NamedTuple):
    """Totals of a round and, over the same reporters, of their baseline survey."""

    now: Totals
    before: Totals


class Reporter(NamedTuple):
    """Who owes a report, what they sent, and what they said in the baseline survey.

    `place` and `path` are those of the report, which the map may have left behind since.
    """

    obligation: int
    path: str
    sent: Submission | None
    before: Submission | None
    place: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """What is added up for a round: the questions and ratios of its form, and their baselines.

    Among the ratios stand pairs, `a question over its baseline` and `a question over what its
    target is a part of`: a pair adds both sides over the reporters who gave both, and only so can
    they be compared. `baselines` names the baseline question of each question that has one;
    only sums make `paired` ones, for the highest figure of some and the days of others add up to
    nothing.
    """

    questions: tuple[Question, ...]
    baselines: Mapping[str, str]
    indicators: tuple[Indicator, ...]
    ratios: tuple[RatioIndicator, ...]
    indicators_before: tuple[Indicator, ...]
    ratios_before: tuple[RatioIndicator, ...]
    paired: Mapping[str, str] = field(default_factory=dict)

    def total(self, reporters: Iterable[Reporter]) -> Compared:
        """The totals of some reporters."""
        known = list(reporters)
        now = total_of(self.indicators, self.ratios, [one.sent for one in known])
        if not self.baselines:
            return Compared(now, Totals())
        before = [one.before for one in known]
        return Compared(now, total_of(self.indicators_before, self.ratios_before, before))

    def without_texts(self) -> Plan:
        """The same, but of texts only how many there are."""
        indicators = tuple(
            replace(one, aggregation="none") if one.aggregation == "list" else one
            for one in self.indicators
        )
        return replace(self, indicators=indicators)

    def beside(self, sent: Submission, before: Submission | None) -> Submission:
        """What was sent, with the baseline of each answer put beside it."""
        if before is None:
            return sent
        said: Mapping[str, object] = before["values"]
        pairs = {key + BASELINE: said.get(was) for key, was in self.paired.items()}
        return {**sent, "values": {**sent["values"], **pairs}}


def plan_of(form: Form, baseline: Form | None, kind: PlaceKind = PlaceKind.AREA) -> Plan:
    """What to add up for a form filled in by reporters of a kind of place.

    `baseline` is the survey it is compared with, if it is.
    """
    questions = applicable_questions(form, kind)
    earlier = {question.key: question for question in baseline.questions} if baseline else {}
    baselines = {q.key: q.baseline for q in questions if _comparable(q, earlier.get(q.baseline))}
    paired = {q.key: q.baseline for q in questions if q.key in baselines and _adds_up(q)}
    known = {*paired, *FACTS}
    return Plan(
        questions,
        baselines,
        (
            *(_indicator(question) for question in questions),
            *(Indicator(key + BASELINE, "latest") for key in paired),
        ),
        (
            *(RatioIndicator(r.key, r.numerator, r.denominator) for r in form.ratios),
            *(RatioIndicator(key + BASELINE, key, key + BASELINE) for key in paired),
            *(
                RatioIndicator(q.key + TARGET, q.key, q.target.of)
                for q in questions
                if q.target and q.target.of
            ),
        ),
        tuple(_indicator(earlier[was]) for was in dict.fromkeys(baselines.values())),
        tuple(
            RatioIndicator(
                ratio.key,
                paired.get(ratio.numerator, ratio.numerator),
                paired.get(ratio.denominator, ratio.denominator),
            )
            for ratio in form.ratios
            if {ratio.numerator, ratio.denominator} <= known
        ),
        paired,
    )


def _indicator(question: Question) -> Indicator:
    """How the answers to a question come together over places."""
    how: Aggregation = question.aggregation
    if question.kind == "date" and how == "max":
        how = "latest_day"
    lasts = question.kind == "choice" and how == "latest"
    if lasts:
        how = "count_choices"  # what was chosen last by each: over places, choices are counted
    if question.asked_when is None:
        return Indicator(question.key, how, lasts=lasts)
    when = question.asked_when
    return Indicator(question.key, how, when.question, when.answer == "yes", lasts)


def _comparable(question: Question, earlier: Question | None) -> bool:
    """Whether a figure and its baseline come together in the same way."""
    return earlier is not None and (question.aggregation == "max") == (earlier.aggregation == "max")


def _adds_up(question: Question) -> bool:
    return question.kind in ("count", "amount", "yes_no") and question.aggregation != "max"


def plan_for(chosen: Round) -> Plan:
    """What to add up for a round."""
    lives_in_area = chosen.feeding.reporter in ("group", "area")
    kind = PlaceKind.AREA if lives_in_area else PlaceKind.COMMUNE
    return plan_of(chosen.form, baseline_form(chosen), kind)


def together(totals: Sequence[Compared]) -> Compared:
    """Several totals as one."""
    return Compared(combine(one.now for one in totals), combine(one.before for one in totals))


def baseline_form(chosen: Round) -> Form | None:
    """The survey that the figures of a round are compared with."""
    return chosen.edition.content.baseline_form if chosen.form.compare_with_baseline else None

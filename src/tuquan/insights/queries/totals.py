"""Adding up reports through the tree of places, beside the baseline survey of the same reporters.

Live totals count what was submitted or accepted (design section 5); whoever owes a report and has
sent none is counted as not reported, never as zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from tuquan.base.actor import Actor
from tuquan.base.scoping import path_step
from tuquan.core.programme import FACTS, Form, Question
from tuquan.core.questions import applicable_questions
from tuquan.core.rollup import (
    Aggregation,
    Indicator,
    RatioIndicator,
    Spot,
    Submission,
    Totals,
    combine,
    roll_up_on,
    total_of,
)
from tuquan.insights.queries.rounds import Round
from tuquan.places.models import PlaceKind
from tuquan.places.queries import Territory
from tuquan.reports.models import Obligation, ObligationQuerySet, Report, ReportQuerySet

BASELINE = "@baseline"
"""Marks the baseline of a question among its own figures; no key of a pack can hold the sign."""

NOBODY: tuple[int, None] = (0, None)
"""The end of the reports; no row has the number 0."""

SHARED_STEP = "S"
"""How the step of a place begins of which only a share lies in an area."""

UNTOUCHED = Territory()
"""Where the map never changed: what was recorded below the path of a place lies in it."""

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


def plan_of(form: Form, baseline: Form | None) -> Plan:
    """What to add up for a form; `baseline` is the survey it is compared with, if it is."""
    questions = applicable_questions(form, PlaceKind.AREA)  # whoever reports lives in an area
    earlier = {question.key: question for question in baseline.questions} if baseline else {}
    baselines = {q.key: q.baseline for q in questions if _comparable(q, earlier.get(q.baseline))}
    paired = {q.key: q.baseline for q in questions if q.key in baselines and _adds_up(q)}
    known = {*paired, *FACTS}
    return Plan(
        questions,
        baselines,
        (
            *(_indicator(question) for question in questions),
            *(Indicator(key + BASELINE, "sum") for key in paired),
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
    if question.kind == "choice" and how == "latest":
        how = "count_choices"  # what was chosen last by each: over places, choices are counted
    if question.asked_when is None:
        return Indicator(question.key, how)
    when = question.asked_when
    return Indicator(question.key, how, when.question, when.answer == "yes")


def _comparable(question: Question, earlier: Question | None) -> bool:
    """Whether a figure and its baseline come together in the same way."""
    return earlier is not None and (question.aggregation == "max") == (earlier.aggregation == "max")


def _adds_up(question: Question) -> bool:
    return question.kind in ("count", "amount", "yes_no") and question.aggregation != "max"


def plan_for(chosen: Round) -> Plan:
    """What to add up for a round."""
    return plan_of(chosen.form, _baseline_form(chosen))


def totals_by_place(
    actor: Actor,
    path: str,
    chosen: Round,
    depth: int = 1,
    *,
    texts: bool = True,
    within: Territory = UNTOUCHED,
) -> dict[str, Compared]:
    """Totals of a place and of everything down to `depth` levels below it.

    Keys are paths relative to the place, which is `""` itself; `within` says whose records lie in
    it where the map has changed. What only a share of lies in an area stands there as a step of its
    own (`SHARED_STEP`) beside the groups. Without `texts` it is only counted how many wrote
    something: what a commune still reads would fill the memory of a province.
    """
    plan = plan_for(chosen) if texts else plan_for(chosen).without_texts()
    leaves: dict[str, list[Compared]] = {}
    shared: dict[int, list[Compared]] = {}
    everybody = reporters_of(actor, path, chosen, plan, within)
    for leaf, reporters in groupby(everybody, lambda one: _leaf_of(one, path, depth, within)):
        total = plan.total(reporters)
        if isinstance(leaf, int):
            shared.setdefault(leaf, []).append(total)
        else:
            leaves.setdefault(leaf, []).append(total)
    totals = {leaf: together(parts) for leaf, parts in leaves.items()}
    parts = [
        (together(parts), cut_spots(within.spots[place], place, depth))
        for place, parts in shared.items()
    ]
    now = roll_up_on(
        {leaf: compared.now for leaf, compared in totals.items()},
        [(compared.now, spots) for compared, spots in parts],
    )
    before = roll_up_on(
        {leaf: compared.before for leaf, compared in totals.items()},
        [(compared.before, spots) for compared, spots in parts],
    )
    return {place: Compared(rolled, before[place]) for place, rolled in now.items()}


def cut_spots(spots: Sequence[Spot], place: int, depth: int) -> list[Spot]:
    """The spots of a shared place as the keys of totals down to so many levels."""
    step = path_step(place, SHARED_STEP)
    return [
        Spot(None if path is None else _step(path + step, depth), share) for path, share in spots
    ]


def together(totals: Sequence[Compared]) -> Compared:
    """Several totals as one."""
    return Compared(combine(one.now for one in totals), combine(one.before for one in totals))


def day_recorded(chosen: Round) -> date:
    """From which day the reports of a round are: groups owe them where they stood as it began."""
    return chosen.period.start


def obligations_of(
    actor: Actor, path: str, chosen: Round, within: Territory = UNTOUCHED
) -> ObligationQuerySet:
    """Who owes a report of the round below a path, in the order of the tree.

    Where the map has changed: who owes one for a place whose records lie there.
    """
    return owed_within(path, chosen, within).visible_to(actor, "totals.view")


def owed_within(path: str, chosen: Round, within: Territory) -> ObligationQuerySet:
    """The same whoever asks, to know whether somebody sees all of it."""
    owed = Obligation.objects.filter(**_those_of(chosen)).order_by("path", "pk")
    return owed.filter(place__in=list(within.shares)) if within.touched else owed.below(path)


def reporters_of(
    actor: Actor, path: str, chosen: Round, plan: Plan, within: Territory = UNTOUCHED
) -> Iterator[Reporter]:
    """Everybody who owes a report of the round, with what they sent, in the order of the tree.

    Reports are read one after the other beside the obligations, so that a whole country never
    stands in memory. Nobody gets a part of a place: its totals would not say so.
    """
    if not actor.may("totals.view", path):
        return
    obligations = obligations_of(actor, path, chosen, within)
    sent = _reports_of(path, chosen, obligations if within.touched else None)
    before = {}
    if plan.baselines:
        before = _baselines(path, chosen, obligations if within.touched else None)
    answered, report = next(sent, NOBODY)
    owed = obligations.values_list("pk", "group_id", "place_id", "path")
    for number, group, place, where in owed:
        survey = before.get(group)
        if report is not None and number == answered:
            yield Reporter(number, where, plan.beside(report, survey), survey, place)
            answered, report = next(sent, NOBODY)
        else:
            yield Reporter(number, where, None, survey, place)


def _reports_of(
    path: str, chosen: Round, owed: ObligationQuerySet | None
) -> Iterator[tuple[int, Submission]]:
    """The reports of the round that count, each after its obligation's number, in their order."""
    reports = Report.objects.handed_in()
    if owed is None:
        below = {f"obligation__{field}": value for field, value in _those_of(chosen).items()}
        reports = reports.filter(obligation__path__below=path, **below)
    else:
        reports = reports.filter(obligation__in=owed.order_by().values("pk"))
    return _submissions(reports.order_by("obligation__path", "obligation_id"), "obligation_id")


def _baselines(path: str, chosen: Round, owed: ObligationQuerySet | None) -> dict[int, Submission]:
    """What each group said in the baseline survey, under any edition; of two, the later one.

    Where the map has changed, whatever place the group stood in at the time.
    """
    form = _baseline_form(chosen)
    surveys = Report.objects.handed_in().filter(
        edition__programme=chosen.edition.programme_id,
        obligation__form_key=form.key if form else "",
    )
    if owed is None:
        surveys = surveys.filter(obligation__path__below=path)
    else:
        surveys = surveys.filter(obligation__group__in=owed.order_by().values("group"))
    return dict(_submissions(surveys.order_by("obligation__period_start"), "obligation__group_id"))


def _those_of(chosen: Round) -> dict[str, Any]:
    """What the obligations of a round have in common."""
    return {
        "edition": chosen.edition,
        "calendar": chosen.calendar.key,
        "period_start": chosen.period.start,
        "period_until": chosen.period.until,
        "period_key": chosen.period.key,
    }


def _submissions(reports: ReportQuerySet, by: str) -> Iterator[tuple[int, Submission]]:
    for key, answers, facts in reports.values_list(by, "answers", "facts").iterator():
        answers["facts"] = facts
        yield key, answers


def _baseline_form(chosen: Round) -> Form | None:
    return chosen.edition.content.baseline_form if chosen.form.compare_with_baseline else None


def _leaf_of(one: Reporter, path: str, depth: int, within: Territory) -> str | int:
    """The leaf a report is added to; the number of its place when that is shared out."""
    if not within.touched:
        return _step(one.path[len(path) :], depth)
    spots = within.spots[one.place]
    if len(spots) > 1:
        return one.place
    group = one.path[one.path.rfind(".", 0, -1) + 1 :]
    return _step((spots[0].path or "") + group, depth)


def _step(path: str, depth: int) -> str:
    """The first steps of a path: `0000001.0000002.G0000003.` at depth 2 is `0000001.0000002.`."""
    steps = path.split(".", depth)
    return path[: len(path) - len(steps[-1])] if len(steps) > depth else path

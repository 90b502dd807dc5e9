"""The year of a group or area beside its survey and its goals, out of its own reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tuquan.assessments.models import Acceptance
from tuquan.assessments.queries.units import unit_key
from tuquan.consolidations.queries import Compared
from tuquan.consolidations.queries.plans import Plan, Reporter, plan_of
from tuquan.core.accepting import Reading, YearLine, lines_to_json, year_line
from tuquan.core.answers import Answers
from tuquan.core.programme import Edition, Form, Question, Ratio
from tuquan.core.rollup import Figure, Number, RatioFigure, Submission, over_time
from tuquan.reports.models import Obligation, Report
from tuquan.reports.queries import Line, background_of, goal_of, lines_of, with_goals
from tuquan.reports.queries.aims import aimed_form

FIGURES = ("count", "amount")


@dataclass(frozen=True, slots=True)
class YearComparison:
    """Every indicator of a year, and the reports it was read from: number, version, accepted."""

    lines: tuple[YearLine, ...] = ()
    sources: tuple[tuple[int, int, bool], ...] = ()
    survey: tuple[int, int] | None = None

    def to_json(self) -> dict[str, Any]:
        """As it is frozen with a decision."""
        return {
            "lines": lines_to_json(self.lines),
            "reports": [list(one) for one in self.sources],
            "survey": list(self.survey) if self.survey else None,
        }


def comparison_of(acceptance: Acceptance) -> YearComparison:
    """The figures as they are known now; nothing of it is typed by hand (S1-20, S1-21).

    The year is that of the last day of a period. Reports that were sent count, accepted or not.
    """
    form = aimed_form(acceptance.cycle.content)
    owed = _owed_last(acceptance, form) if form else None
    if form is None or owed is None:
        return YearComparison()
    reports = _reports(acceptance, form)
    survey = _survey(acceptance)
    year = _Year(acceptance.cycle.content, form, owed, reports, survey)
    sources = tuple((one.pk, one.version, one.is_accepted) for one in reports)
    return YearComparison(
        tuple(year.lines()), sources, (survey.pk, survey.version) if survey else None
    )


def reporter_of(acceptance: Acceptance) -> str:
    """The group or area as reports name it."""
    return unit_key(acceptance.place_id, acceptance.group_id)


@dataclass(frozen=True, slots=True)
class _Sent:
    """One report: its row, and what it said as totals read it."""

    pk: int
    version: int
    is_accepted: bool
    said: Submission


class _Year:
    """The lines of one year, each from the place that knows it best.

    What comes together over the year is `over_time`, shares are those of totals; surveys and goals
    are those that every report is shown beside.
    """

    def __init__(
        self,
        edition: Edition,
        form: Form,
        owed: Obligation,
        reports: Sequence[_Sent],
        survey: _Sent | None,
    ) -> None:
        self.form = form
        baseline = edition.baseline_form if form.compare_with_baseline else None
        self.plan: Plan = plan_of(form, baseline, owed.place.kind)  # type: ignore[arg-type]
        self.sent = over_time(self.plan.indicators, [one.said for one in reports])
        before = survey.said if survey and baseline else None
        beside = self.plan.beside(self.sent, before) if self.sent else None
        self.totals: Compared = self.plan.total([Reporter(0, "", beside, before)])
        self.shown: Mapping[str, Line] = {one.key: one for one in _shown(form, owed)}

    def lines(self) -> Iterator[YearLine]:
        """Figures and promises in the order of the form, each share after its figure."""
        ratios: dict[str, list[Ratio]] = {}
        for ratio in self.form.ratios:
            ratios.setdefault(ratio.numerator, []).append(ratio)
        for question in self.plan.questions:
            if question.aggregation != "none" and question.kind in FIGURES:
                yield self._number(question)
            elif question.aggregation != "none" and question.is_promise:
                yield self._promise(question)
            for ratio in ratios.get(question.key, ()):
                yield self._share(ratio)

    def _number(self, question: Question) -> YearLine:
        line, figure = self.shown.get(question.key), self._figure(question.key)
        baseline, goal = _baseline(line), line.goal if line else None
        total = figure.value if _is_flow(question) else None
        return year_line(
            question.key,
            "number",
            question.direction,
            baseline,
            goal,
            _reading(figure),
            total=total,
            reports=self._times(question.key),
        )

    def _promise(self, question: Question) -> YearLine:
        """Kept or not as the last report said; the goal of a promise is that it is kept."""
        line, figure = self.shown.get(question.key), self._figure(question.key)
        said = self.sent["values"].get(question.key) if self.sent else None
        answers: list[bool] = said if isinstance(said, list) else []
        result = Reading("reported", int(answers[-1])) if answers else _reading(figure)
        return year_line(
            question.key,
            "yes_no",
            "up",
            _baseline(line),
            1,
            result,
            reports=len(answers),
            kept=sum(answers),
        )

    def _share(self, ratio: Ratio) -> YearLine:
        now = self.totals.now.ratios.get(ratio.key, RatioFigure())
        before = self.totals.before.ratios.get(ratio.key, RatioFigure())
        exact = now.percent
        questions = {one.key: one for one in self.plan.questions}
        numerator, denominator = (questions.get(k) for k in (ratio.numerator, ratio.denominator))
        is_counted_again = numerator is not None and _is_flow(numerator)
        if exact is not None and is_counted_again and not (denominator and _is_flow(denominator)):
            exact /= self._times(ratio.numerator)
        return year_line(
            ratio.key,
            "share",
            ratio.direction,
            _percent(before.percent),
            goal_of(ratio.target, Answers(), {}, ratio.direction),
            _percent(exact),
        )

    def _figure(self, key: str) -> Figure:
        return self.totals.now.figures.get(key, Figure())

    def _times(self, key: str) -> int:
        """In how many reports of the year something was said about it."""
        return self.sent["periods"].get(key, 0) if self.sent else 0


def _shown(form: Form, owed: Obligation) -> list[Line]:
    """The lines as the last report of the year shows them, with survey and goals."""
    report: Report | None = getattr(owed, "report", None)
    answers = report.content if report else Answers()
    facts = report.facts if report else {}
    lines = lines_of(form, owed.place.kind, answers, facts, background_of(owed))
    return with_goals(lines, owed)


def _owed_last(acceptance: Acceptance, form: Form) -> Obligation | None:
    """The last one that was reported; while nothing was, the last one that is owed."""
    owed = Obligation.objects.filter(**_of_year(acceptance, form)).order_by("period_start", "pk")
    related = ("edition__text", "edition__programme", "edition__parent", "place", "report")
    owed = owed.select_related(*related)
    said = owed.filter(report__state__in=(Report.State.SUBMITTED, Report.State.ACCEPTED))
    return said.last() or owed.last()


def _reports(acceptance: Acceptance, form: Form) -> list[_Sent]:
    """What was handed in for the periods of the year, the earliest first."""
    of_year = {f"obligation__{k}": v for k, v in _of_year(acceptance, form).items()}
    rows = Report.objects.handed_in().filter(**of_year)
    return _read(rows.order_by("obligation__period_start", "obligation_id"))


def _survey(acceptance: Acceptance) -> _Sent | None:
    """The latest baseline survey the group or area handed in."""
    form = acceptance.cycle.content.baseline_form
    rows = Report.objects.handed_in().filter(
        obligation__reporter=reporter_of(acceptance),
        obligation__edition__programme=acceptance.cycle.edition.programme_id,
        obligation__form_key=form.key if form else "",
    )
    return next(iter(_read(rows.order_by("-obligation__period_start")[:1])), None)


def _read(rows: Any) -> list[_Sent]:
    fields = rows.values_list("pk", "version", "state", "answers", "facts")
    return [
        _Sent(pk, version, state == Report.State.ACCEPTED, {**answers, "facts": facts})
        for pk, version, state, answers, facts in fields
    ]


def _of_year(acceptance: Acceptance, form: Form) -> dict[str, Any]:
    """The obligations whose period ended in the year: `period_until` is the day after it."""
    cycle = acceptance.cycle
    return {
        "kind": Obligation.Kind.FORM,
        "reporter": reporter_of(acceptance),
        "edition__programme": cycle.edition.programme_id,
        "form_key": form.key,
        "period_until__gt": date(cycle.year, 1, 1),
        "period_until__lte": date(cycle.year + 1, 1, 1),
    }


def _is_flow(question: Question) -> bool:
    """Whether it is counted anew in every period."""
    return question.aggregation == "sum" and not question.stock


def _reading(figure: Figure) -> Reading:
    if figure.reported:
        return Reading("reported", figure.value)
    return Reading("not_applicable" if figure.not_applicable else "not_reported")


def _baseline(line: Line | None) -> Reading:
    if line is None or line.baseline is None:
        return Reading()
    value = line.baseline.value
    if isinstance(value, bool):
        return Reading(line.baseline.state, int(value))
    return Reading(line.baseline.state, line.baseline.number)


def _percent(exact: Fraction | None) -> Reading:
    if exact is None:
        return Reading()
    value: Number = Decimal(exact.numerator) / Decimal(exact.denominator)
    return Reading("reported", value)

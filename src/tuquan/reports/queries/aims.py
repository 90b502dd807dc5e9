"""What a place wants to reach, beside its survey and its latest figures; what is pressing there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.scoping import paths_above
from tuquan.base.texts.wording import worded
from tuquan.core.answers import Answers
from tuquan.core.programme import Edition, Form, Question
from tuquan.groups.queries import led_groups
from tuquan.places.models import Place, PlaceQuerySet
from tuquan.programmes.models import Adoption
from tuquan.programmes.queries import adoptions_in_force
from tuquan.reports.models import Goal, Obligation, PressingIssue, Report
from tuquan.reports.models.aims import PressingIssueQuerySet
from tuquan.reports.queries.words import period_name_of

FIGURES = ("count", "amount")
"""Kinds of lines that can have a goal."""


@dataclass(frozen=True, slots=True)
class AimLine:
    """One line of the periodic form: the survey's figure, the latest one, and the goal."""

    question: Question
    baseline: Decimal | None
    latest: Decimal | None
    goal: Decimal | None

    @property
    def key(self) -> str:
        """The key of the line, as forms name it."""
        return self.question.key

    @property
    def label(self) -> str:
        """The line in words."""
        return worded(self.question)

    @property
    def unit(self) -> str:
        """What is counted."""
        return worded(self.question, "unit")

    @property
    def maximum(self) -> Decimal:
        """Where the bar ends."""
        figures = (self.baseline, self.latest, self.goal)
        return max((one for one in figures if one is not None), default=Decimal(1)) or Decimal(1)

    @property
    def reached(self) -> bool | None:
        """Whether the latest figure is where it was to be; None without a goal or a figure."""
        if self.goal is None or self.latest is None:
            return None
        falls = self.question.direction == "down"
        return self.latest <= self.goal if falls else self.latest >= self.goal


@dataclass(frozen=True, slots=True)
class Aims:
    """The aims of an area under one adoption; `period` is what the latest figures are about."""

    adoption: Adoption
    form: Form
    lines: tuple[AimLine, ...]
    period: str


def places_with_aims(actor: Actor) -> PlaceQuerySet:
    """The areas whose aims the actor may see: where they work, and where they lead a group."""
    areas = Place.objects.areas().visible_to(actor, "reports.view")
    led = led_groups(actor).values("place")
    return areas | Place.objects.areas().filter(pk__in=led)


def adoptions_with_aims(place: Place) -> list[Adoption]:
    """The adoptions in force at an area whose groups or areas report figures period by period."""
    here = adoptions_in_force(clock.today()).filter(place__path__in=paths_above(place.path))
    return [one for one in here.order_by("pk") if aimed_form(one.content)]


def aimed_form(edition: Edition) -> Form | None:
    """The form whose lines have goals: one that is compared with the survey, else any recurring."""
    asked = [
        edition.form(one.form)
        for one in edition.calendars
        if one.form and one.reporter in ("group", "area") and one.period != "once"
    ]
    compared = [form for form in asked if form.compare_with_baseline]
    return next(iter([*compared, *asked]), None)


def aimed_questions(edition: Edition) -> tuple[Question, ...]:
    """The lines of that form that are figures."""
    form = aimed_form(edition)
    return tuple(one for one in form.questions if one.kind in FIGURES) if form else ()


def aims_of(adoption: Adoption, place: Place, year: int) -> Aims:
    """Every line of an area with its survey, its latest figure and its goal of a year."""
    edition = adoption.content
    form = aimed_form(edition)
    if form is None:
        raise LookupError(f"{adoption} has no periodic form")
    questions = aimed_questions(edition)
    survey = edition.baseline_form
    first = (
        _sums(_reports(adoption, place, survey.key), _baseline_lines(questions)) if survey else {}
    )
    latest, period = _latest(adoption, place, form, questions)
    goals = goals_of(adoption, place, year)
    lines = tuple(
        AimLine(one, first.get(one.baseline), latest.get(one.key), goals.get(one.key))
        for one in questions
    )
    return Aims(adoption, form, lines, period)


def goals_of(adoption: Adoption, place: Place, year: int) -> dict[str, Decimal]:
    """The goals an area has for a year, by line."""
    goals = Goal.objects.filter(adoption__in=adoption.lineage, path=place.path, year=year)
    return {goal.question: goal.value.normalize() for goal in goals.order_by("adoption_id")}


def issues_of(adoptions: Sequence[Adoption], place: Place) -> PressingIssueQuerySet:
    """What is or was pressing in an area, what is open first."""
    kept = [pk for adoption in adoptions for pk in adoption.lineage]
    issues = PressingIssue.objects.filter(adoption__in=kept, path__below=place.path)
    return issues.order_by("settled_on", "due_on", "found_on", "pk")


def writable_issues(actor: Actor) -> PressingIssueQuerySet:
    """Pressing issues the actor may settle."""
    return PressingIssue.objects.visible_to(actor, "areas.report").select_related("place")


def _reports(adoption: Adoption, place: Place, form_key: str) -> Iterable[Report]:
    return (
        Report.objects.handed_in()
        .filter(
            obligation__kind=Obligation.Kind.FORM,
            obligation__edition__programme=adoption.edition.programme_id,
            obligation__form_key=form_key,
            obligation__path__below=place.path,
        )
        .select_related("obligation__edition__parent")
        .order_by("-obligation__period_start", "pk")
    )


def _latest(
    adoption: Adoption, place: Place, form: Form, questions: Sequence[Question]
) -> tuple[dict[str, Decimal], str]:
    """The figures of the last period anybody in the area reported, together, and its name."""
    reports = list(_reports(adoption, place, form.key))
    if not reports:
        return {}, ""
    newest = reports[0].obligation
    same = [one for one in reports if one.obligation.period_start == newest.period_start]
    return _sums(same, {one.key: one for one in questions}), period_name_of(newest)


def _baseline_lines(questions: Sequence[Question]) -> dict[str, Question]:
    return {one.baseline: one for one in questions if one.baseline}


def _sums(reports: Iterable[Report], lines: dict[str, Question]) -> dict[str, Decimal]:
    """The figures of several groups as one: the highest where the form says so, else the sum."""
    found: dict[str, list[Decimal]] = {}
    for report in reports:
        answers: Answers = report.content
        for key in lines:
            if answers.state(key) == "reported":
                found.setdefault(key, []).append(Decimal(str(answers.values[key])))
    return {
        key: max(figures) if lines[key].aggregation == "max" else sum(figures, Decimal(0))
        for key, figures in found.items()
    }

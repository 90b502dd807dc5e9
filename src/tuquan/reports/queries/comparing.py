"""A report beside the goals its reporter set itself, and the same period of the year before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from tuquan.core.answers import Answers
from tuquan.core.rollup import Number, compare
from tuquan.reports.models import Goal, Obligation, Report
from tuquan.reports.queries.figures import Line

A_YEAR = timedelta(days=365)
SLACK = timedelta(days=3)
"""Leap years, and weeks that begin on another day of the month."""


def with_goals(lines: Iterable[Line], obligation: Obligation) -> list[Line]:
    """The lines with the goals the reporter set for the year, instead of those of the programme.

    A goal is set for a line of this report, or for the line of the survey it is compared with.
    """
    goals = _goals(obligation)
    survey = obligation.edition.content.baseline_form
    first = survey.key if survey else ""
    return [
        _with_goal(
            line,
            goals.get((obligation.form_key, line.key), goals.get((first, line.question.baseline))),
        )
        for line in lines
    ]


def last_year_of(obligation: Obligation) -> Answers | None:
    """What the reporter said for the same period a year before; None when there is nothing."""
    start = obligation.period_start - A_YEAR
    found = (
        Report.objects.handed_in()
        .filter(
            obligation__reporter=obligation.reporter,
            obligation__calendar=obligation.calendar,
            obligation__edition__programme=obligation.edition.programme_id,
            obligation__period_start__range=(start - SLACK, start + SLACK),
        )
        .select_related("obligation__edition")
        .first()
    )
    return found.content if found else None


def _goals(obligation: Obligation) -> dict[tuple[str, str], Number]:
    """By form and line, the reporter's goals for the year in which the period begins."""
    goals = Goal.objects.filter(
        adoption=obligation.adoption_id,
        path=obligation.path,
        year=obligation.period_start.year,
    )
    return {(goal.form_key, goal.question): _plain(goal.value) for goal in goals}


def _with_goal(line: Line, goal: Number | None) -> Line:
    if goal is None or not line.is_figure:
        return line
    comparison = compare(line.answer.number, line.baseline_number, goal, line.question.direction)
    return replace(line, goal=goal, comparison=comparison, scale=max(line.scale, goal))


def _plain(value: Number) -> Number:
    return int(value) if value == int(value) else value

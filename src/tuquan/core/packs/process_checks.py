"""Checks of what is done and when: milestones, duties, assessment, awards, parameters, notes."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from tuquan.core.packs.calendar_checks import check_due
from tuquan.core.packs.names import (
    RULE_NUMBER,
    Names,
    check_dates,
    check_range,
    check_reference,
    check_unique,
)
from tuquan.core.packs.reading import Reading
from tuquan.core.packs.rule_checks import check_condition
from tuquan.core.programme import (
    AssessmentStep,
    Award,
    Edition,
    Milestone,
    Parameter,
)
from tuquan.core.time import day_and_month, in_force


def check_process(reading: Reading, edition: Edition, names: Names) -> None:
    """Report everything wrong with what the edition wants done."""
    for milestone in edition.milestones:
        _check_milestone(reading, names, milestone)
    for duty in edition.duties:
        check_reference(reading, duty, "theme", names.themes)
    for step in edition.assessment:
        _check_step(reading, step)
    for award in edition.awards:
        _check_award(reading, award)
    for parameter in edition.parameters:
        _check_parameter(reading, parameter)
    for meeting in edition.meetings:
        if not meeting.periods:
            reading.report(meeting, "periods", "no_part", kind=meeting.key)
    for note in edition.notes:
        if not RULE_NUMBER.fullmatch(note.rule):
            reading.report(note, "rule", "bad_rule_number", value=note.rule)


def _check_day(reading: Reading, item: object, name: str) -> None:
    value = getattr(item, name)
    if value and day_and_month(value) is None:
        reading.report(item, name, "not_a_day_of_the_year", value=value)


def _check_milestone(reading: Reading, names: Names, milestone: Milestone) -> None:
    said = [name for name in ("by", "before", "yearly_on") if getattr(milestone, name)]
    if len(said) > 1:
        reading.report(milestone, said[1], "milestone_dated_twice", said[0], first=said[0])
    _check_day(reading, milestone, "yearly_on")
    check_range(reading, milestone, "count", 1, 100_000)
    if milestone.starts is not None and milestone.by is not None:
        _check_last_day(reading, milestone, milestone.starts, milestone.by)
    check_dates(reading, milestone, "starts", "before")
    check_condition(reading, names, milestone.condition)


def _check_last_day(reading: Reading, milestone: Milestone, starts: date, by: date) -> None:
    """`by` is itself a good day, so it may be the day on which the milestone starts."""
    if by < starts:
        params = {"start": starts, "until": by}
        reading.report(milestone, "by", "ends_before_it_starts", "starts", **params)


def _check_step(reading: Reading, step: AssessmentStep) -> None:
    check_unique(reading, step.windows, "level")
    for window in step.windows:
        _check_day(reading, window, "start")
        _check_day(reading, window, "until")
    check_range(reading, step, "posted_days", 1, 100)
    if step.due is not None:
        check_due(reading, step.due, step, "due")


def _check_award(reading: Reading, award: Award) -> None:
    check_range(reading, award, "times", 1, 100)
    check_range(reading, award, "in_years", 1, 100)
    _check_day(reading, award, "yearly_on")
    if not award.given_to:
        reading.report(award, "given_to", "no_part", kind=award.key)


def _check_parameter(reading: Reading, parameter: Parameter) -> None:
    """Its values follow each other; on no day are there two."""
    values = sorted(parameter.values, key=lambda value: value.effective_from)
    for value in values:
        check_dates(reading, value, "effective_from", "effective_until")
    for older, newer in pairwise(values):
        overlap = in_force(older.effective_from, older.effective_until, newer.effective_from)
        if overlap and reading.sound(older, "effective_from", "effective_until"):
            params = {"other": f"{older.effective_from:%d/%m/%Y}"}
            reading.report(newer, "effective_from", "overlapping_dates", **params)

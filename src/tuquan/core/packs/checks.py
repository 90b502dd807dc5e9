"""What the definition classes cannot say of themselves: references, uniqueness, sense."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from tuquan.core.packs.form_checks import check_forms
from tuquan.core.packs.reading import Reading, closest
from tuquan.core.programme import Calendar, Edition, GroupRules, Milestone, Source, Term
from tuquan.core.time import LAST_START_DAY, MONTHS_IN, DueRule, day_and_month

_KEY = re.compile(r"[a-z][a-z0-9_]*")


def check_edition(reading: Reading, edition: Edition) -> None:
    """Report everything wrong with an edition that could be read."""
    until = edition.effective_until
    if until is not None and until <= edition.effective_from:
        params = {"start": edition.effective_from, "until": until}
        reading.report(
            edition, "effective_until", "ends_before_it_starts", "effective_from", **params
        )
    _check_keys(reading, edition)
    _check_sources(reading, edition)
    check_forms(reading, edition)
    for kind in edition.group_kinds:
        _check_group_kind(reading, kind)
    for calendar in edition.calendars:
        _check_calendar(reading, edition, calendar)
    for milestone in edition.milestones:
        _check_milestone(reading, milestone)
    _check_use_of_forms(reading, edition)


def _check_keys(reading: Reading, edition: Edition) -> None:
    groups: list[tuple[Any, ...]] = [
        edition.forms,
        edition.calendars,
        edition.criteria,
        edition.themes,
        edition.milestones,
        edition.gaps,
        edition.group_kinds,
        *(kind.positions for kind in edition.group_kinds),
        *(form.sections for form in edition.forms),
        *((*form.questions, *form.ratios) for form in edition.forms),
    ]
    for group in groups:
        _check_unique(reading, group, "key")
        for item in group:
            if not _KEY.fullmatch(item.key):
                reading.report(item, "key", "bad_key", key=item.key)
    _check_unique(reading, edition.sources, "cited_as")
    _check_unique(reading, edition.reporting_chain, "kind")


def _check_unique(reading: Reading, items: Iterable[Any], name: str) -> None:
    first: dict[str, Any] = {}
    for item in items:
        value = getattr(item, name)
        if value in first:
            where = reading.where(first[value], name)
            reading.report(item, name, "key_used_twice", key=value, first=where)
        first.setdefault(value, item)


def _check_sources(reading: Reading, edition: Edition) -> None:
    """Everything that can name its source does, and cites a document the edition knows."""
    known = [document.cited_as for document in edition.sources]
    cited = [item for item in reading.objects if isinstance(item, Source)]
    for source in cited:
        if source.document and source.document not in known and "" not in known:
            near = closest(source.document, known)
            params = {"value": source.document, "did_you_mean": near}
            reading.report(source, "document", "dangling_reference", **params)
        if bool(source.document) != bool(source.place):
            reading.report(source, "", "source_without_place", "document", "place")
    for item in reading.objects:
        if getattr(item, "source", None) == Source():
            reading.report(item, "source", "source_missing")


def _check_group_kind(reading: Reading, kind: GroupRules) -> None:
    if kind.minimum is not None and kind.minimum < 1:
        reading.report(kind, "minimum", "out_of_range", value=kind.minimum, low=1)
    if kind.minimum is not None and kind.maximum is not None and kind.minimum > kind.maximum:
        params = {"minimum": kind.minimum, "maximum": kind.maximum}
        reading.report(kind, "minimum", "minimum_above_maximum", "maximum", **params)
    for position in kind.positions:
        if position.count < 1:
            reading.report(position, "count", "out_of_range", value=position.count, low=1)
        if position.term is not None and position.term == Term(source=position.term.source):
            reading.report(position.term, "", "term_empty", "months", "same_as")


def _check_calendar(reading: Reading, edition: Edition, calendar: Calendar) -> None:
    forms = [form.key for form in edition.forms]
    if calendar.form not in forms and "" not in forms:
        params = {"value": calendar.form, "did_you_mean": closest(calendar.form, forms)}
        reading.report(calendar, "form", "dangling_reference", **params)
    _check_range(reading, calendar, "starts_on_day", 1, LAST_START_DAY)
    _check_range(reading, calendar, "opens_days_before_end", 1, 366)
    _check_range(reading, calendar, "lasts_days", 1, 3660)
    if calendar.starts_on_day != 1 and calendar.period not in MONTHS_IN:
        reading.report(calendar, "starts_on_day", "key_does_not_apply", "period")
    if (calendar.period == "once") != (calendar.lasts_days is not None):
        code = "key_does_not_apply" if calendar.lasts_days is not None else "lasts_days_missing"
        reading.report(calendar, "lasts_days", code, "period")
    levels = [level.kind for level in edition.reporting_chain]
    for recipient in calendar.recipients:
        if recipient.level not in levels:
            params = {"value": recipient.level, "did_you_mean": closest(recipient.level, levels)}
            reading.report(recipient, "level", "dangling_reference", **params)
    _check_due(reading, calendar)


def _check_due(reading: Reading, calendar: Calendar) -> None:
    due = calendar.due
    ways = [due.days_after_end, due.day_of_next_month, due.working_days_after_cut_off]
    if sum(way is not None for way in ways) + bool(due.before) != 1:
        reading.report(calendar, "due", "due_rule_not_one")
    _check_range(reading, due, "days_after_end", 0, 366)
    _check_range(reading, due, "day_of_next_month", 1, 31)
    _check_range(reading, due, "working_days_after_cut_off", 0, 100)
    if due.before:
        _check_named_days(reading, calendar, due)


def _check_named_days(reading: Reading, calendar: Calendar, due: DueRule) -> None:
    """Days named in the year: real ones, and one for each period of the year."""
    for text in due.before:
        if day_and_month(text) is None:
            reading.report(due, "before", "not_a_day_of_the_year", value=text)
    months = MONTHS_IN.get(calendar.period)
    if months is None:
        reading.report(calendar, "due", "key_does_not_apply", "period")
    elif len(due.before) * months != 12:
        params = {"found": len(due.before), "expected": 12 // months}
        reading.report(calendar, "due", "days_do_not_match_periods", "period", **params)


def _check_milestone(reading: Reading, milestone: Milestone) -> None:
    if milestone.yearly_on and day_and_month(milestone.yearly_on) is None:
        value = milestone.yearly_on
        reading.report(milestone, "yearly_on", "not_a_day_of_the_year", value=value)
    _check_range(reading, milestone, "count", 1, 100_000)


def _check_use_of_forms(reading: Reading, edition: Edition) -> None:
    used = {calendar.form for calendar in edition.calendars}
    for form in edition.forms:
        if form.key not in used and "" not in used:
            reading.report(form, "key", "form_unused", key=form.key)


def _check_range(reading: Reading, item: object, name: str, low: int, high: int) -> None:
    value = getattr(item, name)
    if value is not None and not low <= value <= high:
        reading.report(item, name, "out_of_range", value=value, low=low, high=high)
